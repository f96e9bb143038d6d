"""The command that keeps a shared folder between machines in line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.context import BadInput, Coach, data_dir_option, opened, plain_errors
from coach.core.words.lengths_and_dates import counted
from coach.core.words.merging import summary
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.store.diary.sync import SharedFolder


@click.command(epilog="Example: coach sync ~/Dropbox/coach")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--off", is_flag=True, help="Sync no folder any more; its files stay.")
@data_dir_option
@click.pass_context
def sync(context: click.Context, folder: Path | None, off: bool) -> None:
    """Write this machine's log into a shared folder, and bring in the others'.

    FOLDER is one that another program keeps alike on your machines, or a disk that you carry
    about; it is remembered, and synced after each change from then on. The log in it is plain
    text, readable by you alone; whoever runs the folder can read it.
    """
    from coach.store.disk.machine import expanded

    state = opened(context)
    state.syncs = False
    if off and folder is not None:
        raise BadInput("--off names no folder; give one of the two")
    with plain_errors():
        shared = shared_folder(state)
        if off:
            shared.stop()
            click.echo("No folder is synced any more.")
            return
        if folder is not None:
            shared.name(expanded(folder))
        synced = shared.sync()
    if synced is None:
        raise BadInput("no folder was named yet; name one: coach sync FOLDER")
    for sentence in synced.passed_over:
        words = visible(sentence, one_line=True).rstrip(".")
        click.echo(f"coach: {words}. The next sync reads it again.", err=True)
    click.echo(f"{counted(len(synced.logs), 'log')} of other machines read.")
    if synced.merged is not None:
        click.echo(summary(synced.merged))
    click.echo("This machine's log is written." if synced.wrote else "Nothing new to write.")


def shared_folder(state: Coach) -> "SharedFolder":
    """The shared folder of a run's diary."""
    from coach.exchange.log import decode, encode
    from coach.store.diary.sync import Codec, SharedFolder

    return SharedFolder(state.diary, Codec(encode, decode), state.now)


COMMANDS = (sync,)
