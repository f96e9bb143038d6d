"""What the first page says of the day and the last two weeks, as text to be drawn."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from coach.core.checkin.missed import missed
from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import Entry, Profile
from coach.core.history.charts import columns, movement_strip
from coach.core.words.lengths_and_dates import hours_and_minutes

NIGHTS = 14
_TALLEST_H = 10.0


class TonightView(msgspec.Struct, frozen=True):
    """The first page in words and strips.

    Attributes:
        check_in: How far today's check-in is.
        check_in_hint: What Enter does.
        caffeine: Today's drinks.
        caffeine_left: What will be left of them at bedtime.
        sleep_strip: One column a night, oldest first; a gap where nothing was answered.
        sleep: The same in words.
        movement_strip: One mark a night.
        missed: How many of the last days since the diary began have no answer.
    """

    check_in: str
    check_in_hint: str
    caffeine: str
    caffeine_left: str
    sleep_strip: str
    sleep: str
    movement_strip: str
    missed: int


def tonight_view(
    entries: Sequence[Entry], profile: Profile, today: date, *, has_draft: bool
) -> TonightView:
    """Put the first page together.

    Args:
        entries: At least those of the last `NIGHTS` days.
        profile: The profile.
        today: The coach's day.
        has_draft: Whether a check-in of today was begun and not saved.
    """
    by_date = {entry.date: entry for entry in entries if not entry.cleared}
    span = [today - timedelta(days=back) for back in range(NIGHTS - 1, -1, -1)]
    nights = [by_date.get(day) for day in span]
    slept = [_hours(entry) for entry in nights]
    check_in, hint = _check_in(by_date.get(today), has_draft=has_draft)
    drinks, left = _caffeine(entries, by_date.get(today), profile, today)
    return TonightView(
        check_in=check_in,
        check_in_hint=hint,
        caffeine=drinks,
        caffeine_left=left,
        sleep_strip=columns(slept, 0, _TALLEST_H),
        sleep=_average(slept),
        movement_strip=movement_strip(nights),
        missed=len(missed(by_date.values(), today, NIGHTS - 1)),
    )


def _hours(entry: Entry | None) -> float | None:
    if entry is None or (
        sleep.is_held_out(entry) and not (entry.night and entry.night.measured)
    ):
        return None
    asleep = sleep.total_sleep(entry)
    return None if asleep is None else asleep / 60


def _average(slept: Sequence[float | None]) -> str:
    known = [hours for hours in slept if hours is not None]
    if not known:
        return f"no times in {len(slept)} nights"
    mean = hours_and_minutes(60 * sum(known) / len(known))
    return f"{mean} on average, {len(known)} of {len(slept)} nights answered"


def _check_in(entry: Entry | None, *, has_draft: bool) -> tuple[str, str]:
    if has_draft:
        return "begun, not saved yet", "go on"
    if entry is None or (entry.night is None and entry.movement is None and entry.day is None):
        return "not done yet", "start"
    halves = {
        "last night": entry.night is not None or entry.movement is not None,
        "today": _day_answered(entry),
    }
    if all(halves.values()):
        return "done", "change it"
    done = [name for name, answered in halves.items() if answered]
    if not done:
        return "not done yet", "start"
    missing = next(name for name, answered in halves.items() if not answered)
    return f"{done[0]} noted, {missing} still open", "go on"


def _day_answered(entry: Entry) -> bool:
    """Whether anything but drinks was said of the day."""
    answers = entry.day
    if answers is None:
        return False
    names = set(answers.__struct_fields__) - {"caffeine", "alcohol"}
    return any(getattr(answers, name) is not None for name in names)


def _caffeine(
    entries: Sequence[Entry], entry: Entry | None, profile: Profile, today: date
) -> tuple[str, str]:
    clock = profile.bedtime or days.DEFAULT_BEDTIME
    bed = days.bedtime_after(today, clock, days.zone(entry.tz) if entry else None)
    doses = caffeine.doses(entries, bed, profile)
    left = caffeine.nearest_5(caffeine.left(doses, bed, caffeine.half_life_h(profile)))
    drinks = entry.day.caffeine if entry and entry.day else None
    if drinks is None:
        told = "not noted today"
    elif not drinks:
        told = "none today"
    else:
        shown = [f"{drink.mg:g} mg at {drink.at}" for drink in drinks[-3:]]
        more = f"{len(drinks) - 3} more, " if len(drinks) > 3 else ""
        told = more + ", ".join(shown)
    late = caffeine.had_after(entry, bed, profile)
    if late:
        return told, f"{late:g} mg after {clock}"
    return told, f"about {left} mg left at {clock}" if drinks else ""
