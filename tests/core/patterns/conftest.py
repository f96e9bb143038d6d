"""Diaries written as a line of tokens, and what the rules make of them day by day.

One token is one day. ``.`` is a calm day with every question answered, ``-`` a day without
an entry; letters add what was noted (the letters of the log), and words follow after ``+``:
``J`` a start that disturbed sleep, ``Ku`` a kick that woke and an unrefreshed morning,
``t+weakness`` a twitch with a warning sign, ``J+stress``, ``B+travel``, ``T+late``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest

from coach.core.diary.choices import Context, Sign
from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns import Level, Standing, TimelineRow, standing, timeline

FIRST = date(2026, 3, 2)
# Without a bedtime nothing that is measured at it can be told.
USUAL = Profile(bedtime="23:00")

_LETTERS: Mapping[str, tuple[str, str, object]] = {
    "j": ("movement", "sleep_starts", "undisturbing"),
    "J": ("movement", "sleep_starts", "disturbing"),
    "k": ("movement", "sleep_movement", "noticed"),
    "K": ("movement", "sleep_movement", "woke_me"),
    "d": ("movement", "dream_enactment", "acted_out"),
    "D": ("movement", "dream_enactment", "injury"),
    "H": ("movement", "dream_enactment", "head_injury"),
    "l": ("movement", "leg_urge", "urge"),
    "L": ("movement", "leg_urge", "delayed_sleep"),
    "r": ("movement", "breathing", "snoring"),
    "p": ("movement", "breathing", "pauses"),
    "t": ("movement", "awake", "flicker"),
    "T": ("movement", "awake", "jerk"),
    "u": ("night", "rested", 2),
    "B": ("night", "sleep_latency_min", 45),
    "A": ("night", "awake_min", 45),
    "E": ("night", "woke_early_min", 30),
    "s": ("day", "sleepiness", "sleepy"),
    "S": ("day", "sleepiness", "dozed_off"),
    "h": ("day", "morning_headache", True),
    "c": ("day", "hard_to_cope", True),
    "W": ("day", "dozed_driving", True),
    "x": ("day", "sudden_weakness", "yes"),
    "X": ("day", "sudden_weakness", "with_fall"),
    "y": ("day", "sleep_paralysis", True),
    "m": ("day", "new_medicine", True),
}
_WORDS: Mapping[str, tuple[str, str, object]] = {
    "stress": ("day", "stress", 5),
    "coffee": ("day", "caffeine", [{"at": "09:00", "mg": 420}]),
    "espresso": ("day", "caffeine", [{"at": "21:00", "mg": 120}]),
    "wine": ("day", "alcohol", [{"at": "21:00", "drinks": 3}]),
    "run": ("day", "exercise", {"min": 40, "ended_at": "22:15", "vigorous": True}),
    "short": ("night", "sleep_latency_min", 25),
}
_LETTER_OF = {
    Level.NONE: ".",
    Level.INFO: "i",
    Level.WATCH: "w",
    Level.SOON: "s",
    Level.NOW: "N",
}


def _calm() -> dict[str, dict[str, object]]:
    return {
        "night": {
            "tried_to_sleep_at": "23:00",
            "sleep_latency_min": 12,
            "awakenings": 1,
            "awake_min": 5,
            "final_wake_at": "06:50",
            "out_of_bed_at": "07:00",
            "woke_early_min": 0,
            "rested": 4,
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
            "caffeine": [],
            "alcohol": [],
            "sleepiness": "none",
            "dozed_driving": False,
            "sudden_weakness": "none",
            "sleep_paralysis": False,
            "new_medicine": False,
            "hard_to_cope": False,
        },
    }


def _entry(day: date, token: str) -> Entry:
    letters, *words = token.split("+")
    plain: dict[str, object] = {"date": day.isoformat()}
    parts = _calm()
    signs: list[str] = []
    context: list[str] = []
    for letter in letters.replace(".", ""):
        part, field, value = _LETTERS[letter]
        parts[part][field] = value
    for word in words:
        if word in set(Sign):
            signs.append(word)
        elif word in set(Context):
            context.append(word)
        elif word in {"late", "in_time"}:
            over = datetime.combine(day + timedelta(days=3), time(4), UTC)
            late = timedelta(minutes=1 if word == "late" else 0)
            plain["first_recorded_at"] = (over + late).isoformat()
        elif word == "brief":  # asleep for five and a half hours only
            parts["night"] |= {"tried_to_sleep_at": "01:03"}
        else:
            part, field, value = _WORDS[word]
            parts[part][field] = value
    if signs:
        parts["movement"]["signs"] = signs
    if context:
        parts["day"]["context"] = context
    return msgspec.convert(plain | parts, Entry)


def write(text: str, first: date = FIRST) -> tuple[Entry, ...]:
    """A diary of one token a day."""
    return tuple(
        _entry(first + timedelta(days=place), token)
        for place, token in enumerate(text.split())
        if token != "-"
    )


@dataclass(frozen=True)
class Replay:
    """A diary replayed: letters for levels, one a day (``.``, ``i``, ``w``, ``s``, ``N``)."""

    entries: tuple[Entry, ...]
    visits: tuple[DoctorVisit, ...]
    profile: Profile | None
    rows: tuple[TimelineRow, ...]

    def rule(self, rule: str) -> str:
        """What the answers of each day say of one rule."""
        return "".join(_LETTER_OF[row.rules.get(rule, Level.NONE)] for row in self.rows)

    @property
    def level(self) -> str:
        """The level of each day."""
        return "".join(_LETTER_OF[row.level] for row in self.rows)

    @property
    def shown(self) -> str:
        """What was shown on each day."""
        return "".join(_LETTER_OF[row.shown] for row in self.rows)

    def standing(self, number: int | None = None) -> Standing:
        """The standing on a day by its number, day 1 being the first; else on the last day."""
        day = self.rows[-1 if number is None else number - 1].date
        return standing(self.entries, self.visits, self.profile, day)


Replayer = Callable[..., Replay]


def _replay(
    text: str,
    *,
    profile: Profile | None = USUAL,
    visits: Sequence[int] = (),
    change: Callable[[Entry], Entry] | None = None,
    first: date = FIRST,
) -> Replay:
    entries = write(text, first)
    if change is not None:
        entries = tuple(change(entry) for entry in entries)
    seen = tuple(DoctorVisit(date=first + timedelta(days=number - 1)) for number in visits)
    last = first + timedelta(days=len(text.split()) - 1)
    rows = timeline(entries, seen, profile, first, last)
    return Replay(entries, seen, profile, rows)


@pytest.fixture(scope="session")
def replay() -> Replayer:
    """Replay a written diary."""
    return _replay


@pytest.fixture(scope="session")
def diary() -> Callable[..., tuple[Entry, ...]]:
    """Write a diary."""
    return write


@pytest.fixture(scope="session")
def without() -> Callable[[str, Iterable[int]], str]:
    """A written diary with some of its days, by number, missing."""

    def leave_out(text: str, numbers: Iterable[int]) -> str:
        missing = set(numbers)
        tokens = enumerate(text.split(), 1)
        return " ".join("-" if number in missing else token for number, token in tokens)

    return leave_out
