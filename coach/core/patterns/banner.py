"""Where the person stands on a day: findings, what is kept, and the banner in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.assess import EMERGENCY, clears_words
from coach.core.patterns.counting import FactHistory
from coach.core.patterns.facts import Fact
from coach.core.patterns.fold import Fold, folded_to
from coach.core.patterns.levels import (
    Acknowledgement,
    Banner,
    Finding,
    Held,
    Level,
    Raised,
    Standing,
)
from coach.core.patterns.reading import REPORTS
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.track import DWELL_DAYS, Track
from coach.core.words.lengths_and_dates import day_words, plain_date

SILENT_DAYS = 14
REOPENS_AFTER_DAYS = 28
_SPOKEN_IN_FULL = 2
AGAIN = "If it happens again, call your local emergency number."
NOT_A_DIAGNOSIS = "This is not a diagnosis."
WHEN = {
    Level.SOON: "Please talk to a doctor in the next week or two.",
    Level.NOW: "Please contact a doctor today or tomorrow.",
}
_LOOK_BACK_DAYS = 28

_CALM = (
    "The starts you feel as you fall asleep are ordinary: six or seven people in ten have "
    "them. They are harmless, and they need no counting."
)
_RULES = {rule.id: rule for rule in RULES}


def standing(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    day: date,
) -> Standing:
    """Where the person stands on a day.

    Args:
        entries: In any order; later days do not matter.
        visits: To a doctor, in any order.
        profile: What was asked once.
        day: The day, answered or not.
    """
    return standing_of(folded_to(entries, visits, profile, day))


def standing_of(fold: Fold) -> Standing:
    """The same of a fold that has run."""
    day = fold.history.last
    assessment = fold.assessment()
    speaking = {finding.rule: finding for finding in assessment.findings}
    tracks = sorted(fold.tracks, key=lambda track: (-track.shown, track.rule))
    return Standing(
        date=day,
        level=assessment.level,
        shown=max(track.shown for track in fold.tracks),
        findings=assessment.findings,
        held=tuple(
            _held(fold, track)
            for track in tracks
            if track.shown >= Level.WATCH and track.shown > track.level
        ),
        banner=_banner(
            fold, [track for track in tracks if track.shown >= Level.SOON], speaking
        ),
        last_answered=fold.last_answered,
        silence=_silence(fold, day),
        raised=tuple(_raised(fold, track) for track in tracks if track.shown >= Level.SOON),
    )


def is_folded(standing: Standing, acknowledged: Iterable[Acknowledgement]) -> bool:
    """Whether a banner that was read is shown as one line.

    It opens again if its level rises, a red flag appears, another rule joins it, or the same
    rule is reached again 28 days after it was read.
    """
    by_date = sorted(acknowledged, key=lambda reading: reading.date)
    read = {reading.rule: reading for reading in by_date}
    return bool(standing.raised) and all(
        _is_read(raised, read.get(raised.rule)) for raised in standing.raised
    )


def _is_read(raised: Raised, read: Acknowledgement | None) -> bool:
    if read is None or raised.level > read.level or raised.since > read.date:
        return False
    if raised.red_flag is not None and raised.red_flag > read.date:
        return False
    return (raised.qualified - read.date).days < REOPENS_AFTER_DAYS


def _raised(fold: Fold, track: Track) -> Raised:
    return Raised(
        rule=track.rule,
        level=track.shown,
        since=date.fromordinal(track.began),
        red_flag=date.fromordinal(track.flagged) if track.flagged else None,
        qualified=date.fromordinal(track.qualified),
    )


def _held(fold: Fold, track: Track) -> Held:
    finding = fold.finding_on(track.rule, track.began)
    clears = clears_words(_RULES[track.rule], track.shown)
    if track.shown == Level.WATCH:
        until = date.fromordinal(track.watch_began) + timedelta(days=DWELL_DAYS)
        clears = (
            f"It goes on the first answered day from {day_words(until)} on, as long as your "
            "answers stay below it."
        )
    return Held(
        rule=track.rule,
        title=_RULES[track.rule].title,
        level=track.shown,
        since=date.fromordinal(track.began),
        text="" if finding is None else _without_alarm(finding),
        clears=clears,
        learn=_RULES[track.rule].learn,
    )


def _banner(
    fold: Fold, tracks: Sequence[Track], speaking: Mapping[str, Finding]
) -> Banner | None:
    if not tracks:
        return None
    level = tracks[0].shown
    seen = {track.rule: fold.seen_since(max(track.began, track.flagged)) for track in tracks}
    emergencies = {
        rule
        for rule, visit in seen.items()
        if visit is None and rule in speaking and speaking[rule].emergency
    }
    ordered = sorted(tracks, key=lambda track: (-track.shown, track.rule not in emergencies))
    sentences: list[str] = []
    advice: list[str] = []
    for track in ordered:
        finding = speaking.get(track.rule)
        if finding is None or finding.level < track.shown:
            finding = fold.finding_on(track.rule, track.began)
        if finding is None:
            continue
        sentences.append(_without_alarm(finding))
        if track.shown == level:
            again = finding.emergency and track.rule not in emergencies
            advice += _advice(finding, level, seen[track.rule], again=again)
    return Banner(
        title=f"SEEK MEDICAL ASSISTANCE · {level.word}",
        summary=_joined([EMERGENCY if emergencies else "", sentences[0]]),
        text=_text(sentences, advice, emergency=bool(emergencies)),
        level=level,
        since=date.fromordinal(ordered[0].banner_began),
        rules={track.rule: track.shown for track in ordered},
        emergency=bool(emergencies),
    )


def _advice(finding: Finding, level: Level, seen: date | None, *, again: bool) -> Sequence[str]:
    """What to do about a rule: go to the doctor, or what holds once one was seen."""
    if seen is not None:
        first = f"You saw a doctor on {day_words(seen)}; go again if it goes on or gets worse."
    else:
        first = finding.advice if finding.advice and not again else WHEN[level]
    return [first, AGAIN] if again else [first]


def _text(sentences: Sequence[str], advice: Sequence[str], *, emergency: bool) -> str:
    """The banner's text: emergency line, what was counted, what to do."""
    more = len(sentences) - _SPOKEN_IN_FULL
    rest = f"And {more} more on the Signs page." if more > 0 else ""
    counted = _joined([EMERGENCY if emergency else "", *sentences[:_SPOKEN_IN_FULL], rest])
    return f"{counted}\n{_joined([*_most_urgent(advice), NOT_A_DIAGNOSIS])}"


def _most_urgent(advice: Sequence[str]) -> Sequence[str]:
    """The pieces of advice, the general one left out beside one that is more particular."""
    general = {*WHEN.values(), AGAIN}
    particular = any(piece not in general for piece in advice)
    return [piece for piece in advice if not (particular and piece in WHEN.values())]


def _without_alarm(finding: Finding) -> str:
    """What was counted, without the emergency line, which comes once and first."""
    return finding.text.removeprefix(EMERGENCY).strip()


def _silence(fold: Fold, day: date) -> str | None:
    last = fold.last_answered
    if last is None or (day - last).days < SILENT_DAYS:
        return None
    when = day_words(last) if last.year == day.year else plain_date(last)
    return f"Last answered on {when}; earlier advice still stands."


def reassurance(entries: Sequence[Entry], profile: Profile | None, day: date) -> str | None:
    """Calm words where undisturbing sleep starts are all that was reported lately."""
    first = day - timedelta(days=_LOOK_BACK_DAYS - 1)
    history = FactHistory(entries, profile, first, day)
    window = history.window(_LOOK_BACK_DAYS - 1)
    if not window.count(Fact.HARMLESS_START, _LOOK_BACK_DAYS):
        return None
    if any(window.count(fact, _LOOK_BACK_DAYS) for fact in REPORTS):
        return None
    return _CALM


def _joined(sentences: Sequence[str]) -> str:
    """Sentences in a row, each once, empty ones left out."""
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
