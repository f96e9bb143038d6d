"""The commands. Thin: they read words, call the rooms behind, and print what comes back.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is
known to be needed: the screen, the rules and the exchange formats wait for their command.
"""

import os
import sys
from pathlib import Path

import click

from coach import __version__
from coach.cli import exchanging, keeping, recording, reviewing
from coach.cli.context import Coach, data_dir_option, data_folder, opened, plain_errors


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


def run_screen(state: Coach, *, mouse: bool, demo: bool = False) -> None:
    """Open the full-screen program and end with its exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "the full-screen program needs a terminal; see coach --help for plain commands"
        )
    with plain_errors():
        _make_readable(state)
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
    from coach.store.durable import DiaryUnreadable

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
):
    coach.add_command(command)


def main() -> None:
    """Run a command; say in one sentence what went wrong, with exit code 2 for bad input."""
    shared: dict[str, Path] = {}
    try:
        code = coach.main(prog_name="coach", standalone_mode=False, obj=shared)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"coach: {error.format_message()}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader went away (coach export | head); that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the crash boundary
        from coach.cli.crash import report

        sys.exit(report(error, data_folder(shared.get("folder"))))
    sys.exit(code if isinstance(code, int) else 0)
