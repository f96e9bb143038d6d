"""The page for the doctor as a value: everything that is on it, before any drawing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coach.core.patterns import Finding, Held, Level, PastBanner, Standing, ledger, standing
from coach.core.records import Condition, DoctorVisit, Entry, Log, Medicine, Profile
from coach.core.text import visible
from coach.core.words import counted, plain_date
from coach.exchange.report.averages import Average, averages
from coach.exchange.report.nights import NightLine, dates_to, night_line
from coach.exchange.report.questions import questions

_ADULT = 16
_SHOWN_DATES = 14

# Room on the first sheet, in lines of about 115 letters: two sheets are all a visit has time
# for. A user's own words may be wider than print, so fewer letters are counted on for them.
_LINE, _OWN_LINE = 115, 95
_ROOM, _ROOM_COUNTED, _ROOM_LEDGER = 26.0, 15.0, 6
_SPOKEN_IN_FULL = 3
_SMALL = 0.8

LEVEL_WORDS = {
    Level.INFO: "for information",
    Level.WATCH: "being watched",
    Level.SOON: "talk to a doctor in the next week or two",
    Level.NOW: "contact a doctor today or tomorrow",
}
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
    found, also, used = _counted(now)
    history, earlier = _ledger(log, today)
    urgent = _urgent(now)
    room = _ROOM - used - sum(line.lines for line in history) - 2 * _lines(urgent)
    notes, notes_cut = _notes([by_date[day] for day in dates if day in by_date], int(room))
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
        averages=averages(lines),
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


def _counted(now: Standing) -> tuple[tuple[Counted, ...], tuple[str, ...], float]:
    """Findings and what is kept from earlier days, what else there is, and the room taken."""
    kept = {held.rule: held for held in now.held}
    graded = [
        (max(each.level, kept[each.rule].level), _of_both(each, kept.pop(each.rule)))
        if each.rule in kept
        else (each.level, _of_finding(each))
        for each in now.findings
    ]
    graded += [(held.level, _of_held(held)) for held in kept.values()]
    graded.sort(key=lambda each: -each[0])
    spoken: list[Counted] = []
    used = 0.0
    for _, each in graded:
        said = each if not spoken and each.weighs else replace(each, nights="", threshold="")
        if used + _height(said) > _ROOM_COUNTED - (len(graded) > len(spoken) + 1):
            break
        spoken.append(said)
        used += _height(said)
    for place, (_, each) in enumerate(graded[: min(len(spoken), _SPOKEN_IN_FULL)]):
        more = _height(each) - _height(spoken[place])
        if each.weighs and used + more <= _ROOM_COUNTED:
            spoken[place] = each
            used += more
    also = tuple(f"{each.title} ({level.word})" for level, each in graded[len(spoken) :])
    return tuple(spoken), also, used + _lines("; ".join(also))


def _height(each: Counted) -> float:
    """Lines on paper, those in small print as less, with the space after them."""
    words = f"{each.title} ({each.level}). {each.text} Dates: {each.nights}"
    return _lines(words) + _SMALL * _lines(each.threshold) + 0.35


def _lines(text: str, letters: int = _LINE) -> int:
    return -(-len(text) // letters)


def _of_finding(finding: Finding) -> Counted:
    return Counted(
        title=finding.title,
        level="an emergency" if finding.emergency else LEVEL_WORDS.get(finding.level, ""),
        text=finding.text,
        nights=_dates(finding),
        threshold=f"Counted as: {finding.threshold}. Source: {finding.source}.",
        weighs=finding.level >= Level.SOON,
    )


def _of_held(held: Held) -> Counted:
    return Counted(
        title=held.title,
        level=f"{LEVEL_WORDS[held.level]}; stands since {plain_date(held.since)}",
        text=held.text,
        nights="",
        threshold="",
        weighs=held.level >= Level.SOON,
    )


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


def _ledger(log: Log, today: date) -> tuple[tuple[Dated, ...], int]:
    """Banners and visits, as many of the latest as there is room for, and how many more."""
    found = [
        (each.began, _banner_line(each))
        for each in ledger(log.entries, log.doctor_visits, log.profile, today)
    ]
    found += [
        (visit.date, _line(plain_date(visit.date), _visit(visit)))
        for visit in log.doctor_visits
        if visit.date <= today
    ]
    found.sort(key=lambda each: each[0])
    kept: list[Dated] = []
    for _, line in reversed(found):
        if sum(each.lines for each in kept) + line.lines > _ROOM_LEDGER:
            break
        kept.append(line)
    return tuple(reversed(kept)), len(found) - len(kept)


def _banner_line(past: PastBanner) -> Dated:
    ended = plain_date(past.ended - timedelta(days=1)) if past.ended else "now"
    counted_then = past.text.split(". ", 1)[0].removesuffix(".")
    words = f"Banner ({past.level.word}): {counted_then or past.title}."
    return _line(f"{plain_date(past.began)} to {ended}", words)


def _visit(visit: DoctorVisit) -> str:
    note = visible((visit.note or "").strip(), one_line=True)
    return f"Doctor seen: {note}" if note else "Doctor seen."


def _line(when: str, text: str) -> Dated:
    """A line shortened to what two lines on paper hold."""
    longest = 2 * _OWN_LINE - len(when)
    short = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return Dated(when, short, max(1, _lines(when + short, _OWN_LINE)))


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
    found = [
        Ticked(words, None if conditions is None else condition in conditions)
        for condition, words in _CONDITIONS.items()
    ]
    taken = None if medicines is None else Medicine.ANTIDEPRESSANT in medicines
    other = None if medicines is None else bool(set(medicines) - {Medicine.ANTIDEPRESSANT})
    found.append(Ticked("takes an antidepressant", taken))
    found.append(Ticked("takes another regular medicine", other))
    pregnant = True if profile.pregnant_trimester is not None else None
    if pregnant:
        found.append(Ticked(f"pregnant, trimester {profile.pregnant_trimester}", True))
    return tuple(found)


def _notes(entries: Sequence[Entry], room: int) -> tuple[tuple[Dated, ...], bool]:
    """The notes on one line each; the latest stay where room is short."""
    kept: list[Dated] = []
    cut = False
    for entry in reversed(entries):
        note = visible((entry.notes or "").strip(), one_line=True)
        if not note:
            continue
        line = _line(f"{entry.date.day} {entry.date:%b}", note)
        room -= line.lines
        if room < 0:
            return tuple(reversed(kept)), True
        kept.append(line)
        cut = cut or line.text != note
    return tuple(reversed(kept)), cut
