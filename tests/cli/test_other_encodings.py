"""Streams, words and clocks of other kinds: a sentence, no traceback, and nothing changed."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run
from tests.conftest import some_of

COACH = (sys.executable, "-B", "-c", "from coach.cli import main; main()")
COMMANDS = (
    ("status",),
    ("history",),
    ("tip",),
    ("timeline",),
    ("report", "--format", "text"),
    ("check-in",),
    ("where",),
    ("backup",),
    ("drink", "coffee"),
)


# One after the other in one program, with a mark behind what each printed.
IN_TURN = """
import json, sys
from coach.cli import main
for words in json.loads(sys.argv.pop()):
    sys.argv[3:] = words
    try:
        main()
    except SystemExit as ended:
        sys.stdout.flush()
        for stream in (sys.stdout, sys.stderr):
            stream.buffer.write(b"\\0%d\\0" % (ended.code or 0))
            stream.flush()
"""


def coach(
    folder: Path, *words: str | bytes, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COACH, "--data-dir", str(folder), *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=60,
    )


def in_turn(
    folder: Path, commands: Sequence[Sequence[str]], **environment: str
) -> list[tuple[int, bytes, bytes]]:
    """Exit code, stdout and stderr of each of some commands that read nothing."""
    ran = subprocess.run(
        [*COACH[:3], IN_TURN, "--data-dir", str(folder), json.dumps(commands)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
        timeout=60,
    )
    out, err = ran.stdout.split(b"\0"), ran.stderr.split(b"\0")
    ended = [
        (int(code), printed, told)
        for code, printed, told in zip(out[1::2], out[0::2], err[0::2], strict=False)
    ]
    assert len(ended) == len(commands)
    return ended


@pytest.mark.long
@pytest.mark.parametrize("encoding", some_of(["cp437", "latin-1", "ascii"], 3))
def test_a_stream_in_another_encoding_gets_signs_that_it_has(
    data_dir: Path, encoding: str
) -> None:
    coach(data_dir, "seen-doctor", "--note", "“so — 3 × ☃”")
    ended = in_turn(data_dir, COMMANDS, PYTHONIOENCODING=encoding)
    for words, (code, out, err) in zip(COMMANDS, ended, strict=True):
        assert code == 0, (words, err)
        # The report is a file, and always in UTF-8.
        out.decode("utf-8" if words[0] == "report" else encoding)
    assert not (data_dir / "crash.log").exists()


def test_json_is_utf_8_whatever_the_terminal_speaks(data_dir: Path) -> None:
    for words in (("status", "--json"), ("export",)):
        done = coach(data_dir, *words, PYTHONIOENCODING="latin-1")
        json.loads(done.stdout.decode("utf-8"))


def test_a_stray_byte_in_a_word_is_told_and_nothing_changes(data_dir: Path) -> None:
    done = coach(data_dir, "drink", b"caf\xe9", "--mg", "3")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"coach: NAME holds the byte 0xe9, which is no sign of UTF-8\n"
    done = coach(data_dir, "seen-doctor", "--note", "-", stdin=b"caf\xe9")
    assert done.returncode == 2
    assert done.stderr == b"coach: stdin holds the byte 0xe9, which is no sign of UTF-8\n"
    done = coach(data_dir, "check-in", stdin=b"caf\xe9\n")
    assert done.returncode == 2
    assert b"holds the byte 0xe9" in done.stderr
    assert not list(data_dir.glob("**/*"))


def test_a_stray_byte_in_a_path_is_a_name_like_another(data_dir: Path, tmp_path: Path) -> None:
    coach(data_dir, "drink", "coffee")
    name = os.fsencode(tmp_path) + b"/caf\xe9.json"
    assert coach(data_dir, "export", "-o", name).returncode == 0
    assert Path(os.fsdecode(name)).is_file()


@pytest.mark.long_only
def test_a_locale_of_ascii_takes_words_in_utf_8(data_dir: Path) -> None:
    for words, stdin in (("café".encode(), b""), (b"-", "mokka ☕".encode())):
        done = coach(
            data_dir,
            *("drink", words, "--mg", "3"),
            stdin=stdin,
            LC_ALL="C",
            PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0",
        )
        assert done.returncode == 0
    log = json.loads(coach(data_dir, "export").stdout)
    cups = log["entries"][0]["day"]["caffeine"]
    assert {cup["drink"] for cup in cups} == {"café", "mokka ☕"}


@pytest.mark.long
@pytest.mark.parametrize(
    "zone",
    some_of(
        [
            "\x1b[31mX",
            "UTC+25",
            "UTC-30",
            "Foo/Bar",
            "../../etc/passwd",
            "America",
            "/etc/passwd",
        ],
        7,
    ),
)
def test_a_time_zone_that_is_none_is_told_and_nothing_changes(
    data_dir: Path, zone: str
) -> None:
    for code, out, err in in_turn(
        data_dir, (("drink", "coffee"), ("status",), ("due",), ("export",)), TZ=zone
    ):
        assert (code, out) == (2, b"")
        assert err.startswith(b"coach: TZ is ")
        assert err.count(b"\n") == 1
        assert b"\x1b" not in err
    assert not data_dir.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    "zone",
    some_of(
        ["CET-1CEST,M3.5.0,M10.5.0/3", "", "UTC", ":Europe/London", "<+03>-3", "XXX1:00:30"], 6
    ),
)
def test_a_time_zone_may_be_spelt_in_many_ways(data_dir: Path, zone: str) -> None:
    assert coach(data_dir, "drink", "coffee", TZ=zone).returncode == 0


@pytest.mark.parametrize("moment", ["1969-12-30", "1901-01-01", "2200-01-02", "9998-01-01"])
def test_a_clock_that_cannot_be_right_is_told_and_nothing_changes(
    run: Run, data_dir: Path, moment: str
) -> None:
    with freeze_time(moment):
        for words in (("drink", "coffee"), ("status",), ("due",), ("export",), ("check-in",)):
            done = run("--data-dir", data_dir, *words)
            assert (done.code, done.out) == (2, "")
            assert done.err == (
                "coach: the clock of this machine is not between the years 1970 and 2199; "
                "set it right first\n"
            )
    assert not data_dir.exists()
