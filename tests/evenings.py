"""An ordinary calm evening, as many tests answer it, and diaries filled with days."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
    Witness,
)
from coach.core.diary.records import CaffeineDrink, Entry, Movement, Night
from coach.store.diary.diary import Diary

COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")
USUAL_NIGHT = Night(
    tried_to_sleep_at="23:10",
    sleep_latency_min=15,
    awake_min=10,
    final_wake_at="06:40",
    out_of_bed_at="07:00",
    rested=4,
)
# What "nothing to report" answers.
CALM = Movement(
    sleep_starts=SleepStarts.NONE,
    sleep_movement=SleepMovement.NONE,
    witness=Witness.SELF,
    dream_enactment=DreamEnactment.NONE,
    leg_urge=LegUrge.NONE,
    breathing=Breathing.UNKNOWN,
    awake=AwakeMovement.NONE,
)


def becoming(entry: Entry) -> Callable[[Entry | None], Entry]:
    """How a day becomes that entry, whatever it was."""
    return lambda _: entry


def fill(diary: Diary, entries: Iterable[Entry]) -> None:
    """Write each of these days."""
    for entry in entries:
        diary.change(entry.date, becoming(entry), "a day")


def without_stamps(entry: Entry | None) -> Entry | None:
    """An entry as the person sees it."""
    return entry and replace(entry, recorded_at=None, first_recorded_at=None)
