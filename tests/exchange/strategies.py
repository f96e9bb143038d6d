"""Whole logs for hypothesis, made from the records' own types and limits."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar

import msgspec
from hypothesis import HealthCheck
from hypothesis import strategies as st
from msgspec import inspect

from coach.core.diary.records import (
    ANSWER_FIELDS,
    EARLIEST_YEAR,
    LATEST_YEAR,
    SLEEP_FIELDS,
    Device,
    Entry,
    Goal,
    Log,
    Night,
    Profile,
    Record,
)

R = TypeVar("R", bound=Record)

DATES = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(
    datetime(EARLIEST_YEAR, 1, 1),  # noqa: DTZ001 - the offset is drawn apart
    datetime(LATEST_YEAR, 12, 31),  # noqa: DTZ001
    timezones=OFFSETS | st.just(UTC),
)
LETTERS = st.characters(exclude_categories=["Cs"])
# A whole log is large to draw; on a busy machine that is no sign of a bad test.
LARGE = (HealthCheck.too_slow, HealthCheck.data_too_large)


def records(kind: type[R]) -> st.SearchStrategy[R]:
    """Any record of that kind whose single fields are within their limits."""
    return _plain(inspect.type_info(kind)).map(lambda made: msgspec.convert(made, kind))


def answers(kind: type[R], field: str) -> st.SearchStrategy[R]:
    """Any record of that kind that holds at most this one field."""
    (node,) = (each for each in _shape(kind).fields if each.name == field)
    drawn = st.fixed_dictionaries({}, optional={node.encode_name: _plain(node.type)})
    return drawn.map(lambda made: msgspec.convert(made, kind))


def entries() -> st.SearchStrategy[Entry]:
    """Any entry, now and then a cleared one."""
    return records(Entry)


def logs(max_entries: int = 4) -> st.SearchStrategy[Log]:
    """Any log; its dates differ, its order is anyhow."""
    days = st.lists(
        entries(), min_size=1, max_size=max_entries, unique_by=lambda entry: entry.date
    )
    days |= st.just([])
    return st.builds(
        lambda log, chosen: msgspec.structs.replace(log, entries=tuple(chosen)),
        records(Log),
        days,
    )


def _shape(kind: type[Record]) -> inspect.StructType:
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return shape


def _plain(node: inspect.Type) -> st.SearchStrategy[object]:
    """What belongs at a place, as msgspec takes it from Python."""
    made: st.SearchStrategy[object]
    match node:
        case inspect.StructType():
            made = _fields(node)
        case inspect.UnionType():
            kinds = [inner for inner in node.types if not isinstance(inner, inspect.NoneType)]
            made = st.one_of([_plain(inner) for inner in kinds])
        case inspect.VarTupleType():
            made = st.lists(_plain(node.item_type), min_size=node.min_length or 0, max_size=3)
        case inspect.DictType():
            made = st.dictionaries(
                _plain(node.key_type), _plain(node.value_type), min_size=1, max_size=3
            )
        case inspect.Metadata():
            made = _plain(node.type)
        case inspect.StrType(pattern=str(pattern)):
            made = st.from_regex(pattern, fullmatch=True).filter(lambda text: "\n" not in text)
        case inspect.StrType():
            longest = min(node.max_length or 40, 40)
            made = st.text(LETTERS, min_size=node.min_length or 0, max_size=longest)
        case inspect.EnumType():
            made = st.sampled_from([inner.value for inner in node.cls])
        case inspect.LiteralType():
            made = st.sampled_from(node.values)
        case inspect.IntType():
            made = st.integers(node.ge, node.le)
        case inspect.FloatType():
            made = st.floats(node.ge, node.le)
        case _:
            made = _SIMPLE[type(node)]
    return made


_SIMPLE: dict[type[inspect.Type], st.SearchStrategy[object]] = {
    inspect.BoolType: st.booleans(),
    inspect.DateType: DATES,
    inspect.DateTimeType: MOMENTS,
}


def _fields(node: inspect.StructType) -> st.SearchStrategy[object]:
    fields = {
        field.encode_name: st.just([])
        if node.cls is Log and field.name == "entries"
        else _plain(field.type)
        for field in node.fields
    }
    for name in _NOT_DRAWN.get(node.cls, ()):
        del fields[name]
    needed = {field.encode_name for field in node.fields if field.required}
    made = st.fixed_dictionaries(
        {name: value for name, value in fields.items() if name in needed},
        optional={name: value for name, value in fields.items() if name not in needed},
    )
    return made.map(_MENDED[node.cls]) if node.cls in _MENDED else made


def _emptied(entry: dict[str, object]) -> dict[str, object]:
    """A cleared day holds nothing else."""
    if "cleared" not in entry:
        return entry
    return {name: value for name, value in entry.items() if name not in ANSWER_FIELDS}


def _sleepless(night: dict[str, object]) -> dict[str, object]:
    """A night without sleep has no times."""
    if night.get("did_not_sleep") is not True:
        return night
    return {name: value for name, value in night.items() if name not in SLEEP_FIELDS}


def _asked_once(profile: dict[str, object]) -> dict[str, object]:
    """No two own questions share a name."""
    questions = profile.get("own_questions")
    if not isinstance(questions, list):
        return profile
    return {**profile, "own_questions": list({each["id"]: each for each in questions}.values())}


def _meant(goal: dict[str, object]) -> dict[str, object]:
    """A goal's value is of its kind, and it does not end before it begins."""
    first, last = goal["from"], goal["to"]
    assert isinstance(first, date)
    ends = last is None or (isinstance(last, date) and last >= first)
    value: object = 20 if goal["goal"] == "wind_down" else "22:30"
    return {**goal, "value": value, "to": last if ends else first}


# What is read from older logs alone, or must fit what stands beside it.
_NOT_DRAWN: dict[type, tuple[str, ...]] = {
    Night: ("measured",),
    Entry: ("times",),
    Profile: ("times",),
}
_MENDED: dict[type, Callable[[dict[str, object]], dict[str, object]]] = {
    Entry: _emptied,
    Night: _sleepless,
    Device: _sleepless,
    Profile: _asked_once,
    Goal: _meant,
}
