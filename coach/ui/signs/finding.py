"""One finding: what was counted, its nights, its source, what would clear it."""

import textwrap
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList

from coach.core.patterns import Finding, Held, RuleStage
from coach.core.patterns.stages.words import stage_words
from coach.core.words.lengths_and_dates import plain_date, short_date
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

# Cells for the name of a fact.
_NAME = 11
# Longer lines are hard to follow back to the next.
_WIDEST = 90


class FindingView(CoachScreen):
    """One finding in words, with the nights it is made of."""

    PLACE = "finding"
    DEFAULT_CSS = """
    FindingView {
        #finding { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        #finding-words { height: auto; margin-bottom: 1; }
        #nights { height: auto; max-height: 200; }
    }
    """

    def __init__(self, finding: Finding | Held, stage: RuleStage | None) -> None:
        super().__init__()
        self._finding, self._stage = finding, stage

    def body(self) -> ComposeResult:
        """The finding in words, then its nights."""
        with VerticalScroll(id="finding"):
            yield Words(id="finding-words")
            yield Words(Content.styled("Nights and days it is made of", "bold"))
            yield MarkedList(id="nights")

    def on_mount(self) -> None:
        """Begin on the nights."""
        finding = self._finding
        for nights in self.query(MarkedList):
            nights.fill(
                [(f"day-{night}", Content(_day(night))) for night in reversed(finding.nights)]
            )
            nights.focus(scroll_visible=False)

    def show(self) -> None:
        """Fit the words to the width there is."""
        width = min(_WIDEST, self.app.size.width - 4)
        self.query_one("#finding-words", Words).update(
            finding_words(self._finding, self._stage, width)
        )

    @on(OptionList.OptionHighlighted, "#nights")
    def _keep_in_view(self) -> None:
        """Scroll along with the mark; on the first night the words come back."""
        sheet, nights = self.query_one("#finding"), self.query_one("#nights", MarkedList)
        if not nights.highlighted:
            sheet.scroll_home(animate=False)
            return
        line = nights.virtual_region.y + nights.highlighted
        sheet.scroll_to_region(Region(0, line, 1, 1), animate=False)

    @on(OptionList.OptionSelected, "#nights")
    def action_open_day(self) -> None:
        """Open the marked day."""
        for nights in self.query(MarkedList):
            if nights.chosen is not None:
                self.coach.open_day(date.fromisoformat(nights.chosen.removeprefix("day-")))

    def action_learn(self) -> None:
        """Open the plain page about it."""
        self.coach.open_learn(self._finding.learn)


def finding_words(
    finding: Finding | Held, stage: RuleStage | None, width: int, *, nights: bool = False
) -> Content:
    """What was found in a sentence, then how it is counted, then how far it is from going.

    Args:
        finding: The finding, or what is left of one.
        stage: How far the banner of its rule has come, if it holds one.
        width: Cells of a line.
        nights: Whether the nights it is made of are named among the facts.
    """
    sentences, facts = [finding.text], list[tuple[str, str]]()
    if isinstance(finding, Held):
        facts.append(("Kept since", plain_date(finding.since)))
    elif finding.advice and (stage is None or stage.asks):
        sentences.append(finding.advice)
    facts.append(("Counted", finding.threshold))
    if nights:
        facts.append(("Nights", ", ".join(map(short_date, reversed(finding.nights)))))
    facts.append(("Source", finding.source))
    if stage is not None:
        facts.append(("Now", stage_words(stage)))
    facts.append(("Goes", finding.clears))
    lines = [Content.styled(finding.title, "bold"), Content("")]
    lines += [Content(line) for part in sentences for line in textwrap.wrap(part, width)]
    lines.append(Content(""))
    for name, fact in facts:
        first, *others = textwrap.wrap(fact[:1].upper() + fact[1:], width - _NAME)
        lines.append(Content.assemble((f"{name:<{_NAME}}", "$text-muted"), first))
        lines += [Content(" " * _NAME + line) for line in others]
    return Content("\n").join(lines)


def _day(day: date) -> str:
    return f"{short_date(day)} {day.year}"
