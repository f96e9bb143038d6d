"""The commands. Thin: they read words, call the rooms behind, and print what comes back.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is
known to be needed: the screen, the rules and the exchange formats wait for their command.
"""

import errno
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from coach import __version__
from coach.cli import exchanging, keeping, recording, reviewing, syncing
from coach.cli.context import Coach, data_dir_option, data_folder, opened, plain_errors
from coach.core.words.text import visible


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
    import tempfile

    from coach.cli.demo import demo_log

    with tempfile.TemporaryDirectory(prefix="coach-demo-") as folder:
        state = Coach(Path(folder))
        state.diary.merge(demo_log(state.now()), "the invented days")
        run_screen(state, mouse=not no_mouse, demo=True)


# Terminals that cannot put a word in its place.
_NO_SCREEN = frozenset({"dumb", "unknown"})


def run_screen(state: Coach, *, mouse: bool, demo: bool = False) -> None:
    """Open the full-screen program and end with its exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "the full-screen program needs a terminal; see coach --help for plain commands"
        )
    if (terminal := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise click.UsageError(
            f"the full-screen program cannot be drawn on this terminal (TERM is {terminal}); "
            "see coach --help for plain commands"
        )
    with plain_errors():
        _make_readable(state)
    # Nothing is garbage yet; the collector looks again once the first page is drawn.
    gc.disable()
    from coach.ui.app import CoachApp

    app = CoachApp(state.diary, state.now, demo=demo)
    app.run(mouse=mouse)
    if app.failure is not None:
        from coach.cli.crash import report

        sys.exit(report(app.failure, state.folder))
    if app.return_code:
        sys.exit(app.return_code)


def _make_readable(state: Coach) -> None:
    """Offer a way out where the diary's file cannot be read; raise if none was taken."""
    from coach.store.disk.durable import DiaryUnreadable

    try:
        state.diary.count()
    except DiaryUnreadable as trouble:
        from coach.ui.rescue import Rescue

        if not Rescue(state.diary, trouble).run():
            raise


for command in (
    *recording.COMMANDS,
    *reviewing.COMMANDS,
    *exchanging.COMMANDS,
    *keeping.COMMANDS,
    *syncing.COMMANDS,
):
    coach.add_command(command)


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


def main() -> None:
    """Run a command; say in one sentence what went wrong, with exit code 2 for bad input."""
    shared: dict[str, Path] = {}
    _fill_closed_streams()
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
