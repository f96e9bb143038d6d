"""The files of one import: those that a person named, and those in the folders named.

What was named must be right: a file that cannot be read refuses the whole import. What merely
lies in a folder is passed over where it is of another kind, and named where it is broken.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TypeAlias

from coach.core.words.text import visible
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

# More lie in no folder of exports; a whole home named by mistake is let go of.
MOST_FILES = 100_000

# Opens a file that is called so; OSError or LogError.
Open: TypeAlias = Callable[[Path, str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file to be read.

    Attributes:
        name: How to call it in a sentence.
        open: Opens it; LogError with one sentence where it cannot be opened.
        size: Its length in bytes; 0 where it is not known.
        in_folder: It lies in a folder that was named, and was not named itself.
    """

    name: str
    open: Callable[[], SourceFile] = field(repr=False)
    size: int = 0
    in_folder: bool = False


def chosen(paths: Mapping[str, Path], open_file: Open) -> list[ChosenFile]:
    """The files that paths mean, those of a folder by their names.

    Hidden files and links to other folders are left alone.

    Args:
        paths: Files and folders, by what to call them in a sentence.
        open_file: Opens a file.

    Raises:
        LogError: If a folder holds no file, or more than any export has.
    """
    files: list[ChosenFile] = []
    for name, path in paths.items():
        if _is_folder(path):
            files += _of_folder(path, name, open_file)
        else:
            files.append(_of_path(path, name, open_file))
    return files


def opened_through(
    files: Iterable[ChosenFile], change: Callable[[SourceFile], SourceFile]
) -> list[ChosenFile]:
    """The same files, each changed as it is opened: unsealed, for one."""

    def changed(file: ChosenFile) -> ChosenFile:
        return replace(file, open=lambda: change(file.open()))

    return [changed(file) for file in files]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _of_folder(folder: Path, name: str, open_file: Open) -> Iterator[ChosenFile]:
    count = 0
    # At the end of a name as typed a slash may stand.
    lead = name.rstrip("/\\") or name
    for path in _within(folder):
        count += 1
        if count > MOST_FILES:
            raise LogError(
                f"{name} holds more than {MOST_FILES:,} files; name the folder of the exports"
            )
        yield _of_path(path, f"{lead}/{path.relative_to(folder)}", open_file, in_folder=True)
    if not count:
        raise LogError(f"{name} holds no file")


def _within(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise LogError(f"{error.filename} cannot be read: {error.strerror}")

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def _of_path(path: Path, name: str, open_file: Open, *, in_folder: bool = False) -> ChosenFile:
    name = visible(name, one_line=True)

    def opened() -> SourceFile:
        try:
            return SourceFile.of_path(path, name, lambda path: open_file(path, name))
        except LogError:
            raise
        except FileNotFoundError:
            raise LogError(f"{name} does not exist") from None
        except PermissionError:
            raise LogError(f"{name} may not be read by you") from None
        except OSError as error:
            raise LogError(f"{name} cannot be read: {error.strerror or error}") from None
        except ValueError:
            raise LogError(f"{name} is no path") from None

    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    return ChosenFile(name, opened, size, in_folder)
