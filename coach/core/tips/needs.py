"""How much each subject weighs on somebody's nights, by their own answers.

A need is data, one row a subject, in the same language as the conditions of tips: for each
step the answers that reach it. 0 is nothing to do, 3 the plainest lever.
"""

import msgspec

from coach.core.tips.condition import TipCondition, reasons
from coach.core.tips.facts.table import Facts

PLAINEST = 3


class Weight(msgspec.Struct, frozen=True):
    """How much a subject weighs on one evening.

    Attributes:
        step: 0 nothing to do to 3 the plainest lever.
        because: The answers that say so, each in words with its figure.
    """

    step: int
    because: tuple[str, ...] = ()


class Need(msgspec.Struct, frozen=True):
    """When a subject is somebody's lever.

    Attributes:
        steps: The condition of each step, the highest step first.
        source: The key of the source that the thresholds rest on.
    """

    steps: tuple[tuple[int, TipCondition], ...]
    source: str

    def weighed(self, known: Facts) -> Weight:
        """How much the subject weighs by what is known."""
        for step, condition in self.steps:
            holding = condition.holding(known)
            if holding:
                return Weight(step, reasons(holding, known))
        return Weight(0)
