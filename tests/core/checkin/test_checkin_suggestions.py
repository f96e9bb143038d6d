"""What is usual: medians of answers really given, never of nights held out."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.core.checkin.questions.table import QUESTIONS, question
from coach.core.checkin.state import usual_answer
from coach.core.checkin.usual import usual, usual_drinks
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from tests.core.checkin.conftest import DAY, Open


def nights(*tried: str | None, measured: bool | None = None) -> list[Entry]:
    """One night a day before, the last given the latest."""
    count = len(tried)
    return [
        Entry(
            date=DAY - timedelta(days=count - place),
            night=Night(tried_to_sleep_at=clock, measured=measured),
        )
        for place, clock in enumerate(tried)
    ]


def days_of(*drinks: tuple[CaffeineDrink, ...] | None) -> list[Entry]:
    """One day each, the last given the latest."""
    count = len(drinks)
    return [
        Entry(date=DAY - timedelta(days=count - place), day=Day(stress=1, caffeine=taken))
        for place, taken in enumerate(drinks)
    ]


def cup(at: str, name: str = "coffee", mg: int = 95) -> CaffeineDrink:
    """A cup of it."""
    return CaffeineDrink(at=at, mg=mg, drink=name)


def tried(history: list[Entry], profile: Profile | None = None) -> object:
    """The suggestion for trying to sleep."""
    return usual(history, DAY, profile or Profile()).answers.get("tried")


def test_the_median_of_times_round_midnight_lies_between_them() -> None:
    assert tried(nights("23:50", "00:10", "00:20")) == "00:10"
    assert tried(nights("23:50", "23:40", "00:20")) == "23:50"


def test_a_suggestion_is_an_answer_that_was_given() -> None:
    assert tried(nights("23:00", "23:10", "23:20", "23:30")) == "23:10"


def test_two_nights_are_too_few_and_the_profile_stands_in(opened: Open) -> None:
    assert tried(nights("23:00", "23:10")) is None
    for clocks, suggested in (
        (("23:00", "23:10"), "22:30"),
        (("23:00", "23:10", "23:20"), "23:10"),
    ):
        state = opened(history=nights(*clocks), profile=Profile(bedtime="22:30"))
        assert usual_answer(state, question("tried")) == suggested


def test_a_day_sleepers_times_are_not_torn_at_noon() -> None:
    by_day = [
        Entry(date=DAY - timedelta(days=back), night=Night(out_of_bed_at=clock))
        for back, clock in enumerate(("11:40", "12:10", "14:00"), start=1)
    ]
    found = usual(by_day, DAY, Profile(bedtime="05:00"))
    assert found.answers["up"] == "12:10"


def test_only_the_fourteen_days_before_count() -> None:
    old = [Entry(date=DAY - timedelta(days=15), night=Night(tried_to_sleep_at="20:00"))] * 1
    assert tried([*old, *nights("23:00", "23:10")]) is None


def test_nights_from_a_device_suggest_nothing() -> None:
    assert tried(nights("23:00", "23:00", "23:00", measured=True)) is None


def test_ratings_and_symptoms_are_never_suggested() -> None:
    suggested = {one.id for one in QUESTIONS if one.usual}
    assert suggested == {
        "in-bed",
        "tried",
        "latency",
        "awakenings",
        "awake",
        "woke",
        "up",
        "caffeine",
    }


def test_the_usual_day_holds_what_was_had_on_more_than_half_of_the_days() -> None:
    history = days_of(
        (cup("08:10"), cup("15:00")),
        (cup("08:20"), cup("15:30")),
        (cup("08:00"),),
        (cup("08:10"), cup("14:00"), cup("17:00", "cola", 40)),
    )
    assert usual(history, DAY, Profile()).answers["caffeine"] == (cup("08:10"), cup("15:00"))


def test_half_of_the_days_is_not_more_than_half() -> None:
    history = days_of((cup("08:10"),), (cup("08:10"),), (cup("09:00", "tea"),), ())
    assert "caffeine" not in usual(history, DAY, Profile()).answers


def test_days_without_an_answer_are_no_days_without_coffee() -> None:
    history = days_of(None, None, None, None, (cup("08:10"),), (cup("08:10"),), (cup("08:10"),))
    assert usual(history, DAY, Profile()).answers["caffeine"] == (cup("08:10"),)


def test_none_is_usual_where_most_days_had_none() -> None:
    assert usual(days_of((), (), (), (cup("08:10"),)), DAY, Profile()).answers["caffeine"] == ()
    assert (
        "caffeine"
        not in usual(
            days_of((), (), (cup("08:10"),), (cup("09:10", "tea"),)), DAY, Profile()
        ).answers
    )


def test_own_drinks_stand_before_the_tables_most_frequent_first() -> None:
    history = days_of(
        (cup("08:10", "mate", 80), cup("10:00", "espresso", 70)),
        (cup("08:10", "mate", 85),),
    )
    found = usual_drinks(history, "04:00")
    assert [one.name for one in found[:3]] == ["mate", "espresso", "coffee"]
    assert found[0].mg == 85
    assert len({one.name for one in found}) == len(found) == 8


def test_a_drink_after_midnight_is_the_last_of_its_day() -> None:
    history = days_of((cup("00:30"), cup("08:00")))
    assert usual_drinks(history, "04:00")[0].times == ("08:00", "00:30")


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(0, 1440)), min_size=3, max_size=14))
def test_any_history_gives_answers_that_were_given(given_: list[tuple[int, int]]) -> None:
    history = [
        Entry(
            date=DAY - timedelta(days=place + 1),
            night=Night(
                tried_to_sleep_at=f"{minutes // 60:02d}:{minutes % 60:02d}",
                sleep_latency_min=latency,
            ),
        )
        for place, (minutes, latency) in enumerate(given_)
    ]
    found = usual(history, DAY, Profile()).answers
    assert found["tried"] in {one.night.tried_to_sleep_at for one in history if one.night}
    assert found["latency"] in {one.night.sleep_latency_min for one in history if one.night}
