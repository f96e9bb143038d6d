"""Commands that coach: tonight's tip for people and programs, and what came of the last one."""

import json
from datetime import date
from pathlib import Path

import pytest
from freezegun import freeze_time

from coach.core.diary.choices import Feedback
from coach.store.diary.diary import Diary
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("_in_the_folder")
EVENING, NEXT, LATER = "2026-11-22 22:00:00", "2026-11-23 22:00:00", "2026-11-24 22:00:00"


@pytest.fixture
def _in_the_folder(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(data_dir))


def feedback(data_dir: Path) -> dict[date, Feedback | None]:
    diary = Diary(data_dir, lambda: pytest.fail("the clock was asked"))
    return {shown.shown_on: shown.feedback for shown in diary.tips()}


def test_the_tip_for_programs_says_what_why_and_for_when(run: Run) -> None:
    with freeze_time(EVENING):
        for at in ("08:00", "12:00", "19:00", "20:00"):
            run("drink", "coffee", "--at", at)
        done = run("tip", "--json")
        told = json.loads(done.out)
        assert list(told) == [
            "date", "tip", "subject", "do", "why", "because", "source", "for",
        ]  # fmt: skip
        assert (told["date"], told["tip"]) == ("2026-11-22", "caffeine-last-cup")
        assert (told["subject"], told["for"]) == ("caffeine", "tomorrow")
        assert told["because"] == ["About 150 mg of caffeine may be left at bedtime."]
        assert "Gardiner" in told["source"]
        assert run("tip", "--json").out == done.out, "it stays until the day ends"
        plain = run("tip").out
        assert plain.startswith(f"For tomorrow: {told['do']}\n{told['why']}\n")
        assert "About 150 milligrams of caffeine" in plain


def test_the_answer_is_for_the_last_tip_shown_before_today(run: Run, data_dir: Path) -> None:
    with freeze_time(EVENING):
        run("drink", "coffee", "--at", "08:00")
        shown = run("tip").out.splitlines()[0].partition(": ")[2]
        refused = run("tip", "--did")
        assert (refused.code, refused.out) == (2, "")
        assert "no tip was shown before today" in refused.err
    with freeze_time(NEXT):
        run("tip")
        for flag, said in (
            ("--did", Feedback.TRIED),
            ("--helped", Feedback.HELPED),
            ("--not-this-time", Feedback.NOT_THIS_TIME),
            ("--not-for-me", Feedback.NOT_FOR_ME),
        ):
            done = run("tip", flag)
            assert done.code == 0
            assert "(the tip of 22 November)" in done.out
            assert shown in done.out
            noted = {date(2026, 11, 22): said, date(2026, 11, 23): None}
            assert feedback(data_dir) == noted


def test_an_answer_is_not_told_to_programs(run: Run) -> None:
    with freeze_time(EVENING):
        done = run("tip", "--did", "--json")
    assert done.code == 2
    assert "--json" in done.err


def test_a_goal_is_set_shown_ended_and_kept(run: Run, data_dir: Path) -> None:
    with freeze_time(EVENING):
        assert "No goal runs" in run("goal").out
        assert run("goal", "set", "last_caffeine_by", "2pm").out.splitlines() == [
            "Your goal from today on: last coffee by 14:00.",
            "Kept by your drinks: none with caffeine later than that.",
        ]
        run("drink", "coffee", "--at", "09:00")
    with freeze_time(NEXT):
        shown = run("goal", "show").out.splitlines()
        assert shown[0] == "Last coffee by 14:00, since 22 November 2026."
        assert shown[1] == "Kept on 1 of 1 answered day of the last 14 days."
        assert run("goal", "set", "wind_down").code == 0
    with freeze_time(LATER):
        assert run("goal", "end").out == "Ended: wind down for 10 minutes. Its days stay.\n"
        refused = run("goal", "end")
        assert (refused.code, refused.out) == (2, "")
        shown = run("goal").out.splitlines()
        assert shown[0].startswith("No goal runs.")
        assert shown[2].startswith("Before, 22 November: last coffee by 14:00, kept on 1 of 1")
    diary = Diary(data_dir, lambda: pytest.fail("the clock was asked"))
    spans = [(goal.goal.value, goal.value, goal.from_.day, goal.to) for goal in diary.goals()]
    assert spans == [
        ("last_caffeine_by", "14:00", 22, date(2026, 11, 22)),
        ("wind_down", 10, 23, date(2026, 11, 24)),
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("goal", "set", "sleep_less"), "NAME is 'sleep_less'; it must be one of last_caff"),
        (("goal", "set", "rise_near", "25"), "VALUE: '25' is not a time of day"),
        (("goal", "set", "wind_down", "0"), "VALUE: '0' is no number of minutes from 1"),
    ],
)
def test_a_goal_that_is_none_is_refused_and_nothing_is_written(
    run: Run, data_dir: Path, words: tuple[str, ...], message: str
) -> None:
    with freeze_time(EVENING):
        done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert not data_dir.exists()


def test_a_goal_of_today_that_gives_way_to_another_leaves_no_day(
    run: Run, data_dir: Path
) -> None:
    with freeze_time(EVENING):
        run("goal", "set", "wind_down")
        run("goal", "set", "wind_down")
        run("goal", "set", "rise_near", "7")
        diary = Diary(data_dir, lambda: pytest.fail("the clock was asked"))
        assert [goal.goal.value for goal in diary.goals()] == ["rise_near"]
        run("undo", "--yes")
        diary = Diary(data_dir, lambda: pytest.fail("the clock was asked"))
        assert [goal.goal.value for goal in diary.goals()] == ["wind_down"]


def test_the_week_for_programs_is_null_where_little_was_answered(run: Run) -> None:
    with freeze_time(EVENING):
        run("drink", "coffee", "--at", "09:00")
        run("goal", "set", "screens_down_by", "22:00")
        told = json.loads(run("week", "--json").out)
        assert (told["date"], list(told)) == (
            "2026-11-22",
            ["date", "nights", "before", "goal"],
        )
        assert told["goal"] == {"goal": "screens_down_by", "kept": 0, "of": 0}
        assert told["nights"] == told["before"]
        assert told["nights"] == {
            "answered": 0,
            "disturbed": None,
            "hours": None,
            "rise": None,
            "rise_spread_min": None,
            "mid_sleep": None,
            "mid_sleep_spread_min": None,
            "last_caffeine": None,
        }
        earlier = json.loads(run("week", "--as-of", "2026-11-15", "--json").out)
        assert (earlier["date"], earlier["goal"]) == ("2026-11-15", None)
        plain = run("week").out
        assert "0 of 7 nights answered" in plain
        assert run("week", "--as-of", "soon").code == 2
