"""A list of lines that fit themselves to the width, with a mark on one."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from coach.ui.widgets.marked_list import MarkedList
from tests.ui.conftest import text_of, wait_until

LONG = "a line of many words that ends after a whole word where the room ends"


class Listed(App[None]):
    """A list that is as high as its lines."""

    CSS = "MarkedList { height: auto; }"

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield MarkedList()


def lines_of(app: App[None]) -> list[str]:
    return [line.rstrip() for line in text_of(app).splitlines() if line.strip()]


async def test_a_line_ends_after_a_whole_word_in_every_width() -> None:
    app = Listed()
    async with app.run_test(size=(40, 10)) as pilot:
        app.query_one(MarkedList).fill([("long", Content(LONG)), ("short", Content("short"))])
        await wait_until(
            pilot, lambda: lines_of(app)[:1] == ["› a line of many words that ends after …"]
        )
        await pilot.resize_terminal(26, 10)
        await wait_until(pilot, lambda: lines_of(app)[:1] == ["› a line of many words …"])
        await pilot.resize_terminal(80, 10)
        await wait_until(pilot, lambda: lines_of(app) == [f"› {LONG}", "  short"])


@pytest.mark.parametrize("lines", [3, 1, 0])
async def test_a_list_is_as_high_as_its_lines_also_when_they_become_fewer(lines: int) -> None:
    app = Listed()
    async with app.run_test(size=(40, 10)) as pilot:
        listed = app.query_one(MarkedList)
        listed.fill([(f"{place}", Content("a line")) for place in range(5)])
        await wait_until(pilot, lambda: listed.size.height == 5)
        listed.fill([(f"{place}", Content("a line")) for place in range(lines)])
        await wait_until(pilot, lambda: listed.size.height == lines)


async def test_a_line_of_two_rows_is_drawn_in_two_and_the_mark_stands_at_its_first() -> None:
    app = Listed()
    async with app.run_test(size=(40, 10)) as pilot:
        listed = app.query_one(MarkedList)
        listed.fill([("a", Content("one")), ("b", Content("two\nand its second row"))])
        listed.choose("b")
        await wait_until(
            pilot, lambda: lines_of(app) == ["  one", "› two", "and its second row"]
        )


class Low(Listed):
    """A list of six rows, however many lines it has."""

    CSS = "MarkedList { height: 6; }"


async def test_a_scroll_bar_comes_and_goes_with_the_lines_and_the_mark_stays_in_view() -> None:
    app = Low()
    async with app.run_test(size=(40, 8)) as pilot:
        listed = app.query_one(MarkedList)
        listed.fill([(f"{place}", Content(f"line {place}")) for place in range(30)])
        listed.choose("29")
        await wait_until(pilot, lambda: "› line 29" in text_of(app))
        assert listed.show_vertical_scrollbar
        listed.styles.height = 3
        await wait_until(pilot, lambda: listed.size.height == 3)
        await wait_until(pilot, lambda: "› line 29" in text_of(app))
        listed.fill([("0", Content("line 0"))])
        await wait_until(pilot, lambda: lines_of(app) == ["› line 0"])
        assert not listed.show_vertical_scrollbar
