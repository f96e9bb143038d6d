"""Each answer keeps the moment at which it was last changed, and its removal too."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from coach.core.diary import taken_apart
from coach.core.diary.records import CaffeineDrink, Day, Device, Entry, Night, Profile
from coach.store.diary.stamping import restored, stamped, stamped_profile

DAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
AT_MORNING, AT_EVENING = "2026-11-22T07:00:00Z", "2026-11-22T21:00:00Z"
COFFEE = CaffeineDrink(at="06:50", mg=95)


def saved(old: Entry | None, new: Entry, at: datetime, profile: Profile | None = None) -> Entry:
    entry = stamped(old, new, at, profile)
    assert entry is not None
    return entry


def morning() -> Entry:
    return saved(None, Entry(date=DAY, night=Night(rested=3), notes="x"), MORNING)


def test_a_first_save_needs_no_moments_beside_its_own() -> None:
    assert morning() == Entry(
        date=DAY,
        recorded_at=MORNING,
        first_recorded_at=MORNING,
        night=Night(rested=3),
        notes="x",
    )


def test_what_stays_as_it_was_keeps_its_moment() -> None:
    entry = saved(morning(), replace(morning(), notes="y"), EVENING)
    assert (entry.recorded_at, entry.times) == (EVENING, {AT_MORNING: ("night.rested",)})


def test_what_is_taken_out_stays_known() -> None:
    entry = saved(morning(), replace(morning(), notes=None), EVENING)
    assert entry.times == {AT_MORNING: ("night.rested",), AT_EVENING: ("notes",)}
    again = saved(entry, replace(entry, notes="z"), EVENING + timedelta(hours=1))
    assert again.times == {AT_MORNING: ("night.rested",)}


def test_a_change_that_changes_nothing_is_none() -> None:
    assert stamped(morning(), replace(morning(), times=None), EVENING) is None


def test_a_clock_that_was_set_back_does_not_make_a_change_look_older() -> None:
    entry = saved(morning(), replace(morning(), notes="y"), MORNING - timedelta(days=1))
    assert entry.recorded_at is not None
    assert entry.recorded_at > MORNING


def test_a_day_answered_again_remembers_when_it_was_cleared() -> None:
    cleared = saved(morning(), Entry(date=DAY, cleared=True), EVENING)
    assert cleared == Entry(date=DAY, recorded_at=EVENING, cleared=True)
    later = EVENING + timedelta(hours=1)
    assert saved(cleared, Entry(date=DAY, notes="y"), later) == Entry(
        date=DAY, recorded_at=later, first_recorded_at=later, cleared_at=EVENING, notes="y"
    )


def test_what_is_merely_logged_makes_no_first_answer() -> None:
    drunk = saved(None, Entry(date=DAY, day=Day(caffeine=(COFFEE,))), MORNING)
    counted = saved(drunk, replace(drunk, device=Device(awakenings=2)), MORNING)
    assert counted.first_recorded_at is None
    answered = saved(counted, replace(counted, notes=""), EVENING)
    assert answered.first_recorded_at == EVENING


def test_a_drink_that_is_taken_back_stays_known_by_its_own_path() -> None:
    drunk = saved(None, Entry(date=DAY, day=Day(caffeine=(COFFEE, COFFEE))), MORNING)
    entry = saved(drunk, replace(drunk, day=Day(caffeine=(COFFEE,))), EVENING)
    assert entry.times is not None
    assert set(taken_apart.of_entry(entry).by_path) == set(taken_apart.of_entry(drunk).by_path)
    (gone,) = entry.times[AT_EVENING]
    assert gone.startswith("day.caffeine/")


def test_undoing_gives_the_new_moment_to_what_it_changes_back_alone() -> None:
    before = morning()
    after = saved(before, replace(before, notes="y"), EVENING)
    later = EVENING + timedelta(hours=1)
    assert restored(before, after, later) == replace(
        before, recorded_at=later, times={AT_MORNING: ("night.rested",)}
    )


def test_a_day_says_when_it_began_where_the_profile_says_another_time_than_four() -> None:
    late = Profile(day_starts_at="12:00")
    assert saved(None, Entry(date=DAY, notes="x"), MORNING, late).day_starts_at == "12:00"
    assert morning().day_starts_at is None


def test_the_profile_keeps_the_moments_of_its_answers() -> None:
    first = stamped_profile(None, Profile(age=41, drives=True), MORNING)
    assert first == Profile(recorded_at=MORNING, age=41, drives=True)
    second = stamped_profile(first, Profile(age=42), EVENING)
    assert second == Profile(recorded_at=EVENING, age=42, times={AT_EVENING: ("drives",)})
    assert stamped_profile(second, Profile(age=42), EVENING) is None
