"""What is worked out of the diary is the same with and without the file that makes it fast."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coach.store.diary.fold_cache
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Condition,
    Context,
    DreamEnactment,
    LegUrge,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    SuddenWeakness,
)
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    AlcoholDrink,
    CaffeineDrink,
    Day,
    DoctorVisit,
    Entry,
    Exercise,
    Log,
    Movement,
    Night,
    Profile,
)
from coach.core.patterns import Level, ledger, standing
from coach.core.patterns.fold import Fold
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.inventory import contents, erase
from coach.store.names import FOLD_CACHE
from tests.conftest import FOLDED_DIARIES, some_of

TODAY = date(2026, 11, 22)
LONG = 215
Opened = Callable[[], Diary]

# How bad a stretch of days is: nothing, now and then, most days, and red flags.
MOODS = (0.0, 0.15, 0.6, 0.9)


def entry_of(day: date, dice: Random, mood: float) -> Entry:
    """An entry with answers that rules read, the more of them the worse the mood."""

    def bad() -> bool:
        return dice.random() < mood

    red = mood > 0.8 and dice.random() < 0.05
    at = datetime(day.year, day.month, day.day, 21, 30, tzinfo=UTC)
    late = timedelta(days=4 if dice.random() < 0.05 else 0)
    tags = [tag for tag in (Context.CUTTING_CAFFEINE, Context.TRAVEL) if dice.random() < 0.03]
    return Entry(
        date=day,
        recorded_at=at,
        first_recorded_at=at + late,
        tz=dice.choice((None, "Europe/London")),
        night=Night(
            in_bed_at=dice.choice(("22:40", "00:30", None)),
            tried_to_sleep_at="23:00",
            sleep_latency_min=50 if bad() else 10,
            awake_min=45 if bad() else 5,
            final_wake_at=dice.choice(("06:40", "04:10")),
            out_of_bed_at="07:00",
            rested=1 if bad() else 4,
        ),
        movement=Movement(
            sleep_starts=SleepStarts.DISTURBING if bad() else SleepStarts.NONE,
            sleep_movement=SleepMovement.WOKE_ME if bad() else SleepMovement.UNKNOWN,
            dream_enactment=DreamEnactment.ACTED_OUT if bad() else DreamEnactment.NONE,
            leg_urge=LegUrge.DELAYED_SLEEP if bad() else LegUrge.NONE,
            breathing=Breathing.PAUSES if red else Breathing.SNORING if bad() else None,
            awake=AwakeMovement.JERK if red else AwakeMovement.FLICKER if bad() else None,
            signs=(Sign.TWO_TOXICITY_SIGNS,) if red else (),
        ),
        day=Day(
            stress=5 if bad() else 2,
            sleepiness=Sleepiness.DOZED_OFF if bad() else Sleepiness.NONE,
            sudden_weakness=SuddenWeakness.WITH_FALL if red else SuddenWeakness.NONE,
            morning_headache=bad(),
            caffeine=(CaffeineDrink(at="16:10", mg=300 if bad() else 50, drink="coffee"),),
            alcohol=(AlcoholDrink(at="22:00", drinks=3),) if bad() else (),
            exercise=Exercise(min=30, ended_at="22:20", vigorous=True) if bad() else None,
            new_medicine=dice.random() < 0.03,
            hard_to_cope=bad(),
            context=tuple(tags),
        ),
    )


def days_of(seed: int, first: date, last: date) -> tuple[Entry, ...]:
    """A run of days in changing moods, some of them missing."""
    dice, made, mood = Random(seed), list[Entry](), 0.0
    for ahead in range((last - first).days + 1):
        if dice.random() < 1 / 25:
            mood = dice.choice(MOODS)
        if dice.random() < 0.85:
            made.append(entry_of(first + timedelta(days=ahead), dice, mood))
    return tuple(made)


def log_of(entries: tuple[Entry, ...]) -> Log:
    return Log(format=FORMAT, version=VERSION, entries=entries)


def assert_same(diary: Diary, cached: FoldCache, day: date) -> None:
    """What the cache says is what a fold over everything says."""
    everything = diary.entries(), diary.visits(), diary.profile(), day
    assert cached.standing(day) == standing(*everything)
    assert cached.ledger(day) == ledger(*everything)


class Person:
    """Somebody who keeps a diary, and what they may do to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.day = TODAY
        self.dice = Random(seed)
        self.diary = Diary(folder, lambda: datetime(2026, 12, 31, 12, tzinfo=UTC))
        begun = TODAY - timedelta(days=LONG + self.dice.randrange(30))
        self.diary.merge(log_of(days_of(seed, begun, TODAY)), "the beginning")
        self.cached = FoldCache(self.diary)

    def some_day(self) -> date:
        return self.day - timedelta(days=self.dice.randrange(LONG + 40))

    def look(self) -> None:
        """Open the program, as often as not anew, and let it keep what it likes."""
        if self.dice.random() < 0.5:
            self.cached = FoldCache(self.diary)
        assert_same(self.diary, self.cached, self.day)
        self.cached.keep()

    def answer_today(self) -> None:
        day, mood = self.day, self.dice.choice(MOODS)
        self.diary.change(day, lambda _: entry_of(day, self.dice, mood), "the check-in")

    def edit_some_day(self) -> None:
        day, mood = self.some_day(), self.dice.choice(MOODS)
        self.diary.change(day, lambda _: entry_of(day, self.dice, mood), "an edit")

    def clear_some_day(self) -> None:
        self.diary.clear(self.some_day())

    def import_some_weeks(self) -> None:
        first = self.some_day()
        days = days_of(self.dice.randrange(99), first, min(self.day, first + timedelta(20)))
        later = tuple(
            msgspec.structs.replace(entry, recorded_at=datetime(2027, 1, 1, tzinfo=UTC))
            for entry in days
        )
        self.diary.merge(log_of(later), "an import")

    def change_profile(self) -> None:
        self.diary.save_profile(
            Profile(
                age=self.dice.choice((30, 60)),
                bedtime=self.dice.choice(("21:00", "01:30")),
                day_starts_at=self.dice.choice((None, "06:00")),
                conditions=self.dice.choice(((), (Condition.ANAEMIA,), tuple(Condition))),
            )
        )

    def see_a_doctor(self) -> None:
        self.diary.add_visit(DoctorVisit(date=self.some_day()))

    def take_it_back(self) -> None:
        self.diary.undo()

    def wait(self) -> None:
        self.day += timedelta(days=self.dice.choice((1, 1, 3, 20, 40, 70)))

    def look_back(self) -> None:
        """Ask for a day gone by, as `coach status --as-of` does."""
        assert_same(self.diary, self.cached, self.some_day())


DEEDS = (
    Person.look,
    Person.answer_today,
    Person.edit_some_day,
    Person.clear_some_day,
    Person.import_some_weeks,
    Person.change_profile,
    Person.see_a_doctor,
    Person.take_it_back,
    Person.wait,
    Person.look_back,
)


@settings(max_examples=FOLDED_DIARIES)
@given(seed=st.integers(0, 10**6), deeds=st.lists(st.sampled_from(DEEDS), max_size=6))
def test_whatever_is_done_the_file_changes_nothing_but_the_time(
    seed: int, deeds: list[Callable[[Person], None]]
) -> None:
    with TemporaryDirectory() as folder:
        person = Person(Path(folder), seed)
        person.look()
        for deed in deeds:
            deed(person)
        person.look()
        person.look()


@pytest.fixture
def cache_file(diary: Diary, folder: Path) -> Path:
    """The file of a long diary on which a banner is up."""
    diary.merge(log_of(days_of(0, TODAY - timedelta(days=LONG), TODAY)), "the beginning")
    cached = FoldCache(diary)
    assert cached.standing(TODAY).shown >= Level.WATCH
    cached.keep()
    return folder / FOLD_CACHE


def is_used(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a program opened now goes on from the file."""
    went_on: list[bool] = []

    class Watched(Fold):
        def run(self) -> Iterator[tuple[date, Level, Level]]:
            made = list(super().run())
            went_on.append(len(made) < LONG)
            return iter(made)

    with monkeypatch.context() as patched:
        patched.setattr(coach.store.diary.fold_cache, "Fold", Watched)
        FoldCache(diary).standing(TODAY)
    return went_on[:1] == [True]


def test_the_file_is_used(
    cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_used(opened(), monkeypatch)


def test_a_check_in_of_the_last_weeks_leaves_it_in_use(
    cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = TODAY - timedelta(days=14)
    opened().change(day, lambda _: Entry(date=day, notes="caught up"), "the check-in")
    opened().add_visit(DoctorVisit(date=TODAY))
    assert is_used(opened(), monkeypatch)


def test_old_entries_are_looked_at_once_after_each_writing(
    cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[date] = []
    really = Diary.written_until

    def written_until(diary: Diary, last: date) -> Iterator[bytes]:
        looks.append(last)
        return really(diary, last)

    def open_and_keep() -> int:
        looks.clear()
        cached = FoldCache(opened())
        assert_same(opened(), cached, TODAY)
        cached.keep()
        return len(looks)

    monkeypatch.setattr(Diary, "written_until", written_until)
    assert open_and_keep() == 0
    opened().change(TODAY, lambda _: Entry(date=TODAY, notes="tonight"), "the check-in")
    assert open_and_keep() == 1
    assert open_and_keep() == 0


def edit(diary: Diary) -> None:
    day = TODAY - timedelta(days=150)
    diary.change(day, lambda _: Entry(date=day, notes="now I remember"), "an edit")


def earlier_day(diary: Diary) -> None:
    day = TODAY - timedelta(days=LONG + 9)
    diary.change(day, lambda _: Entry(date=day, notes="before"), "an earlier day")


def profile(diary: Diary) -> None:
    diary.save_profile(Profile(age=60))


def visit(diary: Diary) -> None:
    diary.add_visit(DoctorVisit(date=TODAY - timedelta(days=60)))


@pytest.mark.parametrize("change", [edit, earlier_day, profile, visit])
def test_a_change_of_what_it_was_made_from_puts_it_out_of_use(
    change: Callable[[Diary], None],
    cache_file: Path,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(opened())
    assert not is_used(opened(), monkeypatch)


@pytest.mark.parametrize("ago", [28, 35, 36, 90])
def test_a_day_that_it_is_not_well_before_is_folded_without_it(
    ago: int, cache_file: Path, opened: Opened
) -> None:
    day = TODAY - timedelta(days=ago)
    assert_same(opened(), FoldCache(opened()), day)


def test_another_version_of_the_program_does_not_use_it(
    cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coach.store.diary.fold_cache, "_program", lambda: b"another")
    assert not is_used(opened(), monkeypatch)


def test_another_diary_does_not_use_it(
    cache_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Diary(tmp_path / "other", lambda: datetime(2026, 11, 22, 21, tzinfo=UTC))
    stranger.merge(log_of(days_of(4, TODAY - timedelta(days=LONG), TODAY)), "somebody else")
    (tmp_path / "other" / FOLD_CACHE).write_bytes(cache_file.read_bytes())
    assert not is_used(stranger, monkeypatch)
    assert_same(stranger, FoldCache(stranger), TODAY)


@pytest.mark.long
@pytest.mark.parametrize("spoil", some_of(["flipped", "empty", "cut", "foreign", "folder"], 5))
def test_a_broken_file_does_no_harm_and_is_replaced(
    spoil: str, cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cache_file.read_bytes()
    cache_file.unlink()
    if spoil == "folder":
        cache_file.mkdir()
    else:
        broken = {
            "empty": b"",
            "cut": whole[:-10],
            "flipped": whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:],
            "foreign": b'{"format": "something else"}',
        }
        cache_file.write_bytes(broken[spoil])
    diary = opened()
    cached = FoldCache(diary)
    assert_same(diary, cached, TODAY)
    cached.keep()
    assert_same(diary, FoldCache(diary), TODAY)
    if spoil != "folder":
        assert cache_file.read_bytes() == whole
        assert is_used(opened(), monkeypatch)


def test_it_is_private(cache_file: Path) -> None:
    assert cache_file.stat().st_mode & 0o777 == 0o600


def test_it_is_listed_and_goes_with_everything_else(cache_file: Path, folder: Path) -> None:
    assert FOLD_CACHE in {item.name for item in contents(folder)}
    erase(folder)
    assert not folder.exists()


@pytest.mark.parametrize("days", [0, 1, 100])
def test_a_short_or_empty_diary_gets_no_file(days: int, diary: Diary, folder: Path) -> None:
    if days:
        diary.merge(log_of(days_of(1, TODAY - timedelta(days=days), TODAY)), "the beginning")
    before = sorted(folder.rglob("*"))
    cached = FoldCache(diary)
    cached.standing(TODAY)
    cached.keep()
    assert sorted(folder.rglob("*")) == before


def test_it_is_not_written_back_into_a_folder_that_was_erased_meanwhile(
    diary: Diary, folder: Path
) -> None:
    diary.merge(log_of(days_of(0, TODAY - timedelta(days=LONG), TODAY)), "the beginning")
    cached = FoldCache(diary)
    cached.standing(TODAY)
    erase(folder)
    cached.keep()
    assert not folder.exists()


def test_it_is_not_kept_of_a_diary_that_has_changed_meanwhile(
    diary: Diary, folder: Path, opened: Opened
) -> None:
    diary.merge(log_of(days_of(0, TODAY - timedelta(days=LONG), TODAY)), "the beginning")
    cached = FoldCache(diary)
    cached.standing(TODAY)
    edit(opened())
    cached.keep()
    assert not (folder / FOLD_CACHE).exists()
    assert_same(diary, cached, TODAY)


def test_looking_without_keeping_writes_nothing(diary: Diary, folder: Path) -> None:
    diary.merge(log_of(days_of(0, TODAY - timedelta(days=LONG), TODAY)), "the beginning")
    FoldCache(diary).standing(TODAY)
    FoldCache(diary).ledger(TODAY)
    assert not (folder / FOLD_CACHE).exists()


def test_a_month_later_it_moves_on(cache_file: Path, opened: Opened) -> None:
    before, diary = kept_day(cache_file), opened()
    for later, is_moved in ((20, False), (29, False), (30, True)):
        cached = FoldCache(diary)
        cached.standing(TODAY + timedelta(days=later))
        cached.keep()
        assert (kept_day(cache_file) != before) is is_moved
    assert_same(diary, FoldCache(diary), TODAY + timedelta(days=31))


def kept_day(cache_file: Path) -> str:
    """The day of the checkpoint that stays in use whatever is written today."""
    day: str = json.loads(cache_file.read_bytes()[4:])["mark"]["day"]
    return day


def test_where_nothing_was_written_since_no_day_but_the_last_ones_is_folded_again(
    cache_file: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[date] = []

    class Watched(Fold):
        def run(self) -> Iterator[tuple[date, Level, Level]]:
            made = list(super().run())
            folded.extend(day for day, _, _ in made)
            return iter(made)

    monkeypatch.setattr(coach.store.diary.fold_cache, "Fold", Watched)
    tomorrow = TODAY + timedelta(days=1)
    FoldCache(opened()).standing(tomorrow)
    assert folded == [TODAY, tomorrow]
