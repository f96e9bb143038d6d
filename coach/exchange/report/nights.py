"""The nights of the report: times on the clock, answers as letters, what was drunk when.

A row runs from noon to noon, as in a clinic's sleep diary, and belongs to the night that ended
on its date. Only what was answered is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from coach.core.diary import day as days
from coach.core.diary.records import (
    AwakeMovement,
    Breathing,
    Day,
    DreamEnactment,
    Entry,
    LegUrge,
    Movement,
    Night,
    Profile,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.sleep import Measures, measure
from coach.core.history.night import is_implausible, is_recalled

DAY_MIN = 24 * 60
NONE, NOT_OBSERVED, NOT_ANSWERED = "–", "?", ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A column of the movement part.

    Attributes:
        name: Its heading.
        letters: What each letter says, the milder first.
    """

    name: str
    letters: tuple[tuple[str, str], ...]


KINDS: tuple[Kind, ...] = (
    Kind("starts", (("j", "sleep start, no bother"), ("J", "sleep start that disturbed"))),
    Kind("asleep", (("k", "movement asleep, noticed"), ("K", "movement asleep that woke"))),
    Kind("dreams", (("d", "acted out a dream"), ("D", "the same, with harm or a fall"))),
    Kind("legs", (("l", "urge to move the legs"), ("L", "the same, delaying sleep"))),
    Kind("breath", (("r", "snoring"), ("p", "pauses, gasps or choking"))),
    Kind("by day", (("t", "small twitch by day"), ("T", "jerk or shake by day"))),
    Kind("medicine", (("M", "a medicine new or changed"),)),
)
_LETTERS: dict[type, dict[str, str]] = {
    SleepStarts: {"undisturbing": "j", "disturbing": "J"},
    SleepMovement: {"noticed": "k", "woke_me": "K"},
    DreamEnactment: {"acted_out": "d", "injury": "D", "head_injury": "D"},
    LegUrge: {"urge": "l", "delayed_sleep": "L"},
    Breathing: {"snoring": "r", "pauses": "p"},
    AwakeMovement: {"flicker": "t", "jerk": "T"},
}
_NO = {"none": NONE, "unknown": NOT_OBSERVED}


@dataclass(frozen=True, slots=True)
class Times:
    """A night on the wall clock, in minutes from noon of the day before its date."""

    in_bed: int | None
    tried: int | None
    asleep: int | None
    woke: int | None
    up: int | None


@dataclass(frozen=True, slots=True)
class Drink:
    """A drink on the wall clock.

    Attributes:
        letter: ``C`` for caffeine, ``A`` for alcohol.
        minute: Minutes from noon of the day before the date it was logged on.
        amount: Milligrams, or standard drinks.
    """

    letter: str
    minute: int
    amount: float


@dataclass(frozen=True, slots=True)
class NightLine:
    """One date of the report.

    Attributes:
        day: The date on which the night ended.
        night: The night's answers; empty where there are none.
        measures: What is derived from them; all None where the times cannot be right.
        times: On the wall clock; None where there are none, or they cannot be right.
        letters: One for every entry of `KINDS`.
        drinks: Those logged on the date.
        caffeine_mg: In all on the day before, or None.
        alcohol: Standard drinks on the day before, or None.
        stress: On the day before, or None.
        answered: Whether the date has any answer.
        remarks: ``recalled``, ``device``, ``unlikely``.
    """

    day: date
    night: Night
    measures: Measures
    times: Times | None
    letters: tuple[str, ...]
    drinks: tuple[Drink, ...]
    caffeine_mg: float | None
    alcohol: float | None
    stress: int | None
    answered: bool
    remarks: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether its numbers go into averages: the person's own, and plausible."""
        return not {"device", "unlikely"} & set(self.remarks)


def night_line(by_date: Mapping[date, Entry], day: date, profile: Profile | None) -> NightLine:
    """One date's line.

    Args:
        by_date: Entries by date, at least of that date and the day before.
        day: The date on which the night ended.
        profile: For the start of the day.
    """
    entry = by_date.get(day) or Entry(date=day)
    before = by_date.get(day - timedelta(days=1))
    yesterday = (before.day if before else None) or Day()
    cups, glasses = yesterday.caffeine, yesterday.alcohol
    unlikely = is_implausible(entry)
    sound = Entry(date=day, tz=entry.tz, night=None if unlikely else entry.night)
    starts_at = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
    return NightLine(
        day=day,
        night=entry.night or Night(),
        measures=measure(sound),
        times=_times(sound),
        letters=_letters(entry),
        drinks=_drinks(entry, starts_at),
        caffeine_mg=None if cups is None else float(sum(each.mg for each in cups)),
        alcohol=None if glasses is None else float(sum(each.drinks for each in glasses)),
        stress=yesterday.stress,
        answered=any(
            part is not None for part in (entry.night, entry.movement, entry.day, entry.notes)
        ),
        remarks=_remarks(entry, unlikely, starts_at),
    )


def _remarks(entry: Entry, unlikely: bool, starts_at: str) -> tuple[str, ...]:
    found = (
        ("unlikely", unlikely),
        ("device", bool(entry.night and entry.night.measured)),
        ("recalled", is_recalled(entry, starts_at)),
    )
    return tuple(words for words, holds in found if holds)


def _times(entry: Entry) -> Times | None:
    if entry.night is None:
        return None
    measures = measure(entry)
    tz = days.zone(entry.tz) or UTC
    noon = days.at(entry.date - timedelta(days=1), "12:00")

    def minute(moment: datetime | None) -> int | None:
        if moment is None:
            return None
        wall = moment.astimezone(tz).replace(tzinfo=UTC)
        return days.minutes_between(noon, wall)

    onset = None
    if measures.tried is not None and measures.latency is not None:
        onset = measures.tried + timedelta(minutes=measures.latency)
    times = Times(
        minute(measures.in_bed),
        minute(measures.tried),
        minute(onset),
        minute(measures.woke),
        minute(measures.up),
    )
    known = (times.in_bed, times.tried, times.woke, times.up)
    return None if all(each is None for each in known) else times


def _letters(entry: Entry) -> tuple[str, ...]:
    movement = entry.movement or Movement()
    answers = (
        movement.sleep_starts,
        movement.sleep_movement,
        movement.dream_enactment,
        movement.leg_urge,
        movement.breathing,
        movement.awake,
    )
    found = [
        NOT_ANSWERED
        if answer is None
        else _NO.get(answer.value) or _LETTERS[type(answer)][answer.value]
        for answer in answers
    ]
    changed = entry.day.new_medicine if entry.day else None
    found.append(NOT_ANSWERED if changed is None else "M" if changed else NONE)
    return tuple(found)


def _drinks(entry: Entry, starts_at: str) -> tuple[Drink, ...]:
    day = entry.day or Day()
    found = [("C", each.at, float(each.mg)) for each in day.caffeine or ()]
    found += [("A", each.at, float(each.drinks)) for each in day.alcohol or ()]
    noon = days.at(entry.date - timedelta(days=1), "12:00")
    return tuple(
        sorted(
            (
                Drink(
                    letter,
                    days.minutes_between(noon, days.in_day(entry.date, at, starts_at)),
                    amount,
                )
                for letter, at, amount in found
                if amount > 0
            ),
            key=lambda drink: drink.minute,
        )
    )


def dates_to(last: date, count: int) -> Sequence[date]:
    """The dates of a report, the earliest first."""
    return [last - timedelta(days=back) for back in range(count - 1, -1, -1)]
