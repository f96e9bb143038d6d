"""Rules on movement by day and on what calls for a doctor at once.

How to read and correct a row: see ``table.py``.
"""

from fractions import Fraction

from coach.core.diary.choices import Condition
from coach.core.patterns.criteria.counted import Both, Days
from coach.core.patterns.criteria.easing import NONE, Calm, Trouble, gone, trouble
from coach.core.patterns.criteria.profile import InProfile
from coach.core.patterns.criteria.special import Stretch
from coach.core.patterns.facts import Fact
from coach.core.patterns.rules.rule import (
    INFO,
    NOW,
    SOON,
    WATCH,
    Rule,
    Threshold,
)

_JERK = "You noted a jerk by day that you could not hold back, {dates}"
_TWITCH = "Something twitched by day on {count} of {answered} answered days, {range}."
_THIS_WEEK = "Please talk to a doctor this week."
_NO_WAITING = "Do not wait for an appointment."
_SEIZURE_CARE = (
    "Until you have been seen, do not drive, and do not bathe or climb heights alone. If it "
    "lasts more than 5 minutes or happens again, call your local emergency number."
)
_SEIZURE_PLAN = (
    "Follow the plan you have agreed with your doctor, and tell them about it in the next "
    "days. If it lasts more than 5 minutes or happens again, call your local emergency number."
)
_WEAK = "Knees, jaw or head gave way with a strong feeling, {dates}"
_DISTURBED = "Movement disturbed your sleep on {count} of {answered} answered nights, {range}."

_JERKS = trouble(Fact.JERK, "had a jerk")
_TWITCHES = trouble(Fact.TWITCH, "had a twitch")
_SIGNS = Trouble(
    (
        Fact.WEAKNESS,
        Fact.SUDDEN_CHANGE,
        Fact.STIFFNESS,
        Fact.SUSPECTED_MEDICINE,
        Fact.SEVERAL_PLACES,
    ),
    (Fact.ANSWERED,),
    "day",
    "had a warning sign",
)
_SEIZURE_SIGNS = (Fact.CONVULSION, Fact.WEAK_SEIZURE_SIGN, Fact.IDENTICAL_EVENTS)
_EVENTS = Trouble(_SEIZURE_SIGNS, (Fact.ANSWERED,), "day", "had such an event")
_WEAKNESSES = trouble(Fact.SUDDEN_WEAKNESS, "had sudden weakness")
_CORD_SIGNS = trouble(Fact.CORD_SIGN, "had such a sign")
_SPINE = Trouble(
    (Fact.CORD_SIGN, Fact.DISTURBED), (Fact.MOVEMENT_ANSWERED,), "night", "were disturbed"
)

BY_DAY: tuple[Rule, ...] = (
    Rule(
        id="R01",
        title="Jerks by day",
        learn="twitching-by-day",
        steps=(
            Threshold(
                NOW,
                Both((Days(Fact.JERK, 2, 14), Days(Fact.NIGHT_MOVEMENT, 2, 14))),
                _JERK + ", and movement at night as well.",
            ),
            Threshold(NOW, Days(Fact.JERK, 3, 7), _JERK + "."),
            Threshold(
                SOON,
                Both((Days(Fact.JERK, 1, 14), Days(Fact.NIGHT_MOVEMENT, 1, 14))),
                _JERK + ", and movement at night as well.",
                _THIS_WEEK,
            ),
            Threshold(SOON, Days(Fact.JERK, 2, 14), _JERK + ".", _THIS_WEEK),
            Threshold(
                WATCH,
                Days(Fact.JERK, 1, 14),
                _JERK + ".",
                "If there is weakness, stiffness or twitching in more than one place, say so "
                "in the check-in.",
            ),
        ),
        ask="What could cause movements that I cannot hold back by day?",
        source="S. Pandit, “Twitching While Sleeping”; NICE NG127; Mayo Clinic on myoclonus",
        why=(
            "Twitching by day as well as by night is the article's plainest reason to see a "
            "doctor. One jerk with quiet nights is common, so it is watched first."
        ),
        tells=(_JERKS,),
        asked=(Fact.AWAKE_ANSWERED,),
        eases=Calm(_JERKS, NONE, None, today=False),
        before_days=14,
    ),
    Rule(
        id="R02",
        title="A small twitch that stays",
        learn="twitching-by-day",
        steps=(
            Threshold(
                SOON,
                Stretch(
                    Fact.TWITCH,
                    at_least=8,
                    within=28,
                    length=14,
                    share=Fraction(3, 4),
                    pause=3,
                    lately=2,
                ),
                _TWITCH + " If it is only an eyelid, doctors usually just watch it "
                "for up to three months.",
            ),
            Threshold(WATCH, Days(Fact.TWITCH, 4, 7), _TWITCH + " It usually stops by itself."),
        ),
        ask="Does this small twitch need looking into, or may I wait?",
        source="NHS, Twitching eyes and muscles (two weeks); NICE NG127 (eyelids, 3 months)",
        why=(
            "Two weeks is the NHS's span; one stretch without a long pause keeps separate "
            "short spells from adding up."
        ),
        tells=(_TWITCHES,),
        asked=(Fact.AWAKE_ANSWERED,),
        eases=Calm(_TWITCHES, Fraction(1, 5), 1, (14, 21, 28), 10, today=False),
        below_days=1,
        accumulates=True,
    ),
    Rule(
        id="R03",
        title="Warning signs beside a twitch",
        learn="see-a-doctor",
        steps=(
            Threshold(
                NOW,
                Days(Fact.SUDDEN_CHANGE, 1, 28),
                "You noted a sudden change of face, arm or speech, {dates}.",
                _NO_WAITING,
                emergency=True,
            ),
            Threshold(
                NOW,
                Days(Fact.WEAKNESS, 1, 28),
                "You noted new weakness, thinning, dropping things, or trouble speaking or "
                "walking, {dates}.",
            ),
            Threshold(
                SOON,
                Days(Fact.STIFFNESS, 1, 28),
                "You noted stiffness where it twitches, {dates}.",
            ),
            Threshold(
                SOON,
                Days(Fact.SUSPECTED_MEDICINE, 1, 28),
                "You noted that a medicine may be the cause, {dates}.",
                "Please ask the pharmacist or whoever prescribed it; do not stop it yourself.",
            ),
            Threshold(
                SOON,
                Days(Fact.SEVERAL_PLACES, 3, 14),
                "It twitched in more than one place on {count} days, {range}.",
            ),
            Threshold(
                WATCH,
                Days(Fact.SEVERAL_PLACES, 1, 14),
                "It twitched in more than one place, {dates}.",
            ),
        ),
        ask="What do these signs beside the twitching mean, and how soon must they be seen?",
        source="NHS, Twitching eyes and muscles; NICE NG127; NHS, FAST",
        why="These signs beside a twitch are what the NHS and NICE ask to be looked at.",
        tells=(_SIGNS,),
        single_events=(
            Fact.WEAKNESS,
            Fact.SUDDEN_CHANGE,
            Fact.STIFFNESS,
            Fact.SUSPECTED_MEDICINE,
        ),
    ),
    Rule(
        id="R09",
        title="Events that need a doctor's eye",
        learn="see-a-doctor",
        steps=(
            Threshold(
                NOW,
                Days(Fact.CONVULSION, 1, 28),
                "You noted shaking or stiffening without response, or a wet bed or bitten "
                "tongue with confusion, {dates}.",
                _SEIZURE_CARE,
                emergency=True,
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Threshold(
                SOON,
                Days(Fact.WEAK_SEIZURE_SIGN, 2, 28),
                "You noted an unusual event in sleep on {count} nights, {range}.",
                f"Please talk to a doctor in the next week or two. {_SEIZURE_CARE}",
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Threshold(
                SOON,
                Days(Fact.IDENTICAL_EVENTS, 3, 14),
                "You noted brief events that were all alike on {count} nights, {range}.",
                f"Please talk to a doctor in the next week or two. {_SEIZURE_CARE}",
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Threshold(
                WATCH,
                Days(Fact.WEAK_SEIZURE_SIGN, 1, 28),
                "You noted an unusual event in sleep, {dates}.",
            ),
        ),
        ask="Could these events be seizures, and what should I not do until that is known?",
        source="NICE NG127; Derry 2009; Derry 2006",
        why="Such events are referred at once; nothing but a doctor settles them.",
        tells=(_EVENTS,),
        single_events=_SEIZURE_SIGNS,
    ),
    Rule(
        id="R12",
        title="Sudden weakness with strong feelings",
        learn="see-a-doctor",
        steps=(
            Threshold(NOW, Days(Fact.FALL, 1, 28), _WEAK + ", with a fall."),
            Threshold(SOON, Days(Fact.SUDDEN_WEAKNESS, 2, 28), _WEAK + "."),
            Threshold(WATCH, Days(Fact.SUDDEN_WEAKNESS, 1, 28), _WEAK + "."),
            Threshold(
                INFO,
                Days(Fact.PARALYSIS, 1, 28),
                "You were awake but could not move, {dates}. By itself that is common and "
                "harmless.",
            ),
        ),
        ask="What could cause sudden weakness, or being unable to move on waking?",
        source="NHS, Narcolepsy; NICE NG127",
        why="Feeling weak with laughter is ordinary; knees or jaw giving way twice is not.",
        tells=(_WEAKNESSES,),
        eases=gone(_WEAKNESSES),
        single_events=(Fact.FALL,),
    ),
    Rule(
        id="R16",
        title="Signs from the spine",
        learn="raises-risk",
        steps=(
            Threshold(
                NOW,
                Days(Fact.CORD_SIGN, 1, 28),
                "You noted new trouble with bladder or bowel, or numbness between the legs, "
                "{dates}.",
                _NO_WAITING,
                emergency=True,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Days(Fact.DISTURBED, 2, 14),
                        InProfile(conditions=(Condition.SPINAL_CORD_TUMOUR,)),
                    )
                ),
                _DISTURBED,
            ),
        ),
        ask="Does my back need looking at because of these movements or signs?",
        source="NICE NG234; NHS, Back pain",
        why="The emergency signs hold for everyone; the count only with the condition.",
        tells=(_CORD_SIGNS,),
        tells_known=((Condition.SPINAL_CORD_TUMOUR, _SPINE),),
        eases=Calm(_SPINE, NONE, None, today=False),
        before_days=14,
        single_events=(Fact.CORD_SIGN,),
    ),
)
