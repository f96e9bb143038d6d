"""The cells of the coach's CSV in words, both ways: what one writes, the other reads.

A cell with several answers has commas between. A text in such a cell stands as it is, unless
it could be taken for something else; then it stands in quotes, quotes within it doubled.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from coach.core.diary.records import Entry, Event, Profile
from coach.core.words.text import visible

Tree: TypeAlias = dict[str, object]

# A spreadsheet takes a cell that begins like this for a formula. The wide forms count too,
# and so does what a program may take for a new cell: a line, or the text after ; or a tab. An
# apostrophe that was there already gets another one, so that taking one away is exact.
# Each beginning is looked at once: a note may be line breaks alone.
_BEGINNING = re.compile(r"(?:^|[\n;|])\s*+")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠﹢﹣−]")
_NONE = "none"

_QUOTED = r'"(?:[^"]|"")*"'
_CLOCK = r"(?P<at>\d\d:\d\d)"
_FIGURE = r"[0-9.e+-]+"
_CAFFEINE = re.compile(rf"{_CLOCK} (?P<mg>{_FIGURE}) mg(?: (?P<drink>.*))?", re.DOTALL)
_ALCOHOL = re.compile(rf"{_CLOCK} (?P<drinks>{_FIGURE})")
_MEDICINE = re.compile(
    rf'{_CLOCK} (?P<name>{_QUOTED}|[^"(]+?)(?: \((?P<dose>{_QUOTED}|[^")]+)\))?', re.DOTALL
)
_EVENT = re.compile(
    rf"{_CLOCK} (?P<kind>\w+)(?: (?P<seconds>\d+) s)?(?: (?P<place>{_QUOTED}))?"
    rf"(?: (?P<filmed>filmed|not filmed))?(?: note (?P<note>{_QUOTED}))?",
    re.DOTALL,
)
_OWN = re.compile(
    rf'(?:(?:{_QUOTED}|[^"(]+?) \((?P<id>\w+)\)|(?P<bare>\w+)) (?P<answer>yes|no)', re.DOTALL
)
_RELAXATION = re.compile(r"(?P<practice>\w+)(?: (?P<min>\d+) min)?")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""

    def with_guard(beginning: re.Match[str]) -> str:
        return beginning[0] + ("'" if _FORMULA.match(text, beginning.end()) else "")

    return _BEGINNING.sub(with_guard, text)


def unguarded(cell: str) -> str:
    """The text that was guarded."""
    parts, last = [], 0
    for beginning in _BEGINNING.finditer(cell):
        end = beginning.end()
        if cell.startswith("'", end) and _FORMULA.match(cell, end + 1):
            parts.append(cell[last:end])
            last = end + 1
    return "".join([*parts, cell[last:]])


def written(value: object) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    text = ", ".join(value) or _NONE if isinstance(value, tuple) else str(value)
    return guarded(visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def items(cell: str) -> list[str]:
    """The parts of a cell with several answers.

    Raises:
        ValueError: If a quotation has no end.
    """
    if cell == _NONE:
        return []
    parts, within = [""], False
    for sign in cell:
        within ^= sign == '"'
        if sign == "," and not within:
            parts.append("")
        else:
            parts[-1] += sign
    if within:
        raise ValueError("a quotation in it has no end")
    return [part if place == 0 else part.removeprefix(" ") for place, part in enumerate(parts)]


def _text(text: str, odd: str = "") -> str:
    """A text as it stands in such a cell."""
    plain = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    is_bare = plain == plain.strip() and plain and not set(plain) & set(f'",\n{odd}')
    return plain if is_bare else _in_quotes(plain)


def _in_quotes(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _read_text(part: str) -> str:
    return part[1:-1].replace('""', '"') if part.startswith('"') else part


def _number(number: float) -> str:
    return msgspec.json.encode(number).decode()


def _read_number(text: str) -> object:
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        return text


# Each list of an entry as words


def caffeine(entry: Entry) -> tuple[str, ...] | None:
    """``08:10 95 mg coffee``."""
    drinks = entry.day.caffeine if entry.day else None
    if drinks is None:
        return None
    return tuple(
        f"{drink.at} {_number(drink.mg)} mg"
        + ("" if drink.drink is None else f" {_text(drink.drink)}")
        for drink in drinks
    )


def alcohol(entry: Entry) -> tuple[str, ...] | None:
    """``20:00 1.5``."""
    drinks = entry.day.alcohol if entry.day else None
    return None if drinks is None else tuple(f"{d.at} {_number(d.drinks)}" for d in drinks)


def medicines(entry: Entry) -> tuple[str, ...] | None:
    """``22:00 iron tablet (65 mg)``."""
    taken = entry.day.medicines if entry.day else None
    if taken is None:
        return None
    return tuple(
        f"{dose.at} {_text(dose.name, '(')}"
        + ("" if dose.dose is None else f" ({_text(dose.dose, ')')})")
        for dose in taken
    )


def events(entry: Entry) -> tuple[str, ...] | None:
    """``15:20 jerk 5 s "left arm" not filmed note "after coffee"``."""
    return None if entry.events is None else tuple(map(_event, entry.events))


def _event(event: Event) -> str:
    parts = (
        f"{event.at} {event.kind.value}",
        "" if event.seconds is None else f"{event.seconds} s",
        "" if event.place is None else _in_quotes(event.place),
        "" if event.filmed is None else "filmed" if event.filmed else "not filmed",
        "" if event.note is None else f"note {_in_quotes(event.note)}",
    )
    return " ".join(part for part in parts if part)


def own_of(profile: Profile | None) -> Callable[[Entry], tuple[str, ...] | None]:
    """The answers to the person's own questions: ``Ate after nine? (ate_late) yes``."""
    words = {
        question.id: f"{_text(question.words, '(')} ({question.id})"
        for question in (profile and profile.own_questions) or ()
    }

    def cell(entry: Entry) -> tuple[str, ...] | None:
        answers = (entry.day.own if entry.day else None) or {}
        names = [*(name for name in words if name in answers)]
        names += sorted(name for name in answers if name not in words)
        told = (f"{words.get(name, name)} {'yes' if answers[name] else 'no'}" for name in names)
        return tuple(told) or None

    return cell


def relaxation(entry: Entry) -> tuple[str, ...] | None:
    """``breathing 5 min``."""
    done = entry.day.relaxation if entry.day else None
    if done is None:
        return None
    return tuple(
        spell.practice.value + ("" if spell.min is None else f" {spell.min} min")
        for spell in done
    )


# And read again


def _matched(cell: str, form: re.Pattern[str], example: str) -> Iterator[Mapping[str, str]]:
    """The parts of each item; those that it lacks are absent."""
    for item in items(cell):
        parts = form.fullmatch(item)
        if parts is None:
            raise ValueError(f'"{item[:40]}" is not written as {example}')
        yield {name: part for name, part in parts.groupdict().items() if part is not None}


def read_caffeine(cell: str) -> list[Tree]:
    """Drinks with caffeine; ValueError where the cell holds something else."""
    return [
        _tree(parts, numbers=("mg",), texts=("drink",))
        for parts in _matched(cell, _CAFFEINE, "08:10 95 mg coffee")
    ]


def read_alcohol(cell: str) -> list[Tree]:
    """Drinks with alcohol; ValueError where the cell holds something else."""
    return [
        _tree(parts, numbers=("drinks",)) for parts in _matched(cell, _ALCOHOL, "20:00 1.5")
    ]


def read_medicines(cell: str) -> list[Tree]:
    """Medicines taken; ValueError where the cell holds something else."""
    return [
        _tree(parts, texts=("name", "dose"))
        for parts in _matched(cell, _MEDICINE, "22:00 name (dose)")
    ]


def read_events(cell: str) -> list[Tree]:
    """Movements by day; ValueError where the cell holds something else."""
    return [
        _tree(parts, numbers=("seconds",), texts=("place", "note"))
        | ({"filmed": parts["filmed"] == "filmed"} if "filmed" in parts else {})
        for parts in _matched(cell, _EVENT, '15:20 jerk 5 s "left arm" filmed note "…"')
    ]


def read_own(cell: str) -> Tree:
    """Answers to own questions by their ids; ValueError where the cell holds something else."""
    answers = {
        parts.get("id") or parts["bare"]: parts["answer"] == "yes"
        for parts in _matched(cell, _OWN, "Ate after nine? (ate_late) yes")
    }
    return {name: answers[name] for name in sorted(answers)}


def read_relaxation(cell: str) -> list[Tree]:
    """Wind-downs; ValueError where the cell holds something else."""
    return [
        _tree(parts, numbers=("min",))
        for parts in _matched(cell, _RELAXATION, "breathing 5 min")
    ]


def _tree(
    parts: Mapping[str, str], numbers: Iterable[str] = (), texts: Iterable[str] = ()
) -> Tree:
    tree: Tree = dict(parts)
    tree |= {name: _read_number(parts[name]) for name in numbers if name in parts}
    return tree | {name: _read_text(parts[name]) for name in texts if name in parts}
