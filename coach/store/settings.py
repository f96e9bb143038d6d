"""Looks and habits of the program itself: nothing of the diary, and never in its way.

A setting that is unknown, of a newer kind or broken falls back to its default by itself;
the others are kept.
"""

import datetime as clock
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.store.disk import durable

NAME = "settings.json"

_MOST_ACKNOWLEDGED = 200


class Acknowledged(msgspec.Struct, frozen=True):
    """A banner that the person has folded.

    Attributes:
        rule: The rule's name, such as ``R04``.
        level: The level's word at that time, such as ``soon``.
        date: The coach's day on which it was folded.
    """

    rule: Annotated[str, Meta(min_length=1, max_length=16)]
    level: Annotated[str, Meta(min_length=1, max_length=16)]
    date: clock.date


class Shared(msgspec.Struct, frozen=True, omit_defaults=True):
    """The shared folder, and this machine in it.

    Attributes:
        folder: Where the folder is; empty where it is not synced any more.
        machine: Eight hex digits that name this machine's log there; drawn once.
        wrote: SHA-256 of the log that was written last, as hex digits.
    """

    folder: Annotated[str, Meta(max_length=4096)]
    machine: Annotated[str, Meta(pattern=r"^[0-9a-f]{8}$(?!\n)")]
    wrote: Annotated[str, Meta(max_length=64)] = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the program remembers of how it is used.

    Attributes:
        theme: Name of the theme, if one was chosen.
        reduced_motion: The person wants nothing to move, a breathing guide included.
        breath: The breathing pattern used last, by its name in ``coach.core.winddown.pacing``.
        last_export: Where the last export was written.
        welcomed: The profile was asked for on the first evening; it is asked once.
        acknowledged: Banners that were folded, oldest first.
        shared: The folder that is kept in line with other machines, once it was named.
    """

    theme: str | None = None
    reduced_motion: bool = False
    breath: str | None = None
    last_export: str | None = None
    welcomed: bool = False
    acknowledged: tuple[Acknowledged, ...] = ()
    shared: Shared | None = None

    def with_theme(self, name: str) -> "Settings":
        """The same, with another theme."""
        return msgspec.structs.replace(self, theme=name)

    def with_welcome(self) -> "Settings":
        """The same, with the first evening's questions asked."""
        return msgspec.structs.replace(self, welcomed=True)

    def with_last_export(self, path: str) -> "Settings":
        """The same, with where an export went."""
        return msgspec.structs.replace(self, last_export=path)

    def with_acknowledged(self, rule: str, level: str, day: clock.date) -> "Settings":
        """The same, with a banner folded."""
        seen = Acknowledged(rule=rule, level=level, date=day)
        others = tuple(earlier for earlier in self.acknowledged if earlier != seen)
        newest = (*others, seen)[-_MOST_ACKNOWLEDGED:]
        return msgspec.structs.replace(self, acknowledged=newest)


def load(folder: Path) -> Settings:
    """The settings kept in a data folder; defaults where there are none to be read."""
    try:
        raw_fields = msgspec.json.decode(
            durable.read(folder / NAME), type=dict[str, msgspec.Raw]
        )
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Settings()
    known: dict[str, object] = {}
    for field in msgspec.structs.fields(Settings):
        if field.name in raw_fields:
            try:
                known[field.name] = msgspec.json.decode(raw_fields[field.name], type=field.type)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
    return msgspec.convert(known, Settings)


def save(folder: Path, settings: Settings) -> None:
    """Keep settings, whole or not at all.

    Raises:
        StoreError: If they cannot be written.
    """
    data = durable.encoded(settings, f"the settings file {folder / NAME}")
    durable.write(folder / NAME, msgspec.json.format(data))
