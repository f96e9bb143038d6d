"""Timers of this machine that remind: set, taken away, and what to paste where that fails.

What belongs to the system is run without a shell; nothing is touched that the coach did not
write.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.context import BadInput, Coach
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.diary.due import Half

_NEEDS = {"systemd": "systemctl", "launchd": "launchctl"}
_PATIENCE_S = 20


def install(state: Coach, timer: str, at: str, half: "Half") -> None:
    """Set a timer for a half of the check-in, and say what was done, or what to paste.

    Args:
        state: Whose diary it asks.
        timer: ``systemd``, ``launchd`` or ``cron``.
        at: When, ``HH:MM``.
        half: Which half.

    Raises:
        BadInput: If the machine has no such timer, or its file cannot hold a path.
    """
    _require(timer)
    command = (*_program(), "--data-dir", str(state.folder.absolute()), "due")
    command += (*(("--night",) if half == "night" else ()), "--from", at, "--notify")
    try:
        if timer == "systemd":
            _set_systemd(command, at, half)
        elif timer == "launchd":
            _set_launchd(command, at, half)
        else:
            _set_cron(command, at, half)
    except ValueError as error:
        raise BadInput(f"no timer was set: {error}") from None


def uninstall(timer: str, halves: Sequence["Half"]) -> None:
    """Take the coach's timers for some halves away; BadInput as for `install`."""
    _require(timer)
    if timer == "cron":
        _remove_cron(halves)
        return
    remove = _remove_systemd if timer == "systemd" else _remove_launchd
    removed = [half for half in halves if remove(half)]
    if not removed:
        click.echo(f"There is no timer of the coach's for {timer}.")


def standing() -> Iterator[str]:
    """The timers that the coach has set on this machine, by their names."""
    from coach.core.diary.due import Half
    from coach.exchange.reminders.timers import MARK, label, unit

    if any(_is_ours(_systemd_folder() / f"{unit(half)}.timer") for half in Half):
        yield "systemd"
    if any(_is_ours(_launchd_folder() / f"{label(half)}.plist") for half in Half):
        yield "launchd"
    if MARK in (_crontab() or ""):
        yield "cron"


def _require(timer: str) -> None:
    program = _NEEDS.get(timer)
    if program is not None and shutil.which(program) is None:
        raise BadInput(
            f"{timer} is not on this machine: there is no {program}; try cron, or leave it out "
            "for a calendar's file"
        )


def _program() -> tuple[str, ...]:
    """What to run as the coach, by its full path."""
    called = Path(sys.argv[0]).absolute()
    if called.name == "coach" and called.is_file() and os.access(called, os.X_OK):
        return (str(called),)
    # Nothing in the folder where it is run may stand in for a module.
    return (sys.executable, "-P", "-m", "coach")


def _set_systemd(command: Sequence[str], at: str, half: "Half") -> None:
    from coach.exchange.reminders.timers import systemd_units, unit

    folder = _systemd_folder()
    units = {folder / name: text for name, text in systemd_units(command, at, half).items()}
    for path in units:
        _refuse_theirs(path)
    for path, text in units.items():
        _write(path, text.encode())
    name = f"{unit(half)}.timer"
    _let(
        f"The timer is set: every day at {at}.",
        _Step(("systemctl", "--user", "daemon-reload")),
        # A timer that ran already takes its new time only so.
        _Step(("systemctl", "--user", "enable", name)),
        _Step(("systemctl", "--user", "restart", name)),
    )


def _remove_systemd(half: "Half") -> bool:
    from coach.exchange.reminders.timers import unit

    paths = [_systemd_folder() / f"{unit(half)}.{kind}" for kind in ("timer", "service")]
    if not any(_is_ours(path) for path in paths):
        return False
    # Before its file is gone, or systemd would not know it any more.
    stop = _Step(("systemctl", "--user", "disable", "--now", f"{unit(half)}.timer"))
    stopped = stop.is_done()
    for path in paths:
        _take_out(path)
    reload = _Step(("systemctl", "--user", "daemon-reload"))
    _let("The timer is taken away.", *([] if stopped else [stop]), reload)
    return True


def _set_launchd(command: Sequence[str], at: str, half: "Half") -> None:
    from coach.exchange.reminders.timers import label, launchd_agent

    path = _launchd_folder() / f"{label(half)}.plist"
    if _is_ours(path):
        _bootout(half).is_done()
    _write(path, launchd_agent(command, at, half))
    _let(
        f"The timer is set: every day at {at}.",
        _Step(("launchctl", "bootstrap", _session(), str(path))),
    )


def _remove_launchd(half: "Half") -> bool:
    from coach.exchange.reminders.timers import label

    path = _launchd_folder() / f"{label(half)}.plist"
    if not _is_ours(path):
        return False
    stop = _bootout(half)
    stopped = stop.is_done()
    _take_out(path)
    _let("The timer is taken away.", *([] if stopped else [stop]))
    return True


def _session() -> str:
    """What launchd calls this account's session; only macOS has it."""
    if sys.platform == "win32":
        return "gui"
    return f"gui/{os.getuid()}"


def _bootout(half: "Half") -> "_Step":
    from coach.exchange.reminders.timers import label

    return _Step(("launchctl", "bootout", f"{_session()}/{label(half)}"))


def _set_cron(command: Sequence[str], at: str, half: "Half") -> None:
    from coach.exchange.reminders.timers import cron_lines, with_cron_lines

    lines = cron_lines(command, at, half)
    crontab = _crontab()
    if crontab is not None and _keep_crontab(with_cron_lines(crontab, lines, half)):
        click.echo(f"The timer is set: every day at {at}.")
        return
    click.echo("Add these lines with crontab -e:")
    click.echo(lines, nl=False)


def _remove_cron(halves: Sequence["Half"]) -> None:
    from coach.exchange.reminders.timers import without_cron_lines

    crontab = _crontab()
    if crontab is None:
        click.echo("The crontab cannot be read here; crontab -e opens it.")
        return
    without = crontab
    for half in halves:
        without = without_cron_lines(without, half)
    if without == crontab:
        click.echo("There is no timer of the coach's for cron.")
    elif _keep_crontab(without):
        click.echo("The timer is taken away.")
    else:
        raise BadInput("the crontab could not be written; take its lines out with crontab -e")


def _crontab() -> str | None:
    """The user's crontab, empty where there is none; None where it cannot be read."""
    listed = _run(("crontab", "-l"))
    if listed is None:
        return None
    if listed.returncode == 0:
        return listed.stdout
    return "" if "no crontab" in listed.stderr else None


def _keep_crontab(text: str) -> bool:
    done = _run(("crontab", "-"), text)
    return done is not None and done.returncode == 0


@dataclass(frozen=True, slots=True)
class _Step:
    """A command of the system's that makes a timer run, or end."""

    words: tuple[str, ...]

    def is_done(self) -> bool:
        """Run it; whether it did what it is for."""
        done = _run(self.words)
        return done is not None and done.returncode == 0


def _let(done: str, *steps: _Step) -> None:
    """Run some steps and say what is done; from the first that fails on, say what to paste."""
    for at, step in enumerate(steps):
        if not step.is_done():
            click.echo("The files are in order. To go on, paste:")
            for left in steps[at:]:
                click.echo(f"  {visible(shlex.join(left.words))}")
            return
    click.echo(done)


def _run(words: Sequence[str], given: str = "") -> "subprocess.CompletedProcess[str] | None":
    """Run a program of the system's without a shell; None where it is not there."""
    program = shutil.which(words[0])
    if program is None:
        return None
    try:
        return subprocess.run(
            [program, *words[1:]],
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_PATIENCE_S,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _systemd_folder() -> Path:
    given = os.environ.get("XDG_CONFIG_HOME", "")
    home = Path(given) if given.startswith("/") else Path.home() / ".config"
    return home / "systemd" / "user"


def _launchd_folder() -> Path:
    return Path.home() / "Library" / "LaunchAgents"


def _is_ours(path: Path) -> bool:
    from coach.exchange.reminders.timers import MARK

    try:
        return MARK.encode() in path.read_bytes()[:400]
    except OSError:
        return False


def _refuse_theirs(path: Path) -> None:
    if path.exists() and not _is_ours(path):
        raise BadInput(f"{path} is there already, and the coach has not written it")


def _write(path: Path, data: bytes) -> None:
    """Write a file of the system's; never over what somebody else wrote."""
    from coach.store.disk.durable import write_new
    from coach.store.disk.trouble import explained

    _refuse_theirs(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, path, "written") from error
    write_new(path, data, replace=True)
    click.echo(f"Written: {visible(str(path), one_line=True)}")


def _take_out(path: Path) -> None:
    if _is_ours(path):
        path.unlink()
        click.echo(f"Removed: {visible(str(path), one_line=True)}")
