"""The nights as a table, cell by cell: what the picture shows, in figures and letters."""

from coach.exchange.report.nights import NONE, NOT_ANSWERED, NOT_OBSERVED, NightLine

HEADINGS: tuple[str, ...] = (
    "Night to",
    "In bed",
    "Tried to sleep",
    "Asleep after",
    "Times awake",
    "Min awake",
    "Woke",
    "Got up",
    "Slept",
    "Rested",
    "Movement",
    "Caffeine",
    "Alcohol",
    "Stress",
    "Remarks",
)


def cells(line: NightLine) -> tuple[str, ...]:
    """One night's cells in the order of `HEADINGS`; an empty one was not answered."""
    night, measures = line.night, line.measures
    slept = measures.total_sleep
    return (
        f"{line.day:%a} {line.day.day} {line.day:%b}",
        night.in_bed_at or "",
        night.tried_to_sleep_at or "",
        _figure(night.sleep_latency_min),
        "" if night.awakenings is None else f"{night.awakenings}×",
        _figure(night.awake_min),
        night.final_wake_at or "",
        night.out_of_bed_at or "",
        "" if slept is None else f"{slept // 60}:{slept % 60:02d}",
        _figure(night.rested),
        movement(line),
        _figure(line.caffeine_mg),
        _figure(line.alcohol),
        _figure(line.stress),
        ", ".join(line.remarks),
    )


def movement(line: NightLine) -> str:
    """The letters of what was reported; a dash if all that was answered is no."""
    nothing = {NONE, NOT_OBSERVED, NOT_ANSWERED}
    letters = [letter for letter in line.letters if letter not in nothing]
    if letters:
        return " ".join(letters)
    if NONE in line.letters:
        return NONE
    return NOT_OBSERVED if NOT_OBSERVED in line.letters else NOT_ANSWERED


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
