"""Rules on movement by day and on what calls for a doctor at once.

How to read and correct a row: see ``table.py``.
"""

from coach.core.diary.choices import Condition
from coach.core.patterns.criteria import AtMost, Both, Days, Either, InProfile
from coach.core.patterns.criteria_special import Spell
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

BY_DAY: tuple[Rule, ...] = (
    Rule(
        id="R01",
        title="Jerks by day",
        learn="twitching-by-day",
        steps=(
            Threshold(
                NOW,
                Either(
                    (
                        Both((Days(Fact.JERK, 2, 14), Days(Fact.NIGHT_MOVEMENT, 2, 14))),
                        Days(Fact.JERK, 3, 7),
                    )
                ),
                _JERK + ", as well as movement at night or several times in a week.",
            ),
            Threshold(
                SOON,
                Either(
                    (
                        Days(Fact.JERK, 2, 14),
                        Both((Days(Fact.JERK, 1, 14), Days(Fact.NIGHT_MOVEMENT, 1, 14))),
                    )
                ),
                _JERK + ", more than once or beside movement at night.",
                "Please talk to a doctor this week.",
            ),
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
        clearing=AtMost(Fact.JERK, most=0, within=28, answers=20),
        now_is_flag=True,
    ),
    Rule(
        id="R02",
        title="A small twitch that stays",
        learn="twitching-by-day",
        steps=(
            Threshold(
                SOON,
                Spell(Fact.TWITCH, apart=14, at_least=12, pause=3, within=21),
                _TWITCH + " If it is only an eyelid, doctors usually just watch it "
                "for up to three months.",
            ),
            Threshold(WATCH, Days(Fact.TWITCH, 4, 7), _TWITCH + " It usually stops by itself."),
        ),
        ask="Does this small twitch need looking into, or may I wait?",
        source="NHS, Twitching eyes and muscles (two weeks); NICE NG127 (eyelids, 3 months)",
        why=(
            "Two weeks is the NHS's span; the limit on pauses keeps separate short spells "
            "from adding up."
        ),
        clearing=AtMost(Fact.TWITCH, most=2, within=14, answers=10),
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
        quiet_clears=False,
        red_flags=(Fact.WEAKNESS, Fact.SUDDEN_CHANGE),
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
        quiet_clears=False,
        red_flags=(Fact.CONVULSION,),
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
        red_flags=(Fact.FALL,),
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
        red_flags=(Fact.CORD_SIGN,),
    ),
)
