"""One row of a hand-kept table: each cell read, and what becomes of it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from coach.core.diary import day as days
from coach.core.words.text import visible
from coach.exchange.importers.contents import Contents, Here, Sleep, Stated
from coach.exchange.log import LogError
from coach.exchange.table import cells
from coach.exchange.table.cells import Told
from coach.exchange.table.fields import BEGINNINGS, BY_NAME, CLOCKS, ENDS, Field, Kind
from coach.exchange.table.placing import after, backward, onward, refuse_backwards
from coach.exchange.table.plan import DateOf, Plan, source_label

_DAY = timedelta(days=1)


class Row:
    """One row, each cell read; ValueError where one cannot be."""

    def __init__(
        self, row: Mapping[str, str], plan: Plan, here: Here, left_out: Counter[str]
    ) -> None:
        self._plan = plan
        self._here = here
        self._left_out = left_out
        self._told: dict[str, Told] = {}
        self._values: dict[str, object] = {}
        self._lengths: dict[str, int] = {}
        self._notes: list[str] = []
        several = sum(name == "notes" for name in plan.columns.values()) > 1
        for heading, name in plan.columns.items():
            cell = row.get(heading, "")
            if not cells.is_blank(cell):
                self._read(heading, BY_NAME[name], cell, several_notes=several)
        self._date = self._told.pop("date", Told()).day
        if plan.heading_of("date") is not None and self._date is None and not self.is_blank:
            raise ValueError("it has no date")
        self._moments = {} if self.is_blank else dict(self._placed())
        for names in (BEGINNINGS, ENDS):
            refuse_backwards([name for name in names if name in self._moments], self._moments)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but a date stands in it."""
        return not (self._told or self._values or self._lengths or self._notes)

    @property
    def stands_alone(self) -> bool:
        """Whether it tells of a night without a beginning and an end."""
        return self._sleep_span() is None

    @property
    def night_date(self) -> date:
        """The date whose night is meant."""
        ended = self._moments.get("final_wake_at") or self._moments.get("out_of_bed_at")
        if ended is not None:
            return days.night_of(ended)
        if self._date is None:
            raise ValueError("it has no date")
        return self._date + _DAY if self._plan.date_of is DateOf.EVENING else self._date

    def _read(self, heading: str, field: Field, cell: str, *, several_notes: bool) -> None:
        try:
            self._take(heading, field, cell, several_notes=several_notes)
        except ValueError as error:
            raise ValueError(f"{heading[:40]}: {error}") from None

    def _take(self, heading: str, field: Field, cell: str, *, several_notes: bool) -> None:
        match field.kind:
            case Kind.DATE | Kind.CLOCK:
                self._told[field.name] = _moment(field, cell, self._plan)
            case Kind.MINUTES | Kind.HOURS:
                read = cells.hours if field.kind is Kind.HOURS else cells.minutes
                self._lengths[field.name] = read(cell)
            case Kind.COUNT:
                self._values[field.name] = round(cells.number(cell))
            case Kind.SCALE:
                step = _step(cell, field, self._plan, heading)
                if step is None:
                    self._left_out["rating{s} outside of the scale"] += 1
                else:
                    self._values[field.name] = step
            case Kind.FLAG:
                # Only a night without sleep is said by it.
                if cells.flag(cell):
                    self._values[field.name] = True
            case Kind.CHOICE:
                self._values[field.name] = _choice(field, cell)
            case Kind.TEXT:
                lead = f"{heading}: " if several_notes else ""
                lines = (line.strip() for line in cell.split("\n"))
                self._notes += [f"{lead}{line}" for line in lines if line]

    def _placed(self) -> Iterator[tuple[str, datetime]]:
        """The times of the row as moments, each of a later one after the one before."""
        given = [(name, self._told[name]) for name in CLOCKS if name in self._told]
        clocks = [(name, told.clock) for name, told in given if told.clock is not None]
        if not clocks:
            return
        if self._date is None or any(told.day for _, told in given):
            yield from self._with_own_dates(given)
            return
        evening = self._plan.date_of is DateOf.EVENING
        yield from (onward if evening else backward)(clocks, self._date, self._here)

    def _with_own_dates(self, given: list[tuple[str, Told]]) -> Iterator[tuple[str, datetime]]:
        last: datetime | None = None
        for name, told in given:
            if told.clock is None:
                raise ValueError(f"{name} is a date without a time")
            if told.day is not None:
                last = cells.combined(told.day, told.clock)
            elif last is None:
                raise ValueError(f"{name} is a time without a date, and nothing comes before")
            else:
                last = after(last, told.clock)
            yield name, last

    def _sleep_span(self) -> tuple[str, str] | None:
        """The fields with which a sleep begins and ends, if the row has both."""
        begins = next((name for name in BEGINNINGS[1:] if name in self._moments), None)
        if begins is None and "in_bed_at" in self._moments:
            begins = "in_bed_at"
        elif begins == "fell_asleep_at" and "tried_to_sleep_at" in self._moments:
            begins = "tried_to_sleep_at"
        ends = next((name for name in ENDS if name in self._moments), None)
        if begins is None or ends is None:
            return None
        in_bed_alone = begins == "in_bed_at"
        # From trying to sleep to getting up is neither a sleep nor a time in bed.
        return (begins, ends) if ends == "final_wake_at" or in_bed_alone else None

    def put(self, place: str, contents: Contents) -> None:
        """Add what the row says to what the file holds."""
        span = self._sleep_span()
        of_day = self._answers(of_day=True)
        if of_day:
            day = self.night_date if self._date is None else self._date
            contents.stated.append(Stated(place, day, of_day))
        answers = self._answers(of_day=False)
        if span is None:
            night = self._alone() | answers.pop("night", {})
            if night:
                part = "device" if self._plan.by_device else "night"
                source = source_label(self._plan.told_by or "")
                answers[part] = {**({"source": source} if part == "device" else {}), **night}
            if answers or self._notes:
                notes = tuple(self._notes)
                contents.stated.append(Stated(place, self.night_date, answers, notes=notes))
        else:
            contents.sleeps.append(self._sleep(place, *span, answers))

    def _alone(self) -> dict[str, object]:
        """What is said of a night without a beginning and an end."""
        night: dict[str, object] = {
            name: f"{moment:%H:%M}"
            for name, moment in self._moments.items()
            if name != "fell_asleep_at"
        }
        lengths = ("sleep_latency_min", "awake_min", "woke_early_min")
        return night | {name: self._lengths[name] for name in lengths if name in self._lengths}

    def _sleep(
        self, place: str, begins: str, ends: str, answers: dict[str, dict[str, object]]
    ) -> Sleep:
        began, woke = self._moments[begins], self._moments[ends]
        asleep = ends == "final_wake_at"
        span = round((woke - began).total_seconds() / 60)
        latency = self._latency_min(began)
        awake, early = self._lengths.get("awake_min"), self._lengths.get("woke_early_min")
        asleep_min = self._asleep_min(span, latency, awake) if asleep else None
        night = answers.setdefault("night", {})
        if awake is not None and asleep_min is None:
            night["awake_min"] = awake
        if latency is not None and not asleep:
            night["sleep_latency_min"] = latency
        if early is not None:
            night["woke_early_min"] = early
        quality = night.pop("quality", None)
        awakenings = night.pop("awakenings", None)
        return Sleep(
            place=place,
            began=began,
            woke=woke,
            measured=self._plan.by_device,
            asleep=asleep,
            tried=begins != "in_bed_at",
            in_bed=None if begins == "in_bed_at" else self._moments.get("in_bed_at"),
            up=self._moments.get("out_of_bed_at") if asleep else None,
            latency_min=latency,
            asleep_min=asleep_min,
            awakenings=awakenings if isinstance(awakenings, int) else None,
            quality=quality if isinstance(quality, int) else None,
            answers={part: of for part, of in answers.items() if of},
            notes=tuple(self._notes),
        )

    def _latency_min(self, began: datetime) -> int | None:
        told = self._lengths.get("sleep_latency_min")
        fell_asleep = self._moments.get("fell_asleep_at")
        if told is not None or fell_asleep is None:
            return told
        # Where nothing else is said, the night is told from falling asleep on.
        passed = round((fell_asleep - began).total_seconds() / 60)
        return passed if passed or "tried_to_sleep_at" in self._moments else None

    def _asleep_min(self, span: int, latency: int | None, awake: int | None) -> int | None:
        total = self._lengths.get("total_sleep_min", self._lengths.get("total_sleep_hours"))
        if awake is not None and (latency is not None or self._plan.by_device):
            waking = (latency or 0) + awake
            if waking > span:
                raise ValueError(f"{waking} minutes awake do not fit into {span}")
            return span - waking
        if total is None or latency is not None or self._plan.by_device:
            return total
        # How much of the rest was falling asleep, and how much waking, nobody said.
        self._left_out["length{s} of sleep without the time it took to fall asleep"] += 1
        return None

    def _answers(self, *, of_day: bool) -> dict[str, dict[str, object]]:
        answers: dict[str, dict[str, object]] = {}
        for name, value in self._values.items():
            field = BY_NAME[name]
            if field.of_day is of_day:
                answers.setdefault(field.part, {})[field.leaf or name] = value
        if of_day and "nap_min" in self._lengths:
            answers.setdefault("day", {})["nap_min"] = self._lengths["nap_min"]
        return answers


def _moment(field: Field, cell: str, plan: Plan) -> Told:
    told = cells.told(cell, plan.order)
    if field.kind is Kind.DATE and told.day is None:
        raise ValueError(f'"{cell[:40]}" is no date')
    return told


def _choice(field: Field, cell: str) -> str:
    word = cell.strip().lower().replace(" ", "_")
    if word not in field.choices:
        raise ValueError(f'"{cell[:40]}" is none of {", ".join(field.choices)}')
    return word


def _step(cell: str, field: Field, plan: Plan, heading: str) -> int | None:
    """A figure on its scale as a step of 1 to 5; None where it lies outside."""
    scale = plan.scale_of(heading)
    if scale is None:
        raise LogError(f"the scale of {visible(heading, one_line=True)} is not known")
    try:
        value = cells.number(cell)
    except ValueError:
        return None
    worst, best = scale
    if not min(scale) <= value <= max(scale):
        return None
    low, high = (best, worst) if field.best_is_low else (worst, best)
    return math.floor((value - low) / (high - low) * 4 + 0.5) + 1
