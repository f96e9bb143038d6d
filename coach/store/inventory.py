"""Every file in the data folder: what of the coach's holds what, and how to be rid of it.

What the coach did not write is a stranger. Some of those hold a diary all the same: copies
that a program made which keeps folders alike ("diary (conflicted copy 2026-11-22).json").
They are known by their content, whatever they are called.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from coach.store import settings
from coach.store.diary import backups, drafts, due, packing
from coach.store.disk import durable, lock, trouble
from coach.store.names import FOLD_CACHE

_FILES = {
    due.DIARY: "the diary: entries, profile, doctor visits, tips, and what can be undone",
    FOLD_CACHE: "worked out of the diary, to open faster; made anew when it is missing",
    due.NAME: "worked out of the diary, for `coach due`; made anew when it is missing",
    settings.NAME: "theme and other settings",
    lock.NAME: "keeps two open programs out of each other's way; holds nothing",
    lock.SYNC_NAME: "keeps two syncs out of each other's way; holds nothing",
    "diary.held": "is there while a program writes; names it",
    "sync.held": "is there while a sync is under way; names it",
}
# What filelock leaves when a program dies while it takes a dead one's marker over.
_MARKER_LEFT = re.compile(r"(diary|sync)\.held\.(break|restore)\.\d+\.[0-9a-f]+")
_ASIDE = re.compile(r"diary\.unreadable-[0-9-]+\.json")
_LOG = re.compile(r"(coach|crash)[a-z0-9-]*\.log")
# What stands at the top of a diary's file and of a log.
_HOLDS_A_DIARY = (b'"coach-diary"', b'"coach-log"')
_HEAD_BYTES = 256
# What iCloud leaves where it took a file away to save room.
_STANDS_FOR = re.compile(r"\.(diary.*|\d{4}-\d\d-\d\d.*|before-.*)\.json(\.gz)?\.icloud")


class Item(msgspec.Struct, frozen=True):
    """One file, or one folder of files, in the data folder.

    Attributes:
        name: Relative to the data folder.
        what: What it holds, in plain words.
        size: Bytes, all files together.
    """

    name: str
    what: str
    size: int


class Stranger(msgspec.Struct, frozen=True):
    """Something in the data folder that the coach did not write under that name.

    Attributes:
        path: Where it is.
        name: Relative to the data folder.
        what: What it is, in plain words.
        is_copy: Whether it holds answers: a diary, a log or a backup under another name, or
            what stands for one that is kept elsewhere.
    """

    path: Path
    name: str
    what: str
    is_copy: bool


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
        raise trouble.explained(error, folder, "read") from error
    return tuple(Item(name, what, size) for name, (what, size) in grouped.items())


def strangers(folder: Path) -> tuple[Stranger, ...]:
    """What else is in a data folder, and in the folders of backups and drafts in it.

    Raises:
        StoreError: If the folder cannot be read.
    """
    try:
        ours = {path for path, _, _ in _ours(folder)}
        places = [folder, *(below for below in _folders(folder) if _is_folder(below))]
        return tuple(
            _stranger(path, str(path.relative_to(folder)))
            for place in places
            if place.is_dir()
            for path in sorted(place.iterdir())
            if path not in ours and path not in places
        )
    except OSError as error:
        raise trouble.explained(error, folder, "read") from error


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
        raise trouble.explained(error, path, "written") from error
    if is_ours:
        raise trouble.StoreError(
            f"{path} was not written: the coach keeps its own files there; choose another "
            "name or folder."
        )
    if odd:
        raise trouble.StoreError(f"{path} could not be written: it is no ordinary file.")
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


def erase(folder: Path, *, copies: bool = False) -> tuple[Path, ...]:
    """Remove everything that the coach wrote, and nothing else. No link is followed.

    Folders go when nothing is left in them.

    Args:
        folder: The data folder.
        copies: Whether the strangers that hold a diary go as well.

    Returns:
        What links that were removed pointed to; it is still there.

    Raises:
        StoreError: If something could not be removed; the rest is gone.
    """
    if not any(_ours(folder)) and not copies:
        return ()
    others = [other.path for other in strangers(folder) if other.is_copy] if copies else []
    failure: OSError | None = None
    left: list[Path] = []
    guard = lock.WriteLock(folder)
    with guard.held():
        for path in [*(path for path, _, _ in _ours(folder)), *others]:
            # The lock is held: who waits for it must not be let in yet.
            if path.name in (lock.NAME, lock.marker_of(folder / lock.NAME).name):
                continue
            try:
                if path.is_symlink():
                    left.append(Path(os.path.realpath(path)))
                path.unlink(missing_ok=True)
            except OSError as error:
                # Go on: what can be removed shall be gone.
                failure = error
    # Last, and once it is let go: whoever waits for it finds it gone and makes another.
    try:
        (folder / lock.NAME).unlink(missing_ok=True)
        for emptied in (*_folders(folder), folder):
            if _is_folder(emptied) and not any(emptied.iterdir()):
                emptied.rmdir()
    except OSError as error:
        failure = error
    if failure is not None:
        raise trouble.explained(failure, folder, "wholly erased") from failure
    return tuple(target for target in left if target.exists())


def _folders(folder: Path) -> tuple[Path, Path]:
    return folder / backups.FOLDER, folder / drafts.FOLDER


def _is_folder(path: Path) -> bool:
    """Whether it is a folder itself: what a link leads to lies elsewhere."""
    return path.is_dir() and not path.is_symlink()


def _ours(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Each of our files with the name and the words under which it is listed."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        what = _what(path.name)
        if what is not None and not path.is_dir():
            yield path, path.name, what
    for below, what, ours in (
        (folder / backups.FOLDER, "automatic backups of the diary", backups.is_backup),
        (
            folder / drafts.FOLDER,
            "check-ins that were begun and not finished",
            drafts.is_draft,
        ),
    ):
        if _is_folder(below):
            for path in sorted(below.iterdir()):
                if ours(durable.meant_for(path.name) or path.name) and not path.is_dir():
                    yield path, f"{below.name}/", what


def _stranger(path: Path, name: str) -> Stranger:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return Stranger(path, name, f"a link to {os.path.realpath(path)}", is_copy=False)
    kind = durable.kind_of(mode)
    if kind is not None:
        return Stranger(path, name, kind, is_copy=False)
    if _STANDS_FOR.fullmatch(path.name):
        words = "stands for a file that is kept elsewhere; have it brought back"
        return Stranger(path, name, words, is_copy=True)
    try:
        with durable.opened(path) as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return Stranger(path, name, "a file that cannot be read", is_copy=False)
    if any(mark in packing.head(head, _HEAD_BYTES) for mark in _HOLDS_A_DIARY):
        return Stranger(path, name, "holds a diary; coach import brings it in", is_copy=True)
    return Stranger(path, name, "not written by the coach", is_copy=False)


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
