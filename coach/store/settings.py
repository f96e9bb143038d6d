"""Looks and habits of the program itself: nothing of the diary, and never in its way.

A setting that is unknown, of a newer kind or broken falls back to its default by itself;
the others are kept.
"""

import datetime as clock
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.store.disk import durable, trouble
from coach.store.disk.trouble import StoreError

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


class AskedOnce(msgspec.Struct, frozen=True, omit_defaults=True):
    """The questions about the person, asked one a day after a check-in.

    Attributes:
        last: The question that was asked last.
        on: The coach's day on which it was asked.
        never: Questions that are not to be asked again.
    """

    last: Annotated[str, Meta(max_length=40)] = ""
    on: clock.date | None = None
    never: Annotated[tuple[Annotated[str, Meta(max_length=40)], ...], Meta(max_length=50)] = ()


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the program remembers of how it is used.

    Attributes:
        theme: Name of the theme, if one was chosen.
        reduced_motion: The person wants nothing to move, a breathing guide included.
        breath: The breathing pattern used last, by its name in ``coach.core.winddown.pacing``.
        last_export: Where the last export was written.
        welcomed: The first evening's questions about the person were asked; it is done once.
        more: The check-in asks everything.
        left_until: The last of the missed days that the person left as they are.
        about: Which questions about the person were asked since.
        acknowledged: Banners that were folded, oldest first.
        week_seen: The coach's day on which the week was last looked at.
        own_behind_more: The person's own questions are asked behind ``m`` only.
        shared: The folder that is kept in line with other machines, once it was named.
    """

    theme: str | None = None
    reduced_motion: bool = False
    breath: str | None = None
    last_export: str | None = None
    welcomed: bool = False
    more: bool = False
    left_until: clock.date | None = None
    about: AskedOnce = AskedOnce()
    acknowledged: tuple[Acknowledged, ...] = ()
    week_seen: clock.date | None = None
    own_behind_more: bool = False
    shared: Shared | None = None

    def with_theme(self, name: str) -> "Settings":
        """The same, with another theme."""
        return msgspec.structs.replace(self, theme=name)

    def with_welcome(self) -> "Settings":
        """The same, with the first evening's questions asked."""
        return msgspec.structs.replace(self, welcomed=True)

    def with_week_seen(self, day: clock.date) -> "Settings":
        """The same, with a week looked at."""
        return msgspec.structs.replace(self, week_seen=day)

    def with_own_behind_more(self, behind: bool) -> "Settings":
        """The same, with own questions asked behind ``m`` only, or always."""
        return msgspec.structs.replace(self, own_behind_more=behind)

    def with_more(self, *, more: bool) -> "Settings":
        """The same, with the check-in asking everything, or only the few."""
        return msgspec.structs.replace(self, more=more)

    def with_left(self, until: clock.date) -> "Settings":
        """The same, with the days missed up to one left as they are."""
        return msgspec.structs.replace(self, left_until=until)

    def with_asked(self, last: str, on: clock.date, never: frozenset[str]) -> "Settings":
        """The same, with a question about the person asked."""
        asked = AskedOnce(last=last, on=on, never=tuple(sorted(never)))
        return msgspec.structs.replace(self, about=asked)

    def with_last_export(self, path: str) -> "Settings":
        """The same, with where an export went."""
        return msgspec.structs.replace(self, last_export=path)

    def with_acknowledged(self, rule: str, level: str, day: clock.date) -> "Settings":
        """The same, with a banner folded."""
        seen = Acknowledged(rule=rule, level=level, date=day)
        others = tuple(earlier for earlier in self.acknowledged if earlier != seen)
        newest = (*others, seen)[-_MOST_ACKNOWLEDGED:]
        return msgspec.structs.replace(self, acknowledged=newest)


_DEFAULTS = Settings()


def load(folder: Path) -> Settings:
    """The settings kept in a data folder; defaults where there are none to be read."""
    known: dict[str, object] = {}
    raw_fields = _on_disk(folder) or {}
    for field in msgspec.structs.fields(Settings):
        if field.name in raw_fields:
            try:
                known[field.name] = msgspec.json.decode(raw_fields[field.name], type=field.type)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue
    return msgspec.convert(known, Settings)


def save(folder: Path, settings: Settings, before: Settings = _DEFAULTS) -> None:
    """Keep what was changed of the settings; all else in the file stays as it is.

    Another window, or a newer coach, may have written settings of its own meanwhile.

    Args:
        folder: The data folder.
        settings: The settings as they shall be.
        before: The settings as they were before the change.

    Raises:
        StoreError: If they cannot be written, or what is there cannot be read.
    """
    path = folder / NAME
    present = _on_disk(folder)
    if present is None:
        try:
            durable.refuse_unless_file(path)
        except OSError as error:
            raise trouble.explained(error, path, "written") from error
        raise StoreError(
            f"{path} cannot be read as settings and was left as it is; move it away, and "
            "settings are remembered again."
        )
    there = load(folder)
    name = f"the settings file {path}"
    for field in Settings.__struct_fields__:
        new, old = getattr(settings, field), getattr(before, field)
        if field == "acknowledged":
            new = _with_changes(there.acknowledged, old, new)
            old = there.acknowledged
        if new == old:
            continue
        if new == getattr(_DEFAULTS, field):
            present.pop(field, None)
        else:
            present[field] = msgspec.Raw(durable.encoded(new, name))
    durable.write(path, msgspec.json.format(msgspec.json.encode(present)))


def _with_changes(
    there: tuple[Acknowledged, ...],
    old: tuple[Acknowledged, ...],
    new: tuple[Acknowledged, ...],
) -> tuple[Acknowledged, ...]:
    left = [seen for seen in there if seen not in old or seen in new]
    added = [seen for seen in new if seen not in old and seen not in left]
    return (*left, *added)[-_MOST_ACKNOWLEDGED:]


def _on_disk(folder: Path) -> dict[str, msgspec.Raw] | None:
    """The file's settings, undecoded; None where there is a file that is none of ours."""
    try:
        data = durable.read(folder / NAME)
        data.decode()
        return msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
