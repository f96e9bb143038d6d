"""Tonight's tip as shell and screen both show it: chosen, noted, kept for the day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.patterns import Banner, Standing
from coach.core.tips.facts.table import Facts, Speaking, facts
from coach.core.tips.looking_back import hours_to_bed
from coach.core.tips.rotation import Choice, last_shown, tonight
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.tips.tipbook import Tipbook, load

# What the facts of an evening look back on, with room to spare.
_LOOK_BACK = timedelta(days=40)


class TonightsTip(msgspec.Struct, frozen=True):
    """The tip of a day, with what stands before it.

    Attributes:
        banner: The banner that comes first, if one is up.
        choice: The tip and why it was chosen; None where every tip is hidden.
        source: The tip's source in words.
    """

    banner: Banner | None
    choice: Choice | None
    source: str
    diary: Diary
    day: date

    def remember(self, feedback: Feedback | None = None) -> None:
        """Note that the tip was shown, and what the person said of it; once a day."""
        if self.choice is None:
            return
        noted = next(
            (
                shown
                for shown in self.diary.tips()
                if (shown.tip, shown.shown_on) == (self.choice.tip.id, self.day)
            ),
            None,
        )
        if noted is None or (feedback is not None and noted.feedback != feedback):
            self.diary.note_tip(
                ShownTip(tip=self.choice.tip.id, shown_on=self.day, feedback=feedback)
            )


def tonights_tip(
    diary: Diary,
    day: date,
    *,
    at: datetime,
    book: Tipbook | None = None,
    now: Standing | None = None,
    not_these: Sequence[str] = (),
) -> TonightsTip:
    """Choose the tip of a day; the same day and answers give the same tip.

    Args:
        diary: The diary.
        day: The coach's day.
        at: Local time: what should have begun by now is offered for tomorrow.
        book: The tips, where they are read already.
        now: Where the person stands, where that is known already.
        not_these: Ids to leave out this time.
    """
    book = book or load()
    where = now or FoldCache(diary).standing(day)
    chosen = tonight(
        book.tips,
        book.subjects,
        known_facts(diary, day, where),
        diary.tips(),
        day,
        to_bed_h=hours_to_bed(at, day, diary.entry(day), diary.profile()),
        skip=frozenset(not_these) | _kept_apart(diary, book, where),
    )
    source = book.sources[chosen.tip.source].words if chosen else ""
    return TonightsTip(where.banner, chosen, source, diary, day)


def _kept_apart(diary: Diary, book: Tipbook, where: Standing) -> frozenset[str]:
    """What the experiment that runs leaves out, if one does."""
    if not diary.experiments():
        return frozenset()
    # Loaded by those who try something: the first page waits for it.
    from coach.core.tips.experiments.beginning import kept_apart
    from coach.store.tips.trials import running_trial

    trial = running_trial(diary, where)
    tried = None if trial is None else book.tip(trial.experiment.tip)
    return frozenset() if tried is None else kept_apart(tried, book.tips)


def known_facts(diary: Diary, day: date, where: Standing) -> Facts:
    """What is known on the evening of a day, what the patterns say included."""
    known = facts(diary.entries(day - _LOOK_BACK, day), diary.profile(), day)
    return known.beside(Speaking.of(where))


def tip_to_ask_about(diary: Diary, day: date) -> ShownTip | None:
    """The tip that was shown last before a day, with what was said of it; None if none was."""
    return last_shown(diary.tips(), day)


def say_of_tip(diary: Diary, shown: ShownTip, feedback: Feedback) -> None:
    """Note what came of a tip that was shown; in place of what was said before."""
    diary.note_tip(ShownTip(tip=shown.tip, shown_on=shown.shown_on, feedback=feedback))
