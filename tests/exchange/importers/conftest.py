"""Reading a file of another program, from data, bytes or a folder beside the checkout."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from coach.core.diary.records import Entry, Night
from coach.core.diary.sleep import seen, total_sleep
from coach.exchange.importing import Here, Imported, SourceFile, read
from tests.exchange.importers.samples import DATA, TEXTS, sample

HERE = Here(today=date(2026, 11, 22), day_starts_at="04:00", zone="Europe/London")


@dataclass(frozen=True)
class Taken:
    """A file as it was read."""

    imported: Imported

    @property
    def days(self) -> dict[str, Entry]:
        """The entries by date."""
        return {str(entry.date): entry for entry in self.imported.log.entries}

    @property
    def refused(self) -> dict[str, str]:
        """Why something was refused, by its place."""
        return {row.place: row.why for row in self.imported.refused}

    def night(self, day: str) -> Night:
        """The night of a date, whoever told it."""
        night = seen(self.days[day]).night
        assert night is not None
        return night

    def told_by(self, day: str) -> str | None:
        """What told the night of a date; None where the person did."""
        device = self.days[day].device
        return device.source if device else None

    def times(self, day: str) -> tuple[str | None, ...]:
        """In bed, tried to sleep, awake for good, up."""
        night = self.night(day)
        return (
            night.in_bed_at,
            night.tried_to_sleep_at,
            night.final_wake_at,
            night.out_of_bed_at,
        )

    def slept(self, day: str) -> int | None:
        """Minutes asleep, as the coach works them out."""
        return total_sleep(seen(self.days[day]))


Take = Callable[..., Taken]


@pytest.fixture
def take() -> Take:
    """Read bytes, or the sample of that name."""

    def _take(what: str | bytes | Path, form: str | None = None, here: Here = HERE) -> Taken:
        if isinstance(what, bytes):
            source = SourceFile.of_bytes(what, "the-file")
        elif isinstance(what, str) and what not in TEXTS:
            source = SourceFile.of_bytes(sample(what), what)
        else:
            path = DATA / what
            source = SourceFile.of_path(path, path.name)
        return Taken(read(source, here, form))

    return _take
