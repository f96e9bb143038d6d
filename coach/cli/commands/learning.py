"""The plain pages to learn from, read aloud as well as a screen shows them."""

from typing import TYPE_CHECKING

import click

from coach.cli.context import BadInput, data_dir_option, plain_errors
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.tips.tip import LearnPage
    from coach.store.tips.tipbook import Tipbook


@click.command(epilog="Example: coach learn restless-legs")
@click.argument("page", required=False)
@data_dir_option
def learn(page: str | None) -> None:
    """List the plain pages, or show one with its sources.

    PAGE is a name of the list.
    """
    from coach.store.tips.tipbook import load

    book = load()
    with plain_errors():
        if page is None:
            for listed in book.pages:
                click.echo(f"{listed.slug}: {listed.title}")
            return
        chosen = next((found for found in book.pages if found.slug == page), None)
        if chosen is None:
            raise BadInput(
                f"PAGE is {visible(page, one_line=True)!r}, which is none of the pages; "
                "coach learn lists them"
            )
    _show(book, chosen)


def _show(book: "Tipbook", page: "LearnPage") -> None:
    """The sections of a page with numbered sources, and the sources spelled out."""
    number = {key: index for index, key in enumerate(page.sources, 1)}
    click.echo(page.title)
    for section in page.sections:
        click.echo(f"\n{section.heading}\n")
        click.echo("\n\n".join(section.paragraphs))
        if section.sources:
            listed = ", ".join(str(number[key]) for key in section.sources)
            click.echo(f"Source: {listed}")
    click.echo("\nSources")
    for key, index in number.items():
        click.echo(f"{index}. {book.sources[key].words}")


COMMANDS = (learn,)
