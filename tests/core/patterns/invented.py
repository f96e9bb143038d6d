"""Invented diaries, random and aimed: spells of trouble, silence, late and unknown days.

A diary is made of spells. In each spell every trouble has a share of days, drawn near the
limits of the rules, so that levels rise and fall often. Over it lie the ways in which people
answer: days missed, three days a week, late, not observed, told by a partner or noted as it
happened, tagged, with or without a zone.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from coach.core.diary.records import DoctorVisit, Entry, Profile

Json = dict[str, object]
Parts = dict[str, Json]

SHARES = (0.0, 0.03, 0.1, 0.15, 0.25, 0.3, 0.45, 0.55, 0.7, 0.9)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
CONDITIONS = (
    "diabetes",
    "anaemia",
    "kidney_disease",
    "sleep_apnoea",
    "narcolepsy",
    "spinal_cord_tumour",
    "epilepsy",
)
SIGNS = (
    "weakness",
    "stiffness",
    "several_places",
    "suspected_medicine",
    "sudden_face_arm_speech_change",
    "convulsion",
    "one_weak_seizure_sign",
    "identical_events",
    "bladder_bowel_or_saddle_change",
    "two_toxicity_signs",
)
TAGS = ("caring", "travel", "illness", "shift", "deadline")


@dataclass(frozen=True)
class Invented:
    """A diary and what goes with it."""

    entries: tuple[Entry, ...]
    visits: tuple[DoctorVisit, ...]
    profile: Profile | None
    first: date
    last: date


def _sometimes(chance: random.Random, share: float) -> bool:
    return chance.random() < share


def _disturb(parts: Parts, chance: random.Random) -> None:
    if _sometimes(chance, 0.5):
        parts["movement"]["sleep_starts"] = "disturbing"
    else:
        parts["movement"]["sleep_movement"] = "woke_me"


def _set(part: str, field: str, *values: object) -> Callable[[Parts, random.Random], None]:
    def change(parts: Parts, chance: random.Random) -> None:
        parts[part][field] = chance.choice(values)

    return change


def _sign(parts: Parts, chance: random.Random) -> None:
    parts["movement"]["signs"] = chance.sample(SIGNS, chance.choice((1, 1, 1, 2)))


def _places(parts: Parts, _: random.Random) -> None:
    parts["movement"]["signs"] = ["several_places"]


def _event(parts: Parts, chance: random.Random) -> None:
    kind = chance.choice(("jerk", "flicker", "flicker", "other"))
    parts["entry"]["events"] = [{"at": "15:20", "kind": kind}]


def _long_night(parts: Parts, chance: random.Random) -> None:
    field, value = chance.choice(
        (("sleep_latency_min", 50), ("awake_min", 45), ("woke_early_min", 30))
    )
    parts["night"][field] = value
    if _sometimes(chance, 0.1):
        parts["night"]["tried_to_sleep_at"] = chance.choice(("00:30", "00:31", "02:00"))


def _short_night(parts: Parts, chance: random.Random) -> None:
    parts["night"]["final_wake_at"] = chance.choice(("03:30", "04:40", "05:30"))


def _no_sleep(parts: Parts, chance: random.Random) -> None:
    parts["night"] = {"did_not_sleep": True}
    if _sometimes(chance, 0.5):
        parts["night"]["rested"] = 1


def _impossible(parts: Parts, chance: random.Random) -> None:
    parts["night"]["tried_to_sleep_at"] = "11:00"
    parts["night"]["in_bed_at"] = "13:00"
    if _sometimes(chance, 0.3):
        parts["night"]["confirmed"] = True


def _coffee(parts: Parts, chance: random.Random) -> None:
    cups = chance.randint(1, 4)
    parts["day"]["caffeine"] = [
        {
            "at": chance.choice(("08:00", "13:00", "17:30", "20:00", "22:30", "00:20")),
            "mg": chance.choice((60, 96, 150.5, 220)),
        }
        for _ in range(cups)
    ]


def _wine(parts: Parts, chance: random.Random) -> None:
    at = chance.choice(("19:00", "20:10", "22:00", "23:30"))
    parts["day"]["alcohol"] = [{"at": at, "drinks": chance.choice((1, 2, 3, 4))}]


def _sport(parts: Parts, chance: random.Random) -> None:
    parts["day"]["exercise"] = {
        "min": 40,
        "ended_at": chance.choice(("18:00", "21:50", "22:20", "23:10")),
        "vigorous": _sometimes(chance, 0.8),
    }


def _tag(parts: Parts, chance: random.Random) -> None:
    parts["day"]["context"] = [chance.choice(TAGS)]


TROUBLES: dict[str, Callable[[Parts, random.Random], None]] = {
    "disturbed": _disturb,
    "harmless starts": _set("movement", "sleep_starts", "undisturbing"),
    "kicks": _set("movement", "sleep_movement", "noticed", "noticed", "woke_me"),
    "unrefreshed": _set("night", "rested", 1, 2),
    "legs": _set("movement", "leg_urge", "urge", "urge", "delayed_sleep"),
    "legs at night": _set("movement", "leg_urge", "delayed_sleep"),
    "snoring": _set("movement", "breathing", "snoring"),
    "sleepy": _set("day", "sleepiness", "sleepy"),
    "long nights": _long_night,
    "twitch": _set("movement", "awake", "flicker"),
    "stress": _set("day", "stress", 4, 5),
    "tags": _tag,
    "coffee": _coffee,
    "wine": _wine,
    "sport": _sport,
    "short nights": _short_night,
    "headache": _set("day", "morning_headache", True),
}
# What happens on a day or two, not in spells.
RARITIES: dict[str, Callable[[Parts, random.Random], None]] = {
    "jerk": _set("movement", "awake", "jerk"),
    "dream": _set("movement", "dream_enactment", "acted_out"),
    "harm": _set("movement", "dream_enactment", "injury", "injury", "head_injury"),
    "pause": _set("movement", "breathing", "pauses"),
    "dozed": _set("day", "sleepiness", "dozed_off"),
    "driving": _set("day", "dozed_driving", True),
    "weak": _set("day", "sudden_weakness", "yes", "yes", "with_fall"),
    "paralysis": _set("day", "sleep_paralysis", True),
    "hard to cope": _set("day", "hard_to_cope", True),
    "new medicine": _set("day", "new_medicine", True),
    "cutting": _set("day", "context", ["cutting_caffeine"], ["cutting_caffeine", "shift"]),
    "sign": _sign,
    "places": _places,
    "event": _event,
    "no sleep": _no_sleep,
    "impossible": _impossible,
    "late to bed": _set("day", "bedtime", "21:00", "01:30"),
}
# Troubles that a rule reads together come and go together.
BUNDLES = (
    ("kicks", "unrefreshed"),
    ("kicks", "sleepy"),
    ("snoring", "unrefreshed"),
    ("snoring", "sleepy", "headache"),
    ("long nights", "unrefreshed"),
    ("disturbed",),
    ("disturbed", "stress"),
    ("legs", "legs at night"),
    ("twitch",),
    ("sleepy",),
    ("disturbed", "twitch", "legs", "sleepy"),
)
OFTEN = (
    "disturbed",
    "kicks",
    "unrefreshed",
    "legs",
    "snoring",
    "sleepy",
    "long nights",
    "twitch",
)


def ordinary(chance: random.Random) -> Parts:
    """A calm day on which everything was answered."""
    return {
        "entry": {},
        "night": {
            "in_bed_at": "22:50",
            "tried_to_sleep_at": "23:05",
            "sleep_latency_min": chance.choice((5, 12, 30)),
            "awakenings": 1,
            "awake_min": chance.choice((0, 10, 30)),
            "final_wake_at": "06:50",
            "out_of_bed_at": "07:00",
            "woke_early_min": 0,
            "rested": chance.choice((3, 4, 5)),
        },
        "movement": {
            "sleep_starts": "none",
            "sleep_movement": "none",
            "dream_enactment": "none",
            "leg_urge": "none",
            "breathing": "none",
            "awake": "none",
        },
        "day": {
            "stress": 2,
            "fatigue": chance.choice((2, 3, 4)),
            "caffeine": [{"at": "08:10", "mg": 95}],
            "sleepiness": "none",
            "dozed_driving": False,
            "sudden_weakness": "none",
            "hard_to_cope": False,
            "new_medicine": False,
        },
    }


def _profile(chance: random.Random) -> Profile | None:
    if _sometimes(chance, 0.15):
        return None
    profile: Json = {
        "age": chance.choice((24, 41, 50, 71)),
        "bed_partner": chance.choice((True, False)),
        "drives": chance.choice((True, False)),
    }
    if _sometimes(chance, 0.4):
        profile["conditions"] = chance.sample(CONDITIONS, chance.choice((1, 1, 2)))
    if _sometimes(chance, 0.25):
        profile["medicines"] = [chance.choice(("antidepressant", "antihistamine"))]
    if _sometimes(chance, 0.1):
        profile["pregnant_trimester"] = chance.choice((1, 2, 3))
    if _sometimes(chance, 0.8):
        profile["bedtime"] = chance.choice(("23:00", "22:15", "00:45"))
    if _sometimes(chance, 0.2):
        profile["day_starts_at"] = chance.choice(("03:00", "05:30"))
    if _sometimes(chance, 0.2):
        profile["caffeine_half_life_h"] = chance.choice((3, 8.0, 12))
    if _sometimes(chance, 0.1):
        profile["smokes"] = True
    if _sometimes(chance, 0.1):
        profile["oral_contraceptive"] = True
    return msgspec.convert(profile, Profile)


def _spells(chance: random.Random, length: int) -> list[dict[str, float]]:
    """For each day, each trouble's share."""
    of_diary = chance.sample(sorted(TROUBLES), chance.randint(1, 6))
    if _sometimes(chance, 0.8):
        of_diary.append(chance.choice(OFTEN))
    bundle = chance.choice(BUNDLES) if _sometimes(chance, 0.6) else ()
    days: list[dict[str, float]] = []
    while len(days) < length:
        spell = {trouble: chance.choice(SHARES) for trouble in of_diary}
        strong = chance.choice((0.05, 0.2, 0.4, 0.6, 0.8))
        spell |= dict.fromkeys(bundle, strong)
        if _sometimes(chance, 0.3):
            spell = dict.fromkeys(spell, 0.0)
        days += [spell] * chance.choice((5, 14, 21, 28, 35, 60, 100))
    return days[:length]


def _thin_out(parts: Parts, chance: random.Random, share: float) -> None:
    """Leave single questions out, and say of others that nobody could see."""
    for part in ("night", "movement", "day"):
        for field in list(parts[part]):
            if _sometimes(chance, share):
                del parts[part][field]
    for field in ("sleep_movement", "dream_enactment", "breathing"):
        if _sometimes(chance, share) and field in parts["movement"]:
            parts["movement"][field] = "unknown"
    for part in ("night", "movement", "day"):
        if _sometimes(chance, share / 2):
            parts[part] = {}


def _tell_by_partner(parts: Parts, chance: random.Random) -> None:
    """Move some of the night's answers to the partner, or let the two of them differ."""
    told: Json = {}
    for field in ("sleep_movement", "dream_enactment", "breathing"):
        if field in parts["movement"] and _sometimes(chance, 0.6):
            told[field] = parts["movement"][field]
            parts["movement"][field] = chance.choice(("none", "unknown"))
    if told:
        parts["entry"]["partner"] = told


def _entry(on: date, parts: Parts, stamp: datetime | None, tz: str | None) -> Entry:
    entry: Json = {"date": on.isoformat(), **parts["entry"]}
    if parts["night"].get("did_not_sleep"):
        kept = ("did_not_sleep", "rested")
        parts["night"] = {
            field: parts["night"][field] for field in kept if field in parts["night"]
        }
    for part in ("night", "movement", "day"):
        if parts[part]:
            entry[part] = parts[part]
    if stamp is not None:
        entry["first_recorded_at"] = stamp.isoformat()
    if tz is not None:
        entry["tz"] = tz
    return msgspec.convert(entry, Entry)


def _stamp(on: date, tz: str | None, chance: random.Random) -> datetime:
    """When a day was first answered, often close to 48 hours after its end."""
    zone = ZoneInfo(tz) if tz else UTC
    end = datetime(on.year, on.month, on.day, 4, tzinfo=zone) + timedelta(days=1)
    hours = chance.choice((-6.0, 20.0, 47.0, 48.0, 48.1, 49.0, 49.6, 90.0))
    return (end.astimezone(UTC) + timedelta(hours=hours)).astimezone(zone)


@dataclass(frozen=True)
class Habits:
    """How somebody answers: shares of the days missed, thinned out, late, told by two."""

    missing: float
    weekdays: Sequence[int]
    silent: Sequence[int]
    thin: float
    late: float
    partner: float

    def skips(self, on: date, number: int, chance: random.Random) -> bool:
        absent = on.weekday() not in self.weekdays or number in self.silent
        return absent or _sometimes(chance, self.missing)


def _habits(chance: random.Random, length: int) -> Habits:
    silent_from = chance.randrange(length)
    return Habits(
        missing=chance.choice((0.0, 0.05, 0.15, 0.3, 0.5, 0.6)),
        weekdays=chance.choice((range(7), range(7), range(7), (0, 2, 5), range(5))),
        silent=range(silent_from, silent_from + chance.choice((0, 0, 10, 20, 45))),
        thin=chance.choice((0.0, 0.0, 0.05, 0.2, 0.5)),
        late=chance.choice((0.0, 0.0, 0.0, 0.1, 0.4)),
        partner=chance.choice((0.0, 0.0, 0.3)),
    )


def _rarities(chance: random.Random) -> dict[str, float]:
    if _sometimes(chance, 0.5):
        return {}
    often = {rarity: chance.choice((0.004, 0.01, 0.02)) for rarity in RARITIES}
    for rarity in chance.sample(sorted(RARITIES), 2):
        often[rarity] = chance.choice((0.03, 0.08, 0.2))
    return often


def _lived(spell: dict[str, float], rarities: dict[str, float], chance: random.Random) -> Parts:
    parts = ordinary(chance)
    for what, share in (*spell.items(), *rarities.items()):
        if _sometimes(chance, share):
            (TROUBLES | RARITIES)[what](parts, chance)
    return parts


def _written(
    on: date, parts: Parts, habits: Habits, tz: str | None, chance: random.Random
) -> Entry:
    """A day as it was noted: cleared again, drinks alone, or with gaps and from two people."""
    if _sometimes(chance, 0.01):
        empty = {"date": on.isoformat(), "recorded_at": "2024-12-01T08:00:00Z"}
        return msgspec.convert({**empty, "cleared": True}, Entry)
    if _sometimes(chance, 0.02):
        drinks: Parts = {"entry": {}, "night": {}, "movement": {}, "day": {}}
        _coffee(drinks, chance)
        return _entry(on, drinks, None, tz)
    if _sometimes(chance, habits.thin):
        _thin_out(parts, chance, habits.thin)
    if _sometimes(chance, habits.partner):
        _tell_by_partner(parts, chance)
    if habits.late and _sometimes(chance, 0.05):
        parts["entry"]["day_starts_at"] = chance.choice(("05:00", "09:00", "16:00"))
    stamp = _stamp(on, tz, chance) if _sometimes(chance, habits.late) else None
    return _entry(on, parts, stamp, tz)


def invented(seed: str, length: int = 200) -> Invented:
    """The diary of a seed; the same one each time."""
    chance = random.Random(seed)
    first = date(2024, 1, 1) + timedelta(days=chance.randrange(330))
    habits, rarities = _habits(chance, length), _rarities(chance)
    tz = chance.choice((None, None, *ZONES))
    entries: list[Entry] = []
    for number, spell in enumerate(_spells(chance, length)):
        on = first + timedelta(days=number)
        parts = _lived(spell, rarities, chance)
        if habits.skips(on, number, chance):
            continue
        if tz and _sometimes(chance, 0.01):
            tz = chance.choice(ZONES)
        entries.append(_written(on, parts, habits, tz, chance))
    visits = tuple(
        DoctorVisit(date=first + timedelta(days=chance.randrange(length)))
        for _ in range(chance.choice((0, 0, 1, 2, 4)))
    )
    last = first + timedelta(days=length - 1)
    return Invented(tuple(entries), visits, _profile(chance), first, last)
