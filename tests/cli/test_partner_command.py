"""`coach check-in --partner`, and the blank sheet: what the bed partner saw, on its own."""

import json
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run


def day(run: Run) -> dict[str, object]:
    entries: list[dict[str, object]] = json.loads(run("export").out)["entries"]
    return entries[0] if entries else {}


@freeze_time("2026-11-22 21:40", real_asyncio=True)
class TestPartner:
    def test_the_answers_stand_beside_the_own(self, run: Run) -> None:
        done = run("check-in", "--partner", stdin="1\n\n2\nrestless\n")
        assert "The night Saturday 21 November to Sunday 22 November." in done.out
        assert "Saved, beside the person's own answers." in done.out
        assert day(run)["partner"] == {
            "sleep_movement": "noticed",
            "breathing": "pauses",
            "note": "restless",
        }
        assert "movement" not in day(run)

    def test_what_is_no_answer_is_asked_again(self, run: Run) -> None:
        done = run("check-in", "--partner", stdin="7\n0\n\n\n\n")
        assert "'7' is no answer here; try one of 0, 1, 2, 3." in done.out
        assert day(run)["partner"] == {"sleep_movement": "none"}

    def test_later_answers_leave_the_earlier_where_they_say_nothing(self, run: Run) -> None:
        run("check-in", "--partner", stdin="1\n1\n1\n\n")
        done = run("check-in", "--partner", stdin="2\n")
        assert "Answered: yes, and they slept on." in done.out
        assert day(run)["partner"] == {
            "sleep_movement": "woke_me",
            "dream_enactment": "acted_out",
            "breathing": "snoring",
        }
        assert "the bed partner's answers of 22 November" in run("undo", "--yes").out

    def test_nothing_answered_is_nothing_saved(self, run: Run) -> None:
        assert "nothing was saved" in run("check-in", "--partner", stdin="\n\n\n\n").out
        assert day(run) == {}

    def test_a_night_to_come_is_refused(self, run: Run) -> None:
        done = run("check-in", "--partner", "--date", "2026-11-23")
        assert (done.code, "has not come yet" in done.err) == (2, True)


@freeze_time("2026-11-22 21:40", real_asyncio=True)
class TestBlank:
    def test_a_blank_sheet_holds_a_week_and_nothing_of_the_diary(
        self, run: Run, tmp_path: Path
    ) -> None:
        log = {
            "format": "coach-log",
            "version": 1,
            "profile": {
                "own_questions": [
                    {"id": "late", "words": "<script>Ate late?</script>"},
                    {"id": "old", "words": "Gone?", "retired": True},
                ]
            },
            "entries": [{"date": "2026-11-22", "notes": "a secret"}],
        }
        file = tmp_path / "log.json"
        file.write_text(json.dumps(log), encoding="utf-8")
        assert run("import", file).code == 0
        for form in ("text", "html"):
            sheet = run("report", "--blank", "--format", form).out
            assert "Sun 22 Nov → Mon 23 Nov" in sheet
            assert "Sat 28 Nov → Sun 29 Nov" in sheet
            assert "secret" not in sheet
            assert "Gone?" not in sheet
        assert "&lt;script&gt;Ate late?" in run("report", "--blank").out
        text = run("report", "--blank", "--format", "text").out
        assert max(map(len, text.splitlines())) <= 80

    @pytest.mark.parametrize("words", [("--days", "14"), ("--banner",), ("--to", "2026-11-01")])
    def test_it_shows_no_nights(self, run: Run, words: tuple[str, ...]) -> None:
        done = run("report", "--blank", *words)
        assert (done.code, "--blank shows no nights" in done.err) == (2, True)
