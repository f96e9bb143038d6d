"""Tags of the sleepdiary Standard format that say plainly what the log asks.

They are those that the coach itself writes (`coach.exchange.sleepdiary`). A tag that says
"none" is not taken: nothing that is imported becomes "no movement". Any other tag goes to
the notes.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    LegUrge,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    Trigger,
    Witness,
)

MEASURED = "measured"

_WORDS: Mapping[str, tuple[str, str, type[StrEnum]]] = {
    "twitch:hypnic": ("movement", "sleep_starts", SleepStarts),
    "twitch:asleep": ("movement", "sleep_movement", SleepMovement),
    "twitch:awake": ("movement", "awake", AwakeMovement),
    "dream-enactment": ("movement", "dream_enactment", DreamEnactment),
    "leg-urge": ("movement", "leg_urge", LegUrge),
    "breathing": ("movement", "breathing", Breathing),
    "witness": ("movement", "witness", Witness),
    "sleepiness": ("day", "sleepiness", Sleepiness),
}
_LISTS: Mapping[str, tuple[str, str, type[StrEnum]]] = {
    "trigger": ("movement", "triggers", Trigger),
    "sign": ("movement", "signs", Sign),
    "context": ("day", "context", Context),
}
_STEPS: Mapping[str, tuple[str, str, int, int]] = {
    "awakenings": ("night", "awakenings", 0, 200),
    "quality": ("night", "quality", 1, 5),
    "rested": ("night", "rested", 1, 5),
    "woke-early-min": ("night", "woke_early_min", 0, 1440),
    "stress": ("day", "stress", 1, 5),
    "anxiety": ("day", "anxiety", 1, 5),
    "fatigue": ("day", "fatigue", 1, 5),
    "nap-min": ("day", "nap_min", 0, 1440),
}
_YES: Mapping[str, tuple[str, str]] = {
    "falling-feeling": ("movement", "falling_feeling"),
    "new-medicine": ("day", "new_medicine"),
}
# What carries no answer of its own: the grade follows in a tag of its own.
_SILENT = frozenset({MEASURED, "time:unknown", *_WORDS})

Answers = dict[str, dict[str, object]]


def read_tags(tags: Iterable[str]) -> tuple[Answers, tuple[str, ...]]:
    """The answers that tags state, and the tags that state none.

    Returns:
        Answers in the log's own words by part, and the other tags in their order.
    """
    answers: Answers = {}
    other_tags: list[str] = []
    graded = set()
    for tag in tags:
        name, _, value = tag.rpartition(":")
        if tag in _YES:
            part, field = _YES[tag]
            answers.setdefault(part, {})[field] = True
        elif name in _WORDS and value in set(_WORDS[name][2]):
            graded.add(name)
            part, field, _ = _WORDS[name]
            if value != "none":
                answers.setdefault(part, {})[field] = value
        elif name in _LISTS and value in set(_LISTS[name][2]):
            _add(answers, *_LISTS[name][:2], value)
        elif name in _STEPS and _is_within(value, *_STEPS[name][2:]):
            part, field, _, _ = _STEPS[name]
            answers.setdefault(part, {})[field] = int(value)
        else:
            other_tags.append(tag)
    for_notes = (
        tag for tag in other_tags if tag not in _SILENT or (tag in _WORDS and tag not in graded)
    )
    return answers, tuple(for_notes)


def _is_within(value: str, low: int, high: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 5 and low <= int(value) <= high


def _add(answers: Answers, part: str, field: str, value: str) -> None:
    listed = answers.setdefault(part, {}).setdefault(field, [])
    if isinstance(listed, list) and value not in listed:
        listed.append(value)
