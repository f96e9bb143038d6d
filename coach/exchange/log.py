"""The log as JSON: read strictly, written the same every time.

What is refused is refused whole, with one sentence that names the file, the place and the
value; the wording is in ``coach.exchange.faults`` and costs nothing while all is well.
"""

import json
from datetime import datetime

import msgspec

from coach.core.diary.merge import ordered
from coach.core.diary.records import OPEN_ENDED, SLEEP_FIELDS, Log
from coach.core.diary.taken_apart import fault_in_times
from coach.core.words.text import visible_json


class LogError(ValueError):
    """A log that cannot be read; its text is one sentence fit to be shown."""


class _Suspect(Exception):
    """An object with a key twice, or with a null; msgspec would let both pass."""


def decode(data: bytes, name: str) -> Log:
    """Read a log.

    Args:
        data: The file's bytes: UTF-8 JSON.
        name: What to call the file in an error.

    Returns:
        The log, every field within its limits. A time zone that this machine does not know
        is kept as it stands.

    Raises:
        LogError: If anything is not as the format has it: torn, foreign or newer files, fields
            unknown, missing, doubled, null or out of range.
    """
    try:
        log = _DECODER.decode(data)
        json.loads(data, object_pairs_hook=_suspicious)
    except (msgspec.MsgspecError, ValueError, RecursionError, _Suspect) as error:
        if sum(map(data.count, (b",", b"[", b"{"))) > _MOST_DESCRIBED:
            why = str(error) or "a name stands twice in one place, or a value is null"
            raise LogError(f"{name} cannot be read: {why}") from None
        # Only a refused file needs the slow reading, so only it pays for the import.
        from coach.exchange.faults import describe

        raise LogError(describe(data, name, error)) from None
    unfit = _unfit(log)
    if unfit is not None:
        from coach.exchange.faults import told

        raise LogError(f"{told(name)}: {unfit}")
    return log


def encode(log: Log, exported_at: datetime) -> bytes:
    """Write a log: UTF-8 JSON, indented by two, with a line break at the end.

    Everything stands in its one form and order, so that equal diaries give equal bytes.

    Args:
        log: What to write; ``exported_at`` and the order within are replaced.
        exported_at: The moment of the export, with an offset.

    Raises:
        ValueError: If the moment has no offset.
    """
    if exported_at.tzinfo is None:
        raise ValueError("the moment of an export needs its offset from UTC")
    whole = msgspec.structs.replace(ordered(log), exported_at=exported_at)
    return visible_json(msgspec.json.format(msgspec.json.encode(whole), indent=2)) + b"\n"


# The slow reading makes an object of every value; thirty years of answers hold fewer. Of what
# holds more the quick reading's words must do, which name the place and not the value.
_MOST_DESCRIBED = 500_000
_DECODER = msgspec.json.Decoder(Log)


def _suspicious(pairs: list[tuple[str, object]]) -> bool:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise _Suspect
    # These two are written as null while they are open; the records refuse it elsewhere.
    if any(value is None and name not in OPEN_ENDED for name, value in fields.items()):
        raise _Suspect
    return True


def _unfit(log: Log) -> str | None:
    """What single fields cannot show: the place and the words, or None."""
    if log.profile is not None and (words := fault_in_times(log.profile)):
        return f"profile.times {words}"
    for number, entry in enumerate(log.entries):
        place = f"entries[{number}] ({entry.date})"
        if words := fault_in_times(entry):
            return f"{place}, times {words}"
        night = entry.night
        # A merge may bring both together, each with its moment; one hand writes no such thing.
        if night is not None and night.did_not_sleep and entry.times is None:
            beside = next((n for n in SLEEP_FIELDS if getattr(night, n) is not None), None)
            if beside is not None:
                return f"{place}, night.did_not_sleep is true beside night.{beside}"
    return None
