"""Commands that carry the diary out: export, schema, remind."""

import sys
from pathlib import Path

import click

from coach.cli.commands.sealing import sealed_for
from coach.cli.context import (
    BadInput,
    Coach,
    a_clock,
    a_date,
    data_dir_option,
    keep_typed,
    opened,
    plain_errors,
    typed_for,
)
from coach.core.words.text import visible


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
        begin = a_date(first, "--from", state) if first else None
        end = a_date(last, "--to", state) if last else None
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


@click.command(epilog="Example: coach schema > coach-log.schema.json")
@data_dir_option
def schema() -> None:
    """Print the JSON Schema of the log."""
    from coach.exchange.schema import schema as schema_of_log

    sys.stdout.buffer.write(schema_of_log())


@click.command(epilog="Example: coach remind --at 21:30 --install systemd")
@click.option("--at", "clock", metavar="HH:MM", help="When to be reminded.")
@click.option(
    "--for",
    "half",
    type=click.Choice(["evening", "night"]),
    help="Of the evening's check-in (unless said), or of last night's; one of each can stand.",
)
@click.option(
    "--install",
    type=click.Choice(["systemd", "launchd", "cron"]),
    expose_value=False,
    callback=keep_typed,
    help="Set a timer of this machine instead of writing a calendar's file.",
)
@click.option(
    "--uninstall",
    type=click.Choice(["systemd", "launchd", "cron"]),
    expose_value=False,
    callback=keep_typed,
    help="Take the coach's timers away again; with --for one of them.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, not stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@data_dir_option
@click.pass_context
def remind(
    context: click.Context,
    clock: str | None,
    half: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write a calendar's file with a daily alarm, or set the machine's own timer.

    The timer runs `coach due`, which shows a notification where the check-in is waiting.
    """
    from coach.cli.timers import install, uninstall
    from coach.core.diary.due import Half
    from coach.exchange.reminders.calendar import reminder

    state = opened(context)
    wanted, unwanted = typed_for(context, "install"), typed_for(context, "uninstall")
    with plain_errors():
        if wanted and unwanted:
            raise BadInput("--install and --uninstall do not go together")
        if unwanted:
            uninstall(unwanted, tuple(Half) if half is None else (Half(half),))
            return
        if clock is None:
            raise BadInput("--at is missing; add the time, such as --at 21:30")
        at, chosen = a_clock(clock, "--at"), Half(half or Half.EVENING)
        if wanted:
            install(state, wanted, at, chosen)
            return
        deliver(state, reminder(at, state.today, chosen), output, force=force)


COMMANDS = (export, schema, remind)
