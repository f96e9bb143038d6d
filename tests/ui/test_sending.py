"""Only what differs is sent to the terminal, and it shows the same, cell for cell."""

from typing import Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame.sending import Terminal, _Changes
from tests.terminal import seen
from tests.ui.conftest import Clock, settled
from tests.ui.gallery import LIVED_IN, Scene, fill


class Both:
    """Two terminals: one gets what Textual would send, the other what is sent."""

    def __init__(self, width: int, height: int) -> None:
        self.screens = [pyte.Screen(width, height) for _ in range(2)]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.sent = [0, 0]
        for stream in self.streams:
            # A return comes with every new line, as from the terminal's driver.
            stream.feed("\x1b[20h")

    def take(self, *texts: str) -> None:
        for turn, (stream, text) in enumerate(zip(self.streams, texts, strict=True)):
            self.sent[turn] += len(text.encode())
            stream.feed(text)

    def are_same(self) -> bool:
        one, other = self.screens
        return all(
            seen(one.buffer[y][x]) == seen(other.buffer[y][x])
            for y in range(one.lines)
            if one.buffer[y] != other.buffer[y]
            for x in range(one.columns)
        )


KEYS = ("enter", "2", "0", "enter", "1", "tab", "tab", "escape", "h", "down", "full_stop")


async def test_the_terminal_shows_what_textual_would_have_it_show(
    diary: Diary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (80, 24)
    fill(diary, Scene("rooms", LIVED_IN))
    both, differed = Both(*size), list[str]()
    drawn = App._display

    def display(app: App[Any], screen: Screen[Any], update: Any) -> None:
        if isinstance(update, _Changes) and not app._batch_count:
            own, ours = update._update, update.render_segments(app.console)
            both.take(own.render_segments(app.console), ours)
            if not both.are_same():
                differed.append(str(screen))
        drawn(app, screen, update)

    monkeypatch.setattr(App, "_display", display)
    async with CoachApp(diary, clock).run_test(size=size) as pilot:
        for key in KEYS:
            await pilot.press(key)
        await pilot.resize_terminal(size[0] - 10, size[1] - 2)
        await settled(pilot)
    assert both.sent[0] > 0
    assert differed == []
    assert both.sent[1] < both.sent[0] / 2


STYLES = [
    Style.null(),
    *map(
        Style.parse,
        (
            "bold red",
            "dim",
            "underline blue on yellow",
            "reverse",
            "italic on #102030",
            "bold dim #405060 on #102030",
            "strike color(130)",
            "bright_red on bright_black",
            "default on default",
        ),
    ),
]
SIGNS = ("a", "b", " ", "─", "é", "漢", "👍")
SEGMENTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join),
        st.sampled_from(STYLES),
    ),
    max_size=5,
)
WIDTH, HEIGHT = 20, 3


def strip_of(pieces: list[tuple[str, Style]], width: int) -> Strip:
    return Strip([Segment(*piece) for piece in pieces]).adjust_cell_length(width)


@st.composite
def updates(draw: st.DrawFn) -> CompositorUpdate:
    """The whole screen drawn anew, or some pieces of some lines."""
    if draw(st.booleans()):
        lines = [[strip_of(draw(SEGMENTS), WIDTH)] for _ in range(HEIGHT)]
        return LayoutUpdate([*lines], Region(0, 0, WIDTH, HEIGHT))
    cut = draw(st.integers(1, WIDTH - 1))
    chops = [
        {0: strip_of(draw(SEGMENTS), cut), cut: strip_of(draw(SEGMENTS), WIDTH - cut)}
        for _ in range(HEIGHT)
    ]
    spans = sorted(
        draw(
            st.lists(
                st.tuples(
                    st.integers(0, HEIGHT - 1), st.sampled_from((0, cut)), st.just(WIDTH)
                ),
                min_size=1,
                max_size=HEIGHT,
                unique_by=lambda span: span[0],
            )
        )
    )
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


@given(st.lists(updates(), max_size=4))
def test_whatever_is_drawn_after_whatever_the_terminal_shows_it(
    drawn: list[CompositorUpdate],
) -> None:
    both, terminal = Both(WIDTH, HEIGHT), Terminal()
    console = Console(color_system="truecolor")
    console._color_system = ColorSystem.TRUECOLOR
    whole = LayoutUpdate([[strip_of([], WIDTH)]] * HEIGHT, Region(0, 0, WIDTH, HEIGHT))
    for update in (whole, *drawn):
        sent = terminal.sending(update, WIDTH).render_segments(console)
        both.take(update.render_segments(console), sent)
        assert both.are_same(), (update.render_segments(console), sent)


def test_what_stands_there_already_is_not_sent_again() -> None:
    terminal, console = Terminal(), Console(color_system="truecolor")
    line = [[strip_of([("a word", STYLES[1]), (" and ", STYLES[0])], WIDTH)]]
    update = LayoutUpdate([*line], Region(0, 0, WIDTH, 1))
    first, again = (terminal.sending(update, WIDTH).render_segments(console) for _ in range(2))
    assert "a word" in first
    assert again == ""
    terminal.forget()
    assert terminal.sending(update, WIDTH).render_segments(console) == first
