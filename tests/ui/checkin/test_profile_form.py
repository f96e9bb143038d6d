"""The profile on the screen: answered once, skipped, or changed later."""

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App

from coach.core.diary.choices import Condition
from coach.core.diary.records import Profile
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.profile import ProfileForm
from tests.ui.conftest import wait_until

Text = Callable[[App[None]], str]


async def test_answers_are_saved_on_leaving(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("full_stop", "2", *"41", "1", *"2330", "escape")
        await wait_until(pilot, lambda: diary.profile() is not None)
        await wait_until(pilot, lambda: not isinstance(coach_app.screen, ProfileForm))
        await pilot.press("full_stop", "2")
        await wait_until(pilot, lambda: "Usual bedtime     23:30" in screen_text(coach_app))
    saved = diary.profile()
    assert saved is not None
    assert (saved.age, saved.bedtime, saved.drives) == (41, "23:30", None)
    assert saved.recorded_at is not None


@pytest.mark.parametrize("key", ["enter", "tab", "escape"])
async def test_skipping_it_saves_nothing(coach_app: CoachApp, diary: Diary, key: str) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("full_stop", "2")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ProfileForm))
        for _ in range(12):
            if isinstance(coach_app.screen, ProfileForm):
                await pilot.press(key)
        await wait_until(pilot, lambda: not isinstance(coach_app.screen, ProfileForm))
    assert diary.profile() is None


@pytest.mark.long_only
async def test_the_form_at_both_sizes(
    coach_app: CoachApp, diary: Diary, screen_text: Text, snapshot: SnapshotAssertion
) -> None:
    diary.save_profile(Profile(age=14, conditions=(Condition.DIABETES,), drives=False))
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("full_stop", "2")
        for name in ("age", "conditions", "half-life"):
            assert isinstance(coach_app.screen, ProfileForm)
            coach_app.screen.action_visit(name)
            for size in ((80, 24), (60, 20)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                shown = screen_text(coach_app)
                assert shown == snapshot(name=f"{name} at {size[0]}x{size[1]}")
