"""All commands behind one: what each word means, and how a run ends.

Results go to stdout, everything else to stderr. Nothing heavy is imported before it is
known to be needed: the screen, the rules and the exchange formats wait for their command.
"""

from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from coach import __version__
from coach.cli.boundary import end_with
from coach.cli.context import Words, data_dir_option, opened
from coach.cli.opening import require_screen, run_screen
from coach.cli.state import BadInput, Coach, data_folder, plain_errors

# In which module each command is; loaded when it is asked for, or when all are listed.
_WHERE = {
    "check-in": "recording",
    "drink": "recording",
    "seen-doctor": "recording",
    "clear": "recording",
    "due": "recording",
    "medicine": "noting",
    "event": "noting",
    "profile": "profile",
    "status": "reviewing",
    "timeline": "reviewing",
    "history": "reviewing",
    "tip": "coaching",
    "goal": "goals",
    "week": "coaching",
    "experiment": "experimenting",
    "export": "exchanging",
    "schema": "exchanging",
    "remind": "exchanging",
    "report": "reporting",
    "learn": "learning",
    "import": "importing",
    "where": "keeping",
    "backup": "keeping",
    "undo": "keeping",
    "redo": "keeping",
    "erase": "keeping",
    "sync": "syncing",
}


class Commands(click.Group):
    """A group whose commands wait in their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*self.commands, *_WHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None if there is none."""
        if cmd_name in _WHERE and cmd_name not in self.commands:
            module = import_module(f"coach.cli.commands.{_WHERE[cmd_name]}")
            for command in module.COMMANDS:
                _read_words(command)
                self.add_command(command)
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands,
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

    require_screen()
    with plain_errors(), orderly(), passing_folder("coach-demo-") as folder:
        state = Coach(folder)
        state.diary.merge(demo_log(state.now()), "the invented days")
        run_screen(state, mouse=not no_mouse, demo=True)


def _read_words(command: click.Command) -> None:
    """Let every word that a command takes be one; paths may hold any byte."""
    for given in command.params:
        if given.type is click.STRING:
            given.type = Words()
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _read_words(part)


def main() -> NoReturn:
    """Run a command; say in one sentence what went wrong, with exit code 2 for bad input."""
    shared: dict[str, Path] = {}

    def run() -> object:
        try:
            return coach.main(prog_name="coach", standalone_mode=False, obj=shared)
        except click.exceptions.Abort:
            raise KeyboardInterrupt from None
        except click.ClickException as error:
            raise BadInput(error.format_message()) from None

    end_with(run, lambda: data_folder(shared.get("folder")))
