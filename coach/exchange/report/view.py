"""The page for the doctor as a value: everything that is on it, before any drawing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Entry, Log, Profile
from coach.core.patterns import Level, Standing, standing
from coach.core.words.lengths_and_dates import counted, listed, plain_date
from coach.exchange.report.averages import WEEK, Average, averages, own_tallies
from coach.exchange.report.counted import Counted
from coach.exchange.report.nights import NightLine, night_line
from coach.exchange.report.noted import Labelled
from coach.exchange.report.questions import questions
from coach.exchange.report.raster import DENSE_NIGHTS
from coach.exchange.report.room import Room
from coach.exchange.report.window import Window, left_outside

# A picture and a table of so many nights fill a sheet; three such sheets are the most.
NIGHTS_ON_A_SHEET = DENSE_NIGHTS
MOST_DRAWN = 3 * NIGHTS_ON_A_SHEET
_ADULT = 16
_CONDITIONS = {
    Condition.DIABETES: "diabetes",
    Condition.ANAEMIA: "anaemia or low iron",
    Condition.KIDNEY_DISEASE: "kidney disease (uraemia)",
    Condition.SLEEP_APNOEA: "sleep apnoea",
    Condition.NARCOLEPSY: "narcolepsy",
    Condition.SPINAL_CORD_TUMOUR: "spinal cord tumour",
    Condition.EPILEPSY: "epilepsy",
}


@dataclass(frozen=True, slots=True)
class Ticked:
    """One line of the list of risks; ``ticked`` is None where it was not asked or answered."""

    words: str
    ticked: bool | None


@dataclass(frozen=True, slots=True)
class NightBlock:
    """Nights that are drawn together.

    Attributes:
        title: Which nights they are, and of when.
        lines: The nights, the earliest first.
        before: The night before the first: what was drunk on its evening is in the picture.
    """

    title: str
    lines: tuple[NightLine, ...]
    before: NightLine


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that is on the page.

    Attributes:
        period: The first and the last date, in words.
        made_on: The day it was made, in words.
        about: Who it is about, as far as was answered.
        answered: How many of the nights were answered, in words.
        to_ask: What the person wants to ask, a line each.
        banner: The banner's title and since when, as it stands on the day it was made.
        urgent: The emergency line, or empty.
        counted_to: The day up to which was counted.
        counted: What was counted, the most serious first.
        nothing_counted: What to say where nothing was counted.
        unspoken: What else was counted, where there is no room for its words.
        also: What else the diary holds of these nights, a line for each thing.
        ledger: Banners and visits, the latest last.
        earlier: How many banners and visits before these there is no room for.
        lines: The nights, the earliest first.
        blocks: The same and the banner's nights outside of them, as they are drawn.
        averages: Over answered nights, of what was answered at all.
        has_week: Whether the last seven nights stand beside all.
        unanswered: What was answered on none of the nights, in one sentence, or empty.
        left_out: Which nights the averages leave out, or empty.
        risks: The article's list of conditions, and what else bears on it, as answered.
        risks_unanswered: Those not answered, in one sentence, or empty.
        questions: To ask the doctor, made from what was counted.
        notes: The notes of these nights, on one line each.
        is_cut: Whether something was shortened or left out for want of room.
        how_averaged: How the averages are worked out.
    """

    period: str
    made_on: str
    about: str
    answered: str
    to_ask: tuple[str, ...]
    banner: str
    urgent: str
    counted_to: str
    counted: tuple[Counted, ...]
    nothing_counted: str
    unspoken: tuple[str, ...]
    also: tuple[Labelled, ...]
    ledger: tuple[Labelled, ...]
    earlier: int
    lines: tuple[NightLine, ...]
    blocks: tuple[NightBlock, ...]
    averages: tuple[Average, ...]
    has_week: bool
    unanswered: str
    left_out: str
    risks: tuple[Ticked, ...]
    risks_unanswered: str
    questions: tuple[str, ...]
    notes: tuple[Labelled, ...]
    is_cut: bool
    how_averaged: str = (
        "Efficiencies: average minutes first, then the ratio. Time spent trying to sleep on"
        " after the last awakening is not asked and taken as none."
    )


def build(log: Log, today: date, shown: Window) -> ReportView:
    """Put the page together.

    Args:
        log: The whole diary; what is shown as counted may reach back before these nights.
        today: The coach's day, on which the page is made.
        shown: The nights.
    """
    by_date = {entry.date: entry for entry in log.entries if not entry.cleared}
    blocks = tuple(_blocks(log, by_date, today, shown))
    lines = tuple(night_line(by_date, day, log.profile) for day in shown.dates)
    now = standing(log.entries, log.doctor_visits, log.profile, today)
    then = (
        now
        if shown.last == today
        else standing(log.entries, log.doctor_visits, log.profile, shown.last)
    )
    in_range = [by_date[day] for day in shown.dates if day in by_date]
    week = in_range[-WEEK:] if shown.count > WEEK else []
    week = [entry for entry in week if entry.date > shown.last - timedelta(days=WEEK)]
    figures = (*averages(lines), *own_tallies(in_range, week, log.profile))
    risks = _risks(log.profile)
    answered = tuple(average for average in figures if average.nights)
    room = Room(log, shown, today, then, _urgent(now), answered)
    return ReportView(
        period=shown.words,
        made_on=plain_date(today),
        about=_about(log.profile),
        answered=f"{sum(line.answered for line in lines)} of {counted(shown.count, 'night')}"
        " answered",
        to_ask=room.to_ask,
        banner=_banner(now),
        urgent=_urgent(now),
        counted_to=plain_date(shown.last),
        counted=room.counted,
        nothing_counted=(
            f"No pattern to report in the answers up to {plain_date(shown.last)}. Days that"
            " were not answered say nothing either way."
        ),
        unspoken=room.unspoken,
        also=room.also,
        ledger=room.ledger,
        earlier=room.earlier,
        lines=lines,
        blocks=blocks,
        averages=answered,
        has_week=shown.count > WEEK,
        unanswered=_unanswered(
            "on any of these nights", [each.name for each in figures if not each.nights]
        ),
        left_out=_left_out(lines),
        risks=tuple(risk for risk in risks if risk.ticked is not None),
        risks_unanswered=_unanswered("", [risk.words for risk in risks if risk.ticked is None]),
        questions=questions(dict.fromkeys((*_rules(then), *_rules(now)))),
        notes=room.notes,
        is_cut=room.is_cut,
    )


def _rules(standing: Standing) -> list[str]:
    rules = [found.rule for found in standing.findings if found.level >= Level.WATCH]
    return rules + [held.rule for held in standing.held]


def _blocks(
    log: Log, by_date: Mapping[date, Entry], today: date, shown: Window
) -> Iterator[NightBlock]:
    """The nights in blocks, the banner's first where they lie outside of the others."""
    outside = left_outside(log, today, shown)
    if outside is not None:
        banner, its = outside
        its = Window(
            max(its.first, its.last - timedelta(days=MOST_DRAWN - shown.count - 1)), its.last
        )
        title = f"The nights behind the banner of {plain_date(banner.began)}"
        yield from _drawn(title, its, by_date, log.profile)
    yield from _drawn("The nights", shown, by_date, log.profile)


def _drawn(
    title: str, shown: Window, by_date: Mapping[date, Entry], profile: Profile | None
) -> Iterator[NightBlock]:
    """Blocks of as many nights as a sheet holds, of much the same length."""
    parts = -(-shown.count // NIGHTS_ON_A_SHEET)
    dates = shown.dates
    for part in range(parts):
        some = dates[part * shown.count // parts : (part + 1) * shown.count // parts]
        yield NightBlock(
            title=f"{title}, {Window(some[0], some[-1]).words}",
            lines=tuple(night_line(by_date, day, profile) for day in some),
            before=night_line(by_date, some[0] - timedelta(days=1), profile),
        )


def _unanswered(when: str, names: Sequence[str]) -> str:
    """One sentence for all of them, ``Not answered: narcolepsy and epilepsy.``, or nothing."""
    if not names:
        return ""
    lowered = [name[0].lower() + name[1:] for name in names]
    return f"{' '.join(filter(None, ('Not answered', when)))}: {listed(lowered)}."


def _banner(now: Standing) -> str:
    if now.banner is None:
        return ""
    return f"{now.banner.title}, since {plain_date(now.banner.since)}"


def _urgent(now: Standing) -> str:
    if now.banner is None or not now.banner.emergency:
        return ""
    return now.banner.text.split("\n", 1)[0]


def _left_out(lines: Iterable[NightLine]) -> str:
    left = [line for line in lines if not line.counts]
    if not left:
        return ""
    return (
        f"{counted(len(left), 'night')} left out: measured by a device, or with times that"
        " cannot be right."
    )


def _about(profile: Profile | None) -> str:
    if profile is None:
        return ""
    parts: list[str] = []
    if profile.age is not None:
        parts.append(f"{profile.age} years old")
        if profile.age < _ADULT:
            parts.append("under 16: these thresholds are made for adults")
    if profile.bed_partner is not None:
        parts.append("shares a bed" if profile.bed_partner else "sleeps alone")
    if profile.drives is not None:
        parts.append("drives" if profile.drives else "does not drive")
    return "; ".join(parts)


def _risks(profile: Profile | None) -> tuple[Ticked, ...]:
    profile = profile or Profile()
    conditions, medicines = profile.conditions, profile.medicines
    risks = [
        Ticked(words, None if conditions is None else condition in conditions)
        for condition, words in _CONDITIONS.items()
    ]
    taken = None if medicines is None else Medicine.ANTIDEPRESSANT in medicines
    other = None if medicines is None else bool(set(medicines) - {Medicine.ANTIDEPRESSANT})
    risks.append(Ticked("takes an antidepressant", taken))
    risks.append(Ticked("takes another regular medicine", other))
    pregnant = True if profile.pregnant_trimester is not None else None
    if pregnant:
        risks.append(Ticked(f"pregnant, trimester {profile.pregnant_trimester}", True))
    return tuple(risks)
