"""The questions about movement, and the follow-ups that an answer calls for."""

from coach.core.checkin.question import Answer, AnswerKind, CheckinPage, Question, yes_or_no
from coach.core.checkin.questions import conditions as when
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Condition,
    DreamEnactment,
    LegUrge,
    Sign,
    SleepMovement,
    SleepStarts,
    Trigger,
    Witness,
)

MOVEMENT: tuple[Question, ...] = (
    Question(
        "sleep-starts",
        CheckinPage.MOVEMENT,
        "movement.sleep_starts",
        AnswerKind.CHOICE,
        "Dropping off",
        "Did a sudden jolt run through you as you were dropping off?",
        (
            Answer(SleepStarts.NONE, "no", "no jolt", nothing=True),
            Answer(SleepStarts.UNDISTURBING, "yes, it was no bother", "jolt, no bother"),
            Answer(
                SleepStarts.DISTURBING,
                "yes, it kept me up or woke me",
                "jolt that disturbed",
            ),
        ),
        core=True,
    ),
    Question(
        "falling",
        CheckinPage.MOVEMENT,
        "movement.falling_feeling",
        AnswerKind.CHOICE,
        "As if falling",
        "Did it come with a feeling of falling?",
        yes_or_no(),
        when=when.starts,
    ),
    Question(
        "sleep-movement",
        CheckinPage.MOVEMENT,
        "movement.sleep_movement",
        AnswerKind.CHOICE,
        "In your sleep",
        "Did you kick or jerk later on, in your sleep?",
        (
            Answer(SleepMovement.NONE, "no", "no kicks", nothing=True),
            Answer(
                SleepMovement.NOTICED,
                "yes: I was told, or the bed was in a mess",
                "kicks noticed",
            ),
            Answer(SleepMovement.WOKE_ME, "yes, it woke me", "woken by kicks"),
            Answer(SleepMovement.UNKNOWN, "I cannot know", "cannot know"),
        ),
        core=True,
    ),
    Question(
        "dream-enactment",
        CheckinPage.MOVEMENT,
        "movement.dream_enactment",
        AnswerKind.CHOICE,
        "Acting out dreams",
        "Did you act out a dream: punch, kick out, shout, leap up?",
        (
            Answer(DreamEnactment.NONE, "no", "no", nothing=True),
            Answer(DreamEnactment.ACTED_OUT, "yes, and nobody was hurt", "yes, nobody hurt"),
            Answer(
                DreamEnactment.INJURY,
                "yes: somebody was hurt, or I left or fell out of bed",
                "yes, hurt or out of bed",
            ),
            Answer(
                DreamEnactment.HEAD_INJURY,
                "yes: a head was hurt, or a weapon was in hand",
                "yes, head or weapon",
            ),
            Answer(DreamEnactment.UNKNOWN, "I cannot know", "cannot know"),
        ),
        explain=("Talking in your sleep alone does not count.",),
        core=True,
    ),
    Question(
        "seizure-signs",
        CheckinPage.MOVEMENT,
        "movement.signs",
        AnswerKind.SEVERAL,
        "Was there more",
        "Was any of this part of it?",
        (
            Answer(
                Sign.CONVULSION,
                "somebody saw me stiffen or shake and could not reach me; or a bitten tongue "
                "or wet bed with confusion on waking",
                "stiffening or shaking",
            ),
            Answer(
                Sign.ONE_WEAK_SEIZURE_SIGN,
                "one of these alone: bitten tongue, wet bed, long confusion on waking",
                "one sign alone",
            ),
            Answer(
                Sign.IDENTICAL_EVENTS,
                "short events, each exactly like the one before",
                "identical events",
            ),
        ),
        when=when.any_of(when.kicks, when.acted_out),
    ),
    Question(
        "leg-urge",
        CheckinPage.MOVEMENT,
        "movement.leg_urge",
        AnswerKind.CHOICE,
        "Legs",
        "Before bed or in bed, did your legs need to move? It counts when all four are true:",
        (
            Answer(LegUrge.NONE, "no, or not all four", "no urge", nothing=True),
            Answer(LegUrge.URGE, "all four", "urge to move"),
            Answer(LegUrge.DELAYED_SLEEP, "all four, and it kept me awake", "urge, kept awake"),
            Answer(LegUrge.NONE, "only a cramp: a hard, painful muscle", "no urge"),
            Answer(LegUrge.NONE, "only a numb or tingling foot", "no urge"),
        ),
        explain=(
            "There was an urge to move the legs.",
            "It began, or grew, while I was resting.",
            "Moving eased it, at least while I moved.",
            "It was worse in the evening or at night than by day.",
        ),
        core=True,
    ),
    Question(
        "breathing",
        CheckinPage.MOVEMENT,
        "movement.breathing",
        AnswerKind.CHOICE,
        "Breathing",
        "Was snoring, a pause or a gasp heard?",
        (
            Answer(Breathing.NONE, "no", "nothing heard", nothing=True),
            Answer(Breathing.SNORING, "yes, loud snoring", "snoring"),
            Answer(Breathing.PAUSES, "yes: it stopped, or I gasped or choked", "pauses, gasps"),
            Answer(Breathing.UNKNOWN, "nobody could hear", "nobody could hear"),
        ),
        core=True,
    ),
    Question(
        "witness",
        CheckinPage.MOVEMENT,
        "movement.witness",
        AnswerKind.CHOICE,
        "Who noticed",
        "Who noticed it?",
        (
            Answer(Witness.SELF, "I did", "myself"),
            Answer(Witness.PARTNER, "somebody else", "somebody else"),
        ),
        # Of kicks it is said by the answer: it woke me, or I was told.
        when=when.all_of(
            when.any_of(when.acted_out, when.loud_breathing), when.none_of(when.kicks)
        ),
    ),
    Question(
        "triggers",
        CheckinPage.MOVEMENT,
        "movement.triggers",
        AnswerKind.SEVERAL,
        "Set off by",
        "Did something set it off?",
        (
            Answer(Trigger.NOISE, "a noise", "noise"),
            Answer(Trigger.LIGHT, "a light", "light"),
            Answer(Trigger.DREAM, "a dream", "dream"),
        ),
        when=when.any_of(when.disturbing_starts, when.kicks),
    ),
    Question(
        "awake-movement",
        CheckinPage.MOVEMENT,
        "movement.awake",
        AnswerKind.CHOICE,
        "While awake",
        "While you were up: did anything move by itself?",
        (
            Answer(AwakeMovement.NONE, "no", "nothing", nothing=True),
            Answer(
                AwakeMovement.FLICKER,
                "a small flicker of an eyelid or one muscle",
                "small flicker",
            ),
            Answer(
                AwakeMovement.JERK,
                "a jerk or shake I could not hold back: limb, face, neck, trunk",
                "jerk or shake",
            ),
        ),
        explain=("A start at a fright, a hiccup or a shiver does not count.",),
        core=True,
        evening=True,
    ),
    Question(
        "awake-signs",
        CheckinPage.MOVEMENT,
        "movement.signs",
        AnswerKind.SEVERAL,
        "With it",
        "Did any of this come with it?",
        (
            Answer(
                Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,
                "a sudden change in face, arm or speech",
                "sudden change",
            ),
            Answer(
                Sign.WEAKNESS,
                "weakness, a thinner muscle, dropping things, or trouble with speech, "
                "swallowing or walking",
                "weakness",
            ),
            Answer(Sign.STIFFNESS, "the place was stiff", "stiffness"),
            Answer(Sign.SEVERAL_PLACES, "it was in more than one place", "several places"),
            Answer(
                Sign.SUSPECTED_MEDICINE,
                "I think a prescribed medicine is behind it",
                "a medicine",
            ),
        ),
        when=when.twitch_by_day,
    ),
    Question(
        "spine-signs",
        CheckinPage.MOVEMENT,
        "movement.signs",
        AnswerKind.SEVERAL,
        "Legs, bladder",
        "Is there new weakness in the legs, numbness where you sit, or a change in bladder or "
        "bowel?",
        (Answer(Sign.BLADDER_BOWEL_OR_SADDLE_CHANGE, "yes, at least one of them", "yes"),),
        when=when.any_of(
            when.has_condition(Condition.SPINAL_CORD_TUMOUR), when.has_sign(Sign.WEAKNESS)
        ),
    ),
)
