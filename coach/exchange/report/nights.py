"""The nights of the page: times on the clock, answers as letters, what was drunk when.

A row runs from noon to noon, as in a clinic's sleep diary, and belongs to the night that ended
on its date. Only what was answered is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from coach.core.checkin.drinking import drinks_of
from coach.core.diary import day as days
from coach.core.diary import medicines, said
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.medicines import Change
from coach.core.diary.records import CaffeineDrink, Entry, Movement, Night, Profile
from coach.core.diary.sleep import Measures, is_devices, is_implausible, measure, seen
from coach.core.history.night import Nights, WallTimes, tags, wall_times

DAY_MIN = 24 * 60
NONE, NOT_OBSERVED, NOT_ANSWERED = "–", "?", ""
# Behind a letter that the bed partner told, and the person did not.
BY_PARTNER = "′"
# Drake 2013: caffeine taken six hours before bed still cost sleep.
LATE_CAFFEINE = timedelta(hours=6)
LATE_ALCOHOL = timedelta(hours=3)
# A cup this weak (decaf, cocoa) keeps nobody awake.
_WORTH_COUNTING_MG = 10
_REMARKS = frozenset({"recalled", "device", "unlikely"})


@dataclass(frozen=True, slots=True)
class MovementColumn:
    """A column of the movement part.

    Attributes:
        name: Its heading.
        letters: What each letter says, the milder first.
    """

    name: str
    letters: tuple[tuple[str, str], ...]


KINDS: tuple[MovementColumn, ...] = (
    MovementColumn(
        "starts", (("j", "sleep start, no bother"), ("J", "sleep start that disturbed"))
    ),
    MovementColumn(
        "asleep", (("k", "movement asleep, noticed"), ("K", "movement asleep that woke"))
    ),
    MovementColumn(
        "dreams", (("d", "acted out a dream"), ("D", "the same, with harm or a fall"))
    ),
    MovementColumn("legs", (("l", "urge to move the legs"), ("L", "the same, delaying sleep"))),
    MovementColumn("breath", (("r", "snoring"), ("p", "pauses, gasps or choking"))),
    MovementColumn("by day", (("t", "small twitch by day"), ("T", "jerk or shake by day"))),
    MovementColumn(
        "medicine",
        (
            ("M", "new or changed, by the person's answer"),
            *((change.value, change.words) for change in Change),
        ),
    ),
)
# The answers' values are all different, but for these two.
_LETTERS: dict[str, str] = {
    "none": NONE,
    "unknown": NOT_OBSERVED,
    SleepStarts.UNDISTURBING: "j",
    SleepStarts.DISTURBING: "J",
    SleepMovement.NOTICED: "k",
    SleepMovement.WOKE_ME: "K",
    DreamEnactment.ACTED_OUT: "d",
    DreamEnactment.INJURY: "D",
    DreamEnactment.HEAD_INJURY: "D",
    LegUrge.URGE: "l",
    LegUrge.DELAYED_SLEEP: "L",
    Breathing.SNORING: "r",
    Breathing.PAUSES: "p",
    AwakeMovement.FLICKER: "t",
    AwakeMovement.JERK: "T",
}


@dataclass(frozen=True, slots=True)
class DrinkLetter:
    """A drink on the wall clock.

    Attributes:
        letter: ``C`` for caffeine, ``A`` for alcohol.
        minute: Minutes from noon of the day before the date it was logged on.
    """

    letter: str
    minute: int


@dataclass(frozen=True, slots=True)
class NightLine:
    """One date of the report.

    Attributes:
        day: The date on which the night ended.
        night: The night's answers, or a device's numbers where the person told no times.
        measures: What is derived from them; all None where the times cannot be right.
        times: On the wall clock, from noon of the day before; None where there are none, or
            they cannot be right.
        device: The same as a device tells them beside the person's own.
        rested: As the person said, 1 to 5; None where the night cannot be right.
        letters: One for every entry of `KINDS`.
        drinks: Those logged on the date.
        caffeine_mg: In all on the day before, or None.
        alcohol: Standard drinks on the day before, or None.
        caffeine_left_mg: About what was left at bedtime, or None.
        late_caffeine: Whether there was caffeine in the six hours before bed, or None.
        late_alcohol: Whether there was alcohol in the three hours before bed, or None.
        stress: On the day before, or None.
        answered: Whether the date has any answer.
        remarks: ``recalled``, ``device``, ``unlikely``.
    """

    day: date
    night: Night
    measures: Measures
    times: WallTimes | None
    device: WallTimes | None
    rested: int | None
    letters: tuple[str, ...]
    drinks: tuple[DrinkLetter, ...]
    caffeine_mg: float | None
    alcohol: float | None
    caffeine_left_mg: float | None
    late_caffeine: bool | None
    late_alcohol: bool | None
    stress: int | None
    answered: bool
    remarks: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether its numbers go into averages: the person's own, and plausible."""
        return not {"device", "unlikely"}.intersection(self.remarks)

    @property
    def by_device(self) -> bool:
        """Whether a device tells its times, and the person does not."""
        return "device" in self.remarks


def night_line(by_date: Mapping[date, Entry], day: date, profile: Profile | None) -> NightLine:
    """One date's line.

    Args:
        by_date: Entries by date, at least of that date and the week before; for what became
            of a medicine, of the four weeks before and after.
        day: The date on which the night ended.
        profile: For bedtime, half-life and the start of the day.
    """
    entry = by_date.get(day) or Entry(date=day)
    before = by_date.get(day - timedelta(days=1))
    nights = Nights(by_date, profile)
    # What cannot be right is named in the remarks, and neither drawn nor averaged.
    night = seen(entry).night or Night()
    sound = _if_sound(Entry(date=day, tz=entry.tz, night=night))
    own = None if is_implausible(entry) else entry.night
    starts_at = entry.day_starts_at or days.unsaid_start(profile)
    return NightLine(
        day=day,
        night=night,
        measures=measure(sound),
        times=_times(sound),
        device=_device_times(entry),
        rested=own.rested if own else None,
        letters=_letters(by_date, entry),
        drinks=_drinks(entry, starts_at),
        caffeine_mg=said.caffeine_mg(before),
        alcohol=said.alcohol_drinks(before),
        caffeine_left_mg=nights.caffeine_before(day),
        late_caffeine=_late_caffeine(nights, before),
        late_alcohol=_late_alcohol(nights, before),
        stress=before.day.stress if before and before.day else None,
        answered=_has_answers(entry),
        remarks=tuple(tag for tag in tags(entry, starts_at) if tag in _REMARKS),
    )


def _has_answers(entry: Entry) -> bool:
    parts = (
        entry.night,
        entry.movement,
        entry.partner,
        entry.events,
        entry.day,
        entry.notes,
    )
    return any(part is not None for part in parts)


def _if_sound(entry: Entry) -> Entry:
    """The entry, without its night where that cannot be right."""
    return Entry(date=entry.date, tz=entry.tz) if is_implausible(entry) else entry


def _device_times(entry: Entry) -> WallTimes | None:
    if entry.device is None or is_devices(entry):
        return None
    told = seen(Entry(date=entry.date, tz=entry.tz, device=entry.device))
    return _times(_if_sound(Entry(date=entry.date, tz=entry.tz, night=told.night)))


def _late_caffeine(nights: Nights, evening: Entry | None) -> bool | None:
    drinks = evening.day.caffeine if evening and evening.day else None
    if evening is None or drinks is None:
        return None
    latest = nights.bedtime(evening.date) - LATE_CAFFEINE
    return any(
        drink.mg >= _WORTH_COUNTING_MG and nights.moment(evening.date, drink.at) > latest
        for drink in drinks
    )


def _late_alcohol(nights: Nights, evening: Entry | None) -> bool | None:
    if evening is None or said.alcohol_drinks(evening) is None:
        return None
    bed = nights.bedtime(evening.date)
    return nights.alcohol_near(evening.date, bed, LATE_ALCOHOL) > 0


def _times(entry: Entry) -> WallTimes | None:
    times = wall_times(entry, _noon_before(entry))
    known = (times.in_bed, times.tried, times.woke, times.up)
    return None if all(minute is None for minute in known) else times


def _letters(by_date: Mapping[date, Entry], entry: Entry) -> tuple[str, ...]:
    movement = entry.movement or Movement()
    changed = entry.day.new_medicine if entry.day else None
    marks = "".join(mark.change for mark in medicines.marks(by_date, entry.date))
    answer = NOT_ANSWERED if changed is None else "M" if changed else "" if marks else NONE
    return (
        _letter(movement.sleep_starts, movement.sleep_starts),
        _letter(movement.sleep_movement, said.sleep_movement(entry)),
        _letter(movement.dream_enactment, said.dream_enactment(entry)),
        _letter(movement.leg_urge, movement.leg_urge),
        _letter(movement.breathing, said.breathing(entry)),
        _letter(said.awake_movement(entry), said.awake_movement(entry)),
        answer + marks,
    )


def _letter(own: StrEnum | None, graver: StrEnum | None) -> str:
    """The graver of two answers; one that is not the person's own says so."""
    if graver is None:
        return NOT_ANSWERED
    letter = _LETTERS[graver]
    return letter if graver == own or not letter.isalpha() else letter + BY_PARTNER


def _drinks(entry: Entry, starts_at: str) -> tuple[DrinkLetter, ...]:
    """The drinks in the order in which they were had; what held nothing has no letter."""
    noon = _noon_before(entry)
    had = [
        ("C", drink.at, drink.mg)
        if isinstance(drink, CaffeineDrink)
        else ("A", drink.at, drink.drinks)
        for drink in drinks_of(entry, starts_at)
    ]
    return tuple(
        DrinkLetter(letter, days.minutes_between(noon, days.in_day(entry.date, at, starts_at)))
        for letter, at, amount in had
        if amount > 0
    )


def _noon_before(entry: Entry) -> datetime:
    """Noon of the day before a night's date, where its row begins."""
    return days.at(entry.date - timedelta(days=1), "12:00")
