"""Draw the README's pictures from `coach demo`'s invented days.

Run it as ``python docs/make_pictures.py``.
"""

import asyncio
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from coach.cli.demo import demo_log
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame import themes

# All colours, wherever it is run.
os.environ["COLORTERM"] = "truecolor"
HERE = Path(__file__).parent / "pictures"
NOW = datetime.fromisoformat("2026-11-22T21:40:00+00:00")
# Each picture: its name, and the keys that lead there from Tonight.
PICTURES: dict[str, tuple[str, ...]] = {
    "tonight": (),
    "check-in": ("enter", "pagedown"),
    "history": ("h",),
    "signs": ("s",),
}


async def draw(name: str, keys: tuple[str, ...]) -> None:
    """Lead the program to a screen and keep its picture."""
    with tempfile.TemporaryDirectory() as folder:
        diary = Diary(Path(folder) / "diary", lambda: NOW)
        diary.merge(demo_log(NOW), "the invented days")
        app = CoachApp(diary, lambda: NOW)
        app.theme = themes.NIGHT
        async with app.run_test(size=(80, 24)) as pilot:
            for key in keys:
                await pilot.press(key)
            await settled(pilot)
            picture = app.export_screenshot(title="coach")
    # Textual names fonts on a server and its own address; a picture of ours fetches nothing.
    picture = re.sub(r"@font-face\s*\{.*?\}|<!--.*?-->", "", picture, flags=re.DOTALL)
    (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")


async def settled(pilot: Pilot[None]) -> None:
    """Let the screen finish drawing."""
    for _ in range(5):
        await pilot.pause()


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, keys in PICTURES.items():
        asyncio.run(draw(name, keys))
