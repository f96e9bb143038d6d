"""This machine's clock, asked by every command; what cannot be right is told and refused."""

import os
import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import msgspec

from coach.core.diary.limits import Moment

_FIRST_YEAR, _LAST_YEAR = 1970, 2199
_MINUTE = timedelta(minutes=1)
# A zone spelt out, such as CET-1CEST or <+03>-3; Python itself judges how far it is.
_SPELT_OUT = re.compile(r"(<[A-Za-z0-9+-]{3,}>|[A-Za-z]{3,})[+-]?\d")
_KNOWN = frozenset({"", "UTC", "GMT"})


class ClockUnusable(ValueError):
    """The machine's clock or time zone cannot be right; the text is one sentence."""


def local_now() -> datetime:
    """Local time with its offset, in whole minutes as the log writes it.

    Raises:
        ClockUnusable: If the clock is before 1970 or after 2199, or TZ names no time zone.
    """
    zone = os.environ.get("TZ")
    try:
        moment = datetime.now().astimezone()
        offset = moment.utcoffset() or timedelta()
        whole = timezone(round(offset / _MINUTE) * _MINUTE)
        moment = moment if whole.utcoffset(None) == offset else moment.astimezone(whole)
    except (ValueError, OverflowError, OSError):
        raise ClockUnusable(_why_not(zone)) from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ClockUnusable(_why_not(None))
    if not offset and zone is not None and not _is_zone(zone):
        raise ClockUnusable(_why_not(zone))
    plain: datetime = msgspec.convert(moment.isoformat(), type=Moment)
    return plain


def _why_not(zone: str | None) -> str:
    if zone:
        return f"TZ is {zone!r}, which is no time zone; one is called Europe/London"
    return (
        "the clock of this machine is not between the years "
        f"{_FIRST_YEAR} and {_LAST_YEAR}; set it right first"
    )


@lru_cache(maxsize=8)
def _is_zone(name: str) -> bool:
    """Whether TZ means a zone; the system itself takes one that it does not know for UTC."""
    name = name.removeprefix(":")
    if name in _KNOWN or _SPELT_OUT.match(name):
        return True
    if name.startswith("/"):
        path = Path(name)
        try:
            return path.is_file() and path.read_bytes().startswith(b"TZif")
        except OSError:
            return False
    from coach.store.disk.machine import local_zone

    return local_zone() is not None
