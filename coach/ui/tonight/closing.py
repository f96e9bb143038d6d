"""The card that closes a check-in: what it came to, yesterday's tip, tonight's tip."""

from datetime import date, timedelta

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.core.diary.choices import Feedback
from coach.core.diary.records import Entry
from coach.core.patterns import Standing
from coach.core.tonight.closing import Asked, asked_tip, day_line, news
from coach.core.words.lengths_and_dates import short_date
from coach.store.tips.tonights_tip import TonightsTip, tonights_tip
from coach.ui.frame.banner import BannerBox, fold
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.clickable import Clickable, flowing, key_words
from coach.ui.widgets.words import Words

# What the news looks back upon.
_LATELY = timedelta(days=28)
_ANSWERS = (
    ("y", "did it", "said('tried')"),
    ("g", "did it, and it helped", "said('helped')"),
    ("0", "not this time", "said('not_this_time')"),
    ("x", "not for me", "hide"),
)


class ClosingCard(CoachScreen):
    """What stands there once a check-in is on disk.

    Args:
        day: The day that was answered.
        before: Where the person stood before it was saved.
    """

    AUTO_FOCUS = ""
    PLACE = "closing"
    DEFAULT_CSS = """
    ClosingCard {
        #closing { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #closing Words { height: auto; }
        #saved { border-bottom: solid $rule; }
        #news { margin: 1 1 0 1; }
        #yesterday, #trial { margin: 1 1 0 1; }
        #tonight { margin-top: 1; padding: 0 1; border-top: solid $rule; }
        &.-short #tonight { margin-top: 0; }
        &.-short #yesterday, &.-short #news, &.-short #trial { margin: 0 1; }
    }
    """

    def __init__(self, day: date, before: Standing) -> None:
        super().__init__()
        self.day, self._before = day, before
        self._saved: Entry | None = None
        self._news: tuple[str, ...] = ()
        self._asked: Asked | None = None
        self._tip: TonightsTip | None = None

    def body(self) -> ComposeResult:
        """The banner where it asks for something, and the four parts of the card."""
        yield BannerBox(id="banner")
        with VerticalScroll(id="closing", can_focus=False):
            yield Clickable(id="saved")
            yield Words(id="news")
            yield Clickable(id="yesterday")
            yield Words(id="trial")
            yield Clickable(id="tonight")

    def on_mount(self) -> None:
        """Tell what is new as the saving left it, not as a later look would have it."""
        host = self.coach
        lately = host.diary.entries(host.today - _LATELY, host.today)
        self._saved = host.diary.entry(self.day)
        standing = host.standing()
        self._news = news(self._before, standing, self._saved, lately, host.profile)

    @property
    def _is_taken_back(self) -> bool:
        """Whether the day no longer says what was saved."""
        return _answers(self.coach.diary.entry(self.day)) != _answers(self._saved)

    @property
    def _is_tonight(self) -> bool:
        """Whether it is today's check-in that was saved."""
        return self.day == self.coach.today

    def show(self) -> None:
        """Draw the card from the diary."""
        host = self.coach
        standing = host.standing()
        box = self.query_one(BannerBox)
        box.show(host, short=self.app.size.height < 24)
        # What asks for nothing is told below, once and on its day.
        box.set_class(standing.banner is not None and standing.asks, "-up")
        self._show_saved()
        self._show_news()
        self._show_yesterday()
        self._show_trial()
        self._show_tonight()

    def _show_saved(self) -> None:
        undo = key_words("u", "undo", "undo")
        if self._is_taken_back:
            head, undo = Content("Taken back. U puts it forward again."), Content("")
        else:
            line = "" if self._saved is None else day_line(self._saved)
            which = "Saved." if self._is_tonight else f"Saved for {short_date(self.day)}."
            head = Content.assemble((which, "bold"), f"  {line}." if line else "")
        gap = self.app.size.width - 4 - head.cell_length - undo.cell_length
        if gap > 1:
            # Where there is no room for it, the footer names it all the same.
            head = Content.assemble(head, " " * gap, undo)
        self.query_one("#saved", Words).update(head)

    def _show_news(self) -> None:
        words = self.query_one("#news", Words)
        words.display = bool(self._news) and not self._is_taken_back
        words.update(Content("\n").join([Content(line) for line in self._news]))

    def _show_yesterday(self) -> None:
        host = self.coach
        self._asked = asked = asked_tip(host.diary.tips(), host.today)
        words = self.query_one("#yesterday", Words)
        tip = None if asked is None else host.tipbook.tip(asked.shown.tip)
        words.display = tip is not None and self._is_tonight
        if asked is None or tip is None:
            return
        lines = [
            Content.assemble((f"{asked.when}: ", "bold"), tip.do),
            *([Content(asked.said)] if asked.said else []),
            flowing(_ANSWERS, self.app.size.width - 6),
        ]
        words.update(Content("\n").join(lines))

    def _show_trial(self) -> None:
        """What tonight is of the experiment that runs."""
        host = self.coach
        trial = host.trial()
        words = self.query_one("#trial", Words)
        words.display = trial is not None and self._is_tonight
        if trial is None:
            return
        from coach.core.tips.experiments.words import evening_sentence

        tip = host.tipbook.tip(trial.experiment.tip)
        sentence = evening_sentence(trial, tip, host.today)
        words.update(Content.assemble(("Experiment. ", "bold"), sentence))

    def _show_tonight(self) -> None:
        host = self.coach
        self._tip = tonights_tip(
            host.diary, host.today, at=host.now(), book=host.tipbook, now=host.standing()
        )
        words, choice = self.query_one("#tonight", Words), self._tip.choice
        words.display = choice is not None and self._is_tonight
        if choice is None:
            return
        keys = flowing(
            (("b", "wind down", "wind_down"), ("w", "why", "why")), self.app.size.width - 6
        )
        why = "" if self.app.size.height < 24 else f"\n{choice.tip.why}"
        words.update(
            Content.assemble((choice.heading, "bold"), f"\n{choice.tip.do}{why}\n", keys)
        )
        host.when_drawn(self._remember_tip)

    def _remember_tip(self) -> None:
        """Note that the tip was shown; a disk that refuses is said when something is saved."""
        host = self.coach
        if self._tip is not None and self._is_tonight:
            host.write(self._tip.remember, lambda _: host.mark_seen(), lambda _: None)

    def action_said(self, feedback: str) -> None:
        """Note what the person says of the tip that is asked about; it can be changed."""
        host, asked = self.coach, self._asked
        if asked is None or not self._is_tonight:
            return
        answered = replace(asked.shown, feedback=Feedback(feedback))
        host.write(lambda: host.diary.note_tip(answered), lambda _: host.diary_changed())

    def action_hide(self) -> None:
        """Note that the tip that is asked about is not for this person."""
        self.action_said(Feedback.NOT_FOR_ME)

    def action_wind_down(self) -> None:
        """Offer the wind-downs, first the tip's own or the one that suits the hour."""
        choice = self._tip.choice if self._tip else None
        self.coach.open_wind_down(wished=choice.tip.wind_down if choice else None)

    def action_why(self) -> None:
        """Say why the banner is up and why the tip is tonight's."""
        self.coach.open_why()

    def action_doctor(self) -> None:
        """Write the page for the doctor."""
        self.coach.open_report()

    def action_fold(self) -> None:
        """Fold the banner, or unfold it."""
        fold(self.coach)


def _answers(entry: Entry | None) -> tuple[object, ...]:
    """What a day says, without when it was said."""
    if entry is None or entry.cleared:
        return ()
    return entry.night, entry.movement, entry.partner, entry.day, entry.notes
