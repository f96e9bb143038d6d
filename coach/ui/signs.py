"""Signs: every rule that has something to say, what keeps a banner up, and what came before."""

from datetime import date
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coach.core.patterns import Finding, Held, Level, PastBanner, is_folded, ledger, reassurance
from coach.core.records import DoctorVisit
from coach.core.text import visible
from coach.store.durable import StoreError
from coach.ui import keys
from coach.ui.dialogs import Visit, VisitDialog
from coach.ui.frame import CoachScreen, Room
from coach.ui.marked_list import MarkedList

_CALM = "Nothing in your answers calls for attention."
_HELD = "held-"
_WORRIED = "If you are worried, you do not need this program's permission to see a doctor."
_LEVELS = {
    Level.NOW: "now: talk to a doctor today or tomorrow",
    Level.SOON: "soon: talk to a doctor in the next week or two",
    Level.WATCH: "watch: keep answering, and see whether it passes",
    Level.INFO: "good to know",
}


class Signs(Room):
    """What was counted, on which nights, against which threshold."""

    NAME = "signs"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("signs")

    def body(self) -> ComposeResult:
        """A calm line, the list of findings, and the ledger."""
        yield Static(id="signs-lead", markup=False)
        yield MarkedList(id="findings")
        yield Static(id="signs-ledger", markup=False)

    def show(self) -> None:
        """Draw findings and ledger from the diary."""
        host = self.coach
        standing = host.standing()
        lead = self.query_one("#signs-lead", Static)
        profile = host.diary.profile()
        calm = reassurance(host.diary.entries(), profile, host.today)
        lines = [calm or (_CALM if not standing.findings and not standing.held else "")]
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
        lines_of = self._lines()
        findings = self.query_one("#findings", MarkedList)
        findings.fill(lines_of)
        findings.display = bool(lines_of)
        if lines_of:
            findings.focus()
        self.query_one("#signs-ledger", Static).update(self._ledger())

    def _lines(self) -> list[tuple[str | None, Content]]:
        """A heading for each level, below it the rules that are at it."""
        standing = self.coach.standing()
        told = [(each.level, each.rule, each.title, each.text) for each in standing.findings]
        told += [
            (each.level, f"{_HELD}{each.rule}", each.title, f"Kept since {_day(each.since)}.")
            for each in standing.held
        ]
        lines: list[tuple[str | None, Content]] = []
        above: Level | None = None
        for level, name, title, text in sorted(told, key=lambda line: -line[0]):
            if level is not above:
                lines.append((None, Content.styled(_LEVELS[level], _style(level))))
                above = level
            lines.append((name, Content.assemble((title, "bold"), f"\n{text}")))
        return lines

    def _ledger(self) -> Content:
        host = self.coach
        visits = host.diary.visits()
        past = ledger(host.diary.entries(), visits, host.diary.profile(), host.today)
        lines: list[str] = []
        if past or visits:
            lines.append("Banners and visits so far")
        happened: list[tuple[date, str]] = [(each.began, _banner_line(each)) for each in past]
        happened += [(visit.date, _visit_line(visit)) for visit in visits]
        lines += [text for _, text in sorted(happened, reverse=True)]
        lines.append(_WORRIED)
        return Content("\n".join(lines))

    @on(OptionList.OptionSelected, "#findings")
    def _open(self, event: OptionList.OptionSelected) -> None:
        """Open a finding with its nights."""
        standing = self.coach.standing()
        for finding in standing.findings:
            if finding.rule == event.option.id:
                self.app.push_screen(FindingView(finding))
        for kept in standing.held:
            if f"{_HELD}{kept.rule}" == event.option.id:
                self.app.push_screen(FindingView(kept))

    def action_visit(self) -> None:
        """Note that a doctor was seen."""
        self.app.push_screen(VisitDialog(self.coach.today), self._note_visit)

    def _note_visit(self, visit: Visit | None) -> None:
        if visit is None:
            return
        host = self.coach
        try:
            host.diary.add_visit(DoctorVisit(date=visit.date, note=visit.note or None))
        except StoreError as error:
            host.say(str(error), warn=True)
            return
        host.say("Noted. u takes it back.")
        host.diary_changed()

    def action_fold(self) -> None:
        """Fold the banner to one line, or unfold it."""
        host = self.coach
        standing = host.standing()
        if standing.banner is None:
            host.say("No banner is up.")
            return
        if is_folded(standing, host.acknowledgements()):
            host.keep_settings(replace(host.settings, acknowledged=()))
        else:
            folded = host.settings
            for rule, level in standing.banner.rules.items():
                folded = folded.with_acknowledged(rule, level.word, host.today)
            host.keep_settings(folded)
            host.say("Folded to one line. It opens again if there is something new.")
        host.diary_changed()


class FindingView(CoachScreen):
    """One finding: what was counted, its nights, its source, what would clear it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", show=False),
        Binding("l", "learn", "Learn more", show=False),
    ]

    def __init__(self, finding: Finding | Held) -> None:
        super().__init__()
        self._finding = finding

    def compose(self) -> ComposeResult:
        """The finding in words, then its nights."""
        found = self._finding
        with VerticalScroll(id="finding"):
            yield Static(Content.styled(found.title, "bold"))
            yield Static(Content(f"\n{found.text}\n"))
            yield Static(self._facts())
            if isinstance(found, Finding):
                yield Static(Content.styled("Nights and days it is made of", "bold"))
                nights = MarkedList(id="nights")
                nights.fill(
                    [(f"day-{night}", Content(_day(night))) for night in reversed(found.nights)]
                )
                yield nights
        yield Static(
            Content("Enter opens the day   l learn more   Esc back"), id="keys", classes="plain"
        )

    def _facts(self) -> Content:
        found = self._finding
        if isinstance(found, Finding):
            rows = [
                (
                    "Counted",
                    f"{found.count} of {found.answered} answered, {found.window_days} days",
                ),
                ("Threshold", found.threshold),
                ("Clears", found.clears),
                ("Source", found.source),
            ]
        else:
            rows = [("Kept since", _day(found.since)), ("Clears", found.clears)]
        lines = [Content.assemble((f"{name}: ", "$text-muted"), told) for name, told in rows]
        return Content("\n").join([*lines, Content("")])

    def on_mount(self) -> None:
        """Begin on the nights."""
        for nights in self.query(MarkedList):
            nights.focus(scroll_visible=False)

    @on(OptionList.OptionSelected, "#nights")
    def _open_day(self, event: OptionList.OptionSelected) -> None:
        assert event.option.id is not None
        self.coach.open_day(date.fromisoformat(event.option.id.removeprefix("day-")))

    def action_learn(self) -> None:
        """Open the plain page about it."""
        self.coach.open_learn(self._finding.learn)

    def action_leave(self) -> None:
        """Go back."""
        self.app.pop_screen()


def _style(level: Level) -> str:
    return {Level.NOW: "bold $error", Level.SOON: "bold $warning"}.get(level, "$text-muted")


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


def _banner_line(past: PastBanner) -> str:
    until = f"to {_day(past.ended)}" if past.ended else "and still up"
    return f"  {past.level.word:<5} {past.rule}  from {_day(past.began)} {until}"


def _visit_line(visit: DoctorVisit) -> str:
    note = f": {visible(visit.note, one_line=True)}" if visit.note else ""
    return f"  You saw a doctor on {_day(visit.date)}{note}"
