"""Commands about the files: where they are, backups, and erasing everything."""

import click

from coach.cli.context import BadInput, data_dir_option, opened, plain_errors
from coach.core.words.text import visible


@click.command(epilog="Example: coach where")
@data_dir_option
@click.pass_context
def where(context: click.Context) -> None:
    """Say which files hold what."""
    from coach.store.inventory import contents

    state = opened(context)
    with plain_errors():
        click.echo(visible(str(state.folder), one_line=True))
        for item in contents(state.folder):
            click.echo(f"  {visible(item.name, one_line=True):<24} {item.what}")


@click.group(invoke_without_command=True, epilog="Example: coach backup list")
@data_dir_option
@click.pass_context
def backup(context: click.Context) -> None:
    """List the automatic backups, or restore one."""
    if context.invoked_subcommand is None:
        context.invoke(list_)


@backup.command("list", epilog="Example: coach backup list")
@data_dir_option
@click.pass_context
def list_(context: click.Context) -> None:
    """List the backups, newest first."""
    from coach.store.diary.backups import list_backups

    state = opened(context)
    with plain_errors():
        newest_first = list_backups(state.folder)
        for saved in newest_first:
            click.echo(visible(saved.line(), one_line=True))
        if not newest_first:
            click.echo(
                "There is no backup yet; the first is made with the first change.", err=True
            )


@backup.command(epilog="Example: coach backup restore NAME, with a name from coach backup list")
@click.argument("name")
@data_dir_option
@click.pass_context
def restore(context: click.Context, name: str) -> None:
    """Put a backup in the diary's place; restoring can be undone."""
    state = opened(context)
    with plain_errors():
        state.diary.restore(name)
    click.echo(
        f"Restored {visible(name, one_line=True)}. Undo takes it back (u in the program)."
    )


@click.command(epilog="Example: coach undo")
@data_dir_option
@click.pass_context
def undo(context: click.Context) -> None:
    """Take the last change back."""
    state = opened(context)
    with plain_errors():
        done = state.diary.undo() if state.diary.undoable() else None
    click.echo(f"Taken back: {visible(done, one_line=True)}." if done else "Nothing to undo.")


@click.command(epilog="Example: coach erase")
@data_dir_option
@click.pass_context
def erase(context: click.Context) -> None:
    """Remove everything, backups, drafts and logs included."""
    from coach.store.inventory import erase as erase_all

    state = opened(context)
    with plain_errors():
        click.echo(
            f"This removes the diary in {visible(str(state.folder), one_line=True)}, "
            "its backups and drafts.",
            err=True,
        )
        try:
            click.echo("Type erase to go on: ", err=True, nl=False)
            word = input()
        except EOFError:
            word = ""
        if word.strip() != "erase":
            raise BadInput("the word typed was not 'erase'; nothing was removed")
        erase_all(state.folder)
        click.echo("Everything is removed.")


COMMANDS = (where, backup, undo, erase)
