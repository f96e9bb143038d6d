"""The first nights of a hand-kept table in words, to be looked at before they come in."""

from collections.abc import Iterable, Iterator

from coach.core.diary.records import Device, Entry, Night
from coach.core.words.lengths_and_dates import hours_and_minutes, short_date
from coach.core.words.text import visible

NIGHTS = 3
_LONGEST_NOTE = 30


def preview(entries: Iterable[Entry], nights: int = NIGHTS) -> list[str]:
    """One sentence for each of the first nights.

    Args:
        entries: The days of a table, by date.
        nights: How many at most.
    """
    told = (entry for entry in entries if entry.night or entry.device)
    return [_sentence(entry) for entry, _ in zip(told, range(nights), strict=False)]


def _sentence(entry: Entry) -> str:
    night = entry.night or entry.device or Night()
    whose = "" if entry.device is None else f" ({entry.device.source or 'a device'})"
    parts = list(_parts(night))
    note = visible((entry.notes or "").partition("\n")[0], one_line=True)
    if note:
        parts.append(note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…")
    day = " ".join(short_date(entry.date).split())
    return f"Night to {day} {entry.date.year}{whose}: {', '.join(parts) or 'nothing'}."


def _parts(night: Night | Device) -> Iterator[str]:
    if night.did_not_sleep:
        yield "no sleep"
    for words, clock in (("to bed", night.in_bed_at), ("tried", night.tried_to_sleep_at)):
        if clock:
            yield f"{words} {clock}"
    if night.sleep_latency_min is not None:
        yield f"asleep after {hours_and_minutes(night.sleep_latency_min)}"
    if night.awakenings is not None:
        times = {0: "never awake", 1: "awake once"}
        yield times.get(night.awakenings, f"awake {night.awakenings} times")
    if night.awake_min:
        yield f"{hours_and_minutes(night.awake_min)} awake"
    for words, clock in (("woke", night.final_wake_at), ("up", night.out_of_bed_at)):
        if clock:
            yield f"{words} {clock}"
    for words, step in (("quality", night.quality), ("rested", night.rested)):
        if step is not None:
            yield f"{words} {step} of 5"
