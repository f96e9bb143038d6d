"""A key press sends the lines that it changed, and a clock that stands sends nothing."""

from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame.screen import TitleLine
from coach.ui.widgets.page import Page
from tests.ui.conftest import Clock, text_of


async def in_the_check_in(app: CoachApp, pilot: Pilot[None]) -> Page:
    app.open_check_in(app.today)
    await pilot.pause()
    await pilot.pause()
    return app.screen.query_one("#check-in", Page)


async def test_a_digit_draws_only_lines_that_changed(
    coach_app: CoachApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[Region, ...]] = []
    async with coach_app.run_test(size=(80, 24)) as pilot:
        page = await in_the_check_in(coach_app, pilot)
        real = Page.refresh

        def noting(self: Page, *regions: Region, **how: bool) -> Page:
            drawn.append(regions)
            return real(self, *regions, **how)

        monkeypatch.setattr(Page, "refresh", noting)
        before = text_of(coach_app).splitlines()
        await pilot.press("2")
        await pilot.pause()
        after = text_of(coach_app).splitlines()
        changed = {
            y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
        }
        rows = {page.region.y + region.y for regions in drawn for region in regions}
        assert changed
        assert changed <= rows
        assert len(rows) <= 4


async def test_what_is_drawn_line_by_line_is_the_whole_page(
    coach_app: CoachApp, clock: Clock, tmp_path: Path
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        page = await in_the_check_in(coach_app, pilot)
        for key in ("2", "3", "1", "0", "tab", "1", "5", "enter", "up", "m", "backspace"):
            await pilot.press(key)
            await pilot.pause()
            shown = text_of(coach_app)
            page.refresh()
            await pilot.pause()
            assert text_of(coach_app) == shown


async def test_the_clock_is_drawn_when_the_minute_has_passed(
    diary: Diary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CoachApp(diary, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn: list[object] = []
        monkeypatch.setattr(TitleLine, "refresh", lambda line, **_: drawn.append(line.content))
        app.look_around()
        assert drawn == []
        clock.now = clock.now.replace(minute=clock.now.minute + 1)
        app.look_around()
        assert len(drawn) == 1
