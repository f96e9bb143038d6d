"""The heart: patterns over days, their levels, and the banners that are kept and cleared."""

from coach.core.patterns.assess import assess
from coach.core.patterns.banner import is_folded, reassurance, standing
from coach.core.patterns.ledger import ledger, timeline
from coach.core.patterns.levels import (
    Acknowledgement,
    Assessment,
    Banner,
    Finding,
    Held,
    Level,
    PastBanner,
    Raised,
    Standing,
    TimelineRow,
)

__all__ = [
    "Acknowledgement",
    "Assessment",
    "Banner",
    "Finding",
    "Held",
    "Level",
    "PastBanner",
    "Raised",
    "Standing",
    "TimelineRow",
    "assess",
    "is_folded",
    "ledger",
    "reassurance",
    "standing",
    "timeline",
]
