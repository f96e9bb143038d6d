"""Tonight's tip as shell and screen both show it: chosen, noted, kept for the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.patterns import Banner, Level, Standing
from coach.core.tips.facts.table import facts
from coach.core.tips.rotation import Choice, tonight
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.tips.tipbook import Tipbook, load

# What the facts of an evening look back on, with room to spare.
_LOOK_BACK = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class TonightsTip:
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
    book: Tipbook | None = None,
    now: Standing | None = None,
    not_these: Sequence[str] = (),
) -> TonightsTip:
    """Choose the tip of a day; the same day and answers give the same tip."""
    book = book or load()
    where = now or FoldCache(diary).standing(day)
    rules = frozenset(
        finding.rule for finding in where.findings if finding.level >= Level.WATCH
    )
    known = facts(diary.entries(day - _LOOK_BACK, day), diary.profile(), day)
    chosen = tonight(
        book.tips,
        known,
        diary.tips(),
        day,
        banner=where.asks,
        rules=rules,
        skip=frozenset(not_these),
    )
    source = book.sources[chosen.tip.source].words if chosen else ""
    return TonightsTip(where.banner, chosen, source, diary, day)
