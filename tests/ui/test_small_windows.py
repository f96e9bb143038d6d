"""A window of a few columns: every screen gives way to the one line, or to nothing."""

from pathlib import Path

import pytest

from coach.ui.frame.small import MIN_HEIGHT, MIN_WIDTH
from tests.ui.conftest import text_of
from tests.ui.gallery import SCENES, Scene, at, settled

NAMES = [scene.name for scene in SCENES]
SIZES = ((4, 3), (1, 1), (2, 1), (1, 24), (5, 2), (80, 1), (12, 5), (59, 19))


@pytest.mark.parametrize("scene", SCENES, ids=NAMES)
async def test_a_tiny_window_shows_the_one_line_or_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    async with at(scene, tmp_path / "diary", size=(80, 24)) as (app, pilot):
        whole = await settled(pilot)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            words = (await settled(pilot)).split()
            line = (
                f"The coach needs {MIN_WIDTH}x{MIN_HEIGHT}; this window is {size[0]}x{size[1]}."
            )
            assert "".join(words) in line.replace(" ", "")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        # The palette is closed by then.
        if "palette" not in scene.name:
            assert text_of(app).splitlines()[-1] == whole.splitlines()[-1]


@pytest.mark.parametrize("scene", [SCENES[0], SCENES[14]], ids=lambda scene: scene.name)
async def test_a_program_opened_in_a_tiny_window_is_whole_once_there_is_room(
    scene: Scene, tmp_path: Path
) -> None:
    async with at(scene, tmp_path / "tiny", size=(3, 2)) as (_, pilot):
        await pilot.resize_terminal(80, 24)
        grown = await settled(pilot)
    async with at(scene, tmp_path / "whole", size=(80, 24)) as (_, pilot):
        assert await settled(pilot) == grown
