"""Commands that look back: status, timeline, history."""

import json
from datetime import date, timedelta
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
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coach.core.patterns import GoodNews, RuleStage, Standing, TimelineRow


@click.command(epilog="Example: coach status --as-of 2026-03-15 --json")
@click.option("--as-of", metavar="DATE", help="The day to look at, if not today.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
@click.pass_context
def status(context: click.Context, as_of: str | None, as_json: bool) -> None:
    """Say the banner, the level and the findings of a day."""
    from coach.core.patterns.spoken import standing_sentences
    from coach.store.diary.fold_cache import FoldCache

    state = opened(context)
    with plain_errors():
        day = a_date(as_of, "--as-of", state) if as_of else state.today
        folded = FoldCache(state.diary)
        standing = folded.standing(day)
        if as_of is None:
            # The next one need not fold all days again.
            folded.keep()
    if as_json:
        shape = json.dumps(_as_object(day, standing), ensure_ascii=False, indent=2)
        print_json(shape.encode())
        return
    for sentence in standing_sentences(standing):
        click.echo(sentence)


def _as_object(day: date, standing: "Standing") -> dict[str, object]:
    """The shape of `coach status --json`."""
    banner = standing.banner
    return {
        "date": day.isoformat(),
        "level": standing.level.word,
        "shown": standing.shown.word,
        "banner": banner
        and {
            "title": banner.title,
            "text": banner.text,
            "stage": banner.stage.value,
            "rules": [_stage_as_object(stage) for stage in banner.stages],
        },
        "past": [
            {
                "rule": past.rule,
                "began": past.began.isoformat(),
                "gone": past.gone.isoformat(),
                "by": past.by.value,
            }
            for past in standing.past
        ],
        "good_news": _good_news_as_object(standing.good_news),
        "findings": [
            {
                "rule": finding.rule,
                "level": finding.level.word,
                "count": finding.count,
                "answered": finding.answered,
                "window_days": finding.window_days,
                "nights": [night.isoformat() for night in finding.nights],
                "text": finding.text,
                "source": finding.source,
                "emergency": finding.emergency,
            }
            for finding in standing.findings
        ],
    }


def _stage_as_object(stage: "RuleStage") -> dict[str, object]:
    """One rule of ``banner.rules``."""
    before = stage.before
    return {
        "rule": stage.rule,
        "shown": stage.shown.word,
        "began": stage.began.isoformat(),
        "rose": stage.rose.isoformat(),
        "stage": stage.stage.value,
        "seen_on": _iso(stage.seen_on),
        "calm_days": stage.calm_days,
        "calm_since": _iso(stage.calm_since),
        "before": {
            "flagged": before.flagged,
            "answered": before.answered,
            "days": before.days,
        },
        "needs_visit": stage.needs_visit,
        "eases_on": _iso(stage.eases_on),
        "answers_to_go": stage.answers_to_go,
        "eases_by": stage.eases_by and stage.eases_by.value,
    }


def _good_news_as_object(news: "GoodNews | None") -> dict[str, object] | None:
    """The two counts, or None."""
    if news is None:
        return None
    before, now = news.before, news.now
    return {
        "before": {
            "flagged": before.flagged,
            "answered": before.answered,
            "from": before.first.isoformat(),
        },
        "now": {
            "flagged": now.flagged,
            "answered": now.answered,
            "from": now.first.isoformat(),
            "to": now.last.isoformat(),
        },
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@click.command(epilog="Example: coach timeline --from 2026-03-01 --to 2026-03-31 --json")
@click.option("--from", "first", metavar="DATE", help="First day, if not the first entry's.")
@click.option("--to", "last", metavar="DATE", help="Last day, if not today.")
@click.option("--bars", is_flag=True, help="One row a day, in columns.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@data_dir_option
@click.pass_context
def timeline(
    context: click.Context, first: str | None, last: str | None, bars: bool, as_json: bool
) -> None:
    """Say how the level went over the days: what was shown, and by what.

    Days that say the same are one sentence; --bars gives every day a row, --json its object.
    """
    from coach.core.patterns import timeline as fold
    from coach.core.patterns.spoken import timeline_sentences

    state = opened(context)
    with plain_errors():
        begin, end = _range(state, first, last)
        diary = state.diary
        rows = (
            fold(diary.entries(), diary.visits(), diary.profile(), begin, end)
            if begin is not None
            else ()
        )
    if not as_json:
        for line in _rows_as_lines(rows) if bars else timeline_sentences(rows):
            click.echo(line)
        if not rows:
            click.echo("The diary is empty. Open it with: coach", err=True)
        return
    shapes = (
        json.dumps(
            {
                "date": row.date.isoformat(),
                "level": row.level.word,
                "shown": row.shown.word,
                "rules": {rule: level.word for rule, level in row.rules.items()},
            }
        )
        for row in rows
    )
    click.echo("[\n" + ",\n".join(shapes) + "\n]" if rows else "[]")


def _rows_as_lines(rows: "Iterable[TimelineRow]") -> "Iterator[str]":
    for row in rows:
        rules = "  ".join(f"{rule} {level.word}" for rule, level in row.rules.items())
        line = f"{row.date}  {row.level.word:<5}  shown {row.shown.word:<5}  {rules}"
        yield line.rstrip()


def _range(state: Coach, first: str | None, last: str | None) -> tuple[date | None, date]:
    """First and last day asked for; None where the diary is empty and no first is given."""
    begin = a_date(first, "--from", state) if first else state.diary.first_day()
    end = a_date(last, "--to", state) if last else state.today
    if begin is not None and begin > end:
        if first:
            raise BadInput(f"--from is {begin}, which is after {end}")
        begin = None
    return begin, end


@click.command(epilog="Example: coach history --days 28")
@click.option("--days", "count", default="14", metavar="N", help="How many days back (14).")
@click.option("--bars", is_flag=True, help="Draw the nights, one line each.")
@data_dir_option
@click.pass_context
def history(context: click.Context, count: str, bars: bool) -> None:
    """Say the last nights one by one, newest first."""
    from coach.cli.commands.history import drawn, told
    from coach.core.history.night import LOOK_BACK_DAYS

    state = opened(context)
    with plain_errors():
        if not count.isdigit() or not 1 <= int(count) <= 36_500:
            raise BadInput(f"--days is {count!r}; it must be a whole number from 1 to 36500")
        first = state.today - timedelta(days=int(count) - 1)
        entries = state.diary.entries(first - timedelta(days=LOOK_BACK_DAYS), state.today)
        render = drawn if bars else told
        click.echo(render(entries, state.profile, first, state.today))


COMMANDS = (status, timeline, history)
