"""Facts of the caffeine of today and of the last days."""

from coach.core.diary import said
from coach.core.tips import looking_back
from coach.core.tips.facts.fact import flag, number
from coach.core.tips.looking_back import Evening

CAFFEINE = (
    number(
        "left_mg",
        "mg of caffeine left at tonight's usual bedtime",
        "about {n} mg of caffeine may be left at bedtime",
        Evening.left_mg,
        step=5,
    ),
    number(
        "caffeine_mg",
        "mg of caffeine today",
        "today's caffeine comes to about {n} mg",
        lambda e: said.caffeine_mg(e.entry),
        step=5,
    ),
    number(
        "caffeine_mean_mg",
        "mean mg of caffeine a day over seven days",
        "your caffeine averages about {n} mg a day",
        lambda e: looking_back.mean(said.caffeine_mg(entry) for entry in e.last()),
        step=5,
    ),
    number(
        "caffeine_drop_pct",
        "per cent by which the last three days' caffeine lies below the week before them",
        "your caffeine has come down by about {n} % within days",
        Evening.caffeine_drop_pct,
        step=5,
    ),
    number(
        "caffeine_gap_h",
        "hours from today's last caffeine to tonight's usual bedtime",
        "today's last caffeine came about {n} hour{s} before bed",
        Evening.caffeine_gap_h,
        step=0.5,
    ),
    number(
        "late_caffeine_days",
        "days in seven with caffeine less than 8.8 hours before bed",
        "the last caffeine came under nine hours before bed on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), e.late_caffeine),
    ),
    number(
        "six_hour_caffeine_days",
        "days in seven with caffeine less than six hours before bed",
        "caffeine came within six hours of bed on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), e.caffeine_close_to_bed),
    ),
    number(
        "afternoon_dose_mg",
        "mg in today's strongest single drink after noon",
        "one drink after noon held about {n} mg of caffeine",
        Evening.afternoon_dose_mg,
        step=5,
    ),
    flag(
        "coffee_or_tea",
        "one of today's drinks is called coffee or tea; unknown where one has no name",
        "there was coffee or tea today",
        Evening.coffee_or_tea,
    ),
)
