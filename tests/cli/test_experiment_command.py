"""The experiment in the shell: begun, told of evening by evening, stopped, opened."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time

from coach.core.diary.choices import Block, SleepStarts
from coach.core.diary.records import Day, Entry, Log, Movement
from coach.store.diary.diary import Diary
from coach.store.tips import trying
from tests.cli.conftest import Run
from tests.core.tips.experiments.lives import FIRST, ORDER, experiment
from tests.evenings import CALM

pytestmark = pytest.mark.usefixtures("_in_the_folder")
DAY = timedelta(days=1)
DISTURBED = Movement(sleep_starts=SleepStarts.DISTURBING)


@pytest.fixture
def _in_the_folder(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setenv("COACH_DATA_DIR", str(data_dir))

    def drawn(_: object) -> tuple[Block, ...]:
        return ORDER

    monkeypatch.setattr(trying, "drawn", drawn)


def evening(place: int) -> str:
    return f"{(FIRST + place * DAY).isoformat()} 21:00:00"


def diary_of(data_dir: Path) -> Diary:
    return Diary(data_dir, lambda: pytest.fail("the clock was asked"))


def test_it_is_begun_told_of_and_stopped(run: Run, data_dir: Path) -> None:
    with freeze_time(evening(0)):
        nothing = run("experiment")
        assert nothing.out.startswith("No experiment runs.")
        assert "room-fresh-air" in nothing.out
        begun = run("experiment", "start", "breathing-four-in-six-out")
        assert begun.code == 0
        assert "You may stop at any time. A banner that rises stops it." in begun.out
        assert "The log that you can export carries it." in begun.out
        assert "Tonight with, evening 1 of 30. The tip: Breathe in for four" in begun.out
        assert "Experiment. Tonight with, evening 1 of 30." in run("tip").out
    with freeze_time(evening(3)):
        shown = run("experiment", "show")
        assert shown.out == (
            "Trying “breathing four in six out”, for nights that movement disturbed, "
            "1 November to 1 December.\n"
            "Tonight without, evening 4 of 30. The tip: Breathe in for four counts and out for "
            "six, for ten minutes; sitting or in bed.\n"
            "The result is closed until the last night.\n"
        )
        assert run("experiment").out == shown.out
        stopped = run("experiment", "stop")
        assert "You stopped it on 4 November 2026." in stopped.out
        assert "With: no answered night." in stopped.out
        assert "chance" not in stopped.out
        again = run("experiment", "stop")
        assert (again.code, again.out) == (2, "")
        assert "no experiment runs" in again.err
        assert run("undo").out.startswith("Taken back: stopping the experiment.")
        assert run("experiment").out == shown.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("breathing-for-in-six-out",), "did you mean breathing-four-in-six-out"),
        (("[/b]\x1b[31m",), "which is no tip"),
        (("caffeine-a-quarter-less",), "cannot be tried now"),
        (("room-fresh-air", "--outcome", "mood"), "is not one of"),
    ],
)
def test_what_cannot_be_begun_is_refused_in_one_sentence(
    run: Run, data_dir: Path, words: tuple[str, ...], said: str
) -> None:
    refused = run("experiment", "start", *words)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert len(refused.err.splitlines()) == 1
    assert "\x1b" not in refused.err
    assert diary_of(data_dir).experiments() == ()


def test_a_check_in_asks_whether_it_was_done_and_closes_with_what_tonight_is(
    run: Run, data_dir: Path
) -> None:
    with freeze_time(evening(0)):
        run("drink", "coffee", "--at", "08:00")
        run("experiment", "start", "breathing-four-in-six-out")
    with freeze_time(evening(1)):
        # Enter moves on from every question but the last.
        asked = run("check-in", stdin="\n" * 60).out
        assert "Was the tip you are trying done, or will it be?" in asked
        assert "Tonight is with." in asked


def test_what_it_came_to_stands_there_with_two_figures(run: Run, data_dir: Path) -> None:
    tried = experiment()
    diary = Diary(data_dir, lambda: datetime(2026, 12, 1, 20, tzinfo=UTC))
    diary.start_experiment(tried)
    log = Log(
        format="coach-log",
        version=1,
        entries=tuple(
            Entry(
                date=FIRST + (place + 1) * DAY,
                movement=CALM if place % 6 < 3 or place % 3 else DISTURBED,
                day=Day(tip_done=(place + 1) % 6 < 3),
            )
            for place in range(30)
        ),
    )
    diary.merge(log, "thirty days")
    with freeze_time(evening(31)):
        out = run("experiment").out
        assert "Tried “breathing four in six out”" in out
        assert "With: 0 of 15 nights disturbed, 0 %." in out
        assert "Without: 5 of 15 nights disturbed, 33 %." in out
        assert "of the 252 orders" in out.lower()
        assert "It went as drawn on 29 of 29 evenings told of." in out
        assert "its result is open (coach experiment)" in run("tip").out
    with freeze_time(evening(40)):
        assert "its result is open" not in run("tip").out
