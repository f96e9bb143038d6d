"""Every answer that is chosen from a list, in the words the screens use for it."""

from enum import StrEnum

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    EventKind,
    LegUrge,
    Practice,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    SuddenWeakness,
    Trigger,
    Witness,
)
from coach.core.diary.records import Entry, Profile

_PAIRS: tuple[tuple[StrEnum, str], ...] = (
    (SleepStarts.NONE, "none"),
    (SleepStarts.UNDISTURBING, "yes, without bother"),
    (SleepStarts.DISTURBING, "yes, they kept you from sleep"),
    (SleepMovement.NONE, "none"),
    (SleepMovement.NOTICED, "noticed, without waking"),
    (SleepMovement.WOKE_ME, "woke you"),
    (SleepMovement.UNKNOWN, "could not be observed"),
    (Witness.SELF, "you"),
    (Witness.PARTNER, "somebody beside you"),
    (DreamEnactment.NONE, "none"),
    (DreamEnactment.ACTED_OUT, "a dream was acted out"),
    (DreamEnactment.INJURY, "a dream was acted out, with harm or a fall out of bed"),
    (DreamEnactment.HEAD_INJURY, "a dream was acted out, with a hurt head or a weapon"),
    (DreamEnactment.UNKNOWN, "could not be observed"),
    (LegUrge.NONE, "none"),
    (LegUrge.URGE, "yes"),
    (LegUrge.DELAYED_SLEEP, "yes, and it delayed sleep"),
    (Breathing.NONE, "nothing heard"),
    (Breathing.SNORING, "snoring"),
    (Breathing.PAUSES, "pauses, gasping or choking"),
    (Breathing.UNKNOWN, "could not be observed"),
    (AwakeMovement.NONE, "none"),
    (AwakeMovement.FLICKER, "a small flicker"),
    (AwakeMovement.JERK, "a jerk or shake that could not be held back"),
    (Sleepiness.NONE, "none"),
    (Sleepiness.SLEEPY, "sleepy"),
    (Sleepiness.DOZED_OFF, "dozed off"),
    (SuddenWeakness.NONE, "none"),
    (SuddenWeakness.YES, "yes"),
    (SuddenWeakness.WITH_FALL, "yes, with a fall"),
    (Trigger.NOISE, "noise"),
    (Trigger.LIGHT, "light"),
    (Trigger.DREAM, "a dream"),
    (Practice.BREATHING, "breathing"),
    (Practice.MEDITATION, "meditation"),
    (Practice.MUSIC, "music"),
    (Practice.YOGA, "yoga"),
    (Practice.MUSCLE_RELAXATION, "muscle relaxation"),
    (Practice.WORRY_LIST, "worry list"),
    (Practice.OTHER, "something else"),
    (EventKind.JERK, "a jerk or shake"),
    (EventKind.FLICKER, "a small flicker or twitch"),
    (EventKind.OTHER, "something else"),
    (Context.CARING, "caring for somebody at night"),
    (Context.TRAVEL, "travel"),
    (Context.ILLNESS, "illness"),
    (Context.SHIFT, "shift work"),
    (Context.DEADLINE, "a deadline"),
    (Context.CUTTING_CAFFEINE, "cutting down caffeine"),
    (Sign.WEAKNESS, "weakness, thinning muscle, or new trouble to speak, swallow or walk"),
    (Sign.STIFFNESS, "stiffness"),
    (Sign.SEVERAL_PLACES, "in several places"),
    (Sign.SUSPECTED_MEDICINE, "a medicine is suspected"),
    (Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE, "a sudden change of face, arm or speech"),
    (Sign.CONVULSION, "stiffening or shaking without response"),
    (Sign.ONE_WEAK_SEIZURE_SIGN, "one sign that can go with a seizure"),
    (Sign.IDENTICAL_EVENTS, "events that were all alike"),
    (
        Sign.BLADDER_BOWEL_OR_SADDLE_CHANGE,
        "bladder, bowel or saddle changed, or a leg went weak",
    ),
    (Sign.TWO_TOXICITY_SIGNS, "sweating, agitation, diarrhoea or a racing heart, two of these"),
)
# Members of two enums with the same value are equal as keys, so the kind is part of it.
_WORDS = {(type(answer), answer.value): words for answer, words in _PAIRS}


def answer_words(answer: StrEnum) -> str:
    """The answer in words, as they stand after the name of the question.

    Raises:
        KeyError: If it is no answer of the diary's.
    """
    return _WORDS[type(answer), answer.value]


def own_answers(entry: Entry, profile: Profile | None) -> tuple[tuple[str, bool], ...]:
    """A day's answers to the person's own questions, each with the question's words.

    They stand in the profile's order; an answer to a question that the profile lacks comes
    after them, under the question's name.
    """
    answers = (entry.day.own if entry.day else None) or {}
    words = {
        question.id: question.words for question in (profile and profile.own_questions) or ()
    }
    order = [name for name in words if name in answers]
    order += sorted(name for name in answers if name not in words)
    return tuple((words.get(name, name), answers[name]) for name in order)
