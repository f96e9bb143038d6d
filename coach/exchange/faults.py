"""What is wrong with a log, in one sentence: the file, the place, the value.

Only for a file that was refused already. msgspec says where, but not what stands there; it
takes the last of two equal keys, and null for absent. So the file is read once more here,
slowly, with the keys and numbers as they were written.
"""

import difflib
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import ValidationError, inspect

from coach.core.diary.records import FORMAT, VERSION, Log
from coach.core.words.text import visible

LogPath: TypeAlias = tuple[str | int, ...]

_MAY_BE_NULL = frozenset({("goals", "to"), ("experiments", "stopped_on")})
# Python's own JSON reader calls itself at every level and would run out of stack.
_DEEPEST = 32
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_AT = re.compile(r" - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`$")
# Where msgspec means some value of an object with free keys, without saying which.
_SOME_KEY = "..."
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Literal:
    """A number that is none, or that no number type holds, as it was written."""

    text: str


class _Object(dict[str, object]):
    """An object that remembers a key written twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.doubled: str | None = None
        for key, _ in pairs:
            if key in seen:
                self.doubled = key
                break
            seen.add(key)


def describe(data: bytes, name: str, cause: Exception) -> str:
    """One sentence on why these bytes are no log.

    Args:
        data: The file's bytes.
        name: What to call the file.
        cause: What the quick reading said.
    """
    name = told(name)
    text = _text(data)
    if isinstance(text, _Fault):
        return f"{name} {text.words}"
    tree = _parse(text)
    if isinstance(tree, _Fault):
        return f"{name}{tree.words}"
    foreign = _foreign(tree)
    if foreign:
        return f"{name} {foreign}"
    inside = _inside((), tree)
    if inside:
        path, words = inside
        return f"{name}: {_place(path, tree)} {words}"
    if not isinstance(cause, ValidationError):
        return f"{name} cannot be read: {_short(str(cause))}"
    return f"{name}: {_refused(tree, cause)}"


def told(name: str) -> str:
    """A file's name as it stands in a sentence."""
    return _short(name, 300)


@dataclass(frozen=True, slots=True)
class _Fault:
    words: str


def _text(data: bytes) -> str | _Fault:
    if not data.strip():
        return _Fault("is empty")
    if data.startswith(_MARKS):
        return _Fault("begins with a byte order mark; a log is plain UTF-8 without one")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _Fault(
            f"is not UTF-8: byte {data[error.start]:#04x} in line {line} fits no letter"
        )


def _parse(text: str) -> object | _Fault:
    depth = deepest = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "[{") - (token[0] in "]}")
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return _Fault(f" is nested {deepest} levels deep; a log is nested at most 6")
    try:
        tree: object = json.loads(
            text,
            object_pairs_hook=_Object,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_Literal,
        )
    except json.JSONDecodeError as error:
        return _Fault(_torn(text, error))
    return tree


def _torn(text: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        return f" breaks off: the JSON begun in it does not end (line {error.lineno})"
    rest = shown(text[error.pos :].split("\n", 1)[0] or "\n", 20)
    return f", line {error.lineno}, column {error.colno}: {rest} is not JSON there"


def _whole(literal: str) -> int | _Literal:
    # Python itself refuses to read a few thousand digits.
    return int(literal) if len(literal) <= 300 else _Literal(literal)


def _decimal(literal: str) -> float | _Literal:
    number = float(literal)
    return number if math.isfinite(number) else _Literal(literal)


def _foreign(tree: object) -> str | None:
    """Why the file is no log, or none that this version reads."""
    if not isinstance(tree, _Object):
        return f"is not a coach log: it holds {_kind(tree)}, not an object"
    if "format" not in tree:
        return f'is not a coach log: it has no "format": "{FORMAT}"'
    if tree["format"] != FORMAT:
        return f'is not a coach log: format is {shown(tree["format"])}, not "{FORMAT}"'
    version = tree.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        return (
            f"was written by a newer coach: version is {version}, and this one reads"
            f" version {VERSION}"
        )
    return None


def _inside(path: LogPath, value: object) -> tuple[LogPath, str] | None:
    """The first place within that holds what no field may hold, and the words for it."""
    odd = _odd(value)
    is_open = value is None and len(path) == 3 and (path[0], path[-1]) in _MAY_BE_NULL
    if odd is not None and not is_open:
        return path, odd
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, _Object):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    faults = (_inside((*path, step), item) for step, item in inner)
    return next((fault for fault in faults if fault), None)


def _odd(value: object) -> str | None:
    """What is wrong with a value whatever the field: doubled keys, null, no number, no text."""
    words = None
    if value is None:
        words = "is null; leave the field out where nothing was answered"
    elif isinstance(value, _Literal):
        words = f"is {_short(value.text)}; no field takes such a number"
    elif isinstance(value, str) and _is_broken(value):
        words = f"holds half of a character: {shown(value)}"
    elif isinstance(value, _Object):
        broken = next((key for key in value if _is_broken(key)), None)
        if value.doubled is not None:
            words = f"holds {shown(value.doubled)} twice"
        elif broken is not None:
            words = f"holds a name with half of a character: {shown(broken)}"
    return words


def _is_broken(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _refused(tree: object, cause: ValidationError) -> str:
    """What msgspec found, with the value that it leaves out."""
    message = str(cause)
    at = _AT.search(message)
    steps = _STEP.findall(at["path"]) if at else []
    path: LogPath = tuple(
        key or (index if index == _SOME_KEY else int(index)) for key, index in steps
    )
    path, value, node = _follow(tree, path)
    place = _place(path, tree)
    if at and at["key"] and isinstance(node, inspect.DictType) and isinstance(value, dict):
        name = next(name for name in value if not _fits(node.key_type, name))
        return f"{place} holds {shown(name)}; it must be {_expected(node.key_type)}"
    if isinstance(node, inspect.VarTupleType) and isinstance(value, list):
        return f"{place} {_miscounted(value, node)}"
    if cause.__cause__ is not None:  # one of our own checks, which names its values
        words = str(cause.__cause__)
        return f"in {place}, {words}" if path else words
    if isinstance(node, inspect.StructType) and isinstance(value, _Object):
        return f"{place} {_misfit(value, node)}"
    return f"{place} is {shown(value)}; it must be {_expected(node)}"


def _misfit(value: _Object, node: inspect.StructType) -> str:
    known = [field.encode_name for field in node.fields]
    unknown = next((key for key in value if key not in known), None)
    if unknown is not None:
        near = difflib.get_close_matches(unknown, known, 1)
        hint = f"; did you mean {shown(near[0])}?" if near else ""
        return f"holds the unknown field {shown(unknown)}{hint}"
    missing = next(
        field.encode_name
        for field in node.fields
        if field.required and field.encode_name not in value
    )
    return f"lacks {shown(missing)}"


def _miscounted(value: list[object], node: inspect.VarTupleType) -> str:
    if not value:
        return "is an empty list; it must hold something"
    return f"holds {len(value)} of them; it takes at most {node.max_length}"


def _follow(tree: object, path: LogPath) -> tuple[LogPath, object, inspect.Type]:
    """A place with its keys filled in, the value there, and the type that belongs there."""
    value, node = tree, inspect.type_info(Log)
    places: list[str | int] = []
    for begun in path:
        step = begun
        if isinstance(node, inspect.DictType) and isinstance(value, dict):
            inner = node.value_type
            step = next(name for name, item in value.items() if not _fits(inner, item))
            node = inner
        elif isinstance(node, inspect.StructType):
            node = next(field.type for field in node.fields if field.encode_name == step)
        elif isinstance(node, inspect.VarTupleType):
            node = node.item_type
        if isinstance(node, inspect.UnionType):
            kinds = tuple(t for t in node.types if not isinstance(t, inspect.NoneType))
            node = kinds[0] if len(kinds) == 1 else inspect.UnionType(kinds)
        value = _item(value, step)
        places.append(step)
    return tuple(places), value, node


def _fits(node: inspect.Type, value: object) -> bool:
    """Whether a value is what an object with free keys takes there."""
    match node:
        case inspect.Metadata():
            return _fits(node.type, value)
        case inspect.VarTupleType():
            enough = isinstance(value, list) and len(value) >= (node.min_length or 0)
            return enough and all(_fits(node.item_type, item) for item in _items(value))
        case inspect.StrType():
            return isinstance(value, str) and re.search(node.pattern or "", value) is not None
    return isinstance(value, bool)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _item(value: object, step: str | int) -> object:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) else None
    return value.get(step) if isinstance(value, _Object) else None


def _expected(node: inspect.Type) -> str:
    """What a type takes, in words."""
    match node:
        case inspect.Metadata():
            words = str((node.extra_json_schema or {})["description"])
        case inspect.EnumType():
            words = _one_of([str(member.value) for member in node.cls])
        case inspect.LiteralType():
            words = _one_of(node.values)
        case inspect.IntType():
            words = f"a whole number from {node.ge} to {node.le}"
        case inspect.UnionType():
            whole = next(kind for kind in node.types if isinstance(kind, inspect.IntType))
            words = f"a number from {whole.ge} to {whole.le}"
            words = " or ".join([*_named_kinds(node), words])
        case inspect.StrType():
            words = f"text of {node.min_length or 0} to {node.max_length} characters"
        case _:
            words = _PLAIN[type(node)]
    return words


def _named_kinds(node: inspect.UnionType) -> list[str]:
    return [_expected(kind) for kind in node.types if isinstance(kind, inspect.Metadata)]


_PLAIN: dict[type[inspect.Type], str] = {
    inspect.BoolType: "true or false",
    inspect.DateType: "a date such as 2026-11-22",
    inspect.DateTimeType: "a moment with its offset, such as 2026-11-22T21:38:12+01:00",
    inspect.VarTupleType: "a list",
    inspect.StructType: "an object",
    inspect.DictType: "an object",
}


def _one_of(values: Sequence[object]) -> str:
    *others, last = [shown(value) for value in values]
    return f"one of {', '.join(others)} or {last}" if others else last


def _place(path: LogPath, tree: object) -> str:
    """``entries[3] (2026-11-22), day.stress``."""
    if not path:
        return "the log"
    dated = ""
    if len(path) >= 2 and isinstance(path[1], int):
        item = _item(_item(tree, path[0]), path[1])
        day = _item(item, "date") or _item(item, "shown_on")
        dated = f" ({_short(day)})" if isinstance(day, str) else ""
    head, rest = (path[:2], path[2:]) if dated else (path, ())
    return _dotted(head) + dated + (f", {_dotted(rest)}" if rest else "")


def _dotted(path: LogPath) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{_short(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def shown(value: object, longest: int = 60) -> str:
    """A value as it may stand in a sentence: on one line, shortened, nothing that steers."""
    if isinstance(value, (list, dict)):
        return _kind(value)
    if isinstance(value, _Literal):
        return _short(value.text, longest)
    if isinstance(value, str):
        return f'"{_short(value, longest)}"'
    return _short(json.dumps(value), longest)


def _short(text: str, longest: int = 60) -> str:
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    safe = visible(cut, one_line=True)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in safe)


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "an object" if value else "an empty object"
    return shown(value)
