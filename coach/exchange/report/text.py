"""The page for the doctor as plain text of 80 columns, for a terminal or a screen reader."""

import textwrap
from collections.abc import Iterator

from coach.core.history.night import WallTimes
from coach.core.words.lengths_and_dates import short_date
from coach.exchange.report.nights import (
    BY_PARTNER,
    DAY_MIN,
    KINDS,
    NONE,
    NOT_OBSERVED,
    NightLine,
)
from coach.exchange.report.raster import Stretch, spans
from coach.exchange.report.table import movement
from coach.exchange.report.view import NightBlock, ReportView

_WIDTH = 80
_CELLS = 48  # half an hour each
_STEP = DAY_MIN // _CELLS
_SIGNS = {Stretch.IN_BED: "_", Stretch.AWAKE: "/", Stretch.ASLEEP: "█", Stretch.NOT_KNOWN: ":"}
_BY_DEVICE = "▒"
_PICTURE_HINT = (
    "Noon to noon, half an hour a sign, dated by the morning. █ asleep (▒ as a device tells"
    " it), / in bed awake, _ in bed and not yet trying, : in bed and falling asleep or waking"
    " not answered, C caffeine, A alcohol."
)
_TABLE_HINT = (
    "Lat: minutes to fall asleep. Awake: how often and minutes. R: rested, 1 worst to 5 best."
    " mg, alc, st: caffeine, drinks and stress of the day before. Empty: not answered."
)


def render(view: ReportView) -> bytes:
    """The page as UTF-8 text, with the same content as the HTML."""
    return ("\n".join(_lines(view)) + "\n").encode()


def _lines(view: ReportView) -> Iterator[str]:
    yield "SLEEP DIARY FOR THE DOCTOR"
    yield from _paragraph(f"{view.period}: {view.answered}. {view.about}".strip())
    yield from _paragraph(
        f"Made on {view.made_on} from daily answers. This is not a diagnosis."
    )
    if view.to_ask:
        yield from _heading("What I want to ask")
        for line in view.to_ask:
            yield from _paragraph(f"* {line}", "  ")
    if view.banner:
        yield ""
        yield from _paragraph(f"*** {view.banner} ***")
        if view.urgent:
            yield from _paragraph(view.urgent)
    yield from _counted(view)
    for block in view.blocks:
        yield from _picture(block)
        yield from _table(block)
    yield from _hints()
    yield from _averages(view)
    yield from _heading("What raises the risk")
    for risk in view.risks:
        yield f"{'[x]' if risk.ticked else '[ ]'} {risk.words}"
    if view.risks:
        yield "[x] said yes, [ ] said no"
    yield from _paragraph(view.risks_unanswered)
    yield from _heading("Questions to ask")
    for number, question in enumerate(view.questions, 1):
        yield from _paragraph(f"{number}. {question}", "   ")
    if view.notes:
        yield from _heading(f"Notes, {view.period}")
        for note in view.notes:
            yield from _paragraph(f"{note.label}: {note.text}", "  ")
    if view.is_cut:
        yield "Shortened; all of it is in the diary."
    yield ""
    yield from _paragraph(
        "Made on the person's own machine from their own answers; nothing was sent anywhere."
        " The thresholds are rules of thumb, not validated. Not a diagnosis. Anybody who is"
        " worried may see a doctor, whatever this page says."
    )


def _counted(view: ReportView) -> Iterator[str]:
    yield from _heading(f"What was counted up to {view.counted_to}")
    if not view.counted:
        yield from _paragraph(view.nothing_counted)
    for counted in view.counted:
        dates = f" Dates: {counted.nights}." if counted.nights else ""
        yield from _paragraph(
            f"* {counted.title} ({counted.level}). {counted.text}{dates}", "  "
        )
        yield from _paragraph(f"  {counted.threshold}", "  ") if counted.threshold else ()
    if view.unspoken:
        yield from _paragraph(f"Also: {'; '.join(view.unspoken)}.")
    if view.also:
        yield from _heading(f"Also in the diary, {view.period}")
        for line in view.also:
            yield from _paragraph(f"{line.label}: {line.text}", "  ")
    if view.ledger:
        yield from _heading("Banners and visits so far")
        if view.earlier:
            yield f"{view.earlier} earlier, in the diary."
        for line in view.ledger:
            yield from _paragraph(f"{line.label}: {line.text}", "  ")


def _picture(block: NightBlock) -> Iterator[str]:
    yield from _heading(block.title)
    yield " " * 12 + "".join(f"{(12 + hour) % 24:<4d}" for hour in range(0, 24, 2))
    for place, line in enumerate(block.lines):
        cells = [" "] * _CELLS
        _draw(cells, block.lines[place - 1] if place else block.before, -DAY_MIN)
        _draw(cells, line, 0)
        bar = "".join(cells)
        if not bar.strip():
            bar = f"{'not answered' if not line.answered else 'no times':^{_CELLS}}"
        yield f"{short_date(line.day):<10}  {bar}  {movement(line)}".rstrip()
        if line.device is not None:
            below = [" "] * _CELLS
            _draw_times(below, line.device, 0, by_device=True)
            yield f"{'  a device':<10}  {''.join(below)}".rstrip()


def _hints() -> Iterator[str]:
    yield ""
    yield from _paragraph(_PICTURE_HINT)
    yield from _paragraph(
        "; ".join(f"{letter} {words}" for kind in KINDS for letter, words in kind.letters)
        + f"; {BY_PARTNER} told by the bed partner; {NONE} none; {NOT_OBSERVED} could not be"
        " observed"
    )
    yield from _paragraph(_TABLE_HINT)


def _draw(cells: list[str], line: NightLine, shift: int) -> None:
    """Put what falls within these 24 hours into the row, a drink over a stretch of sleep."""
    if line.times is not None:
        _draw_times(cells, line.times, shift, by_device=line.by_device)
    for drink in line.drinks:
        cell = (drink.minute + shift) // _STEP
        if 0 <= cell < _CELLS:
            cells[cell] = drink.letter


def _draw_times(cells: list[str], times: WallTimes, shift: int, *, by_device: bool) -> None:
    for span, begin, end in spans(times):
        sign = _BY_DEVICE if by_device and span is Stretch.ASLEEP else _SIGNS[span]
        for cell in range(round((begin + shift) / _STEP), round((end + shift) / _STEP)):
            if 0 <= cell < _CELLS:
                cells[cell] = sign


def _table(block: NightBlock) -> Iterator[str]:
    yield ""
    yield "Night to    In bed Tried Lat Awake    Woke  Up    Slept R Mov     mg  alc st"
    for line in block.lines:
        night, slept = line.night, line.measures.total_sleep
        times = "" if night.awakenings is None else f"{night.awakenings}x"
        minutes = "" if night.awake_min is None else f"{night.awake_min}"
        yield (
            f"{short_date(line.day):<11} {night.in_bed_at or '':<6}"
            f" {night.tried_to_sleep_at or '':<5} {_figure(night.sleep_latency_min):>3}"
            f" {times:<3} {minutes:<4}"
            f" {night.final_wake_at or '':<5} {night.out_of_bed_at or '':<5}"
            f" {'' if slept is None else f'{slept // 60}:{slept % 60:02d}':<5}"
            f" {_figure(night.rested):<1} {movement(line).replace(' ', ''):<7}"
            f" {_figure(line.caffeine_mg):>3} {_figure(line.alcohol):>3} {_figure(line.stress)}"
        ).rstrip()
        if line.remarks:
            yield f"            {', '.join(line.remarks)}"


def _averages(view: ReportView) -> Iterator[str]:
    yield from _heading(f"Averages, {view.period}")
    week = f"{'last 7':<13}of 7" if view.has_week else ""
    nights = f"of {len(view.lines)}"
    yield f"{'Over answered nights':<34} {'all':<13}{nights:<7} {week}".rstrip()
    for average in view.averages:
        lately = f"{average.week or NONE:<13}{average.week_nights}" if view.has_week else ""
        name = average.name if len(average.name) <= 34 else f"{average.name}\n{'':<34}"
        yield from f"{name:<34} {average.value:<13}{average.nights:<7} {lately}".splitlines()
        if average.note:
            yield from _paragraph(f"  = {average.note}", "    ")
    for sentence in (view.unanswered, view.left_out, view.how_averaged):
        yield from _paragraph(sentence)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "-" * len(words)


def _paragraph(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
