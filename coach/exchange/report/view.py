"""The page for the doctor as a value: everything that is on it, before any drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Log, Profile
from coach.core.patterns import Level, Standing, standing
from coach.core.words.lengths_and_dates import counted, plain_date
from coach.exchange.report.averages import Average, averages, own_tallies
from coach.exchange.report.counted import (
    Counted,
    Dated,
    ledger_lines,
    note_lines,
    room_for_notes,
    what_was_counted,
)
from coach.exchange.report.nights import NightLine, dates_to, night_line
from coach.exchange.report.questions import questions

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
class ReportView:
    """All that is on the page.

    Attributes:
        period: The first and the last date, in words.
        made_on: The day it was made, in words.
        about: Who it is about, as far as was answered.
        answered: How many of the nights were answered, in words.
        banner: The banner's title and since when, or empty.
        urgent: The emergency line, or empty.
        counted: What was counted, the most serious first.
        also: What else was counted, where there is no room for its words.
        ledger: Banners and visits, the latest last.
        earlier: How many banners and visits before these there is no room for.
        lines: The nights, the earliest first.
        before: The night before the first: what was drunk on its evening is in the picture.
        averages: Over answered nights.
        left_out: Which nights the averages leave out, or empty.
        risks: The article's list of conditions, and what else bears on it.
        questions: To ask the doctor.
        notes: The notes of these nights, on one line each.
        notes_cut: Whether some of them were shortened or left out.
        nothing_counted: What to say where nothing was counted.
        how_averaged: How the averages are worked out.
    """

    period: str
    made_on: str
    about: str
    answered: str
    banner: str
    urgent: str
    counted: tuple[Counted, ...]
    also: tuple[str, ...]
    ledger: tuple[Dated, ...]
    earlier: int
    lines: tuple[NightLine, ...]
    before: NightLine
    averages: tuple[Average, ...]
    left_out: str
    risks: tuple[Ticked, ...]
    questions: tuple[str, ...]
    notes: tuple[Dated, ...]
    notes_cut: bool
    nothing_counted: str
    how_averaged: str = (
        "Efficiencies: average minutes first, then the ratio. Time spent trying to sleep on"
        " after the last awakening is not asked and taken as none."
    )


def build(log: Log, today: date, nights: int) -> ReportView:
    """Put the page together.

    Args:
        log: The whole diary; what is shown as counted may reach back before these nights.
        today: The coach's day: the date of the last night on the page.
        nights: How many nights, 14 or 28.
    """
    by_date = {entry.date: entry for entry in log.entries if not entry.cleared}
    dates = dates_to(today, nights)
    lines = tuple(night_line(by_date, day, log.profile) for day in dates)
    now = standing(log.entries, log.doctor_visits, log.profile, today)
    found, also, used = what_was_counted(now)
    history, earlier = ledger_lines(log, today)
    urgent = _urgent(now)
    in_range = [by_date[day] for day in dates if day in by_date]
    room = room_for_notes(used, history, urgent)
    notes, notes_cut = note_lines(in_range, room)
    answered = sum(line.answered for line in lines)
    rules = [found.rule for found in now.findings if found.level >= Level.WATCH]
    rules += [held.rule for held in now.held]
    return ReportView(
        period=f"{plain_date(dates[0])} to {plain_date(dates[-1])}",
        made_on=plain_date(today),
        about=_about(log.profile),
        answered=f"{answered} of {counted(nights, 'night')} answered",
        banner=_banner(now),
        urgent=urgent,
        counted=found,
        also=also,
        ledger=history,
        earlier=earlier,
        lines=lines,
        before=night_line(by_date, dates[0] - timedelta(days=1), log.profile),
        averages=(*averages(lines), *own_tallies(in_range, log.profile)),
        left_out=_left_out(lines),
        risks=_risks(log.profile),
        questions=questions(dict.fromkeys(rules)),
        notes=notes,
        notes_cut=notes_cut,
        nothing_counted=(
            f"No pattern to report in the answers up to {plain_date(today)}. Days that were not"
            " answered say nothing either way."
        ),
    )


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
