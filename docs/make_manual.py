"""Writes the manual page, docs/man/coach.1, from the commands: python docs/make_manual.py."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from coach.cli.shell import coach

PAGE = Path(__file__).parent / "man" / "coach.1"
EVERYWHERE = {"--data-dir", "--help"}
AFTERWARDS = """
.SH FILES
The diary is one file,
.IR diary.json ,
in one folder: that of
.BR \\-\\-data\\-dir ,
else of
.BR COACH_DATA_DIR ,
else the platform's own for the data of programs;
.B coach where
names it, and whatever else lies in it.
.SH ENVIRONMENT
.TP
.B COACH_DATA_DIR
The folder of the diary.
.TP
.B NO_COLOR
Where it is set, nothing rests on colour.
.SH EXIT STATUS
.TP
.B 0
All went well.
.TP
.B 1
.B coach due
has a check\\-in that waits.
.TP
.B 2
What was given cannot be taken; one sentence says why, and nothing was changed.
.TP
.B 70
The program itself failed, and kept a trace without the words of the diary in
.IR crash.log .
.TP
.B 130
It was stopped by ctrl+c.
.SH NOTES
No medical device and no diagnosis. Nothing leaves the machine.
"""


def plain(text: str) -> str:
    """A text in which nothing steers the page."""
    harmless = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", harmless, flags=re.MULTILINE)


def paragraphs(text: str) -> str:
    """The paragraphs of a help text."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", textwrap.dedent(text))]
    return "\n.PP\n".join(plain(part) for part in parts if part)


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Each option with what it does, but those that every command has."""
    for option in command.get_params(context):
        record = option.get_help_record(context)
        is_everywhere = context.parent is not None and bool(EVERYWHERE & set(option.opts))
        if isinstance(option, click.Option) and record is not None and not is_everywhere:
            yield f".TP\n.B {plain(record[0])}\n{plain(record[1])}"


def commands(group: click.Group, context: click.Context) -> Iterator[str]:
    """A part for every command, and for those below it."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        within = click.Context(command, info_name=name, parent=context)
        words = " ".join(command.collect_usage_pieces(within))
        yield f".SS {plain(f'{within.command_path} {words}')}\n{paragraphs(command.help or '')}"
        yield from options(command, within)
        if command.epilog:
            yield f".PP\n{plain(command.epilog)}"
        if isinstance(command, click.Group):
            yield from commands(command, within)


def manual() -> str:
    """The whole page."""
    context = click.Context(coach, info_name="coach", **coach.context_settings)
    parts = [
        '.TH COACH 1 "" "" "Sleep coach"',
        ".SH NAME\ncoach \\- a sleep coach for people who twitch at night",
        ".SH SYNOPSIS\n.B coach\n[OPTIONS] [COMMAND] [ARGS]...",
        f".SH DESCRIPTION\n{paragraphs(coach.help or '')}",
        ".SH OPTIONS",
        *options(coach, context),
        ".SH COMMANDS\nEach takes\n.B \\-\\-data\\-dir\nand\n.B \\-\\-help\nas well.",
        *commands(coach, context),
    ]
    return "\n".join(parts) + AFTERWARDS


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(manual(), encoding="utf-8")
