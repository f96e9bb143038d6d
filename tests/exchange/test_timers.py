"""Timers' files hold every path as it is, whatever signs it has."""

import plistlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.due import Half
from coach.exchange.reminders.timers import (
    cron_lines,
    launchd_agent,
    systemd_units,
    with_cron_lines,
    without_cron_lines,
)

ODD = ("--data-dir", "/home/a b/$HOME 'q' %u \\ \"d\" `ls` ; #é", "due", "--from", "21:30")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = tmp_path / "a $b %h é" / "coach"
    program.parent.mkdir()
    program.touch(0o755)
    for name, text in systemd_units((str(program), *ODD), "21:30", Half.EVENING).items():
        (tmp_path / name).write_text(text)
    units = [str(path) for path in tmp_path.glob("sleep-coach-*")]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_unit_names_the_time_and_no_word_is_a_variable_or_a_specifier() -> None:
    service, timer = systemd_units(("/bin/coach", *ODD), "07:05", Half.NIGHT).values()
    assert "\nOnCalendar=*-*-* 07:05:00\n" in timer
    assert (
        '\nExecStart=":/bin/coach" "--data-dir" '
        '"/home/a b/$HOME \'q\' %%u \\\\ \\"d\\" `ls` ; #é" "due" "--from" "21:30"\n'
    ) in service


@pytest.mark.parametrize("sign", ["'", '"', "\\"])
def test_a_program_that_systemd_refuses_is_refused_before(sign: str) -> None:
    with pytest.raises(ValueError, match="systemd refuses"):
        systemd_units((f"/bin/a{sign}b/coach",), "07:05", Half.NIGHT)


@pytest.mark.parametrize("make", [systemd_units, launchd_agent, cron_lines])
@pytest.mark.parametrize("sign", ["\n", "\x00", "\x1b", "\u202e"])
def test_a_path_that_would_end_the_line_or_steer_is_refused(make: object, sign: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match="a sign that a timer's file cannot"):
        make(("/bin/coach", f"/home/{sign}"), "07:05", Half.EVENING)


def test_launchd_reads_the_same_words() -> None:
    agent = plistlib.loads(launchd_agent(("/bin/coach", *ODD), "07:05", Half.NIGHT))
    assert agent == {
        "Label": "org.sleep-coach.night",
        "ProgramArguments": ["/bin/coach", *ODD],
        "StartCalendarInterval": {"Hour": 7, "Minute": 5},
    }


def ran_by_cron(lines: str) -> list[str]:
    """The words that arrive: cron makes `\\%` a per cent sign and hands the rest to sh."""
    _, line, _ = lines.splitlines()
    minute, hour, *days, command = line.split(" ", 5)
    assert (minute, hour, days) == ("5", "7", ["*", "*", "*"])
    assert "%" not in command.replace(r"\%", "")
    done = subprocess.run(
        ["sh", "-c", command.replace(r"\%", "%")], capture_output=True, check=True
    )
    return done.stdout.decode().split("\0")[:-1]


def test_cron_hands_over_the_same_words() -> None:
    show = "import sys; print(*sys.argv[1:], sep='\\0', end='\\0')"
    command = (sys.executable, "-c", show, *ODD)
    assert ran_by_cron(cron_lines(command, "07:05", Half.NIGHT)) == list(ODD)


@given(st.lists(st.sampled_from(["# mine", "5 * * * * x", "MAILTO=me", "", "é %"])))
def test_all_else_in_a_crontab_stays_as_it_is(others: Iterable[str]) -> None:
    crontab = "".join(f"{line}\n" for line in others)
    early, late = (cron_lines(("/bin/coach",), at, Half.NIGHT) for at in ("06:00", "08:00"))
    evening = cron_lines(("/bin/coach",), "21:00", Half.EVENING)
    both = with_cron_lines(with_cron_lines(crontab, early, Half.NIGHT), evening, Half.EVENING)
    moved = with_cron_lines(both, late, Half.NIGHT)
    assert (moved.count("0 6 * * *"), moved.count("0 8 * * *")) == (0, 1)
    rest = without_cron_lines(moved, Half.NIGHT)
    assert rest == crontab + evening
    assert without_cron_lines(rest, Half.EVENING) == crontab
    assert without_cron_lines(crontab, Half.EVENING) == crontab


def test_a_last_line_without_an_end_is_ended() -> None:
    lines = cron_lines(("/bin/coach",), "06:00", Half.NIGHT)
    assert with_cron_lines("1 * * * * x", lines, Half.NIGHT) == f"1 * * * * x\n{lines}"
