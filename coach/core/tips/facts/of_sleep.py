"""Facts of the nights: how long, how well, how regular."""

from coach.core.diary import said
from coach.core.tips import looking_back
from coach.core.tips.facts.fact import flag, number
from coach.core.tips.looking_back import Evening

SLEEP = (
    number(
        "latency_min",
        "mean minutes to fall asleep over seven nights",
        "falling asleep takes you about {n} minutes",
        lambda e: looking_back.mean(night.sleep_latency_min for night in e.nights),
        step=5,
    ),
    number(
        "awake_min",
        "mean minutes awake during the night over seven nights",
        "you lie awake about {n} minutes a night",
        lambda e: looking_back.mean(measures.awake for measures in e.measures),
        step=5,
    ),
    number(
        "early_nights",
        "nights in seven that ended at least 30 minutes too early",
        "you woke too early on {n} of the last 7 mornings",
        lambda e: looking_back.count(e.nights, said.woke_too_early),
    ),
    number(
        "awakenings",
        "awakenings last night",
        "you woke {n} time{s} last night",
        lambda e: e.night.awakenings,
    ),
    number(
        "bad_nights",
        "nights in seven with a latency or wakefulness over 30 minutes or too early an end",
        "{n} of the last 7 nights were hard going",
        lambda e: looking_back.count(e.nights, said.bad),
    ),
    flag(
        "first_bad_night",
        "last night was bad, and at least five nights of the week before were good",
        "last night was a hard one after a good week",
        Evening.first_bad,
    ),
    number(
        "slept_h",
        "hours asleep last night",
        "you slept about {n} hour{s} last night",
        Evening.slept_h,
        step=0.5,
    ),
    number(
        "mean_sleep_h",
        "mean hours asleep over seven nights",
        "you sleep about {n} hour{s} a night",
        Evening.mean_sleep_h,
        step=0.5,
    ),
    number(
        "short_beds",
        "nights in seven with under seven hours in bed",
        "you had under seven hours in bed on {n} of the last 7 nights",
        lambda e: looking_back.count(e.measures, lambda m: said.under(m.time_in_bed, 7 * 60)),
    ),
    number(
        "long_evenings_in_bed",
        "nights in seven with over 45 minutes in bed before trying to sleep",
        "you were in bed long before sleep on {n} of the last 7 nights",
        lambda e: looking_back.count(e.measures, lambda m: said.over(m.presleep, 45)),
    ),
    number(
        "rise_spread_min",
        "minutes between the earliest and the latest rising in seven days",
        "your rising times lie about {hours} apart",
        lambda e: looking_back.spread(night.out_of_bed_at for night in e.nights),
        step=15,
    ),
    number(
        "bedtime_spread_min",
        "minutes between the earliest and the latest try to sleep in seven days",
        "your bedtimes lie about {hours} apart",
        lambda e: looking_back.spread(night.tried_to_sleep_at for night in e.nights),
        step=15,
    ),
    number(
        "poor_quality_nights",
        "nights in seven with a quality of 3 or less",
        "you rated {n} of the last 7 nights at 3 or less",
        lambda e: looking_back.count(e.nights, lambda night: said.under(night.quality, 4)),
    ),
    number(
        "unrefreshed_mornings",
        "mornings in seven with rested 1 or 2",
        "you woke unrested on {n} of the last 7 mornings",
        lambda e: looking_back.count(e.nights, lambda night: said.under(night.rested, 3)),
    ),
)
