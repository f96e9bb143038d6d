"""The profile in plain lines, one question at a time, or as JSON."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    data_dir_option,
    opened,
    plain_errors,
    print_json,
    say,
    typed_line,
)

if TYPE_CHECKING:
    from coach.core.checkin.state import State


@click.command(epilog="Example: coach profile --json")
@click.option(
    "--json", "as_json", is_flag=True, help="For programs: the profile as in the log."
)
@data_dir_option
@click.pass_context
def profile(context: click.Context, as_json: bool) -> None:
    """Answer what is asked once about you, one question at a time.

    Enter leaves a question as it is, a single hyphen takes its answer out; ctrl+c leaves the
    rest as it is.
    """
    state = opened(context)
    with plain_errors():
        if as_json:
            import msgspec

            from coach.core.diary.records import encode

            print_json(msgspec.json.format(encode(state.profile)))
            return
        from coach.core.checkin.opening import open_profile

        form = _ask_all(open_profile(state.profile, state.now()), typed_line, say)
        if form.profile == state.profile:
            click.echo("Nothing was changed.")
            return
        state.diary.save_profile(form.profile)
    click.echo("Saved. coach undo takes it back.")


def _ask_all(
    state: "State", ask: Callable[[str], str], say: Callable[[str], object]
) -> "State":
    """Ask to the end, or until the person leaves."""
    from coach.core.checkin import about, lines
    from coach.core.checkin.moving import forward

    say(lines.HOW_ABOUT_YOU)
    say(lines.page_line(state))
    while state.wish is None:
        for line in lines.question_lines(state):
            say(line)
        before = state
        try:
            state = lines.answer_line(state, ask("Answer: "))
        except (KeyboardInterrupt, EOFError):
            say("")
            return before
        if state.trouble:
            say(state.trouble)
        elif state.at == before.at and state.profile != before.profile:
            # The last answer does not close the form on the screen; here it is the end.
            state = forward(state)
        if state.profile.age != before.profile.age and (note := about.note(state)):
            say(note)
    return state


COMMANDS = (profile,)
