"""Readers of other programs' files; a new one is a module and a line here."""

from coach.exchange.importers.contents import Importer
from coach.exchange.importers.formats import (
    apple_health,
    fitbit,
    plees,
    sleep_as_android,
    sleepdiary,
    sleepmeter,
)

IMPORTERS: tuple[Importer, ...] = (
    sleep_as_android.IMPORTER,
    sleepmeter.IMPORTER,
    sleepdiary.IMPORTER,
    plees.IMPORTER,
    fitbit.IMPORTER,
    apple_health.IMPORTER,
)
