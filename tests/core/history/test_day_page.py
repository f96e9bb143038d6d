"""One day in plain words: all that was answered, and nothing that was not."""

from datetime import UTC, date, datetime

from coach.core.checkin.question import AnswerKind, CheckinPage
from coach.core.checkin.questions.fields import with_value
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.words import in_words
from coach.core.diary.choices import Context, Practice, Sign, Trigger
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    Entry,
    Exercise,
    Movement,
    Night,
    Profile,
    Relaxation,
)
from coach.core.history import day_page as recorded
from coach.core.history.charts import USUAL_SCALE
from coach.core.history.night import Nights

DAY = date(2026, 11, 22)
NIGHT = Night(
    in_bed_at="22:50",
    tried_to_sleep_at="23:10",
    sleep_latency_min=20,
    awakenings=2,
    awake_min=15,
    final_wake_at="06:40",
    out_of_bed_at="07:00",
    quality=3,
    rested=4,
)


def test_a_devices_night_stands_under_ones_own_on_the_same_hours() -> None:
    device = Device(source="Fitbit", in_bed_at="23:30", final_wake_at="06:00")
    both = Entry(date=DAY, night=NIGHT, device=device)
    assert recorded.both_nights(both, 36, USUAL_SCALE) == (
        "        18    21    00    03    06    09  12",
        "yours             ░██████████████░",
        "device             ░░░░░░░░░░░░░",
    )
    for one in (Entry(date=DAY, night=NIGHT), Entry(date=DAY, device=device)):
        assert recorded.both_nights(one, 36, USUAL_SCALE) == ()
    told = Entry(date=DAY, night=NIGHT, device=Device(rested=3))
    assert recorded.both_nights(told, 36, USUAL_SCALE) == (), "it tells no times"


def nights(*entries: Entry, profile: Profile | None = None) -> Nights:
    return Nights({entry.date: entry for entry in entries}, profile)


class TestADaysPage:
    def test_names_the_denominators_of_both_efficiencies(self) -> None:
        entry = Entry(
            date=DAY,
            night=Night(
                in_bed_at="22:30",
                tried_to_sleep_at="23:15",
                sleep_latency_min=25,
                awake_min=40,
                awakenings=2,
                final_wake_at="06:20",
                out_of_bed_at="07:00",
            ),
        )
        worked_out = next(
            part for part in recorded.sections(entry, nights(entry)) if "Worked" in part.title
        )
        assert worked_out.lines == (
            ("Sleep latency", "25 min, from trying to sleep"),
            ("Awake after falling asleep", "40 min, not counting lying in"),
            ("Asleep", "6 h 00"),
            (
                "Sleep efficiency, trying",
                "85 % of 7 h 05 from trying to sleep to the last waking",
            ),
            ("Sleep efficiency, in bed", "71 % of 8 h 30 in bed"),
        )

    def test_leaves_out_what_was_not_answered(self) -> None:
        assert recorded.sections(Entry(date=DAY), nights()) == ()
        entry = Entry(date=DAY, day=Day(stress=2))
        (only,) = recorded.sections(entry, nights(entry))
        assert only.lines == (("Stress", "2 a little"),)

    def test_tells_none_from_not_answered(self) -> None:
        entry = Entry(
            date=DAY,
            night=Night(awakenings=0),
            movement=Movement(signs=(), triggers=()),
            day=Day(
                caffeine=(), alcohol=(), relaxation=(), context=(), exercise=Exercise(min=0)
            ),
        )
        said = dict(line for part in recorded.sections(entry, nights()) for line in part.lines)
        assert said == {
            "Woke up": "0",
            "Awake after falling asleep": "0 min, not counting lying in",
            "Set off by": "none of these",
            "Warning signs": "none of these",
            "Caffeine": "none today",
            "Alcohol": "none today",
            "Exercise": "0 min",
            "Wound down": "none today",
            "What it was like": "none of these",
        }

    def test_says_all_the_rest_in_words(self) -> None:
        entry = Entry(
            date=DAY,
            movement=Movement(
                signs=(Sign.STIFFNESS, Sign.SEVERAL_PLACES), triggers=(Trigger.DREAM,)
            ),
            day=Day(
                caffeine=(CaffeineDrink(at="08:10", mg=95, drink="my\x1b[31m mug"),),
                alcohol=(AlcoholDrink(at="20:00", drinks=1.5),),
                exercise=Exercise(min=90, ended_at="18:00", vigorous=True),
                relaxation=(Relaxation(practice=Practice.YOGA, min=10),),
                context=(Context.CARING,),
                new_medicine=False,
            ),
            notes="[b]x[/]\x07",
        )
        said = dict(line for part in recorded.sections(entry, nights()) for line in part.lines)
        assert said == {
            "With it": "stiffness, several places",
            "Set off by": "dream",
            "Caffeine": "my\ufffd[31m mug 95 mg at 08:10",
            "Alcohol": "1.5 at 20:00",
            "Exercise": "1 h 30",
            "It ended": "18:00",
            "It was hard": "yes",
            "Wound down": "yoga 10 min",
            "New medicine": "no",
            "What it was like": "caring",
            "": "[b]x[/]\ufffd",
        }

    def test_says_why_a_night_is_held_out_and_shows_none_of_its_measures(self) -> None:
        night = Night(tried_to_sleep_at="23:00", final_wake_at="07:00", sleep_latency_min=900)
        entry = Entry(date=DAY, night=night)
        (remark,) = recorded.remarks(entry)
        assert "more time awake than there was between trying to sleep and waking" in remark
        assert not any("Worked" in part.title for part in recorded.sections(entry, nights()))

    def test_says_that_a_night_was_measured_confirmed_or_recalled(self) -> None:
        measured = Entry(date=DAY, night=Night(measured=True))
        assert "device" in recorded.remarks(measured)[0]
        late = Entry(date=DAY, first_recorded_at=datetime(2026, 12, 1, tzinfo=UTC))
        assert recorded.remarks(late)[0].startswith("Recalled")
        night = Night(
            tried_to_sleep_at="23:00",
            final_wake_at="07:00",
            sleep_latency_min=900,
            confirmed=True,
        )
        assert "you said" in recorded.remarks(Entry(date=DAY, night=night))[0]
        assert recorded.remarks(Entry(date=DAY, night=NIGHT)) == ()

    def test_says_every_answer_as_the_check_in_does(self) -> None:
        for page in (CheckinPage.NIGHT, CheckinPage.MOVEMENT, CheckinPage.DAY):
            for question in of_page(page):
                for answer in question.answers:
                    several = question.kind is AnswerKind.SEVERAL
                    if question.kind is AnswerKind.PRACTICES:
                        continue
                    given = (answer.value,) if several else answer.value
                    entry = with_value(Entry(date=DAY), question, given)
                    said = [
                        line
                        for part in recorded.sections(entry, nights())
                        for line in part.lines
                    ]
                    assert (question.label, in_words(question, given)) in said
