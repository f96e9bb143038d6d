"""Apple Health: the export, and the sleeps in its records."""

from coach.exchange.importers.formats.apple_health.export import IMPORTER

__all__ = ["IMPORTER"]
