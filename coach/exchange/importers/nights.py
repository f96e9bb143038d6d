"""Sleeps of any file sorted into the coach's days: one night a date, naps, and what is left.

Pieces of one night are joined first (`pieces`). The night of a date is the longest sleep that
ended on it, or the one that the file flags as the main one. Other sleeps become nap minutes
where they are naps; the rest is named as left out, never added to the night.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

import msgspec

from coach.core.diary import day as days
from coach.core.diary.records import Entry
from coach.exchange.importers.contents import Contents, Happened, Here, Sleep, SleepKind, Stated
from coach.exchange.importers.pieces import (
    BED_ROUND_SLEEP,
    LONGEST_NAP_MIN,
    ONE_NIGHT,
    SHORTEST_MIN,
    is_evening_doze,
    joined,
    length_min,
    span_min,
)

_LONGEST_MIN = 24 * 60
_NAPS_FROM, _NAPS_UNTIL = 9, 20
_LONGEST_NAP_AFTER_NIGHT_MIN = 5 * 60
# Less is no night that a longer sleep of the day would be a nap beside.
_SHORTEST_NIGHT_MIN = 3 * 60
# The log's own limit.
_LONGEST_NOTES = 100_000

Tree: TypeAlias = dict[str, object]


def entries(contents: Contents, here: Here, title: str) -> tuple[Entry, ...]:
    """The days of a file, by date, each without a moment of recording.

    Args:
        contents: What the file holds; refusals and what is left out are added to it.
        here: Where and when the person is.
        title: What told of the nights that a device counted.
    """
    by_date: defaultdict[date, list[Sleep]] = defaultdict(list)
    for sleep in joined(_fitting(contents, here)):
        by_date[days.night_of(sleep.woke)].append(sleep)
    trees = _EntryTrees()
    for day, sleeps in by_date.items():
        _sort_in(trees, contents, here, day, sleeps, title)
    for happened in contents.happened:
        _add_happened(trees, contents, here, happened)
    for stated in contents.stated:
        _add_stated(trees, contents, here, stated)
    return tuple(trees.entries(contents))


def _fitting(contents: Contents, here: Here) -> Iterator[Sleep]:
    """The sleeps that can be taken; the others are refused."""
    for sleep in contents.sleeps:
        why = _unfit(sleep, here)
        if why is None:
            yield sleep
        else:
            contents.refuse(sleep.place, why)


def _unfit(sleep: Sleep, here: Here) -> str | None:
    """Why a sleep cannot be taken."""
    # Where the sun rises earlier than here it may be tomorrow.
    if max(sleep.began, sleep.woke).date() > here.today + timedelta(days=1):
        return f"{sleep.woke:%Y-%m-%d} lies in the future"
    return _unfit_length(sleep, span_min(sleep))


def _unfit_length(sleep: Sleep, span: int) -> str | None:
    if span < 0:
        return "it ends before it begins"
    if span > _LONGEST_MIN:
        return f"it lasts {span // 60} hours, which no sleep does"
    if sleep.asleep_min is not None and sleep.asleep_min > span:
        return f"{sleep.asleep_min} minutes asleep do not fit into {span} minutes"
    if sleep.latency_min is not None and sleep.latency_min > span:
        return f"{sleep.latency_min} minutes to fall asleep do not fit into {span} minutes"
    return None


def _sort_in(
    trees: "_EntryTrees",
    contents: Contents,
    here: Here,
    day: date,
    sleeps: list[Sleep],
    title: str,
) -> None:
    """Put the sleeps that ended on a date where they belong."""
    main = _main_of(sleeps)
    taken: list[Sleep] = []
    if main is not None:
        taken.append(main)
        sleeps = [sleep for sleep in sleeps if sleep is not main]
        main, beds = _with_time_in_bed(main, sleeps)
        sleeps = [sleep for sleep in sleeps if sleep not in beds]
        trees.merge(day, _night(main, title), main.zone)
        trees.note(day, main.notes)
    for sleep in sleeps:
        trees.note(day, sleep.notes)
        if any(sleep.began < earlier.woke and earlier.began < sleep.woke for earlier in taken):
            contents.leave_out("overlapping sleep{s}", sleep)
        elif span_min(sleep) < SHORTEST_MIN:
            contents.leave_out(f"sleep{{s}} under {SHORTEST_MIN} minutes", sleep)
        elif sleep.asleep and _is_a_nap(sleep, main):
            taken.append(sleep)
            nap_day = days.coach_day(sleep.woke, here.day_starts_at)
            trees.add_minutes(nap_day, "nap_min", length_min(sleep), sleep.zone)
        else:
            contents.leave_out("second sleep{s} of a day", sleep)


def _main_of(sleeps: Iterable[Sleep]) -> Sleep | None:
    """The night among the sleeps of a date, if one of them is a night."""
    nights = [
        sleep
        for sleep in sleeps
        if sleep.kind is not SleepKind.NAP
        and span_min(sleep) >= SHORTEST_MIN
        and (sleep.kind is SleepKind.MAIN or not _is_plainly_a_nap(sleep))
    ]
    # Of equals the later record stands.
    main = _best(nights)
    if main is None or main.kind is SleepKind.MAIN:
        return main
    before = _best(
        night
        for night in nights
        if night.asleep and length_min(night) >= _SHORTEST_NIGHT_MIN and _is_a_nap(main, night)
    )
    return main if before is None else before


def _best(nights: Iterable[Sleep]) -> Sleep | None:
    listed = list(nights)
    longest = max((length_min(night) for night in listed), default=0)

    def worth(place: int) -> tuple[bool, bool, bool, int, int]:
        night = listed[place]
        length = length_min(night)
        # A device that saw half of the night knows less of it than another's bare span.
        staged = night.staged and 2 * length >= longest
        return night.asleep, night.kind is SleepKind.MAIN, staged, length, place

    return listed[max(range(len(listed)), key=worth)] if listed else None


def _is_plainly_a_nap(sleep: Sleep) -> bool:
    """A short sleep by day or in the evening: nobody would call it a night."""
    by_day = _NAPS_FROM <= sleep.began.hour < _NAPS_UNTIL
    short = length_min(sleep) <= LONGEST_NAP_MIN
    return (by_day and short) or is_evening_doze(sleep.began, sleep.woke)


def _is_a_nap(sleep: Sleep, night: Sleep | None) -> bool:
    """Whether a sleep beside the night of its date is a nap."""
    if sleep.kind is SleepKind.NAP or _is_plainly_a_nap(sleep):
        return True
    return (
        night is not None
        and night.asleep
        and sleep.began - night.woke > ONE_NIGHT
        and sleep.began.hour >= _NAPS_FROM
        and length_min(sleep) <= _LONGEST_NAP_AFTER_NIGHT_MIN
    )


def _with_time_in_bed(main: Sleep, others: Iterable[Sleep]) -> tuple[Sleep, list[Sleep]]:
    """A night, with what another source knows of the time in bed round it."""
    used = []
    for bed in others:
        if bed.asleep or bed.began > main.woke or bed.woke < main.began or not main.asleep:
            continue
        before, after = main.began - bed.began, bed.woke - main.woke
        if main.in_bed is None and timedelta() <= before <= BED_ROUND_SLEEP:
            main = replace(main, in_bed=bed.began)
            used.append(bed)
        if main.up is None and timedelta() <= after <= BED_ROUND_SLEEP:
            main = replace(main, up=bed.woke)
            used.append(bed)
    return main, used


def _night(sleep: Sleep, title: str) -> Mapping[str, Mapping[str, object]]:
    """A night in the log's own words; what the file does not know stays absent."""
    night: Tree = {
        "in_bed_at": _clock(sleep.in_bed),
        "out_of_bed_at": _clock(sleep.up),
        "quality": sleep.quality,
    }
    if sleep.asleep:
        night |= {
            "tried_to_sleep_at" if sleep.tried else "in_bed_at": _clock(sleep.began),
            "sleep_latency_min": _latency_min(sleep),
            "awakenings": sleep.awakenings,
            "awake_min": _awake_min(sleep),
            "final_wake_at": _clock(sleep.woke),
        }
    else:
        night |= {"in_bed_at": _clock(sleep.began), "out_of_bed_at": _clock(sleep.woke)}
    known = {name: value for name, value in night.items() if value is not None}
    whole = {**known, **sleep.answers.get("night", {})}
    if not sleep.measured:
        return {**sleep.answers, "night": whole}
    others = {part: answers for part, answers in sleep.answers.items() if part != "night"}
    return {**others, "device": {"source": title, **whole}}


def _latency_min(sleep: Sleep) -> int | None:
    """A device's count begins with sleep; what a person did not say stays unsaid."""
    return 0 if sleep.latency_min is None and sleep.measured else sleep.latency_min


def _awake_min(sleep: Sleep) -> int | None:
    if sleep.asleep_min is None and not sleep.measured:
        return None
    return max(0, span_min(sleep) - (sleep.latency_min or 0) - length_min(sleep))


def _clock(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%H:%M}"


def _add_happened(
    trees: "_EntryTrees", contents: Contents, here: Here, happened: Happened
) -> None:
    if happened.at.date() > here.today + timedelta(days=1):
        contents.refuse(happened.place, f"{happened.at:%Y-%m-%d} lies in the future")
        return
    day = days.coach_day(happened.at, here.day_starts_at)
    if happened.note:
        trees.note(day, (happened.note,), happened.zone)
    if happened.part:
        trees.append(day, happened.part[0], happened.part[1], happened.zone)


def _add_stated(trees: "_EntryTrees", contents: Contents, here: Here, stated: Stated) -> None:
    if stated.day > here.today + timedelta(days=1):
        contents.refuse(stated.place, f"{stated.day} lies in the future")
        return
    trees.note(stated.day, stated.notes, stated.zone)
    if stated.answers.get("night", {}).get("did_not_sleep") and trees.has_night(stated.day):
        contents.left_out["record{s} of no sleep beside a night of the same date"] += 1
        return
    trees.merge(stated.day, stated.answers, stated.zone)


class _EntryTrees:
    """Entries in the making, as plain trees in the log's own words."""

    def __init__(self) -> None:
        self._parts: defaultdict[date, defaultdict[str, Tree]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._notes: defaultdict[date, list[str]] = defaultdict(list)
        self._zones: dict[date, str] = {}

    def merge(
        self, day: date, by_part: Mapping[str, Mapping[str, object]], zone: str | None
    ) -> None:
        """Add answers; the night's zone is the day's."""
        for part, answers in by_part.items():
            self._parts[day][part] |= answers
        if zone and not {"night", "device"}.isdisjoint(by_part):
            self._zones[day] = zone
        self._stands_in(day, zone)

    def has_night(self, day: date) -> bool:
        """Whether the person's own night stands there already."""
        return bool(self._parts[day]["night"])

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

    def entries(self, contents: Contents) -> Iterator[Entry]:
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
                contents.refuse(day.isoformat(), str(error))
