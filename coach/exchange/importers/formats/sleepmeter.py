"""Sleepmeter: a diary kept by hand, as CSV.

Quotes within a text are not escaped, so that a CSV reader breaks: a record begins where a
line begins with a quoted year, and its notes reach to the next one. A spreadsheet that saves
the file again escapes them, and then a CSV reader is what reads it. ``bedtime`` and
``sleep`` are what the person wrote down, and the app takes the time between them for the
time it took to fall asleep; ``holes`` are minutes after ``sleep``, from waking up to
falling asleep again.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.columns import cells, header
from coach.exchange.importers.contents import (
    Contents,
    Here,
    Importer,
    Sleep,
    SleepKind,
    Stated,
)
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_MAIN = "wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes"
_SECTIONS = {
    "custom_aid_id,class,name": "aid",
    "custom_hindrance_id,class,name": "hindrances",
    "custom_tag_id,name": "tags",
    _MAIN: "",
}
_FIELDS = _MAIN.split(",")
_ANY_HEADER = re.compile("^(" + "|".join(_SECTIONS) + ")$", re.MULTILINE)
_UNQUOTED = re.compile(rf"^{_MAIN}\n+\d", re.MULTILINE)
_BEGINS = re.compile(r'^"\d{4}-', re.MULTILINE)
_RECORD = re.compile(
    r'"(?P<wake>[^"\n]*)","(?P<sleep>[^"\n]*)","(?P<bedtime>[^"\n]*)",'
    r"(?P<holes>[^,\n]*),(?P<type>[^,\n]*),(?P<dreams>[^,\n]*),(?P<aid>[^,\n]*),"
    r"(?P<hindrances>[^,\n]*),(?P<tags>[^,\n]*),(?P<quality>[^,\n]*),(?P<notes>.*)",
    re.DOTALL,
)
_CUSTOM = re.compile(r'^(?P<id>CUSTOM_\d{1,9}),(?:[A-Z_]+,)?"', re.MULTILINE)
_HOLE = re.compile(r"(\d{1,4})-(\d{1,4})", re.ASCII)

# What these words say is what the log's own words say; all others go to the notes.
_CONTEXT = {"SICK": "illness", "OUT_OF_TOWN": "travel", "HOTEL": "travel"}
_LEGS = "RESTLESS_LEGS"
_TITLES = {"hindrances": "Hindered by", "aid": "Helped by", "tags": "Tags", "dreams": "Dreams"}

Names = Mapping[str, Mapping[str, str]]
Record = Mapping[str, str]


def _claims(source: SourceFile) -> bool:
    return ",".join(header(source.first_text)) in _SECTIONS


def _read(source: SourceFile, _here: Here) -> Contents:
    text = source.text().lstrip()
    # The program itself quotes its moments and none of its column names.
    own = text.partition("\n")[0] in _SECTIONS and not _UNQUOTED.search(text)
    return _read_own(source, text) if own else _read_table(source.name, text)


def _read_table(name: str, text: str) -> Contents:
    """A file that a spreadsheet saved again."""
    contents = Contents()
    names: dict[str, dict[str, str]] = {}
    section: str | None = None
    for line, row in cells(name, text.splitlines(keepends=True)):
        if ",".join(row) in _SECTIONS:
            section = _SECTIONS[",".join(row)]
        elif section:
            names.setdefault(section, {})[row[0]] = row[-1]
        elif section is not None:
            place = f"line {line}"
            _take(place, dict(zip_longest(_FIELDS, row[: len(_FIELDS)])), names, contents)
    if section is None:
        raise LogError(f"{name} has none of the header lines of Sleepmeter")
    return contents


def _take(
    place: str, record: Mapping[str, str | None], names: Names, contents: Contents
) -> None:
    """Take a record, or refuse it."""
    try:
        _sort_in(place, {field: cell or "" for field, cell in record.items()}, names, contents)
    except ValueError as error:
        contents.refuse(place, str(error))


def _read_own(source: SourceFile, text: str) -> Contents:
    """A file as the program itself writes it."""
    headers = list(_ANY_HEADER.finditer(text))
    if not headers:
        raise LogError(f"{source.name} has none of the header lines of Sleepmeter")
    names: dict[str, dict[str, str]] = {}
    contents = Contents()
    for section, following in zip(headers, [*headers[1:], None], strict=True):
        end = following.start() if following else len(text)
        if section[1] == _MAIN:
            _read_records(text, section.end() + 1, end, names, contents)
        else:
            names[_SECTIONS[section[1]]] = _custom_names(text[section.end() : end])
    return contents


def _custom_names(section: str) -> dict[str, str]:
    starts = list(_CUSTOM.finditer(section))
    ends = [*(start.start() for start in starts[1:]), len(section)]
    return {
        start["id"]: " ".join(section[start.end() : end].strip().removesuffix('"').split())
        for start, end in zip(starts, ends, strict=False)
    }


def _read_records(text: str, begin: int, end: int, names: Names, contents: Contents) -> None:
    # Counted on from record to record, so that a long file is not counted over and over.
    line, counted = 1, 0
    starts = [start.start() for start in _BEGINS.finditer(text, begin, end)]
    first = starts[0] if starts else end
    if text[begin:first].strip():
        contents.refuse(
            f"line {text.count(chr(10), 0, begin) + 1}", "it does not begin with a date"
        )
    for start, stop in zip(starts, [*starts[1:], end], strict=False):
        line, counted = line + text.count("\n", counted, start), start
        record = _RECORD.fullmatch(text[start:stop].rstrip("\n"))
        if record is None:
            contents.refuse(f"line {line}", "it lacks some of the eleven fields of a record")
        else:
            _take(f"line {line}", record.groupdict(), names, contents)


def _sort_in(place: str, record: Record, names: Names, contents: Contents) -> None:
    """Make a sleep of a record, or a night without sleep."""
    woke, slept, bed = (clocks.instant(record[name]) for name in ("wake", "sleep", "bedtime"))
    if record["type"] not in ("NIGHT_SLEEP", "NAP"):
        raise ValueError(f'type is "{record["type"][:40]}", not NIGHT_SLEEP or NAP')
    nap = record["type"] == "NAP"
    if slept < bed:
        raise ValueError("sleep begins before bedtime")
    span = days.minutes_between(slept, woke)
    holes = _holes(record["holes"], span)
    quality = clocks.number(record["quality"], "quality")
    if not 0 <= quality <= 10:
        raise ValueError(f"quality is {quality}; it must be from 0 to 10")
    # 0 to 10 in eleven steps; the app's untouched 5 stays in the middle.
    step = round(quality * 0.4) + 1
    notes = tuple(_notes(record, names, contents))
    if span == 0 and nap:
        contents.left_out["nap{s} without any sleep"] += 1
    elif span == 0:
        day = days.night_of(clocks.wall(woke, None))
        night = {"night": {"did_not_sleep": True, "quality": step}}
        contents.stated.append(Stated(place, day, {**_context(record), **night}, notes=notes))
    else:
        contents.sleeps.append(
            Sleep(
                place=place,
                began=clocks.wall_like(slept if nap else bed, woke),
                woke=clocks.wall(woke, None),
                latency_min=0 if nap else days.minutes_between(bed, slept),
                asleep_min=span - sum(end - start for start, end in holes),
                awakenings=len(holes) or None,
                quality=step,
                kind=SleepKind.NAP if nap else SleepKind.MAIN,
                answers=_context(record),
                notes=notes,
            )
        )


def _holes(text: str, span: int) -> list[tuple[int, int]]:
    """Spans awake in minutes after falling asleep, none overlapping."""
    holes: list[tuple[int, int]] = []
    for part in filter(None, text.strip().split("|")):
        matched = _HOLE.fullmatch(part)
        start, end = (int(matched[1]), int(matched[2])) if matched else (-1, -1)
        if not (holes[-1][1] if holes else 0) <= start <= end <= span:
            raise ValueError(f'holes is "{text[:40]}", which does not fit into the sleep')
        holes.append((start, end))
    return holes


def _context(record: Record) -> dict[str, dict[str, object]]:
    words = [*record["hindrances"].split("|"), *record["tags"].split("|")]
    context = list(dict.fromkeys(_CONTEXT[word] for word in words if word in _CONTEXT))
    return {"day": {"context": context}} if context else {}


def _notes(record: Record, names: Names, contents: Contents) -> Iterator[str]:
    """The person's own text, then a line for each list that is not empty."""
    own = record["notes"].strip().removeprefix('"').removesuffix('"').strip()
    yield from (line.strip() for line in own.split("\n"))
    for field, title in _TITLES.items():
        words = [word for word in record[field].split("|") if word not in ("", "NONE")]
        if words:
            known = names.get(field, {})
            yield f"{title}: {', '.join(known.get(word) or _plain(word) for word in words)}"
    if _LEGS in record["hindrances"].split("|"):
        contents.remark(
            "Restless legs stand in the notes: the tag alone does not say that there was an "
            "urge to move at rest, in the evening, that moving eased, as the check-in asks."
        )


def _plain(word: str) -> str:
    """``LOUD_NEIGHBOR`` as ``loud neighbor``; a dream's mood figure is dropped."""
    parts = [part for part in word.split(":") if not re.fullmatch(r"-?\d+", part)]
    return " ".join(parts).replace("_", " ").lower()


IMPORTER = Importer(
    name="sleepmeter", title="Sleepmeter", files="its CSV", claims=_claims, read=_read
)
