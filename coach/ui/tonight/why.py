"""One page of why: the banner's reasons first, then those of tonight's tip."""

from textual.app import ComposeResult
from textual.content import Content

from coach.core.patterns import Finding, Held, Level, Standing
from coach.store.tips.tonights_tip import tonights_tip
from coach.ui.frame.screen import CoachScreen
from coach.ui.signs.finding import finding_words
from coach.ui.widgets.reading import Reading

# Longer lines are hard to follow back to the next.
_WIDEST = 74


class WhyPage(CoachScreen):
    """Stays until it is closed; nothing on it goes by itself."""

    PLACE = "page"

    def body(self) -> ComposeResult:
        """The text."""
        yield Reading("(arrows, Page Down)", id="why")

    def on_mount(self) -> None:
        """Let the arrows scroll from the start."""
        self.query_one(Reading).take_focus()

    def show(self) -> None:
        """Fit the words to the width there is."""
        width = min(_WIDEST, self.app.size.width - 6)
        parts = [*_of_banner(self.coach.standing(), width), self._of_tip()]
        self.query_one(Reading).read(Content("\n\n").join(parts))

    def _of_tip(self) -> Content:
        host = self.coach
        tip = tonights_tip(
            host.diary, host.today, at=host.now(), book=host.tipbook, now=host.standing()
        )
        if tip.choice is None:
            return Content("Every tip is hidden. The Tips page (i) can bring them back.")
        chosen = tip.choice
        return Content.assemble(
            ("Why this tip tonight", "bold"),
            f"\n{chosen.tip.do}\n{chosen.tip.why}\n\n{chosen.why_now}\n",
            (f"Source: {tip.source}", "$text-muted"),
        )

    def action_scroll(self, way: str) -> None:
        """Read on by a page, or go up by one; the arrows themselves move by lines."""
        self.query_one(Reading).turn(1 if way == "down" else -1)


def _of_banner(standing: Standing, width: int) -> list[Content]:
    """The banner in full, then each rule that holds it."""
    banner = standing.banner
    if banner is None:
        return []
    stages = {stage.rule: stage for stage in banner.stages}
    parts = [Content.assemble((banner.title, "bold"), f"\n{banner.text}")]
    signs: list[Finding | Held] = [*standing.findings, *standing.held]
    parts += [
        finding_words(sign, stages.get(sign.rule), width, nights=True)
        for sign in signs
        if sign.rule in stages and sign.level >= Level.SOON
    ]
    return parts
