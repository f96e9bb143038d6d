"""Small logs for hypothesis that meet often: few dates, moments and answers, and marks."""

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
from hypothesis import strategies as st

from coach.core.diary import taken_apart
from coach.core.diary.choices import (
    AwakeMovement,
    Block,
    EventKind,
    Feedback,
    GoalKind,
    Outcome,
    Practice,
    Sign,
    SleepMovement,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    DoctorVisit,
    Entry,
    Event,
    Exercise,
    Experiment,
    Goal,
    Log,
    MedicineTaken,
    Movement,
    Night,
    OwnQuestion,
    Partner,
    Profile,
    Relaxation,
    ShownTip,
)

DAY = date(2026, 11, 22)
EARLY = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
LATE = EARLY + timedelta(hours=1)

# The same instant in two zones too.
moments = st.none() | st.sampled_from(
    [
        EARLY,
        EARLY.astimezone(timezone(timedelta(hours=1))),
        LATE,
        LATE + timedelta(hours=1, microseconds=5),
    ]
)
some_days = st.dates(min_value=DAY, max_value=DAY + timedelta(days=1))


def maybe(answers: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | answers


def some(*items: object) -> st.SearchStrategy[object]:
    """A list that was not asked, or holds a few of some items, equal ones among them."""
    return maybe(st.lists(st.sampled_from(items), max_size=3).map(tuple))


CUPS = (
    CaffeineDrink(at="08:10", mg=95),
    CaffeineDrink(at="08:10", mg=95.0),
    CaffeineDrink(at="07:00", mg=63, drink="espresso"),
)
nights = st.builds(
    Night,
    rested=maybe(st.integers(1, 2)),
    final_wake_at=maybe(st.just("07:00")),
    did_not_sleep=maybe(st.booleans()),
)
movements = st.builds(
    Movement,
    awake=maybe(st.sampled_from(AwakeMovement)),
    signs=maybe(st.lists(st.sampled_from([Sign.WEAKNESS]), max_size=1).map(tuple)),
)
evenings = st.builds(
    Day,
    stress=maybe(st.integers(1, 2)),
    caffeine=some(*CUPS),
    alcohol=some(AlcoholDrink(at="20:00", drinks=1)),
    medicines=some(MedicineTaken(name="iron", at="08:00")),
    own=maybe(st.dictionaries(st.sampled_from(["late", "hot"]), st.booleans())),
    exercise=maybe(st.builds(Exercise, min=maybe(st.integers(0, 1)))),
    relaxation=some(Relaxation(practice=Practice.MUSIC), Relaxation(practice=Practice.YOGA)),
)
plain_days = st.builds(
    Entry,
    date=some_days,
    recorded_at=moments,
    first_recorded_at=moments,
    tz=maybe(st.sampled_from(["Europe/London", "Asia/Tokyo"])),
    day_starts_at=maybe(st.sampled_from(["04:00", "12:00"])),
    cleared_at=moments,
    night=maybe(nights),
    device=maybe(st.builds(Device, awakenings=maybe(st.integers(0, 1)))),
    movement=maybe(movements),
    partner=maybe(st.builds(Partner, sleep_movement=maybe(st.sampled_from(SleepMovement)))),
    events=some(Event(at="15:20", kind=EventKind.JERK)),
    day=maybe(evenings),
    notes=maybe(st.sampled_from(["a", "b"])),
)
cleared_days = st.builds(
    Entry,
    date=some_days,
    recorded_at=moments,
    cleared=st.just(True),
    cleared_at=moments,
)
_GONE = (
    "notes",
    "tz",
    "device",
    "day_starts_at",
    "night.rested",
    "night.final_wake_at",
    "night.did_not_sleep",
    "movement.signs",
    "day.own.late",
    "day.caffeine",
    "day.caffeine.asked",
    "events",
    "events.asked",
    *taken_apart.of_entry(Entry(date=DAY, day=Day(caffeine=(CUPS[0],) * 2))).by_path,
)
_MARKS = ("-", "2026-11-22T21:00:00Z", "2026-11-22T22:00:00Z", "2026-11-23T00:00:00Z")


@st.composite
def marked(draw: st.DrawFn, days: st.SearchStrategy[Entry]) -> Entry:
    """A day some of whose leaves have moments of their own, or were taken out."""
    entry = draw(days)
    paths = sorted({*taken_apart.of_entry(entry).by_path, *_GONE})
    chosen = draw(st.lists(st.sampled_from(paths), unique=True, max_size=5))
    times: dict[str, list[str]] = {}
    for path in chosen:
        times.setdefault(draw(st.sampled_from(_MARKS)), []).append(path)
    by_mark = {mark: tuple(paths) for mark, paths in times.items()}
    return msgspec.structs.replace(entry, times=by_mark or None)


profiles = st.builds(
    Profile,
    recorded_at=moments,
    age=maybe(st.sampled_from([40, 41])),
    day_starts_at=maybe(st.sampled_from(["04:00", "12:00"])),
    own_questions=maybe(
        st.lists(
            st.builds(
                OwnQuestion,
                id=st.sampled_from(["late", "hot"]),
                words=st.sampled_from(["Late?", "Hot?"]),
                retired=maybe(st.booleans()),
            ),
            unique_by=lambda question: question.id,
            max_size=2,
        ).map(tuple)
    ),
    times=maybe(
        st.dictionaries(
            st.sampled_from(_MARKS),
            st.sampled_from([("age",), ("own_questions.late",), ("day_starts_at",)]),
            min_size=1,
            max_size=1,
        )
    ),
)
removed = st.sampled_from([None, True])


def few(records: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(records, max_size=2).map(tuple)


def logs_of(days: st.SearchStrategy[Entry]) -> st.SearchStrategy[Log]:
    """Logs of such days."""
    return st.builds(
        Log,
        format=st.just("coach-log"),
        version=st.just(1),
        exported_at=moments,
        profile=st.none() | profiles,
        entries=st.lists(days, unique_by=lambda entry: entry.date, max_size=2).map(tuple),
        doctor_visits=few(
            st.builds(
                DoctorVisit,
                date=some_days,
                note=maybe(st.sampled_from(["", "x"])),
                recorded_at=moments,
                removed=removed,
            )
        ),
        tips=few(
            st.builds(
                ShownTip,
                tip=st.sampled_from(["a", "b"]),
                shown_on=some_days,
                feedback=maybe(st.sampled_from(Feedback)),
                recorded_at=moments,
                removed=removed,
            )
        ),
        goals=few(
            st.builds(
                Goal,
                goal=st.sampled_from([GoalKind.RISE_NEAR, GoalKind.LAST_CAFFEINE_BY]),
                value=st.sampled_from(["07:00", "08:00"]),
                from_=some_days,
                to=maybe(st.just(DAY + timedelta(days=9))),
                recorded_at=moments,
                removed=removed,
            )
        ),
        experiments=few(
            st.builds(
                Experiment,
                id=st.sampled_from(["one", "two"]),
                tip=st.just("cool-room"),
                from_=some_days,
                block_nights=st.just(3),
                blocks=st.just((Block.WITH, Block.WITHOUT)),
                outcome=st.just(Outcome.DISTURBED),
                seal=st.just("0" * 64),
                stopped_on=maybe(st.just(DAY)),
                recorded_at=moments,
                removed=removed,
            )
        ),
    )


logs = logs_of(marked(plain_days) | marked(cleared_days) | plain_days | cleared_days)
# As they were before leaves had moments.
old_days = st.builds(
    Entry,
    date=some_days,
    recorded_at=moments,
    first_recorded_at=moments,
    night=maybe(nights),
    day=maybe(evenings),
    notes=maybe(st.sampled_from(["a", "b"])),
)
old_logs = logs_of(old_days)
