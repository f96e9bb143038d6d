"""The goal on the command line: shown, set, ended."""

from datetime import timedelta

import click

from coach.cli.context import BadInput, Coach, data_dir_option, opened, plain_errors
from coach.core.diary.choices import GoalKind
from coach.core.words.lengths_and_dates import counted, plain_date, range_words
from coach.core.words.text import visible


@click.group(
    invoke_without_command=True, epilog="Example: coach goal set last_caffeine_by 14:00"
)
@data_dir_option
@click.pass_context
def goal(context: click.Context) -> None:
    """Show the goal; set one, or end it.

    One small habit at a time, kept by your own answers. Alone it shows the goal that runs.
    """
    if context.invoked_subcommand is None:
        _show_goal(opened(context))


@goal.command("show")
@data_dir_option
@click.pass_context
def goal_show(context: click.Context) -> None:
    """Show the goal that runs and how it goes, and the ones before."""
    _show_goal(opened(context))


@goal.command("set", epilog="Example: coach goal set wind_down 10")
@click.argument("name")
@click.argument("value", required=False)
@data_dir_option
@click.pass_context
def goal_set(context: click.Context, name: str, value: str | None) -> None:
    """Begin a goal today; the one that runs ends.

    NAME is last_caffeine_by, no_alcohol_after, screens_down_by, rise_near or wind_down;
    VALUE a time of day, or minutes for wind_down; without it one that suits your bedtime.
    """
    from coach.core.diary.records import Goal
    from coach.core.tips import goals

    state = opened(context)
    with plain_errors():
        kind = _kind(name)
        today = state.today
        entries = state.diary.entries(today - timedelta(days=goals.MARKS), today)
        refused = goals.refusal(kind, entries, state.profile, today)
        if refused is not None:
            raise BadInput(f"NAME is {kind}, which is not offered now. {refused}")
        try:
            chosen = goals.suggested(kind, state.profile)
            chosen = chosen if value is None else goals.value_of(kind, value)
        except ValueError as error:
            raise BadInput(f"VALUE: {error}") from None
        state.diary.set_goal(Goal(goal=kind, value=chosen, from_=today, to=None))
        click.echo(f"Your goal from today on: {goals.goal_words(kind, chosen)}.")
        click.echo(goals.how_counted(kind))


@goal.command("end")
@data_dir_option
@click.pass_context
def goal_end(context: click.Context) -> None:
    """End the goal that runs; its days stay."""
    from coach.core.tips import goals

    state = opened(context)
    with plain_errors():
        ended = state.diary.end_goal(state.today)
        if ended is None:
            raise BadInput("no goal runs, so there is none to end")
        click.echo(f"Ended: {goals.goal_words(ended.goal, ended.value)}. Its days stay.")


def _kind(name: str) -> GoalKind:
    """The goal of that name; else BadInput."""
    try:
        return GoalKind(name.strip().replace("-", "_"))
    except ValueError:
        known = ", ".join(GoalKind)
        raise BadInput(
            f"NAME is {visible(name, one_line=True)!r}; it must be one of {known}"
        ) from None


def _show_goal(state: Coach) -> None:
    """Print the goal that runs, day by day, and the ones before."""
    from coach.core.diary.evenings import Evenings
    from coach.core.tips import goals

    with plain_errors():
        today, kept = state.today, state.diary.goals()
        first = min((known.from_ for known in kept), default=today)
        by_date = {entry.date: entry for entry in state.diary.entries(first, today)}
    evenings = Evenings(by_date, state.profile)
    now = goals.running(kept)
    if now is None:
        click.echo("No goal runs. coach goal set NAME [VALUE] begins one.")
    else:
        view = goals.view_of(now, evenings, today)
        click.echo(f"{view.words[:1].upper()}{view.words[1:]}, since {plain_date(now.from_)}.")
        if view.of:
            answered = counted(view.of, "answered day")
            click.echo(f"Kept on {view.kept} of {answered} of the last {goals.MARKS} days.")
        else:
            click.echo("No day of it is answered yet.")
        click.echo(goals.how_counted(now.goal))
    for past in reversed(kept):
        if past is not now and past.to is not None:
            done, days_answered = goals.whole_count(past, evenings, today)
            span = range_words(past.from_, past.to)
            click.echo(
                f"Before, {span}: {goals.goal_words(past.goal, past.value)}, "
                f"kept on {done} of {counted(days_answered, 'answered day')}."
            )


COMMANDS = (goal,)
