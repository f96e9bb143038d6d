"""Every file that the coach writes: what holds what, and how to be rid of it all."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.store import settings
from coach.store.diary import backups, drafts
from coach.store.disk import durable, lock

DIARY = "diary.json"
FOLD_CACHE = "fold.cache"

_FILES = {
    DIARY: "the diary: entries, profile, doctor visits, tips, and what can be undone",
    FOLD_CACHE: "worked out of the diary, to open faster; made anew when it is missing",
    settings.NAME: "theme and other settings",
    lock.NAME: "keeps two open programs out of each other's way; holds nothing",
    lock.MARKER: "is there while a program writes; names it",
}
# What filelock leaves when a program dies while it takes a dead one's marker over.
_MARKER_LEFT = re.compile(re.escape(lock.MARKER) + r"\.(break|restore)\.\d+\.[0-9a-f]+")
_ASIDE = re.compile(r"diary\.unreadable-[0-9-]+\.json")
_LOG = re.compile(r"(coach|crash)[a-z0-9-]*\.log")


@dataclass(frozen=True, slots=True)
class Item:
    """One file, or one folder of files, in the data folder.

    Attributes:
        name: Relative to the data folder.
        what: What it holds, in plain words.
        size: Bytes, all files together.
    """

    name: str
    what: str
    size: int


def aside_name(moment: str) -> str:
    """The name under which an unreadable diary is kept."""
    return f"diary.unreadable-{moment}.json"


def contents(folder: Path) -> tuple[Item, ...]:
    """What of the coach's is in a data folder.

    Raises:
        StoreError: If the folder cannot be read.
    """
    grouped: dict[str, tuple[str, int]] = {}
    try:
        for path, name, what in _ours(folder):
            grouped[name] = (what, grouped.get(name, ("", 0))[1] + path.lstat().st_size)
    except OSError as error:
        raise durable.explained(error, folder, "read") from error
    return tuple(Item(name, what, size) for name, (what, size) in grouped.items())


def hand_out(folder: Path, path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file for the person: whole, readable by them alone, never over the coach's own.

    Args:
        folder: The data folder.
        path: Where to; its folder must be there.
        data: What to write.
        replace: Whether a file that exists may be replaced.

    Raises:
        StoreError: If the coach keeps files of its own there, if something stands there that
            is no file or may not be replaced, or if it cannot be written.
    """
    try:
        is_ours = _is_kept(folder, path)
        odd = path.exists() and not (path.is_file() or path.is_dir())
    except OSError as error:
        raise durable.explained(error, path, "written") from error
    if is_ours:
        raise durable.StoreError(
            f"{path} was not written: the coach keeps its own files there; choose another "
            "name or folder."
        )
    if odd:
        raise durable.StoreError(f"{path} could not be written: it is no ordinary file.")
    durable.write_new(path, data, replace=replace)


def _is_kept(folder: Path, path: Path) -> bool:
    """Whether a path is, or would become, one of the coach's own files."""
    # Unlike Path.resolve, realpath makes nothing of links that lead in a circle.
    home, target = Path(os.path.realpath(folder)), Path(os.path.realpath(path))
    if target.parent == home and _what(target.name) is not None:
        return True
    if target.parent in (home / backups.FOLDER, home / drafts.FOLDER):
        return True
    return any(os.path.realpath(ours) == str(target) for ours, _, _ in _ours(folder))


def erase(folder: Path) -> None:
    """Remove everything that the coach wrote, and nothing else.

    A file that is a symbolic link is removed together with what it points to. Folders go
    when nothing is left in them.

    Raises:
        StoreError: If something could not be removed; the rest is gone.
    """
    if not any(_ours(folder)):
        return
    trouble: OSError | None = None
    guard = lock.WriteLock(folder)
    with guard.held():
        for path, _, _ in list(_ours(folder)):
            if path.name == lock.NAME:
                continue
            try:
                _remove(path)
            except OSError as error:
                # Go on: what can be removed shall be gone.
                trouble = error
    # Last, and once it is let go: whoever waits for it finds it gone and makes another.
    try:
        _remove(folder / lock.NAME)
        for emptied in (folder / backups.FOLDER, folder / drafts.FOLDER, folder):
            if emptied.is_dir() and not emptied.is_symlink() and not any(emptied.iterdir()):
                emptied.rmdir()
    except OSError as error:
        trouble = error
    if trouble is not None:
        raise durable.explained(trouble, folder, "wholly erased") from trouble


def _remove(path: Path) -> None:
    if path.is_symlink():
        path.resolve().unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _ours(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Each of our files with the name and the words under which it is listed."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        what = _what(path.name)
        if what is not None and not path.is_dir():
            yield path, path.name, what
    for name, what, ours in (
        (backups.FOLDER, "automatic backups of the diary", backups.is_backup),
        (drafts.FOLDER, "check-ins that were begun and not finished", drafts.is_draft),
    ):
        if (folder / name).is_dir():
            for path in sorted((folder / name).iterdir()):
                if ours(durable.meant_for(path.name) or path.name):
                    yield path, f"{name}/", what


def _what(name: str) -> str | None:
    if name in _FILES:
        return _FILES[name]
    if _ASIDE.fullmatch(name):
        return "a diary that could not be read, set aside"
    if _MARKER_LEFT.fullmatch(name):
        return "left over from a lock whose holder died"
    if _LOG.fullmatch(name):
        return "what went wrong, for whoever mends it"
    meant = durable.meant_for(name)
    if meant is not None and _what(meant) is not None:
        return "left over from a write that was cut short"
    return None
