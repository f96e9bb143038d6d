"""Signs: every rule that has something to say, what keeps a banner up, and what came before."""

from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList

from coach.core.diary.records import DoctorVisit
from coach.core.patterns import (
    Finding,
    GoneBy,
    Held,
    Level,
    PastBanner,
    RuleStage,
    reassurance,
)
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.stages.words import (
    LEVELS,
    NOTHING,
    SEEN_OR_EASING,
    gone_words,
    good_news_words,
    stage_words,
)
from coach.core.words.lengths_and_dates import plain_date
from coach.core.words.text import visible
from coach.ui.frame.dialog import Sure
from coach.ui.frame.room import Room
from coach.ui.frame.screen import WIDE
from coach.ui.signs.finding import FindingView, finding_words
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.reading import Reading
from coach.ui.widgets.words import Words

# More than what calm words look back upon.
_LATELY = timedelta(days=60)
# What the ids of lines begin with: a rule that is held, and a day of the ledger.
_HELD, _ON = "held-", "on-"
_TITLES = {rule.id: rule.title for rule in RULES}
_WORRIED = "If you are worried, you do not need this program's permission to see a doctor."
# From so many rows on there is room for air between the levels.
_AIRY = 30
# The mark, the indent of what stands below it, the edges and the scroll bar.
_INDENT = 9
# The list, where a finding stands beside it.
_LIST_WIDTH = 56


class Signs(Room):
    """What was counted, on which nights, against which threshold."""

    PLACE = "signs"

    def __init__(self) -> None:
        super().__init__()
        self._visits: dict[str, DoctorVisit] = {}

    def body(self) -> ComposeResult:
        """A calm line, the list of findings and of what came before, and a last word."""
        yield Words(id="signs-lead", markup=False)
        with Horizontal(id="signs-panes"):
            yield MarkedList(id="findings")
            yield Reading("(Tab, then arrows)", id="signs-beside")
        yield Words(_WORRIED, id="signs-worried", markup=False)

    def show(self) -> None:
        """Draw findings and ledger from the diary."""
        host = self.coach
        standing = host.standing()
        lead = self.query_one("#signs-lead", Words)
        profile = host.diary.profile()
        lately = host.diary.entries(host.today - _LATELY, host.today)
        calm = reassurance(lately, profile, host.today)
        lines = [calm or (NOTHING if not standing.findings and not standing.held else "")]
        lines += [f"{gone.title}: {gone_words(gone)}" for gone in standing.gone_today]
        if standing.good_news is not None:
            lines.append(good_news_words(standing.good_news))
        if standing.silence:
            lines.append(standing.silence)
        if host.profile.age is not None and host.profile.age < 16:
            lines.append(
                "These thresholds were made for adults. Red flags are shown all the same; "
                "for anything else, a children's doctor is the better judge."
            )
        if host.diary.first_day() is None:
            lines = ["No day is answered yet. Enter on Tonight (t) starts the first check-in."]
        lead.update(Content("\n".join(line for line in lines if line)))
        lead.display = any(lines)
        lines_of = [*self._lines(), *self._ledger()]
        findings = self.query_one("#findings", MarkedList)
        findings.fill(lines_of)
        self.query_one("#signs-panes").display = bool(lines_of)
        if lines_of:
            findings.focus()

    @property
    def _room(self) -> int:
        """Cells that the list has, edges and all."""
        width = self.app.size.width
        return _LIST_WIDTH + 2 if width >= WIDE else width

    def _lines(self) -> list[tuple[str | None, Content]]:
        """A heading for each level, below it the rules that are at it."""
        standing, size = self.coach.standing(), self.app.size
        signs = [
            (finding.level, finding.rule, finding.title, finding.text)
            for finding in standing.findings
        ]
        signs += [
            (
                held.level,
                f"{_HELD}{held.rule}",
                held.title,
                stage_words(held.stage)
                if held.stage
                else f"Kept since {plain_date(held.since)}.",
            )
            for held in standing.held
        ]
        lines: list[tuple[str | None, Content]] = []
        above: Level | None = None
        for level, name, title, text in sorted(signs, key=lambda sign: -sign[0]):
            if level is not above:
                if above is not None and size.height >= _AIRY:
                    lines.append((None, Content("")))
                headings = LEVELS if standing.asks else LEVELS | SEEN_OR_EASING
                lines.append((None, Content.styled(headings[level], _style(level))))
                above = level
            lines.append((name, _hanging(Content.styled(title, "bold"), text, self._room)))
        return lines

    def _ledger(self) -> list[tuple[str | None, Content]]:
        """What came before, newest first, so that the list reaches it; Enter opens its day."""
        host, width = self.coach, self._room
        happened: list[tuple[date, str, str, DoctorVisit | None]] = [
            (past.began, *_banner_words(past), None) for past in host.ledger()
        ]
        happened += [(visit.date, *_visit_words(visit), visit) for visit in host.diary.visits()]
        lines: list[tuple[str | None, Content]] = []
        self._visits = {}
        newest_first = sorted(happened, key=lambda line: line[:3], reverse=True)
        for place, (day, title, more, visit) in enumerate(newest_first):
            name = f"{_ON}{day}-{place}"
            lines.append((name, _hanging(Content(title), more, width)))
            if visit is not None:
                self._visits[name] = visit
        if not lines:
            return []
        heading: tuple[None, Content] = (None, Content("Banners and visits so far"))
        air = [(None, Content(""))] if self.app.size.height >= _AIRY else []
        return [*air, heading, *lines]

    def _finding(self, name: str) -> Finding | Held | None:
        """The finding of a line, None for a line of the ledger."""
        standing = self.coach.standing()
        by_name: dict[str, Finding | Held] = {
            finding.rule: finding for finding in standing.findings
        }
        by_name |= {f"{_HELD}{held.rule}": held for held in standing.held}
        return by_name.get(name)

    def _stage(self, rule: str) -> RuleStage | None:
        """How far the banner of a rule has come, if it holds one."""
        banner = self.coach.standing().banner
        stages = banner.stages if banner else ()
        return next((stage for stage in stages if stage.rule == rule), None)

    @on(OptionList.OptionHighlighted, "#findings")
    def _show_beside(self) -> None:
        """Show the marked finding beside the list, where there is room."""
        if self.app.size.width < WIDE:
            return
        finding = self._finding(self.query_one("#findings", MarkedList).chosen or "")
        words = Content("Enter opens its day." if finding is None else "")
        beside = self.query_one("#signs-beside", Reading)
        if finding is not None:
            width = self.app.size.width - _LIST_WIDTH - 8
            words = finding_words(finding, self._stage(finding.rule), width, nights=True)
        beside.read(words)

    @on(OptionList.OptionSelected, "#findings")
    def _open(self, event: OptionList.OptionSelected) -> None:
        """Open a finding with its nights, or the day on which something happened."""
        chosen = event.option.id or ""
        if chosen.startswith(_ON):
            self.coach.open_day(date.fromisoformat(chosen[len(_ON) : len(_ON) + 10]))
        elif (finding := self._finding(chosen)) is not None:
            self.app.push_screen(FindingView(finding, self._stage(finding.rule)))

    def action_visit(self) -> None:
        """Note that a doctor was seen."""
        self.coach.open_visit()

    def action_remove_visit(self) -> None:
        """Ask once, then take the marked visit out."""
        host = self.coach
        visit = self._visits.get(self.query_one("#findings", MarkedList).chosen or "")
        if visit is None:
            host.say("Mark a visit to a doctor in the list; x takes it out.")
            return

        def remove(sure: bool | None) -> None:
            if sure:
                words = "The visit is taken out. u brings it back."
                host.change(lambda: host.diary.remove_visit(visit), words)

        question = f"Take out the visit of {plain_date(visit.date)}? u brings it back."
        self.app.push_screen(Sure(question, "Take it out"), remove)


def _style(level: Level) -> str:
    return {Level.NOW: "bold $error", Level.SOON: "bold $warning"}.get(level, "$text-muted")


def _hanging(title: Content, more: str, width: int) -> Content:
    """A title, and below it more words, indented."""
    below = Content(more).wrap(width - _INDENT) if more else []
    return Content("\n").join([title, *(Content.assemble("    ", line) for line in below)])


def _banner_words(past: PastBanner) -> tuple[str, str]:
    named = _TITLES.get(past.rule, past.rule)
    began = f"from {plain_date(past.began)}"
    if past.ended is None:
        return f"Banner ({past.level.word}): {named}", f"{began} and still up"
    why = "by your own answers"
    if past.by is GoneBy.VISIT and past.seen_on is not None:
        why = f"after your visit of {plain_date(past.seen_on)}"
    return (
        f"Banner ({past.level.word}): {named}",
        f"{began}, gone on {plain_date(past.ended)} {why}",
    )


def _visit_words(visit: DoctorVisit) -> tuple[str, str]:
    note = visible(visit.note, one_line=True) if visit.note else ""
    return f"You saw a doctor on {plain_date(visit.date)}", note
