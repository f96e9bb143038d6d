"""Locks, full disks and second thoughts: the screen stays alive, and no answer goes unasked."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.records import CaffeineDrink, Day, DoctorVisit, Entry, Night, Profile
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.disk import durable, lock
from coach.store.disk.lock import WriteLock
from coach.store.disk.trouble import StoreError
from coach.store.settings import Settings
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.checkin.unkept import Unkept
from coach.ui.drinks.screen import Drinks
from coach.ui.frame.dialog import Sure
from tests.conftest import some_of
from tests.evenings import becoming, fill
from tests.ui.conftest import Clock, wait_until

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
Text = Callable[[App[None]], str]


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


@pytest.fixture(autouse=True)
def _welcomed(diary: Diary) -> None:
    settings.save(diary.folder, Settings(welcomed=True))
    diary.save_profile(Profile(age=41))


@pytest.fixture
def kept_out(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Another program that holds the lock from the start until it is told to let go."""
    monkeypatch.setattr(lock, "SAY_SO_AFTER_S", 0.05)
    monkeypatch.setattr("coach.ui.frame.writing.AT_ONCE_S", 0.01)
    holding, letting_go = threading.Event(), threading.Event()

    def hold() -> None:
        with WriteLock(diary.folder).held():
            holding.set()
            letting_go.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait()

    def let_go() -> None:
        letting_go.set()
        thread.join()

    yield let_go
    let_go()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Lets every write fail, or no more."""
    real = durable.write

    def fill(full: bool) -> None:
        def refusing(path: Path, data: bytes) -> None:
            raise StoreError(f"{path.name} could not be saved: there is no room left.")

        monkeypatch.setattr(durable, "write", refusing if full else real)

    return fill


def said(app: CoachApp) -> str:
    """All notices, newest last."""
    return "\n".join(notice.message for notice in app._notifications)


async def type_line(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text, "enter")


class TestALockThatAnotherHolds:
    async def test_at_the_start_the_screen_stays_alive_and_says_who_is_waited_for(
        self, diary: Diary, coach_app: CoachApp, screen_text: Text, kept_out: Callable[[], None]
    ) -> None:
        async with coach_app.run_test(size=(80, 24)) as pilot:
            await pilot.press("c")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Drinks))
            await pilot.press("9")
            await wait_until(
                pilot, lambda: "Waiting for another coach" in screen_text(coach_app)
            )
            await pilot.press("escape", "h")
            await wait_until(pilot, lambda: coach_app.current_mode == "history")
            kept_out()
            await wait_until(pilot, lambda: not coach_app.is_writing)
            await wait_until(
                pilot, lambda: "Waiting for another coach" not in screen_text(coach_app)
            )
        entry = diary.entry(TODAY)
        assert entry is not None
        assert entry.day is not None
        assert entry.day.alcohol is not None

    async def test_a_check_in_that_waits_is_kept_as_a_draft_and_saved_in_the_end(
        self, diary: Diary, coach_app: CoachApp, screen_text: Text, kept_out: Callable[[], None]
    ) -> None:
        async with coach_app.run_test(size=(80, 24)) as pilot:
            await pilot.press("enter", *"2310", "ctrl+s")
            shown = "Waiting for another coach to be done."
            await wait_until(pilot, lambda: shown in screen_text(coach_app))
            assert "Until then it is kept as a draft." in screen_text(coach_app)
            assert diary.draft(TODAY) is not None
            await pilot.press("escape")
            await wait_until(pilot, lambda: not isinstance(coach_app.screen, CheckIn))
            await pilot.press("enter")
            assert not isinstance(coach_app.screen, CheckIn)
            kept_out()
            await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
            await wait_until(pilot, lambda: not coach_app.is_writing)
        assert diary.draft(TODAY) is None

    async def test_held_too_long_the_answers_are_a_draft_and_can_be_saved_later(
        self,
        diary: Diary,
        coach_app: CoachApp,
        screen_text: Text,
        kept_out: Callable[[], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(lock, "GIVE_UP_AFTER_S", 0.2)
        async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("enter", *"2310", "ctrl+s")
            await wait_until(pilot, lambda: "It is kept as a draft." in said(coach_app))
            assert "has been held by another coach" in said(coach_app)
            assert diary.draft(TODAY) is not None
            kept_out()
            await pilot.press("ctrl+s")
            await wait_until(pilot, lambda: diary.entry(TODAY) is not None)

    async def test_a_drink_that_was_kept_out_is_in_the_days_draft(
        self,
        diary: Diary,
        coach_app: CoachApp,
        kept_out: Callable[[], None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(lock, "GIVE_UP_AFTER_S", 0.2)
        async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("c", "9")
            await wait_until(pilot, lambda: "kept as a draft" in said(coach_app))
        draft = diary.draft(TODAY)
        assert draft is not None
        assert draft.entry.day is not None
        assert draft.entry.day.alcohol is not None


class TestAFullDisk:
    async def test_escape_shows_the_answers_and_leaves_without_keeping(
        self,
        diary: Diary,
        coach_app: CoachApp,
        screen_text: Text,
        full_disk: Callable[[bool], None],
    ) -> None:
        async with coach_app.run_test(size=(60, 20), notifications=True) as pilot:
            await pilot.press("enter")
            full_disk(True)
            await pilot.press(*"2310", "escape")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Unkept))
            text = screen_text(coach_app)
            assert "there is no room left" in text
            assert "23:10" in text
            await pilot.press("escape")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
            await pilot.press("escape", "x")
            await wait_until(pilot, lambda: not isinstance(coach_app.screen, CheckIn))
            assert "Kept" not in said(coach_app)
        assert diary.draft(TODAY) is None

    async def test_trying_again_works_as_soon_as_the_disk_does(
        self, diary: Diary, coach_app: CoachApp, full_disk: Callable[[bool], None]
    ) -> None:
        async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("enter")
            full_disk(True)
            await pilot.press(*"2310", "ctrl+s")
            await wait_until(pilot, lambda: "Not saved: " in said(coach_app))
            assert "kept as a draft" not in said(coach_app)
            await pilot.press("escape", "r")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Unkept))
            full_disk(False)
            await pilot.press("r")
            await wait_until(pilot, lambda: "Kept as it is" in said(coach_app))
            assert diary.draft(TODAY) is not None
            await pilot.press("enter", "ctrl+s")
            await wait_until(pilot, lambda: diary.entry(TODAY) is not None)

    async def test_the_same_window_saves_once_there_is_room(
        self, diary: Diary, coach_app: CoachApp, full_disk: Callable[[bool], None]
    ) -> None:
        async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("enter")
            full_disk(True)
            await pilot.press(*"2310", "ctrl+s")
            await wait_until(pilot, lambda: "Not saved: " in said(coach_app))
            full_disk(False)
            await pilot.press("ctrl+s")
            await wait_until(pilot, lambda: diary.entry(TODAY) is not None)

    async def test_the_profile_can_be_left_too(
        self, coach_app: CoachApp, screen_text: Text, full_disk: Callable[[bool], None]
    ) -> None:
        async with coach_app.run_test(size=(80, 24)) as pilot:
            await pilot.press("full_stop", "2")
            full_disk(True)
            await pilot.press(*"52", "enter", "escape")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Unkept))
            assert "52" in screen_text(coach_app)
            await pilot.press("x")
            await wait_until(pilot, lambda: coach_app.current_mode == "tonight")
            await wait_until(pilot, lambda: "Enter check-in" in screen_text(coach_app))


def test_on_a_full_disk_the_answer_goes_before_the_copy(
    diary: Diary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.change(YESTERDAY, lambda _: Entry(date=YESTERDAY, notes="x"), "x")
    clock.now += timedelta(days=1)
    written: list[str] = []
    real = durable.write

    def noting(path: Path, data: bytes, *, lasting: bool = True) -> None:
        if lasting:
            written.append(path.name)
        real(path, data, lasting=lasting)

    monkeypatch.setattr(durable, "write", noting)
    diary.change(TODAY, lambda _: Entry(date=TODAY, notes="y"), "y")
    assert written == ["diary.json", "2026-11-23.json.gz"]


class TestUndoing:
    async def test_twice_on_tonight_asks_before_the_import_goes_and_u_brings_it_back(
        self, diary: Diary, coach_app: CoachApp, screen_text: Text
    ) -> None:
        night = Night(rested=3, quality=3)
        for day in (YESTERDAY, date(2026, 11, 20)):
            diary.change(day, becoming(Entry(date=day, night=night)), f"import {day}")
        diary.change(TODAY, lambda _: Entry(date=TODAY, notes="x"), "the check-in")
        async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
            await pilot.press("u")
            await wait_until(pilot, lambda: "Taken back: the check-in." in said(coach_app))
            assert "The backups are in the menu (.)" in said(coach_app)
            await pilot.press("u")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Sure))
            shown = " ".join(screen_text(coach_app).split())
            assert "Take back import 2026-11-20 (2 answers)?" in shown
            await pilot.press("0")
            assert len(diary.entries()) == 2
            await pilot.press("u", "y")
            await wait_until(pilot, lambda: len(diary.entries()) == 1)
            await pilot.press("U")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, Sure))
            await pilot.press("y")
            await wait_until(pilot, lambda: len(diary.entries()) == 2)
            await pilot.press("U")
            await wait_until(pilot, lambda: diary.entry(TODAY) is not None)

    @pytest.mark.long
    @pytest.mark.parametrize("keys", some_of([["h"], [], ["s"], ["c"], ["full_stop", "1"]], 3))
    async def test_undo_and_redo_work_where_changes_are_made(
        self, diary: Diary, coach_app: CoachApp, keys: list[str]
    ) -> None:
        diary.change(YESTERDAY, lambda _: Entry(date=YESTERDAY, notes="x"), "a note")
        async with coach_app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys, "u")
            await wait_until(pilot, lambda: diary.entry(YESTERDAY) is None)
            await pilot.press("U")
            await wait_until(pilot, lambda: diary.entry(YESTERDAY) is not None)

    async def test_on_a_day_too(self, diary: Diary, coach_app: CoachApp) -> None:
        diary.change(YESTERDAY, lambda _: Entry(date=YESTERDAY, notes="x"), "a note")
        async with coach_app.run_test(size=(80, 24)) as pilot:
            coach_app.open_day(YESTERDAY)
            await pilot.pause()
            await pilot.press("u")
            await wait_until(pilot, lambda: diary.entry(YESTERDAY) is None)
            await pilot.press("U")
            await wait_until(pilot, lambda: diary.entry(YESTERDAY) is not None)


async def test_a_visit_is_taken_out_in_signs_after_a_question(
    diary: Diary, coach_app: CoachApp, screen_text: Text
) -> None:
    diary.add_visit(DoctorVisit(date=YESTERDAY, note="iron"))
    diary.change(TODAY, lambda _: Entry(date=TODAY, notes="x"), "a note")
    async with coach_app.run_test(size=(80, 40)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: "iron" in screen_text(coach_app))
        await pilot.press("end", "x")
        await wait_until(pilot, lambda: "Take out the visit of" in screen_text(coach_app))
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.visits() == ())
        await pilot.press("u")
        await wait_until(pilot, lambda: len(diary.visits()) == 1)


async def test_a_drink_timed_last_night_in_the_morning_goes_to_last_nights_day(
    diary: Diary, coach_app: CoachApp, clock: Clock, screen_text: Text
) -> None:
    clock.now = datetime.fromisoformat("2026-11-22T08:00:00+00:00")
    cup = CaffeineDrink(at="08:00", mg=96, drink="coffee")
    diary.change(TODAY, lambda _: Entry(date=TODAY, day=Day(caffeine=(cup,))), "coffee")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter")
        await type_line(pilot, "2330")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Noted for Sat 21 Nov" in screen_text(coach_app))
    entry = diary.entry(YESTERDAY)
    assert entry is not None
    assert entry.day == Day(caffeine=(CaffeineDrink(at="23:30", mg=96, drink="coffee"),))
    entry = diary.entry(TODAY)
    assert entry is None or entry.day is None


async def test_the_check_in_takes_no_time_that_is_still_to_come(
    diary: Diary, coach_app: CoachApp, clock: Clock, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(coach_app.screen, CheckIn)
        coach_app.screen.action_visit("caffeine")
        await pilot.press("1", *"2330")
        await wait_until(pilot, lambda: "has not come yet" in screen_text(coach_app))
        # Left open, it goes by the time that it is at each key.
        clock.now += timedelta(hours=2)
        await pilot.press("backspace", "0")
        await wait_until(pilot, lambda: "at 23:30" in screen_text(coach_app))


async def test_of_the_usual_drinks_only_those_whose_time_has_been_are_offered(
    diary: Diary, coach_app: CoachApp, clock: Clock, screen_text: Text
) -> None:
    cups = tuple(CaffeineDrink(at=at, mg=95, drink="coffee") for at in ("08:10", "19:30"))
    days = (TODAY - timedelta(days=back) for back in range(1, 15))
    fill(diary, [Entry(date=day, day=Day(stress=2, caffeine=cups)) for day in days])
    clock.now = datetime.fromisoformat("2026-11-22T17:00:00+00:00")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(coach_app.screen, CheckIn)
        coach_app.screen.action_visit("caffeine")
        await wait_until(pilot, lambda: "08:10" in screen_text(coach_app))
        await pilot.press("equals_sign", "ctrl+s")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
    noted = diary.entry(TODAY)
    assert noted is not None
    assert noted.day == Day(caffeine=cups[:1])
