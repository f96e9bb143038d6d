"""Two machines, one shared folder, a year: do both end alike, and is every answer still there?

Run: python -m tests.benchmarks.two_machines [days] [seed].
A sync client carries each machine's files to the other hours or days late, sometimes half of
a file first, sometimes as a conflict copy; the second machine's clock is an hour ahead, and on
one day in five both machines answer the same day. Every answer that was given once and taken
out by nobody must be in both logs in the end.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from coach.core.diary.records import CaffeineDrink, Day, DoctorVisit, Entry, Log
from coach.exchange.log import decode, encode
from coach.store.diary.diary import Diary
from coach.store.diary.sync import Codec, SharedFolder

FIRST = date(2026, 1, 1)
HOURS = 24
# An answer by the place where it stands: ("stress", day), ("coffee", day, mg), ("visit", day).
Answer = tuple[object, ...]


@dataclass
class Machine:
    """A data folder, its own copy of the shared folder, and a clock that may be wrong."""

    place: Path
    ahead: timedelta
    now: datetime
    carried: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Name the shared folder."""
        self.share.mkdir(parents=True)
        self.diary = Diary(self.place / "data", self.clock)
        self.folder = SharedFolder(self.diary, Codec(encode, decode), self.clock)
        self.folder.name(self.share)

    @property
    def share(self) -> Path:
        """This machine's copy of the shared folder."""
        return self.place / "share"

    def clock(self) -> datetime:
        """The time that this machine believes it is."""
        return self.now + self.ahead


@dataclass
class Year:
    """What happened: the answers, and what went wrong in carrying them."""

    dice: random.Random
    given: set[Answer] = field(default_factory=set)
    halves: int = 0
    conflicts: int = 0
    shared_days: int = 0
    syncs: int = 0


def main() -> None:
    """Play the year, let everything arrive, and print what came of it."""
    figures = [int(word) for word in sys.argv[1:]]
    days, seed = (*figures, *(365, 1)[len(figures) :])
    year = Year(random.Random(seed))
    with tempfile.TemporaryDirectory() as place:
        begin = datetime(2026, 1, 1, tzinfo=UTC)
        machines = [
            Machine(Path(place) / name, timedelta(hours=ahead), begin)
            for name, ahead in (("desk", 0), ("lap", 1))
        ]
        for turn in range(days):
            _day(machines, FIRST + timedelta(days=turn), year)
        # A week without answers: everything arrives, and each brings the other's in.
        for _ in range(7):
            for machine, other in (machines, machines[::-1]):
                _sync(machine, year)
                _carry_all(machine, other)
        logs = [machine.diary.log() for machine in machines]
    sys.exit(_report(logs, days, year))


def _day(machines: list[Machine], day: date, year: Year) -> None:
    dice = year.dice
    both = dice.random() < 0.2
    year.shared_days += both
    answering = machines if both else [dice.choice(machines)]
    for hour in range(0, HOURS, 4):
        moment = datetime(day.year, day.month, day.day, hour, dice.randrange(60), tzinfo=UTC)
        for machine in machines:
            machine.now = moment
        for machine in answering:
            if dice.random() < 0.5:
                _answer(machine, day, year)
                _sync(machine, year)
        for machine, other in (machines, machines[::-1]):
            if dice.random() < 0.3:
                _carry(machine, other, year)
            if dice.random() < 0.3:
                _sync(machine, year)


def _answer(machine: Machine, day: date, year: Year) -> None:
    dice = year.dice
    kind = dice.choice(("stress", "fatigue", "coffee", "visit"))
    if kind == "visit":
        machine.diary.add_visit(DoctorVisit(date=day))
        year.given.add(("visit", day))
    elif kind == "coffee":
        mg = dice.randrange(1, 400)
        machine.diary.change(day, _with_drink(day, mg), "a drink")
        year.given.add(("coffee", day, mg))
    else:
        machine.diary.change(day, _with(day, kind, dice.randrange(1, 6)), "an answer")
        year.given.add((kind, day))


def _with(day: date, name: str, value: int) -> Callable[[Entry | None], Entry]:
    def how(old: Entry | None) -> Entry:
        entry = old or Entry(date=day)
        parts = msgspec.structs.replace(entry.day or Day(), **{name: value})
        return msgspec.structs.replace(entry, day=parts)

    return how


def _with_drink(day: date, mg: int) -> Callable[[Entry | None], Entry]:
    def how(old: Entry | None) -> Entry:
        entry = old or Entry(date=day)
        parts = entry.day or Day()
        drinks = (*(parts.caffeine or ()), CaffeineDrink(at="08:00", mg=mg))
        return msgspec.structs.replace(
            entry, day=msgspec.structs.replace(parts, caffeine=drinks)
        )

    return how


def _sync(machine: Machine, year: Year) -> None:
    machine.folder.sync()
    year.syncs += 1


def _carry(machine: Machine, other: Machine, year: Year) -> None:
    """Bring one machine's files to the other, as a sync client does on a bad day."""
    for path in list(machine.share.glob("coach-*.json")):
        data = path.read_bytes()
        if machine.carried.get(path.name) == data:
            continue
        target, luck = other.share / path.name, year.dice.random()
        if luck < 0.1:
            target.write_bytes(data[: year.dice.randrange(len(data))])
            year.halves += 1
            continue
        if luck < 0.2:
            copy = f"{path.stem} (conflicted copy {year.conflicts}).json"
            (other.share / copy).write_bytes(data)
            year.conflicts += 1
        target.write_bytes(data)
        machine.carried[path.name] = data


def _carry_all(machine: Machine, other: Machine) -> None:
    kept = machine.diary.folder / "settings.json"
    own = f"coach-{msgspec.json.decode(kept.read_bytes())['shared']['machine']}.json"
    shutil.copy(machine.share / own, other.share / own)


def _answers(log: Log) -> set[Answer]:
    there: set[Answer] = {("visit", visit.date) for visit in log.doctor_visits}
    for entry in log.entries:
        day = entry.day or Day()
        there |= {
            (name, entry.date)
            for name in ("stress", "fatigue")
            if getattr(day, name) is not None
        }
        there |= {("coffee", entry.date, drink.mg) for drink in day.caffeine or ()}
    return there


def _report(logs: list[Log], days: int, year: Year) -> int:
    print(
        f"{days} days, {year.syncs} syncs, {year.halves} half-written files, "
        f"{year.conflicts} conflict copies, {year.shared_days} days answered on both"
    )
    alike = logs[0] == logs[1]
    print(f"equal logs in the end: {'yes' if alike else 'NO'}")
    gone = [year.given - _answers(log) for log in logs]
    for name, missing in zip(("first", "second"), gone, strict=True):
        print(f"of {len(year.given)} answers missing on the {name}: {len(missing)}")
    return 0 if alike and not any(gone) else 1


if __name__ == "__main__":
    main()
