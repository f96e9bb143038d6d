"""The limits of single values in the log: times, numbers, texts, names."""

from datetime import date, datetime
from typing import Annotated, TypeAlias

from msgspec import Meta

# In Python `$` also matches before a closing line break; `(?!\n)` shuts that door.
Clock: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)",
        description="a local time such as 23:10",
    ),
]
CalendarDate: TypeAlias = Annotated[date, Meta(description="a calendar date, YYYY-MM-DD")]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=1440)]
Awakenings: TypeAlias = Annotated[int, Meta(ge=0, le=200)]
Step: TypeAlias = Annotated[int, Meta(ge=1, le=5)]
Milligrams: TypeAlias = (
    Annotated[int, Meta(ge=0, le=3000)] | Annotated[float, Meta(ge=0, le=3000)]
)
Drinks: TypeAlias = Annotated[int, Meta(ge=0, le=50)] | Annotated[float, Meta(ge=0, le=50)]
Hours: TypeAlias = Annotated[int, Meta(ge=2, le=16)] | Annotated[float, Meta(ge=2, le=16)]
Label: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Text: TypeAlias = Annotated[str, Meta(max_length=100_000)]
ZoneName: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_+/-]{1,64}$(?!\n)",
        description="a time zone's name such as Europe/London",
    ),
]
TipName: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]{1,64}$(?!\n)",
        description="a tip's name such as caffeine-last-cup",
    ),
]

# An own question's name in the log, made from its words and never used again.
OwnId: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[a-z0-9_]{1,40}$(?!\n)", description="an own question's name: ate_late"),
]
Salt: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[0-9a-f]{16,64}$(?!\n)", description="16 to 64 hexadecimal digits"),
]
Seal: TypeAlias = Annotated[
    str,
    Meta(pattern=r"^[0-9a-f]{64}$(?!\n)", description="a SHA-256 in 64 hexadecimal digits"),
]
# A moment in UTC as `times` writes it, or a hyphen for a leaf of no known time.
Mark: TypeAlias = Annotated[
    str,
    Meta(
        pattern=(
            r"^(-|[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
            r"(\.[0-9]{1,6})?Z)$(?!\n)"
        ),
        description="a moment in UTC such as 2026-11-22T21:38:12Z, or - for none",
    ),
]
LeafPath: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z_]+(\.[a-z0-9_]{1,40}){0,2}(/[0-9a-f]{12})?$(?!\n)",
        description="a leaf such as night.rested, or an item such as day.caffeine/0f3a…",
    ),
]
Times: TypeAlias = dict[Mark, Annotated[tuple[LeafPath, ...], Meta(min_length=1)]]
