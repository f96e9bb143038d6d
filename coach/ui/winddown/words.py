"""What the wind-downs say: the choice of them, and the lines of the guided ones.

Lengths: Tsai 2015 and Balban 2023 (breathing), Rusch 2019 (body scan), Wang 2020 (yoga),
Cochrane 2022 (music), Carney and Waters 2006 (worry list); relaxation is among the
treatments that the American Academy of Sleep Medicine suggests (2021).
"""

from dataclasses import dataclass

from coach.core.diary.choices import Practice
from coach.core.winddown.pacing import Line


@dataclass(frozen=True, slots=True)
class Offer:
    """One wind-down as it is offered.

    Attributes:
        practice: As the log names it.
        title: As people call it.
        hint: What it is, in a line that fits 54 columns.
        minutes: The length it starts with.
        least: The shortest length, in minutes.
        most: The longest.
        step: By how many minutes ``+`` and ``-`` change it.
        care: What stands under it all the time.
    """

    practice: Practice
    title: str
    hint: str
    minutes: int
    least: int
    most: int
    step: int
    care: str


OFFERS: tuple[Offer, ...] = (
    Offer(
        Practice.BREATHING,
        "Breathing",
        "slow breaths with a guide, 5 minutes",
        5,
        1,
        30,
        1,
        "",
    ),
    Offer(
        Practice.MEDITATION,
        "Body scan",
        "attention from the feet to the face, 10 minutes",
        10,
        3,
        40,
        1,
        "Nothing to achieve. If your mind wanders, come back to the line; dozing off is fine.",
    ),
    Offer(
        Practice.YOGA,
        "Gentle stretches",
        "easy yoga on the floor, in words, 15 minutes",
        15,
        5,
        40,
        1,
        "Stop at what hurts, leave out what does not suit you, and keep breathing.",
    ),
    Offer(
        Practice.MUSCLE_RELAXATION,
        "Muscle relaxation",
        "tense a little and let go, feet to face, 10 minutes",
        10,
        5,
        20,
        1,
        "Tense gently, never until it hurts. Skip calves or feet that tend to cramp.",
    ),
    Offer(
        Practice.MUSIC,
        "Music",
        "your own calm music and a quiet timer, 45 minutes",
        45,
        25,
        60,
        5,
        "The coach makes no sound. If you may doze off, set your player's sleep timer too.",
    ),
    Offer(
        Practice.WORRY_LIST,
        "Worry list",
        "what is on your mind, and a next step for each",
        15,
        1,
        60,
        1,
        "Kept only if you want it. Best well before bed, not in it.",
    ),
)

MUSIC = (
    "Put on something slow that you like, and not too loud.\n"
    "Lie down or sit back, and let it play.\n"
    "This screen stays still until the time is up."
)
MUSIC_END = "The time is up. Let the music fade, and let the day go with it."
END = "That is all. Stay as you are for as long as you like."

_BODY_SCAN = (
    Line("Lie on your back or sit well supported. Let the eyes close between the lines.", 30),
    Line("Feel where the body meets the bed, and let it be held there.", 35),
    Line("Follow three breaths without changing them.", 35),
    Line("The toes. Warm or cool, tingling or nothing at all: just notice.", 40),
    Line("The soles and heels, and the weight they rest with.", 35),
    Line("The ankles and calves. If they twitch, that is fine; notice it and move on.", 45),
    Line("The knees, front and back.", 35),
    Line("The thighs, long and heavy.", 40),
    Line("The hips and the seat, sinking a little.", 40),
    Line("The belly, rising and falling by itself.", 45),
    Line("The lower back, then up along the spine, slowly.", 45),
    Line("The chest. Perhaps you can feel the heart; it needs no help.", 40),
    Line("The hands: each finger, the palms, the wrists.", 40),
    Line("The arms up to the shoulders. Let the shoulders drop.", 40),
    Line("The neck and throat, soft.", 35),
    Line("The jaw. Let the teeth part and the tongue lie low.", 40),
    Line("The eyes, the brow, the top of the head.", 40),
    Line("Now the whole body at once, lying here and breathing.", 60),
)

_STRETCHES = (
    Line("On the floor, on a mat or rug. Sit or lie as you please and breathe slowly.", 40),
    Line("Sit cross-legged or on a cushion. Roll the shoulders back, slowly, eight times.", 60),
    Line("Let the right ear sink to the right shoulder. Breathe there.", 45),
    Line("And the left ear to the left shoulder.", 45),
    Line(
        "On hands and knees: round the back as you breathe out, let it sink as you breathe in.",
        90,
    ),
    Line("Sit back on your heels, arms ahead, forehead down or on a cushion. Rest.", 90),
    Line(
        "Sit with the legs out. Lean forward from the hips, knees soft, as far as is easy.", 75
    ),
    Line("Lie on your back. Hug the right knee to the chest.", 50),
    Line("And the left knee.", 50),
    Line("Both knees up, feet down. Let them sink to the right, look to the left.", 60),
    Line("Knees to the left, look to the right.", 60),
    Line("Soles together, knees falling out, a cushion under each. Rest there.", 75),
    Line("Legs up against the wall or on a chair. Arms wide, palms up.", 100),
    Line("Lie flat. Let feet and hands fall open. Nothing left to do.", 60),
    Line("Roll to one side before you sit up, and get up slowly.", 20),
)


def _tense(place: str, how: str, feel: str) -> tuple[Line, ...]:
    """Twice: tense for five seconds, then let go."""
    return (
        Line(f"{place}: {how}. Hold.", 5, fixed=True),
        Line(f"Let go. {feel}", 15),
        Line(f"{place} once more. Hold.", 5, fixed=True),
        Line("And let go.", 15),
    )


_MUSCLES = (
    Line("Lie down or sit back. Tense only a little, breathe on, and let go all at once.", 20),
    *_tense("Feet", "curl the toes", "Feel them grow heavy and warm."),
    *_tense("Calves", "draw the toes towards you", "Let the feet fall open."),
    *_tense("Thighs", "press them together", "Let them sink into the bed."),
    *_tense("Seat", "squeeze", "Let the hips spread."),
    *_tense("Belly", "draw it in", "Let the breath move it again."),
    *_tense("Hands", "make fists", "Let the fingers uncurl by themselves."),
    *_tense("Arms", "bend them and tighten", "Let them lie beside you."),
    *_tense("Shoulders", "draw them up to the ears", "Let them drop."),
    *_tense("Jaw", "press the lips together", "Let the teeth part."),
    *_tense("Eyes", "close them tight", "Let the lids rest."),
    *_tense("Brow", "raise it", "Let it smooth out."),
    Line(
        "Go through the body once in your mind. Where something is still tight, let it be.", 40
    ),
)

SCRIPTS: dict[Practice, tuple[Line, ...]] = {
    Practice.MEDITATION: _BODY_SCAN,
    Practice.YOGA: _STRETCHES,
    Practice.MUSCLE_RELAXATION: _MUSCLES,
}


def offer(practice: str | None) -> Offer | None:
    """The wind-down of that name, or None where there is none."""
    return next((known for known in OFFERS if known.practice == practice), None)
