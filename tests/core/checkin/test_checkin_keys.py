"""The keyboard of the check-in, pressed key by key without a screen."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.checkin import lists, prompts, view
from coach.core.checkin import state as states
from coach.core.checkin.moving import go
from coach.core.checkin.opening import begin
from coach.core.checkin.press import press
from coach.core.checkin.question import CheckinPage, Question
from coach.core.checkin.questions.table import QUESTIONS
from coach.core.checkin.state import Wish
from coach.core.checkin.usual import usual
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    Practice,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import (
    SLEEP_FIELDS,
    AlcoholDrink,
    Day,
    Entry,
    Movement,
    Night,
    Profile,
    Relaxation,
    encode,
)
from tests.core.checkin.conftest import DAY, EVENING, MORNING, Open, Press, calm_day
from tests.evenings import COFFEE

FORTNIGHT = tuple(calm_day(DAY.replace(day=number)) for number in range(8, 22))


@pytest.mark.parametrize("key", ["enter", "tab", "down"])
@pytest.mark.parametrize("now", [EVENING, MORNING])
def test_moving_on_through_everything_stores_nothing(
    opened: Open, key: str, now: object
) -> None:
    state = opened(history=FORTNIGHT, now=now)
    state = replace(state, more=True)
    for _ in range(2 * len(QUESTIONS)):
        if state.wish is not None:
            break
        state = press(state, key)
    assert state.page is CheckinPage.DONE
    assert not state.changed
    assert states.result(state) == Entry(date=DAY)


@pytest.mark.parametrize("key", ["up", "shift+tab", "pageup", "pagedown"])
def test_going_back_and_turning_pages_store_nothing(opened: Open, key: str) -> None:
    state = opened(history=FORTNIGHT)
    state = press(press(state, "pagedown"), "enter")
    for _ in range(8):
        state = press(state, key)
    assert not state.changed


def test_the_day_can_be_answered_in_the_morning_all_the_same(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(now=MORNING), "<pagedown><pagedown><pageup>3")
    assert state.entry.day == Day(stress=3)


def test_just_past_midnight_it_is_still_the_evening_before(opened: Open) -> None:
    assert not opened(now=datetime(2026, 11, 23, 0, 40, tzinfo=UTC)).morning
    assert not opened(now=datetime(2026, 11, 23, 7, 30, tzinfo=UTC)).morning
    assert opened(now=datetime(2026, 11, 22, 4, 0, tzinfo=UTC)).morning


@pytest.mark.parametrize("letter", "njJkKdDlLrptT")
def test_no_letter_answers_on_the_movement_page(
    opened: Open, pressed: Press, letter: str
) -> None:
    assert not pressed(opened(), "<pagedown>" + letter).changed


def test_n_says_that_0_is_no_and_answers_nothing(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown>1n")
    assert (state.at, state.trouble) == ("falling", "0 is no.")
    assert state.entry.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("sleep-starts", "sleep_starts"),
        ("sleep-movement", "sleep_movement"),
        ("dream-enactment", "dream_enactment"),
        ("leg-urge", "leg_urge"),
        ("breathing", "breathing"),
        ("awake-movement", "awake"),
    ],
)
def test_0_is_none_on_the_movement_page(
    opened: Open, pressed: Press, name: str, read: str
) -> None:
    state = pressed(go(opened(), name), "0")
    assert getattr(state.entry.movement, read) == "none"


def test_0_is_no_none_or_a_digit_as_the_question_has_it(opened: Open, pressed: Press) -> None:
    state = replace(opened(), more=True)
    for name in ("stress", "anxiety", "fatigue"):
        assert getattr(pressed(go(state, name), "0").entry.day, name) == 1
    assert pressed(go(state, "headache"), "0").entry.day == Day(morning_headache=False)
    assert pressed(go(state, "triggers"), "0").entry.movement == Movement(triggers=())
    assert pressed(go(state, "caffeine"), "0").entry.day == Day(caffeine=())
    assert pressed(go(state, "tried"), "0015").entry.night == Night(tried_to_sleep_at="00:15")
    assert pressed(go(state, "latency"), "0<enter>").entry.night == Night(sleep_latency_min=0)


@pytest.mark.parametrize("name", ["rested", "quality"])
def test_0_stores_nothing_on_a_scale_without_none(
    opened: Open, pressed: Press, name: str
) -> None:
    state = pressed(go(replace(opened(), more=True), name), "0")
    assert (state.changed, state.trouble, state.at) == (False, "1 to 5.", name)


def test_nobody_could_hear_is_the_last_choice_of_breathing(
    opened: Open, pressed: Press
) -> None:
    prompt = prompts.prompt(go(opened(), "breathing"))
    assert prompt.words == "Was snoring, a pause or a gasp heard?"
    # What stands above the answers is the choice by name.
    assert [choice.key for choice in prompt.choices] == ["+", "0", "1", "2", "3"]
    assert prompt.choices[-1].words == "nobody could hear"
    state = pressed(go(opened(), "breathing"), "3")
    assert state.entry.movement == Movement(breathing=Breathing.UNKNOWN)


def test_arrows_mark_an_answer_and_space_takes_it(opened: Open, pressed: Press) -> None:
    marked = pressed(opened(), "<pagedown><right><right>")
    assert not marked.changed
    assert [one.marked for one in prompts.prompt(marked).choices] == [False, False, True, False]
    taken = press(marked, "space")
    assert taken.entry.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)
    assert press(opened(), "left").entry == Entry(date=DAY)


def test_several_answers_are_toggled_and_stay_until_one_moves_on(
    opened: Open, pressed: Press
) -> None:
    state = pressed(go(opened(), "awake-movement"), "2145")
    assert state.at == "awake-signs"
    assert state.entry.movement is not None
    assert state.entry.movement.signs == (
        Sign.SEVERAL_PLACES,
        Sign.SUSPECTED_MEDICINE,
        Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,
    )
    state = pressed(state, "1")
    assert state.entry.movement is not None
    assert state.entry.movement.signs == (Sign.SEVERAL_PLACES, Sign.SUSPECTED_MEDICINE)
    assert pressed(state, "<enter>").at != "awake-signs"


def test_none_of_these_is_an_answer(opened: Open, pressed: Press) -> None:
    state = pressed(go(opened(), "awake-movement"), "10")
    assert state.entry.movement == Movement(awake=AwakeMovement.FLICKER, signs=())


def test_who_noticed_is_not_asked_after_i_was_told(opened: Open, pressed: Press) -> None:
    # Told of kicks, alone with a sign; breathing not heard; set off by a noise.
    state = pressed(go(opened(), "sleep-movement"), "10<enter>00011<enter>")
    movement = state.entry.movement
    assert movement is not None
    assert movement.sleep_movement is SleepMovement.NOTICED
    assert movement.witness is None
    told = pressed(go(opened(), "dream-enactment"), "1")
    assert "witness" in [question.id for question in states.visible(told, CheckinPage.MOVEMENT)]


def test_dozing_off_asks_on(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown><pagedown>234" + "2120")
    assert state.entry.day is not None
    assert state.entry.day.sleepiness is Sleepiness.DOZED_OFF
    assert state.entry.day.dozed_driving is True
    assert state.entry.day.sudden_weakness is not None
    assert state.entry.day.morning_headache is False


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2310", "23:10"),
        ("23:10", "23:10"),
        ("645", "06:45"),
        ("7<enter>", "07:00"),
        ("11.10pm", "23:10"),
        ("11:10p<enter>", "23:10"),
        ("7:30<enter>", "07:30"),
        ("0040", "00:40"),
        ("12am", "00:00"),
        ("230<enter>", "02:30"),
    ],
)
def test_clock_times_are_read_as_people_type_them(
    opened: Open, pressed: Press, typed: str, stored: str
) -> None:
    state = pressed(opened(), typed)
    assert state.entry.night == Night(tried_to_sleep_at=stored)
    assert state.at == "latency"


@pytest.mark.parametrize("typed", ["2310", "645", "23:10", "12am"])
def test_enter_out_of_habit_after_a_whole_time_skips_nothing(
    opened: Open, pressed: Press, typed: str
) -> None:
    state = pressed(opened(), typed + "<enter>")
    assert state.at == "latency"
    assert press(state, "enter").at == "awake"
    assert pressed(opened(), typed + "<tab>").at == "awake"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("20<enter>", 20),
        ("45", 45),
        ("120", 120),
        ("5<tab>", 5),
        ("1h30<enter>", 90),
        ("1:30<down>", 90),
        ("0<enter>", 0),
        ("6h<enter>", 360),
    ],
)
def test_minutes_are_read_as_people_type_them(
    opened: Open, pressed: Press, typed: str, minutes: int
) -> None:
    state = pressed(go(opened(), "latency"), typed)
    assert state.entry.night == Night(sleep_latency_min=minutes)
    assert state.at == "awake"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2960", "'2960' is not a time of day; try 23:10."),
        ("25:00<enter>", "'25:00' is not a time of day; try 23:10."),
        ("9:75<enter>", "'9:75' is not a time of day; try 23:10."),
    ],
)
def test_no_time_of_day_is_said_so_and_stores_nothing(
    opened: Open, pressed: Press, typed: str, sentence: str
) -> None:
    state = pressed(opened(), typed)
    assert (state.at, state.trouble, state.changed) == ("tried", sentence, False)
    again = pressed(state, "<escape>2310")
    assert again.entry.night == Night(tried_to_sleep_at="23:10")


def test_minutes_beyond_a_day_are_said_so(opened: Open, pressed: Press) -> None:
    state = pressed(go(opened(), "latency"), "25h<enter>")
    assert state.trouble == "'25h' is more than 1440; try a smaller number."
    assert not state.changed


def test_backspace_takes_typing_and_then_the_answer_out(opened: Open, pressed: Press) -> None:
    assert pressed(opened(), "23<backspace><backspace>").typed == ""
    answered = go(pressed(opened(), "2310"), "tried")
    assert not pressed(answered, "<backspace>").changed
    chosen = go(pressed(opened(), "<pagedown>1"), "sleep-starts")
    assert not pressed(chosen, "<backspace>").changed


def test_a_usual_answer_is_not_taken_over_one_that_stands(opened: Open, pressed: Press) -> None:
    state = go(pressed(opened(history=FORTNIGHT), "0100"), "tried")
    again = press(state, "=")
    assert again.entry == state.entry
    assert again.trouble == "There is no usual answer here."


def test_escape_takes_back_typing_first_and_then_leaves(opened: Open, pressed: Press) -> None:
    half = pressed(opened(), "23<escape>")
    assert (half.typed, half.wish) == ("", None)
    assert press(half, "escape").wish is Wish.LEAVE


@pytest.mark.parametrize("key", ["w", "q", "d", "n", "y", "f5", "ctrl+p", "é", "?", "home"])
def test_other_keys_mean_nothing_here(opened: Open, key: str) -> None:
    state = opened()
    assert press(state, key) is state


# Drinks and wind-downs


def at_drinks(opened: Open) -> states.State:
    """A check-in at its question about caffeine."""
    return go(opened(history=FORTNIGHT), "caffeine")


def test_the_usual_drinks_stand_first_with_their_times(opened: Open, pressed: Press) -> None:
    state = at_drinks(opened)
    assert state.question is not None
    assert lists.picks(state, state.question)[0].name == "coffee"
    assert pressed(state, "1=").entry.day == Day(caffeine=(COFFEE,))


def test_a_second_one_has_no_usual_time_where_one_a_day_is_usual(
    opened: Open, pressed: Press
) -> None:
    state = pressed(at_drinks(opened), "1=1=")
    assert state.trouble == "There is no usual time for it; type one, like 1530."
    assert state.entry.day == Day(caffeine=(COFFEE,))


def test_a_drink_without_a_time_is_not_noted(opened: Open, pressed: Press) -> None:
    state = pressed(at_drinks(opened), "2<enter>")
    assert state.trouble == "Not noted: espresso had no time."
    assert not state.changed


def test_none_today_is_an_answer_and_not_over_drinks(opened: Open, pressed: Press) -> None:
    assert pressed(at_drinks(opened), "0").entry.day == Day(caffeine=())
    state = pressed(at_drinks(opened), "1=0")
    assert state.entry.day == Day(caffeine=(COFFEE,))
    assert state.trouble != ""


def test_backspace_takes_the_last_drink_out(opened: Open, pressed: Press) -> None:
    state = pressed(at_drinks(opened), "1=11530<backspace>")
    assert state.entry.day == Day(caffeine=(COFFEE,))
    assert not pressed(state, "<backspace>").changed


def test_c_asks_for_the_drinks_of_the_day(opened: Open) -> None:
    assert press(at_drinks(opened), "c").wish is Wish.DRINKS


def test_alcohol_is_a_number_and_a_time(opened: Open, pressed: Press) -> None:
    state = go(pressed(opened(), "<pagedown><pagedown>m"), "alcohol")
    assert pressed(state, "22000").entry.day == Day(
        alcohol=(AlcoholDrink(at="20:00", drinks=2),)
    )
    assert pressed(state, "0").entry.day == Day(alcohol=())


def test_up_to_nine_glasses_are_noted_with_one_key(opened: Open, pressed: Press) -> None:
    state = go(pressed(opened(), "<pagedown><pagedown>m"), "alcohol")
    offered = {choice.key: choice.words for choice in prompts.prompt(state).choices}
    assert offered == {
        "1": "1 drink",
        **{str(number): f"{number} drinks" for number in range(2, 10)},
        "0": "none today",
    }
    assert pressed(state, "92000").entry.day == Day(
        alcohol=(AlcoholDrink(at="20:00", drinks=9),)
    )


def test_what_is_typed_never_grows_longer_than_any_answer(opened: Open, pressed: Press) -> None:
    state = pressed(go(opened(), "tried"), ":" * 8)
    assert state.typed == ":" * 8
    assert pressed(state, ":") is state


def test_a_wind_down_may_have_minutes(opened: Open, pressed: Press) -> None:
    state = go(pressed(opened(), "<pagedown><pagedown>m"), "relaxation")
    assert pressed(state, "1<enter>").entry.day == Day(
        relaxation=(Relaxation(practice=Practice.BREATHING),)
    )
    assert pressed(state, "110<enter>").entry.day == Day(
        relaxation=(Relaxation(practice=Practice.BREATHING, min=10),)
    )


def test_context_tags_are_kept_in_the_order_of_the_log(opened: Open, pressed: Press) -> None:
    state = go(pressed(opened(), "<pagedown><pagedown>m"), "context")
    assert pressed(state, "31").entry.day == Day(context=(Context.CARING, Context.ILLNESS))


# Unlikely nights


def test_an_unlikely_night_is_asked_about_before_its_page_is_left(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===1130" + "3")
    assert state.page is CheckinPage.NIGHT
    assert state.asking is not None
    assert state.asking.words == "22:50 to 11:30 would be 12 h 40 in bed."


def test_an_unlikely_night_has_three_answers_by_name_the_likely_repair_first(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(history=FORTNIGHT), "1110====3")
    assert [(choice.key, choice.words) for choice in prompts.prompt(state).choices] == [
        ("1", "23:10, I mistyped"),
        ("2", "11:10 is right"),
        ("3", "let me change it"),
    ]
    mended, kept, back = (press(state, key) for key in "123")
    assert state.entry.night is not None
    assert mended.entry.night == msgspec.structs.replace(
        state.entry.night, tried_to_sleep_at="23:10"
    )
    assert mended.page is CheckinPage.MOVEMENT
    assert kept.entry.night == msgspec.structs.replace(state.entry.night, confirmed=True)
    assert kept.page is CheckinPage.MOVEMENT
    assert (back.entry, back.at, back.asking) == (state.entry, "tried", None)


def test_without_a_repair_it_is_right_or_changed(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303")
    assert [choice.words for choice in prompts.prompt(state).choices] == [
        "it is right as it is",
        "let me change it",
    ]
    assert press(state, "3") is state
    assert press(state, "y") is state
    assert press(state, "2").at == "tried"
    kept = press(state, "1")
    assert kept.entry.night is not None
    assert kept.entry.night.confirmed is True


def test_a_night_that_would_end_after_now_is_asked_about(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT, now=MORNING), "=" * 3 + "0640" + "0900" + "3")
    assert state.asking is not None
    assert state.asking.words == "The night would end at 09:00, and it is 07:30 now."
    mistyped = pressed(opened(history=FORTNIGHT), "=" * 3 + "1855" + "1900" + "3")
    assert mistyped.asking is not None


def test_enter_leaves_it_open_and_it_is_asked_about_once(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303<enter>")
    assert state.page is CheckinPage.MOVEMENT
    assert state.entry.night is not None
    assert state.entry.night.confirmed is None
    assert pressed(state, "+223=<enter>").wish is Wish.SAVE


def test_a_changed_time_asks_again(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===113031<pageup>")
    assert state.entry.night is not None
    changed = pressed(go(state, "up"), "1145")
    assert changed.entry.night is not None
    assert changed.entry.night.confirmed is None
    assert press(changed, "pagedown").asking is not None


def test_saving_at_once_asks_about_it_too(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===1130<ctrl+s>")
    assert state.asking is not None
    assert state.wish is None


# Anything at all

NAMED = "enter tab up backspace space left right pagedown pageup escape shift+tab ctrl+s"
KEYS = st.sampled_from([*"0123456789=+-nmyc:.apxh", *NAMED.split()])


@given(keys=st.lists(KEYS, max_size=120), morning=st.booleans(), partner=st.booleans())
def test_whatever_is_pressed_the_entry_keeps_to_the_limits_of_the_log(
    keys: list[str], morning: bool, partner: bool
) -> None:
    profile = Profile(bed_partner=partner)
    now = MORNING if morning else EVENING
    state = begin(DAY, None, now, profile, FORTNIGHT)
    for key in keys:
        state = replace(press(state, key), wish=None)
        view.rows(state)
        prompts.prompt(state)
    entry = states.result(state)
    assert msgspec.json.decode(encode(entry), type=Entry) == entry
    assert states.saved(state, None) == entry or entry == Entry(date=DAY)
    night = entry.night
    if night is not None and night.did_not_sleep:
        assert all(getattr(night, name) is None for name in SLEEP_FIELDS)


def in_form(state: states.State, question: Question) -> object:
    """An answer as it was given; an empty list of signs says nothing of a question."""
    held = states.value(state, question)
    return None if held == () else held


def changed_questions(before: states.State, after: states.State) -> list[str]:
    """The questions whose answers differ, of the day and of the profile."""
    return [
        question.id
        for question in QUESTIONS
        if in_form(before, question) != in_form(after, question)
    ]


@given(
    keys=st.lists(KEYS, max_size=80),
    morning=st.booleans(),
    first=st.booleans(),
    about=st.sampled_from([None, "drives", "conditions", "pregnant"]),
)
def test_no_key_changes_more_than_one_answer_but_for_the_choices_by_name(
    keys: list[str], morning: bool, first: bool, about: str | None
) -> None:
    now = MORNING if morning else EVENING
    state = begin(
        DAY, None, now, Profile(), () if first else FORTNIGHT, first=first, about=about
    )
    for key in keys:
        after = replace(press(state, key), wish=None)
        if key != "+":
            assert len(changed_questions(state, after)) <= 1
        if key in ("enter", "tab") and not state.typed:
            assert not changed_questions(state, after)
        state = after


def test_suggestions_are_taken_from_the_answers_before_the_day() -> None:
    assert usual([*FORTNIGHT, calm_day(DAY)], DAY, Profile()).answers["tried"] == "23:10"
