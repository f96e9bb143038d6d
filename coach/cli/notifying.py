"""A notification on the desktop, by the program that the system has for it."""

import os
import shutil
import subprocess
from pathlib import Path

_NAME = "Sleep coach"
_PATIENCE_S = 20
# The sentence is an argument of the script, never a part of it.
_SCRIPT = (
    "on run argv",
    f'display notification (item 1 of argv) with title "{_NAME}"',
    "end run",
)


def notified(sentence: str) -> bool:
    """Show a sentence; whether it was shown."""
    ways = (
        ("notify-send", f"--app-name={_NAME}", _NAME, sentence),
        ("osascript", *(word for line in _SCRIPT for word in ("-e", line)), sentence),
    )
    for program, *words in ways:
        found = shutil.which(program)
        if found is not None and _is_done([found, *words]):
            return True
    return False


def _is_done(words: list[str]) -> bool:
    try:
        done = subprocess.run(
            words, env=_environment(), capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _environment() -> dict[str, str]:
    """The environment, with the desktop's bus where cron has left it out."""
    environment = dict(os.environ)
    if "DBUS_SESSION_BUS_ADDRESS" not in environment and hasattr(os, "getuid"):
        bus = Path(f"/run/user/{os.getuid()}/bus")
        if bus.exists():
            environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
    return environment
