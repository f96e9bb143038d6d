"""What an entry says in terms of facts: which ones its answers state.

A day answered late states only what still counts then.
"""

from collections.abc import Callable
from typing import TypeAlias

from coach.core.diary import said, sleep
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    LegUrge,
    Sign,
    Sleepiness,
    SleepStarts,
    SuddenWeakness,
)
from coach.core.diary.records import Day, Entry, Movement, Night
from coach.core.patterns.facts import Fact

Say: TypeAlias = Callable[[Fact], None]

EXEMPT = frozenset({Context.CARING, Context.TRAVEL, Context.ILLNESS, Context.SHIFT})
ENOUGH_OPPORTUNITY_MIN = 390
VERY_SHORT_SLEEP_MIN = 300
_AT_MOST_UNREFRESHED = 2
_AT_MOST_TIRED = 3

SIGNS = {
    Sign.WEAKNESS: Fact.WEAKNESS,
    Sign.STIFFNESS: Fact.STIFFNESS,
    Sign.SEVERAL_PLACES: Fact.SEVERAL_PLACES,
    Sign.SUSPECTED_MEDICINE: Fact.SUSPECTED_MEDICINE,
    Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE: Fact.SUDDEN_CHANGE,
    Sign.CONVULSION: Fact.CONVULSION,
    Sign.ONE_WEAK_SEIZURE_SIGN: Fact.WEAK_SEIZURE_SIGN,
    Sign.IDENTICAL_EVENTS: Fact.IDENTICAL_EVENTS,
    Sign.BLADDER_BOWEL_OR_SADDLE_CHANGE: Fact.CORD_SIGN,
    Sign.TWO_TOXICITY_SIGNS: Fact.TOXICITY_SIGNS,
}
_HARMED = frozenset({DreamEnactment.INJURY, DreamEnactment.HEAD_INJURY})
_NO_MOVEMENT = Movement()


def late_facts(entry: Entry) -> list[Fact]:
    """What still counts in a day answered too late for rates: red flags and their kin."""
    facts = [Fact.ENTERED]
    say = facts.append
    _sign_facts(say, entry)
    if said.started(entry) or said.kicked(entry):
        say(Fact.NIGHT_MOVEMENT)
    if said.awake_movement(entry) is AwakeMovement.JERK:
        say(Fact.JERK)
    enactment = said.dream_enactment(entry)
    if enactment in _HARMED:
        say(Fact.ENACTED)
        _harm_facts(say, enactment)
    day = entry.day
    if day is not None:
        if day.dozed_driving:
            say(Fact.DOZED_DRIVING)
        if day.sudden_weakness is SuddenWeakness.WITH_FALL:
            say(Fact.SUDDEN_WEAKNESS)
            say(Fact.FALL)
        if day.new_medicine:
            say(Fact.NEW_MEDICINE)
    return facts


def day_facts(
    entry: Entry, measures: sleep.Measures | None, *, withdrawing: bool
) -> list[Fact]:
    """What the answers of a day say.

    Args:
        entry: An entry answered in time.
        measures: The night's measures, or None where the night answers no rule.
        withdrawing: Whether caffeine was being cut on that day or in the ten days before, so
            that sleepiness, dozing and headache say nothing about breathing or driving.
    """
    facts = [Fact.ENTERED]
    say = facts.append
    movement, day = entry.movement, entry.day
    night = entry.night if measures is not None else None
    if movement is not None or entry.partner is not None or entry.events:
        _sign_facts(say, entry)
        _awake_facts(say, entry)
        _start_and_kick_facts(say, entry)
        _breathing_and_dream_facts(say, entry)
    if movement is not None and movement.leg_urge is not None:
        _leg_facts(say, movement.leg_urge)
    exempt = bool(day and day.context and not EXEMPT.isdisjoint(day.context))
    if exempt:
        say(Fact.TAGGED)
    if night is not None and measures is not None:
        _night_facts(say, night, measures, exempt=exempt)
    if day is not None:
        _strain_facts(say, day, withdrawing=withdrawing)
    _tired_facts(say, night, day, withdrawing=withdrawing)
    if _is_answered(entry, night):
        say(Fact.ANSWERED)
    return facts


def is_cutting(entry: Entry) -> bool:
    """Whether caffeine was being cut on a day."""
    context = entry.day.context if entry.day else None
    return context is not None and Context.CUTTING_CAFFEINE in context


def _sign_facts(say: Say, entry: Entry) -> None:
    signs = entry.movement.signs if entry.movement else None
    for sign in signs or ():
        # Being unwell after a medicine is told by movement with it.
        if sign is not Sign.TWO_TOXICITY_SIGNS or said.moved(entry):
            say(SIGNS[sign])


def _awake_facts(say: Say, entry: Entry) -> None:
    awake = said.awake_movement(entry)
    if awake is None:
        return
    say(Fact.AWAKE_ANSWERED)
    if awake is AwakeMovement.JERK:
        say(Fact.JERK)
        say(Fact.TWITCH)
        say(Fact.NEW_MOVEMENT)
    elif awake is AwakeMovement.FLICKER:
        say(Fact.TWITCH)


def _start_and_kick_facts(say: Say, entry: Entry) -> None:
    started, kicked, disturbed = said.started(entry), said.kicked(entry), said.disturbed(entry)
    starts = (entry.movement or _NO_MOVEMENT).sleep_starts
    if starts is not None:
        say(Fact.STARTS_ANSWERED)
    if said.sleep_movement(entry) is not None:
        say(Fact.KICKS_ASKED)
        say(Fact.MOVEMENT_ASKED)
    elif starts is not None:
        say(Fact.MOVEMENT_ASKED)
    if kicked is not None:
        say(Fact.KICKS_ANSWERED)
    if disturbed is not None:
        say(Fact.MOVEMENT_ANSWERED)
    if starts is SleepStarts.UNDISTURBING:
        say(Fact.HARMLESS_START)
    if kicked:
        say(Fact.KICKS)
    if started or kicked:
        say(Fact.NIGHT_MOVEMENT)
    if disturbed:
        say(Fact.DISTURBED)
        say(Fact.NEW_MOVEMENT)


def _leg_facts(say: Say, urge: LegUrge) -> None:
    say(Fact.LEG_URGE_ANSWERED)
    if urge is not LegUrge.NONE:
        say(Fact.LEG_URGE)
    if urge is LegUrge.DELAYED_SLEEP:
        say(Fact.LEG_URGE_DELAYS)


def _breathing_and_dream_facts(say: Say, entry: Entry) -> None:
    breathing, enactment = said.breathing(entry), said.dream_enactment(entry)
    if breathing is not None:
        say(Fact.BREATHING_ASKED)
        if breathing is not Breathing.UNKNOWN:
            say(Fact.BREATHING_ANSWERED)
        if breathing is Breathing.SNORING:
            say(Fact.SNORING)
            say(Fact.LOUD)
        elif breathing is Breathing.PAUSES:
            say(Fact.PAUSES)
            say(Fact.LOUD)
    if enactment is not None:
        say(Fact.ENACTED_ASKED)
        acted_out = said.yes(enactment)
        if acted_out is not None:
            say(Fact.ENACTED_ANSWERED)
        if acted_out:
            say(Fact.ENACTED)
            say(Fact.NEW_ENACTMENT)
        _harm_facts(say, enactment)


def _harm_facts(say: Say, enactment: DreamEnactment | None) -> None:
    if enactment is DreamEnactment.INJURY:
        say(Fact.HARM)
    elif enactment is DreamEnactment.HEAD_INJURY:
        say(Fact.HEAD_HARM)


def _night_facts(say: Say, night: Night, measures: sleep.Measures, *, exempt: bool) -> None:
    if measures.total_sleep is not None and measures.total_sleep < VERY_SHORT_SLEEP_MIN:
        say(Fact.VERY_SHORT_NIGHT)
    if exempt:
        return
    bad = said.bad(night)
    if bad is not None:
        say(Fact.BAD_NIGHT_ANSWERED)
    if bad and (measures.opportunity is None or measures.opportunity >= ENOUGH_OPPORTUNITY_MIN):
        say(Fact.BAD_NIGHT)


def _strain_facts(say: Say, day: Day, *, withdrawing: bool) -> None:
    if day.dozed_driving:
        say(Fact.DOZED_DRIVING)
    if day.dozed_driving is not None and not withdrawing:
        say(Fact.DRIVING_ANSWERED)
    if said.yes(day.sudden_weakness):
        say(Fact.SUDDEN_WEAKNESS)
    if day.sudden_weakness is SuddenWeakness.WITH_FALL:
        say(Fact.FALL)
    if day.sleep_paralysis:
        say(Fact.PARALYSIS)
    if day.hard_to_cope:
        say(Fact.HARD_TO_COPE)
    if day.new_medicine:
        say(Fact.NEW_MEDICINE)
    if day.caffeine is not None or day.alcohol is not None:
        say(Fact.DRINKS_ANSWERED)


def _tired_facts(say: Say, night: Night | None, day: Day | None, *, withdrawing: bool) -> None:
    rested = None if night is None else night.rested
    unrefreshed = None if rested is None else rested <= _AT_MOST_UNREFRESHED
    sleepiness = None if day is None else day.sleepiness
    sleepy = said.yes(sleepiness)
    if unrefreshed is not None or sleepy is not None:
        say(Fact.POOR_DAY_ANSWERED)
    if unrefreshed or sleepy:
        say(Fact.POOR_DAY)
    headache = None if day is None or withdrawing else day.morning_headache
    if withdrawing:
        sleepy = None
    if unrefreshed is not None or sleepy is not None or headache is not None:
        say(Fact.TIRED_ANSWERED)
    if unrefreshed or sleepy or headache:
        say(Fact.TIRED)
    if withdrawing:
        return
    # The check-in asks only the tired whether they are sleepy.
    fatigue = None if day is None else day.fatigue
    awake = unrefreshed is False and fatigue is not None and fatigue <= _AT_MOST_TIRED
    if sleepy is not None or awake:
        say(Fact.SLEEPINESS_ANSWERED)
    if sleepy:
        say(Fact.SLEEPY)
    if sleepiness is Sleepiness.DOZED_OFF:
        say(Fact.DOZED)


def _is_answered(entry: Entry, night: Night | None) -> bool:
    """Whether the day counts as answered where a banner waits to be cleared."""
    movement, day = entry.movement, entry.day
    if movement is not None and _any(
        movement.sleep_starts, movement.leg_urge, movement.signs, movement.awake
    ):
        return True
    if _any(
        said.kicked(entry),
        said.acted_out(entry),
        said.breathed_loudly(entry),
        said.twitched(entry),
    ):
        return True
    if night is not None and _any(
        night.rested, night.sleep_latency_min, night.awake_min, night.woke_early_min
    ):
        return True
    return day is not None and _any(
        day.sleepiness,
        day.dozed_driving,
        day.sudden_weakness,
        day.sleep_paralysis,
        day.morning_headache,
        day.hard_to_cope,
        day.new_medicine,
    )


def _any(*answers: object) -> bool:
    return any(answer is not None for answer in answers)


# Whatever, beside undisturbing sleep starts, a person can report of movement and its kin.
REPORTS: tuple[Fact, ...] = (
    *SIGNS.values(),
    Fact.TWITCH,
    Fact.DISTURBED,
    Fact.KICKS,
    Fact.LEG_URGE,
    Fact.ENACTED,
    Fact.PAUSES,
    Fact.DOZED_DRIVING,
    Fact.SUDDEN_WEAKNESS,
)
