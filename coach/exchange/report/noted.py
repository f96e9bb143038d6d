"""Banners and visits so far, and the notes of the nights, as much of them as a sheet holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.records import Day, DoctorVisit, Entry, Log, Night, Partner
from coach.core.history.logged import partner_lines
from coach.core.patterns import GoneBy, PastBanner, ledger
from coach.core.words.lengths_and_dates import plain_date
from coach.core.words.text import visible

# A user's own words may be wider than print, so fewer letters are counted on for a line.
_LINE, _LONGEST_LINE = 95, 112


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its date or its name in front; ``lines`` is its room on paper, 1 or 2."""

    label: str
    text: str
    lines: int = 1


def ledger_lines(log: Log, today: date, room: int) -> tuple[tuple[Labelled, ...], int]:
    """Banners and visits, as many of the latest as there is room for, and how many more.

    Where not all of them fit, each has one line.
    """
    dated = [
        (past.began, *_banner_words(past))
        for past in ledger(log.entries, log.doctor_visits, log.profile, today)
    ]
    dated += [
        (visit.date, plain_date(visit.date), _visit(visit))
        for visit in log.doctor_visits
        if visit.date <= today and not visit.removed
    ]
    dated.sort(key=lambda line: line[0])
    lines = [labelled(label, text) for _, label, text in dated]
    if sum(line.lines for line in lines) > room:
        lines = [labelled(label, text, most=1) for _, label, text in dated[-room:]]
    return tuple(lines), len(dated) - len(lines)


def _banner_words(past: PastBanner) -> tuple[str, str]:
    ended = plain_date(past.ended - timedelta(days=1)) if past.ended else "now"
    counted_then = past.text.split(". ", 1)[0].removesuffix(".")
    words = f"Banner ({past.level.word}): {counted_then or past.title}.{_ended_by(past)}"
    return f"{plain_date(past.began)} to {ended}", words


def _ended_by(past: PastBanner) -> str:
    if past.by is None:
        return ""
    if past.by is GoneBy.VISIT and past.seen_on is not None:
        return f" Went after the visit of {plain_date(past.seen_on)}."
    return " Went by calm answers."


def _visit(visit: DoctorVisit) -> str:
    note = visible((visit.note or "").strip(), one_line=True)
    return f"Doctor seen: {note}" if note else "Doctor seen."


def labelled(label: str, text: str, most: int = 2) -> Labelled:
    """A line shortened to what so many lines on paper hold."""
    longest = (most * _LINE if most > 1 else _LONGEST_LINE) - len(label)
    short = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return Labelled(label, short, min(most, lines_of(label + short)))


def lines_of(text: str) -> int:
    """How many lines on paper a text takes, one at least."""
    return max(1, -(-len(text) // _LINE))


def note_lines(entries: Sequence[Entry], room: int) -> tuple[tuple[Labelled, ...], bool]:
    """Notes and what else was noted, a line each; the latest stay where room is short."""
    shown: list[Labelled] = []
    cut = False
    dated = [(entry.date, text) for entry in entries for text in _also_noted(entry)]
    for day, text in reversed(dated):
        line = labelled(f"{day.day} {day:%b}", text)
        room -= line.lines
        if room < 0:
            return tuple(reversed(shown)), True
        shown.append(line)
        cut = cut or line.text != text
    return tuple(reversed(shown)), cut


def _also_noted(entry: Entry) -> Iterator[str]:
    """What has no column among the nights, and the person's own words."""
    note = visible((entry.notes or "").strip(), one_line=True)
    if note:
        yield note
    day, night = entry.day or Day(), entry.night or Night()
    if night.did_not_sleep is not None:
        yield "did not sleep" if night.did_not_sleep else "slept"
    if entry.device is not None and entry.device.did_not_sleep is not None:
        yield f"the device saw {'no sleep' if entry.device.did_not_sleep else 'sleep'}"
    told = [
        f"{name.lower()}: {words}" for name, words in partner_lines(entry.partner or Partner())
    ]
    if told:
        yield f"the bed partner saw: {', '.join(told)}"
    if day.bedtime is not None:
        yield f"bedtime meant: {day.bedtime}"
