"""Timers of the machine that remind: files for systemd and launchd, lines for cron.

Each runs one command by its full path; nothing goes through a shell but cron's own lines, in
which every word is quoted.
"""

import shlex
from collections.abc import Mapping, Sequence

from coach.core.diary.due import Half

# systemd takes no program whose name holds one of these.
_REFUSED_IN_PROGRAM = frozenset("\"'\\")
# By this what is ours is known again, and nothing else is touched.
MARK = "Written by the sleep coach; coach remind takes it away"
_ABOUT = {
    Half.EVENING: "Remind me of the sleep check-in",
    Half.NIGHT: "Remind me of last night's answers",
}


def label(half: Half) -> str:
    """What launchd knows a reminder by."""
    return f"org.sleep-coach.{half}"


def unit(half: Half) -> str:
    """What systemd knows a reminder by, without its ending."""
    return f"sleep-coach-{half}"


def systemd_units(command: Sequence[str], at: str, half: Half) -> Mapping[str, str]:
    """The service and its timer, by the names of their files.

    Args:
        command: What is to be run: a full path, and its words.
        at: When, ``HH:MM``.
        half: Which half of the check-in it is for.

    Raises:
        ValueError: If a word holds what no unit file can.
    """
    if _REFUSED_IN_PROGRAM & set(command[0]):
        raise ValueError(f"{command[0]!r} holds a quote or a backslash, which systemd refuses")
    # A colon in front: no word is read for a variable (systemd.service(5)).
    words = " ".join(_systemd_word(word) for word in (f":{command[0]}", *command[1:]))
    about = _ABOUT[half]
    return {
        f"{unit(half)}.service": (
            f"# {MARK}\n[Unit]\nDescription={about}\n\n"
            f"[Service]\nType=oneshot\nExecStart={words}\n"
        ),
        f"{unit(half)}.timer": (
            f"# {MARK}\n[Unit]\nDescription={about}\n\n"
            f"[Timer]\nOnCalendar=*-*-* {at}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
    }


def _systemd_word(word: str) -> str:
    escaped = _one_line(word).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def launchd_agent(command: Sequence[str], at: str, half: Half) -> bytes:
    """The property list of an agent of the user's; arguments as for `systemd_units`."""
    import plistlib

    hour, minute = (int(part) for part in at.split(":"))
    agent = {
        "Label": label(half),
        "ProgramArguments": [_one_line(word) for word in command],
        "StartCalendarInterval": {"Hour": hour, "Minute": minute},
    }
    head, body = plistlib.dumps(agent, sort_keys=False).split(b"\n", 1)
    return b"%b\n<!-- %b -->\n%b" % (head, MARK.encode(), body)


def cron_lines(command: Sequence[str], at: str, half: Half) -> str:
    """The line of a crontab, between two that mark it; arguments as for `systemd_units`."""
    hour, minute = (int(part) for part in at.split(":"))
    # A per cent sign would end the line for cron, also where the shell reads it as quoted.
    words = " ".join(shlex.quote(_one_line(word)) for word in command).replace("%", r"\%")
    begin, end = _cron_marks(half)
    return f"{begin}\n{minute} {hour} * * * {words}\n{end}\n"


def without_cron_lines(crontab: str, half: Half) -> str:
    """A crontab without the lines of a reminder; all else stays as it is."""
    begin, end = _cron_marks(half)
    kept: list[str] = []
    inside = False
    for line in crontab.splitlines(keepends=True):
        if line.rstrip("\n") == begin:
            inside = True
        elif line.rstrip("\n") == end:
            inside = False
        elif not inside:
            kept.append(line)
    return "".join(kept)


def with_cron_lines(crontab: str, lines: str, half: Half) -> str:
    """A crontab with the lines of a reminder, in the place of those there were."""
    rest = without_cron_lines(crontab, half)
    return f"{rest}{'' if not rest or rest.endswith(chr(10)) else chr(10)}{lines}"


def _cron_marks(half: Half) -> tuple[str, str]:
    return f"# {MARK} ({half})", f"# end ({half})"


def _one_line(word: str) -> str:
    if not word.isprintable():
        raise ValueError(f"{word!r} holds a sign that a timer's file cannot")
    return word
