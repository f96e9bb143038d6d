"""What was counted, and the banners and visits so far, as much of it as two sheets hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coach.core.diary.records import Day, Device, DoctorVisit, Entry, Log, Night, Partner
from coach.core.history.logged import events_words, medicines_words, partner_lines
from coach.core.patterns import (
    Finding,
    GoneBy,
    Held,
    Level,
    PastBanner,
    RuleStage,
    Stage,
    Standing,
    ledger,
)
from coach.core.words.lengths_and_dates import plain_date
from coach.core.words.text import visible

_SHOWN_DATES = 14

# Room on the first sheet, in lines of about 115 letters: two sheets are all a visit has time
# for. A user's own words may be wider than print, so fewer letters are counted on for them.
_LINE, _OWN_LINE = 115, 95
_ROOM, _ROOM_COUNTED, _ROOM_LEDGER = 26.0, 15.0, 6
_SPOKEN_IN_FULL = 3
_SMALL = 0.8

_LEVEL_WORDS = {
    Level.INFO: "for information",
    Level.WATCH: "being watched",
    Level.SOON: "talk to a doctor in the next week or two",
    Level.NOW: "contact a doctor today or tomorrow",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that was counted.

    Attributes:
        title: What it is about.
        level: What the program says about it, in words.
        text: What was counted, on how many answered nights.
        nights: The dates, as far as they are of use.
        threshold: What has to be reached, and where that comes from; empty where it is not
            spoken of in full.
        weighs: Whether it is one that calls for a doctor.
    """

    title: str
    level: str
    text: str
    nights: str
    threshold: str
    weighs: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A line with its date or dates; ``lines`` is the room it has on paper, 1 or 2."""

    when: str
    text: str
    lines: int = 1


def what_was_counted(now: Standing) -> tuple[tuple[Counted, ...], tuple[str, ...], float]:
    """Findings and what is kept from earlier days, what else there is, and the room taken."""
    held_by_rule = {held.rule: held for held in now.held}
    staged = {stage.rule: stage for stage in now.banner.stages} if now.banner else {}
    graded = [
        (
            max(finding.level, held_by_rule[finding.rule].level),
            _of_both(finding, held_by_rule.pop(finding.rule)),
        )
        if finding.rule in held_by_rule
        else (finding.level, _of_finding(finding, staged.get(finding.rule)))
        for finding in now.findings
    ]
    graded += [(held.level, _of_held(held)) for held in held_by_rule.values()]
    graded.sort(key=lambda pair: -pair[0])
    spoken: list[Counted] = []
    used = 0.0
    for _, counted in graded:
        short = (
            counted
            if not spoken and counted.weighs
            else replace(counted, nights="", threshold="")
        )
        if used + _height(short) > _ROOM_COUNTED - (len(graded) > len(spoken) + 1):
            break
        spoken.append(short)
        used += _height(short)
    for place, (_, counted) in enumerate(graded[: min(len(spoken), _SPOKEN_IN_FULL)]):
        more = _height(counted) - _height(spoken[place])
        if counted.weighs and used + more <= _ROOM_COUNTED:
            spoken[place] = counted
            used += more
    also = tuple(f"{counted.title} ({level.word})" for level, counted in graded[len(spoken) :])
    return tuple(spoken), also, used + _lines("; ".join(also))


def _height(counted: Counted) -> float:
    """Lines on paper, those in small print as less, with the space after them."""
    words = f"{counted.title} ({counted.level}). {counted.text} Dates: {counted.nights}"
    return _lines(words) + _SMALL * _lines(counted.threshold) + 0.35


def _lines(text: str, letters: int = _LINE) -> int:
    return -(-len(text) // letters)


def _of_finding(finding: Finding, stage: RuleStage | None) -> Counted:
    return Counted(
        title=finding.title,
        level="an emergency" if finding.emergency else _level_words(finding.level, stage),
        text=finding.text,
        nights=_dates(finding),
        threshold=f"Counted as: {finding.threshold}. Source: {finding.source}.",
        weighs=finding.level >= Level.SOON,
    )


def _of_held(held: Held) -> Counted:
    return Counted(
        title=held.title,
        level=f"{_level_words(held.level, held.stage)}; stands since {plain_date(held.since)}",
        text=held.text,
        nights="",
        threshold="",
        weighs=held.level >= Level.SOON,
    )


def _level_words(level: Level, stage: RuleStage | None) -> str:
    """What the program says of a level; once a doctor has seen it, or it eases, that."""
    if stage is None or stage.asks:
        return _LEVEL_WORDS.get(level, "")
    seen = "" if stage.seen_on is None else f"a doctor was seen on {plain_date(stage.seen_on)}"
    if stage.stage is Stage.EASING:
        calm = f"easing, with {stage.calm_days} calm answers in a row"
        return f"{seen}; {calm}" if seen else calm
    return f"{seen}; still as often four weeks later" if stage.still_there else seen


def _of_both(finding: Finding, held: Held) -> Counted:
    """What was counted when it began, then what is counted now."""
    words = _of_held(held)
    texts = dict.fromkeys(text for text in (words.text, finding.text) if text)
    return replace(words, text=" Now: ".join(texts))


def _dates(finding: Finding) -> str:
    """``9, 11, 14 March``, the latest fourteen at most; empty where the text has them."""
    days = finding.nights
    if all(re.search(rf"\b{day.day}\b", finding.text) for day in days):
        return ""
    shown = days[-_SHOWN_DATES:]
    months: dict[tuple[int, int], list[str]] = {}
    for day in shown:
        months.setdefault((day.year, day.month), []).append(str(day.day))
    words = "; ".join(
        f"{', '.join(numbers)} {date(year, month, 1):%B}"
        for (year, month), numbers in months.items()
    )
    return words if len(shown) == len(days) else f"the latest {len(shown)}: {words}"


def ledger_lines(log: Log, today: date) -> tuple[tuple[Dated, ...], int]:
    """Banners and visits, as many of the latest as there is room for, and how many more."""
    dated = [
        (past.began, _banner_line(past))
        for past in ledger(log.entries, log.doctor_visits, log.profile, today)
    ]
    dated += [
        (visit.date, _line(plain_date(visit.date), _visit(visit)))
        for visit in log.doctor_visits
        if visit.date <= today
    ]
    dated.sort(key=lambda pair: pair[0])
    shown: list[Dated] = []
    for _, line in reversed(dated):
        if sum(line.lines for line in shown) + line.lines > _ROOM_LEDGER:
            break
        shown.append(line)
    return tuple(reversed(shown)), len(dated) - len(shown)


def _banner_line(past: PastBanner) -> Dated:
    ended = plain_date(past.ended - timedelta(days=1)) if past.ended else "now"
    counted_then = past.text.split(". ", 1)[0].removesuffix(".")
    words = f"Banner ({past.level.word}): {counted_then or past.title}.{_ended_by(past)}"
    return _line(f"{plain_date(past.began)} to {ended}", words)


def _ended_by(past: PastBanner) -> str:
    if past.by is None:
        return ""
    if past.by is GoneBy.VISIT and past.seen_on is not None:
        return f" Went after the visit of {plain_date(past.seen_on)}."
    return " Went by calm answers."


def _visit(visit: DoctorVisit) -> str:
    note = visible((visit.note or "").strip(), one_line=True)
    return f"Doctor seen: {note}" if note else "Doctor seen."


def _line(when: str, text: str) -> Dated:
    """A line shortened to what two lines on paper hold."""
    longest = 2 * _OWN_LINE - len(when)
    short = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return Dated(when, short, max(1, _lines(when + short, _OWN_LINE)))


def room_for_notes(used: float, history: Sequence[Dated], urgent: str) -> int:
    """Lines left for notes beside what was counted, banners and visits, and an emergency."""
    return int(_ROOM - used - sum(line.lines for line in history) - 2 * _lines(urgent))


def note_lines(entries: Sequence[Entry], room: int) -> tuple[tuple[Dated, ...], bool]:
    """Notes and what else was noted, a line each; the latest stay where room is short."""
    shown: list[Dated] = []
    cut = False
    dated = [(entry.date, text) for entry in entries for text in _also_noted(entry)]
    for day, text in reversed(dated):
        line = _line(f"{day.day} {day:%b}", text)
        room -= line.lines
        if room < 0:
            return tuple(reversed(shown)), True
        shown.append(line)
        cut = cut or line.text != text
    return tuple(reversed(shown)), cut


def _also_noted(entry: Entry) -> Iterator[str]:
    """What has no column among the nights, and the person's own words."""
    note = visible((entry.notes or "").strip(), one_line=True)
    if note:
        yield note
    day, night = entry.day or Day(), entry.night or Night()
    if night.did_not_sleep is not None:
        yield "did not sleep" if night.did_not_sleep else "slept"
    device = entry.device or Device()
    if device.source is not None:
        yield f"device: {visible(device.source, one_line=True)}"
    if device.did_not_sleep is not None:
        yield f"the device saw {'no sleep' if device.did_not_sleep else 'sleep'}"
    told = [
        f"{name.lower()}: {words}" for name, words in partner_lines(entry.partner or Partner())
    ]
    if told:
        yield f"the bed partner saw: {', '.join(told)}"
    named = (
        ("movements by day", events_words(entry)),
        ("medicines taken", medicines_words(entry)),
        ("bedtime meant", day.bedtime),
        (
            "kept to the goal",
            None if day.goal_kept is None else "yes" if day.goal_kept else "no",
        ),
    )
    for name, words in named:
        if words is not None:
            yield f"{name}: {words}"
