"""Averages over the answered nights, each with how many nights it stands on.

Minutes are averaged first and divided then: the mean of nightly percentages would give short
nights too much weight. Nights of a device and nights that cannot be right are left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from coach.core.diary.records import Entry, Profile
from coach.core.words.answers import own_answers
from coach.core.words.lengths_and_dates import counted, hours_and_minutes
from coach.core.words.text import visible
from coach.exchange.report.nights import NightLine

WEEK = 7


@dataclass(frozen=True, slots=True)
class Average:
    """One line of the averages.

    Attributes:
        name: What it is.
        value: In words; empty where no night had it answered.
        nights: On how many nights it stands.
        note: How it is worked out, if that needs saying.
        week: The same over the last seven nights; empty where they are all there are.
        week_nights: On how many of the seven that stands.
    """

    name: str
    value: str
    nights: int
    note: str = ""
    week: str = ""
    week_nights: int = 0


def own_tallies(
    entries: Sequence[Entry], week: Sequence[Entry], profile: Profile | None
) -> tuple[Average, ...]:
    """The person's own questions, each with how often the answer was yes.

    Args:
        entries: Of all the nights.
        week: Of the last seven; none where these are all.
        profile: For the questions' words.
    """
    lately = _tallied(week, profile)
    return tuple(
        Average(
            words,
            f"{sum(given)} yes",
            len(given),
            week=f"{sum(lately[words])} yes" if words in lately else "",
            week_nights=len(lately.get(words, ())),
        )
        for words, given in _tallied(entries, profile).items()
    )


def _tallied(entries: Iterable[Entry], profile: Profile | None) -> dict[str, list[bool]]:
    answers: dict[str, list[bool]] = {}
    for entry in entries:
        for words, answer in own_answers(entry, profile):
            answers.setdefault(visible(words, one_line=True), []).append(answer)
    return answers


def averages(lines: Sequence[NightLine]) -> tuple[Average, ...]:
    """The averages of a page's nights, and beside them those of the last seven."""
    whole = _averages(lines)
    if len(lines) <= WEEK:
        return whole
    return tuple(
        replace(average, week=lately.value, week_nights=lately.nights)
        for average, lately in zip(whole, _averages(lines[-WEEK:]), strict=True)
    )


def _averages(lines: Sequence[NightLine]) -> tuple[Average, ...]:
    own = [line for line in lines if line.counts]
    return (
        _minutes("Time to fall asleep", own, lambda line: line.measures.latency),
        _minutes(
            "Awake in the night",
            own,
            lambda line: line.measures.awake,
            "from falling asleep to the last awakening",
        ),
        _number("Awakenings", own, lambda line: line.night.awakenings),
        _minutes("Sleep in all", own, lambda line: line.measures.total_sleep),
        _minutes("Time in bed", own, lambda line: line.measures.time_in_bed),
        _share(
            "Sleep efficiency, in bed",
            own,
            lambda line: line.measures.time_in_bed,
            "sleep in all ÷ time in bed",
        ),
        _share(
            "Sleep efficiency, trying",
            own,
            lambda line: line.measures.sleep_episode,
            "sleep in all ÷ (time to fall asleep + sleep + awake in the night)",
        ),
        _number("Rested, 1 worst to 5 best", lines, lambda line: line.rested),
        _number("Stress the day before, 1 to 5", lines, lambda line: line.stress),
        _amount("Caffeine the day before", lines, lambda line: line.caffeine_mg, "mg"),
        _amount(
            "Caffeine left at bedtime, estimate",
            lines,
            lambda line: line.caffeine_left_mg,
            "mg",
        ),
        _days("Caffeine in the 6 hours before bed", [line.late_caffeine for line in lines]),
        _amount("Alcohol the day before", lines, lambda line: line.alcohol, "drinks"),
        _days("Alcohol in the 3 hours before bed", [line.late_alcohol for line in lines]),
    )


Figure = Callable[[NightLine], float | None]


def _answers(lines: Iterable[NightLine], figure: Figure) -> list[float]:
    return [value for line in lines if (value := figure(line)) is not None]


def _minutes(name: str, lines: Iterable[NightLine], figure: Figure, note: str = "") -> Average:
    answers = _answers(lines, figure)
    value = hours_and_minutes(sum(answers) / len(answers)) if answers else ""
    return Average(name, value, len(answers), note)


def _number(name: str, lines: Iterable[NightLine], figure: Figure) -> Average:
    answers = _answers(lines, figure)
    return Average(name, f"{sum(answers) / len(answers):.1f}" if answers else "", len(answers))


def _days(name: str, answers: Iterable[bool | None]) -> Average:
    """On how many of the answered days something was so."""
    known = [answer for answer in answers if answer is not None]
    value = counted(sum(known), "day") if known else ""
    return Average(name, value, len(known))


def _amount(name: str, lines: Iterable[NightLine], figure: Figure, unit: str) -> Average:
    answers = _answers(lines, figure)
    if not answers:
        return Average(name, "", 0)
    mean = sum(answers) / len(answers)
    value = f"{mean:.0f} {unit}" if unit == "mg" else f"{mean:.1f} {unit}"
    return Average(name, value, len(answers))


def _share(name: str, lines: Iterable[NightLine], whole: Figure, note: str) -> Average:
    pairs = [
        (slept, all_of_it)
        for line in lines
        if (slept := line.measures.total_sleep) is not None
        and (all_of_it := whole(line)) is not None
    ]
    total = sum(all_of_it for _, all_of_it in pairs)
    value = f"{100 * sum(slept for slept, _ in pairs) / total:.0f} %" if total else ""
    return Average(name, value, len(pairs), note)
