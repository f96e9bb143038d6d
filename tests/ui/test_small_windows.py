"""A window of a few columns: every screen gives way to the one line, or to nothing."""

from pathlib import Path

import pytest

from coach.ui.frame.small import MIN_HEIGHT, MIN_WIDTH
from tests.ui.conftest import settled
from tests.ui.gallery import EVERY_SCREEN, SCENES, Scene, at, portrait


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


@pytest.mark.parametrize("scene", [SCENES[0], SCENES[14]], ids=lambda scene: scene.name)
async def test_a_program_opened_in_a_tiny_window_is_whole_once_there_is_room(
    scene: Scene, tmp_path: Path
) -> None:
    async with at(scene, tmp_path / "tiny", size=(3, 2)) as (_, pilot):
        await pilot.resize_terminal(80, 24)
        grown = await settled(pilot)
    async with at(scene, tmp_path / "whole", size=(80, 24)) as (_, pilot):
        assert await settled(pilot) == grown
