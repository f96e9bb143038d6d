"""What was read of the files of an import, beside a diary, and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from coach.core.diary.merge import Merged, merge
from coach.core.diary.records import FORMAT, VERSION, Log
from coach.core.words import merging
from coach.core.words.lengths_and_dates import counted, listed
from coach.core.words.text import plainly
from coach.exchange.beside import Beside, beside
from coach.exchange.csv_reading import changed_since
from coach.exchange.importers.contents import Refused

_SHOWN_REFUSALS = 5
_NAMED = 10
_LONGEST_REASON = 200
_OWN_TITLE, _OWN_TABLE = "The coach's own log", "The coach's own CSV"


@dataclass(frozen=True, slots=True)
class Imported:
    """All files of one format as a log, and what is to be said of it.

    Attributes:
        log: What can be brought in.
        title: What the format is called; None for the coach's own.
        is_table: It is the coach's own CSV, and not its log.
        files: How many files they were.
        refused: The first rows that could not be taken.
        refused_count: How many there are in all.
        left_out: What the diary has no place for, counted by kind.
        left_sleeps: The dates and hours of the sleeps among them, by kind.
        remarks: Further sentences.
        met: What became of the days that were in the diary already.
    """

    log: Log
    title: str | None = None
    is_table: bool = False
    files: int = 1
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    left_sleeps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    met: Beside = field(default_factory=Beside)

    @property
    def name(self) -> str:
        """What the format is called, the coach's own included."""
        return self.title or (_OWN_TABLE if self.is_table else _OWN_TITLE)

    def beside(self, mine: Log, now: datetime) -> "Imported":
        """The same, yielding to a diary: another program's file replaces no answer.

        The coach's own log is merged by its moments and comes back as it is; rows of its CSV
        that were changed in a spreadsheet are told now.

        Args:
            mine: All that the diary holds.
            now: The moment of the import.
        """
        if self.is_table:
            return replace(self, log=changed_since(mine, self.log, now))
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
        return "\n".join(closed(self.lines(merged, dry_run=dry_run), dry_run=dry_run))

    def lines(self, merged: Merged, *, dry_run: bool = False) -> list[str]:
        """The lines of the summary, without that nothing was changed."""
        of_files = f", {self.files:,} files" if self.files > 1 else ""
        if self.title is None:
            first, *more = merging.lines(merged, dry_run=dry_run)
            lead = f"{self.name}{of_files}. " if of_files or self.is_table else ""
            refused = _refusals(self.refused, self.refused_count)
            return [f"{lead}{first}", *more, *refused, *self.remarks]
        met = self.met
        changed = len(met.given) + len(met.replaced) + len(met.filled)
        counts = (
            f"{counted(len(merged.new), 'day')} new, {changed} changed, "
            f"{len(merged.same)} the same, {len(met.kept)} kept, {self.refused_count} refused"
        )
        lines = [f"{self.title}{of_files}. {'Would be: ' if dry_run else ''}{counts}."]
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
        return [*lines, *_refusals(self.refused, self.refused_count), *self.remarks]

    def _left_out_of(self, kind: str) -> str:
        count = self.left_out[kind]
        words = f"{count} {kind.format(s='' if count == 1 else 's')}"
        sleeps = self.left_sleeps.get(kind)
        return f"{words} ({_named(sleeps)})" if sleeps else words


@dataclass(frozen=True, slots=True)
class Batch:
    """All files of one import, to be brought in by one change of the diary.

    Attributes:
        parts: What was read, one a format, the coach's own first.
        broken: Files of a folder that could not be read.
        passed_over: Files of a folder that are of no kind that is read here.
        merges: What merging each part came to, once it was laid beside a diary with others.
    """

    parts: tuple[Imported, ...]
    broken: tuple[Refused, ...] = ()
    passed_over: tuple[str, ...] = ()
    merges: tuple[Merged, ...] = ()

    @property
    def log(self) -> Log:
        """What is to be merged into the diary."""
        first, *others = (part.log for part in self.parts)
        for log in others:
            first = merge(first, log).log
        return first

    def beside(self, mine: Log, now: datetime) -> "Batch":
        """The same, yielding to a diary as `Imported.beside` does, each part after the other.

        Of two devices that tell of one night, that of the later part stands.
        """
        if len(self.parts) == 1:
            return replace(self, parts=(self.parts[0].beside(mine, now),))
        parts, merges, standing = [], [], mine
        for number, part in enumerate(self.parts):
            placed = part.beside(standing, now + timedelta(microseconds=number))
            merged = merge(standing, placed.log)
            standing = merged.log
            parts.append(placed)
            merges.append(merged)
        return replace(self, parts=tuple(parts), merges=tuple(merges))

    def summary(self, merged: Merged, *, dry_run: bool = False) -> str:
        """What the import did, or would do, in plain lines; the first tells all in short.

        Args:
            merged: What merging `log` came to.
            dry_run: Whether nothing was written.
        """
        if len(self.parts) == 1:
            lines = self.parts[0].lines(merged, dry_run=dry_run)
        else:
            lines = [self._in_short(merged, dry_run=dry_run)]
            for part, outcome in zip(self.parts, self.merges, strict=True):
                first, *more = part.lines(outcome, dry_run=dry_run)
                is_unnamed = part.title is None and part.files == 1 and not part.is_table
                lead = f"{part.name}. " if is_unnamed else ""
                lines += [f"{lead}{first}", *more]
        lines += _refusals(self.broken, len(self.broken))
        if self.passed_over:
            lines.append(f"Passed over: {_named(self.passed_over)}.")
        return "\n".join(closed(lines, dry_run=dry_run))

    def _in_short(self, merged: Merged, *, dry_run: bool) -> str:
        titles = listed([part.name for part in self.parts])
        changed = len(merged.filled) + len(merged.replaced)
        refused = sum(part.refused_count for part in self.parts) + len(self.broken)
        return (
            f"{sum(part.files for part in self.parts):,} files: {titles}. "
            f"{'Would be: ' if dry_run else ''}{counted(len(merged.new), 'day')} new, "
            f"{changed} changed, {refused} refused."
        )


def closed(lines: list[str], *, dry_run: bool) -> list[str]:
    """The lines of a summary with that nothing was changed, where it is so."""
    return [*lines, *([merging.NOTHING_CHANGED] if dry_run else [])]


def reason(refused: Refused) -> str:
    """Where and why something was refused, fit to be shown and not too long."""
    words = plainly(f"{refused.place}: {refused.why}").rstrip(".")
    return words if len(words) <= _LONGEST_REASON else words[: _LONGEST_REASON - 1] + "…"


def _refusals(refused: Sequence[Refused], count: int) -> list[str]:
    lines = [f"Refused: {reason(row)}." for row in refused[:_SHOWN_REFUSALS]]
    if count > _SHOWN_REFUSALS:
        lines.append(f"Refused: {count - _SHOWN_REFUSALS} more.")
    return lines


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
