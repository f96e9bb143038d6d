"""Dates on the command line as people write them; where one may be two days, it is asked."""

import json

import pytest
from freezegun import freeze_time

from coach.cli import context
from tests.cli.conftest import Run

# A Thursday.
NOW = "2026-11-26 21:00"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "somebody_is_there", lambda: True)


@freeze_time(NOW, real_asyncio=True)
class TestDates:
    def test_every_command_takes_them(self, run: Run) -> None:
        assert (
            "Wednesday 25 November"
            in run("drink", "tea", "--at", "16", "--on", "yesterday").out
        )
        assert (
            "Sunday 22 November" in run("medicine", "iron", "--at", "8", "--on", "Sunday").out
        )
        assert "15 October 2026" in run("seen-doctor", "--on", "15 Oct").out
        assert "15 October 2026" in run("seen-doctor", "--remove", "15.10.").out
        assert json.loads(run("status", "--as-of", "15/3", "--json").out)["date"] == (
            "2026-03-15"
        )
        assert len(json.loads(run("timeline", "--from", "Nov 20", "--json").out)) == 7
        assert "25 November 2026" in run("clear", "Wed 25 Nov").out

    def test_one_that_may_be_two_is_refused_where_nobody_is_there(self, run: Run) -> None:
        done = run("week", "--as-of", "3/4", stdin="1\n")
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            "coach: --as-of: '3/4' may be 3 April 2026 or 4 March 2026; "
            "write 2026-04-03 or 2026-03-04\n"
        )

    @pytest.mark.usefixtures("terminal")
    def test_on_a_terminal_it_is_asked_about_beside_the_result(self, run: Run) -> None:
        done = run("week", "--as-of", "3/4", "--json", stdin="2\n")
        assert json.loads(done.out)["date"] == "2026-03-04"
        assert done.err == (
            "--as-of is '3/4'. 1 for Friday 3 April 2026, 2 for Wednesday 4 March 2026: "
        )

    @pytest.mark.usefixtures("terminal")
    @pytest.mark.parametrize("answer", ["", "3\n", "0\n", "april\n"])
    def test_no_answer_changes_nothing(self, run: Run, answer: str) -> None:
        run("drink", "tea")
        before = run("export", "--format", "csv").out
        done = run("clear", "thursday", stdin=answer)
        assert done.code == 2
        assert "which day is meant was not said" in done.err
        assert run("export", "--format", "csv").out == before
