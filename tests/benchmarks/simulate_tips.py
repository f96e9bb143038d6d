"""Thirty evenings of tips for invented people, from an empty diary on, to be read through.

Run it by hand: ``python tests/benchmarks/simulate_tips.py [--read] [NAME ...]``. It prints a
table, with ``--read`` every evening's tip and why, and exits with 1 if a promise was broken:
the biggest lever by the third evening, five subjects in thirty, nothing again within its days
of rest, nothing that should have begun by now, no appointment once a doctor has seen it.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from coach.core.diary import day as days
from coach.core.diary.choices import Feedback
from coach.core.diary.records import DoctorVisit, Entry, Profile, ShownTip
from coach.core.patterns import standing
from coach.core.tips.facts.table import Facts, Speaking, facts
from coach.core.tips.looking_back import hours_to_bed
from coach.core.tips.rotation import Choice, For, tonight
from coach.core.tips.shelf import REST_DAYS, SAFETY_REST_DAYS
from coach.core.tips.tip import Subject, Tip
from coach.store.tips.tipbook import load

FIRST = date(2026, 1, 5)
EVENINGS = 30
FEWEST_SUBJECTS = 5
LEVER_BY = 3

_USUAL = Profile(bedtime="23:30")

Answers = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented.

    Attributes:
        name: What they are like.
        lever: The subjects of which one must come by the third evening; empty for none.
        answer: How a day of theirs is answered, by its number.
        profile: What was asked once.
        clock: When the tip is read.
        waits: Days that go by before the evenings that are looked at.
        visits: On which of the evenings looked at, counted from 0, a doctor is seen.
        answers_share: On how many of the evenings they answer.
    """

    name: str
    lever: frozenset[str]
    answer: Callable[[int, random.Random], Answers]
    profile: Profile = _USUAL
    clock: str = "22:30"
    waits: int = 0
    visits: tuple[int, ...] = ()
    answers_share: float = 0.9


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening: what was known, and the tip."""

    day: date
    known: Facts
    to_bed_h: float
    choice: Choice | None


def _clock(minutes: float) -> str:
    whole = round(minutes) % 1440
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _night(
    dice: random.Random,
    *,
    bed: float = 1410,
    hours: float = 7.2,
    latency: float = 12,
    awake: float = 8,
    rested: float = 3.6,
    spread: float = 12,
) -> dict[str, object]:
    start = bed + dice.gauss(0, spread)
    wake = start + 60 * hours + dice.gauss(0, spread)
    return {
        "tried_to_sleep_at": _clock(start),
        "sleep_latency_min": max(0, round(dice.gauss(latency, latency / 3))),
        "awake_min": max(0, round(dice.gauss(awake, awake / 2))),
        "final_wake_at": _clock(wake),
        "out_of_bed_at": _clock(wake + 10),
        "rested": _step(dice.gauss(rested, 0.6)),
    }


def _step(value: float) -> int:
    return min(5, max(1, round(value)))


def _cups(*taken: tuple[str, int]) -> list[dict[str, object]]:
    return [{"at": at, "mg": mg, "drink": "coffee"} for at, mg in taken]


def _movement(starts: str = "none", asleep: str = "none") -> dict[str, object]:
    return {"sleep_starts": starts, "sleep_movement": asleep, "awake": "none"}


def heavy_coffee(number: int, dice: random.Random) -> Answers:
    """Five coffees a day, the last at half past six: about 120 mg are left at bedtime."""
    cups = _cups(("08:00", 96), ("10:00", 96), ("13:00", 96), ("16:00", 96), ("18:30", 96))
    starts = "disturbing" if dice.random() < 0.15 else "undisturbing"
    return {
        "night": _night(dice, latency=26),
        "movement": _movement(starts if dice.random() < 0.4 else "none"),
        "day": {
            "stress": _step(dice.gauss(2.2, 0.7)),
            "anxiety": _step(dice.gauss(1.8, 0.6)),
            "fatigue": _step(dice.gauss(2.8, 0.7)),
            "caffeine": cups,
        },
    }


def stressed(number: int, dice: random.Random) -> Answers:
    """A hard time at work: stress 4 or 5 on workdays."""
    working = number % 7 < 5
    return {
        "night": _night(dice, latency=32, awake=18, rested=2.8),
        "movement": _movement("disturbing" if dice.random() < 0.2 else "none"),
        "day": {
            "stress": _step(dice.gauss(4.4 if working else 2.6, 0.5)),
            "anxiety": _step(dice.gauss(3.4 if working else 2.4, 0.7)),
            "fatigue": _step(dice.gauss(3.2, 0.7)),
            "caffeine": _cups(("08:00", 96)),
        },
    }


def night_worker(number: int, dice: random.Random) -> Answers:
    """In bed at eight in the morning, five nights of work a week, coffee through the shift."""
    working = number % 7 < 5
    return {
        "night": _night(dice, bed=480, hours=6.2, latency=20, awake=30, rested=2.8),
        "movement": _movement("undisturbing" if dice.random() < 0.2 else "none"),
        "day": {
            "stress": _step(dice.gauss(2.4, 0.7)),
            "anxiety": _step(dice.gauss(2, 0.6)),
            "fatigue": _step(dice.gauss(3.4, 0.7)),
            "sleepiness": "sleepy" if dice.random() < 0.4 else "none",
            "caffeine": _cups(("22:00", 96), ("01:30", 96)) if working else [],
            "context": ["shift"] if working else [],
        },
    }


def irregular(number: int, dice: random.Random) -> Answers:
    """Up at seven, at noon, at half past eight: rising times over four hours apart."""
    rising = (0, 300, 90, 240, 30, 285, 150)[number % 7]
    return {
        "night": _night(dice, bed=1380 + rising * 0.7, hours=7 + rising / 400, latency=15),
        "movement": _movement("undisturbing" if dice.random() < 0.15 else "none"),
        "day": {
            "stress": _step(dice.gauss(2.3, 0.7)),
            "anxiety": _step(dice.gauss(1.9, 0.6)),
            "fatigue": _step(dice.gauss(2.9, 0.7)),
            "caffeine": _cups(("10:00", 96)),
        },
    }


def calm(number: int, dice: random.Random) -> Answers:
    """Nothing to do: good nights, quiet days, one tea."""
    return {
        "night": _night(dice, hours=7.8, latency=9, awake=4, rested=4.2),
        "movement": _movement("undisturbing" if dice.random() < 0.1 else "none"),
        "day": {
            "stress": _step(dice.gauss(1.5, 0.5)),
            "anxiety": _step(dice.gauss(1.3, 0.4)),
            "fatigue": _step(dice.gauss(1.7, 0.5)),
            "caffeine": _cups(("08:00", 48)),
        },
    }


def disturbed(number: int, dice: random.Random) -> Answers:
    """Movement disturbs six nights of ten, and nothing explains it."""
    return {
        "night": _night(dice, latency=22, awake=20, rested=2.9),
        "movement": _movement("disturbing" if dice.random() < 0.6 else "none"),
        "day": {
            "stress": _step(dice.gauss(2.4, 0.6)),
            "anxiety": _step(dice.gauss(2.4, 0.6)),
            "fatigue": _step(dice.gauss(3, 0.7)),
            "caffeine": _cups(("08:00", 96)),
        },
    }


def improving(number: int, dice: random.Random) -> Answers:
    """As `disturbed`, until some days after a doctor was seen."""
    answers = disturbed(number, dice)
    if number > 40:
        answers["movement"] = _movement("disturbing" if dice.random() < 0.05 else "none")
    return answers


_STRESS = frozenset({"stress", "breathing", "relaxation", "worry"})
PEOPLE = (
    Person("heavy coffee", frozenset({"caffeine"}), heavy_coffee),
    Person(
        "heavy coffee, read past bedtime", frozenset({"caffeine"}), heavy_coffee, clock="23:40"
    ),
    Person("stress", _STRESS, stressed),
    Person(
        "night worker",
        frozenset({"care"}),
        night_worker,
        Profile(bedtime="08:00", day_starts_at="13:00", drives=True),
        "06:40",
    ),
    Person("irregular hours", frozenset({"schedule"}), irregular),
    Person("nobody's lever", frozenset(), calm),
    Person("a banner up", frozenset({"safety"}), disturbed, waits=22),
    Person("a banner seen", frozenset({"safety"}), improving, waits=22, visits=(12,)),
)


def live(person: Person, tips: tuple[Tip, ...], subjects: tuple[Subject, ...]) -> list[Evening]:
    """Answer and read a tip on every evening; those before the wait is over show none."""
    # Seeded and for no secret: the same people every time.
    dice = random.Random(person.name)
    entries: list[Entry] = []
    shown: list[ShownTip] = []
    evenings: list[Evening] = []
    start = FIRST + timedelta(days=person.waits)
    visits = tuple(DoctorVisit(date=start + timedelta(days=place)) for place in person.visits)
    for number in range(person.waits + EVENINGS):
        day = FIRST + timedelta(days=number)
        answers = person.answer(number, dice)
        # The evening on which somebody begins is answered.
        if not number or dice.random() < person.answers_share:
            entries.append(msgspec.convert({"date": day.isoformat(), **answers}, Entry))
        if number < person.waits:
            continue
        seen = tuple(visit for visit in visits if visit.date <= day)
        where = standing(entries, seen, person.profile, day)
        known = facts(entries, person.profile, day).beside(Speaking.of(where))
        to_bed_h = hours_to_bed(_moment(person, day), day, None, person.profile)
        choice = tonight(tips, subjects, known, shown, day, to_bed_h=to_bed_h)
        evenings.append(Evening(day, known, to_bed_h, choice))
        if choice is not None:
            verdict = _verdict(dice)
            shown.append(ShownTip(tip=choice.tip.id, shown_on=day, feedback=verdict))
    return evenings


def _moment(person: Person, day: date) -> datetime:
    """When the tip of a day is read."""
    starts = person.profile.day_starts_at or days.DEFAULT_DAY_START
    return days.in_day(day, person.clock, starts).replace(tzinfo=None)


def _verdict(dice: random.Random) -> Feedback | None:
    roll = dice.random()
    if roll < 0.08:
        return Feedback.HELPED
    return Feedback.TRIED if roll < 0.3 else None


@dataclass(frozen=True, slots=True)
class Figures:
    """What thirty evenings come to.

    Attributes:
        fits: Share of the evenings whose tip fits the day.
        lever_on: The evening, from 1, on which the lever first came; None if it never did.
        subjects: How many subjects came.
        again: Tips that came again within their days of rest.
        late: Tips for tonight that should have begun by then.
        asked: Tips that asked for an appointment once a doctor had seen it.
    """

    fits: float
    lever_on: int | None
    subjects: int
    again: int
    late: int
    asked: int

    def broken(self, person: Person) -> bool:
        """Whether a promise was broken."""
        in_time = not person.lever or (self.lever_on or EVENINGS) <= LEVER_BY
        enough = self.subjects >= FEWEST_SUBJECTS
        return not (in_time and enough) or bool(self.again + self.late + self.asked)


def figures(person: Person, evenings: list[Evening]) -> Figures:
    """Count what was promised."""
    made = [evening.choice for evening in evenings if evening.choice is not None]
    levers = [
        number for number, choice in enumerate(made, 1) if choice.tip.subject in person.lever
    ]
    last: dict[str, date] = {}
    again = late = asked = 0
    for evening in evenings:
        choice = evening.choice
        if choice is None:
            continue
        tip = choice.tip
        beside_banner = tip.safety and evening.known.get("banner")
        rest = SAFETY_REST_DAYS if beside_banner else REST_DAYS
        again += tip.id in last and (evening.day - last[tip.id]).days <= rest
        last[tip.id] = evening.day
        late += choice.offered_for is For.TONIGHT and tip.too_late(evening.to_bed_h)
        asked += tip.asks_for_doctor and bool(evening.known.get("doctor_may_wait"))
    return Figures(
        fits=sum(choice.fits for choice in made) / len(made),
        lever_on=levers[0] if levers else None,
        subjects=len({choice.tip.subject for choice in made}),
        again=again,
        late=late,
        asked=asked,
    )


def _banner(known: Facts) -> str:
    names = ("banner_new", "banner_asks", "banner_seen", "banner_easing")
    return next((name.partition("_")[2] for name in names if known.get(name)), "")


def _read(evenings: list[Evening]) -> None:
    for number, evening in enumerate(evenings, 1):
        choice = evening.choice
        stage = _banner(evening.known)
        if choice is None:
            print(f"  {number:>2} {stage:<6} no tip")
            continue
        print(
            f"  {number:>2} {stage:<6} [{choice.tip.subject}] for {choice.offered_for}: "
            f"{choice.tip.do}\n{'':13}{choice.tip.why} | {choice.why_now}"
        )


def main() -> int:
    """Print the table; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read", action="store_true", help="print every evening's tip")
    parser.add_argument("names", nargs="*", help="only people whose name has this in it")
    asked = parser.parse_args()
    book = load()
    broken = False
    head = ("", "fits", "lever on", "subjects", "again", "late", "asked")
    print("{:<32} {:>5} {:>9} {:>9} {:>6} {:>5} {:>6}".format(*head))
    for person in PEOPLE:
        if asked.names and not any(name in person.name for name in asked.names):
            continue
        evenings = live(person, book.tips, book.subjects)
        count = figures(person, evenings)
        broken |= count.broken(person)
        lever = "-" if not person.lever else str(count.lever_on)
        print(
            f"{person.name:<32} {count.fits:>5.0%} {lever:>9} {count.subjects:>9} "
            f"{count.again:>6} {count.late:>5} {count.asked:>6}"
            f"{'   BROKEN' if count.broken(person) else ''}"
        )
        turns = Counter(evening.choice.tip.subject for evening in evenings if evening.choice)
        print("   " + ", ".join(f"{name} {number}" for name, number in turns.most_common()))
        if asked.read:
            _read(evenings)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
