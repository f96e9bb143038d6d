"""Diaries of which each day says only what a test lays into it, so many days before today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from coach.core.diary.records import Entry

TODAY = date(2026, 6, 30)
Answers = Mapping[str, Mapping[str, object]]


class Fact(NamedTuple):
    """The answers that say yes to something, and those that say no to it alone."""

    yes: Answers
    no: Answers


def _one(part: str, field: str, yes: object, no: object) -> Fact:
    return Fact({part: {field: yes}}, {part: {field: no}})


DISTURBED = _one("movement", "sleep_starts", "disturbing", "none")
KICKS = _one("movement", "sleep_movement", "noticed", "none")
URGE = _one("movement", "leg_urge", "urge", "none")
DELAYED = _one("movement", "leg_urge", "delayed_sleep", "none")
ENACTED = _one("movement", "dream_enactment", "acted_out", "none")
LOUD = _one("movement", "breathing", "snoring", "none")
PAUSE = _one("movement", "breathing", "pauses", "none")
JERK = _one("movement", "awake", "jerk", "none")
TWITCH = _one("movement", "awake", "flicker", "none")
POOR = _one("night", "rested", 2, 4)
SLEEPY = _one("day", "sleepiness", "sleepy", "none")
DOZED = _one("day", "sleepiness", "dozed_off", "none")
COPING = _one("day", "hard_to_cope", True, False)
WEAK = _one("day", "sudden_weakness", "yes", "none")
BAD = Fact(
    {"night": {"sleep_latency_min": 45}}, {"night": {"sleep_latency_min": 9, "awake_min": 9}}
)
EXPLAINED = Fact({"day": {"context": ["illness"]}}, {"day": {"context": []}})
SEVEN_HOURS = {"tried_to_sleep_at": "23:00", "final_wake_at": "06:00", "awake_min": 0}
SLEPT = Fact(
    {"night": {**SEVEN_HOURS, "sleep_latency_min": 0}},
    {"night": {**SEVEN_HOURS, "sleep_latency_min": 1}},
)
BEGUN = Fact({"day": {"stress": 1}}, {})


class Layer(NamedTuple):
    """On which days, so many days ago, something is said to be so, and not to be so."""

    fact: Fact
    yes: Collection[int]
    no: Collection[int] = ()


def diary(*layers: Layer) -> tuple[Entry, ...]:
    """A diary up to today, in which every day says only what some layer says."""
    said: dict[int, dict[str, dict[str, object]]] = {}
    for layer in layers:
        for days, answers in ((layer.yes, layer.fact.yes), (layer.no, layer.fact.no)):
            for ago in days:
                for part, fields in answers.items():
                    said.setdefault(ago, {}).setdefault(part, {}).update(fields)
    return tuple(
        msgspec.convert({"date": (TODAY - timedelta(days=ago)).isoformat(), **parts}, Entry)
        for ago, parts in said.items()
    )
