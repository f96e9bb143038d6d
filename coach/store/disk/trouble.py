"""What can go wrong on disk, each in one plain sentence to show."""

import errno
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}


class NotAFile(OSError):
    """Something that is no ordinary file stands where one is to be read or replaced.

    Attributes:
        kind: What it is, in words, such as "a named pipe".
    """

    def __init__(self, kind: str) -> None:
        super().__init__(errno.EINVAL, f"it is {kind}, not an ordinary file")
        self.kind = kind


class StoreError(Exception):
    """Something on disk did not go as it must; the text is one plain sentence to show."""


class Unreadable(Exception):
    """Why bytes are not a diary of this program, in plain words; the file is not named."""


class DiaryUnreadable(StoreError):
    """The diary's file cannot be read, or has gone from beside its backups; all is left as is.

    Attributes:
        path: The file.
        reason: What is wrong with it, in plain words.
        newest_backup: Name of the newest backup that can be read, if there is one.
        missing: Whether there is no file, though there was one.
    """

    def __init__(
        self,
        path: Path,
        reason: str,
        newest_backup: str | None = None,
        *,
        missing: bool = False,
    ) -> None:
        self.path = path
        self.reason = reason
        self.newest_backup = newest_backup
        self.missing = missing
        way_out = (
            f"the newest good backup is {newest_backup}"
            if newest_backup
            else "there is no backup that can be read"
        )
        if missing:
            super().__init__(
                f"{path} is missing: {reason}; nothing was written, and {way_out} (put the "
                "file back, or open the coach on a terminal to choose)."
            )
            return
        super().__init__(
            f"{path} cannot be read as a diary: {reason}; it was left untouched, and {way_out}."
        )


def explained(error: OSError, path: Path, doing: str) -> StoreError:
    """The one sentence for a failed system call.

    Args:
        error: What the system said.
        path: The file or folder that the person knows.
        doing: What was tried, such as "saved" or "read".
    """
    if isinstance(error, NotAFile):
        why = f"{error.strerror}; move it away and try again"
    elif error.errno in _NO_ROOM:
        why = "there is no room left on the disk; free some space and try again"
    elif error.errno in _FORBIDDEN:
        why = (
            "this account may not do that there; change its permissions, "
            "or choose another folder with --data-dir"
        )
    elif error.errno in _GONE:
        why = "its folder is not there; put it back, or choose another with --data-dir"
    else:
        words = error.strerror or str(error)
        why = f"the system says: {words[:1].lower()}{words[1:]}; check the disk and try again"
    return StoreError(f"{path} could not be {doing}: {why}.")
