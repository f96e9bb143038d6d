"""What Tonight shows besides where there is room: the last nights as rows, and the signs."""

from collections.abc import Sequence

from textual.content import Content

from coach.core.history.night import NightRow
from coach.core.history.table import Role, cells, headings, layout
from coach.core.patterns import Level, Standing
from coach.ui.widgets.clickable import key_words

_LOOKS = {
    Role.DATE: "",
    Role.BAR: "$primary",
    Role.PLAIN: "",
    Role.DISTURBED: "bold $warning",
    Role.MUTED: "$text-muted",
}
_LEVELS = {Level.NOW: "bold $error", Level.SOON: "bold $warning"}


def night_lines(rows: Sequence[NightRow], width: int, scale: int) -> Content:
    """The nights as the history lists them, each a way to its day.

    Args:
        rows: The nights, newest first; at least one.
        width: Cells of a line.
        scale: Where the bars begin.
    """
    columns = layout(width, scale)
    over, names = headings(columns, rows[0].day.year)
    lines = [Content.styled(f"{over}\n{names}", "$text-muted")]
    for row in rows:
        drawn = [(text, _LOOKS[role]) for text, role in cells(row, columns, chosen=False)]
        line = Content.assemble(*drawn)
        lines.append(line.stylize(f"@click=screen.open_day('{row.day.isoformat()}')"))
    return Content("\n").join(lines)


def sign_lines(standing: Standing) -> Content:
    """Which patterns have something to say, the gravest first; the Signs page tells of each."""
    signs = [(finding.level, finding.title) for finding in standing.findings]
    signs += [
        (held.level, f"{held.title} ({held.stage.stage if held.stage else 'kept'})")
        for held in standing.held
    ]
    lines = [
        Content.assemble(("Signs", "bold"), "   ", key_words("s", "open", "room('signs')"))
    ]
    for level, title in sorted(signs, key=lambda sign: -sign[0]):
        style = _LEVELS.get(level, "$text-muted")
        lines.append(Content.assemble((f"{level.word:<7}", style), title))
    if not signs:
        lines.append(Content("Nothing in your answers calls for attention."))
    return Content("\n").join(lines).stylize_before("$foreground")
