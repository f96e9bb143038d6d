"""The heart: patterns over days, their levels, and the banners that are kept and cleared."""

from coach.core.patterns.assess import assess
from coach.core.patterns.banner import is_folded, is_known, reassurance, standing
from coach.core.patterns.ledger import ledger, timeline
from coach.core.patterns.levels import Assessment, Finding, GoneBy, Level, Stage, TimelineRow
from coach.core.patterns.standing import (
    Acknowledgement,
    Banner,
    Gone,
    GoodNews,
    Held,
    PastBanner,
    Raised,
    RuleStage,
    Standing,
)

__all__ = [
    "Acknowledgement",
    "Assessment",
    "Banner",
    "Finding",
    "Gone",
    "GoneBy",
    "GoodNews",
    "Held",
    "Level",
    "PastBanner",
    "Raised",
    "RuleStage",
    "Stage",
    "Standing",
    "TimelineRow",
    "assess",
    "is_folded",
    "is_known",
    "ledger",
    "reassurance",
    "standing",
    "timeline",
]
