"""One door in: which reader a file's content asks for, and what came of it in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TypeAlias

from coach.core.diary.merge import Merged
from coach.core.diary.records import FORMAT, VERSION, Log
from coach.core.words import merging
from coach.core.words.lengths_and_dates import counted
from coach.core.words.text import visible
from coach.exchange.beside import Beside, beside
from coach.exchange.importers import IMPORTERS
from coach.exchange.importers.contents import Contents, Here, Importer, Refused
from coach.exchange.importers.nights import entries
from coach.exchange.importers.recognised import described
from coach.exchange.importers.source import SourceFile
from coach.exchange.importers.unpacking import unpacked
from coach.exchange.log import LogError, decode

__all__ = ["FORMS", "Here", "Imported", "SourceFile", "read"]

# How a diary's own file becomes a log; ValueError in words that follow the file's name.
DiaryFile: TypeAlias = Callable[[bytes], Log]

OWN = "json"
# What stands at the top of a diary's own file, by which a copy is known whatever its name.
_DIARY_MARK = b'"coach-diary"'
_MARK_WITHIN = 256
FORMS: tuple[str, ...] = (OWN, *(importer.name for importer in IMPORTERS))
_SHOWN_REFUSALS = 5
_NAMED = 10
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as a log, and what is to be said of it.

    Attributes:
        log: What can be brought in.
        title: What the format is called; None for the coach's own log.
        refused: The first rows that could not be taken.
        refused_count: How many there are in all.
        left_out: What the diary has no place for, counted by kind.
        left_sleeps: The dates and hours of the sleeps among them, by kind.
        remarks: Further sentences.
        met: What became of the days that were in the diary already.
    """

    log: Log
    title: str | None = None
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    left_sleeps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    met: Beside = field(default_factory=Beside)

    def beside(self, mine: Log, now: datetime) -> "Imported":
        """The same, yielding to a diary: another program's file replaces no answer.

        The coach's own log is merged by its moments and comes back as it is.

        Args:
            mine: All that the diary holds.
            now: The moment of the import.
        """
        if self.title is None:
            return self
        met = beside(mine, self.log.entries, now)
        log = Log(format=FORMAT, version=VERSION, entries=tuple(met.entries))
        return replace(self, log=log, met=met)

    def summary(self, merged: Merged, *, dry_run: bool = False) -> str:
        """What the import did, or would do, in plain lines.

        Args:
            merged: What merging `log` came to.
            dry_run: Whether nothing was written.
        """
        if self.title is None:
            return merging.summary(merged, dry_run=dry_run)
        met = self.met
        changed = len(met.given) + len(met.replaced) + len(met.filled)
        counts = (
            f"{counted(len(merged.new), 'day')} new, {changed} changed, "
            f"{len(merged.same)} the same, {len(met.kept)} kept, {self.refused_count} refused"
        )
        lines = [f"{self.title}. {'Would be: ' if dry_run else ''}{counts}."]
        if merged.new:
            lines.append(f"From {merged.new[0]} to {max(merged.new)}.")
        noted = sum(entry.notes is not None for entry in self.log.entries)
        if noted:
            days = counted(noted, "day")
            lines.append(
                f"Comments, and tags that answer no question, are in the notes of {days}."
            )
        for what, dates in (
            ("Kept as they are in your diary", met.kept),
            ("Your answers stay; the device's night stands beside them", met.given),
            ("Device numbers replaced by those of this file", met.replaced),
            ("Days without answers that were filled in", met.filled),
        ):
            if dates:
                lines.append(f"{what}: {_named(_runs(dates))}.")
        if self.left_out:
            kinds = (self._left_out_of(kind) for kind in sorted(self.left_out))
            lines.append(f"Left out: {', '.join(kinds)}.")
        lines += [f"Refused: {_reason(row)}." for row in self.refused[:_SHOWN_REFUSALS]]
        if self.refused_count > _SHOWN_REFUSALS:
            lines.append(f"Refused: {self.refused_count - _SHOWN_REFUSALS} more.")
        lines += self.remarks
        if dry_run:
            lines.append("Nothing was changed.")
        return "\n".join(lines)

    def _left_out_of(self, kind: str) -> str:
        count = self.left_out[kind]
        words = f"{count} {kind.format(s='' if count == 1 else 's')}"
        sleeps = self.left_sleeps.get(kind)
        return f"{words} ({_named(sleeps)})" if sleeps else words


def read(
    source: SourceFile,
    here: Here,
    form: str | None = None,
    diary_file: DiaryFile | None = None,
) -> Imported:
    """Read a file into a log.

    Args:
        source: The file.
        here: Where and when the person is.
        form: The format's name, or None to go by the content.
        diary_file: Reads a diary's own file, a backup or a copy of one.

    Raises:
        LogError: One sentence naming the file and what is wrong with it.
    """
    source = unpacked(source)
    if form in (None, OWN) and _DIARY_MARK in source.head[:_MARK_WITHIN] and diary_file:
        return Imported(_of_diary(source, diary_file))
    if source.is_encrypted:
        raise LogError(
            f"{source.name} is an encrypted archive; unpack it with its password, and import "
            "what was in it"
        )
    importer = _importer(source, form)
    if importer is None:
        data = source.own_data()
        if form is None and f'"{FORMAT}"'.encode() not in data:
            raise _unknown(source)
        return Imported(decode(data, source.name))
    contents = importer.read(source, here)
    days = entries(contents, here, importer.title)
    if not days and contents.refused:
        rows = counted(contents.refused_count, "row")
        raise LogError(
            f"{source.name} gives nothing to bring in: {rows} of {importer.title} refused, "
            f"the first because {_reason(contents.refused[0])}"
        )
    return Imported(
        log=Log(format=FORMAT, version=VERSION, entries=days),
        title=importer.title,
        refused=tuple(contents.refused),
        refused_count=contents.refused_count,
        left_out=dict(+Counter(contents.left_out)),
        left_sleeps={kind: tuple(sorted(of)) for kind, of in contents.left_sleeps.items()},
        remarks=_remarks(contents, nothing=not days),
    )


def _of_diary(source: SourceFile, diary_file: DiaryFile) -> Log:
    try:
        return diary_file(source.own_data())
    except LogError:
        raise
    except ValueError as wrong:
        raise LogError(f"{source.name} {visible(str(wrong), one_line=True)}") from None


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
    return LogError(f"{source.name} {described(source, IMPORTERS)}")


def _remarks(contents: Contents, *, nothing: bool) -> tuple[str, ...]:
    if nothing:
        return ("There is nothing in this file to bring in.", *contents.remarks)
    return tuple(contents.remarks)


def _reason(refused: Refused) -> str:
    safe = visible(f"{refused.place}: {refused.why}", one_line=True).rstrip(".")
    words = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in safe)
    return words if len(words) <= _LONGEST_REASON else words[: _LONGEST_REASON - 1] + "…"


def _runs(dates: Sequence[date]) -> list[str]:
    """Dates in words, those that follow each other as one span."""
    spans: list[list[date]] = []
    for day in dates:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1][1:] = [day]
        else:
            spans.append([day])
    return [" to ".join(map(str, span)) for span in spans]


def _named(times: Sequence[str]) -> str:
    first = ", ".join(times[:_NAMED])
    return f"{first} and {len(times) - _NAMED} more" if len(times) > _NAMED else first
