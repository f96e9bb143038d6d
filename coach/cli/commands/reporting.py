"""The page for the doctor: which nights it shows, and in which form."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coach.cli.commands.exchanging import deliver
from coach.cli.context import (
    BadInput,
    Coach,
    a_date,
    data_dir_option,
    free_text,
    keep_typed,
    opened,
    plain_errors,
    typed_for,
)

if TYPE_CHECKING:
    from coach.core.diary.records import Log
    from coach.exchange.report.window import Window

_FEWEST, _MOST, _USUAL = 7, 56, 14
_LATEST = "latest"
_LONGEST_ASKED = 2000


@dataclass(frozen=True, slots=True)
class _Wish:
    """Which nights are wanted, as typed."""

    count: str | None
    last: str | None
    banner: str | None


def _wish(context: click.Context) -> _Wish:
    return _Wish(*(typed_for(context, name) for name in ("count", "last", "banner")))


@click.command(epilog="Example: coach report --banner --format pdf -o for-the-doctor.pdf")
@click.option(
    "--days",
    "count",
    metavar="N",
    help="7 to 56 nights (14).",
    expose_value=False,
    callback=keep_typed,
)
@click.option(
    "--to",
    "last",
    metavar="DATE",
    help="The last of them, if not today's.",
    expose_value=False,
    callback=keep_typed,
)
@click.option(
    "--banner",
    metavar="[DATE]",
    expose_value=False,
    callback=keep_typed,
    is_flag=False,
    flag_value=_LATEST,
    help="The nights behind the banner of that day; without a day, behind the last one.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text", "pdf"]),
    default="html",
    help="A page (html), plain text, or a PDF.",
)
@click.option(
    "--ask",
    metavar="TEXT",
    help="What you want to ask, on top of the page from now on; - reads stdin.",
)
@click.option(
    "--blank",
    is_flag=True,
    help="A blank sheet for a week instead, for the bed partner to fill in by hand.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, not stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@data_dir_option
@click.pass_context
def report(
    context: click.Context,
    form: str,
    ask: str | None,
    blank: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Write the page to take to the doctor.

    It shows the last 14 nights, or those you name; where a banner rests on others, those too.
    """
    from coach.exchange.report.pdf import NoPdf

    state = opened(context)
    with plain_errors():
        try:
            if blank:
                data = _blank(state, _wish(context), form)
            else:
                data = _page(state, _wish(context), form, ask)
        except NoPdf as error:
            raise BadInput(str(error)) from None
        deliver(state, data, output, force=force)


def _page(state: Coach, wish: _Wish, form: str, ask: str | None) -> bytes:
    from coach.exchange.report import report as report_of

    shown = _window(state, state.diary.log(), wish)
    if ask is not None:
        _keep_asked(state, free_text(ask).strip())
    return report_of(state.diary.log(), state.today, shown, form)


def _blank(state: Coach, wish: _Wish, form: str) -> bytes:
    from coach.exchange.report.blank import blank

    if wish != _Wish(None, None, None):
        raise BadInput("--blank shows no nights; leave out --days, --to and --banner")
    return blank(state.profile, state.today + timedelta(days=1), form)


def _window(state: Coach, log: "Log", wish: _Wish) -> "Window":
    """The nights that are wanted; BadInput where there are no such."""
    from coach.exchange.report.window import banner_of, behind, last_nights

    if wish.banner is not None:
        if wish.count is not None or wish.last is not None:
            other = "--days" if wish.count is not None else "--to"
            raise BadInput(f"--banner names its nights itself; leave out {other}")
        on = None if wish.banner == _LATEST else a_date(wish.banner, "--banner", state)
        try:
            return behind(banner_of(log, state.today, on))
        except ValueError as error:
            raise BadInput(f"--banner: {error}") from None
    count = wish.count or str(_USUAL)
    if not (count.isascii() and count.isdigit() and _FEWEST <= int(count) <= _MOST):
        raise BadInput(f"--days is {count!r}; it must be a number from {_FEWEST} to {_MOST}")
    day = a_date(wish.last, "--to", state) if wish.last else state.today
    if day > state.today:
        raise BadInput(f"--to is {day}; that night has not come yet")
    return last_nights(day, int(count))


def _keep_asked(state: Coach, text: str) -> None:
    if len(text) > _LONGEST_ASKED:
        raise BadInput(f"--ask has {len(text)} characters; it may have {_LONGEST_ASKED:,}")
    if text != (state.profile.to_ask or ""):
        state.diary.save_profile(replace(state.profile, to_ask=text or None))


COMMANDS = (report,)
