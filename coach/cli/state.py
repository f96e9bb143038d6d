"""One run of the program: its folder, its clock and its diary; without the words of commands.

Click is not loaded here, for the full-screen program opens without it.
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coach.core.diary import day as days
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.diary.records import Profile
    from coach.store.diary.diary import Diary


class BadInput(Exception):
    """One sentence naming what was given and why it cannot be taken; exit code 2."""


class Coach:
    """One run of a command: folder, clock and diary.

    Attributes:
        folder: The data folder; not made before something is written.
        syncs: Whether a change is carried to the shared folder, where one was named.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.syncs = True

    @staticmethod
    def now() -> datetime:
        """Local time with its offset; BadInput where the machine's clock or zone is none.

        Always a plain datetime: records take no subclass, such as a stopped clock's.
        """
        from coach.cli.clock import ClockUnusable, local_now

        try:
            return local_now()
        except ClockUnusable as error:
            raise BadInput(str(error)) from None

    @cached_property
    def diary(self) -> "Diary":
        """The diary in the data folder."""
        from coach.store.diary.diary import Diary

        diary = Diary(self.folder, self.now)
        diary.on_wait(lambda: tell("Waiting for another coach that is writing ..."))
        diary.on_backup_failure(lambda sentence: tell(f"coach: {visible(sentence)}"))
        return diary

    def carry_on(self) -> None:
        """Once the command is done, carry what it changed to the shared folder.

        In a process of its own: nobody waits at the prompt for a slow folder.
        """
        if not self.syncs or "diary" not in self.__dict__ or not self.diary.was_changed:
            return
        from coach.store.settings import load

        shared = load(self.folder).shared
        if shared is None or not shared.folder:
            return
        import subprocess

        with suppress(OSError):
            subprocess.Popen(
                [sys.executable, "-m", "coach", "--data-dir", self.folder.absolute(), "sync"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    @cached_property
    def profile(self) -> "Profile":
        """The profile, all unanswered where there is none."""
        from coach.core.diary.records import Profile

        return self.diary.profile() or Profile()

    @property
    def today(self) -> date:
        """The coach's day that it is now."""
        return days.today(self.now(), self.diary.entry, self.profile)

    @property
    def day_starts_at(self) -> str:
        """When the coach's day that it is now began."""
        return days.begins_at(self.today, self.diary.entry, self.profile)


def data_folder(given: Path | None) -> Path:
    """The data folder: the option, else COACH_DATA_DIR, else the platform's."""
    from coach.store.disk.machine import expanded

    named = given if given is not None else os.environ.get("COACH_DATA_DIR")
    if named:
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("sleep-coach", appauthor=False))


def folder_in_use(given: Path | None) -> Path:
    """The data folder.

    Raises:
        BadInput: If something else stands in its place.
    """
    folder = data_folder(given)
    try:
        is_file = not stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_file = False
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise BadInput(f"the data folder {folder} cannot be used: {reason}") from None
    if is_file:
        raise BadInput(f"the data folder {folder} is a file; name a folder with --data-dir")
    return folder


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the diary and the exchange refuse into one sentence and exit code 2."""
    from coach.store.disk.trouble import StoreError

    try:
        yield
    except StoreError as error:
        raise BadInput(str(error)) from error


def tell(sentence: str) -> None:
    """Say something beside the results."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
