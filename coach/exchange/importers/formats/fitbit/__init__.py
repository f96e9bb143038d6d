"""Fitbit: the JSON of a takeout or of the interface, and the CSV of the web site."""

from coach.exchange.importers.formats.fitbit.export import IMPORTER

__all__ = ["IMPORTER"]
