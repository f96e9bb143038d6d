"""It just happened: on disk with the first key, its details and its signs afterwards."""

from collections.abc import Callable
from datetime import date

from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import EventKind, Sign, SleepStarts
from coach.core.diary.records import Day, Entry, Event, MedicineTaken, Movement
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from tests.ui.conftest import wait_until

Shown = Callable[[App[None]], str]
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
IRON = MedicineTaken(name="iron [/] pill", dose="50 mg", at="08:00")


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def events(diary: Diary) -> tuple[Event, ...]:
    entry = diary.entry(TODAY)
    return (entry and entry.events) or ()


def medicines(diary: Diary) -> tuple[MedicineTaken, ...]:
    entry = diary.entry(TODAY)
    return (entry and entry.day and entry.day.medicines) or ()


async def test_a_jerk_is_noted_at_once_and_told_afterwards(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "1")
        assert events(diary) == (Event(at="21:40", kind=EventKind.JERK),)
        assert "can be held back does not count" in screen_text(coach_app)
        # Later than now is no answer, nor are seconds that are none.
        await press(pilot, *"2359", "enter")
        assert "has not come yet" in screen_text(coach_app)
        await press(pilot, *["backspace"] * 5, *"1520", "enter", *"lots", "enter")
        assert "not a number of seconds" in screen_text(coach_app)
        await press(pilot, *["backspace"] * 4, "5", "enter", *"arm", "enter", "y", "enter")
        told = Event(at="15:20", kind=EventKind.JERK, seconds=5, place="arm", filmed=True)
        assert events(diary) == (told,)
        assert "Did any of this come with it?" in screen_text(coach_app)
        await press(pilot, "9", "enter")
        assert "is no answer here; try numbers from 1 to 5" in screen_text(coach_app)
        await press(pilot, "backspace", "2", "space", "4", "enter")
        entry = diary.entry(TODAY)
        assert entry is not None
        assert entry.movement == Movement(signs=(Sign.WEAKNESS, Sign.SEVERAL_PLACES))
        assert "SEEK MEDICAL ASSISTANCE" not in screen_text(coach_app)
        await press(pilot, "escape")
        await wait_until(pilot, lambda: "SEEK MEDICAL" in screen_text(coach_app))


async def test_leaving_the_questions_keeps_what_was_told(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "e", "2", "enter", "7", "enter", "escape")
        assert events(diary) == (Event(at="21:40", kind=EventKind.FLICKER, seconds=7),)
        # A number is a key again.
        await press(pilot, "3", "escape")
        assert [event.kind for event in events(diary)] == [EventKind.FLICKER, EventKind.OTHER]
        await press(pilot, "u", "u")
        assert events(diary) == (Event(at="21:40", kind=EventKind.FLICKER),)
        await press(pilot, "U")
        assert events(diary)[0].seconds == 7


async def test_a_jolt_goes_to_the_night_to_come(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "4")
        assert diary.entry(TODAY) is None
        entry = diary.entry(TOMORROW)
        assert entry is not None
        assert entry.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)
        assert "Common and harmless" in screen_text(coach_app)
        await press(pilot, "5", "4")
        graver = diary.entry(TOMORROW)
        assert graver is not None
        assert graver.movement == Movement(sleep_starts=SleepStarts.DISTURBING)


async def test_a_usual_medicine_takes_two_keys_and_another_its_name(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    earlier = Entry(date=date(2026, 11, 20), day=Day(medicines=(IRON,)))
    diary.change(earlier.date, lambda _: earlier, "the test")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "e", "6")
        await wait_until(
            pilot,
            lambda: (
                [(dose.name, dose.at) for dose in medicines(diary)] == [(IRON.name, "21:40")]
            ),
        )
        assert "iron [/] pill 50 mg" in screen_text(coach_app)
        assert "Did you start it" not in screen_text(coach_app)
        await press(pilot, "o", "enter")
        assert "A medicine needs a name" in screen_text(coach_app)
        await press(pilot, *"pill", "enter", "enter")
        assert "Did you start it, or change its dose, today?" in screen_text(coach_app)
        await press(pilot, "y", "enter")
        entry = diary.entry(TODAY)
        assert entry is not None
        assert entry.day is not None
        assert entry.day.new_medicine is True
        await wait_until(
            pilot, lambda: [dose.name for dose in medicines(diary)] == [IRON.name, "pill"]
        )
        # The marked one is the first; its time and whether it was taken can be changed.
        await press(pilot, "home", "at", *["backspace"] * 5, *"0730", "enter")
        await wait_until(
            pilot, lambda: [dose.at for dose in medicines(diary)] == ["07:30", "21:40"]
        )
        await press(pilot, "home", "x")
        await wait_until(pilot, lambda: [dose.name for dose in medicines(diary)] == ["pill"])
