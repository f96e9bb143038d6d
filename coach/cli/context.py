"""What commands share: the data folder, the clock, and errors said in one sentence."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from coach.cli.state import BadInput, Coach, folder_in_use, plain_errors
from coach.core.diary import day as days
from coach.core.words.text import broken_byte, visible, visible_json

__all__ = ["BadInput", "Coach", "plain_errors"]

F = TypeVar("F", bound=Callable[..., Any])


def _keep(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(dict)["folder"] = value


def keep_typed(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Keep what was typed for an option, for `typed_for`: a command takes few arguments."""
    context.meta[f"typed.{option.name}"] = value


def typed_for(context: click.Context, name: str) -> str | None:
    """What was typed for an option that `keep_typed` kept."""
    text: str | None = context.meta[f"typed.{name}"]
    return text


def data_dir_option(function: F) -> F:
    """Give a command --data-dir; it is taken before or after the command's name."""
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False),
        expose_value=False,
        callback=_keep,
        help="The folder of the diary (else COACH_DATA_DIR, else the platform's own).",
    )(function)


def opened(context: click.Context) -> Coach:
    """The run's state, asked for once; a file in the folder's place is refused (Refused)."""
    state = Coach(folder_in_use(context.ensure_object(dict).get("folder")))
    context.find_root().call_on_close(state.carry_on)
    return state


def a_date(text: str, name: str, state: Coach) -> date:
    """Read a date the way people type it; one that may be two days is asked about.

    Args:
        text: What was typed.
        name: What to call it.
        state: For the day that it is.

    Raises:
        BadInput: If it is none, or nobody is there to say which.
    """
    from coach.core.diary.limits import CalendarDate
    from coach.core.words.typed_dates import days_meant, the_day

    try:
        meant = days_meant(text, state.today)
        asks = len(meant) > 1 and somebody_is_there()
        day = _which(text, name, meant) if asks else the_day(text, state.today)
    except ValueError as error:
        raise BadInput(f"{name}: {error}") from None
    # Records take a plain date alone, not a stopped clock's.
    plain: date = msgspec.convert(day.isoformat(), type=CalendarDate)
    return plain


def _which(text: str, name: str, meant: tuple[date, ...]) -> date:
    """Ask which of some days is meant; BadInput where the answer is none of them."""
    from coach.core.words.lengths_and_dates import long_date

    numbered = [f"{number} for {long_date(day)}" for number, day in enumerate(meant, start=1)]
    given = answer_to(f"{name} is {text.strip()!r}. {', '.join(numbered)}: ")
    if given not in map(str, range(1, len(meant) + 1)):
        raise BadInput(f"{name} is {text.strip()!r}, and which day is meant was not said")
    return meant[int(given) - 1]


def somebody_is_there() -> bool:
    """Whether there is somebody who can answer a question."""
    return sys.stdin.isatty()


def say(text: str) -> None:
    """Print a result in words that can be listened to."""
    from coach.core.words.aloud import aloud

    click.echo(aloud(text))


def answer_to(question: str) -> str:
    """What is typed on a question; nothing at the end of the input."""
    click.echo(visible(question), err=True, nl=False)
    try:
        return legible(input(), "the line").strip()
    except EOFError:
        return ""


def a_clock(text: str, name: str) -> str:
    """Read a time of day the way people type it; else BadInput."""
    try:
        return days.parse_clock(text)
    except ValueError as error:
        raise BadInput(f"{name}: {error}") from None


def free_text(text: str) -> str:
    """The text itself, or all of stdin where it is a single hyphen."""
    return legible(sys.stdin.read(), "stdin").rstrip("\n") if text == "-" else text


def typed_line(prompt: str) -> str:
    """Show a prompt and read the line that is typed."""
    return legible(input(prompt), "the line")


def legible(text: str, name: str) -> str:
    """A text from outside, read as UTF-8 where the machine's own encoding lacks a sign.

    Args:
        text: As Python has read it, bytes that it could not read kept as halves.
        name: What to call it.

    Raises:
        BadInput: If it holds a byte that is no sign.
    """
    byte = broken_byte(text)
    if byte is None:
        return text
    for encoding in (sys.getfilesystemencoding(), sys.stdin.encoding):
        try:
            return text.encode(encoding, "surrogateescape").decode("utf-8")
        except UnicodeError:
            continue
    raise BadInput(f"{name} holds the byte 0x{byte:02x}, which is no sign of UTF-8")


class Words(click.types.StringParamType):
    """A word or sentence given to a command; a path may hold any byte, a word may not."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Refuse a byte that is no sign."""
        text: str = super().convert(value, param, ctx)
        return legible(text, param.human_readable_name if param else "the argument")


def print_json(data: bytes) -> None:
    """Write JSON to stdout, in UTF-8 whatever the terminal speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(visible_json(data) + b"\n")
    sys.stdout.buffer.flush()
