"""Everything within reach: by key, by click, in the list of keys, and never without focus."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.widgets import OptionList

import coach.ui
from coach.cli.demo import demo_log
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.frame.help import KeysHelp
from coach.ui.frame.room import ROOMS
from coach.ui.history.day import DayView
from coach.ui.keys.table import OWN_KEYS, PLACES, of
from coach.ui.learn.room import LearnPageView
from coach.ui.signs.finding import FindingView
from coach.ui.tonight.why import WhyPage
from coach.ui.winddown.screen import WindDown
from tests.conftest import some_of
from tests.ui.conftest import Clock, wait_until

Shown = Callable[[App[None]], str]
SIZES = [(60, 20), (80, 24)]


@pytest.fixture
def lived_in(diary: Diary, clock: Clock) -> Diary:
    """The demo's 120 days, so that every room has something in it."""
    diary.merge(demo_log(clock()), "the invented days")
    return diary


async def click(pilot: Pilot[None], shown: Shown, words: str) -> None:
    """Click the last place on the screen where these words stand."""
    await wait_until(pilot, lambda: words in shown(pilot.app))
    lines = shown(pilot.app).splitlines()
    row = max(place for place, line in enumerate(lines) if words in line)
    assert await pilot.click(offset=(lines[row].rindex(words), row))
    await pilot.pause()


def is_up(app: CoachApp, room: str) -> bool:
    """Whether a room is up."""
    return app.current_mode == room


async def keys_work(app: CoachApp, pilot: Pilot[None]) -> None:
    """The list of keys opens and closes again."""
    await pilot.press("question_mark")
    await wait_until(pilot, lambda: isinstance(app.screen, KeysHelp))
    await pilot.press("escape")
    await wait_until(pilot, lambda: not isinstance(app.screen, KeysHelp))


@pytest.mark.long_only
@pytest.mark.parametrize(
    "filled", [True, False], ids=lambda filled: "lived in" if filled else "empty"
)
async def test_after_each_room_by_key_and_by_click_the_keys_still_work(
    coach_app: CoachApp,
    screen_text: Shown,
    filled: bool,
    request: pytest.FixtureRequest,
) -> None:
    if filled:
        request.getfixturevalue("lived_in")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        for key, (name, _) in zip("hsil", ROOMS[1:], strict=True):
            await pilot.press(key)
            await wait_until(pilot, partial(is_up, coach_app, name))
            await keys_work(coach_app, pilot)
            await pilot.press("t")
            await wait_until(pilot, partial(is_up, coach_app, "tonight"))
        for name, label in ROOMS[1:]:
            lines = screen_text(coach_app).splitlines()
            row = next(n for n, line in enumerate(lines) if line.startswith(" Tonight   H"))
            await pilot.click(offset=(lines[row].index(label), row))
            await wait_until(pilot, partial(is_up, coach_app, name))
            await pilot.press("t")
            await wait_until(pilot, partial(is_up, coach_app, "tonight"))


@pytest.mark.long
@pytest.mark.parametrize("size", some_of(SIZES, 3))
async def test_the_footer_and_the_tips_keys_can_be_clicked(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown, size: tuple[int, int]
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await click(pilot, screen_text, "Enter check-in")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await click(pilot, screen_text, "Esc leave")
        await wait_until(pilot, lambda: not isinstance(coach_app.screen, CheckIn))
        before = len(lived_in.tips())
        await click(pilot, screen_text, "n another")
        await wait_until(pilot, lambda: len(lived_in.tips()) > before)
        await click(pilot, screen_text, "b wind down")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, WindDown))
        await click(pilot, screen_text, "Esc leave")
        await click(pilot, screen_text, "w why")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, WhyPage))
        await click(pilot, screen_text, "Esc back")
        await click(pilot, screen_text, "? keys")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, KeysHelp))


async def test_lines_of_lists_can_be_clicked(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await click(pilot, screen_text, "Restless legs")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, LearnPageView))
        await click(pilot, screen_text, "Esc back")
        await pilot.press("s")
        await click(pilot, screen_text, "› Movement that disturbs sleep")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, FindingView))
        await click(pilot, screen_text, "l learn")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, LearnPageView))


async def test_the_mark_stays_in_view_among_the_nights_of_a_finding(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("s", "enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, FindingView))
        count = coach_app.screen.query_one("#nights", OptionList).option_count
        for _ in range(count - 1):
            await pilot.press("down")
        await wait_until(pilot, lambda: "› Sun  8 Nov 2026" in screen_text(coach_app))
        await pilot.press("down")
        await wait_until(pilot, lambda: "Counted" in screen_text(coach_app))


@pytest.mark.long
async def test_the_list_of_keys_begins_with_those_of_the_screen(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    ways = {"tonight": "", "signs": "s", "learn": "l", "catch-up": "t.1", "drinks": "\x1bc"}
    async with coach_app.run_test(size=(80, 24)) as pilot:
        for place, keys in some_of(ways.items(), 3):
            for key in keys:
                await pilot.press({"\x1b": "escape", ".": "full_stop"}.get(key, key))
            await pilot.press("question_mark")
            await wait_until(pilot, lambda: isinstance(coach_app.screen, KeysHelp))
            await wait_until(pilot, lambda: "Esc close" in screen_text(coach_app))
            await wait_until(pilot, partial(_begins_with, screen_text, coach_app, place))
            await pilot.press("escape")


def _begins_with(shown: Shown, app: CoachApp, place: str) -> bool:
    # What stands beside the dialog belongs to the screen under it.
    lines = [line.split("│")[1].strip() for line in shown(app).splitlines() if "│" in line]
    after = lines[next((n for n, line in enumerate(lines) if line.endswith("Keys")), 0) + 1 :]
    return any(line.endswith(PLACES[place]) for line in after[:2])


def own_bindings() -> Iterator[tuple[str, Binding]]:
    """Every binding that a class of the screen's own declares."""
    for found in pkgutil.walk_packages(coach.ui.__path__, "coach.ui."):
        module = importlib.import_module(found.name)
        for thing in vars(module).values():
            if not (isinstance(thing, type) and issubclass(thing, DOMNode)):
                continue
            if thing.__module__ == module.__name__:
                for binding in vars(thing).get("BINDINGS", ()):
                    assert isinstance(binding, Binding), thing
                    yield thing.__name__, binding


def test_every_key_has_a_name_a_sentence_and_a_line_in_the_list_of_keys() -> None:
    listed = {key.id for place in PLACES for key in of(place)}
    seen = set()
    for owner, binding in own_bindings():
        assert binding.id in listed, f"{owner}: {binding.key}"
        assert binding.tooltip, f"{owner}: {binding.key}"
        seen.add(binding.id)
    assert seen == listed, "a key is listed that no screen has"
    assert {key.where for key in OWN_KEYS} <= set(PLACES)
    assert all(list(of(place)) for place in PLACES)


@pytest.mark.parametrize(("words", "mouse"), [([], True), (["--no-mouse"], False)])
def test_no_mouse_leaves_the_mouse_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, words: list[str], mouse: bool
) -> None:
    from coach.cli import main

    asked: list[bool] = []
    monkeypatch.setattr("sys.argv", ["coach", *words])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(CoachApp, "run", lambda _, mouse: asked.append(mouse))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert asked == [mouse]


@pytest.mark.parametrize("terminal", ["dumb", "unknown"])
def test_a_terminal_that_cannot_place_words_is_told_of_the_plain_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: str
) -> None:
    from coach.cli import main

    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setattr("sys.argv", ["coach"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert f"(TERM is {terminal}); see coach --help for plain" in capsys.readouterr().err


@pytest.mark.long_only
async def test_a_night_on_a_wide_tonight_can_be_clicked(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(120, 40)) as pilot:
        await click(pilot, screen_text, "Mon 16 Nov")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, DayView))
        await wait_until(pilot, lambda: "Monday 16 November 2026" in screen_text(coach_app))
        await pilot.press("escape")
        await click(pilot, screen_text, "s open")
        await wait_until(pilot, lambda: is_up(coach_app, "signs"))


async def test_what_is_marked_is_told_beside_the_list_where_there_is_room(
    lived_in: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: "on 6 or more nights" in screen_text(coach_app))
        await pilot.press("down")
        await wait_until(pilot, lambda: "on 6 or more nights" not in screen_text(coach_app))
        await pilot.press("l", "down")
        await wait_until(pilot, lambda: "Periodic" in screen_text(coach_app))
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: "Periodic" not in screen_text(coach_app))
