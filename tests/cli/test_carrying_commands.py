"""Export, import, status and timeline: what goes out comes back, what is wrong stays out."""

import json
import os
import stat
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run

INJURY = Path(__file__).parents[1] / "data" / "dream-injury.json"
EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples-2"


@freeze_time("2026-03-15 21:00", real_asyncio=True)
class TestImport:
    def test_a_log_is_counted_and_its_injury_raises_the_banner(self, run: Run) -> None:
        done = run("import", INJURY)
        assert done.code == 0, done.err
        assert "3 days new" in done.out
        status = json.loads(run("status", "--json").out)
        assert status["shown"] == "soon"
        assert "SEEK MEDICAL ASSISTANCE" in status["banner"]["title"]
        assert (
            "2026-03-12"
            in next(finding for finding in status["findings"] if finding["rule"] == "R08")[
                "nights"
            ]
        )

    def test_twice_is_once(self, run: Run) -> None:
        run("import", INJURY)
        first = run("export").out
        done = run("import", INJURY)
        assert "3 the same" in done.out
        assert run("export").out == first

    def test_a_dry_run_writes_nothing(self, run: Run, data_dir: Path) -> None:
        done = run("import", INJURY, "--dry-run")
        assert "3 days new" in done.out
        assert not data_dir.exists()

    def test_it_reads_stdin_where_a_hyphen_stands(self, run: Run) -> None:
        assert run("import", "-", stdin=INJURY.read_bytes()).code == 0
        assert len(json.loads(run("export").out)["entries"]) == 3

    @pytest.mark.parametrize(
        ("content", "named"),
        [
            (
                b'{"format":"coach-log","version":1,"entries":'
                b'[{"date":"2026-03-01","mood":3}]}',
                "mood",
            ),
            (
                b'{"format":"coach-log","version":1,"entries":'
                b'[{"date":"2026-03-01","day":{"stress":9}}]}',
                "9",
            ),
            (b'{"format":"coach-log","version":1,"entries":[', "bad.json"),
            (b"Dear diary", "bad.json"),
            (b"", "bad.json"),
            (b'{"format":"coach-log","version":2}', "2"),
            (b"\x00\xff\xfe", "bad.json"),
        ],
    )
    def test_a_bad_file_is_one_sentence_and_the_diary_stays_as_it_was(
        self, run: Run, tmp_path: Path, data_dir: Path, content: bytes, named: str
    ) -> None:
        run("import", INJURY)
        before = {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}
        bad = tmp_path / "bad.json"
        bad.write_bytes(content)
        done = run("import", bad)
        assert (done.code, done.out) == (2, "")
        assert named in done.err
        assert "bad.json" in done.err
        assert done.err.count("\n") == 1
        assert before == {
            path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()
        }

    def test_a_folder_and_a_missing_file_are_named(self, run: Run, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "nothing.json"):
            done = run("import", path)
            assert done.code == 2
            assert str(path) in done.err


@freeze_time("2026-03-15 21:00", real_asyncio=True)
class TestExport:
    def test_into_an_empty_folder_and_out_again_gives_the_same_bytes(
        self, run: Run, tmp_path: Path
    ) -> None:
        run("import", INJURY)
        first = tmp_path / "first.json"
        assert run("export", "-o", first).code == 0
        assert stat.S_IMODE(first.stat().st_mode) == 0o600
        second_folder = tmp_path / "other"
        assert run("--data-dir", second_folder, "import", first).code == 0
        assert run("export", "--data-dir", second_folder).raw == first.read_bytes()

    def test_an_existing_file_is_kept_unless_forced(self, run: Run, tmp_path: Path) -> None:
        run("import", INJURY)
        there = tmp_path / "there.json"
        there.write_text("mine")
        done = run("export", "-o", there)
        assert (done.code, there.read_text()) == (2, "mine")
        assert str(there) in done.err
        assert run("export", "-o", there, "--force").code == 0
        assert json.loads(there.read_text())["format"] == "coach-log"

    def test_a_range_leaves_the_other_days_out(self, run: Run) -> None:
        run("import", INJURY)
        log = json.loads(run("export", "--from", "2026-03-12", "--to", "2026-03-12").out)
        assert [entry["date"] for entry in log["entries"]] == ["2026-03-12"]

    @pytest.mark.parametrize("form", ["csv", "sleepdiary"])
    def test_the_other_formats_come_out_too(self, run: Run, form: str) -> None:
        run("import", INJURY)
        done = run("export", "--format", form)
        assert done.code == 0, done.err
        assert "2026-03-12" in done.out or form == "sleepdiary"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_file_without_permission_is_named(run: Run, tmp_path: Path) -> None:
    locked = tmp_path / "locked.json"
    locked.write_bytes(INJURY.read_bytes())
    locked.chmod(0)
    done = run("import", locked)
    assert done.code == 2
    assert "locked.json" in done.err


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example diaries lie beside the checkout")
@pytest.mark.parametrize("name", ["spine", "disturbed-unexplained", "risk-then-silence"])
def test_an_imported_example_gives_its_timeline(run: Run, name: str) -> None:
    expected = json.loads((EXAMPLES / f"{name}.timeline.json").read_text())
    assert run("import", EXAMPLES / f"{name}.json").code == 0
    first, last = expected[0]["date"], expected[-1]["date"]
    done = run("timeline", "--from", first, "--to", last, "--json")
    assert json.loads(done.out) == expected


STAGED = sorted(path.name.split(".")[0] for path in EXAMPLES.glob("*.stages.json"))


@pytest.mark.parametrize(
    "name",
    STAGED or [pytest.param("none", marks=pytest.mark.skip(reason="no examples here"))],
)
def test_an_imported_example_gives_its_stages(run: Run, name: str) -> None:
    expected = json.loads((EXAMPLES / f"{name}.stages.json").read_text())
    assert run("import", EXAMPLES / f"{name}.json").code == 0
    for row in expected:
        told = json.loads(run("status", "--as-of", row["date"], "--json").out)
        if told["banner"] is not None:
            assert told["banner"].pop("title")
            assert told["banner"].pop("text")
        assert {key: told[key] for key in row} == row


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example diaries lie beside the checkout")
def test_a_banner_that_ended_is_told_in_words_on_that_day_alone(run: Run) -> None:
    run("import", EXAMPLES / "seen-by-a-doctor.json")
    went = "Gone since 22 May, after your visit of 2 May."
    assert went in run("status", "--as-of", "2026-05-22").out
    assert "Gone since" not in run("status", "--as-of", "2026-05-23").out
    better = "3 of your last 28 answered nights were disturbed, 17 of the 28 before."
    assert better in run("status", "--as-of", "2026-06-09").out


def test_an_empty_diary_has_an_empty_timeline(run: Run) -> None:
    assert json.loads(run("timeline", "--json").out) == []


def test_erase_wants_the_word(run: Run, data_dir: Path) -> None:
    run("import", INJURY)
    assert run("erase", stdin="yes\n").code == 2
    assert data_dir.exists()
    assert run("erase", stdin="erase\n").code == 0
    assert not data_dir.exists()


def test_every_command_has_help_with_an_example(run: Run) -> None:
    top = run("--help").out
    names = [
        line.split()[0]
        for line in top.partition("Commands:")[2].splitlines()
        if line.startswith("  ") and line[2:3].islower() and "Example" not in line
    ]
    assert len(names) >= 17
    for name in names:
        assert "Example: coach" in run(name, "--help").out, name


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("timeline",),
        ("due",),
        ("export",),
        ("where",),
        ("backup", "list"),
        ("undo",),
        ("tip",),
        ("history",),
    ],
)
def test_looking_into_an_empty_place_writes_nothing(
    run: Run, data_dir: Path, words: tuple[str, ...]
) -> None:
    assert run(*words).code in (0, 1)
    assert not data_dir.exists()


def test_a_file_where_the_folder_should_be_is_named(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("mine")
    for words in (("status",), ("drink", "coffee"), ("erase",)):
        done = run("--data-dir", place, *words, stdin="erase\n")
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert str(place) in done.err
    assert place.read_text() == "mine"
