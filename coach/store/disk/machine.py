"""What only this machine can tell: the zone its clock runs in, and whose home ``~`` is."""

import os
import re
from pathlib import Path

# The log's own limit for a zone's name.
_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,64}")


def local_zone(root: Path = Path("/")) -> str | None:
    """The IANA name of the local zone, such as ``Europe/London``.

    The variable ``TZ`` is asked first, then the link ``/etc/localtime``, then
    ``/etc/timezone``; where they say nothing, the system in its own way (Windows, Android).

    Args:
        root: Where ``etc`` lies.

    Returns:
        The name, or None where none of them gives one that this machine knows.
    """
    given = os.environ.get("TZ")
    if given:
        # An empty or POSIX-style value ("CET-1CEST") names no zone.
        return _known(given.removeprefix(":"))
    return (
        _known(_linked(root / "etc/localtime"))
        or _known(_written(root / "etc/timezone"))
        or _known(_told())
    )


def expanded(typed: str | Path) -> Path:
    """A path with ``~`` put in full; as it stands where that names nobody's home.

    Unlike Path.expanduser, which fails on ``~nobody/diary.json``.
    """
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - see above


def _linked(path: Path) -> str:
    try:
        target = path.resolve(strict=True).as_posix()
    except (OSError, RuntimeError):
        return ""
    return target.rpartition("/zoneinfo/")[2] if "/zoneinfo/" in target else ""


def _written(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _told() -> str:
    # Loaded here alone: it takes longer than the commands that need a zone.
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or ""
    except (LookupError, ValueError, OSError):
        # Nothing is set, or several places contradict each other.
        return ""


def _known(name: str) -> str | None:
    # A path as TZ would be read as a file; only names are asked for.
    if not _NAME.fullmatch(name) or name.startswith("/"):
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return name
