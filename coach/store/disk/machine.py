"""The name of the zone this machine's clock runs in, as far as it can be told."""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,64}")


def local_zone(root: Path = Path("/")) -> str | None:
    """The IANA name of the local zone, such as ``Europe/London``.

    The variable ``TZ`` is asked first, then the link ``/etc/localtime``, then
    ``/etc/timezone``.

    Args:
        root: Where ``etc`` lies.

    Returns:
        The name, or None where none of them gives one that this machine knows.
    """
    given = os.environ.get("TZ")
    if given:
        # An empty or POSIX-style value ("CET-1CEST") names no zone.
        return _known(given.removeprefix(":"))
    return _known(_linked(root / "etc/localtime")) or _known(_written(root / "etc/timezone"))


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


def _known(name: str) -> str | None:
    # A path as TZ would be read as a file; only names are asked for.
    if not _NAME.fullmatch(name) or name.startswith("/"):
        return None
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return name
