"""What the facts of an evening are, fact by fact, and that silence gives none."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Condition,
    Context,
    DreamEnactment,
    LegUrge,
    Medicine,
    Practice,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    Trigger,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Movement,
    Night,
    Profile,
    Relaxation,
)
from coach.core.patterns import Stage
from coach.core.tips.facts.table import FACTS, RULES, Facts, Speaking, facts
from coach.core.tips.looking_back import hours_to_bed

DAY = date(2026, 11, 22)
NIGHT = Night(
    in_bed_at="22:50",
    tried_to_sleep_at="23:00",
    sleep_latency_min=10,
    awake_min=10,
    final_wake_at="06:50",
    out_of_bed_at="07:00",
)


def entry(
    back: int = 0,
    *,
    night: Night | None = None,
    movement: Movement | None = None,
    day: Day | None = None,
) -> Entry:
    return Entry(date=DAY - timedelta(days=back), night=night, movement=movement, day=day)


def nights(*some: Night) -> tuple[Entry, ...]:
    return tuple(entry(back, night=night) for back, night in enumerate(some))


def moves(*some: Movement) -> tuple[Entry, ...]:
    return tuple(entry(back, movement=movement) for back, movement in enumerate(some))


def daily(*some: Day) -> tuple[Entry, ...]:
    return tuple(entry(back, day=day) for back, day in enumerate(some))


def cups(*some: tuple[str, int]) -> Day:
    return Day(caffeine=tuple(CaffeineDrink(at=at, mg=mg, drink="coffee") for at, mg in some))


def known(entries: tuple[Entry, ...], profile: Profile | None = None) -> Facts:
    return facts(entries, profile, DAY)


CASES: list[tuple[str, tuple[Entry, ...], Profile | None, object]] = [
    ("left_mg", daily(cups(("15:00", 96))), None, pytest.approx(31.7, abs=0.1)),
    (
        "left_mg",
        daily(Day(caffeine=()), cups(("21:00", 400))),
        None,
        pytest.approx(10.9, abs=0.1),
    ),
    ("caffeine_mg", daily(cups(("08:00", 96), ("13:00", 48))), None, 144),
    ("caffeine_mg", daily(Day(caffeine=())), None, 0),
    ("caffeine_mean_mg", daily(*[cups(("08:00", mg)) for mg in (100, 200, 300)]), None, 200),
    (
        "caffeine_drop_pct",
        daily(*[cups(("08:00", mg)) for mg in (100, 100, 100, 400, 400, 400)]),
        None,
        75,
    ),
    ("caffeine_gap_h", daily(cups(("08:00", 96), ("15:30", 48), ("20:00", 2))), None, 7.5),
    (
        "late_caffeine_days",
        daily(cups(("15:00", 96)), Day(caffeine=()), cups(("08:00", 96))),
        None,
        1,
    ),
    ("afternoon_dose_mg", daily(cups(("08:00", 330), ("13:00", 90))), None, 90),
    ("coffee_or_tea", daily(cups(("08:00", 96))), None, True),
    (
        "coffee_or_tea",
        daily(Day(caffeine=(CaffeineDrink(at="08:00", mg=40, drink="cola"),))),
        None,
        False,
    ),
    ("sleep_start", moves(Movement(sleep_starts=SleepStarts.UNDISTURBING)), None, True),
    ("sleep_start", moves(Movement(sleep_starts=SleepStarts.NONE)), None, False),
    (
        "sleep_start_disturbing",
        moves(Movement(sleep_starts=SleepStarts.DISTURBING)),
        None,
        True,
    ),
    ("falling_feeling", moves(Movement(falling_feeling=True)), None, True),
    (
        "disturbed_nights",
        moves(
            Movement(sleep_starts=SleepStarts.DISTURBING),
            Movement(sleep_movement=SleepMovement.WOKE_ME),
            Movement(sleep_starts=SleepStarts.UNDISTURBING),
            Movement(sleep_movement=SleepMovement.UNKNOWN),
        ),
        None,
        2,
    ),
    (
        "kick_nights",
        moves(
            Movement(sleep_movement=SleepMovement.NOTICED),
            Movement(sleep_movement=SleepMovement.NONE),
        ),
        None,
        1,
    ),
    (
        "dream_nights",
        (
            entry(movement=Movement(dream_enactment=DreamEnactment.NONE)),
            entry(27, movement=Movement(dream_enactment=DreamEnactment.INJURY)),
            entry(28, movement=Movement(dream_enactment=DreamEnactment.INJURY)),
        ),
        None,
        1,
    ),
    ("leg_urge", moves(Movement(leg_urge=LegUrge.URGE)), None, True),
    (
        "leg_urge_days",
        moves(Movement(leg_urge=LegUrge.DELAYED_SLEEP), Movement(leg_urge=LegUrge.NONE)),
        None,
        1,
    ),
    ("flicker", moves(Movement(awake=AwakeMovement.FLICKER)), None, True),
    ("flicker", moves(Movement(awake=AwakeMovement.JERK)), None, False),
    (
        "twitch_days",
        (
            entry(13, movement=Movement(awake=AwakeMovement.JERK)),
            entry(14, movement=Movement(awake=AwakeMovement.JERK)),
        ),
        None,
        1,
    ),
    (
        "loud_breathing_nights",
        moves(Movement(breathing=Breathing.SNORING), Movement(breathing=Breathing.UNKNOWN)),
        None,
        1,
    ),
    ("moved", moves(Movement(sleep_movement=SleepMovement.NOTICED)), None, True),
    ("moved", moves(Movement(awake=AwakeMovement.NONE)), None, False),
    ("noise", moves(Movement(triggers=(Trigger.NOISE,))), None, True),
    ("light", moves(Movement(triggers=(Trigger.NOISE,))), None, False),
    ("dream", moves(Movement(triggers=(Trigger.DREAM,))), None, True),
    (
        "latency_min",
        nights(*[Night(sleep_latency_min=minutes) for minutes in (10, 20, 60)]),
        None,
        30,
    ),
    (
        "awake_min",
        nights(Night(awakenings=0), Night(awake_min=30), Night(awake_min=30)),
        None,
        20,
    ),
    ("early_nights", nights(Night(woke_early_min=30), Night(woke_early_min=29)), None, 1),
    ("awakenings", nights(Night(awakenings=2)), None, 2),
    (
        "bad_nights",
        nights(Night(sleep_latency_min=31), Night(sleep_latency_min=30, awake_min=30)),
        None,
        1,
    ),
    (
        "first_bad_night",
        nights(
            Night(awake_min=45), *[Night(sleep_latency_min=10, awake_min=10) for _ in range(5)]
        ),
        None,
        True,
    ),
    (
        "first_bad_night",
        nights(
            Night(awake_min=45), *[Night(sleep_latency_min=10, awake_min=10) for _ in range(4)]
        ),
        None,
        False,
    ),
    ("slept_h", nights(NIGHT), None, 7.5),
    ("mean_sleep_h", nights(NIGHT, NIGHT, NIGHT), None, 7.5),
    ("short_beds", nights(NIGHT, Night(in_bed_at="23:30", out_of_bed_at="06:00")), None, 1),
    (
        "long_evenings_in_bed",
        nights(
            NIGHT, Night(in_bed_at="22:00", tried_to_sleep_at="23:00", final_wake_at="06:00")
        ),
        None,
        1,
    ),
    (
        "rise_spread_min",
        nights(*[Night(out_of_bed_at=at) for at in ("07:00", "07:30", "06:45", "09:00")]),
        None,
        135,
    ),
    (
        "bedtime_spread_min",
        nights(*[Night(tried_to_sleep_at=at) for at in ("23:50", "00:10", "23:30", "00:40")]),
        None,
        70,
    ),
    ("poor_quality_nights", nights(Night(quality=3), Night(quality=4)), None, 1),
    ("unrefreshed_mornings", nights(Night(rested=2), Night(rested=3)), None, 1),
    ("stress", daily(Day(stress=4)), None, 4),
    ("anxiety", daily(Day(anxiety=1)), None, 1),
    ("fatigue", daily(Day(fatigue=5)), None, 5),
    ("stress_days", daily(Day(stress=4), Day(), Day(stress=5), Day(stress=3)), None, 2),
    ("anxiety_days", daily(Day(anxiety=4), Day(), Day(anxiety=3)), None, 1),
    ("tired_days", daily(Day(fatigue=5), Day(), Day(fatigue=3)), None, 1),
    ("shift_days", daily(Day(context=(Context.SHIFT,)), Day(context=()), Day()), None, 1),
    (
        "six_hour_caffeine_days",
        daily(cups(("17:30", 96)), cups(("16:30", 96)), Day(), cups(("17:30", 2))),
        Profile(bedtime="23:00"),
        1,
    ),
    ("stress_mean", daily(Day(stress=2), Day(stress=3), Day(stress=4)), None, 3),
    ("sleepy", daily(Day(sleepiness=Sleepiness.DOZED_OFF)), None, True),
    ("sleepy", daily(Day(sleepiness=Sleepiness.NONE)), None, False),
    ("dozed_driving", daily(Day(dozed_driving=True)), None, True),
    ("hard_to_cope", daily(Day(hard_to_cope=True)), None, True),
    ("morning_headache", daily(Day(morning_headache=False)), None, False),
    ("nap_min", daily(Day(nap_min=0)), None, 0),
    ("new_medicine", (entry(27, day=Day(new_medicine=True)),), None, True),
    ("new_medicine", daily(Day(new_medicine=False)), None, False),
    (
        "alcohol_drinks",
        daily(
            Day(
                alcohol=(AlcoholDrink(at="19:00", drinks=1), AlcoholDrink(at="21:00", drinks=2))
            )
        ),
        None,
        3,
    ),
    ("alcohol_gap_h", daily(Day(alcohol=(AlcoholDrink(at="21:00", drinks=2),))), None, 2),
    (
        "alcohol_days",
        daily(Day(alcohol=()), Day(alcohol=(AlcoholDrink(at="21:00", drinks=0.5),))),
        None,
        1,
    ),
    (
        "heavy_alcohol_days",
        daily(
            Day(alcohol=(AlcoholDrink(at="21:00", drinks=3),)),
            Day(alcohol=(AlcoholDrink(at="21:00", drinks=2),)),
        ),
        None,
        1,
    ),
    (
        "idle_days",
        daily(Day(exercise=Exercise(min=0)), Day(exercise=Exercise(min=20))),
        None,
        1,
    ),
    (
        "hard_exercise_gap_h",
        daily(Day(exercise=Exercise(min=30, ended_at="22:30", vigorous=True))),
        None,
        0.5,
    ),
    (
        "wind_down_days",
        daily(Day(relaxation=(Relaxation(practice=Practice.YOGA),)), Day(relaxation=())),
        None,
        1,
    ),
    *[(tag.value, daily(Day(context=(tag,))), None, True) for tag in Context],
    *[(tag.value, daily(Day(context=())), None, False) for tag in Context],
    ("age", (), Profile(age=41), 41),
    ("pregnant", (), Profile(pregnant_trimester=2), True),
    ("smokes", (), Profile(smokes=True), True),
    ("drives", (), Profile(drives=False), False),
    ("day_sleeper", (), Profile(bedtime="08:00"), True),
    ("day_sleeper", (), Profile(bedtime="02:30"), False),
    ("day_sleeper", (), Profile(bedtime="21:00"), False),
    ("bed_partner", (), Profile(bed_partner=True), True),
    ("oral_contraceptive", (), Profile(oral_contraceptive=True), True),
    *[(one.value, (), Profile(conditions=(one,)), True) for one in Condition],
    *[(one.value, (), Profile(conditions=()), False) for one in Condition],
    ("antidepressant", (), Profile(medicines=(Medicine.ANTIDEPRESSANT,)), True),
    ("antihistamine", (), Profile(medicines=(Medicine.OTHER,)), False),
]


@pytest.mark.parametrize(
    ("fact", "entries", "profile", "value"),
    CASES,
    ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)],
)
def test_a_fact_is_read_from_the_answers(
    fact: str, entries: tuple[Entry, ...], profile: Profile | None, value: object
) -> None:
    assert known(entries, profile).get(fact) == value


def test_every_fact_that_is_read_has_a_case() -> None:
    assert {case[0] for case in CASES} == {name for name, fact in FACTS.items() if fact.read}


def test_where_nothing_was_answered_nothing_is_known() -> None:
    assert known(()).known == {}
    assert known((entry(),), Profile()).known == {}


def test_an_empty_answer_is_known_and_is_not_silence() -> None:
    assert known(daily(Day(caffeine=()))).get("left_mg") == 0
    assert known(daily(Day(stress=2))).get("left_mg") is None


def test_what_could_not_be_observed_counts_neither_way() -> None:
    unseen = Movement(
        sleep_movement=SleepMovement.UNKNOWN,
        dream_enactment=DreamEnactment.UNKNOWN,
        breathing=Breathing.UNKNOWN,
    )
    assert known(moves(unseen)).known == {}


@pytest.mark.parametrize(
    "held",
    [
        Night(sleep_latency_min=90, measured=True),
        Night(
            tried_to_sleep_at="23:00",
            final_wake_at="06:00",
            sleep_latency_min=500,
            awake_min=90,
        ),
    ],
    ids=["measured by a device", "implausible"],
)
def test_a_night_that_is_held_out_answers_nothing(held: Night) -> None:
    assert known(nights(held, held, held)).known == {}


def test_an_implausible_night_counts_once_it_is_confirmed() -> None:
    night = Night(
        tried_to_sleep_at="23:00",
        final_wake_at="06:00",
        sleep_latency_min=500,
        awake_min=90,
        confirmed=True,
    )
    assert known(nights(night)).get("bad_nights") == 1


@pytest.mark.parametrize(
    ("fact", "answers", "make"),
    [
        ("latency_min", 3, lambda: Night(sleep_latency_min=40)),
        ("mean_sleep_h", 3, lambda: NIGHT),
        ("rise_spread_min", 3, lambda: NIGHT),
    ],
)
def test_a_mean_or_a_spread_needs_enough_answers(
    fact: str, answers: int, make: Callable[[], Night]
) -> None:
    assert known(nights(*[make()] * answers)).get(fact) is not None
    assert known(nights(*[make()] * (answers - 1))).get(fact) is None


def test_seven_days_end_today() -> None:
    week_old = entry(7, day=Day(exercise=Exercise(min=0)))
    six_days_old = entry(6, day=Day(exercise=Exercise(min=0)))
    tomorrow = entry(-1, day=Day(exercise=Exercise(min=0)))
    assert known((week_old, six_days_old, tomorrow)).get("idle_days") == 1


def test_what_comes_later_changes_nothing_of_this_evening() -> None:
    today = (entry(night=NIGHT, day=cups(("15:00", 96))),)
    tomorrow = entry(-1, night=Night(in_bed_at="21:00", final_wake_at="06:00"))
    assert known((*today, tomorrow)) == known(today)


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = daily(Day(stress=1), Day(stress=3), cups(("15:00", 200)))
    assert known(entries) == known(entries[::-1])


def test_a_cup_after_midnight_belongs_to_the_evening_before() -> None:
    late = daily(cups(("00:30", 96)))
    assert known(late, Profile(bedtime="01:00")).get("caffeine_gap_h") == 0.5


def test_a_day_sleeper_is_counted_to_the_bedtime_after_the_shift() -> None:
    shift = daily(cups(("23:00", 96)))
    assert (
        known(shift, Profile(bedtime="08:00", day_starts_at="12:00")).get("caffeine_gap_h") == 9
    )


def test_pregnancy_raises_what_is_left_at_bedtime() -> None:
    cup = daily(cups(("15:00", 96)))
    usual, late = (
        known(cup).get("left_mg"),
        known(cup, Profile(pregnant_trimester=3)).get("left_mg"),
    )
    assert usual is not None
    assert late is not None
    assert late > usual


def test_rules_and_the_banner_stand_beside_the_answers() -> None:
    beside = known(daily(Day(stress=4))).beside(
        Speaking(frozenset({"R07"}), Stage.NEW, asks=True)
    )
    assert beside.get("stress") == 4
    assert beside.get("banner") is True
    assert [rule for rule in RULES if beside.get(rule)] == ["R07"]


@pytest.mark.parametrize(
    ("speaking", "true"),
    [
        (Speaking(), set()),
        (
            Speaking(stage=Stage.NEW, asks=True, is_new=True),
            {"banner", "banner_asks", "banner_new"},
        ),
        (Speaking(stage=Stage.KNOWN, asks=True), {"banner", "banner_asks"}),
        # The rule at the shown level was seen, and one below it was not.
        (Speaking(stage=Stage.SEEN, asks=True), {"banner", "banner_asks"}),
        (Speaking(stage=Stage.SEEN), {"banner", "banner_seen", "doctor_may_wait"}),
        (Speaking(stage=Stage.EASING), {"banner", "banner_easing", "doctor_may_wait"}),
        (Speaking(after_visit=True), {"doctor_may_wait"}),
    ],
)
def test_a_banner_is_known_by_its_stage(speaking: Speaking, true: set[str]) -> None:
    beside = known(()).beside(speaking)
    assert {name for name in beside.known if beside.get(name)} == true


@pytest.mark.parametrize(
    ("at", "bedtime", "hours"),
    [
        ("2026-11-22T22:00", "23:30", 1.5),
        ("2026-11-22T23:45", "23:30", -0.25),
        ("2026-11-23T00:30", "01:00", 0.5),
        ("2026-11-23T06:00", "08:00", 2),
        ("2026-11-22T22:00", None, 1),
    ],
)
def test_it_is_so_long_to_bed(at: str, bedtime: str | None, hours: float) -> None:
    assert (
        hours_to_bed(datetime.fromisoformat(at), DAY, None, Profile(bedtime=bedtime)) == hours
    )


def test_a_bedtime_meant_for_the_coming_sleep_counts() -> None:
    meant = entry(day=Day(bedtime="00:30"))
    assert hours_to_bed(datetime.fromisoformat("2026-11-22T22:00"), DAY, meant, None) == 2.5


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("left_mg", 83.2, "about 85 mg of caffeine may be left at bedtime"),
        ("caffeine_gap_h", 1.1, "today's last caffeine came about 1 hour before bed"),
        ("caffeine_gap_h", 7.4, "today's last caffeine came about 7.5 hours before bed"),
        ("disturbed_nights", 1, "movement disturbed your sleep on 1 of the last 7 nights"),
        ("rise_spread_min", 271, "your rising times lie about 4 h 30 apart"),
        ("noise", True, "a noise set movement off"),
        ("noise", False, None),
        ("age", 41, None),
    ],
)
def test_a_fact_reads_as_part_of_a_sentence(
    fact: str, value: float | bool, words: str | None
) -> None:
    assert FACTS[fact].said(value) == words
