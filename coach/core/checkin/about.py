"""What is asked once about the person: what is said to it, and which question comes next."""

from collections.abc import Collection

from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import QUESTIONS, of_page
from coach.core.checkin.state import State
from coach.core.checkin.words import in_words
from coach.core.diary.records import Profile

CHILD_NOTE = (
    "Under 16: the thresholds here are made for adults. Twitching in sleep is common in "
    "children. Every red flag is shown all the same. Please show this to a parent and a doctor."
)
_CHILD_LINE = "Under 16: the thresholds are for adults; red flags are shown."
_ADULT = 16
# Not asked unbidden of whom they hardly concern; the profile has them all.
_BY_AGE, _LAST_AGE_FOR = frozenset({"pregnant", "pill"}), 55
_BESIDE_AGE = frozenset({"age", "bed-partner", "usual-bedtime"})


def next_question(
    profile: Profile, never: Collection[str], last: str | None = None
) -> str | None:
    """The question about the person that is asked next, or None where none is left.

    They take turns: one that was passed over comes again when the others had theirs.

    Args:
        profile: What was answered.
        never: Questions that are not to be asked again.
        last: The one that was asked last.
    """
    waiting = [question for question in QUESTIONS if question.by_and_by]
    names = [question.id for question in waiting]
    after = names.index(last) + 1 if last in names else 0
    past_that = (profile.age or 0) > _LAST_AGE_FOR
    for question in (*waiting[after:], *waiting[:after]):
        answered = getattr(profile, question.of_profile) is not None
        out_of_place = past_that and question.id in _BY_AGE
        if not answered and not out_of_place and question.id not in never:
            return question.id
    return None


def note(state: State) -> str:
    """What is said to one under sixteen, in full beside the age; empty otherwise."""
    age = state.profile.age
    if state.page is not CheckinPage.ABOUT or age is None or age >= _ADULT:
        return ""
    return CHILD_NOTE if state.at in _BESIDE_AGE else _CHILD_LINE


def as_text(profile: Profile) -> str:
    """All that was answered of the profile, one answer a line."""
    lines = (
        (question.label, in_words(question, getattr(profile, question.of_profile)))
        for question in of_page(CheckinPage.ABOUT)
    )
    return "\n".join(f"{label}: {words}" for label, words in lines if words)
