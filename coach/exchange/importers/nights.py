"""Sleeps of any file sorted into the coach's days: one night a date, naps, and what is left.

The night of a date is the longest sleep that ended on it, or the one that the file flags as
the main one. Other sleeps become nap minutes where they are plainly naps; the rest is
counted as left out, never added to the night.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

import msgspec

from coach.core.diary import day as days
from coach.core.diary.records import Entry
from coach.exchange.importers.found import Found, Happened, Here, Kind, Sleep, Stated

SHORTEST_MIN = 10
_LONGEST_MIN = 24 * 60
_LONGEST_NAP_MIN = 3 * 60
_NAPS_FROM, _NAPS_UNTIL = 9, 20
_LONGEST_NOTES = 100_000

Tree: TypeAlias = dict[str, object]


def entries(found: Found, here: Here) -> tuple[Entry, ...]:
    """The days of a file, by date, each without a moment of recording.

    Args:
        found: What the importer found; refusals and what is left out are added to it.
        here: Where and when the person is.
    """
    by_date: defaultdict[date, list[Sleep]] = defaultdict(list)
    for sleep in found.sleeps:
        why = _unfit(sleep, here)
        if why is None:
            by_date[days.night_of(sleep.woke)].append(sleep)
        else:
            found.refuse(sleep.place, why)
    pages = _Pages()
    for day, sleeps in by_date.items():
        _sort_in(pages, found, here, day, sleeps)
    for each in found.happened:
        _add_happened(pages, found, here, each)
    for stated in found.stated:
        _add_stated(pages, found, here, stated)
    return tuple(pages.entries(found))


def length_min(sleep: Sleep) -> int:
    """Minutes asleep as the file counts them, else from falling asleep to waking."""
    return (
        _span_min(sleep) - sleep.latency_min if sleep.asleep_min is None else sleep.asleep_min
    )


def _span_min(sleep: Sleep) -> int:
    tz = days.zone(sleep.zone)
    begin, end = (
        days.at(moment.date(), f"{moment:%H:%M}", tz) for moment in (sleep.began, sleep.woke)
    )
    return days.minutes_between(begin, end)


def _unfit(sleep: Sleep, here: Here) -> str | None:
    """Why a sleep cannot be taken."""
    # Where the sun rises earlier than here it may be tomorrow.
    if max(sleep.began, sleep.woke).date() > here.today + timedelta(days=1):
        return f"{sleep.woke:%Y-%m-%d} lies in the future"
    return _unfit_length(sleep, _span_min(sleep))


def _unfit_length(sleep: Sleep, span: int) -> str | None:
    if span < 0:
        return "it ends before it begins"
    if span > _LONGEST_MIN:
        return f"it lasts {span // 60} hours, which no sleep does"
    if sleep.asleep_min is not None and sleep.asleep_min > span:
        return f"{sleep.asleep_min} minutes asleep do not fit into {span} minutes"
    if sleep.latency_min > span:
        return f"{sleep.latency_min} minutes to fall asleep do not fit into {span} minutes"
    return None


def _sort_in(pages: "_Pages", found: Found, here: Here, day: date, sleeps: list[Sleep]) -> None:
    """Put the sleeps that ended on a date where they belong."""
    main = _main_of(sleeps)
    taken = []
    if main is not None:
        taken.append(main)
        pages.merge(day, _night(main), main.zone)
        pages.note(day, main.notes)
    for sleep in sleeps:
        pages.note(day, sleep.notes)
        if sleep is main:
            continue
        if any(sleep.began < other.woke and other.began < sleep.woke for other in taken):
            found.left_out["overlapping sleep{s}"] += 1
        elif _span_min(sleep) < SHORTEST_MIN:
            found.left_out[f"sleep{{s}} under {SHORTEST_MIN} minutes"] += 1
        elif sleep.asleep and (sleep.kind is Kind.NAP or _is_plainly_a_nap(sleep)):
            taken.append(sleep)
            nap_day = days.coach_day(sleep.woke, here.day_starts_at)
            pages.add_minutes(nap_day, "nap_min", length_min(sleep), sleep.zone)
        else:
            found.left_out["second sleep{s} of a day"] += 1


def _main_of(sleeps: Iterable[Sleep]) -> Sleep | None:
    """The night among the sleeps of a date, if one of them is a night."""
    nights = [
        (sleep.asleep, sleep.kind is Kind.MAIN, length_min(sleep), index, sleep)
        for index, sleep in enumerate(sleeps)
        if sleep.kind is not Kind.NAP
        and _span_min(sleep) >= SHORTEST_MIN
        and (sleep.kind is Kind.MAIN or not _is_plainly_a_nap(sleep))
    ]
    return max(nights, key=lambda each: each[:4])[4] if nights else None


def _is_plainly_a_nap(sleep: Sleep) -> bool:
    """A short sleep by day: nobody would call it a night."""
    by_day = _NAPS_FROM <= sleep.began.hour < _NAPS_UNTIL
    return by_day and _span_min(sleep) <= _LONGEST_NAP_MIN


def _night(sleep: Sleep) -> Mapping[str, Mapping[str, object]]:
    """A night in the log's own words; what the file does not know stays absent."""
    night: Tree = {
        "in_bed_at": _clock(sleep.in_bed),
        "out_of_bed_at": _clock(sleep.up),
        "quality": sleep.quality,
        "measured": sleep.measured or None,
    }
    if sleep.asleep:
        night |= {
            "tried_to_sleep_at": _clock(sleep.began),
            "sleep_latency_min": sleep.latency_min,
            "awakenings": sleep.awakenings,
            "awake_min": max(0, _span_min(sleep) - sleep.latency_min - length_min(sleep)),
            "final_wake_at": _clock(sleep.woke),
        }
    else:
        night |= {"in_bed_at": _clock(sleep.began), "out_of_bed_at": _clock(sleep.woke)}
    told = {name: value for name, value in night.items() if value is not None}
    return {**sleep.said, "night": {**told, **sleep.said.get("night", {})}}


def _clock(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%H:%M}"


def _add_happened(pages: "_Pages", found: Found, here: Here, each: Happened) -> None:
    if each.at.date() > here.today + timedelta(days=1):
        found.refuse(each.place, f"{each.at:%Y-%m-%d} lies in the future")
        return
    day = days.coach_day(each.at, here.day_starts_at)
    if each.note:
        pages.note(day, (each.note,), each.zone)
    if each.part:
        pages.append(day, each.part[0], each.part[1], each.zone)


def _add_stated(pages: "_Pages", found: Found, here: Here, stated: Stated) -> None:
    if stated.day > here.today + timedelta(days=1):
        found.refuse(stated.place, f"{stated.day} lies in the future")
        return
    pages.merge(stated.day, stated.said, stated.zone)
    pages.note(stated.day, stated.notes, stated.zone)


class _Pages:
    """Entries in the making, as plain trees in the log's own words."""

    def __init__(self) -> None:
        self._parts: defaultdict[date, defaultdict[str, Tree]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._notes: defaultdict[date, list[str]] = defaultdict(list)
        self._zones: dict[date, str] = {}

    def merge(
        self, day: date, said: Mapping[str, Mapping[str, object]], zone: str | None
    ) -> None:
        """Add answers; the night's zone is the day's."""
        for part, answers in said.items():
            self._parts[day][part] |= answers
        if zone and "night" in said:
            self._zones[day] = zone
        self._stands_in(day, zone)

    def note(self, day: date, lines: Iterable[str], zone: str | None = None) -> None:
        """Add lines to the notes, none twice."""
        for line in lines:
            if line and line not in self._notes[day]:
                self._notes[day].append(line)
                self._stands_in(day, zone)

    def append(self, day: date, name: str, item: object, zone: str | None) -> None:
        """Add to a list of the day."""
        answers = self._parts[day]["day"]
        before = answers.get(name)
        listed = before if isinstance(before, list) else []
        answers[name] = listed if item in listed else [*listed, item]
        self._stands_in(day, zone)

    def add_minutes(self, day: date, name: str, minutes: int, zone: str | None) -> None:
        """Add minutes to an answer of the day."""
        answers = self._parts[day]["day"]
        before = answers.get(name, 0)
        answers[name] = minutes + (before if isinstance(before, int) else 0)
        self._stands_in(day, zone)

    def _stands_in(self, day: date, zone: str | None) -> None:
        if zone:
            self._zones.setdefault(day, zone)

    def entries(self, found: Found) -> Iterator[Entry]:
        """The entries by date; one that breaks a limit of the log is refused."""
        for day in sorted({*self._parts, *self._notes}):
            notes = "\n".join(self._notes.get(day, ()))
            tree: Tree = {
                "date": day.isoformat(),
                **{part: answers for part, answers in self._parts[day].items() if answers},
            }
            if notes:
                tree["notes"] = notes[:_LONGEST_NOTES]
            if len(tree) == 1:
                continue
            if day in self._zones:
                tree["tz"] = self._zones[day]
            try:
                yield msgspec.convert(tree, type=Entry)
            except msgspec.ValidationError as error:
                found.refuse(day.isoformat(), str(error))
