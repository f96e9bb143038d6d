"""The log under a passphrase: opened by another program, and nothing of it left elsewhere."""

import json
import sys
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run
from tests.exchange.age_format import read_age, written_age

INJURY = Path(__file__).parents[1] / "data" / "dream-injury.json"
WRONG = "is not opened by this passphrase, or is damaged"


@freeze_time("2026-03-15 21:00", real_asyncio=True)
class TestAge:
    @pytest.mark.long_only
    def test_another_program_opens_it_and_nothing_of_the_diary_shows(
        self, run: Run, tmp_path: Path
    ) -> None:
        run("import", INJURY)
        out = tmp_path / "out" / "diary.age"
        out.parent.mkdir()
        done = run("export", "--format", "age", "-o", out, stdin="hush\nhush\n")
        assert done.code == 0, done.err
        sealed = out.read_bytes()
        assert b"coach-log" not in sealed
        assert b"2026-03" not in sealed
        # The file alone: nothing was put down on the way.
        assert list(out.parent.iterdir()) == [out]
        assert out.stat().st_mode & 0o077 == 0
        assert (
            json.loads(read_age(sealed, "hush"))["entries"]
            == json.loads(run("export").out)["entries"]
        )
        with_secret = (path for path in tmp_path.rglob("*") if path.is_file())
        assert not any(b"hush" in path.read_bytes() for path in with_secret)

    def test_a_file_of_another_program_comes_in(self, run: Run, tmp_path: Path) -> None:
        foreign = tmp_path / "diary.age"
        foreign.write_bytes(written_age(INJURY.read_bytes(), "hush"))
        done = run("import", foreign, stdin="hush\n")
        assert done.code == 0, done.err
        assert "3 days new" in done.out

    @pytest.mark.parametrize(
        ("stdin", "said"),
        [("other\n", WRONG), ("", "the passphrase is empty"), ("\n", "is empty")],
    )
    def test_a_wrong_passphrase_is_one_sentence_and_changes_nothing(
        self, run: Run, tmp_path: Path, data_dir: Path, stdin: str, said: str
    ) -> None:
        foreign = tmp_path / "diary.age"
        foreign.write_bytes(written_age(INJURY.read_bytes(), "hush"))
        done = run("import", foreign, stdin=stdin)
        assert done.code == 2
        assert said in done.err
        assert done.err.count("\n") == 1
        assert not data_dir.exists()

    def test_a_torn_file_is_one_sentence(self, run: Run, tmp_path: Path) -> None:
        torn = tmp_path / "diary.age"
        torn.write_bytes(written_age(INJURY.read_bytes(), "hush")[:-5])
        done = run("import", torn, stdin="hush\n")
        assert (done.code, WRONG in done.err) == (2, True)

    @pytest.mark.parametrize(
        ("stdin", "said"),
        [
            ("hush\nhash\n", "the two passphrases differ"),
            ("", "the passphrase is empty"),
            ("\nhush\n", "the passphrase is empty"),
        ],
    )
    def test_it_is_not_sealed_by_what_was_mistyped(
        self, run: Run, tmp_path: Path, stdin: str, said: str
    ) -> None:
        out = tmp_path / "diary.age"
        done = run("export", "--format", "age", "-o", out, stdin=stdin)
        assert (done.code, said in done.err, out.exists()) == (2, True, False)

    def test_it_is_never_written_to_a_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
        done = run("export", "--format", "age", stdin="hush\n")
        assert (done.code, "not written to a terminal" in done.err) == (2, True)

    def test_from_stdin_it_is_asked_to_be_named(self, run: Run) -> None:
        done = run("import", "-", stdin=written_age(b"{}", "hush"))
        assert (done.code, "name it" in done.err) == (2, True)
