"""Commands that carry the diary out and in: export, import, schema, remind."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    BadInput,
    Coach,
    a_clock,
    a_date,
    data_dir_option,
    opened,
    plain_errors,
)
from coach.cli.sealing import sealed_for, unsealed
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.exchange.importing import SourceFile

# Below this a file is read in no time.
_LARGE = 16 * 1024 * 1024


@click.command(epilog="Example: coach export -o diary.json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "sleepdiary", "age"]),
    default="json",
    help="The log (json), the same under a passphrase (age), a row a day, or sleepdiary JSON.",
)
@click.option("--from", "first", metavar="DATE", help="Leave out earlier days.")
@click.option("--to", "last", metavar="DATE", help="Leave out later days.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, not stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@data_dir_option
@click.pass_context
def export(
    context: click.Context,
    form: str,
    first: str | None,
    last: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write the diary to stdout or a file; an existing file is kept unless --force.

    With --format age a passphrase is asked for twice; without a terminal it is the first line
    of stdin.
    """
    from coach.exchange.export import exported

    state = opened(context)
    with plain_errors():
        begin = a_date(first, "--from") if first else None
        end = a_date(last, "--to") if last else None
        if begin and end and begin > end:
            raise BadInput(f"--from is {begin}, which is after --to {end}")
        data = exported(state.diary.log(), form, state.now(), begin, end)
        if form == "age":
            data = sealed_for(data, output)
        deliver(state, data, output, force=force)


def deliver(state: Coach, data: bytes, output: Path | None, *, force: bool) -> None:
    """Write bytes to stdout (also for a hyphen), or whole to a file nobody else can read."""
    from coach.store.disk.machine import expanded
    from coach.store.inventory import hand_out

    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = expanded(output)
    hand_out(state.folder, target, data, replace=force)
    click.echo(f"Written to {visible(str(target), one_line=True)}.", err=True)


@click.command("import", epilog="Example: coach import sleep-export.zip --dry-run")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="NAME", help="Only if the content is not recognised.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@data_dir_option
@click.pass_context
def import_(context: click.Context, file: Path, form: str | None, dry_run: bool) -> None:
    """Bring a file in: days new, changed, the same, kept and refused are counted.

    FILE is a log written by `coach export`, the diary's own file, a backup or a copy of it, a
    file of Sleep as Android, Sleepmeter, sleepdiary, Plees Tracker, Fitbit or Apple Health, or
    a single hyphen for stdin. An answer of yours is never replaced by another program's.
    """
    from coach.core.diary import day as days
    from coach.exchange.importing import Here, read
    from coach.exchange.log import LogError
    from coach.store.diary.copies import log_of
    from coach.store.disk.machine import local_zone

    state = opened(context)
    with plain_errors(), _source(file) as outer:
        source = unsealed(outer)
        starts = state.profile.day_starts_at or days.DEFAULT_DAY_START
        try:
            imported = read(source, Here(state.today, starts, local_zone()), form, log_of)
        except LogError as error:
            raise BadInput(str(error)) from None
        except OSError as error:
            raise BadInput(f"{source.name} cannot be read: {error.strerror}") from None
        imported = imported.beside(state.diary.log(), state.now())
        if dry_run:
            merged = state.diary.preview(imported.log)
        else:
            merged = state.diary.merge(imported.log, f"the import of {file.name}")
    click.echo(imported.summary(merged, dry_run=dry_run))


@contextmanager
def _source(file: Path) -> "Iterator[SourceFile]":
    """A file or stdin to read, the progress of a large one on stderr; BadInput if neither."""
    from coach.exchange.importing import SourceFile
    from coach.exchange.log import LogError
    from coach.store.disk.durable import NotAFile
    from coach.store.disk.durable import opened as opened_file
    from coach.store.disk.machine import expanded

    if str(file) == "-":
        try:
            source = SourceFile.of_stream(sys.stdin.buffer, "stdin")
        except LogError as error:
            raise BadInput(str(error)) from None
        yield source
        return
    name = visible(str(file), one_line=True)
    try:
        source = SourceFile.of_path(expanded(file), name, opened_file)
    except NotAFile as odd:
        way_out = "name a file" if odd.kind == "a folder" else "save it in a file first"
        raise BadInput(
            f"{name} is {odd.kind}; {way_out}, or pass it on: coach import -"
            if odd.kind == "a named pipe"
            else f"{name} is {odd.kind}; {way_out}"
        ) from None
    except FileNotFoundError:
        raise BadInput(f"{name} does not exist") from None
    except PermissionError:
        raise BadInput(f"{name} may not be read by you") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{name} cannot be read: {error}") from None
    with click.progressbar(
        length=100, label=f"Reading {name}", file=sys.stderr, hidden=source.size < _LARGE
    ) as bar:
        yield source.with_progress(lambda done, size: bar.update(done * 100 // size - bar.pos))


@click.command(epilog="Example: coach schema > coach-log.schema.json")
@data_dir_option
def schema() -> None:
    """Print the JSON Schema of the log."""
    from coach.exchange.schema import schema as schema_of_log

    sys.stdout.buffer.write(schema_of_log())


@click.command(epilog="Example: coach remind --at 21:30 -o coach.ics")
@click.option("--at", "clock", required=True, metavar="HH:MM", help="When to be reminded.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, not stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@data_dir_option
@click.pass_context
def remind(context: click.Context, clock: str, output: Path | None, force: bool) -> None:
    """Write a calendar file with a daily alarm."""
    from coach.exchange.reminder import reminder

    state: Coach = opened(context)
    with plain_errors():
        at = a_clock(clock, "--at")
        deliver(state, reminder(at, state.today), output, force=force)


COMMANDS = (export, import_, schema, remind)
