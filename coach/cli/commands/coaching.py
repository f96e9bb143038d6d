"""Commands that coach: tonight's tip and what came of the last one, and the week."""

from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    BadInput,
    Coach,
    a_date,
    data_dir_option,
    opened,
    plain_errors,
    print_json,
    say,
)
from coach.core.diary.choices import Feedback
from coach.core.words.aloud import title_aloud
from coach.core.words.lengths_and_dates import day_words
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.history.week import Side, Week
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
    from coach.store.diary.fold_cache import FoldCache
    from coach.store.tips.tonights_tip import tonights_tip

    state = opened(context)
    with plain_errors():
        if said is not None:
            if as_json:
                raise BadInput("--json shows a tip; it does not go with an answer to one")
            _answer(state, Feedback(said))
            return
        folded = FoldCache(state.diary)
        standing = folded.standing(state.today)
        # The next one need not fold all days again.
        folded.keep()
        tonight = tonights_tip(state.diary, state.today, at=state.now(), now=standing)
        if as_json:
            import json

            shape = json.dumps(_as_object(tonight), ensure_ascii=False, indent=2)
            print_json(shape.encode())
        else:
            _tell(tonight)
            _tell_of_trial(state)
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
        say(f"{title_aloud(tonight.banner.title)} {tonight.banner.text}\n")
    choice = tonight.choice
    if choice is None:
        click.echo("No tip is left to show; the Tips page can bring hidden ones back.")
        return
    say(f"{choice.heading}: {choice.tip.do}\n{choice.tip.why}")
    say(f"Why this one: {choice.why_now}")
    click.echo(f"({tonight.source})")


def _tell_of_trial(state: Coach) -> None:
    """Print what tonight is of an experiment; nothing is loaded where there is none."""
    if not state.diary.experiments():
        return
    from coach.cli.commands.closing import trial_lines
    from coach.store.diary.fold_cache import FoldCache

    for line in trial_lines(state.diary, FoldCache(state.diary).standing(state.today)):
        click.echo(line)


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
    from coach.store.disk.trouble import StoreError

    if state.diary.first_day() is None:
        return
    try:
        tonight.remember()
    except StoreError as error:
        click.echo(f"coach: {visible(str(error))}", err=True)


@click.command(epilog="Example: coach week --as-of 2026-03-15 --json")
@click.option("--as-of", metavar="DATE", help="The last day of the week, if not today.")
@click.option("--bars", is_flag=True, help="The weekdays as a table.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
@click.pass_context
def week(context: click.Context, as_of: str | None, bars: bool, as_json: bool) -> None:
    """Show seven nights beside the twenty-eight before."""
    from coach.core.history import times
    from coach.core.history.spoken import week_sentences, weekday_sentences
    from coach.core.history.week import LOOK_BACK, lead, week_of

    state = opened(context)
    with plain_errors():
        day = a_date(as_of, "--as-of", state) if as_of else state.today
        entries = state.diary.entries(day - LOOK_BACK, day)
        shown = week_of(entries, state.profile, state.diary.goals(), day)
    if as_json:
        import json

        print_json(json.dumps(_week_as_object(shown), ensure_ascii=False, indent=2).encode())
        return
    click.echo(lead(shown))
    for sentence in week_sentences(shown):
        click.echo(sentence)
    weekdays = times.weekday_lines if bars else weekday_sentences
    if any(weekday.of or weekday.rise for weekday in shown.weekdays):
        click.echo("By the day on which the night ended, over all thirty-five:")
        for line in weekdays(shown.weekdays):
            click.echo(line)


def _week_as_object(shown: "Week") -> dict[str, object]:
    """The shape of `coach week --json`."""
    goal = shown.goal
    return {
        "date": shown.day.isoformat(),
        "nights": _side_as_object(shown.nights),
        "before": _side_as_object(shown.before),
        "goal": goal and {"goal": goal.goal.goal.value, "kept": goal.kept, "of": goal.of},
    }


def _side_as_object(side: "Side") -> dict[str, object]:
    rise, middle, caffeine = side.rise, side.mid_sleep, side.last_caffeine
    return {
        "answered": side.answered,
        "disturbed": side.disturbed,
        "hours": None if side.slept is None else round(side.slept / 60, 2),
        "rise": rise and rise.clock,
        "rise_spread_min": rise and round(rise.spread),
        "mid_sleep": middle and middle.clock,
        "mid_sleep_spread_min": middle and round(middle.spread),
        "last_caffeine": caffeine and caffeine.clock,
    }


COMMANDS = (tip, week)
