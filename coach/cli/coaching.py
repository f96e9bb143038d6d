"""Commands that coach: tonight's tip, and what came of the last one."""

import json
from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    BadInput,
    Coach,
    data_dir_option,
    opened,
    plain_errors,
    print_json,
)
from coach.core.diary.choices import Feedback
from coach.core.words.lengths_and_dates import day_words
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.store.tips.tonights_tip import TonightsTip

_NOTED = {
    Feedback.TRIED: "Noted that you did it",
    Feedback.HELPED: "Noted that it helped; it will come back now and then",
    Feedback.NOT_THIS_TIME: "Noted: not this time",
    Feedback.NOT_FOR_ME: "Hidden; Tips can bring it back",
}


@click.command(epilog="Example: coach tip --helped")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--did", "said", flag_value="tried", help="You did what the last one said.")
@click.option("--helped", "said", flag_value="helped", help="You did it, and it helped.")
@click.option("--not-this-time", "said", flag_value="not_this_time", help="Not this time.")
@click.option("--not-for-me", "said", flag_value="not_for_me", help="Do not show it again.")
@data_dir_option
@click.pass_context
def tip(context: click.Context, as_json: bool, said: str | None) -> None:
    """Show tonight's tip, or say what came of the last one shown before today."""
    from coach.store.tips.tonights_tip import tonights_tip

    state = opened(context)
    with plain_errors():
        if said is not None:
            if as_json:
                raise BadInput("--json shows a tip; it does not go with an answer to one")
            _answer(state, Feedback(said))
            return
        tonight = tonights_tip(state.diary, state.today, at=state.now())
        if as_json:
            shape = json.dumps(_as_object(tonight), ensure_ascii=False, indent=2)
            print_json(shape.encode())
        else:
            _tell(tonight)
        _note(state, tonight)


def _answer(state: Coach, feedback: Feedback) -> None:
    """Note what came of the last tip that was shown before today; else BadInput."""
    from coach.store.tips.tipbook import load
    from coach.store.tips.tonights_tip import say_of_tip, tip_to_ask_about

    shown = tip_to_ask_about(state.diary, state.today)
    if shown is None:
        raise BadInput("no tip was shown before today, so there is none to answer for")
    say_of_tip(state.diary, shown, feedback)
    known = load().tip(shown.tip)
    words = known.do if known else shown.tip
    click.echo(f"{_NOTED[feedback]} (the tip of {day_words(shown.shown_on)}): {words}")


def _tell(tonight: "TonightsTip") -> None:
    """Print the tip in plain lines, after the banner."""
    if tonight.banner is not None:
        click.echo(f"{tonight.banner.title}\n{tonight.banner.text}\n")
    choice = tonight.choice
    if choice is None:
        click.echo("No tip is left to show; the Tips page can bring hidden ones back.")
        return
    click.echo(f"For {choice.offered_for}: {choice.tip.do}\n{choice.tip.why}")
    click.echo(f"Why this one: {choice.why_now}\n({tonight.source})")


def _as_object(tonight: "TonightsTip") -> dict[str, object]:
    """The shape of `coach tip --json`; all but the date null where no tip is left."""
    choice = tonight.choice
    tip = choice.tip if choice else None
    return {
        "date": tonight.day.isoformat(),
        "tip": tip and tip.id,
        "subject": tip and tip.subject,
        "do": tip and tip.do,
        "why": tip and tip.why,
        "because": list(choice.because) if choice else None,
        "source": tonight.source if choice else None,
        "for": choice and choice.offered_for.value,
    }


def _note(state: Coach, tonight: "TonightsTip") -> None:
    """Note that the tip was shown; a disk that refuses is said beside it."""
    from coach.store.disk.durable import StoreError

    if state.diary.first_day() is None:
        return
    try:
        tonight.remember()
    except StoreError as error:
        click.echo(f"coach: {visible(str(error))}", err=True)


COMMANDS = (tip,)
