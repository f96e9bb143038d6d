"""The commands. Thin: they read words, call the rooms behind, and print what comes back.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is
known to be needed: the screen, the rules and the exchange formats wait for their command.
"""

import codecs
import errno
import gc
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from coach import __version__
from coach.cli import exchanging, keeping, noting, recording, reporting, reviewing, syncing
from coach.cli.context import (
    Coach,
    Words,
    data_dir_option,
    data_folder,
    opened,
    plain_errors,
)
from coach.core.words.text import plain, visible

if TYPE_CHECKING:
    from coach.cli.ending import Ending


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Example: coach --data-dir ~/diary   (everything stays in that folder)",
)
@click.version_option(__version__, prog_name="coach", message="%(prog)s %(version)s")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@data_dir_option
@click.pass_context
def coach(context: click.Context, no_mouse: bool) -> None:
    """A sleep coach for people who twitch at night.

    Without a command the full-screen program opens.
    """
    if context.invoked_subcommand is None:
        run_screen(opened(context), mouse=not no_mouse)


@coach.command(epilog="Example: coach demo")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@data_dir_option
@click.pass_context
def demo(context: click.Context, no_mouse: bool) -> None:
    """Open the program on 120 invented days; nothing is kept."""
    from coach.cli.demo import demo_log
    from coach.cli.ending import orderly, passing_folder

    _require_screen()
    with plain_errors(), orderly(), passing_folder("coach-demo-") as folder:
        state = Coach(folder)
        state.diary.merge(demo_log(state.now()), "the invented days")
        run_screen(state, mouse=not no_mouse, demo=True)


# Terminals that cannot put a word in its place.
_NO_SCREEN = frozenset({"dumb", "unknown"})


def _require_screen() -> None:
    """Raise UsageError where there is no terminal that the program can be drawn on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "the full-screen program needs a terminal; see coach --help for plain commands"
        )
    if (terminal := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise click.UsageError(
            f"the full-screen program cannot be drawn on this terminal (TERM is {terminal}); "
            "see coach --help for plain commands"
        )


def run_screen(state: Coach, *, mouse: bool, demo: bool = False) -> None:
    """Open the full-screen program and end with its exit code."""
    from coach.cli.ending import orderly

    _require_screen()
    with orderly() as ending:
        with plain_errors():
            # Before the screen is taken: a clock that cannot be used is told in a sentence.
            state.now()
            _make_readable(state, ending)
        # Nothing is garbage yet; the collector looks again once the first page is drawn.
        gc.disable()
        from coach.ui.app import CoachApp
        from coach.ui.frame.pasting import paste_without_keys

        paste_without_keys()
        app = CoachApp(state.diary, state.now, demo=demo)
        ending.leave = app.put_down
        app.run(mouse=mouse)
        if app.is_writing:
            click.echo("Waiting for another coach that is writing ...", err=True)
            app.finish_writing()
        state.diary.close()
    if isinstance(app.failure, click.ClickException):
        raise app.failure
    if app.failure is not None:
        from coach.cli.crash import report

        sys.exit(report(app.failure, state.folder))
    if app.return_code:
        sys.exit(app.return_code)


def _make_readable(state: Coach, ending: "Ending") -> None:
    """Offer a way out where the diary's file cannot be read; raise if none was taken."""
    from coach.store.disk.durable import DiaryUnreadable

    try:
        state.diary.count()
    except DiaryUnreadable as trouble:
        from coach.ui.rescue import Rescue

        rescue = Rescue(state.diary, trouble, state.now().date())
        ending.leave = rescue.exit
        if not rescue.run():
            raise


for command in (
    *recording.COMMANDS,
    *noting.COMMANDS,
    *reviewing.COMMANDS,
    *exchanging.COMMANDS,
    *reporting.COMMANDS,
    *keeping.COMMANDS,
    *syncing.COMMANDS,
):
    coach.add_command(command)


def _read_words(command: click.Command) -> None:
    """Let every word that a command takes be one; paths may hold any byte."""
    for given in command.params:
        if given.type is click.STRING:
            given.type = Words()
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _read_words(part)


_read_words(coach)


# What the system says when stdout is a file and cannot take more.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _leave_stdout(code: int) -> NoReturn:
    """End without Python writing once more to a stdout that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _fill_closed_streams() -> None:
    """Put nothing in the place of a stream that the shell has closed (coach status >&-)."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - kept open
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _speak_any_encoding() -> None:
    """Let no stream fail on a sign that its encoding lacks, nor on a byte that is none."""
    codecs.register_error("plain", _plainly)
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "plain"),
        (sys.stderr, "plain"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def main() -> None:
    """Run a command; say in one sentence what went wrong, with exit code 2 for bad input."""
    shared: dict[str, Path] = {}
    _fill_closed_streams()
    _speak_any_encoding()
    stdout = sys.stdout
    try:
        code = coach.main(prog_name="coach", standalone_mode=False, obj=shared)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        # A file's name may hold signs that steer the terminal.
        click.echo(f"coach: {visible(error.format_message())}", err=True)
        sys.exit(error.exit_code)
    except SystemExit:
        # Where a pipe was closed, click puts a stdout of its own in place and ends with 1.
        if sys.stdout is not stdout:
            _leave_stdout(0)
        raise
    except BrokenPipeError:
        # The reader went away (coach export | head); that is no failure of ours.
        _leave_stdout(0)
    except Exception as error:  # noqa: BLE001 - the crash boundary
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            reason = os.strerror(error.errno).lower()
            click.echo(f"coach: the result could not be written: {reason}", err=True)
            _leave_stdout(2)
        from coach.cli.crash import report

        sys.exit(report(error, data_folder(shared.get("folder"))))
    sys.exit(code if isinstance(code, int) else 0)
