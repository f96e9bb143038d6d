"""What is asked of a table's owner, and what is shown before anything is written."""

from coach.exchange.files import ChosenFile
from coach.exchange.importers.source import SourceFile
from coach.exchange.importing import read_files
from coach.exchange.table.asking import Asking
from coach.exchange.table.plan import table_of
from coach.exchange.table.reading import planned
from tests.exchange.importers.conftest import HERE

UNCLEAR = (
    b"Date,Bedtime,Woke,Rating,Stress,Mood\n"
    b"03/03/2026,23:00,07:00,2,8,x\n04/03/2026,23:10,06:40,4,2,y\n"
)


def asking(data: bytes = UNCLEAR) -> Asking:
    return Asking.of(table_of(SourceFile.of_bytes(data, "diary.csv")))


def answers(asked: Asking) -> dict[str, str | None]:
    return {question.words: question.answer for question in asked.questions()}


def test_columns_are_guessed_and_each_shows_what_stands_in_it() -> None:
    columns = [(q.words, q.sample, q.answer) for q in asking().columns()]
    assert columns[:2] == [
        ("Date", "03/03/2026", "the date"),
        ("Bedtime", "23:00", "went to bed"),
    ]
    assert columns[-1] == ("Mood", "x", "passed over")


def test_all_that_the_table_does_not_say_is_asked() -> None:
    assert answers(asking()) == {
        "A row's date is": None,
        "04/03/2026 is": None,
        "Rating, best is": None,
        "Stress, best is": None,
        "These are": None,
    }


def test_nothing_is_asked_that_the_table_says_itself() -> None:
    moments = b"slept,woke\n2026-03-13 23:43,2026-03-14 07:55\n"
    asked = asking(moments).answered("column-0", "tried_to_sleep_at")
    assert answers(asked) == {"These are": None}


def test_only_scales_on_which_all_figures_lie_are_offered() -> None:
    questions = {question.words: question for question in asking().questions()}
    rating, stress = questions["Rating, best is"], questions["Stress, best is"]
    assert "1-5" in [choice.name for choice in rating.choices]
    assert [choice.name for choice in stress.choices] == [
        "1-10",
        "10-1",
        "0-10",
        "10-0",
        "0-100",
    ]


def test_once_all_is_answered_the_first_nights_are_shown_and_come_in_so() -> None:
    asked = asking()
    for name, choice in (
        ("--date-of", "morning"),
        ("--date-order", "day-first"),
        ("scale-3", "1-5"),
        ("scale-4", "10-1"),
    ):
        asked = asked.answered(name, choice)
        assert not asked.is_ready
        assert asked.shown(HERE) == [
            "Once all of it is answered, the first nights are shown here."
        ]
    asked = asked.answered("--told-by", "me")
    assert asked.is_ready
    lines = asked.shown(HERE)
    assert lines[0] == "Night to Tue 3 Mar 2026: to bed 23:00, woke 07:00, quality 2 of 5."
    file = ChosenFile("diary.csv", lambda: SourceFile.of_bytes(UNCLEAR, "diary.csv"))
    (part,) = read_files([file], HERE, plans=planned(asked.plan)).parts
    night, day = part.log.entries[0].night, part.log.entries[0].day
    assert night is not None
    assert day is not None
    assert (night.in_bed_at, night.quality, day.stress) == ("23:00", 2, 4)


def test_a_meaning_that_is_given_to_another_column_leaves_the_first() -> None:
    asked = asking().answered("column-2", "in_bed_at")
    assert [q.answer for q in asked.columns()][1:3] == ["passed over", "went to bed"]
    assert asked.answered("column-2", "-").plan.heading_of("in_bed_at") is None


def test_what_is_in_the_way_is_said_in_place_of_the_nights() -> None:
    asked = asking().answered("column-0", "-")
    assert asked.shown(HERE)[0].startswith("No column is the date, and no time in it has")
    device = asking().answered("--told-by", "a device")
    assert "A device cannot tell stress" in device.shown(HERE)[0]


def test_a_row_that_cannot_be_read_is_told_beside_the_nights() -> None:
    data = b"Date,Woke\n2026-03-14,07:00\nsoon,07:00\n"
    asked = asking(data).answered("--date-of", "morning").answered("--told-by", "me")
    assert asked.shown(HERE)[-1] == (
        'Refused so far: 1 row, first line 3: Date: "soon" is no date and no time of day.'
    )
