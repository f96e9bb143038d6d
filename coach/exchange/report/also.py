"""What else the diary holds of the nights: a line for each thing that has any.

Since the last visit, medicines, movements by day, what the bed partner told, a device, the
goal, experiments.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.checkin.questions.table import question
from coach.core.checkin.words import in_words
from coach.core.diary import medicines, said, sleep
from coach.core.diary.choices import (
    Breathing,
    DreamEnactment,
    GoalKind,
    SleepMovement,
)
from coach.core.diary.records import Entry, Goal, Log
from coach.core.history.logged import event_words
from coach.core.words.lengths_and_dates import (
    counted,
    day_words,
    hours_and_minutes,
    listed,
    plain_date,
)
from coach.core.words.text import visible
from coach.exchange.report.noted import Labelled, labelled
from coach.exchange.report.tried import experiment_lines
from coach.exchange.report.window import Window

_BEFORE_VISIT = timedelta(days=28)
_NAMED_TIMES, _NAMED_EVENTS = 2, 6
_GOALS = {
    GoalKind.LAST_CAFFEINE_BY: "last caffeine by",
    GoalKind.NO_ALCOHOL_AFTER: "no alcohol after",
    GoalKind.SCREENS_DOWN_BY: "screens down by",
    GoalKind.RISE_NEAR: "rising near",
    GoalKind.WIND_DOWN: "a wind-down of",
}


def also_lines(
    log: Log, by_date: Mapping[date, Entry], shown: Window, today: date
) -> tuple[Labelled, ...]:
    """A line for each thing that has any, those that a doctor asks for first.

    Args:
        log: The whole diary.
        by_date: Its entries by date, those that were cleared left out.
        shown: The nights of the page.
        today: The coach's day.
    """
    entries = [by_date[day] for day in shown.dates if day in by_date]
    told = (
        *_since_visit(log, by_date, today),
        *_medicines(entries, by_date),
        *_events(entries),
        *_partner(entries),
        *_device(entries),
        *_goals(log, entries, shown),
        *experiment_lines(log, by_date, shown, today),
    )
    return tuple(labelled(label, text) for label, text in told)


Lines = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Spell:
    """What some nights came to."""

    disturbed: int
    answered: int
    asleep: float | None


def _spell(by_date: Mapping[date, Entry], first: date, last: date) -> _Spell:
    within = [entry for day, entry in by_date.items() if first <= day <= last]
    nights = [answer for entry in within if (answer := said.disturbed(entry)) is not None]
    measured = [sleep.counted(entry) for entry in within]
    lengths = [
        measures.total_sleep
        for measures in measured
        if measures is not None and measures.total_sleep is not None
    ]
    asleep = sum(lengths) / len(lengths) if lengths else None
    return _Spell(sum(nights), len(nights), asleep)


def _since_visit(log: Log, by_date: Mapping[date, Entry], today: date) -> Lines:
    """The nights since the last visit beside the four weeks before it."""
    visits = [
        visit.date for visit in log.doctor_visits if visit.date < today and not visit.removed
    ]
    if not visits:
        return
    visit = max(visits)
    after = _spell(by_date, visit + timedelta(days=1), today)
    before = _spell(by_date, visit - _BEFORE_VISIT + timedelta(days=1), visit)
    parts: list[str] = []
    if after.answered:
        parts.append(f"{after.disturbed} of {counted(after.answered, 'night')} disturbed")
        if before.answered:
            parts[-1] += f", in the four weeks before {before.disturbed} of {before.answered}"
    if after.asleep is not None:
        parts.append(f"{hours_and_minutes(after.asleep)} asleep on average")
        if before.asleep is not None:
            parts[-1] += f", before {hours_and_minutes(before.asleep)}"
    changes = [
        f"{visible(mark.name, one_line=True)} {mark.change.words} ({day_words(day)})"
        for day in sorted(by_date)
        if visit < day <= today
        for mark in medicines.marks(by_date, day)
    ]
    parts += [listed(changes)] if changes else []
    if parts:
        yield f"Since the visit of {plain_date(visit)}", f"{'; '.join(parts)}."


def _medicines(entries: Sequence[Entry], by_date: Mapping[date, Entry]) -> Lines:
    courses = medicines.courses(entries)
    if courses:
        words = [_course_words(course, entries, by_date) for course in courses]
        yield "Medicines taken, as noted", f"{'; '.join(words)}."
        return
    none = sum(medicines.taken(entry) == () for entry in entries)
    if none:
        yield "Medicines taken, as noted", f"none, on {counted(none, 'day')}."


def _course_words(
    course: medicines.Course, entries: Sequence[Entry], by_date: Mapping[date, Entry]
) -> str:
    """``iron 50 mg at 08:00 (12 of 13 days; begun 3 November)``."""
    own = medicines.known_by(course.name)
    times = Counter(
        dose.at
        for entry in entries
        for dose in medicines.taken(entry) or ()
        if medicines.known_by(dose.name) == own
    )
    clocks = sorted(times) if len(times) <= _NAMED_TIMES else []
    usual = listed(clocks) if clocks else f"{times.most_common(1)[0][0]} mostly"
    changes = [
        f"{mark.change.words} {day_words(day)}"
        for day in course.days
        for mark in medicines.marks(by_date, day)
        if medicines.known_by(mark.name) == own
    ]
    inner = "; ".join([f"{len(course.days)} of {counted(course.answered, 'day')}", *changes])
    name = " ".join([course.name, " then ".join(course.doses)]).strip()
    return f"{visible(name, one_line=True)} at {usual} ({inner})"


def _events(entries: Sequence[Entry]) -> Lines:
    noted = [entry for entry in entries if entry.events is not None]
    if not noted:
        return
    each = [
        f"{entry.date.day} {entry.date:%b} {event_words(event)}"
        for entry in noted
        for event in entry.events or ()
    ]
    days = counted(sum(bool(entry.events) for entry in noted), "day")
    words = f"{len(each)} on {days}" if each else f"none, on {counted(len(noted), 'day')}"
    latest = each[-_NAMED_EVENTS:]
    told = f": {'; '.join(latest)}" if latest else ""
    yield "Movements by day, as they happened", f"{words}{told}."


def _partner(entries: Sequence[Entry]) -> Lines:
    told = [entry.partner for entry in entries if entry.partner is not None]
    if not told:
        return
    readings = (
        ("kicks or jerks in sleep", "sleep-movement", [sheet.sleep_movement for sheet in told]),
        ("acting out dreams", "dream-enactment", [sheet.dream_enactment for sheet in told]),
        ("breathing", "breathing", [sheet.breathing for sheet in told]),
    )
    parts: list[str] = []
    for name, asked, answers in readings:
        known = Counter(answer for answer in answers if answer is not None)
        words = [
            f"{in_words(question(asked), answer)} {number}×"
            for answer, number in sorted(known.items(), key=lambda pair: -_grave(pair[0]))
        ]
        parts += [f"{name}: {', '.join(words)}"] if words else []
    notes = sum(bool(sheet.note) for sheet in told)
    parts += [f"{counted(notes, 'note')} below"] if notes else []
    nights = f"on {counted(len(told), 'night')}"
    yield "The bed partner told", f"{nights}: {'; '.join(parts)}." if parts else f"{nights}."


def _grave(answer: SleepMovement | DreamEnactment | Breathing) -> int:
    """The graver first: `unknown` and `none` say least."""
    if answer.value in {"none", "unknown"}:
        return -1
    return [known.value for known in type(answer)].index(answer.value)


def _device(entries: Sequence[Entry]) -> Lines:
    nights = Counter(
        visible(entry.device.source, one_line=True) if entry.device.source else "a device"
        for entry in entries
        if entry.device is not None
    )
    if nights:
        words = [f"{source} on {counted(many, 'night')}" for source, many in nights.items()]
        yield "Told by a device", f"{listed(words)}; lighter in the picture, in no count."


def _goals(log: Log, entries: Sequence[Entry], shown: Window) -> Lines:
    kept = [
        entry.day.goal_kept
        for entry in entries
        if entry.day is not None and entry.day.goal_kept is not None
    ]
    answers = f"kept on {sum(kept)} of {counted(len(kept), 'day')}" if kept else ""
    running = [
        goal
        for goal in log.goals
        if not goal.removed
        and goal.from_ <= shown.last
        and (goal.to is None or goal.to >= shown.first)
    ]
    words = [_goal_words(goal) for goal in running]
    words += [answers] if answers else []
    if words:
        yield "Goal", f"{'; '.join(words)}."


def _goal_words(goal: Goal) -> str:
    value = f"{goal.value} minutes" if isinstance(goal.value, int) else goal.value
    until = "" if goal.to is None else f" to {plain_date(goal.to)}"
    since = "since" if goal.to is None else "from"
    return f"{_GOALS[goal.goal]} {value}, {since} {plain_date(goal.from_)}{until}"
