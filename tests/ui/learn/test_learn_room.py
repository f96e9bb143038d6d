"""The Learn room: plain pages, each opened by key or mouse, read to the end, left by Esc."""

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App

from coach.core.tips.tip import LearnPage, Section
from coach.store.tips.tipbook import load
from coach.ui.app import CoachApp
from coach.ui.learn.room import Learn, LearnPageView, page_text
from coach.ui.widgets.marked_list import MarkedList
from tests.conftest import some_of

ScreenText = Callable[[App[None]], str]


SOURCES = """
[one]
citation = "Anna A. On lying still. J Rest 2001;1:1-2."
doi = "10.1000/rest.1"
[two]
citation = "Bert B, on getting up again. 2002."
"""
PAGE = '''
title = "{title}"
order = {order}
[[section]]
heading = "What it is"
text = """
{long}

A word in [brackets] and [/] stays as it is.
"""
sources = ["two"]
[[section]]
heading = "What to do"
text = "Nothing."
sources = ["one", "two"]
'''
TIP = """
title = "Rest"
[need]
source = "one"
1 = [{ stress = ">= 3" }]
[[tip]]
id = "rest-a-while"
do = "Rest a while."
why = "It is late."
source = "one"
"""


@pytest.fixture(autouse=True)
def _a_small_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pages of our own, so that these tests do not hang on the words of the real ones."""
    (tmp_path / "tips" / "learn").mkdir(parents=True)
    (tmp_path / "tips" / "sources.toml").write_text(SOURCES)
    (tmp_path / "tips" / "rest.toml").write_text(TIP)
    for order, title in enumerate(("Lying still", "Getting up", "Going on")):
        slug = title.lower().replace(" ", "-")
        text = PAGE.format(title=title, order=order, long="A sentence of some length. " * 30)
        (tmp_path / "tips" / "learn" / f"{slug}.toml").write_text(text)
    monkeypatch.setattr("coach.ui.frame.host.load_tipbook", lambda: load(tmp_path / "tips"))
    monkeypatch.setattr(CoachApp, "DEFAULT_MODE", "learn")


@pytest.mark.long
@pytest.mark.parametrize(
    "size", some_of([(80, 24), (60, 20)], 3), ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_the_list_and_a_page_look_like_this(
    size: tuple[int, int],
    coach_app: CoachApp,
    screen_text: ScreenText,
    snapshot: SnapshotAssertion,
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await pilot.pause()
        assert screen_text(coach_app) == snapshot(name="list")
        await pilot.press("enter")
        await pilot.pause()
        assert screen_text(coach_app) == snapshot(name="page")


async def test_a_page_says_that_there_is_more_and_scrolls_to_its_last_source(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        coach_app.open_learn("lying-still")
        await pilot.pause()
        await pilot.pause()
        assert "more below" in screen_text(coach_app)
        assert "Sources" not in screen_text(coach_app)
        await pilot.press("end")
        await pilot.pause()
        assert "more below" not in screen_text(coach_app)
        assert "doi:10.1000/rest.1" in screen_text(coach_app)
        assert "[brackets] and [/] stays" in screen_text(coach_app)


async def test_a_page_is_opened_by_click_and_the_list_keeps_its_place(
    coach_app: CoachApp,
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click("#learn-list", offset=(4, 2))
        await pilot.pause()
        assert isinstance(coach_app.screen, LearnPageView)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(coach_app.screen, Learn)
        pages = coach_app.screen.query_one(MarkedList)
        assert pages.chosen == "going-on"
        assert coach_app.focused is pages


async def test_a_page_that_is_not_there_is_said_to_be_missing(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        for slug in ("no-such-page", "../sources", "[/]"):
            coach_app.open_learn(slug)
            await pilot.pause()
            await pilot.pause()
            assert "There is no page of that name." in screen_text(coach_app)
            coach_app.pop_screen()


def test_sources_are_numbered_as_they_are_first_named_and_spelled_out_once() -> None:
    page = LearnPage(
        "sleep",
        "Sleep",
        0,
        (
            Section("One", ("First.", "Second."), ("b", "a")),
            Section("Two", ("Third [red].",), ("a",)),
            Section("Three", ("Own words.",), ()),
        ),
    )
    assert page_text(page, {"a": "Anna 2001.", "b": "Bert 2002."}).plain == (
        "One\nFirst.\n\nSecond. [1, 2]\n\nTwo\nThird [red]. [2]\n\nThree\nOwn words.\n\n"
        "Sources\n1. Bert 2002.\n2. Anna 2001.\n"
    )
