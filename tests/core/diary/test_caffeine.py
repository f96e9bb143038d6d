"""Caffeine left at bedtime: worked examples, half-lives, the latest cup."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import caffeine
from coach.core.diary.caffeine import Dose
from coach.core.diary.records import Profile

BED = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)


def before(hours: float, mg: float) -> Dose:
    return Dose(BED - timedelta(hours=hours), mg)


class TestLeft:
    @pytest.mark.parametrize(
        ("mg", "hours", "left"),
        [
            (107, 8.8, 32),
            (217.5, 13.2, 35),
            (100, 4, 57),
            (400, 12, 76),
            (400, 8, 132),
            (400, 6, 174),
            (96, 8, 32),
            (48, 6, 21),
        ],
    )
    def test_worked_examples(self, mg: float, hours: float, left: int) -> None:
        assert round(caffeine.left([before(hours, mg)], BED, 5.0)) == left

    def test_doses_add_up_and_later_ones_wait(self) -> None:
        doses = [before(5, 100), before(10, 100), before(-1, 500)]
        assert caffeine.left(doses, BED, 5.0) == pytest.approx(75)
        assert caffeine.left([before(0, 80)], BED, 5.0) == pytest.approx(80)
        assert caffeine.left([], BED, 5.0) == 0

    @given(st.floats(0, 3000), st.floats(0, 100), st.floats(2, 16))
    def test_what_is_left_is_never_more_than_was_drunk(
        self, mg: float, hours: float, half_life: float
    ) -> None:
        left = caffeine.left([before(hours, mg)], BED, half_life)
        assert 0 <= left <= mg
        assert caffeine.decayed(mg, half_life, half_life) == pytest.approx(mg / 2)

    @pytest.mark.parametrize(
        ("mg", "shown"), [(0, 0), (32.2, 30), (33, 35), (76, 75), (97.6, 100)]
    )
    def test_it_is_shown_to_the_nearest_5(self, mg: float, shown: int) -> None:
        assert caffeine.nearest_5(mg) == shown


class TestHalfLife:
    @pytest.mark.parametrize(
        ("profile", "hours"),
        [
            (None, 5),
            (Profile(), 5),
            (Profile(caffeine_half_life_h=8), 8),
            (Profile(smokes=True), 3),
            (Profile(smokes=False), 5),
            (Profile(oral_contraceptive=True), 10),
            (Profile(smokes=True, oral_contraceptive=True), 6),
            (Profile(pregnant_trimester=1), 6),
            (Profile(pregnant_trimester=2), 8),
            (Profile(pregnant_trimester=3), 11),
            (Profile(pregnant_trimester=2, caffeine_half_life_h=3), 8),
            (Profile(pregnant_trimester=2, smokes=True), 4.8),
            (Profile(caffeine_half_life_h=2, smokes=True), 2),
            (Profile(pregnant_trimester=3, oral_contraceptive=True), 16),
        ],
    )
    def test_the_trimester_stands_in_its_place_then_come_the_factors(
        self, profile: Profile | None, hours: float
    ) -> None:
        assert caffeine.half_life_h(profile) == pytest.approx(hours)


class TestLatestCup:
    def test_it_leaves_35_mg(self) -> None:
        for mg in (36.0, 96.0, 400.0):
            cup = caffeine.latest_cup(mg, BED, [], 5.0)
            assert cup is not None
            assert caffeine.left([Dose(cup, mg)], BED, 5.0) == pytest.approx(35)

    def test_what_was_drunk_already_makes_it_earlier(self) -> None:
        taken = [before(5, 40)]
        cup = caffeine.latest_cup(96, BED, taken, 5.0)
        assert cup is not None
        assert caffeine.left([*taken, Dose(cup, 96)], BED, 5.0) == pytest.approx(35)

    def test_a_small_one_may_be_had_at_bedtime(self) -> None:
        assert caffeine.latest_cup(2, BED, [], 5.0) == BED
        assert caffeine.latest_cup(35, BED, [], 5.0) == BED

    def test_where_too_much_is_left_already_there_is_none(self) -> None:
        assert caffeine.latest_cup(2, BED, [before(5, 70)], 5.0) is None
        assert caffeine.latest_cup(2, BED, [before(5, 69)], 5.0) is not None


class TestKinds:
    @pytest.mark.parametrize(
        ("name", "mg"),
        [
            ("coffee", 96),
            (" Double   Espresso ", 126),
            ("TEA", 48),
            ("energy", 80),
            ("instant", 62),
        ],
    )
    def test_a_usual_drink_is_known_by_name(self, name: str, mg: int) -> None:
        known = caffeine.kind(name)
        assert known is not None
        assert known.mg == mg

    def test_another_is_not_guessed_at(self) -> None:
        assert caffeine.kind("mystery brew") is None

    def test_each_names_its_source_once(self) -> None:
        assert len({kind.name for kind in caffeine.KINDS}) == len(caffeine.KINDS)
        assert all(kind.source and kind.amount and kind.mg >= 0 for kind in caffeine.KINDS)
