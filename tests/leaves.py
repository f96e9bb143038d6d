"""All leaves of an entry, read from the records themselves, each with telling answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

import msgspec
from msgspec import inspect

from coach.core.diary.limits import Clock, ZoneName
from coach.core.diary.records import Entry

DAY = date(2026, 11, 22)

Plain = dict[str, object]
Wrap = Callable[[Plain], Plain]

# Said or not said: where these are false they stand as if they were absent.
FLAGS = {"night.confirmed"}
# What else must be answered before a leaf can show.
DOUBTFUL = {
    "tried_to_sleep_at": "23:00",
    "sleep_latency_min": 900,
    "final_wake_at": "07:00",
}
BESIDE: Mapping[str, Plain] = {"night.confirmed": DOUBTFUL, "date": {"night": DOUBTFUL}}
# Two texts that each pattern allows.
TEXTS: Mapping[str | None, tuple[str, str]] = {
    None: ("words of their own", "other words"),
    get_args(Clock)[1].pattern: ("20:07", "22:49"),
    get_args(ZoneName)[1].pattern: ("Asia/Tokyo", "Europe/London"),
}
# Late enough to be recalled.
MOMENT = "2026-11-29T09:00:00Z"


@dataclass(frozen=True)
class Leaf:
    """One thing that an entry can hold.

    Attributes:
        path: Where it stands; ``[]`` is any item of a list.
        alone: Entries with one answer each, and nothing else that may be left out.
        answers: The same with what it needs beside it to show.
        silent: What stands beside it without the answer; None where it must be there.
    """

    path: str
    alone: tuple[Entry, ...]
    answers: tuple[Entry, ...]
    silent: Entry | None


def bare(kind: inspect.Type) -> inspect.Type:
    """A type without None, and without what is only said about it."""
    if isinstance(kind, inspect.Metadata):
        return bare(kind.type)
    if isinstance(kind, inspect.UnionType):
        # A number may be whole or not; the whole ones stand for both.
        return bare(next(k for k in kind.types if not isinstance(k, inspect.NoneType)))
    return kind


def values(path: str, kind: inspect.Type) -> list[object]:
    """Telling answers of a type, `no` and `none` among them."""
    known: list[object]
    match kind:
        case inspect.BoolType():
            known = [True] if path in FLAGS else [True, False]
        case inspect.IntType(ge=int(least)):
            known = [least, least + 1]
        case inspect.StrType(pattern=pattern) if pattern in TEXTS:
            known = list(TEXTS[pattern])
        case inspect.EnumType():
            known = [member.value for member in kind.cls]
        case inspect.LiteralType():
            known = list(kind.values)
        case inspect.VarTupleType(item_type=inspect.EnumType() as item):
            known = [[], *([value] for value in values(path, item))]
        case inspect.VarTupleType():
            known = [[]]
        case inspect.DictType(value_type=inspect.BoolType()):
            known = [{"late": False}, {"late": True}]
        case inspect.DictType():
            known = [{"-": ["notes"]}]
        case inspect.DateType():
            known = [DAY - timedelta(days=1), DAY]
        case inspect.DateTimeType():
            known = [MOMENT]
        case _:
            raise AssertionError(f"{path}: say here what answers to a {kind} may be")
    return known


def leaves(record: inspect.StructType, begins: str, wrap: Wrap) -> Iterator[Leaf]:
    """All leaves of a record and of the records in it.

    Args:
        record: Its type.
        begins: What stands before its fields' names.
        wrap: Puts the plain record where it belongs in a plain entry.
    """
    needed: Plain = {
        field.encode_name: values(begins + field.encode_name, bare(field.type))[-1]
        for field in record.fields
        if field.required
    }

    def entry(answers: Plain) -> Entry:
        return msgspec.convert(wrap({**needed, **answers}), Entry)

    for field in record.fields:
        name, kind = field.encode_name, bare(field.type)
        path = begins + name
        if path == "night.measured":
            # Read from older logs alone, as `device`.
            continue
        if isinstance(kind, inspect.StructType):
            yield from leaves(kind, f"{path}.", within(wrap, needed, name))
            continue
        beside, answers = BESIDE.get(path, {}), values(path, kind)
        yield Leaf(
            path,
            alone=tuple(entry({name: answer}) for answer in answers),
            answers=tuple(entry({**beside, name: answer}) for answer in answers),
            silent=None if field.required else entry(beside),
        )
        if isinstance(kind, inspect.VarTupleType):
            item = bare(kind.item_type)
            if isinstance(item, inspect.StructType):
                yield from leaves(item, f"{path}[].", within(wrap, needed, name, listed=True))


def within(wrap: Wrap, needed: Plain, name: str, *, listed: bool = False) -> Wrap:
    """Puts a record, or a list of that record alone, into a field of another."""
    return lambda inner: wrap({**needed, name: [inner] if listed else inner})


ENTRY = inspect.type_info(Entry)
assert isinstance(ENTRY, inspect.StructType)
LEAVES = {leaf.path: leaf for leaf in leaves(ENTRY, "", lambda plain: plain)}
