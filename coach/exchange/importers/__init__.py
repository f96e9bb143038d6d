"""Readers of other programs' files; a new one is a module and a line here."""

from coach.exchange.importers import (
    apple_health,
    fitbit,
    plees,
    sleep_as_android,
    sleepmeter,
    standard,
)
from coach.exchange.importers.contents import Importer

IMPORTERS: tuple[Importer, ...] = (
    sleep_as_android.IMPORTER,
    sleepmeter.IMPORTER,
    standard.IMPORTER,
    plees.IMPORTER,
    fitbit.IMPORTER,
    apple_health.IMPORTER,
)
