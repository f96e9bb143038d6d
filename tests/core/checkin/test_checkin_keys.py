"""The keyboard of the check-in, pressed key by key without a screen."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.checkin import lists, view
from coach.core.checkin import state as states
from coach.core.checkin.moving import go
from coach.core.checkin.press import press
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import QUESTIONS
from coach.core.checkin.state import Wish
from coach.core.checkin.usual import usual
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    LegUrge,
    Practice,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    Trigger,
    Witness,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Movement,
    Night,
    Profile,
    Relaxation,
    encode,
)
from tests.core.checkin.conftest import DAY, EVENING, MORNING, Open, Press, calm_day, split

FORTNIGHT = tuple(calm_day(DAY.replace(day=number)) for number in range(8, 22))

COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")
CALM = Movement(
    sleep_starts=SleepStarts.NONE,
    sleep_movement=SleepMovement.NONE,
    witness=Witness.SELF,
    dream_enactment=DreamEnactment.NONE,
    leg_urge=LegUrge.NONE,
    breathing=Breathing.UNKNOWN,
    awake=AwakeMovement.NONE,
)


def test_a_calm_evening_takes_at_most_16_keys(opened: Open, pressed: Press) -> None:
    keys = "=====4n223=<enter>"
    state = pressed(opened(history=FORTNIGHT), keys)
    # One more, for Enter on Tonight opens it.
    assert 1 + len(split(keys)) <= 16
    assert state.wish is Wish.SAVE
    assert states.result(state) == Entry(
        date=DAY,
        night=Night(
            tried_to_sleep_at="23:10",
            sleep_latency_min=15,
            awake_min=10,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            rested=4,
        ),
        movement=CALM,
        day=Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,)),
    )


def test_one_key_takes_all_usual_times_of_a_page(opened: Open, pressed: Press) -> None:
    one_by_one = pressed(opened(history=FORTNIGHT), "=====")
    at_once = pressed(opened(history=FORTNIGHT), "+")
    assert (at_once.entry, at_once.at) == (one_by_one.entry, one_by_one.at)
    assert at_once.at == "rested"


def test_a_twitchy_evening_takes_at_most_34_keys(opened: Open, pressed: Press) -> None:
    keys = (
        "001545" + "20<enter>" + "0610" + "0655" + "3" + "Jyn" + "433" + "1=11530<enter><enter>"
    )
    state = pressed(opened(history=FORTNIGHT), keys)
    assert 1 + len(split(keys)) <= 34
    assert state.wish is Wish.SAVE
    assert states.result(state) == Entry(
        date=DAY,
        night=Night(
            tried_to_sleep_at="00:15",
            sleep_latency_min=45,
            awake_min=20,
            final_wake_at="06:10",
            out_of_bed_at="06:55",
            rested=3,
        ),
        movement=Movement(
            sleep_starts=SleepStarts.DISTURBING,
            falling_feeling=True,
            sleep_movement=SleepMovement.NONE,
            witness=Witness.SELF,
            dream_enactment=DreamEnactment.NONE,
            leg_urge=LegUrge.NONE,
            breathing=Breathing.UNKNOWN,
            awake=AwakeMovement.NONE,
        ),
        day=Day(
            stress=4,
            anxiety=3,
            fatigue=3,
            caffeine=(COFFEE, CaffeineDrink(at="15:30", mg=95, drink="coffee")),
        ),
    )


def test_a_first_evening_takes_at_most_45_keys(opened: Open, pressed: Press) -> None:
    night = "2310" + "20<enter>" + "15<enter>" + "0640" + "0700" + "3"
    movement = "1" + "1" + "1" + "1" + "4" + "1"
    day = "223" + "10810" + "11500" + "<enter>"
    keys = night + movement + day + "<enter>"
    state = pressed(opened(), keys)
    assert 1 + len(split(keys)) <= 45
    assert state.wish is Wish.SAVE
    entry = states.result(state)
    assert entry.night == Night(
        tried_to_sleep_at="23:10",
        sleep_latency_min=20,
        awake_min=15,
        final_wake_at="06:40",
        out_of_bed_at="07:00",
        rested=3,
    )
    assert entry.movement == replace_witness(CALM)
    assert entry.day == Day(
        stress=2,
        anxiety=2,
        fatigue=3,
        caffeine=(
            CaffeineDrink(at="08:10", mg=96, drink="coffee"),
            CaffeineDrink(at="15:00", mg=96, drink="coffee"),
        ),
    )


def replace_witness(movement: Movement) -> Movement:
    """The same answers given one by one, nobody asked who noticed."""
    return msgspec.structs.replace(movement, witness=None)


@pytest.mark.parametrize("key", ["enter", "tab", "down"])
@pytest.mark.parametrize("now", [EVENING, MORNING])
def test_moving_on_through_everything_stores_nothing(
    opened: Open, key: str, now: object
) -> None:
    state = opened(history=FORTNIGHT, now=now)
    state = replace(state, more=frozenset(CheckinPage))
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


def test_nothing_to_report_fills_only_what_is_empty(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown>J<enter>n")
    assert state.entry.movement is not None
    assert state.entry.movement.sleep_starts is SleepStarts.DISTURBING
    assert state.entry.movement.falling_feeling is None
    assert state.entry.movement.sleep_movement is SleepMovement.NONE
    assert state.page is CheckinPage.DAY


def test_alone_nobody_heard_the_breathing(opened: Open, pressed: Press) -> None:
    for profile in (Profile(bed_partner=False), Profile()):
        movement = pressed(opened(profile=profile), "<pagedown>n").entry.movement
        assert movement == CALM


def test_beside_a_partner_nothing_to_report_is_nothing_heard(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(profile=Profile(bed_partner=True)), "<pagedown>n")
    assert state.entry.movement is not None
    assert state.entry.movement.breathing is Breathing.NONE
    assert state.entry.movement.witness is Witness.PARTNER
    assert state.entry.movement.signs is None


def test_the_witness_of_an_answer_that_stood_is_kept(opened: Open, pressed: Press) -> None:
    told = Movement(breathing=Breathing.PAUSES, witness=Witness.PARTNER)
    state = pressed(opened(Entry(date=DAY, movement=told)), "<pageup><pagedown>n")
    assert state.entry.movement is not None
    assert state.entry.movement.breathing is Breathing.PAUSES
    assert state.entry.movement.witness is Witness.PARTNER


def test_in_the_morning_the_day_to_come_is_not_answered(opened: Open, pressed: Press) -> None:
    state = pressed(opened(now=MORNING, history=FORTNIGHT), "+4n")
    assert state.page is CheckinPage.DONE
    assert state.entry.movement is not None
    assert state.entry.movement.awake is None
    assert state.entry.day is None


def test_the_evening_begins_with_what_is_missing(opened: Open, pressed: Press) -> None:
    morning = pressed(opened(now=MORNING, history=FORTNIGHT), "+4n")
    evening = opened(states.result(morning), history=FORTNIGHT)
    assert (evening.page, evening.at) == (CheckinPage.MOVEMENT, "awake-movement")
    done = pressed(evening, "1223=")
    assert done.page is CheckinPage.DONE
    assert done.entry.movement == CALM


def test_the_day_can_be_answered_in_the_morning_all_the_same(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(now=MORNING), "<pagedown><pagedown><pageup>3")
    assert state.entry.day == Day(stress=3)


def test_just_past_midnight_it_is_still_the_evening_before(opened: Open) -> None:
    assert not opened(now=datetime(2026, 11, 23, 0, 40, tzinfo=UTC)).morning
    assert not opened(now=datetime(2026, 11, 23, 7, 30, tzinfo=UTC)).morning
    assert opened(now=datetime(2026, 11, 22, 4, 0, tzinfo=UTC)).morning


def test_n_answers_no_to_a_yes_or_no_question_only(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown>jn")
    assert state.entry.movement == Movement(
        sleep_starts=SleepStarts.UNDISTURBING, falling_feeling=False
    )
    assert state.at == "sleep-movement"


@pytest.mark.parametrize(
    ("letter", "field", "value"),
    [
        ("j", "sleep_starts", SleepStarts.UNDISTURBING),
        ("J", "sleep_starts", SleepStarts.DISTURBING),
        ("k", "sleep_movement", SleepMovement.NOTICED),
        ("K", "sleep_movement", SleepMovement.WOKE_ME),
        ("d", "dream_enactment", DreamEnactment.ACTED_OUT),
        ("D", "dream_enactment", DreamEnactment.INJURY),
        ("l", "leg_urge", LegUrge.URGE),
        ("L", "leg_urge", LegUrge.DELAYED_SLEEP),
        ("r", "breathing", Breathing.SNORING),
        ("p", "breathing", Breathing.PAUSES),
        ("t", "awake", AwakeMovement.FLICKER),
        ("T", "awake", AwakeMovement.JERK),
    ],
)
def test_letters_answer_from_anywhere_on_the_movement_page(
    opened: Open, pressed: Press, letter: str, field: str, value: object
) -> None:
    state = pressed(opened(), "<pagedown>" + letter)
    assert getattr(state.entry.movement, field) is value


def test_arrows_mark_an_answer_and_space_takes_it(opened: Open, pressed: Press) -> None:
    marked = pressed(opened(), "<pagedown><right><right>")
    assert not marked.changed
    assert [one.marked for one in view.prompt(marked).choices] == [False, True, False]
    taken = press(marked, "space")
    assert taken.entry.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)
    assert press(opened(), "left").entry == Entry(date=DAY)


def test_several_answers_are_toggled_and_stay_until_one_moves_on(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(), "<pagedown>T145")
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
    state = pressed(opened(), "<pagedown>t0")
    assert state.entry.movement == Movement(awake=AwakeMovement.FLICKER, signs=())


def test_kicks_noise_and_who_noticed(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown>k130412" + "1<enter>")
    movement = state.entry.movement
    assert movement is not None
    assert movement.sleep_movement is SleepMovement.NOTICED
    assert movement.witness is Witness.PARTNER
    assert movement.triggers == (Trigger.NOISE,)


def test_dozing_off_asks_on(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown><pagedown>234" + "3y3n")
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


@pytest.mark.parametrize("key", ["w", "q", "f5", "ctrl+p", "é", "?", "home"])
def test_other_keys_mean_nothing_here(opened: Open, key: str) -> None:
    state = opened()
    assert press(state, key) is state


def test_w_and_d_do_nothing_about_the_banner(opened: Open, pressed: Press) -> None:
    state = opened()
    assert press(state, "w") is state
    assert press(state, "d") is state


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
    offered = {choice.key: choice.words for choice in view.prompt(state).choices}
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
    assert state.asking.words == "12 h 40 in bed, 22:50 to 11:30?"


def test_y_keeps_it_and_stores_that_it_was_confirmed(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303y")
    assert state.page is CheckinPage.MOVEMENT
    assert state.entry.night is not None
    assert state.entry.night.confirmed is True


def test_n_goes_back_to_the_times(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303n")
    assert (state.page, state.at, state.asking) == (CheckinPage.NIGHT, "tried", None)
    assert state.entry.night is not None
    assert state.entry.night.confirmed is None


def test_enter_leaves_it_open_and_it_is_asked_about_once(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303<enter>")
    assert state.page is CheckinPage.MOVEMENT
    assert state.entry.night is not None
    assert state.entry.night.confirmed is None
    assert pressed(state, "n223=<enter>").wish is Wish.SAVE


def test_a_changed_time_asks_again(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "2250===11303y<pageup>")
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
KEYS = st.sampled_from([*"0123456789=+nmjJkKdDlLrRpTtyc:.apx", *NAMED.split()])


@given(keys=st.lists(KEYS, max_size=120), morning=st.booleans(), partner=st.booleans())
def test_whatever_is_pressed_the_entry_keeps_to_the_limits_of_the_log(
    keys: list[str], morning: bool, partner: bool
) -> None:
    profile = Profile(bed_partner=partner)
    now = MORNING if morning else EVENING
    state = states.begin(DAY, None, now, profile, FORTNIGHT)
    for key in keys:
        state = replace(press(state, key), wish=None)
        view.rows(state)
        view.prompt(state)
    entry = states.result(state)
    assert msgspec.json.decode(encode(entry), type=Entry) == entry
    assert states.saved(state, None) == entry or entry == Entry(date=DAY)


def test_suggestions_are_taken_from_the_answers_before_the_day() -> None:
    assert usual([*FORTNIGHT, calm_day(DAY)], DAY, Profile()).answers["tried"] == "23:10"
