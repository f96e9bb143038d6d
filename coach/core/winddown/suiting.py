"""Which wind-down suits the hour: what needs longest, or an upright body, well before bed.

Carney 2006 has the worry list hours before bed, Wang 2020 yoga before the night; slow breaths
and a body scan can be done in bed (Tsai 2015, Rusch 2019). The hours are our own.
"""

from coach.core.diary.choices import Practice

# From how many hours before bed on each is the one to begin with, the earliest first.
_BY_HOUR = (
    (2.0, Practice.WORRY_LIST),
    (1.0, Practice.YOGA),
    (0.5, Practice.MUSCLE_RELAXATION),
    (0.0, Practice.BREATHING),
)
_PAST_BEDTIME = Practice.MEDITATION
# Hours before bed after which it is too late for it.
_LATEST = {Practice.WORRY_LIST: 1.0, Practice.YOGA: 0.25, Practice.MUSIC: 0.0}


def suited(to_bed_h: float, wished: Practice | None = None) -> Practice:
    """The wind-down to begin with.

    Args:
        to_bed_h: Hours to bed, negative past it.
        wished: The one that belongs to tonight's tip; taken unless it is too late for it.
    """
    if wished is not None and to_bed_h >= _LATEST.get(wished, to_bed_h):
        return wished
    by_hour = (practice for hours, practice in _BY_HOUR if to_bed_h >= hours)
    return next(by_hour, _PAST_BEDTIME)
