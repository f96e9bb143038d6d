"""What the program says to a person: calm, kind, British, and never a diagnosis."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from tests.benchmarks.words_on_screen import spoken

_DISEASES = (
    r"restless legs|rls\b|rbd\b|rem sleep behaviour|periodic limb|plmd|narcolepsy|"
    r"(sleep )?apnoea|insomnia|epilepsy|diabetes|anaemia|ur[a]?emia|myoclonus|parkinson|"
    r"motor neurone|als\b|multiple sclerosis|cancer|tumour|disorder|syndrome"
)
_OWN = re.compile(
    rf"\b(you (probably |may |might )?(have|suffer from)|you've|your)( got)?"
    rf"( an?| the| some)? ({_DISEASES})",
    re.IGNORECASE,
)
_GUILT = re.compile(
    r"\b(failed|failure|missed your|streaks?|should have|should not have|you should|"
    r"you forgot|why didn't you|lazy|broke your|disappoint|naughty|cheat(ed)?)\b",
    re.IGNORECASE,
)
_MEDICINE = re.compile(
    r"\b(melatonin|clonazepam|diazepam|zolpidem|zopiclone|pramipexole|ropinirole|rotigotine|"
    r"gabapentin|pregabalin|levodopa|quinine|valerian|magnesium|benzodiazepines?|"
    r"(take|try|use) (an?|some|your|this) (iron|tablets?|pills?|supplements?|medicines?)|"
    r"(stop|reduce|halve|raise) (your|the) (dose|medicine|tablets?))\b",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"\b(behaviors?|apnea|anemia|uremia|tumors?|colors?|center|gray|favorite|organize[ds]?|"
    r"recognize[ds]?|analyze[ds]?|diarrhea|pediatrician|acetaminophen|gotten)\b",
    re.IGNORECASE,
)


def is_emoji(sign: str) -> bool:
    """Whether terminals disagree on how wide it is, or draw it as a picture."""
    if sign in "\u200d\ufe0e\ufe0f" or ord(sign) >= 0x1F000:
        return True
    pictured = 0x2600 <= ord(sign) <= 0x27BF and sign != "✓"
    return pictured or unicodedata.east_asian_width(sign) in "WF" or cell_len(sign) != 1


FAULTS: dict[str, Callable[[str], bool]] = {
    "an exclamation mark": lambda text: "!" in text,
    "a word of guilt": lambda text: bool(_GUILT.search(text)),
    "a disease as the person's own": lambda text: bool(_OWN.search(text)),
    "a medicine advised": lambda text: bool(_MEDICINE.search(text)),
    "an American spelling": lambda text: bool(_AMERICAN.search(text)),
    "an emoji": lambda text: any(is_emoji(sign) for sign in text if sign != "\x1b"),
}
# Titles of other people's papers keep their own words and spelling.
_QUOTED = "tips/sources.toml"


def faults(text: str) -> list[str]:
    """What is wrong with a sentence."""
    return [name for name, holds in FAULTS.items() if holds(text)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Well done!", "an exclamation mark"),
        ("You failed to answer yesterday.", "a word of guilt"),
        ("Your streak is over.", "a word of guilt"),
        ("You should have slept earlier.", "a word of guilt"),
        ("You have restless legs.", "a disease as the person's own"),
        ("Your sleep apnoea explains this.", "a disease as the person's own"),
        ("You may have a REM sleep behaviour disorder.", "a disease as the person's own"),
        ("Try some magnesium tonight.", "a medicine advised"),
        ("Take an iron tablet.", "a medicine advised"),
        ("Reduce your dose.", "a medicine advised"),
        ("Choose a color.", "an American spelling"),
        ("Sleep well ☕", "an emoji"),
        ("Sleep well \U0001f634", "an emoji"),
        ("Be kind ❤\ufe0f", "an emoji"),
    ],
)
def test_a_fault_is_found(text: str, fault: str) -> None:
    assert fault in faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Restless legs twice a week.",
        "Has a doctor found any of these?",
        "Never stop a prescribed medicine yourself: ask the pharmacist.",
        "● disturbed  ○ no bother  - none",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert faults(text) == []


def test_no_sentence_that_is_shown_has_a_fault() -> None:
    shown = list(spoken())
    assert len(shown) > 1500, "the sentences are no longer found"
    found = [
        f"{where}: {', '.join(wrong)}: {text}"
        for where, text in shown
        if where != _QUOTED and (wrong := faults(text))
    ]
    assert found == []
