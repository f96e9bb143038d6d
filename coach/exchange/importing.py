"""One door in: which reader a file's content asks for, and what came of it in words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from coach.core.diary.merge import Merged, merge
from coach.core.diary.records import FORMAT, VERSION, Entry, Log
from coach.core.words.lengths_and_dates import counted
from coach.core.words.text import visible
from coach.exchange.importers import IMPORTERS
from coach.exchange.importers.contents import Contents, Here, Importer, Refused
from coach.exchange.importers.nights import entries
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError, decode

__all__ = ["FORMS", "Here", "Imported", "SourceFile", "read"]

OWN = "json"
FORMS: tuple[str, ...] = (OWN, *(importer.name for importer in IMPORTERS))
_SHOWN_REFUSALS = 5
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as a log, and what is to be said of it.

    Attributes:
        log: What can be brought in.
        title: What the format is called; None for the coach's own log.
        refused: Rows that could not be taken.
        left_out: What the diary has no place for, counted by kind.
        remarks: Further sentences.
        kept: Days that were in the diary already and stay as they are.
    """

    log: Log
    title: str | None = None
    refused: tuple[Refused, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    kept: tuple[date, ...] = ()

    def beside(self, mine: Log) -> "Imported":
        """The same, yielding to a diary: another program's file never replaces a day.

        The coach's own log is merged by its moments and comes back as it is.

        Args:
            mine: All that the diary holds.
        """
        if self.title is None:
            return self
        met = merge(mine, self.log)
        staying = frozenset((*met.filled, *met.replaced, *met.kept))
        rest = tuple(
            entry if entry.date not in staying else _devices_part(entry)
            for entry in self.log.entries
            if entry.date not in staying or entry.device is not None
        )
        log = Log(format=FORMAT, version=VERSION, entries=rest)
        return replace(self, log=log, kept=tuple(sorted(staying)))

    def summary(self, merged: Merged, *, dry_run: bool = False) -> str:
        """What the import did, or would do, in plain lines.

        Args:
            merged: What merging `log` came to.
            dry_run: Whether nothing was written.
        """
        if self.title is None:
            return merged.summary(dry_run=dry_run)
        kept = frozenset(self.kept)
        changed = [day for day in (*merged.filled, *merged.replaced) if day not in kept]
        beside = kept.intersection(merged.filled)
        counts = (
            f"{counted(len(merged.new), 'day')} new, "
            f"{len(changed)} changed, "
            f"{len(merged.same)} the same, {len(self.kept)} kept, {len(self.refused)} refused"
        )
        lines = [f"{self.title}. {'Would be: ' if dry_run else ''}{counts}."]
        if beside:
            nights = counted(len(beside), "night")
            lines.append(f"A device's numbers stand now beside your own answers of {nights}.")
        if merged.devices:
            lines.append(f"A device's numbers replaced: {_named(merged.devices)}.")
        if merged.new:
            lines.append(f"From {merged.new[0]} to {max(merged.new)}.")
        noted = sum(entry.notes is not None for entry in self.log.entries)
        if noted:
            days = counted(noted, "day")
            lines.append(
                f"Comments, and tags that answer no question, are in the notes of {days}."
            )
        if self.kept:
            lines.append(f"Kept as they are in your diary: {_named(self.kept)}.")
        if self.left_out:
            kinds = (
                f"{count} {kind.format(s='' if count == 1 else 's')}"
                for kind, count in sorted(self.left_out.items())
            )
            lines.append(f"Left out: {', '.join(kinds)}.")
        lines += [f"Refused: {_reason(row)}." for row in self.refused[:_SHOWN_REFUSALS]]
        if len(self.refused) > _SHOWN_REFUSALS:
            lines.append(f"Refused: {len(self.refused) - _SHOWN_REFUSALS} more.")
        lines += self.remarks
        if dry_run:
            lines.append("Nothing was changed.")
        return "\n".join(lines)


def read(source: SourceFile, here: Here, form: str | None = None) -> Imported:
    """Read a file into a log.

    Args:
        source: The file.
        here: Where and when the person is.
        form: The format's name, or None to go by the content.

    Raises:
        LogError: One sentence naming the file and what is wrong with it.
    """
    importer = _importer(source, form)
    if importer is None:
        data = source.data()
        if form is None and f'"{FORMAT}"'.encode() not in data:
            raise _unknown(source)
        return Imported(decode(data, source.name))
    contents = importer.read(source, here)
    days = entries(contents, here, importer.title)
    if not days and contents.refused:
        rows = counted(len(contents.refused), "row")
        raise LogError(
            f"{source.name} gives nothing to bring in: {rows} of {importer.title} refused, "
            f"the first because {_reason(contents.refused[0])}"
        )
    return Imported(
        log=Log(format=FORMAT, version=VERSION, entries=days),
        title=importer.title,
        refused=tuple(contents.refused),
        left_out=dict(+Counter(contents.left_out)),
        remarks=_remarks(contents, nothing=not days),
    )


def _devices_part(entry: Entry) -> Entry:
    """What a device told of a night, which has its place beside a day's own answers."""
    return Entry(date=entry.date, device=entry.device)


def _importer(source: SourceFile, form: str | None) -> Importer | None:
    """The reader for a file; None for the coach's own log."""
    if form is not None:
        if form not in FORMS:
            raise LogError(
                f"{source.name}: the format {visible(form, one_line=True)!r} is not known; "
                f"it must be one of {', '.join(FORMS)}"
            )
        return next((importer for importer in IMPORTERS if importer.name == form), None)
    if not source.head.strip():
        raise LogError(f"{source.name} is empty")
    claimant = next((importer for importer in IMPORTERS if importer.claims(source)), None)
    if claimant is None and source.is_zip:
        raise _unknown(source)
    return claimant


def _unknown(source: SourceFile) -> LogError:
    *others, last = (f"{importer.title} ({importer.files})" for importer in IMPORTERS)
    return LogError(
        f"{source.name} is none of the files the coach reads: its own log (JSON), "
        f"{', '.join(others)} and {last}"
    )


def _remarks(contents: Contents, *, nothing: bool) -> tuple[str, ...]:
    if nothing:
        return ("There is nothing in this file to bring in.",)
    return tuple(contents.remarks)


def _reason(refused: Refused) -> str:
    safe = visible(f"{refused.place}: {refused.why}", one_line=True).rstrip(".")
    words = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in safe)
    return words if len(words) <= _LONGEST_REASON else words[: _LONGEST_REASON - 1] + "…"


def _named(dates: tuple[date, ...]) -> str:
    first = ", ".join(day.isoformat() for day in dates[:10])
    return f"{first} and {len(dates) - 10} more" if len(dates) > 10 else first
