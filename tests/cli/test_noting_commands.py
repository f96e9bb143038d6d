"""`coach medicine` and `coach event`: noted at once, in the day they belong to."""

import json

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run

HOSTILE = '=HYPERLINK("x") <script> [/] \x1b[2J'


def entries(run: Run) -> dict[str, dict[str, object]]:
    return {entry["date"]: entry for entry in json.loads(run("export").out)["entries"]}


@freeze_time("2026-11-22 21:40", real_asyncio=True)
class TestMedicine:
    def test_it_is_noted_now_or_at_the_last_such_time(self, run: Run) -> None:
        done = run("medicine", "iron", "--dose", "50 mg")
        assert done.out.startswith(
            "Noted for Sunday 22 November 2026: iron 50 milligrams at 21:40.\n"
        )
        assert "say so in the check-in, under New medicine" in done.out
        again = run("medicine", "-", "--at", "23:30", stdin="iron\n")
        assert again.out.startswith("Noted for Saturday 21 November 2026: iron at 23:30.")
        day = entries(run)["2026-11-22"]["day"]
        assert day == {"medicines": [{"name": "iron", "dose": "50 mg", "at": "21:40"}]}
        assert run("due").code == 1

    @pytest.mark.parametrize(("typed", "answer"), [("y", True), ("no", False)])
    def test_on_a_terminal_it_asks_whether_it_is_new_and_the_person_answers(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, answer: bool
    ) -> None:
        monkeypatch.setattr("coach.cli.commands.noting._asked", lambda _: typed[0])
        assert run("medicine", "iron").out.endswith("Noted.\n")
        assert entries(run)["2026-11-22"]["day"] == {
            "medicines": [{"name": "iron", "at": "21:40"}],
            "new_medicine": answer,
        }
        # It is no check-in: that still waits.
        assert run("due").code == 1

    def test_undo_and_redo_know_it(self, run: Run) -> None:
        run("medicine", "iron")
        assert "iron at 21:40" in run("undo", "--yes").out
        assert entries(run) == {}
        assert "iron at 21:40" in run("redo", "--yes").out
        assert "2026-11-22" in entries(run)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("",), "NAME has 0 characters; it must have 1 to 80"),
            (("x" * 81,), "NAME has 81 characters"),
            (("iron", "--dose", "x" * 81), "--dose has 81 characters"),
            (("iron", "--at", "25:00"), "--at: "),
            (("iron", "--on", "2026-11-20"), "--on is 2026-11-20; add --at"),
            (("iron", "--on", "2026-11-23", "--at", "08:00"), "has not come yet"),
        ],
    )
    def test_what_cannot_be_is_one_sentence(
        self, run: Run, words: tuple[str, ...], said: str
    ) -> None:
        done = run("medicine", *words)
        assert (done.code, said in done.err, done.out) == (2, True, "")
        assert entries(run) == {}

    def test_a_name_of_any_signs_stays_text(self, run: Run) -> None:
        done = run("medicine", "-", stdin=HOSTILE)
        assert "\x1b" not in done.out
        row = run("export", "--format", "csv").out.partition("\n")[2]
        assert '"21:40 ""=HYPERLINK' in row
        assert not any(cell.strip('"').startswith("=") for cell in row.split(","))
        assert "\x1b" not in run("report", "--format", "text").out


@freeze_time("2026-11-22 21:40", real_asyncio=True)
class TestEvent:
    def test_it_is_noted_with_all_that_is_told(self, run: Run) -> None:
        done = run(
            "event",
            "jerk",
            "--at",
            "15:20",
            "--seconds",
            "5",
            "--place",
            "left arm",
            "--filmed",
        )
        assert done.out.startswith(
            "Noted for Sunday 22 November 2026: 15:20 a jerk or shake, 5 seconds, left arm, "
            "filmed.\n"
        )
        assert "what can be held back does not count" in done.out
        assert "The next check-in asks whether any of this came with it: a sudden" in done.out
        assert entries(run)["2026-11-22"]["events"] == [
            {"at": "15:20", "kind": "jerk", "seconds": 5, "place": "left arm", "filmed": True}
        ]
        status = json.loads(run("status", "--json").out)
        assert [finding["rule"] for finding in status["findings"]] == ["R01"]
        assert run("due").code == 1

    def test_something_else_asks_for_no_signs(self, run: Run) -> None:
        assert "check-in asks" not in run("event", "other").out

    def test_a_jolt_is_a_sleep_start_of_the_night_to_come_and_no_event(self, run: Run) -> None:
        done = run("event", "jolt")
        assert "the night Sunday 22 November to Monday 23 November: a jolt" in done.out
        assert entries(run)["2026-11-23"]["movement"] == {"sleep_starts": "undisturbing"}
        assert "events" not in entries(run)["2026-11-23"]

    def test_several_a_day_are_several(self, run: Run) -> None:
        run("event", "flicker")
        run("event", "flicker")
        events = entries(run)["2026-11-22"]["events"]
        assert events == [{"at": "21:40", "kind": "flicker"}] * 2

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("jerk", "--seconds", "3601"), "--seconds is '3601'; it must be a whole number"),
            (("jerk", "--seconds", "five"), "--seconds is 'five'"),
            (("jerk", "--place", ""), "--place has 0 characters"),
            (("hop",), "'hop' is not one of"),
        ],
    )
    def test_what_cannot_be_is_one_sentence(
        self, run: Run, words: tuple[str, ...], said: str
    ) -> None:
        done = run("event", *words)
        assert (done.code, said in done.err, done.out) == (2, True, "")
        assert entries(run) == {}


@freeze_time("2026-11-22 21:40", real_asyncio=True)
def test_both_go_along_in_the_sleepdiary_format(run: Run) -> None:
    run("medicine", "iron", "--dose", "50 mg")
    run("event", "jerk", "--seconds", "5", "--filmed", "--place", "arm")
    records = json.loads(run("export", "--format", "sleepdiary").out)["records"]
    told = [(record.get("tags"), record.get("comments")) for record in records]
    assert (["medicine"], ["iron 50 mg"]) in told
    assert (["event:jerk", "seconds:5", "filmed:yes"], ["arm"]) in told
