"""What the terminal shows is remembered, and only cells that differ are sent to it.

Textual sends what it has drawn anew, whole lines and every style in full. Over a slow link, and
for whoever has what changes read out, less is better. Where anything is out of the ordinary, as
signs that take two cells, it is sent as Textual sends it, in shorter words.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

_OFF = {"1": 22, "2": 22, "3": 23, "4": 24, "5": 25, "6": 25, "7": 27, "8": 28, "9": 29}
_OFF |= {"21": 24, "51": 54, "52": 54, "53": 55}
# These show on blanks as well.
_ON_BLANKS = frozenset(_OFF) - {"1", "2", "3", "5", "6", "8"}
# So many cells that stay are sent again rather than passed over: it takes no more bytes.
_GAP = 4


class Look(NamedTuple):
    """How a cell looks, in the terminal's own numbers.

    Attributes:
        marks: Bold, underlined and the like.
        ink: The colour of the sign; empty for the terminal's own.
        ground: The colour behind it; empty for the terminal's own.
    """

    marks: frozenset[str] = frozenset()
    ink: str = ""
    ground: str = ""


Piece: TypeAlias = tuple[str, Look]
"""Signs of one look; a cell where it is one sign."""

_PLAIN = Look()


class Terminal:
    """The terminal as it stands, cell for cell, by what was sent to it."""

    def __init__(self) -> None:
        # A line that was sent whole stays in pieces until it is compared; None is unknown.
        self._lines: dict[int, list[Piece]] = {}
        self._width = 0

    def forget(self) -> None:
        """What stands there is not known any more: send all of it."""
        self._lines.clear()

    def sending(self, update: CompositorUpdate, width: int) -> CompositorUpdate:
        """The same update, of which only what differs is sent.

        Args:
            update: What Textual has drawn.
            width: Cells of a line.
        """
        if width != self._width:
            self.forget()
            self._width = width
        known = isinstance(update, ChopsUpdate | LayoutUpdate)
        return _Changes(self, update) if known else update

    def changes(self, update: CompositorUpdate, console: Console) -> str:
        """What to send for an update; it is taken for sent."""
        system = console._color_system or ColorSystem.TRUECOLOR
        strips = [*_strips(update)]
        if any(style and style.link for _, _, strip in strips for _, style, _ in strip):
            self.forget()
            return update.render_segments(console)
        pen = _Pen()
        for x, y, strip in strips:
            pieces = [
                (text, _look(Strip.render_ansi(style, system) if style else ""))
                for text, style, _ in strip
                if text
            ]
            self._send(pen, x, y, pieces)
        return pen.written()

    def _send(self, pen: "_Pen", x: int, y: int, pieces: list[Piece]) -> None:
        is_regular = all(_is_regular(text) for text, _ in pieces)
        known = self._lines.get(y)
        if not is_regular or known is None:
            pen.write(x, y, pieces)
            if not is_regular:
                pen.lift()
            is_whole = x == 0 and sum(len(text) for text, _ in pieces) == self._width
            if is_regular and is_whole:
                self._lines[y] = pieces
            else:
                self._lines.pop(y, None)
            return
        cells, before = _cells(pieces), _cells(known)
        self._lines[y] = before
        end = x + len(cells)
        changed = [at for at in range(x, end) if before[at] != cells[at - x]]
        before[x:end] = cells
        for first, last in _runs(changed):
            pen.write(first, y, cells[first - x : last + 1 - x])


class _Changes(CompositorUpdate):
    """An update that is sent as its changes."""

    def __init__(self, terminal: Terminal, update: CompositorUpdate) -> None:
        self._terminal, self._update = terminal, update

    def render_segments(self, console: Console) -> str:
        """The changes, as the terminal takes them."""
        return self._terminal.changes(self._update, console)


class _Pen:
    """Writes pieces at places, and changes the look no more than it must."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._look = _PLAIN
        self._at: tuple[int, int] | None = None

    def write(self, x: int, y: int, pieces: Iterable[Piece]) -> None:
        """Write pieces, one beside the other."""
        if self._at is not None and self._at[1] == y and x > self._at[0]:
            self._words.append(f"\x1b[{x - self._at[0]}C")
        else:
            self._words.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        for text, look in pieces:
            self._turn_to(look, is_blank=text.isspace())
            self._words.append(text)
            x += len(text)
        self._at = x, y

    def lift(self) -> None:
        """What was written takes more or fewer cells than signs: where it ends is not known."""
        self._at = None

    def written(self) -> str:
        """All of it; the look is the terminal's own again."""
        if self._look != _PLAIN:
            self._words.append("\x1b[m")
        return "".join(self._words)

    def _turn_to(self, look: Look, *, is_blank: bool) -> None:
        now = self._look
        if is_blank and not (look.marks | now.marks) & _ON_BLANKS and look.ground == now.ground:
            return
        if look != now:
            self._words.append(_turned(now, look))
            self._look = look


@lru_cache(maxsize=1024)
def _turned(now: Look, look: Look) -> str:
    """The shortest way from one look to another."""
    off = {_OFF[mark] for mark in now.marks - look.marks}
    codes = [str(code) for code in sorted(off)]
    codes += sorted(mark for mark in look.marks if mark not in now.marks or _OFF[mark] in off)
    if look.ink != now.ink:
        codes.append(look.ink or "39")
    if look.ground != now.ground:
        codes.append(look.ground or "49")
    anew = ["", *sorted(look.marks), *(code for code in (look.ink, look.ground) if code)]
    return f"\x1b[{min(';'.join(codes), ';'.join(anew), key=len)}m"


@lru_cache(maxsize=1024)
def _look(codes: str) -> Look:
    """The look that a style's numbers make."""
    marks, ink, ground = set[str](), "", ""
    rest = iter(codes.split(";") if codes else ())
    for code in rest:
        if code in _OFF:
            marks.add(code)
            continue
        color = code
        if code in {"38", "48"}:
            kind = next(rest)
            parts = [next(rest) for _ in range(3 if kind == "2" else 1)]
            color = ";".join((code, kind, *parts))
        if code[:1] == "4" or code[:2] == "10":
            ground = color
        else:
            ink = color
    # The terminal's own colours are what it has where none is set.
    return Look(frozenset(marks), "" if ink == "39" else ink, "" if ground == "49" else ground)


def _cells(pieces: list[Piece]) -> list[Piece]:
    """The pieces, cell by cell; the colour of a sign that is a blank does not matter."""
    cells: list[Piece] = []
    for text, look in pieces:
        bare = look if look.marks & _ON_BLANKS else Look(ground=look.ground)
        cells += [(sign, bare if sign == " " else look) for sign in text]
    return cells


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of the places that are written in one go."""
    if not places:
        return
    first = last = places[0]
    for place in places[1:]:
        if place - last > _GAP:
            yield first, last
            first = place
        last = place
    yield first, last


@lru_cache(maxsize=4096)
def _is_regular(text: str) -> bool:
    """Whether every sign takes one cell and does nothing else."""
    return (text.isascii() and text.isprintable()) or all(
        get_character_cell_size(sign) == 1 for sign in text
    )


def _strips(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Column, line and strip of all that an update draws."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            joined = Strip.join(line)
            yield update.region.x, y, joined
    elif isinstance(update, ChopsUpdate):
        for y, begin, stop in update.spans:
            for end, (x, strip) in zip(
                update.chop_ends[y], update.chops[y].items(), strict=False
            ):
                if strip is None or x > stop or end <= begin:
                    continue
                is_within = begin <= x < stop and end <= stop
                yield x, y, strip if is_within else strip.crop(0, min(end, stop) - x)
