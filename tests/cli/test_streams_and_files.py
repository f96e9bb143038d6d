"""Where results go: pipes that close, streams that are missing, files that are the coach's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import some_of

COACH = (sys.executable, "-B", "-c", "from coach.cli import main; main()")
FULL = Path("/dev/full")


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    some_of([("export",), ("--help",), ("due",), ("status",)], 4),
    ids=lambda words: words[0],
)
def test_a_reader_that_went_away_is_no_failure(words: tuple[str, ...], data_dir: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COACH, "--data-dir", data_dir, *words],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    # A due check-in that is silent writes to no pipe at all.
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.is_char_device(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_said_in_one_line(data_dir: Path) -> None:
    with FULL.open("wb") as out:
        done = subprocess.run(
            [*COACH, "--data-dir", data_dir, "export"],
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"coach: the result could not be written: no space left on device\n"


@pytest.mark.long
@pytest.mark.parametrize("closing", some_of([">&-", "<&-", "2>&-"], 3))
def test_a_stream_that_the_shell_closed_is_no_crash(closing: str, data_dir: Path) -> None:
    script = f'"$@" {closing}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *COACH, "--data-dir", data_dir, "import", "-"],
        input=b"",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert not (data_dir / "crash.log").exists()


def test_the_diary_is_not_overwritten_by_its_export(run: Run, data_dir: Path) -> None:
    run("drink", "coffee")
    before = (data_dir / "diary.json").read_bytes()
    link = data_dir.parent / "link.json"
    link.symlink_to(data_dir / "diary.json")
    own = ("diary.json", "settings.json", "backups/2026-01-01.json", "drafts/x.json")
    for target in (link, *(data_dir / name for name in own)):
        for words in (("export",), ("report",), ("remind", "--at", "21:00")):
            done = run(*words, "-o", target, "--force")
            assert done.code == 2
            assert "the coach keeps its own files there" in done.err
    assert (data_dir / "diary.json").read_bytes() == before


def test_a_device_is_not_replaced_by_a_file(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run("export", "-o", pipe, "--force")
    assert done.code == 2
    assert "it is no ordinary file" in done.err
    assert pipe.is_fifo()


def test_a_hyphen_is_stdout(run: Run) -> None:
    done = run("export", "-o", "-")
    assert done.code == 0
    assert '"coach-log"' in done.out


def test_backup_alone_lists_the_backups(run: Run) -> None:
    run("drink", "coffee")
    run("drink", "tea")
    alone = run("backup")
    assert alone.code == 0
    assert alone.out == run("backup", "list").out != ""


def test_the_question_before_erasing_is_no_result(run: Run) -> None:
    run("drink", "coffee")
    done = run("erase", stdin="erase\n")
    assert done.out == "Everything is removed.\n"
    assert "Type erase to go on: " in done.err


@pytest.mark.parametrize("odd", ["~nobody-of-that-name/x", "x" * 300, "x/" * 3000])
def test_a_path_that_cannot_be_is_told_in_one_sentence(
    run: Run, odd: str, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("export", "-o", odd), ("import", odd)):
        done = run(*words)
        assert done.code == 2
        assert done.err.count("\n") == 1
    assert not (data_dir / "crash.log").exists()


def test_a_data_folder_whose_name_is_too_long_is_told(run: Run) -> None:
    done = run("--data-dir", "x" * 300, "status")
    assert done.code == 2
    assert done.err.endswith("cannot be used: file name too long\n")


def test_a_tilde_that_is_nobodys_home_is_a_name_like_another(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--data-dir", "~nobody-of-that-name/x", "drink", "tea").code == 0
    assert (tmp_path / "~nobody-of-that-name" / "x" / "diary.json").is_file()


def test_a_name_that_would_steer_the_terminal_does_not(run: Run) -> None:
    done = run("export", "-o", "no\x1b[31m\u202efolder/x")
    assert done.code == 2
    assert not {"\x1b", "\u202e"} & set(done.err)
