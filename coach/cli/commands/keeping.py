"""Commands about the files: where they are, backups, and erasing everything."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    BadInput,
    answer_to,
    data_dir_option,
    opened,
    plain_errors,
    somebody_is_there,
)
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.store.diary.undo import Offer
    from coach.store.inventory import Stranger


@click.command(epilog="Example: coach where")
@data_dir_option
@click.pass_context
def where(context: click.Context) -> None:
    """Say which files hold what, and what else lies in the folder."""
    from coach.store.inventory import contents, strangers

    state = opened(context)
    with plain_errors():
        click.echo(visible(str(state.folder), one_line=True))
        for item in contents(state.folder):
            click.echo(f"  {visible(item.name, one_line=True):<24} {item.what}")
        others = strangers(state.folder)
        if others:
            click.echo("Not the coach's own:")
            _list(others)


def _list(others: "Iterable[Stranger]", *, err: bool = False) -> None:
    for other in others:
        name, what = (visible(words, one_line=True) for words in (other.name, other.what))
        click.echo(f"  {name:<24} {what}", err=err)


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
        newest_first = list_backups(state.folder, state.now().date())
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


yes_option = click.option("--yes", is_flag=True, help="Do not ask, however much goes.")


@click.command(epilog="Example: coach undo")
@yes_option
@data_dir_option
@click.pass_context
def undo(context: click.Context, yes: bool) -> None:
    """Take the last change back; asks where more than one answer or drink goes."""
    state = opened(context)
    with plain_errors():
        offer, known = state.diary.next_undo(), state.diary.undoable()
        if offer is None:
            nothing = "Nothing to undo."
            if known:
                nothing = f"{_name(known[0])} cannot be taken back: its backup is gone."
            click.echo(nothing)
            return
        for what in offer.skipped:
            click.echo(
                f"{_name(what)} cannot be taken back: its backup is gone; passed over.",
                err=True,
            )
        _ask(offer, "Take back", yes=yes)
        state.diary.undo(offer)
    click.echo(
        f"Taken back: {_name(offer.what)}. coach redo puts it forward again; "
        "coach backup list names the backups."
    )


@click.command(epilog="Example: coach redo")
@yes_option
@data_dir_option
@click.pass_context
def redo(context: click.Context, yes: bool) -> None:
    """Put forward again what undo took back; asks where more than one answer comes."""
    state = opened(context)
    with plain_errors():
        offer = state.diary.next_redo()
        if offer is None:
            click.echo("Nothing to put forward again.")
            return
        _ask(offer, "Put forward again", yes=yes)
        state.diary.redo(offer)
    click.echo(
        f"Put forward again: {_name(offer.what)}. coach undo takes it back; "
        "coach backup list names the backups."
    )


def _ask(offer: "Offer", question: str, *, yes: bool) -> None:
    """Ask where much goes with a step; BadInput if the person does not want it."""
    if not offer.asks or yes:
        return
    what = f"{_name(offer.what)} ({offer.extent})"
    if not somebody_is_there():
        raise BadInput(f"the last change is {what}; nothing was changed, add --yes to go on")
    word = answer_to(f"{question} {what}? Type yes to go on: ")
    if word.casefold() not in ("y", "yes"):
        raise BadInput("the word typed was not 'yes'; nothing was changed")


def _name(what: str) -> str:
    return visible(what, one_line=True)


@click.command(epilog="Example: coach erase")
@data_dir_option
@click.pass_context
def erase(context: click.Context) -> None:
    """Remove everything, backups, drafts and logs included.

    Copies of the diary that another program made in the folder are named, and removed where
    `copies` is typed as well. Nothing that a link leads to is removed.
    """
    from coach.cli.timers import standing
    from coach.store.inventory import erase as erase_all
    from coach.store.inventory import strangers

    state = opened(context)
    with plain_errors():
        click.echo(
            f"This removes the diary in {visible(str(state.folder), one_line=True)}, "
            "its backups and drafts.",
            err=True,
        )
        if answer_to("Type erase to go on: ") != "erase":
            raise BadInput("the word typed was not 'erase'; nothing was removed")
        copies = [other for other in strangers(state.folder) if other.is_copy]
        too = False
        if copies:
            click.echo("These hold a diary too, and were not written by the coach:", err=True)
            _list(copies, err=True)
            too = answer_to("Type copies to remove them as well, or Enter to keep them: ") == (
                "copies"
            )
        linked = erase_all(state.folder, copies=too)
        others = strangers(state.folder)
        timers = tuple(standing())
        for timer in timers:
            click.echo(
                f"A timer still reminds you; coach remind --uninstall {timer} takes it away."
            )
        if not others and not linked:
            click.echo("Everything is removed." if not timers else "All else is removed.")
            return
        click.echo("Everything that the coach wrote is removed.")
        for target in linked:
            where_to = visible(str(target), one_line=True)
            click.echo(f"A link led to {where_to}, which is still there.")
        if others:
            click.echo("Left in the folder, not the coach's own:")
            _list(others)


COMMANDS = (where, backup, undo, redo, erase)
