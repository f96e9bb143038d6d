"""`coach due` on its short way: a shell prompt must not feel it.

Nothing is imported here that a bare Python lacks. Whatever is out of the ordinary is left to
the command itself, in `coach.cli.commands.recording`, which says the same.
"""

import os
import sys

from coach.store.diary.due import waits

WAITING = {
    "evening": "Today's check-in is waiting: coach",
    "night": "Last night is not answered yet: coach",
}

_OPTION = "--data-dir"


def due(words: list[str]) -> int | None:
    """Answer `coach due` from the line that is kept beside the diary.

    Args:
        words: All that follows the program's name.

    Returns:
        The exit code; None where the command itself must be asked, and nothing was said.
    """
    asked = _asked(words)
    if asked is None or sys.stdout is None:
        return None
    folder, half = asked
    waiting = waits(folder, half)
    if not waiting:
        return None if waiting is None else 0
    try:
        sys.stdout.write(f"{WAITING[half]}\n")
        sys.stdout.flush()
    except OSError:
        # The command itself knows what to say of a pipe that is closed and of a full disk.
        return None
    return 1


def _asked(words: list[str]) -> tuple[str, str] | None:
    """The data folder and which half; None for words that are not all understood here."""
    rest = [word for word in words if word != "--night"]
    half = "night" if len(rest) < len(words) else "evening"
    named: str | None = None
    for at, word in enumerate(rest):
        if word == _OPTION and len(rest) > at + 1:
            named = rest[at + 1]
            del rest[at : at + 2]
            break
        if word.startswith(f"{_OPTION}="):
            named = rest.pop(at).partition("=")[2]
            break
    if rest != ["due"] or len(words) - len(rest) > (named is not None) * 2 + (half == "night"):
        return None
    # `--night` belongs to the command and stands behind its name.
    if half == "night" and words.index("--night") < words.index("due"):
        return None
    folder = _folder(named)
    return None if folder is None else (folder, half)


def _folder(named: str | None) -> str | None:
    """The data folder, as `coach.cli.context.data_folder` finds it; None where it is hard."""
    if named is None:
        named = os.environ.get("COACH_DATA_DIR")
    elif not named:
        return None
    if named:
        return os.path.expanduser(named)
    shared = os.environ.get("XDG_DATA_HOME", "").strip()
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ or shared[:1] not in ("", "/"):
        return None
    return os.path.join(shared or os.path.expanduser("~/.local/share"), "sleep-coach")
