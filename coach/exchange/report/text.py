"""The page for the doctor as plain text of 80 columns, for a terminal or a screen reader."""

import textwrap
from collections.abc import Iterator

from coach.core.words.lengths_and_dates import short_date
from coach.exchange.report.nights import DAY_MIN, KINDS, NightLine
from coach.exchange.report.raster import Stretch, spans
from coach.exchange.report.table import movement
from coach.exchange.report.view import ReportView

_WIDTH = 80
_CELLS = 48  # half an hour each
_SIGNS = {Stretch.IN_BED: "_", Stretch.AWAKE: "/", Stretch.ASLEEP: "█", Stretch.NOT_KNOWN: ":"}
_TICKS = {True: "[x]", False: "[ ]", None: "[?]"}
_PICTURE_HINT = (
    "Noon to noon, half an hour a sign, dated by the morning. █ asleep, / in bed awake, _ in"
    " bed and not yet trying, : in bed and falling asleep or waking not answered, C caffeine,"
    " A alcohol."
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
    if view.banner:
        yield ""
        yield from _paragraph(f"*** {view.banner} ***")
        if view.urgent:
            yield from _paragraph(view.urgent)
    yield from _counted(view)
    yield from _picture(view)
    yield from _table(view)
    yield from _averages(view)
    yield from _heading("What raises the risk")
    for risk in view.risks:
        yield f"{_TICKS[risk.ticked]} {risk.words}"
    yield "[x] said yes, [ ] said no, [?] not answered"
    yield from _heading("Questions to ask")
    for number, question in enumerate(view.questions, 1):
        yield from _paragraph(f"{number}. {question}", "   ")
    if view.notes:
        yield from _heading("Notes of these nights")
        for note in view.notes:
            yield from _paragraph(f"{note.when}: {note.text}", "  ")
    if view.notes_cut:
        yield "Shortened; all of them are in the diary."
    yield ""
    yield from _paragraph(
        "Made on the person's own machine from their own answers; nothing was sent anywhere."
        " The thresholds are rules of thumb, not validated. Not a diagnosis. Anybody who is"
        " worried may see a doctor, whatever this page says."
    )


def _counted(view: ReportView) -> Iterator[str]:
    yield from _heading("What was counted")
    if not view.counted:
        yield from _paragraph(view.nothing_counted)
    for counted in view.counted:
        dates = f" Dates: {counted.nights}." if counted.nights else ""
        yield from _paragraph(
            f"* {counted.title} ({counted.level}). {counted.text}{dates}", "  "
        )
        yield from _paragraph(f"  {counted.threshold}", "  ") if counted.threshold else ()
    if view.also:
        yield from _paragraph(f"Also: {'; '.join(view.also)}.")
    if view.ledger:
        yield from _heading("Banners and visits so far")
        if view.earlier:
            yield f"{view.earlier} earlier, in the diary."
        for line in view.ledger:
            yield from _paragraph(f"{line.when}: {line.text}", "  ")


def _picture(view: ReportView) -> Iterator[str]:
    yield from _heading("The nights")
    yield " " * 12 + "".join(f"{(12 + hour) % 24:<4d}" for hour in range(0, 24, 2))
    for place, line in enumerate(view.lines):
        cells = [" "] * _CELLS
        _draw(cells, view.lines[place - 1] if place else view.before, -DAY_MIN)
        _draw(cells, line, 0)
        bar = "".join(cells)
        if not bar.strip():
            bar = f"{'not answered' if not line.answered else 'no times':^{_CELLS}}"
        yield f"{short_date(line.day):<10}  {bar}  {movement(line)}".rstrip()
    yield from _paragraph(_PICTURE_HINT)
    yield from _paragraph(
        "; ".join(f"{letter} {words}" for kind in KINDS for letter, words in kind.letters)
        + "; – none; ? could not be observed"
    )


def _draw(cells: list[str], line: NightLine, shift: int) -> None:
    """Put what falls within these 24 hours into the row, a drink over a stretch of sleep."""
    step = DAY_MIN // _CELLS
    stretches = spans(line.times) if line.times else ()
    for span, begin, end in stretches:
        for cell in range(round((begin + shift) / step), round((end + shift) / step)):
            if 0 <= cell < _CELLS:
                cells[cell] = _SIGNS[span]
    for drink in line.drinks:
        cell = (drink.minute + shift) // step
        if 0 <= cell < _CELLS:
            cells[cell] = drink.letter


def _table(view: ReportView) -> Iterator[str]:
    yield from _heading("The same nights in figures")
    yield "Night to    In bed Tried Lat Awake    Woke  Up    Slept R Mov     mg  alc st"
    for line in view.lines:
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
    yield from _paragraph(_TABLE_HINT)


def _averages(view: ReportView) -> Iterator[str]:
    yield from _heading("Averages over answered nights")
    for average in view.averages:
        nights = f"{average.nights} of {len(view.lines)} nights"
        yield f"{average.name:<32} {average.value or 'not answered':<14} {nights}"
        if average.note:
            yield from _paragraph(f"  = {average.note}", "    ")
    if view.left_out:
        yield from _paragraph(view.left_out)
    yield from _paragraph(view.how_averaged)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "-" * len(words)


def _paragraph(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
