"""Where the person stands on a day: findings, what is kept, and the banner in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.assess import EMERGENCY, clears_words
from coach.core.patterns.facts import Fact
from coach.core.patterns.fold import Fold, folded_to
from coach.core.patterns.gathering import gather
from coach.core.patterns.levels import Finding, Level, Stage
from coach.core.patterns.reading import REPORTS
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.stages.good_news import good_news
from coach.core.patterns.stages.stages import gone_lately, least_advanced, stages
from coach.core.patterns.stages.words import line_words, stage_words
from coach.core.patterns.standing import (
    Acknowledgement,
    Banner,
    Held,
    Raised,
    RuleStage,
    Standing,
)
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
# So long after a red flag the banner stands in full.
_FLAG_STANDS_DAYS = 3

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
    held = [track for track in tracks if track.shown >= Level.SOON]
    staged = {stage.rule: stage for stage in stages(fold)}
    return Standing(
        date=day,
        level=assessment.level,
        shown=tracks[0].shown,
        findings=assessment.findings,
        held=tuple(
            _held(fold, track, staged.get(track.rule))
            for track in tracks
            if track.shown >= Level.WATCH and track.shown > track.level
        ),
        banner=_banner(fold, held, speaking, staged) if held else None,
        last_answered=fold.last_answered,
        silence=_silence(fold, day),
        raised=tuple(_raised(fold, track) for track in held),
        past=gone_lately(fold),
        good_news=good_news(fold),
    )


def is_folded(standing: Standing, acknowledged: Iterable[Acknowledgement]) -> bool:
    """Whether a banner is shown as one line: it is no longer new, or it was read.

    One at NOW folds only where the person folded it. It opens again if its level rises, a red
    flag appears, another rule joins it, or a read one is reached again 28 days later.
    """
    banner = standing.banner
    if banner is None:
        return False
    if is_known(standing):
        return True
    by_date = sorted(acknowledged, key=lambda reading: reading.date)
    read = {reading.rule: reading for reading in by_date}
    return all(_is_read(raised, read.get(raised.rule)) for raised in standing.raised)


def is_known(standing: Standing) -> bool:
    """Whether a banner stands in one line by itself: it is neither new nor at NOW."""
    banner = standing.banner
    if banner is None or banner.level == Level.NOW:
        return False
    fresh = standing.date - timedelta(days=_FLAG_STANDS_DAYS)
    return all(stage.stage is not Stage.NEW for stage in banner.stages) and all(
        raised.red_flag is None or raised.red_flag <= fresh for raised in standing.raised
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
        since=date.fromordinal(track.rose),
        red_flag=fold.last_event(_RULES[track.rule]),
        qualified=date.fromordinal(track.qualified),
    )


def _held(fold: Fold, track: Track, stage: RuleStage | None) -> Held:
    finding = fold.finding_of(track.rule, track.step, track.rose)
    clears = clears_words(_RULES[track.rule], track.shown)
    if track.shown == Level.WATCH:
        until = date.fromordinal(track.watch_began) + timedelta(days=DWELL_DAYS)
        clears = (
            f"It goes on the first answered day from {day_words(until)} on, as long as your "
            "answers stay below it."
        )
    # A watch that a cleared banner left behind was begun by another step.
    is_its_own = finding.level == track.shown
    return Held(
        rule=track.rule,
        title=_RULES[track.rule].title,
        level=track.shown,
        since=date.fromordinal(track.rose if is_its_own else track.watch_began),
        text=_without_alarm(finding),
        threshold=finding.threshold,
        nights=finding.nights,
        source=finding.source,
        clears=clears,
        learn=_RULES[track.rule].learn,
        stage=stage,
    )


def _banner(
    fold: Fold,
    tracks: Sequence[Track],
    speaking: Mapping[str, Finding],
    staged: Mapping[str, RuleStage],
) -> Banner:
    level = tracks[0].shown
    emergencies = {
        track.rule
        for track in tracks
        if track.rule in speaking
        and speaking[track.rule].emergency
        and staged[track.rule].seen_on is None
    }
    # What asks for a doctor comes before what one has seen, and an emergency before all.
    ordered = sorted(
        tracks,
        key=lambda track: (
            -track.shown,
            track.rule not in emergencies,
            not staged[track.rule].asks,
        ),
    )
    findings = {track.rule: _counted(fold, track, speaking) for track in ordered}
    ordered_stages = tuple(staged[track.rule] for track in ordered)
    asking = [stage for stage in ordered_stages if stage.asks]
    speaks_first = asking or ordered_stages
    advice = [
        _advice(findings[stage.rule], stage, again=stage.rule not in emergencies)
        for stage in speaks_first
        if stage.shown == speaks_first[0].shown
    ]
    lead = ordered_stages[0]
    counted = _without_alarm(findings[lead.rule])
    # A visit and a calm run are told beside what they belong to.
    rest = [] if asking else [stage_words(lead)]
    alarm = EMERGENCY if emergencies else ""
    title = _title(level, lead, asking, emergency=bool(emergencies))
    return Banner(
        title=title,
        summary=_joined([alarm, *(rest or [counted])]),
        text=_text([_without_alarm(finding) for finding in findings.values()], advice, alarm),
        level=level,
        since=date.fromordinal(ordered[0].banner_began),
        rules={track.rule: track.shown for track in ordered},
        emergency=bool(emergencies),
        stage=least_advanced(ordered_stages),
        stages=ordered_stages,
        line=line_words((asking or [lead])[0]),
    )


def _counted(fold: Fold, track: Track, speaking: Mapping[str, Finding]) -> Finding:
    """What the day's answers say of a rule, or what they said when it rose."""
    finding = speaking.get(track.rule)
    if finding is None or finding.level < track.shown:
        return fold.finding_of(track.rule, track.step, track.rose)
    return finding


def _title(
    level: Level, lead: RuleStage, asking: Sequence[RuleStage], *, emergency: bool
) -> str:
    if asking or emergency:
        asked = max((stage.shown for stage in asking), default=level)
        return f"SEEK MEDICAL ASSISTANCE · {level.word if emergency else asked.word}"
    if lead.stage is Stage.EASING:
        return f"EASING · {level.word}"
    if lead.still_there:
        return f"STILL THERE AFTER YOUR VISIT · {level.word}"
    return f"SEEN BY A DOCTOR · {level.word}"


def _advice(finding: Finding, stage: RuleStage, *, again: bool) -> Sequence[str]:
    """What to do about a rule: go to the doctor, or what holds once one was seen."""
    once_more = [AGAIN] if finding.emergency and again else []
    if not stage.asks:
        return [stage_words(stage), *once_more]
    first = finding.advice if finding.advice and not once_more else WHEN[stage.shown]
    return [first, *once_more]


def _text(sentences: Sequence[str], advice: Sequence[Sequence[str]], alarm: str) -> str:
    """The banner's text: emergency line, what was counted, what to do."""
    more = len(sentences) - _SPOKEN_IN_FULL
    rest = f"And {more} more on the Signs page." if more > 0 else ""
    counted = _joined([alarm, *sentences[:_SPOKEN_IN_FULL], rest])
    pieces = _most_urgent([piece for pieces in advice for piece in pieces])
    return f"{counted}\n{_joined([*pieces, NOT_A_DIAGNOSIS])}"


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
    window = gather(entries, profile, first, day).window(_LOOK_BACK_DAYS - 1)
    if not window.count(Fact.HARMLESS_START, _LOOK_BACK_DAYS):
        return None
    if any(window.count(fact, _LOOK_BACK_DAYS) for fact in REPORTS):
        return None
    return _CALM


def _joined(sentences: Sequence[str]) -> str:
    """Sentences in a row, each once, empty ones left out."""
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
