"""What the first page says of the night that waits, of today and of the last two weeks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from coach.core.checkin.missed import missed
from coach.core.diary import caffeine, said, sleep
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Profile
from coach.core.diary.said import Mark
from coach.core.history.charts import columns, movement_strip
from coach.core.words.lengths_and_dates import counted, hours_and_minutes, night_words

NIGHTS = 14
# So many nights with times make it known what an ordinary one is.
ORDINARY_AFTER = 5
# "A month ago" is two weeks as well, four weeks before.
_A_MONTH = timedelta(days=28)
LOOK_BACK = _A_MONTH + timedelta(days=NIGHTS)
_ENOUGH_A_MONTH_AGO = 7
_TALLEST_H = 10.0
_COUNTED = (Mark.DISTURBED, Mark.NOTICED, Mark.NONE)


class Said(msgspec.Struct, frozen=True):
    """One thing said at length, and in few words where there is little room."""

    long: str
    short: str


class TonightView(msgspec.Struct, frozen=True):
    """The first page in words and strips.

    Attributes:
        waiting: Which night waits, or how far its check-in is.
        check_in_hint: What Enter does.
        is_ordinary_offered: Whether the night can be answered as an ordinary one.
        sleep_strip: One column a night, oldest first; a gap where nothing was answered.
        sleep: The same in words.
        movement_strip: One mark a night.
        movement: How many were disturbed, and how many a month ago.
        caffeine: Today's milligrams, and what will be left of them at bedtime.
        missed: How many of the last days since the diary began have no answer.
    """

    waiting: str
    check_in_hint: str
    is_ordinary_offered: bool
    sleep_strip: str
    sleep: Said
    movement_strip: str
    movement: Said
    caffeine: str
    missed: int


def tonight_view(
    entries: Sequence[Entry],
    profile: Profile,
    today: date,
    *,
    has_draft: bool,
    left_until: date | None = None,
) -> TonightView:
    """Put the first page together.

    Args:
        entries: At least those of the last `LOOK_BACK`.
        profile: The profile.
        today: The coach's day.
        has_draft: Whether a check-in of today was begun and not saved.
        left_until: The last of the missed days that the person left as they are.
    """
    evenings = Evenings({entry.date: entry for entry in entries if not entry.cleared}, profile)
    nights = [evenings.entry(day) for day in _two_weeks_to(today)]
    before = [evenings.entry(day) for day in _two_weeks_to(today - _A_MONTH)]
    slept = [_hours(entry) for entry in nights]
    entry = evenings.entry(today)
    waiting, hint = _check_in(entry, today, evenings.usual_clock, has_draft=has_draft)
    is_open = entry is None or not said.answers_last_night(entry)
    known = sum(hours is not None for hours in slept)
    return TonightView(
        waiting=waiting,
        check_in_hint=hint,
        is_ordinary_offered=is_open and not has_draft and known >= ORDINARY_AFTER,
        sleep_strip=columns(slept, 0, _TALLEST_H),
        sleep=_average(slept),
        movement_strip=movement_strip(nights),
        movement=_movement(nights, before),
        caffeine=_caffeine(evenings, today),
        # Today is not missed before it is over.
        missed=len(missed(evenings.by_date.values(), today, NIGHTS - 1, left_until=left_until)),
    )


def _two_weeks_to(day: date) -> Iterable[date]:
    return (day - timedelta(days=back) for back in range(NIGHTS - 1, -1, -1))


def _hours(entry: Entry | None) -> float | None:
    if entry is None or sleep.is_implausible(entry):
        return None
    # What a device measured is shown as it is, also where it cannot be right.
    asleep = sleep.total_sleep(sleep.seen(entry))
    return None if asleep is None else asleep / 60


def _average(slept: Sequence[float | None]) -> Said:
    known = [hours for hours in slept if hours is not None]
    if not known:
        return Said(f"no times in {len(slept)} nights", "no times")
    mean = hours_and_minutes(60 * sum(known) / len(known))
    count = f"{len(known)} of {len(slept)} nights"
    return Said(f"{mean} on average, {count} answered", f"{mean}, {count}")


def _movement(nights: Sequence[Entry | None], before: Sequence[Entry | None]) -> Said:
    marks, marks_before = (Counter(map(said.mark_of, span)) for span in (nights, before))
    answered, answered_before = (
        sum(counts[mark] for mark in _COUNTED) for counts in (marks, marks_before)
    )
    disturbed = marks[Mark.DISTURBED]
    if not answered:
        long, short = f"not answered in {len(nights)} nights", "not answered"
    elif not disturbed:
        long = short = "none disturbed"
    else:
        long = f"{disturbed} of {counted(answered, 'night')} disturbed"
        short = f"{disturbed} disturbed"
    if answered and answered_before >= _ENOUGH_A_MONTH_AGO:
        before_it = marks_before[Mark.DISTURBED]
        long += f"; {before_it} of {answered_before} a month ago"
        short += f", {before_it} a month ago"
    if marks[Mark.NOT_OBSERVED]:
        long += f"; {marks[Mark.NOT_OBSERVED]} not observed"
    return Said(long, short)


def _check_in(
    entry: Entry | None, today: date, bedtime: str, *, has_draft: bool
) -> tuple[str, str]:
    night = night_words(today, bedtime)
    if has_draft:
        return f"The check-in of {night} is begun, not saved yet.", "go on"
    has_night = entry is not None and said.answers_last_night(entry)
    has_day = entry is not None and said.answers_the_day(entry)
    if has_night and has_day:
        return f"{_capital(night)} is noted, and so is the day.", "change it"
    if has_night:
        return f"{_capital(night)} is noted; today is still open.", "go on"
    if has_day:
        return f"Today is noted; {night} is still open.", "go on"
    return f"{_capital(night)} is waiting.", "check in"


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _caffeine(evenings: Evenings, today: date) -> str:
    entry = evenings.entry(today)
    mg = said.caffeine_mg(entry)
    if mg is None:
        return "not noted today"
    if not mg:
        return "none today"
    late = evenings.mg_after_bedtime(today)
    if late:
        return f"{mg:g} mg today, {late:g} mg of it after {evenings.usual_clock}"
    left = caffeine.nearest_5(evenings.caffeine_ahead(today))
    return f"{mg:g} mg today, about {left} mg left at {evenings.usual_clock}"
