"""Where the person stands, in sentences for those who listen: what counts comes first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from coach.core.patterns.levels import Level, TimelineRow
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.stages.words import (
    LEVELS,
    NOTHING,
    SEEN_OR_EASING,
    gone_words,
    good_news_words,
    stage_words,
)
from coach.core.patterns.standing import Standing
from coach.core.words.aloud import title_aloud
from coach.core.words.lengths_and_dates import (
    counted,
    full_range,
    long_date,
    range_words,
)

_TITLES = {rule.id: rule.title for rule in RULES}
_WORTH_WATCHING = "Something to watch, and nothing that asks for a doctor."


def standing_sentences(standing: Standing) -> Iterator[str]:
    """The banner, every level with what is at it, what went, and last the sources."""
    day = long_date(standing.date)
    if standing.last_answered is None:
        yield f"No day is answered up to {day}."
        yield "The check-in begins with: coach check-in"
        return
    yield f"{_what_counts(standing)} {day}."
    told = ""
    if standing.banner is not None:
        told = standing.banner.text
        yield told.replace("\n", " ")
    sources: dict[str, str] = {}
    headings = LEVELS if standing.asks else LEVELS | SEEN_OR_EASING
    above: Level | None = None
    for level, title, words, source in _signs(standing):
        if level is not above:
            above = level
            yield f"{headings[level]}."
        yield f"{title}. {'' if words in told else words}".rstrip()
        sources[title] = source
    for gone in standing.gone_today:
        yield f"{gone.title}. {gone_words(gone)}"
    if standing.good_news is not None:
        yield good_news_words(standing.good_news)
    if standing.silence:
        yield standing.silence
    if sources:
        yield "Where this comes from."
        yield from (f"{title}: {source}." for title, source in sources.items())


def _what_counts(standing: Standing) -> str:
    if standing.banner is not None:
        return title_aloud(standing.banner.title)
    return _WORTH_WATCHING if standing.shown is Level.WATCH else NOTHING


def _signs(standing: Standing) -> Sequence[tuple[Level, str, str, str]]:
    """Level, title, words and source of all that speaks or is kept, the gravest first."""
    held = [
        (
            kept.level,
            kept.title,
            f"Kept since {long_date(kept.since)}. {kept.clears}"
            if kept.stage is None
            else stage_words(kept.stage),
            kept.source,
        )
        for kept in standing.held
    ]
    spoken = [
        (finding.level, finding.title, finding.text, finding.source)
        for finding in standing.findings
    ]
    return sorted([*held, *spoken], key=lambda sign: -sign[0])


def timeline_sentences(rows: Iterable[TimelineRow]) -> Iterator[str]:
    """Days in their order; those that follow each other and say the same are one sentence."""
    year: int | None = None
    for (level, shown, rules), run in groupby(
        rows, key=lambda row: (row.level, row.shown, dict(row.rules))
    ):
        days = [row.date for row in run]
        first, last = days[0], days[-1]
        when = range_words(first, last) if last.year == year else full_range(first, last)
        year = last.year
        many = f", {counted(len(days), 'day')}" if len(days) > 1 else ""
        whose = "their" if many else "its"
        kept = (
            ""
            if level is shown
            else f" Kept from before; {whose} answers alone say {level.word}."
        )
        yield f"{shown.word.capitalize()}, {when}{many}.{kept}{_by_level(rules)}"


def _by_level(rules: Mapping[str, Level]) -> str:
    """The titles of the rules that spoke, each level in a sentence, the gravest first."""
    words = ""
    for level in sorted(set(rules.values()), reverse=True):
        titles = [_TITLES[rule] for rule, at in rules.items() if at is level]
        named = "; ".join(f"{title[0].lower()}{title[1:]}" for title in titles)
        words += f" {level.word.capitalize()}: {named}."
    return words
