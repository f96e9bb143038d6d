"""The tips and the pages to learn from, read from the folder they are shipped in.

Tips are read at once; sources and pages only when somebody asks for them.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

import msgspec

from coach.core.diary.choices import GoalKind, Practice
from coach.core.tips.condition import ConditionError, TipCondition, parse_condition
from coach.core.tips.needs import PLAINEST, Need
from coach.core.tips.tip import LearnPage, Section, Source, Subject, Tip, may_be_tried
from coach.store.tips import ready

DO_LENGTH, WHY_LENGTH = 110, 90

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_PACKAGE = Path(__file__).resolve().parents[2]
_SOURCES = "sources.toml"
_LEARN = "learn"
_WIND_DOWNS = tuple(practice for practice in Practice if practice is not Practice.OTHER)
_TIP_FIELDS = frozenset(
    {"id", "do", "why", "source", "when", "unless", "goal", "wind_down"}
    | {"begins_h_before_bed", "for_tomorrow", "safety", "first", "asks_for_doctor", "trial"}
)
_STEPS = {str(step): step for step in range(PLAINEST, 0, -1)}
_LONGEST_BEFORE_BED_H = 12


class TipError(ValueError):
    """A tip, source or page that cannot be read; one sentence names file, place and field."""


def folder() -> Path:
    """Where the tips are: inside an installed package, else beside it in a checkout."""
    shipped = _PACKAGE / "_tips"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "tips"


def load(where: Path | None = None) -> "Tipbook":
    """Read the tips.

    Args:
        where: A folder of tips; the program's own unless given.

    Raises:
        TipError: If a tip is malformed.
        OSError: If the folder cannot be read.
    """
    return Tipbook(where) if where is not None else _of(folder())


@cache
def _of(where: Path) -> "Tipbook":
    return Tipbook(where)


class Tipbook:
    """The tips of a folder, with the sources and pages beside them.

    Attributes:
        folder: Where they were read from.
        tips: Every tip, by subject and in the order of its file.
        subjects: Every subject, in the order of their titles.
    """

    def __init__(self, where: Path) -> None:
        self.folder = where
        tips: list[Tip] = []
        subjects: list[Subject] = []
        for path in sorted(where.glob("*.toml")):
            if path.name != _SOURCES:
                subject, its_tips = _read_subject(path)
                subjects.append(subject)
                tips.extend(its_tips)
        if not tips:
            raise TipError(f"{where}: there are no tips in this folder")
        _refuse_twins(tips)
        self.tips = tuple(tips)
        self.subjects = tuple(sorted(subjects, key=lambda subject: subject.title))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its key. Raises TipError if one is malformed."""
        path = self.folder / _SOURCES
        return {key: _source(path, key, raw) for key, raw in _read(path).items()}

    @cached_property
    def pages(self) -> tuple[LearnPage, ...]:
        """Every page to learn from, in reading order. Raises TipError if one is malformed."""
        pages = [self.page(path.stem) for path in (self.folder / _LEARN).glob("*.toml")]
        return tuple(sorted(pages, key=lambda page: (page.order, page.slug)))

    @cached_property
    def _by_id(self) -> dict[str, Tip]:
        return {tip.id: tip for tip in self.tips}

    def tip(self, name: str) -> Tip | None:
        """The tip of that id, or None: a log may name one that is no longer here."""
        return self._by_id.get(name)

    def of(self, subject: Subject) -> tuple[Tip, ...]:
        """The tips of a subject, in the order of its file."""
        return tuple(tip for tip in self.tips if tip.subject == subject.slug)

    def page(self, slug: str) -> LearnPage:
        """One page, read afresh.

        Raises:
            KeyError: If there is no page of that name.
            TipError: If the page is malformed.
        """
        path = self.folder / _LEARN / f"{slug}.toml"
        if not SLUG.fullmatch(slug) or not path.is_file():
            raise KeyError(slug)
        return _page(path)

    def check(self) -> None:
        """Read everything, and follow every tip and page to its sources.

        Raises:
            TipError: If something is malformed or names a source that is not there.
        """
        for subject in self.subjects:
            if subject.need.source not in self.sources:
                file = self.folder / f"{subject.slug}.toml"
                missing = f"{subject.need.source!r} is not in {_SOURCES}"
                raise _error(file, "need", "source", missing)
        for tip in self.tips:
            if tip.source not in self.sources:
                file = self.folder / f"{tip.subject}.toml"
                raise _error(file, tip.id, "source", f"{tip.source!r} is not in {_SOURCES}")
        for page in self.pages:
            for key in page.sources:
                if key not in self.sources:
                    file = self.folder / _LEARN / f"{page.slug}.toml"
                    raise _error(file, "", "sources", f"{key!r} is not in {_SOURCES}")


def _error(path: Path, place: str, field: str, problem: str) -> TipError:
    where = ", ".join(part for part in (path.name, place, field) if part)
    return TipError(f"{where}: {problem}")


def _read(path: Path) -> dict[str, object]:
    table = ready.table(path)
    if table is not None:
        return table
    # Not loaded where it is not needed: the first page waits for it.
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise TipError(f"{path.name}: {problem}") from problem


class _Table(msgspec.Struct, frozen=True):
    """One table of a file, whose fields are asked for by name and kind."""

    path: Path
    place: str
    raw: dict[str, object]

    def error(self, field: str, problem: str) -> TipError:
        """What is wrong with a field, and where it stands."""
        return _error(self.path, self.place, field, problem)

    def only(self, fields: frozenset[str]) -> None:
        """Refuse a field that nobody reads."""
        for field in self.raw.keys() - fields:
            raise self.error(field, "there is no such field")

    def text(self, field: str, longest: int = 2_000) -> str:
        """A text that must be there, in one line, no longer than it may be."""
        value = self.raw.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(
                field, "it is missing" if value is None else f"{value!r} is no text"
            )
        words = " ".join(value.split())
        if len(words) > longest:
            raise self.error(field, f"{len(words)} characters, at most {longest}")
        return words

    def slug(self, field: str) -> str:
        """A kebab-case name."""
        name = self.text(field, 64)
        if not SLUG.fullmatch(name):
            raise self.error(field, f"{name!r} is not a name like caffeine-last-cup")
        return name

    def flag(self, field: str) -> bool:
        """True or false; false where it is not there."""
        value = self.raw.get(field, False)
        if not isinstance(value, bool):
            raise self.error(field, f"{value!r} is neither true nor false")
        return value

    def hours(self, field: str) -> float:
        """Hours before bed; 0 where it is not there."""
        value = self.raw.get(field, 0)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 <= value <= _LONGEST_BEFORE_BED_H
        ):
            raise self.error(field, f"{value!r} is no number from 0 to {_LONGEST_BEFORE_BED_H}")
        return float(value)

    def need(self) -> Need:
        """The steps of need that a subject's file names, and their source."""
        value = self.raw.get("need")
        if not isinstance(value, dict):
            raise self.error("need", "it is missing" if value is None else "it is not a table")
        table = _Table(self.path, "need", value)
        table.only(frozenset({"source", *_STEPS}))
        conditions = {step: table.condition(name) for name, step in _STEPS.items()}
        steps = tuple((step, held) for step, held in conditions.items() if held is not None)
        return Need(steps, table.text("source", 64))

    def tables(self, field: str) -> list[dict[str, object]]:
        """A list of tables with something in it."""
        value = self.raw.get(field)
        if value is None:
            raise self.error(field, "it is missing")
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise self.error(field, "it is not a list of tables")
        return value

    def wind_down(self, field: str) -> Practice | None:
        """A guided wind-down, if one is named."""
        if field not in self.raw:
            return None
        for practice in _WIND_DOWNS:
            if self.raw[field] == practice.value:
                return practice
        known = ", ".join(practice.value for practice in _WIND_DOWNS)
        raise self.error(field, f"{self.raw[field]!r} is none of {known}")

    def goal(self, field: str) -> GoalKind | None:
        """A goal, if one is named."""
        if field not in self.raw:
            return None
        for kind in GoalKind:
            if self.raw[field] == kind.value:
                return kind
        raise self.error(field, f"{self.raw[field]!r} is none of {', '.join(GoalKind)}")

    def condition(self, field: str) -> TipCondition | None:
        """A condition, if there is one."""
        if field not in self.raw:
            return None
        try:
            return parse_condition(self.raw[field])
        except ConditionError as problem:
            place = f"{field}.{problem.field}" if problem.field else field
            raise self.error(place, str(problem)) from problem


def _read_subject(path: Path) -> tuple[Subject, tuple[Tip, ...]]:
    table = _Table(path, "", _read(path))
    table.only(frozenset({"title", "need", "tip"}))
    subject = Subject(path.stem, table.text("title", 40), table.need())
    raws = table.tables("tip")
    return subject, tuple(
        _tip(path, subject, number, raw) for number, raw in enumerate(raws, 1)
    )


def _tip(path: Path, subject: Subject, number: int, raw: dict[str, object]) -> Tip:
    name = raw.get("id")
    table = _Table(path, name if isinstance(name, str) else f"tip {number}", raw)
    table.only(_TIP_FIELDS)
    return Tip(
        id=table.slug("id"),
        subject=subject.slug,
        do=table.text("do", DO_LENGTH),
        why=table.text("why", WHY_LENGTH),
        source=table.text("source", 64),
        when=table.condition("when"),
        unless=table.condition("unless"),
        goal=table.goal("goal"),
        wind_down=table.wind_down("wind_down"),
        begins_h_before_bed=table.hours("begins_h_before_bed"),
        for_tomorrow=table.flag("for_tomorrow"),
        safety=table.flag("safety"),
        first=table.flag("first"),
        asks_for_doctor=table.flag("asks_for_doctor"),
        trial=_trial(table, subject),
    )


def _trial(table: _Table, subject: Subject) -> bool:
    """Whether a tip can be tried; only such a subject may say so."""
    is_tried = table.flag("trial")
    if is_tried and not may_be_tried(subject.slug, table.goal("goal")):
        raise table.error("trial", f"no experiment is made with the subject {subject.slug}")
    return is_tried


def _refuse_twins(tips: Iterable[Tip]) -> None:
    seen: dict[str, Tip] = {}
    for tip in tips:
        if tip.id in seen:
            also = f"{seen[tip.id].subject}.toml has a tip of that name as well"
            raise TipError(f"{tip.subject}.toml, {tip.id}, id: {also}")
        seen[tip.id] = tip


def _source(path: Path, key: str, raw: object) -> Source:
    if not isinstance(raw, dict):
        raise _error(path, key, "", f"{raw!r} is not a table")
    table = _Table(path, key, raw)
    table.only(frozenset({"citation", "doi"}))
    doi = table.text("doi", 80) if "doi" in raw else None
    if doi is not None and not doi.startswith("10."):
        raise table.error("doi", f"{doi!r} does not start with 10.")
    return Source(key, table.text("citation", 400), doi)


def _page(path: Path) -> LearnPage:
    table = _Table(path, "", _read(path))
    table.only(frozenset({"title", "order", "section"}))
    order = table.raw.get("order")
    if order is None:
        raise table.error("order", "it is missing")
    if not isinstance(order, int):
        raise table.error("order", f"{order!r} is not a whole number")
    sections = tuple(
        _section(path, number, raw) for number, raw in enumerate(table.tables("section"), 1)
    )
    return LearnPage(path.stem, table.text("title", 60), order, sections)


def _section(path: Path, number: int, raw: dict[str, object]) -> Section:
    table = _Table(path, f"section {number}", raw)
    table.only(frozenset({"heading", "text", "sources"}))
    table.text("text")
    sources = raw.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(key, str) for key in sources):
        raise table.error("sources", f"{sources!r} is not a list of names")
    paragraphs = (" ".join(part.split()) for part in str(raw["text"]).split("\n\n"))
    return Section(
        table.text("heading", 70), tuple(part for part in paragraphs if part), tuple(sources)
    )
