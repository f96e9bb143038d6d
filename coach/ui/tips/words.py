"""What Tips says of a tip, of what came of it, and of the goal."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.catalogue import View
from coach.core.tips.goals import GoalView
from coach.core.words.lengths_and_dates import counted, plain_date, short_date
from coach.store.tips.tipbook import Tipbook
from coach.ui.widgets.clickable import key_words

if TYPE_CHECKING:
    from coach.core.tips.experiments.trials import Trial

NO_TREATMENT = "Tips are no treatment. The appointment comes first."
EMPTY = {
    View.ALL: "No tip is left here. v shows those that are hidden; x brings one back.",
    View.SHOWN: "No tip was shown yet.",
    View.TRIED: "You have marked no tip as tried yet: y on a tip does.",
    View.HELPED: "You have marked no tip as helpful yet: g on a tip does.",
    View.HIDDEN: "No tip is hidden.",
}
_SAID = {
    Feedback.TRIED: "You did it",
    Feedback.HELPED: "You did it, and it helped",
    Feedback.NOT_THIS_TIME: "Not this time",
    Feedback.NOT_FOR_ME: "You hid it; x brings it back",
}
_CAME_OF_IT = {
    Feedback.TRIED: "did it",
    Feedback.HELPED: "it helped",
    Feedback.NOT_THIS_TIME: "not then",
    Feedback.NOT_FOR_ME: "not for me",
    None: "",
}
NOTED = {
    Feedback.TRIED: "Noted that you did it.",
    Feedback.HELPED: "Noted that it helped. It will come back now and then.",
    Feedback.NOT_THIS_TIME: "Noted: not this time.",
    Feedback.NOT_FOR_ME: "Hidden. v shows the hidden ones, x brings one back.",
}


def goal_line(view: GoalView) -> Content:
    """The goal that runs, its marks, and the way to change it."""
    return Content.assemble(
        ("Goal   ", "$text-muted"),
        f"{view.words}   ",
        (view.strip.strip(), "$primary"),
        f"   {view.count}   ",
        key_words("a", "change", "goal"),
    )


def trial_line(told: "Sequence[Trial]", book: Tipbook, today: date) -> Content:
    """The experiment that runs, or how many there were, and the way to it.

    Args:
        told: The experiments, at least one.
        book: The tips.
        today: The coach's day.
    """
    # Loaded by those who try something: the room waits for it.
    from coach.core.tips.experiments.trials import running
    from coach.core.tips.experiments.words import evening_words, news_words

    trial = running(told)
    if trial is None:
        news = news_words(told, today) or f"{counted(len(told), 'experiment')} in all"
        words = f"{news}   "
    else:
        tip = book.tip(trial.experiment.tip)
        words = f"{evening_words(trial, tip, today)}: {trial.name}   "
    key = key_words("E", "open", "experiment")
    return Content.assemble(("Trying ", "$text-muted"), words, key)


def showing_line(showing: ShownTip, words: str) -> Content:
    """One showing: its day, what came of it, the tip."""
    answer = _CAME_OF_IT[showing.feedback]
    return Content.assemble(
        short_date(showing.shown_on), (f"  {answer:<10}  ", "$text-muted"), words
    )


def past_words(shown: Sequence[ShownTip], answered: ShownTip | None) -> str:
    """When a tip was shown and what came of it; empty where there is nothing to tell.

    Args:
        shown: Every showing of the tip.
        answered: The showing whose answer is told.
    """
    lines = []
    if answered is not None and answered.feedback is not None:
        lines.append(f"{_SAID[answered.feedback]} ({plain_date(answered.shown_on)}).")
    if shown:
        newest = max(past.shown_on for past in shown)
        lines.append(f"Shown {counted(len(shown), 'time')}, last on {plain_date(newest)}.")
    return "".join(f"\n{line}" for line in lines) + ("\n" if lines else "")
