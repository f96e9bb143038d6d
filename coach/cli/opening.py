"""The full-screen program: what it needs of the terminal, and how it ends.

Asked for without a word, as nearly always, it opens from here, before any command is loaded.
"""

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, cast

from coach.cli.boundary import end_with
from coach.cli.state import BadInput, Coach, data_folder, folder_in_use, plain_errors, tell

if TYPE_CHECKING:
    from coach.cli.ending import Ending

# Terminals that cannot put a word in its place.
_NO_SCREEN = frozenset({"dumb", "unknown"})


def require_screen() -> None:
    """Raise BadInput where there is no terminal that the program can be drawn on."""
    if os.environ.get("TEXTUAL_DRIVER"):
        # Textual draws elsewhere, as for a browser (textual serve).
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(
            "the full-screen program needs a terminal; see coach --help for plain commands"
        )
    if (terminal := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise BadInput(
            f"the full-screen program cannot be drawn on this terminal (TERM is {terminal}); "
            "see coach --help for plain commands"
        )


def run_screen(state: Coach, *, mouse: bool, demo: bool = False) -> None:
    """Open the full-screen program and end with its exit code."""
    from coach.cli.ending import orderly

    require_screen()
    with orderly() as ending:
        with plain_errors():
            # Before the screen is taken: a clock that cannot be used is told in a sentence.
            state.now()
            _make_readable(state, ending)
        gc.disable()
        _load_asyncio()
        from coach.ui.frame.palette import load_without_palette

        load_without_palette()
        from coach.ui.app import CoachApp
        from coach.ui.frame.pasting import paste_without_keys

        paste_without_keys()
        app = CoachApp(state.diary, state.now, demo=demo)
        ending.leave = app.put_down
        app.run(mouse=mouse)
        if app.is_writing:
            tell("Waiting for another coach that is writing ...")
            app.finish_writing()
        state.diary.close()
    if isinstance(app.failure, BadInput):
        raise app.failure
    if app.failure is not None:
        from coach.cli.crash import report

        sys.exit(report(app.failure, state.folder))
    if app.return_code:
        sys.exit(app.return_code)


def _load_asyncio() -> None:
    """Load asyncio without encryption, which takes longer than the rest of it.

    Nothing here opens a connection; asyncio does without, as on a Python that was built so.
    Whatever imports ``ssl`` itself later on gets it.
    """
    if "ssl" not in sys.modules:
        # By the language's own rule, None stands for a module that cannot be imported.
        modules = cast(dict[str, object], sys.modules)
        modules["ssl"] = None
        try:
            import_module("asyncio")
        finally:
            del modules["ssl"]


def _make_readable(state: Coach, ending: "Ending") -> None:
    """Offer a way out where the diary's file cannot be read; raise if none was taken."""
    from coach.store.disk.trouble import DiaryUnreadable

    try:
        state.diary.seal()
    except DiaryUnreadable as trouble:
        from coach.ui.rescue import Rescue

        rescue = Rescue(state.diary, trouble, state.now().date())
        ending.leave = rescue.exit
        if not rescue.run():
            raise


def open_coach() -> NoReturn:
    """Open the program on the diary where it usually is, and end with its exit code."""

    def run() -> None:
        state = Coach(folder_in_use(None))
        try:
            run_screen(state, mouse=True)
        finally:
            state.carry_on()

    end_with(run, lambda: data_folder(None))
