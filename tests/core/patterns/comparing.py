"""Both engines on one diary: where they differ, and the smallest diary on which they do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from coach.cli.commands import reviewing
from coach.core.diary.records import Entry
from coach.core.patterns import Level, assess, ledger, standing, timeline
from tests.core.patterns.invented import Invented
from tests.core.patterns.plain import Engine, status_of
from tests.core.patterns.plain.facts import Facts
from tests.core.patterns.plain.rules import NAMES, RULES, level


@dataclass(frozen=True)
class Difference:
    """One thing that the two engines say differently.

    Attributes:
        about: What differs: a rule's number, or what is shown, or the ledger.
        on: The day.
        plain: What the plain engine says.
        product: What the product says.
    """

    about: str
    on: date
    plain: str
    product: str


def differences(diary: Invented) -> Iterator[Difference]:
    """Everything that the two engines say differently of a diary, by day."""
    engine = Engine(diary.entries, diary.visits, diary.profile, diary.last)
    rows = timeline(diary.entries, diary.visits, diary.profile, diary.first, diary.last)
    for row in rows:
        plain = engine.row(row.date.toordinal())
        product = {rule: level.word for rule, level in row.rules.items()}
        for rule in sorted(plain.rules.keys() | product.keys()):
            one, other = plain.rules.get(rule, "none"), product.get(rule, "none")
            if one != other:
                yield Difference(rule, row.date, one, other)
        if plain.level != row.level.word:
            yield Difference("level", row.date, plain.level, row.level.word)
        if plain.shown != row.shown.word:
            yield Difference("shown", row.date, plain.shown, row.shown.word)
    yield from _of_the_ledger(diary, engine)
    yield from _of_single_days(diary, engine)
    yield from _of_the_stages(diary, engine)


def _of_the_ledger(diary: Invented, engine: Engine) -> Iterator[Difference]:
    plain = {(going.rule, date.fromordinal(going.began)): going for going in engine.goings}
    product = {
        (banner.rule, banner.began): banner.ended
        for banner in ledger(diary.entries, diary.visits, diary.profile, diary.last)
        if banner.ended is not None
    }
    for rule, began in sorted(plain.keys() | product.keys()):
        going = plain.get((rule, began))
        one = None if going is None else date.fromordinal(going.gone)
        other = product.get((rule, began))
        if one != other:
            on = min(day for day in (one, other) if day is not None)
            yield Difference(f"end of {rule}", on, str(one), str(other))


def _of_single_days(diary: Invented, engine: Engine) -> Iterator[Difference]:
    """What is assessed of a day alone is what its row says."""
    for ahead in range(0, (diary.last - diary.first).days, 40):
        on = diary.first + timedelta(days=ahead)
        assessed = assess(diary.entries, diary.profile, on)
        product = {finding.rule: finding.level.word for finding in assessed.findings}
        plain = engine.row(on.toordinal()).rules
        if plain != product:
            yield Difference("assess", on, str(plain), str(product))


def _of_the_stages(diary: Invented, engine: Engine) -> Iterator[Difference]:
    """What `coach status` says of every ninth day."""
    for ahead in range(8, (diary.last - diary.first).days + 1, 9):
        yield from _of_a_status(diary, engine, diary.first + timedelta(days=ahead))


def _of_a_status(diary: Invented, engine: Engine, on: date) -> Iterator[Difference]:
    plain = status_of(engine, diary.entries, on)
    standing_then = standing(diary.entries, diary.visits, diary.profile, on)
    product = reviewing._as_object(on, standing_then)
    banners = [_by_rule(status["banner"]) for status in (plain, product)]
    for about in sorted(banners[0].keys() | banners[1].keys()):
        one, other = (banner.get(about) for banner in banners)
        if one != other:
            yield Difference(f"stage of {about}", on, *_apart(one, other))
    # In which order they stand is nowhere said.
    for status in (plain, product):
        if isinstance(past := status["past"], list):
            past.sort(key=lambda going: str(going["rule"]))
    for about in ("level", "shown", "past", "good_news"):
        if plain[about] != product[about]:
            yield Difference(f"status: {about}", on, *_apart(plain[about], product[about]))


def _by_rule(banner: object) -> dict[str, object]:
    """A banner's stage and its rules, each by its name."""
    if not isinstance(banner, dict):
        return {}
    return {"the banner": banner["stage"], **{rule["rule"]: rule for rule in banner["rules"]}}


def _apart(one: object, other: object) -> tuple[str, str]:
    """Two values in words; of two objects only the fields that differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        fields = [field for field in one if one[field] != other.get(field)]
        one, other = ({field: half.get(field) for field in fields} for half in (one, other))
    return str(one), str(other)


def first_of(diary: Invented, about: str) -> Difference | None:
    """The first difference of a kind."""
    return next((found for found in differences(diary) if found.about == about), None)


def _still(diary: Invented, about: str) -> bool:
    """Whether a diary still shows a difference: looked for on its last day, where it can be."""
    if about in RULES:
        facts = Facts(diary.entries, diary.profile)
        plain = NAMES[level(facts, about, diary.last.toordinal())]
        (row,) = timeline(diary.entries, diary.visits, diary.profile, diary.last, diary.last)
        return plain != row.rules.get(about, Level.NONE).word
    engine = Engine(diary.entries, diary.visits, diary.profile, diary.last)
    found = _of_the_ledger(diary, engine)
    if about.startswith(("stage", "status")):
        found = _of_a_status(diary, engine, diary.last)
    elif about in ("level", "shown", "assess"):
        found = differences(diary)
    return any(difference.about == about for difference in found)


def smallest(diary: Invented, about: str) -> tuple[Invented, Difference]:
    """A diary that is as small as can be and still shows a difference of that kind."""
    found = first_of(diary, about)
    if found is None:
        raise ValueError(f"the engines agree about {about}")
    diary = replace(diary, last=found.on)
    for change in (_fewer_entries, _fewer_fields):
        diary = change(diary, about)
    for plainer in (replace(diary, visits=()), replace(diary, profile=None)):
        if _still(plainer, about):
            diary = plainer
    return diary, first_of(diary, about) or found


def _fewer_entries(diary: Invented, about: str) -> Invented:
    size = len(diary.entries)
    while size:
        place = 0
        while place < len(diary.entries):
            left = diary.entries[:place] + diary.entries[place + size :]
            smaller = replace(diary, entries=left)
            if left and _still(smaller, about):
                diary = smaller
            else:
                place += size
        size //= 2
    return diary


def _fewer_fields(diary: Invented, about: str) -> Invented:
    for place in range(len(diary.entries)):
        for path in _paths(diary.entries[place]):
            plain = _plain(diary.entries[place])
            part = plain
            for key in path[:-1]:
                step = part.get(key)
                part = step if isinstance(step, dict) else {}
            if part.pop(path[-1], None) is None:
                continue
            entries = list(diary.entries)
            entries[place] = msgspec.convert(plain, Entry)
            smaller = replace(diary, entries=tuple(entries))
            if _still(smaller, about):
                diary = smaller
    return diary


def _paths(entry: Entry) -> Iterator[tuple[str, ...]]:
    for name, value in _plain(entry).items():
        if name == "date":
            continue
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, field) for field in value)


def _plain(entry: Entry) -> dict[str, object]:
    plain = msgspec.to_builtins(entry)
    assert isinstance(plain, dict)
    return plain


def told(diary: Invented, found: Difference) -> Iterator[str]:
    """A difference in words, with the days before it."""
    yield f"{found.about} on {found.on}: the plain engine says {found.plain}"
    yield f"{'':{len(found.about) + 15}} the product says {found.product}"
    profile = msgspec.json.encode(diary.profile).decode()
    visits = ", ".join(str(visit.date) for visit in diary.visits) or "none"
    yield f"  profile {profile}; visits {visits}"
    yield f"  day 1 is {min(entry.date for entry in diary.entries)}"
    for entry in sorted(diary.entries, key=lambda entry: entry.date):
        yield f"  {msgspec.json.encode(entry).decode()}"
