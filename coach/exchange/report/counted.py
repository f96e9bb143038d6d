"""What was counted up to a day, as much of it as a sheet holds."""

import re
from dataclasses import dataclass, replace
from datetime import date

from coach.core.patterns import Finding, Held, Level, RuleStage, Stage, Standing
from coach.core.words.lengths_and_dates import plain_date

_SHOWN_DATES = 14

# What a line of print holds.
_LINE = 115
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


def what_was_counted(
    now: Standing, room: float
) -> tuple[tuple[Counted, ...], tuple[str, ...], float]:
    """Findings and what is kept from earlier days, what else there is, and the room taken.

    Args:
        now: Where the person stood on the day.
        room: Lines on paper there are for it.
    """
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
        if used + _height(short) > room - (len(graded) > len(spoken) + 1):
            break
        spoken.append(short)
        used += _height(short)
    for place, (_, counted) in enumerate(graded[: min(len(spoken), _SPOKEN_IN_FULL)]):
        more = _height(counted) - _height(spoken[place])
        if counted.weighs and used + more <= room:
            spoken[place] = counted
            used += more
    also = tuple(f"{counted.title} ({level.word})" for level, counted in graded[len(spoken) :])
    return tuple(spoken), also, used + _lines("; ".join(also))


def _height(counted: Counted) -> float:
    """Lines on paper, those in small print as less, with the space after them."""
    words = f"{counted.title} ({counted.level}). {counted.text} Dates: {counted.nights}"
    return _lines(words) + _SMALL * _lines(counted.threshold) + 0.35


def _lines(text: str) -> int:
    return -(-len(text) // _LINE)


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
