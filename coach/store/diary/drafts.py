"""Check-ins that are under way: one small file a date, never counted as an entry."""

import re
from datetime import date, datetime
from pathlib import Path

import msgspec

from coach.core.diary.records import Entry
from coach.store.disk import durable

FOLDER = "drafts"

_NAME = re.compile(r"\d{4}-\d\d-\d\d\.json")


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A check-in as it was left.

    Attributes:
        entry: The day's answers so far; its date is the draft's.
        base: The entry as it was on disk when the check-in was opened, so that what was
            written to the day since then is not lost on saving.
        page: Name of the check-in page on which it was left.
        saved_at: When it was left.
    """

    entry: Entry
    base: Entry | None = None
    page: str = ""
    saved_at: datetime | None = None


_decoder = msgspec.json.Decoder(Draft)


def is_draft(name: str) -> bool:
    """Whether a file of that name in the drafts' folder is one of ours."""
    return _NAME.fullmatch(name) is not None


def load(folder: Path, day: date) -> Draft | None:
    """The draft of a day in a data folder, or None where there is none that can be read."""
    try:
        draft = _decoder.decode(durable.read(_path(folder, day)))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return draft if draft.entry.date == day else None


def save(folder: Path, draft: Draft) -> None:
    """Keep a draft in place of the day's earlier one, on disk.

    Raises:
        StoreError: If it cannot be written.
    """
    path = _path(folder, draft.entry.date)
    durable.write(path, durable.encoded(draft, f"the draft of {draft.entry.date}"))


def drop(folder: Path, day: date) -> None:
    """Forget a day's draft; that there is none is fine.

    Raises:
        StoreError: If it cannot be removed.
    """
    durable.remove(_path(folder, day))


def days(folder: Path) -> tuple[date, ...]:
    """The days that have a draft, in order."""
    dates: list[date] = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            dates.append(date.fromisoformat(path.stem))
        except ValueError:
            continue
    return tuple(dates)


def _path(folder: Path, day: date) -> Path:
    return folder / FOLDER / f"{day.isoformat()}.json"
