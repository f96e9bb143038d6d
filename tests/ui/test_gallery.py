"""Every screen at every size: its words, the names of its colours, and what is left without.

A capture holds the text of the screen, then the words that do not look plain under the names
of their colours, then the same without colours. Look at what changed before you accept it.
"""

from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from coach.ui.frame import themes
from coach.ui.keys.table import KEYS
from tests.test_words import is_emoji
from tests.ui.gallery import SCENES, Scene, at, looks, settled

FOOTERS = {f"{key.face} {key.label}" for key in KEYS}
NAMES = [scene.name for scene in SCENES]
# These lie over the footer, or stand in place of the whole screen.
WITHOUT_A_FOOTER = {"too small", "too small, asked", "palette", "palette, search"}
# Without colours nothing moves: words count the breaths where the bar would.
SAYS_OTHER_WORDS = {"wind-down, breathing"}


def footer_of(text: str) -> list[str]:
    """The keys that the last line names."""
    footer = [line for line in text.splitlines() if line.strip()][-1]
    return [part for part in footer.strip().split("   ") if part]


def says_the_same(plain: str, coloured: str, *, behind: bool) -> bool:
    """Whether two screens hold the same words; nothing is seen behind a plain dialog."""
    pairs = zip(plain.splitlines(), coloured.splitlines(), strict=True)
    return all(one.strip() in other if behind else one == other for one, other in pairs)


@pytest.mark.parametrize("scene", SCENES, ids=NAMES)
async def test_a_screen_looks_like_this(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    shown: dict[tuple[int, int], tuple[str, str]] = {}
    async with at(scene, tmp_path / "coloured") as (app, pilot):
        for size in scene.sizes:
            await pilot.resize_terminal(*size)
            text = await settled(pilot)
            lines = text.splitlines()
            assert len(lines) == size[1]
            assert all(cell_len(line) <= size[0] for line in lines)
            if scene.name not in WITHOUT_A_FOOTER:
                assert set(footer_of(text)) <= FOOTERS, f"a cut footer at {size}"
                assert len(footer_of(text)) <= 5
            assert not any(is_emoji(sign) for sign in text if sign != "\n")
            shown[size] = text, looks(app)
    monkeypatch.setenv("NO_COLOR", "1")
    async with at(scene, tmp_path / "plain") as (app, pilot):
        assert app.theme == themes.SIXTEEN
        for size in scene.sizes:
            await pilot.resize_terminal(*size)
            text, coloured = shown[size]
            bare = await settled(pilot)
            behind = app.screen.is_modal
            assert scene.name in SAYS_OTHER_WORDS or says_the_same(bare, text, behind=behind)
            plain = looks(app)
            assert "#" not in plain.replace("# ", "")
            assert snapshot(name=f"{size[0]}x{size[1]}") == (
                f"{text}\ncolours\n{coloured}\nNO_COLOR\n{plain}"
            )


def test_every_scene_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
