"""What commands share: the data folder, the clock, and errors said in one sentence."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from coach.core.diary import day as days
from coach.core.words.text import broken_byte, visible, visible_json

if TYPE_CHECKING:
    from coach.core.diary.records import Profile
    from coach.store.diary.diary import Diary

F = TypeVar("F", bound=Callable[..., Any])


class BadInput(click.ClickException):
    """One sentence naming what was given and why it cannot be taken; exit code 2."""

    exit_code = 2


class Coach:
    """One run of a command: folder, clock and diary.

    Attributes:
        folder: The data folder; not made before something is written.
        syncs: Whether a change is carried to the shared folder, where one was named.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.syncs = True

    @staticmethod
    def now() -> datetime:
        """Local time with its offset; BadInput where the machine's clock or zone is none.

        Always a plain datetime: records take no subclass, such as a stopped clock's.
        """
        from coach.cli.clock import ClockUnusable, local_now

        try:
            return local_now()
        except ClockUnusable as error:
            raise BadInput(str(error)) from None

    @cached_property
    def diary(self) -> "Diary":
        """The diary in the data folder."""
        from coach.store.diary.diary import Diary

        diary = Diary(self.folder, self.now)
        diary.on_wait(
            lambda: click.echo("Waiting for another coach that is writing ...", err=True)
        )
        diary.on_backup_failure(
            lambda sentence: click.echo(f"coach: {visible(sentence)}", err=True)
        )
        return diary

    def carry_on(self) -> None:
        """Once the command is done, carry what it changed to the shared folder.

        In a process of its own: nobody waits at the prompt for a slow folder.
        """
        if not self.syncs or "diary" not in self.__dict__ or not self.diary.was_changed:
            return
        from coach.store.settings import load

        shared = load(self.folder).shared
        if shared is None or not shared.folder:
            return
        import subprocess

        with suppress(OSError):
            subprocess.Popen(
                [sys.executable, "-m", "coach", "--data-dir", self.folder.absolute(), "sync"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    @cached_property
    def profile(self) -> "Profile":
        """The profile, all unanswered where there is none."""
        from coach.core.diary.records import Profile

        return self.diary.profile() or Profile()

    @property
    def today(self) -> date:
        """The coach's day that it is now."""
        return days.coach_day(self.now(), self.profile.day_starts_at or days.DEFAULT_DAY_START)


def data_folder(given: Path | None) -> Path:
    """The data folder: the option, else COACH_DATA_DIR, else the platform's."""
    from coach.store.disk.machine import expanded

    named = given if given is not None else os.environ.get("COACH_DATA_DIR")
    if named:
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("sleep-coach", appauthor=False))


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
    """The run's state, asked for once; a file in the folder's place is refused (BadInput)."""
    folder = data_folder(context.ensure_object(dict).get("folder"))
    try:
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise BadInput(f"the data folder {folder} cannot be used: {reason}") from None
    if is_file:
        raise BadInput(f"the data folder {folder} is a file; name a folder with --data-dir")
    state = Coach(folder)
    context.find_root().call_on_close(state.carry_on)
    return state


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the diary and the exchange refuse into one sentence and exit code 2."""
    from coach.store.disk.durable import StoreError

    try:
        yield
    except StoreError as error:
        raise BadInput(str(error)) from error


def a_date(text: str, name: str) -> date:
    """Read ``YYYY-MM-DD``; else BadInput."""
    from coach.core.diary.limits import CalendarDate

    try:
        day: date = msgspec.convert(text, type=CalendarDate)
        return day
    except msgspec.ValidationError:
        raise BadInput(f"{name} is {text!r}; it must be a date such as 2026-03-15") from None


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


def is_late_enough(now: datetime, from_clock: str, day_starts_at: str) -> bool:
    """Whether a time of the coach's day has been reached; 00:40 is late, not early."""
    start = days.minutes_of(day_starts_at)
    passed = (now.hour * 60 + now.minute - start) % 1440
    return passed >= (days.minutes_of(from_clock) - start) % 1440
