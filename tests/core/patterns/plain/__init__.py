"""A second engine of the rules, plain and slow, written from their text alone."""

from tests.core.patterns.plain.fold import Engine, Row, timeline
from tests.core.patterns.plain.stages import status, status_of

__all__ = ["Engine", "Row", "status", "status_of", "timeline"]
