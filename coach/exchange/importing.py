"""One door in: which reader each file's content asks for, and all of them as one import."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from coach.core.diary.merge import merge
from coach.core.diary.records import FORMAT, VERSION, Log
from coach.core.words.lengths_and_dates import counted
from coach.core.words.text import visible
from coach.exchange.csv_reading import OwnTable, is_own_csv, read_csv
from coach.exchange.files import ChosenFile
from coach.exchange.imported import Batch, Imported, reason
from coach.exchange.importers import IMPORTERS, unread
from coach.exchange.importers.contents import Contents, Here, Importer, Refused, together
from coach.exchange.importers.nights import entries
from coach.exchange.importers.recognised import described, table_headings
from coach.exchange.importers.source import SourceFile
from coach.exchange.importers.unpacking import unpacked
from coach.exchange.log import LogError, decode
from coach.exchange.table.plan import is_table
from coach.exchange.table.reading import Planner, importer_of

__all__ = ["FORMS", "Batch", "Here", "Imported", "SourceFile", "read", "read_files"]

# How a diary's own file becomes a log; ValueError in words that follow the file's name.
DiaryFile: TypeAlias = Callable[[bytes], Log]
# Bytes read, and bytes in all.
Progress: TypeAlias = Callable[[int, int], None]

OWN, OWN_TABLE = "json", "csv"
# What stands at the top of a diary's own file, by which a copy is known whatever its name.
_DIARY_MARK = b'"coach-diary"'
_MARK_WITHIN = 256
_LOG_MARK = f'"{FORMAT}"'.encode()
FORMS: tuple[str, ...] = (OWN, OWN_TABLE, *(importer.name for importer in IMPORTERS))


class UnknownTable(LogError):
    """A table of no format that is read here; its owner may say what the columns are.

    Attributes:
        headings: The columns.
    """

    def __init__(self, words: str, headings: Sequence[str]) -> None:
        super().__init__(words)
        self.headings = tuple(headings)


class _OtherKind(Exception):
    """A file of a folder that is of no kind that is read here."""


def read(
    source: SourceFile,
    here: Here,
    form: str | None = None,
    diary_file: DiaryFile | None = None,
) -> Imported:
    """Read one file into a log.

    Args:
        source: The file.
        here: Where and when the person is.
        form: The format's name, or None to go by the content.
        diary_file: Reads a diary's own file, a backup or a copy of one.

    Raises:
        LogError: One sentence naming the file and what is wrong with it.
    """
    reader = _Reader(here, form, diary_file)
    reader.take(source)
    return reader.parts()[0]


def read_files(
    files: Sequence[ChosenFile],
    here: Here,
    form: str | None = None,
    diary_file: DiaryFile | None = None,
    *,
    plans: Planner | None = None,
    progress: Progress = lambda _done, _size: None,
) -> Batch:
    """Read several files into one import.

    Files of one format are read as if they were one: pieces of a night in two of them are
    joined, and what stands in both of them is there once.

    Args:
        files: The files, in the order in which they count.
        here: Where and when the person is.
        form: The format's name, or None to go by each file's content.
        diary_file: Reads a diary's own file, a backup or a copy of one.
        plans: Says how a table that somebody kept by hand is to be read.
        progress: Called as the reading goes on.

    Raises:
        LogError: If one that was named cannot be read, or none of a folder's: one sentence.
    """
    reader = _Reader(here, form, diary_file, plans, several=len(files) > 1)
    broken, passed_over = [], []
    size, done = sum(file.size for file in files), 0

    def go_on(within: int, _of: int) -> None:
        progress(min(size, done + within), max(1, size))

    for file in files:
        go_on(0, 0)
        try:
            reader.take(file.open().with_progress(go_on), in_folder=file.in_folder)
        except _OtherKind:
            passed_over.append(file.name)
        except LogError as error:
            if not file.in_folder:
                raise
            why = str(error).removeprefix(file.name).lstrip(" ,:")
            broken.append(Refused(file.name, why))
        done += file.size
    go_on(0, 0)
    if not reader.has_read:
        raise _nothing_in(files, broken)
    return Batch(reader.parts(), tuple(broken), tuple(passed_over))


def _nothing_in(files: Sequence[ChosenFile], broken: Sequence[Refused]) -> LogError:
    why = f"; {reason(broken[0])}" if broken else ""
    many = counted(len(files), "file")
    return LogError(f"none of {many} (the first is {files[0].name}) can be read here{why}")


class _Reader:
    """The files of one import, each taken with what it holds, and what they come to."""

    def __init__(
        self,
        here: Here,
        form: str | None,
        diary_file: DiaryFile | None,
        plans: Planner | None = None,
        *,
        several: bool = False,
    ) -> None:
        self._here = here
        self._form = form
        self._diary_file = diary_file
        self._several = several
        self._named: set[Importer] = set()
        self._by_hand = importer_of(plans) if plans else None
        self._logs: list[Log] = []
        self._tables: list[tuple[str, OwnTable]] = []
        self._contents: defaultdict[Importer, list[tuple[str, Contents]]] = defaultdict(list)

    @property
    def has_read(self) -> bool:
        """Whether any file was taken."""
        return bool(self._logs or self._tables or self._contents)

    def take(self, source: SourceFile, *, in_folder: bool = False) -> None:
        """Read one file; nothing of it is kept where it raises.

        Raises:
            LogError: If it cannot be read.
            _OtherKind: If it merely lies in a folder and is of no kind that is read here.
        """
        source = unpacked(source)
        log = self._own_log(source)
        if log is not None:
            self._logs.append(log)
            return
        if self._form == OWN_TABLE or (self._form is None and is_own_csv(source)):
            self._tables.append((source.name, read_csv(source)))
            return
        importer = self._importer(source, in_folder=in_folder)
        if importer is None:
            is_strange = not source.is_damaged and unread.named(source) is None
            raise _OtherKind if in_folder and is_strange else _unknown(source)
        contents = importer.read(source, self._here)
        if self._several and contents.refused and contents.is_empty:
            raise _all_refused(source.name, importer, contents)
        self._contents[importer].append((source.name, contents))
        if not in_folder:
            self._named.add(importer)

    def _own_log(self, source: SourceFile) -> Log | None:
        """The log that a file of the coach's holds; None where it is another program's."""
        own_form = self._form in (None, OWN)
        if own_form and _DIARY_MARK in source.head[:_MARK_WITHIN] and self._diary_file:
            return _of_diary(source, self._diary_file)
        if source.is_encrypted:
            raise LogError(
                f"{source.name} is an encrypted archive; unpack it with its password, and "
                "import what was in it"
            )
        if self._form == OWN or (own_form and source.first_text.startswith("{")):
            # Somebody may have sorted its fields, so that the mark stands anywhere.
            data = source.own_data()
            if self._form == OWN or _LOG_MARK in data:
                return decode(data, source.name)
        return None

    def _importer(self, source: SourceFile, *, in_folder: bool) -> Importer | None:
        """The reader for a file: what its owner said of the columns goes first."""
        if self._by_hand is None or not is_table(source):
            return _importer(source, self._form)
        if self._by_hand.claims(source):
            return self._by_hand
        other = _importer(source, self._form)
        return self._by_hand if other is None and not in_folder else other

    def parts(self) -> tuple[Imported, ...]:
        """What all files came to, one part a format.

        Raises:
            LogError: If all rows of a format are refused.
        """
        parts = []
        if self._logs:
            log = self._logs[0]
            for other in self._logs[1:]:
                log = merge(log, other).log
            parts.append(Imported(log, files=len(self._logs)))
        if self._tables:
            parts.append(_of_tables(self._tables))
        for importer, files in self._contents.items():
            parts.append(self._part(importer, files))
        return tuple(parts)

    def _part(self, importer: Importer, files: Sequence[tuple[str, Contents]]) -> Imported:
        contents = together(files)
        days = entries(contents, self._here, importer.title)
        # What was named must be right; of a folder the other formats come in.
        is_all = not (self._logs or self._tables) and len(self._contents) == 1
        if not days and contents.refused and (is_all or importer in self._named):
            raise _all_refused(files[0][0], importer, contents)
        return Imported(
            log=Log(format=FORMAT, version=VERSION, entries=days),
            title=importer.title,
            files=len(files),
            refused=tuple(contents.refused),
            refused_count=contents.refused_count,
            left_out=dict(+Counter(contents.left_out)),
            left_sleeps={kind: tuple(sorted(of)) for kind, of in contents.left_sleeps.items()},
            remarks=_remarks(contents.remarks, nothing=not days, files=len(files)),
        )


def _of_tables(tables: Sequence[tuple[str, OwnTable]]) -> Imported:
    """All CSVs of the coach as one; of days in several the later moments stand."""
    log = tables[0][1].log
    for _, table in tables[1:]:
        log = merge(log, table.log).log
    refused = [
        Refused(f"{name}, {row.place}" if len(tables) > 1 else row.place, row.why)
        for name, table in tables
        for row in table.refused
    ]
    return Imported(
        log,
        is_table=True,
        files=len(tables),
        refused=tuple(refused),
        refused_count=sum(table.refused_count for _, table in tables),
        remarks=tuple(dict.fromkeys(r for _, table in tables for r in table.remarks)),
    )


def _of_diary(source: SourceFile, diary_file: DiaryFile) -> Log:
    try:
        return diary_file(source.own_data())
    except LogError:
        raise
    except ValueError as wrong:
        raise LogError(f"{source.name} {visible(str(wrong), one_line=True)}") from None


def _importer(source: SourceFile, form: str | None) -> Importer | None:
    """The reader for another program's file; None where there is none.

    Raises:
        LogError: If the file is empty, or there is no such form.
    """
    if form is not None:
        if form not in FORMS:
            raise LogError(
                f"{source.name}: the format {visible(form, one_line=True)!r} is not known; "
                f"it must be one of {', '.join(FORMS)}"
            )
        return next((importer for importer in IMPORTERS if importer.name == form), None)
    if not source.head.strip():
        raise LogError(f"{source.name} is empty")
    return next((importer for importer in IMPORTERS if importer.claims(source)), None)


def _unknown(source: SourceFile) -> LogError:
    words = f"{source.name} {described(source, IMPORTERS)}"
    # A table of another program's is none that somebody kept by hand.
    headings = () if unread.named(source) else table_headings(source)
    return UnknownTable(words, headings) if headings else LogError(words)


def _all_refused(name: str, importer: Importer, contents: Contents) -> LogError:
    rows = counted(contents.refused_count, "row")
    return LogError(
        f"{name} gives nothing to bring in: {rows} of {importer.title} refused, the first "
        f"because {reason(contents.refused[0])}"
    )


def _remarks(remarks: Iterable[str], *, nothing: bool, files: int) -> tuple[str, ...]:
    if not nothing:
        return tuple(remarks)
    what = "these files" if files > 1 else "this file"
    return (f"There is nothing in {what} to bring in.", *remarks)
