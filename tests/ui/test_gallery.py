"""Every screen at every size: its words, the names of its colours, and what is left without.

A capture holds the text of the screen, then the words that do not look plain under the names
of their colours, then the same without colours. Look at what changed before you accept it.
"""

from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from coach.ui.frame import themes
from coach.ui.frame.small import MIN_HEIGHT, MIN_WIDTH
from coach.ui.keys.table import PLACES, of
from tests.test_words import is_emoji
from tests.ui.conftest import settled
from tests.ui.contrast import hard_to_read
from tests.ui.gallery import (
    EVERY_SCREEN,
    SAYS_OTHER_WORDS,
    SCENES,
    Scene,
    at,
    in_sizes,
    looks_of,
    portrait,
    sizes_of,
    without_colours,
)

FOOTERS = {f"{key.face} {key.label}" for place in PLACES for key in of(place)}
NAMES = [scene.name for scene in SCENES]
# These lie over the footer, or stand in place of the whole screen.
WITHOUT_A_FOOTER = {"too small", "too small, asked", "palette", "palette, search"}
# Between them these hold each thing that is drawn otherwise without colours: marks, cursors,
# fields, dialogs, lists that drop down, the palette.
TRIED_WITHOUT_COLOURS = {
    "history",
    "history, choose",
    "signs",
    "check-in, movement",
    "a day, clear",
    "export",
    "palette, search",
    "wind-down, worry_list",
}


def footer_of(text: str) -> list[str]:
    """The keys that the last line names."""
    footer = [line for line in text.splitlines() if line.strip()][-1]
    return [part for part in footer.strip().split("   ") if part]


def says_the_same(plain: str, coloured: str, *, behind: bool) -> bool:
    """Whether two screens hold the same words; nothing is seen behind a plain dialog."""
    pairs = zip(plain.splitlines(), coloured.splitlines(), strict=True)
    return all(one.strip() in other if behind else one == other for one, other in pairs)


@pytest.mark.long
@pytest.mark.parametrize("scene", EVERY_SCREEN)
async def test_a_screen_looks_like_this(scene: Scene, snapshot: SnapshotAssertion) -> None:
    shown = await portrait(scene)
    for size in sizes_of(scene):
        text, bare, plain = shown.texts[size], shown.bare[size], shown.plain[size]
        lines = text.splitlines()
        assert len(lines) == size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        if scene.name not in WITHOUT_A_FOOTER:
            assert set(footer_of(text)) <= FOOTERS, f"a cut footer at {size}"
            assert len(footer_of(text)) <= 5
        assert not any(is_emoji(sign) for sign in text if sign != "\n")
        assert scene.name in SAYS_OTHER_WORDS or says_the_same(bare, text, behind=shown.behind)
        assert "#" not in plain.replace("# ", "")
        assert snapshot(name=f"{size[0]}x{size[1]}") == (
            f"{text}\ncolours\n{shown.coloured[size]}\nNO_COLOR\n{plain}"
        )


@pytest.mark.long
@pytest.mark.parametrize("scene", EVERY_SCREEN)
async def test_a_tiny_window_shows_the_one_line_or_nothing(scene: Scene) -> None:
    shown = await portrait(scene)
    for (width, height), text in shown.tiny.items():
        line = f"The coach needs {MIN_WIDTH}x{MIN_HEIGHT}; this window is {width}x{height}."
        assert "".join(text.split()) in line.replace(" ", "")
    # The palette is closed by then.
    if "palette" not in scene.name:
        before, after = shown.last_lines
        assert after == before


@pytest.mark.long
@pytest.mark.parametrize("scene", EVERY_SCREEN)
async def test_words_stand_out_on_every_screen_in_each_of_our_looks(scene: Scene) -> None:
    shown = await portrait(scene)
    assert {look: hard_to_read(pieces) for look, pieces in shown.in_looks.items()} == {
        look: set() for look in looks_of(scene)
    }


@pytest.mark.long
@pytest.mark.parametrize("scene", [one for one in EVERY_SCREEN if one.id != "unreadable"])
async def test_the_palette_offers_every_key_of_the_screen_and_no_screenshot(
    scene: Scene,
) -> None:
    shown = await portrait(scene)
    assert {key.label.capitalize() for key in of(shown.place)} <= shown.commands
    assert not shown.commands & {"Screenshot", "Maximize"}
    if shown.is_room:
        assert {"Theme", "Export", "Profile", "Undo", "Quit"} <= shown.commands


@pytest.mark.long
@pytest.mark.parametrize(
    "scene", [param for param in EVERY_SCREEN if param.id in TRIED_WITHOUT_COLOURS]
)
async def test_a_program_that_starts_without_colours_looks_as_one_that_loses_them(
    scene: Scene, tmp_path: Path
) -> None:
    shown = await portrait(scene)
    with without_colours():
        async with at(scene, tmp_path / "plain") as (app, pilot):
            assert app.theme == themes.SIXTEEN
            assert await in_sizes(sizes_of(scene), pilot) == (shown.bare, shown.plain)


def test_every_scene_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("scene", [SCENES[0], SCENES[14]], ids=lambda scene: scene.name)
async def test_a_program_opened_in_a_tiny_window_is_whole_once_there_is_room(
    scene: Scene, tmp_path: Path
) -> None:
    async with at(scene, tmp_path / "tiny", size=(3, 2)) as (_, pilot):
        await pilot.resize_terminal(80, 24)
        grown = await settled(pilot)
    async with at(scene, tmp_path / "whole", size=(80, 24)) as (_, pilot):
        assert await settled(pilot) == grown
