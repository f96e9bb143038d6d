"""What the first page says of the day and the last two weeks, as text to be drawn."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from coach.core.checkin.missed import missed
from coach.core.diary import caffeine, said, sleep
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Profile
from coach.core.history.charts import columns, movement_strip
from coach.core.words.lengths_and_dates import hours_and_minutes

NIGHTS = 14
_TALLEST_H = 10.0
_SHOWN_DRINKS = 3


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
    entries: Sequence[Entry],
    profile: Profile,
    today: date,
    *,
    has_draft: bool,
    left_until: date | None = None,
) -> TonightView:
    """Put the first page together.

    Args:
        entries: At least those of the last `NIGHTS` days.
        profile: The profile.
        today: The coach's day.
        has_draft: Whether a check-in of today was begun and not saved.
        left_until: The last of the missed days that the person left as they are.
    """
    evenings = Evenings({entry.date: entry for entry in entries if not entry.cleared}, profile)
    span = [today - timedelta(days=back) for back in range(NIGHTS - 1, -1, -1)]
    nights = [evenings.entry(day) for day in span]
    slept = [_hours(entry) for entry in nights]
    check_in, hint = _check_in(evenings.entry(today), has_draft=has_draft)
    drinks, left = _caffeine(evenings, today)
    return TonightView(
        check_in=check_in,
        check_in_hint=hint,
        caffeine=drinks,
        caffeine_left=left,
        sleep_strip=columns(slept, 0, _TALLEST_H),
        sleep=_average(slept),
        movement_strip=movement_strip(nights),
        # Today is not missed before it is over.
        missed=len(missed(evenings.by_date.values(), today, NIGHTS - 1, left_until=left_until)),
    )


def _hours(entry: Entry | None) -> float | None:
    if entry is None or sleep.is_implausible(entry):
        return None
    # What a device measured is shown as it is, also where it cannot be right.
    asleep = sleep.total_sleep(sleep.seen(entry))
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
    if entry is None:
        return "not done yet", "start"
    halves = {
        "last night": said.answers_last_night(entry),
        "today": said.answers_the_day(entry),
    }
    if all(halves.values()):
        return "done", "change it"
    done = [name for name, answered in halves.items() if answered]
    if not done:
        return "not done yet", "start"
    missing = next(name for name, answered in halves.items() if not answered)
    return f"{done[0]} noted, {missing} still open", "go on"


def _caffeine(evenings: Evenings, today: date) -> tuple[str, str]:
    entry = evenings.entry(today)
    drinks = entry.day.caffeine if entry and entry.day else None
    if drinks is None:
        noted = "not noted today"
    elif not drinks:
        noted = "none today"
    else:
        latest = [f"{drink.mg:g} mg at {drink.at}" for drink in drinks[-_SHOWN_DRINKS:]]
        earlier = len(drinks) - len(latest)
        noted = f"{earlier} more, {', '.join(latest)}" if earlier else ", ".join(latest)
    late = evenings.mg_after_bedtime(today)
    if late:
        return noted, f"{late:g} mg after {evenings.usual_clock}"
    if not drinks:
        return noted, ""
    left = caffeine.nearest_5(evenings.caffeine_ahead(today))
    return noted, f"about {left} mg left at {evenings.usual_clock}"
