"""The wind-downs on screen: guided by the clock, left at any time, noted in the entry."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from coach.core.diary.choices import Practice
from coach.core.diary.records import Day, Entry, Profile, Relaxation
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import StoreError
from coach.ui.app import CoachApp
from coach.ui.frame.screen import CoachScreen
from coach.ui.winddown.guides import BreathBar
from coach.ui.winddown.screen import WindDown
from coach.ui.winddown.words import OFFERS
from coach.ui.winddown.worries import KeepDialog, WorryList
from tests.conftest import some_of

ScreenText = Callable[[App[None]], str]


class Seconds:
    """A clock of seconds that goes on when a test says so."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now


class Session:
    """A wind-down under way."""

    def __init__(self, app: CoachApp, pilot: Pilot[None], practice: str | None) -> None:
        self.app, self.pilot, self.clock = app, pilot, Seconds()
        self.screen = WindDown(practice, self.clock)

    async def after(self, seconds: float) -> str:
        """Let seconds go by; what is said then."""
        self.clock.now += seconds
        self.screen.tick()
        await self.pilot.pause()
        return self.words

    @property
    def words(self) -> str:
        """What the guide says."""
        found = self.screen.query("#breath-words, #script-line, #wind-down-end, #music")
        return str(found.first(Static).content) if found else ""

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()


@asynccontextmanager
async def winding_down(
    app: CoachApp, practice: str | None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Session]:
    """The program with a wind-down opened over Tonight."""
    async with app.run_test(size=size) as pilot:
        session = Session(app, pilot, practice)
        await app.push_screen(session.screen)
        await pilot.pause()
        await pilot.pause()
        yield session


@pytest.fixture(autouse=True)
def _a_full_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can move, nothing behind the wind-down, and a look only when asked."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("coach.ui.winddown.screen.FRAMES_A_SECOND", 1 / 3600)
    monkeypatch.setattr("coach.ui.winddown.screen.GLANCE", 3600)
    monkeypatch.setattr(CoachApp, "MODES", {"tonight": CoachScreen})


def relaxation(diary: Diary, app: CoachApp) -> tuple[Relaxation, ...] | None:
    entry = diary.entry(app.today)
    return entry.day.relaxation if entry and entry.day else None


def breathing(minutes: int) -> Relaxation:
    return Relaxation(practice=Practice.BREATHING, min=minutes)


async def test_breathing_counts_in_for_four_and_out_for_six(coach_app: CoachApp) -> None:
    async with winding_down(coach_app, "breathing") as session:
        assert session.words == "in  1"
        assert await session.after(3.2) == "in  4"
        assert await session.after(1) == "out  1"
        assert await session.after(5) == "out  6"
        assert await session.after(1) == "in  1"


async def test_the_bar_grows_with_the_breath_in_and_shrinks_with_the_breath_out(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        widths = []
        for step in (0, 2, 2, 3, 3):
            await session.after(step)
            widths.append(screen_text(coach_app).count("█") // BreathBar.HEIGHT)
        assert widths == [2, 20, 40, 20, 2]


async def test_space_stops_the_clock_and_goes_on_from_the_same_place(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        await session.after(5.5)
        await session.press("space")
        assert await session.after(3600) == "out  2"
        assert "paused · 5 min left" in screen_text(coach_app)
        await session.press("space")
        assert await session.after(1) == "out  3"
        assert "paused" not in screen_text(coach_app)


async def test_full_minutes_are_noted_beside_what_is_there_and_can_be_undone(
    coach_app: CoachApp, diary: Diary
) -> None:
    music = Relaxation(practice=Practice.MUSIC, min=30)
    today = coach_app.today
    diary.change(today, lambda _: Entry(date=today, day=Day(relaxation=(music,))), "music")
    async with winding_down(coach_app, "breathing") as session:
        await session.after(179)
        await session.press("escape")
        assert relaxation(diary, coach_app) == (breathing(2), music)
        assert diary.undoable()[0] == "breathing, 2 min"
    diary.undo()
    assert relaxation(diary, coach_app) == (music,)


async def test_less_than_a_minute_is_noted_as_nothing(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        await session.after(59.9)
        await session.press("escape")
        assert session.screen not in coach_app.screen_stack
    assert diary.count() == 0


async def test_leaving_the_whole_program_notes_full_minutes_as_well(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        await session.after(125)
        await session.press("ctrl+q")
    assert relaxation(diary, coach_app) == (breathing(2),)


async def test_at_the_end_it_comes_to_rest_and_is_noted_once(
    coach_app: CoachApp, diary: Diary, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        await session.after(300)
        await session.pilot.pause()
        assert "That is all." in session.words
        assert "5 min done" in screen_text(coach_app)
        assert "Breathing, 5 min: in today's entry." in screen_text(coach_app)
        assert relaxation(diary, coach_app) == (breathing(5),), "noted before Esc"
        await session.after(600)
        await session.press("escape")
        assert relaxation(diary, coach_app) == (breathing(5),)


async def test_it_belongs_to_the_evening_on_which_it_began(
    coach_app: CoachApp, diary: Diary, clock: object
) -> None:
    evening = coach_app.today
    async with winding_down(coach_app, "music") as session:
        assert hasattr(clock, "now")
        clock.now += timedelta(hours=7)
        assert coach_app.today == evening + timedelta(days=1)
        await session.after(26 * 60)
        await session.press("escape")
    assert [entry.date for entry in diary.entries()] == [evening]


async def test_a_disk_that_refuses_is_said_and_nothing_is_called_noted(
    coach_app: CoachApp, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    tried: list[bool] = []

    def refuse(*_: object) -> Entry:
        tried.append(True)
        raise StoreError("There is no room left on the disk.")

    monkeypatch.setattr(diary, "change", refuse)
    monkeypatch.setattr(coach_app, "say", lambda text, warn=False: told.append(text))
    async with winding_down(coach_app, "breathing") as session:
        await session.after(120)
        await session.press("escape")
    assert told == ["There is no room left on the disk."]
    assert tried == [True], "not tried again behind the person's back"


@pytest.mark.long
@pytest.mark.parametrize(
    "why", some_of(["no colour", "plain terminal", "settings", "animations"], 2)
)
async def test_where_nothing_may_move_counted_words_stand_in(
    why: str, diary: Diary, clock: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    if why == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")
    if why == "plain terminal":
        monkeypatch.setenv("TERM", "dumb")
    app = CoachApp(diary, clock)  # type: ignore[arg-type]  # the fixture's clock, unnamed here
    if why == "settings":
        app.keep_settings(replace(app.settings, reduced_motion=True))
    if why == "animations":
        app.animation_level = "none"
    async with winding_down(app, "breathing") as session:
        assert not session.screen.query_one("#breath-bar").display
        assert [await session.after(step) for step in (0, 1, 3)] == ["in  1", "in  2", "out  1"]


async def test_m_changes_between_bar_and_words_and_is_remembered(coach_app: CoachApp) -> None:
    async with winding_down(coach_app, "breathing") as session:
        bar = session.screen.query_one("#breath-bar")
        seen = []
        for _ in range(2):
            await session.press("v")
            seen.append((bar.display, coach_app.settings.reduced_motion))
        assert seen == [(False, True), (True, False)]


async def test_plus_and_minus_change_the_length_but_not_below_what_is_done(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, "meditation") as session:
        await session.press("plus", "plus")
        assert "12 min left" in screen_text(coach_app)
        await session.after(5 * 60 + 1)
        for _ in range(20):
            session.screen.action_shorter()
        await session.pilot.pause()
        assert "under a minute left" in screen_text(coach_app)
        await session.after(59)
        assert "That is all." in session.words


async def test_v_goes_through_the_ways_of_breathing_and_the_last_is_remembered(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, "breathing") as session:
        titles, cautions = [], []
        for _ in range(3):
            await session.press("right")
            titles.append(str(session.screen.query_one("#breath-title", Static).content))
            cautions.append("Not in pregnancy" in screen_text(coach_app))
        assert titles == ["cyclic sighing", "box 4-4-4-4", "4-7-8"]
        assert cautions == [False, True, True]
    assert coach_app.settings.breath == "4-7-8"


async def test_in_pregnancy_no_breath_is_held(coach_app: CoachApp, diary: Diary) -> None:
    diary.save_profile(Profile(pregnant_trimester=2))
    coach_app.keep_settings(replace(coach_app.settings, breath="4-7-8"))
    async with winding_down(coach_app, "breathing") as session:
        title = session.screen.query_one("#breath-title", Static)
        titles = []
        for _ in range(3):
            titles.append(str(title.content))
            await session.press("right")
        assert titles == ["in 4, out 6", "cyclic sighing", "in 4, out 6"]


async def test_the_music_timer_is_a_still_page_with_a_quiet_end(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with winding_down(coach_app, "music") as session:
        still = session.words
        assert await session.after(44 * 60) == still
        await session.after(60)
        assert "The time is up." in session.words
    assert relaxation(diary, coach_app) == (Relaxation(practice=Practice.MUSIC, min=45),)


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(80, 24), (60, 20)], 3))
async def test_every_wind_down_opens_with_its_care_and_the_way_out(
    size: tuple[int, int], coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, None, size) as session:
        for offer in OFFERS:
            coach_app.open_wind_down(offer.practice)
            await session.pilot.pause()
            await session.pilot.pause()
            shown = " ".join(screen_text(coach_app).split())
            assert offer.title in shown and offer.care in shown
            assert "Esc leave" in shown
            await session.press("escape")
            assert coach_app.screen is session.screen


async def test_the_choice_is_made_by_mouse_or_key(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with winding_down(coach_app, None) as session:
        assert "› Gentle stretches   suits this hour" in screen_text(coach_app)
        await session.pilot.click("#wind-down-choice", offset=(6, 2))
        await session.pilot.pause()
        assert session.words.startswith("Lie on your back")
    async with winding_down(CoachApp(coach_app.diary, coach_app.now), None) as session:
        await session.press("enter")
        assert session.words.startswith("On the floor"), "it begins on what suits the hour"


async def write_worries(session: Session) -> None:
    fields = list(session.screen.query(Input))
    fields[0].value, fields[1].value = "the boiler [/] [red]", "ring Anna at nine"
    await session.pilot.pause()


async def test_a_worry_list_is_kept_in_the_notes_if_wanted(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with winding_down(coach_app, "worry_list") as session:
        await write_worries(session)
        await session.after(130)
        await session.press("escape")
        assert isinstance(coach_app.screen, KeepDialog)
        await session.press("y")
        assert session.screen not in coach_app.screen_stack
    entry = diary.entry(coach_app.today)
    assert entry is not None
    assert entry.notes == "Worry list\n- the boiler [/] [red] → ring Anna at nine"
    assert relaxation(diary, coach_app) == (Relaxation(practice=Practice.WORRY_LIST, min=2),)


async def test_a_worry_list_let_go_is_written_nowhere(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with winding_down(coach_app, "worry_list") as session:
        await write_worries(session)
        await session.after(65)
        await session.press("escape", "0")
        assert session.screen not in coach_app.screen_stack
    assert relaxation(diary, coach_app) == (Relaxation(practice=Practice.WORRY_LIST, min=1),)
    written = [path for path in diary.folder.rglob("*") if path.is_file()]
    assert written
    assert not any(b"boiler" in path.read_bytes() for path in written)


async def test_esc_on_the_question_goes_back_to_the_list_as_it_was(coach_app: CoachApp) -> None:
    async with winding_down(coach_app, "worry_list") as session:
        await write_worries(session)
        await session.press("escape", "escape")
        assert coach_app.screen is session.screen
        worries = session.screen.query_one(WorryList).worries
        assert worries == (("the boiler [/] [red]", "ring Anna at nine"),)


async def test_the_worry_list_grows_as_it_is_filled(coach_app: CoachApp) -> None:
    async with winding_down(coach_app, "worry_list") as session:
        before = len(session.screen.query(Input))
        for field in range(6):
            list(session.screen.query(Input))[field].value = "a"
            await session.pilot.pause()
        await session.press("enter")
        assert len(session.screen.query(Input)) == before + 2
        assert len(session.screen.query_one(WorryList).worries) == 3
        assert session.app.focused is not None


@pytest.mark.long
@pytest.mark.parametrize(
    "size", some_of([(80, 24), (60, 20)], 3), ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_the_choice_and_the_guide_look_like_this(
    size: tuple[int, int],
    coach_app: CoachApp,
    screen_text: ScreenText,
    snapshot: SnapshotAssertion,
) -> None:
    async with winding_down(coach_app, None, size) as session:
        assert screen_text(coach_app) == snapshot(name="choice")
        await session.press("enter")
        await session.after(2)
        assert screen_text(coach_app) == snapshot(name="breathing")
