"""The command that brings files in: other programs', the coach's own, tables kept by hand."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from coach.cli.commands.sealing import unsealed
from coach.cli.context import BadInput, data_dir_option, opened, plain_errors
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.exchange.files import ChosenFile
    from coach.exchange.importing import Progress, UnknownTable
    from coach.exchange.table.reading import Planner

# Less, and fewer, are read in no time.
_LARGE = 16 * 1024 * 1024
_MANY = 300


@click.command("import", epilog="Example: coach import ~/Takeout/Fitbit --dry-run")
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option("--format", "form", metavar="NAME", help="Only if the content is not recognised.")
@click.option(
    "--columns",
    metavar="HEADING=FIELD,...",
    help="A CSV that you kept yourself: what its columns are.",
)
@click.option(
    "--date-of",
    type=click.Choice(["evening", "morning"]),
    help="With --columns: a row's date is that of the evening, or of the morning after.",
)
@click.option(
    "--date-order",
    type=click.Choice(["day-first", "month-first"]),
    help="With --columns: which stands first in 3/4/2026.",
)
@click.option(
    "--scale",
    metavar="WORST-BEST",
    help="With --columns: 1-5 if 5 is best, 5-1 if 1 is; or Heading=WORST-BEST,...",
)
@click.option(
    "--told-by",
    metavar="NAME",
    help="With --columns: me, or the name of the device that counted.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@data_dir_option
@click.pass_context
def import_(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    form: str | None,
    dry_run: bool,
    **of_table: str | None,
) -> None:
    """Bring files in: days new, changed, the same, kept and refused are counted.

    FILE is a log or a CSV written by `coach export`, the diary's own file, a backup or a copy
    of it, a file of another program (docs/importing.md lists them), a folder of such files, or
    a single hyphen for stdin. An answer of yours is never replaced by another program's.

    Several come in as one, and one undo takes them all back. If a file that you name cannot be
    read, nothing is changed. In a folder, a file that is broken is named and the others come
    in; files of other kinds are passed over.

    A table of your own is read by --columns, with the fields of docs/importing.md, for example
    "Date=date,Bedtime=in_bed_at,Woke=final_wake_at,How good=quality". What the table does not
    tell, such as which end of a scale is best, is asked for by the name of its option.
    """
    from coach.exchange.files import opened_through
    from coach.exchange.importing import Here, UnknownTable, read_files
    from coach.exchange.log import LogError
    from coach.store.diary.copies import log_of
    from coach.store.disk.machine import local_zone

    state = opened(context)
    with plain_errors():
        here = Here(state.today, state.day_starts_at, local_zone())
        try:
            files = opened_through(_chosen(paths), unsealed)
            plans = _planner(**of_table)
            with _bar(files) as progress:
                batch = read_files(files, here, form, log_of, plans=plans, progress=progress)
        except UnknownTable as error:
            raise BadInput(f"{error}{_way_out(error)}") from None
        except LogError as error:
            raise BadInput(str(error)) from None
        except OSError as error:
            raise BadInput(f"the import cannot be read: {error.strerror or error}") from None
        batch = batch.beside(state.diary.log(), state.now())
        if dry_run:
            merged = state.diary.preview(batch.log)
        else:
            what = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
            merged = state.diary.merge(batch.log, f"the import of {what}")
    click.echo(batch.summary(merged, dry_run=dry_run))
    if dry_run and plans is not None:
        from coach.exchange.table.preview import preview

        for part in batch.parts:
            click.echo("\n".join(preview(part.log.entries)))


def _planner(
    columns: str | None,
    date_of: str | None,
    date_order: str | None,
    scale: str | None,
    told_by: str | None,
) -> "Planner | None":
    """How tables are to be read by the options; BadInput where one lacks --columns."""
    if columns is None:
        options = {"--date-of": date_of, "--date-order": date_order, "--scale": scale}
        for name, value in {**options, "--told-by": told_by}.items():
            if value is not None:
                raise BadInput(f"{name} is {value!r}, but goes with --columns alone")
        return None
    from coach.exchange.table.words import TableWords

    return TableWords(columns, date_of, date_order, scale, told_by).planner()


def _way_out(table: "UnknownTable") -> str:
    """How a table can be read all the same, its columns guessed."""
    from coach.exchange.table.fields import guessed

    guesses = guessed(table.headings)
    if not guesses:
        return "; if you kept it yourself, say what its columns are with --columns"
    pairs = ",".join(f"{heading}={name}" for heading, name in guesses.items())
    return f'; if you kept it yourself, try --columns "{visible(pairs, one_line=True)}"'


def _chosen(paths: tuple[Path, ...]) -> "Iterator[ChosenFile]":
    """The files that the arguments mean, stdin among them.

    Raises:
        LogError: As `coach.exchange.files.chosen`.
    """
    from coach.exchange.files import ChosenFile, chosen
    from coach.exchange.importing import SourceFile
    from coach.store.disk.machine import expanded

    for path in dict.fromkeys(paths):
        if str(path) == "-":
            yield ChosenFile("stdin", lambda: SourceFile.of_stream(sys.stdin.buffer, "stdin"))
        else:
            yield from chosen({str(path): expanded(path)}, _open)


def _open(path: Path, name: str) -> IO[bytes]:
    """Open an ordinary file; LogError with a way out for what is none."""
    from coach.exchange.log import LogError
    from coach.store.disk.durable import opened as opened_file
    from coach.store.disk.trouble import NotAFile

    try:
        return opened_file(path)
    except NotAFile as odd:
        way_out = "save it in a file first"
        if odd.kind == "a named pipe":
            way_out += ", or pass it on: coach import -"
        raise LogError(f"{name} is {odd.kind}; {way_out}") from None


@contextmanager
def _bar(files: "list[ChosenFile]") -> "Iterator[Progress]":
    """How far a long reading is, on stderr and on a terminal alone."""
    is_long = sum(file.size for file in files) >= _LARGE or len(files) >= _MANY
    if not is_long or not sys.stderr.isatty():
        yield lambda _done, _size: None
        return
    what = files[0].name if len(files) == 1 else f"{len(files):,} files"
    with click.progressbar(length=100, label=f"Reading {what}", file=sys.stderr) as bar:
        yield lambda done, size: bar.update(done * 100 // size - bar.pos)


COMMANDS = (import_,)
