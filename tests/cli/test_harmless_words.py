"""Words that would steer a terminal are harmless wherever the program prints them."""

import json
import re
from pathlib import Path

import pytest

from coach.core.words.text import plain, visible, visible_json
from tests.cli.conftest import Run

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
HOSTILE = "a\x1b[31mb\x9b2Jc\x7fd\u202ee\u2066f\u200fg\u2028h\x07i"
COMMANDS = (
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "sleepdiary"),
    ("report", "--format", "text"),
    ("report", "--format", "html"),
    ("history",),
    ("status",),
    ("status", "--json"),
    ("timeline", "--json"),
    ("tip",),
    ("where",),
    ("backup",),
)


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> Path:
    """A folder with a hostile name, and hostile words wherever the diary takes words."""
    folder = tmp_path / "no\x1b[2J\u202ewhere"
    run("--data-dir", tmp_path / "plain", "drink", "coffee")
    log = json.loads(run("--data-dir", tmp_path / "plain", "export").out)
    (entry,) = log["entries"]
    entry["notes"] = HOSTILE
    entry["day"]["caffeine"][0]["drink"] = HOSTILE
    entry["night"] = {"quality": 2}
    log["doctor_visits"] = [{"date": entry["date"], "note": HOSTILE}]
    file = tmp_path / "log\x1b[31m.json"
    file.write_text(json.dumps(log), encoding="utf-8")
    assert run("--data-dir", folder, "import", file).code == 0
    return folder


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_prints_what_steers(run: Run, hostile: Path, words: tuple[str, ...]) -> None:
    done = run("--data-dir", hostile, *words)
    assert done.code == 0
    # CSV ends its lines with both signs.
    assert not STEERING.search(done.out.replace("\r\n", "\n"))
    assert not STEERING.search(done.err)


@pytest.mark.parametrize(
    "words",
    [
        ("drink", HOSTILE),
        ("drink", HOSTILE, "--mg", "3"),
        ("drink", "coffee", "--at", HOSTILE),
        ("drink", "coffee", "--mg", HOSTILE),
        ("import", HOSTILE),
        ("backup", "restore", HOSTILE),
        ("export", "--format", HOSTILE),
        ("export", "-o", f"{HOSTILE}/x"),
        ("status", "--as-of", HOSTILE),
        ("seen-doctor", "--on", HOSTILE),
        ("erase",),
        (HOSTILE,),
        ("undo",),
    ],
    ids=lambda words: words[0][:6],
)
def test_no_sentence_repeats_what_steers(
    run: Run, hostile: Path, words: tuple[str, ...]
) -> None:
    done = run("--data-dir", hostile, *words)
    assert not STEERING.search(done.out + done.err)


def test_the_words_in_the_log_are_what_they_were(
    run: Run, hostile: Path, tmp_path: Path
) -> None:
    first = run("--data-dir", hostile, "export")
    log = json.loads(first.out)
    assert log["entries"][0]["notes"] == HOSTILE
    again = tmp_path / "again.json"
    again.write_bytes(first.raw)
    run("--data-dir", tmp_path / "empty", "import", again)
    second = run("--data-dir", tmp_path / "empty", "export")
    same = re.compile(rb'"exported_at": "[^"]*"')
    assert same.sub(b"", first.raw) == same.sub(b"", second.raw)


def test_letters_of_all_scripts_stay_as_they_are() -> None:
    words = "Zoë, 夜, ليلة, לילה, 👩‍⚕️, e\u0301"
    assert visible(words) == words
    data = json.dumps(words, ensure_ascii=False).encode()
    assert visible_json(data) == data


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x2028, 0x202E, 0x2069]
)
def test_json_with_escapes_means_the_same(code: int) -> None:
    words = f"a{chr(code)}b"
    data = json.dumps(words, ensure_ascii=False).encode()
    assert not STEERING.search(visible_json(data).decode())
    assert json.loads(visible_json(data)) == words


def test_a_line_break_of_any_kind_is_one_sign_in_a_line() -> None:
    assert visible("a\nb\u2028c\u2029d", one_line=True) == "a⏎ b⏎ c⏎ d"
    assert visible("a\nb\u2028c") == "a\nb\nc"


def test_signs_that_are_lacking_take_as_much_room() -> None:
    assert plain("“ja” – 3 × ● → █ ☃") == '"ja" - 3 x * > # ?'
