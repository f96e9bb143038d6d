"""The table of rules: what is counted, how often it takes, what is said, and on whose word.

One row is one rule. Its steps are tried from the top; the first one that is met gives the
level. To correct a threshold, correct its number here: the words on screen and the table in
``docs/rules.md`` follow. ``{count}``, ``{answered}``, ``{range}`` and ``{dates}`` in a
sentence stand for the days counted, the days answered, the window and the dates counted.

No figure here has been signed by a clinician yet; the sources are those the windows and
counts were drawn from.
"""

from dataclasses import dataclass
from fractions import Fraction

from coach.core.patterns.criteria import (
    AtMost,
    Both,
    Criterion,
    Days,
    Either,
    EnoughSleep,
    EvenWithout,
    InProfile,
    JudgedWeeks,
    MostlyUnexplained,
    NewAfter,
    QuietWeeks,
    Spell,
    Spread,
    Weeks,
)
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Level
from coach.core.records import Condition, Medicine

INFO, WATCH, SOON, NOW = Level.INFO, Level.WATCH, Level.SOON, Level.NOW


@dataclass(frozen=True, slots=True)
class Step:
    """One threshold of a rule.

    Attributes:
        level: What is said when it is reached.
        when: What has to be counted.
        says: The sentence for the person.
        advice: What to do, where it differs from what the level says.
        from_day: Not before this day, the earliest entry being day 1.
        emergency: Whether the emergency number comes first.
        known: Advice that takes its place for one who is known to have a condition.
    """

    level: Level
    when: Criterion
    says: str
    advice: str = ""
    from_day: int = 1
    emergency: bool = False
    known: tuple[tuple[Condition, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        id: The rule's number.
        title: What it is about, in a few plain words.
        learn: Name of the page that explains it.
        steps: Its thresholds, the most serious first.
        source: Where they come from.
        why: Why they are as they are.
        clearing: A further way out of SOON besides those that all rules share.
        quiet_clears: Whether 28 quiet days clear SOON without a visit to a doctor.
        red_flags: Facts that need a visit on or after their date.
        now_is_flag: Whether rising to NOW is such a red flag itself.
        needs_visit: Facts after which quiet days no longer clear it.
    """

    id: str
    title: str
    learn: str
    steps: tuple[Step, ...]
    source: str
    why: str
    clearing: Criterion | None = None
    quiet_clears: bool = True
    red_flags: tuple[Fact, ...] = ()
    now_is_flag: bool = False
    needs_visit: tuple[Fact, ...] = ()


RATE_FROM_DAY = 14
CHRONIC_FROM_DAY = 84

ARTICLE_CONDITIONS = (
    Condition.DIABETES,
    Condition.ANAEMIA,
    Condition.KIDNEY_DISEASE,
    Condition.SLEEP_APNOEA,
    Condition.NARCOLEPSY,
    Condition.SPINAL_CORD_TUMOUR,
)
AT_RISK_BY_CONDITION = InProfile(conditions=ARTICLE_CONDITIONS)
AT_RISK = InProfile(
    conditions=ARTICLE_CONDITIONS, medicines=(Medicine.ANTIDEPRESSANT,), pregnant=True
)
AT_RISK_OF_LEG_URGE = InProfile(
    conditions=(Condition.ANAEMIA, Condition.KIDNEY_DISEASE, Condition.DIABETES),
    medicines=(Medicine.ANTIDEPRESSANT,),
    pregnant=True,
)
LIKELIER_TO_ACT_OUT = InProfile(
    conditions=(Condition.NARCOLEPSY,), medicines=(Medicine.ANTIDEPRESSANT,), from_age=50
)

_DISTURBED = "Movement disturbed your sleep on {count} of {answered} answered nights, {range}."
_JERK = "You noted a jerk by day that you could not hold back, {dates}"
_TWITCH = "Something twitched by day on {count} of {answered} answered days, {range}."
_KICKS = "You kicked or jerked in your sleep on {count} of {answered} answered nights, {range}"
_LEGS = "Your legs wanted to move on {count} of {answered} answered evenings, {range}"
_ENACTED = "You acted out dreams on {count} of {answered} answered nights, {range}."
_PAUSES = "Someone heard your breathing stop, gasp or choke, {dates}."
_SNORED = "You snored loudly on {count} of {answered} answered nights, {range}"
_DOZED = "You fell asleep without meaning to on {count} of {answered} answered days, {range}"
_SLEEPY = "You were sleepy by day on {count} of {answered} answered days, {range}"
_WEAK = "Knees, jaw or head gave way with a strong feeling, {dates}"
_BAD = (
    "You lay awake for long, or woke too early, on {count} of {answered} answered nights, "
    "{range}"
)
_NO_WAITING = "Do not wait for an appointment."
_SEIZURE_CARE = (
    "Until you have been seen, do not drive, and do not bathe or climb heights alone. If it "
    "lasts more than 5 minutes or happens again, call your local emergency number."
)
_SEIZURE_PLAN = (
    "Follow the plan you have agreed with your doctor, and tell them about it in the next days. "
    "If it lasts more than 5 minutes or happens again, call your local emergency number."
)
_MASK = (
    "Please mention it at your next check, and see whether the mask leaks. If no check is due, "
    "talk to a doctor in the next week or two."
)
_SAFE_BED = (
    "Meanwhile move furniture away, pad sharp edges, lower the mattress, and let a bed partner "
    "sleep apart."
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="R01",
        title="Jerks by day",
        learn="twitching-by-day",
        steps=(
            Step(
                NOW,
                Either(
                    (
                        Both((Days(Fact.JERK, 2, 14), Days(Fact.NIGHT_MOVEMENT, 2, 14))),
                        Days(Fact.JERK, 3, 7),
                    )
                ),
                _JERK + ", as well as movement at night or several times in a week.",
            ),
            Step(
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
            Step(
                WATCH,
                Days(Fact.JERK, 1, 14),
                _JERK + ".",
                "If there is weakness, stiffness or twitching in more than one place, say so "
                "in the check-in.",
            ),
        ),
        source="the source article; NICE NG127; Mayo Clinic on myoclonus",
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
            Step(
                SOON,
                Spell(Fact.TWITCH, apart=14, at_least=12, pause=3, within=21),
                _TWITCH + " If it is only an eyelid, doctors usually just watch it.",
            ),
            Step(WATCH, Days(Fact.TWITCH, 4, 7), _TWITCH + " It usually stops by itself."),
        ),
        source="NHS, Twitching eyes and muscles (two weeks); NICE NG127 (eyelids, 3 months)",
        why=(
            "Two weeks is the NHS's span; the limit on pauses keeps separate short spells "
            "from adding up."
        ),
        clearing=AtMost(Fact.TWITCH, most=2, within=14, answers=10),
    ),
    Rule(
        id="R03",
        title="Warning signs beside a twitch",
        learn="see-a-doctor",
        steps=(
            Step(
                NOW,
                Days(Fact.SUDDEN_CHANGE, 1, 28),
                "You noted a sudden change of face, arm or speech, {dates}.",
                _NO_WAITING,
                emergency=True,
            ),
            Step(
                NOW,
                Days(Fact.WEAKNESS, 1, 28),
                "You noted new weakness, thinning, dropping things, or trouble speaking or "
                "walking, {dates}.",
            ),
            Step(
                SOON,
                Days(Fact.STIFFNESS, 1, 28),
                "You noted stiffness where it twitches, {dates}.",
            ),
            Step(
                SOON,
                Days(Fact.SUSPECTED_MEDICINE, 1, 28),
                "You noted that a medicine may be the cause, {dates}.",
                "Please ask the pharmacist or whoever prescribed it; do not stop it yourself.",
            ),
            Step(
                SOON,
                Days(Fact.SEVERAL_PLACES, 3, 14),
                "It twitched in more than one place on {count} days, {range}.",
            ),
            Step(
                WATCH,
                Days(Fact.SEVERAL_PLACES, 1, 14),
                "It twitched in more than one place, {dates}.",
            ),
        ),
        source="NHS, Twitching eyes and muscles; NICE NG127; NHS, FAST",
        why="These signs beside a twitch are what the NHS and NICE ask to be looked at.",
        quiet_clears=False,
        red_flags=(Fact.WEAKNESS, Fact.SUDDEN_CHANGE),
    ),
    Rule(
        id="R04",
        title="Movement that disturbs sleep",
        learn="sleep-starts",
        steps=(
            Step(
                SOON,
                Both(
                    (
                        Weeks(Fact.DISTURBED, 3, weeks=2, spared=True),
                        Spread(Fact.DISTURBED, 10, within=14),
                        Either((MostlyUnexplained(within=14), AT_RISK)),
                    )
                ),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Step(
                SOON,
                Weeks(Fact.DISTURBED, 3, weeks=3, spared=True),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Step(WATCH, Weeks(Fact.DISTURBED, 3, weeks=1, spared=True), _DISTURBED),
            Step(INFO, Days(Fact.DISTURBED, 1, 7), _DISTURBED),
        ),
        source="the source article; NHS (two weeks); ICSD-3, Lichstein 2003 (3 nights a week)",
        why=(
            "One hard week must not raise a banner: hence two weeks, spread, mostly "
            "unexplained, or a third week whatever explains it."
        ),
    ),
    Rule(
        id="R05",
        title="Sleep starts that are no bother",
        learn="sleep-starts",
        steps=(
            Step(
                INFO,
                Days(Fact.HARMLESS_START, 1, 7),
                "You felt sleep starts that did not bother you. Most people have them; they "
                "are harmless, however many there are.",
            ),
        ),
        source="NICE NG127; ICSD-3 (normal variant); Chiaro 2016 (60 to 70 % have them)",
        why="How often undisturbing starts come never matters, at any age or number.",
    ),
    Rule(
        id="R06",
        title="Kicks in sleep and poor days",
        learn="limb-movements",
        steps=(
            Step(
                SOON,
                Both(
                    (
                        Weeks(Fact.KICKS, 3, weeks=4, spared=True),
                        Weeks(Fact.POOR_DAY, 3, weeks=4, spared=True, answers=4),
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                SOON,
                Both(
                    (
                        Weeks(Fact.KICKS, 3, weeks=2, spared=True),
                        Weeks(Fact.POOR_DAY, 3, weeks=2, spared=True, answers=4),
                        AT_RISK_BY_CONDITION,
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                WATCH,
                Either(
                    (
                        Both(
                            (
                                Weeks(Fact.KICKS, 3, weeks=2, spared=True),
                                Weeks(Fact.POOR_DAY, 3, weeks=2, spared=True, answers=4),
                            )
                        ),
                        Both(
                            (
                                Weeks(Fact.KICKS, 3, weeks=1, spared=True),
                                Weeks(Fact.POOR_DAY, 3, weeks=1, spared=True, answers=4),
                                AT_RISK_BY_CONDITION,
                            )
                        ),
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
            ),
            Step(
                INFO,
                Days(Fact.KICKS, 1, 7),
                _KICKS + ". With good days that is common and means little.",
            ),
        ),
        source="the source article; ICSD-3; HypnoLaus (Haba-Rubio 2016)",
        why="Many people kick in sleep without harm; it matters where the days suffer.",
    ),
    Rule(
        id="R07",
        title="Legs that want to move",
        learn="restless-legs",
        steps=(
            Step(
                SOON,
                Weeks(Fact.LEG_URGE_DELAYS, 3, weeks=2),
                "Your legs kept you from sleep on {count} of {answered} answered evenings, "
                "{range}.",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                SOON,
                Weeks(Fact.LEG_URGE, 2, weeks=4),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                SOON,
                Both((Weeks(Fact.LEG_URGE, 2, weeks=2), AT_RISK_OF_LEG_URGE)),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                WATCH,
                Weeks(Fact.LEG_URGE, 2, weeks=2),
                _LEGS + ". A doctor can say whether an iron (ferritin) test makes sense.",
            ),
        ),
        source="IRLSSG 2014; AASM 2025 (Winkelman); NHS",
        why="Twice a week is the frequency at which the study group calls it persistent.",
    ),
    Rule(
        id="R08",
        title="Acting out dreams",
        learn="acting-out-dreams",
        steps=(
            Step(
                NOW,
                Days(Fact.HEAD_HARM, 1, 28),
                "A head was hurt or a weapon was near while you acted out a dream, {dates}.",
                f"Please contact a doctor today or tomorrow. {_SAFE_BED}",
            ),
            Step(
                SOON,
                Days(Fact.HARM, 1, 28),
                "Someone was hurt, or you left the bed, while you acted out a dream, {dates}.",
                f"Please talk to a doctor in the next week or two. {_SAFE_BED}",
            ),
            Step(SOON, Days(Fact.ENACTED, 3, 28), _ENACTED),
            Step(SOON, Both((Days(Fact.ENACTED, 2, 28), LIKELIER_TO_ACT_OUT)), _ENACTED),
            Step(WATCH, Days(Fact.ENACTED, 2, 28), _ENACTED),
            Step(INFO, Days(Fact.ENACTED, 1, 28), _ENACTED + " Once means little."),
        ),
        source="NICE NG127; AASM 2023; Postuma 2012",
        why=(
            "One yes without harm seldom means anything (about 1 in 11), so it takes "
            "repetition, or somebody hurt."
        ),
        red_flags=(Fact.HARM, Fact.HEAD_HARM),
        needs_visit=(Fact.HARM, Fact.HEAD_HARM),
    ),
    Rule(
        id="R09",
        title="Events that need a doctor's eye",
        learn="see-a-doctor",
        steps=(
            Step(
                NOW,
                Days(Fact.CONVULSION, 1, 28),
                "You noted shaking or stiffening without response, or a wet bed or bitten "
                "tongue with confusion, {dates}.",
                _SEIZURE_CARE,
                emergency=True,
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Step(
                SOON,
                Days(Fact.WEAK_SEIZURE_SIGN, 2, 28),
                "You noted an unusual event in sleep on {count} nights, {range}.",
                f"Please talk to a doctor in the next week or two. {_SEIZURE_CARE}",
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Step(
                SOON,
                Days(Fact.IDENTICAL_EVENTS, 3, 14),
                "You noted brief events that were all alike on {count} nights, {range}.",
                f"Please talk to a doctor in the next week or two. {_SEIZURE_CARE}",
                known=((Condition.EPILEPSY, _SEIZURE_PLAN),),
            ),
            Step(
                WATCH,
                Days(Fact.WEAK_SEIZURE_SIGN, 1, 28),
                "You noted an unusual event in sleep, {dates}.",
            ),
        ),
        source="NICE NG127; Derry 2009; Derry 2006",
        why="Such events are referred at once; nothing but a doctor settles them.",
        quiet_clears=False,
        red_flags=(Fact.CONVULSION,),
    ),
    Rule(
        id="R10",
        title="Breathing in sleep",
        learn="raises-risk",
        steps=(
            Step(
                SOON,
                Days(Fact.PAUSES, 2, 28),
                _PAUSES,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Step(
                SOON,
                Both(
                    (
                        Weeks(Fact.SNORING, 3, weeks=4),
                        Weeks(Fact.TIRED_OR_HEADACHE, 3, weeks=4),
                    )
                ),
                _SNORED + ", with tired days or headaches in the same weeks.",
                from_day=RATE_FROM_DAY,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Step(WATCH, Days(Fact.PAUSES, 1, 28), _PAUSES),
            Step(
                WATCH,
                Both(
                    (
                        Weeks(Fact.SNORING, 3, weeks=2),
                        Weeks(Fact.TIRED_OR_HEADACHE, 3, weeks=2),
                    )
                ),
                _SNORED + ", with tired days or headaches in the same weeks.",
            ),
            Step(INFO, Days(Fact.SNORING, 1, 28), _SNORED + ". Snoring alone is common."),
        ),
        source="NICE NG202; NHS, Sleep apnoea",
        why="It takes a breathing feature: tiredness alone would flag most poor sleepers.",
    ),
    Rule(
        id="R11",
        title="Sleepiness, and driving",
        learn="see-a-doctor",
        steps=(
            Step(
                NOW,
                Days(Fact.DOZED_DRIVING, 1, 28),
                "You nodded off, or nearly, at the wheel or a machine, {dates}.",
                "Do not drive until you have had advice: contact a doctor today or tomorrow, "
                "and check the rules on driving where you live (in the UK: DVLA).",
            ),
            Step(
                SOON,
                EvenWithout(
                    Fact.TAGGED,
                    Both((Days(Fact.DOZED, 2, 14), EnoughSleep(7, nights=5, within=7))),
                ),
                _DOZED + ", although you slept enough.",
            ),
            Step(
                SOON,
                EvenWithout(
                    Fact.TAGGED,
                    Both((Weeks(Fact.SLEEPY, 3, weeks=4), EnoughSleep(7, nights=5, within=7))),
                ),
                _SLEEPY + ", although you slept enough.",
            ),
            Step(WATCH, Days(Fact.DOZED, 2, 14), _DOZED + "."),
            Step(WATCH, Weeks(Fact.SLEEPY, 3, weeks=4), _SLEEPY + "."),
            Step(
                INFO,
                Both((Days(Fact.VERY_SHORT_NIGHT, 1, 1), InProfile(drives=True))),
                "You slept less than 5 hours last night. At 4 to 5 hours the risk of a crash "
                "rises about fourfold: leave the car if you can.",
            ),
        ),
        source="GOV.UK, Excessive sleepiness and driving; AAA Foundation 2016 (Tefft)",
        why="Nodding off at the wheel overrides all exemptions; short sleep explains the rest.",
        red_flags=(Fact.DOZED_DRIVING,),
    ),
    Rule(
        id="R12",
        title="Sudden weakness with strong feelings",
        learn="see-a-doctor",
        steps=(
            Step(NOW, Days(Fact.FALL, 1, 28), _WEAK + ", with a fall."),
            Step(SOON, Days(Fact.SUDDEN_WEAKNESS, 2, 28), _WEAK + "."),
            Step(WATCH, Days(Fact.SUDDEN_WEAKNESS, 1, 28), _WEAK + "."),
            Step(
                INFO,
                Days(Fact.PARALYSIS, 1, 28),
                "You were awake but could not move, {dates}. By itself that is common and "
                "harmless.",
            ),
        ),
        source="NHS, Narcolepsy; NICE NG127",
        why="Feeling weak with laughter is ordinary; knees or jaw giving way twice is not.",
        red_flags=(Fact.FALL,),
    ),
    Rule(
        id="R13",
        title="Long times awake at night",
        learn="what-helps",
        steps=(
            Step(
                SOON,
                Both(
                    (
                        Weeks(Fact.BAD_NIGHT, 3, weeks=4, in_at_least=3, spared=True),
                        Days(Fact.HARD_TO_COPE, 1, 28),
                    )
                ),
                _BAD + ", and said that it is hard to cope.",
                "That sounds hard, and you need not carry it alone: talk to someone you trust "
                "or a doctor today. If you might harm yourself, call your local emergency or "
                "crisis line now.",
                from_day=RATE_FROM_DAY,
            ),
            Step(
                SOON,
                JudgedWeeks(
                    Weeks(Fact.BAD_NIGHT, 3, weeks=13, spared=True),
                    judged_at=4,
                    least_judged=8,
                    share=Fraction(3, 4),
                    effect=Weeks(Fact.POOR_DAY, 3, weeks=13, spared=True),
                    effect_share=Fraction(1, 2),
                ),
                _BAD + ", with poor days. Ask for CBT-I by name: it is the recommended first "
                "treatment, and tips alone are not one.",
                from_day=CHRONIC_FROM_DAY,
            ),
            Step(
                WATCH,
                Weeks(Fact.BAD_NIGHT, 3, weeks=4, in_at_least=3, spared=True),
                _BAD + ". Tips can help; if this lasts 3 months, CBT-I is the recommended "
                "first treatment.",
            ),
            Step(INFO, Weeks(Fact.BAD_NIGHT, 3, weeks=1, spared=True), _BAD + "."),
        ),
        source="ICSD-3 (3 nights a week, 3 months); Lichstein 2003; ESRS 2023 (Riemann)",
        why=(
            "Weeks with few answers are left unjudged: a fixed 10 of 13 weeks would miss two "
            "in five where a fifth of the days is missing."
        ),
        clearing=QuietWeeks(Fact.BAD_NIGHT, fewer_than=2, weeks=4, answers=20),
    ),
    Rule(
        id="R15",
        title="Trouble since a new medicine",
        learn="brings-it-on",
        steps=(
            Step(
                NOW,
                Days(Fact.TOXICITY_AFTER_MEDICINE, 1, 28),
                "You noted several signs of being unwell together with movement since a new "
                "medicine, {dates}. Say which medicine it is.",
                _NO_WAITING,
                emergency=True,
            ),
            Step(
                SOON,
                NewAfter(
                    Fact.NEW_MEDICINE,
                    started_within=28,
                    kinds=(Fact.NEW_MOVEMENT, Fact.LEG_URGE, Fact.ENACTED),
                    at_least=2,
                    within=14,
                    quiet=28,
                ),
                "Since a new medicine there was movement on {count} of {answered} answered "
                "days, {dates}, and none reported before it.",
                "Please ask the doctor who prescribed it, or the pharmacist, in the next week "
                "or two; do not stop it yourself.",
            ),
        ),
        source="NHS, Twitching eyes and muscles; MHRA on serotonin toxicity",
        why="What begins soon after a medicine is for the prescriber to judge.",
        red_flags=(Fact.TOXICITY_AFTER_MEDICINE,),
    ),
    Rule(
        id="R16",
        title="Signs from the spine",
        learn="raises-risk",
        steps=(
            Step(
                NOW,
                Days(Fact.CORD_SIGN, 1, 28),
                "You noted new trouble with bladder or bowel, or numbness between the legs, "
                "{dates}.",
                _NO_WAITING,
                emergency=True,
            ),
            Step(
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
        source="NICE NG234; NHS, Back pain",
        why="The emergency signs hold for everyone; the count only with the condition.",
        red_flags=(Fact.CORD_SIGN,),
    ),
    Rule(
        id="R17",
        title="Caffeine and alcohol",
        learn="brings-it-on",
        steps=(
            Step(
                WATCH,
                Days(Fact.CAFFEINE_HIGH, 3, 7),
                "You had a lot of caffeine on {count} of {answered} answered days, {range}.",
            ),
            Step(
                WATCH,
                Days(Fact.LATE_ALCOHOL, 3, 7),
                "You drank alcohol close to bedtime on {count} of {answered} answered days, "
                "{range}.",
            ),
            Step(
                INFO,
                Days(Fact.CAFFEINE_LEFT, 1, 7),
                "Much caffeine was left at bedtime on {count} of {answered} answered days, "
                "{range}.",
            ),
        ),
        source="EFSA 2015; Gardiner 2023; Gardiner 2025",
        why="Coaching only: what one drinks never raises a banner.",
    ),
    Rule(
        id="R18",
        title="Several patterns at once",
        learn="see-a-doctor",
        steps=(
            Step(
                SOON,
                Days(Fact.THREE_RULES, 10, 14),
                "Three or more patterns stood out together on {count} of the last 14 days.",
            ),
        ),
        source="our own synthesis; to be signed by a sleep physician",
        why="Patterns that stay below a banner by themselves may add up; one bad week may not.",
    ),
)

# R18 counts these, at WATCH or above.
ACCUMULATING = ("R02", "R04", "R06", "R07", "R10", "R11", "R13")
# These never hold up the clearing of another rule.
NEVER_IN_THE_WAY = ("R05", "R17")
