"""The sleepdiary project's Standard format: its records, and what their tags say."""

from coach.exchange.importers.formats.sleepdiary.records import IMPORTER

__all__ = ["IMPORTER"]
