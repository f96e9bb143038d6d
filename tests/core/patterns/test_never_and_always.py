"""What must never raise a banner, what always must, and the calm words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Entry, Night, Profile
from coach.core.patterns import reassurance

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.patterns.conftest import Replayer


class TestNever:
    @pytest.mark.parametrize(
        "text",
        [
            "j " * 120,
            "k " * 120,
            "r " * 120,
            "y " * 120,
            ". . . d . . . ",
            "t " * 14,
            ".+coffee+wine " * 120,
            ".+stress " * 120,
            "B+travel " * 120,
            "Bu+caring " * 120,
            "B+illness " * 120,
            "Bs+shift " * 120,
            ".+brief " * 120,
            "- " * 120 + ".",
            "J . . . . . . . . . . . . . ",
            "K ",
            "x ",
            "p ",
            "T ",
            ".+one_weak_seizure_sign ",
            "t+several_places ",
            "L ",
            "A ",
            "m ",
            "c ",
        ],
    )
    def test_it_raises_no_banner(self, text: str, replay: Replayer) -> None:
        assert not set(replay(text).shown) & set("sN")

    @pytest.mark.parametrize(
        "profile",
        [
            Profile(conditions=tuple(Condition), age=90),
            Profile(pregnant_trimester=3, medicines=tuple(Medicine)),
        ],
        ids=["conditions", "pregnancy"],
    )
    @pytest.mark.parametrize("text", [". " * 60, "j " * 60, "J " + ". " * 30, "B+caring " * 60])
    def test_nor_does_it_with_every_risk(
        self, profile: Profile, text: str, replay: Replayer
    ) -> None:
        assert not set(replay(text, profile=profile).shown) & set("sN")

    def test_typing_errors_are_held_out(self, replay: Replayer) -> None:
        def wrong(entry: Entry) -> Entry:
            night = Night(
                tried_to_sleep_at="11:00",
                final_wake_at="07:00",
                sleep_latency_min=45,
                awake_min=5,
            )
            return msgspec.structs.replace(entry, night=night)

        assert set(replay(". " * 120, change=wrong).shown) == {"."}

    def test_short_sleep_and_low_efficiency_alone_say_nothing(self, replay: Replayer) -> None:
        def little(entry: Entry) -> Entry:
            night = Night(
                in_bed_at="20:00",
                tried_to_sleep_at="01:00",
                final_wake_at="05:00",
                out_of_bed_at="09:00",
                sleep_latency_min=30,
                awake_min=30,
                rested=3,
            )
            return msgspec.structs.replace(entry, night=night)

        assert set(replay(". " * 120, change=little).shown) == {"."}


class TestAlways:
    @pytest.mark.parametrize(
        "token",
        [
            ".+convulsion",
            "W",
            "t+weakness",
            "D",
            "H",
            "X",
            ".+bladder_bowel_or_saddle_change",
            ".+sudden_face_arm_speech_change",
            "mT+two_toxicity_signs",
        ],
    )
    @pytest.mark.parametrize("tag", ["", "+caring+travel+illness+shift"])
    @pytest.mark.parametrize("late", ["", "+late"])
    def test_a_red_flag_raises_a_banner_on_day_1(
        self, token: str, tag: str, late: str, replay: Replayer
    ) -> None:
        assert replay(token + tag + late).shown in {"s", "N"}


class TestReassurance:
    def _words(self, diary: Callable[..., tuple[Entry, ...]], text: str) -> str | None:
        entries = diary(text)
        return reassurance(entries, None, entries[-1].date)

    def test_where_only_undisturbing_starts_are_reported_it_calms(
        self, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        words = self._words(diary, "j . j j .")
        assert words is not None
        assert "harmless" in words
        assert not any(sign.isdigit() for sign in words)

    def test_it_reads_the_day_itself_too(self, diary: Callable[..., tuple[Entry, ...]]) -> None:
        assert self._words(diary, ". j") is not None
        assert self._words(diary, "j T") is None

    def test_where_nothing_is_reported_it_is_silent(
        self, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        assert self._words(diary, ". . .") is None
        assert self._words(diary, "j " + ". " * 28) is None
        assert self._words(diary, "j " + ". " * 27) is not None

    @pytest.mark.parametrize(
        "token",
        ["J", "K", "k", "d", "l", "p", "t", "T", "W", "x", ".+convulsion", ".+stiffness"],
    )
    def test_where_anything_else_moved_it_is_silent(
        self, token: str, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        assert self._words(diary, f"{token} j j") is None

    @pytest.mark.parametrize("token", ["r", "B", "u", "s", ".+stress", ".+coffee"])
    def test_what_does_not_move_does_not_silence_it(
        self, token: str, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        assert self._words(diary, f"{token} j j") is not None
