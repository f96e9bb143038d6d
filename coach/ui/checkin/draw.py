"""The check-in drawn to fit: a list that scrolls by itself, and the question one is at."""

from rich.cells import cell_len
from textual.content import Content

from coach.core.checkin import prompts, view
from coach.core.checkin.prompts import OfferedAnswer, Prompt
from coach.core.checkin.state import State
from coach.core.checkin.view import QuestionRow
from coach.ui.widgets.fitting import cropped, wrapped

_LABEL = 18
# The list of a night with the line below it: where there is room, the question then stands
# where it stood before, whatever it is of.
_LIST_LINES = 7
# From here on the question stands beside the list, which is so wide then.
_WIDE, _LIST_WIDTH = 110, 50
_DIM = "$text-muted"
_BETWEEN = "  ·  "


def draw(state: State, notices: list[str], width: int, height: int) -> Content:
    """The whole page.

    Args:
        state: The check-in.
        notices: Sentences above the list, such as what was taken up again.
        width: Cells of a line.
        height: Lines there are; the list gives way where they are few.
    """
    top = [_headings(state, width), *notice_lines(notices, width)]
    rows = view.rows(state)
    return page(top, rows, view.foot(state), prompts.prompt(state), (width, height))


def page(
    top: list[Content],
    rows: tuple[QuestionRow, ...],
    foot: str,
    prompt: Prompt,
    size: tuple[int, int],
) -> Content:
    """A page: what stands above, the list, a line below it, and the question one is at."""
    width, height = size
    if width >= _WIDE:
        return _side_by_side(top, rows, foot, prompt, size)
    bottom = _prompt(prompt, width)
    below = [Content.styled(foot, _DIM)] if foot else []
    rule = [Content.styled("─" * width, "$rule")]
    room = height - len(top) - len(below) - len(rule) - len(bottom)
    drawn = _list(rows, width, room)
    spare = room - len(drawn)
    # Air, where there is room for it.
    if drawn and len(drawn) == len(rows) and spare >= 3:
        top, rule = [*top, Content("")], [Content(""), *rule]
        missing = _LIST_LINES - len(drawn) - len(below)
        below += [Content("")] * max(0, min(missing, spare - 2))
    lines = [*top, *drawn, *below, *(rule if drawn else []), *bottom]
    return Content("\n").join(lines[:height])


def _side_by_side(
    top: list[Content],
    rows: tuple[QuestionRow, ...],
    foot: str,
    prompt: Prompt,
    size: tuple[int, int],
) -> Content:
    """The list on the left, on the right the question one is at."""
    width, height = size
    left = _list(rows, _LIST_WIDTH, height - len(top) - 1 - bool(foot))
    left += [Content.styled(line, _DIM) for line in wrapped(foot, _LIST_WIDTH)] if foot else []
    right = _prompt(prompt, width - (_LIST_WIDTH + 3 if left else 0))
    if not left:
        return Content("\n").join([*top, Content(""), *right][:height])
    lines: list[Content] = []
    for place in range(max(len(left), len(right))):
        part = left[place] if place < len(left) else Content("")
        beside = right[place] if place < len(right) else Content("")
        gap = " " * (_LIST_WIDTH - part.cell_length)
        lines.append(Content.assemble(part, gap, ("│  ", "$rule"), beside))
    return Content("\n").join([*top, Content(""), *lines][:height])


def _headings(state: State, width: int) -> Content:
    """The pages in one line; where they do not fit, the last that is not up is left out.

    The night is left out last of all, for it tells of when.
    """
    shown = list(view.headings(state))
    while len(shown) > 1 and len(_BETWEEN.join(words for _, words, _ in shown)) > width:
        spared = [place for place, (_, _, is_up) in enumerate(shown) if not is_up]
        shown.pop(spared[-1])
    parts = [
        Content.styled(words, "bold underline" if here else _DIM) for _, words, here in shown
    ]
    return Content(_BETWEEN).join(parts)


def notice_lines(notices: list[str], width: int) -> list[Content]:
    """Sentences above a list, in lines that fit."""
    return [
        Content.styled(line, "$text-warning")
        for notice in notices
        for line in wrapped(notice, width)
    ]


def _list(rows: tuple[QuestionRow, ...], width: int, room: int) -> list[Content]:
    """The rows that fit round the one that is here; what is left out is said."""
    if room < 1 or not rows:
        return []
    drawn = [_row(row, width) for row in rows]
    if len(drawn) <= room:
        return drawn
    here = next((place for place, row in enumerate(rows) if row.here), 0)
    if room < 3:
        return drawn[here : here + 1]
    inner = room - 2
    first = min(max(0, here - inner // 2), len(drawn) - inner)
    last = first + inner
    # A line that would say "one more above" shows that one instead.
    first = 0 if first <= 1 else first
    last = len(drawn) if last >= len(drawn) - 1 else last
    above = [_left_out(first, "above")] if first else []
    below = [_left_out(len(drawn) - last, "below")] if last < len(drawn) else []
    return [*above, *drawn[first:last], *below]


def _left_out(count: int, where: str) -> Content:
    return Content.styled(f"    {count} more {where}", _DIM)


def _row(row: QuestionRow, width: int) -> Content:
    mark = "› " if row.here else "  "
    room = width - _LABEL - 2
    if row.told:
        value = Content.styled(cropped(row.told, room), "bold" if row.here else "")
    elif row.usual:
        value = Content.styled(cropped(row.usual, room), _DIM)
    else:
        value = Content.styled("·", _DIM)
    label = f"{cropped(row.label, _LABEL - 1):<{_LABEL}}"
    head = Content.styled(mark + label, "bold" if row.here else _DIM)
    whole = Content.assemble(head, value)
    # Ids of questions are ours: letters and hyphens.
    return whole.stylize(f"@click=screen.visit('{row.name}')")


def _prompt(prompt: Prompt, width: int) -> list[Content]:
    lines = [Content.styled(line, "bold") for line in wrapped(prompt.words, width)]
    for sentence in prompt.explain:
        lines += [Content(f"  {line}") for line in wrapped(sentence, width - 2)]
    inline = Content("   ").join([_choice(choice, choice.words) for choice in prompt.choices])
    if prompt.inline and inline.cell_length <= width:
        lines.append(inline)
    else:
        lines += _choices(prompt.choices, width)
    if prompt.typed:
        lines.append(Content.assemble("  ", (prompt.typed, "bold")))
    if prompt.trouble:
        lines += [
            Content.styled(line, "$text-warning") for line in wrapped(prompt.trouble, width)
        ]
    if prompt.hint:
        lines += [Content.styled(line, _DIM) for line in wrapped(prompt.hint, width)]
    return lines


def _choices(choices: tuple[OfferedAnswer, ...], width: int) -> list[Content]:
    """One answer a line; many short ones in two columns."""
    half = width // 2 - 1
    if len(choices) > 6 and all(cell_len(choice.words) <= half - 5 for choice in choices):
        rows = (len(choices) + 1) // 2
        return [_pair(choices[place::rows], half) for place in range(rows)]
    lines: list[Content] = []
    for choice in choices:
        first, *others = wrapped(choice.words, width - 5)
        lines.append(_choice(choice, first))
        lines += [Content(f"     {line}") for line in others]
    return lines


def _pair(choices: tuple[OfferedAnswer, ...], half: int) -> Content:
    drawn = [_choice(choice, choice.words) for choice in choices]
    if len(drawn) == 1:
        return drawn[0]
    gap = " " * max(1, half - drawn[0].cell_length)
    return Content.assemble(drawn[0], gap, drawn[1])


def _choice(choice: OfferedAnswer, words: str) -> Content:
    sign = "✓" if choice.taken else " "
    style = "reverse" if choice.marked else ("bold" if choice.taken else "")
    text = Content.assemble(sign, (choice.key, "bold $accent"), "  ", (words, style))
    return text.stylize(f"@click=screen.press('{choice.key}')")
