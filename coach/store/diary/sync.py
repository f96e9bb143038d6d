"""One folder between machines: each writes its own log there and brings the others' in.

Nobody writes another machine's file, so that two machines never write the same one. What a
sync client makes of a file all the same ("coach-1a2b3c4d (conflicted copy).json", a half
that is still on its way) is read if it is a whole log and passed over if it is not: merging
knows no order and no number of times.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from coach.core.diary.merge import Merged, merge
from coach.core.diary.records import Log, canonical
from coach.store import settings as settings_file
from coach.store.diary.diary import Diary
from coach.store.disk import durable, lock, trouble
from coach.store.disk.trouble import StoreError
from coach.store.settings import Shared

# Whatever a sync client adds to a name, it begins and ends as we wrote it.
_LOG_NAME = re.compile(r"coach-[0-9a-f]{8}\b.*\.json", re.DOTALL)
# A hundred years of answers; what is larger is none of ours.
_LARGEST = 96 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Codec:
    """How a log is written and read.

    Attributes:
        encode: The bytes of a log at a moment.
        decode: The log in bytes; ValueError in one sentence that begins with the name given.
    """

    encode: Callable[[Log, datetime], bytes]
    decode: Callable[[bytes, str], Log]


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync came to.

    Attributes:
        merged: What the others' logs did to the diary; None where there were none.
        logs: Names of the logs that were read.
        passed_over: Why files that look like logs were not taken, a sentence each.
        wrote: Whether this machine's log had to be written anew.
    """

    merged: Merged | None
    logs: tuple[str, ...]
    passed_over: tuple[str, ...]
    wrote: bool


@dataclass
class _Seen:
    logs: list[Log] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    stamps: dict[str, tuple[int, ...]] = field(default_factory=dict)


class SharedFolder:
    """Brings a diary in line with what other machines wrote into a folder.

    Args:
        diary: The diary; for a sync in the background one of its own, not the screen's.
        codec: How logs are written and read.
        now: Local time with its offset.
    """

    def __init__(self, diary: Diary, codec: Codec, now: Callable[[], datetime]) -> None:
        self._diary = diary
        self._codec = codec
        self._now = now
        # What was merged already, as it was then: most syncs find nothing new.
        self._merged: dict[str, tuple[int, ...]] = {}

    def name(self, folder: Path) -> None:
        """Sync this folder from now on.

        Raises:
            StoreError: If it is no folder that can be shared, or that cannot be remembered.
        """
        home = Path(os.path.realpath(self._diary.folder))
        real = Path(os.path.realpath(folder))
        _check(folder)
        if real == home or home in real.parents:
            raise StoreError(
                f"{folder} is where the coach keeps its own files; name a folder outside it."
            )
        shared = settings_file.load(self._diary.folder).shared
        machine = shared.machine if shared else secrets.token_hex(4)
        self._remember(Shared(str(real), machine, shared.wrote if shared else ""))

    def stop(self) -> None:
        """Sync no folder any more; what is in it stays there.

        Raises:
            StoreError: If that cannot be remembered.
        """
        shared = settings_file.load(self._diary.folder).shared
        if shared is not None:
            self._remember(msgspec.structs.replace(shared, folder=""))

    def sync(self) -> Synced | None:
        """Bring the others' logs in, then write ours; None where no folder was named.

        Raises:
            StoreError: If the folder is not there, the diary cannot be changed or our log
                cannot be written. What was brought in by then stays.
        """
        shared = settings_file.load(self._diary.folder).shared
        if shared is None or not shared.folder:
            return None
        folder = Path(shared.folder)
        _check(folder)
        durable.private_folder(self._diary.folder)
        with lock.WriteLock(self._diary.folder, lock.SYNC_NAME).held():
            return self._sync(folder, shared)

    def _sync(self, folder: Path, shared: Shared) -> Synced:
        own = folder / f"coach-{shared.machine}.json"
        durable.sweep(folder, only=own.name)
        seen = self._read(folder, own.name, shared.wrote)
        merged = self._bring_in(seen.logs, folder)
        # Only now: were the diary not changed, they would have to be read again.
        self._merged |= seen.stamps
        wrote = self._write(own, shared)
        return Synced(merged, tuple(seen.names), tuple(seen.passed_over), wrote)

    def _read(self, folder: Path, own: str, wrote: str) -> _Seen:
        seen = _Seen()
        try:
            paths = sorted(path for path in folder.iterdir() if _LOG_NAME.fullmatch(path.name))
        except OSError as error:
            raise trouble.explained(error, folder, "read") from error
        for path in paths:
            try:
                with durable.opened(path) as file:
                    status = os.fstat(file.fileno())
                    stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
                    if self._merged.get(path.name) == stamp:
                        continue
                    if status.st_size > _LARGEST:
                        raise ValueError(f"{path.name} is too large to be a log")
                    data = file.read(_LARGEST)
                seen.stamps[path.name] = stamp
                # Ours as we left it says nothing new, and might bring back what was undone.
                if path.name == own and hashlib.sha256(data).hexdigest() == wrote:
                    continue
                seen.logs.append(self._codec.decode(data, path.name))
                seen.names.append(path.name)
            except OSError as error:
                words = (error.strerror or str(error)).lower()
                seen.passed_over.append(f"{path.name} was passed over: {words}")
            except ValueError as error:
                seen.passed_over.append(f"{path.name} was passed over: {error}")
        return seen

    def _bring_in(self, logs: list[Log], folder: Path) -> Merged | None:
        if not logs:
            return None
        together = logs[0]
        for log in logs[1:]:
            together = merge(together, log).log
        # One change, so that one undo takes it back, and none where nothing is new.
        return self._diary.merge(together, f"what came from {folder.name or folder}")

    def _write(self, own: Path, shared: Shared) -> bool:
        log = self._diary.log()
        try:
            present: Log | None = self._codec.decode(durable.read(own), own.name)
        except (OSError, ValueError):
            present = None
        if present is not None:
            # When it was written is no news: sync clients would carry it about for nothing.
            present = msgspec.structs.replace(present, exported_at=None)
            if canonical(present) == canonical(log):
                return False
        if own.is_symlink():
            raise StoreError(f"{own} could not be written: it is a link; move it away.")
        data = self._codec.encode(log, self._now().replace(microsecond=0))
        # A folder that went meanwhile is not made anew: it may be another disk's.
        _check(own.parent)
        durable.write(own, data)
        digest = hashlib.sha256(data).hexdigest()
        self._remember(msgspec.structs.replace(shared, wrote=digest))
        return True

    def _remember(self, shared: Shared) -> None:
        settings = settings_file.load(self._diary.folder)
        changed = msgspec.structs.replace(settings, shared=shared)
        settings_file.save(self._diary.folder, changed)


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise StoreError(
            f"the shared folder {folder} is not there; nothing was changed. Make it, or "
            "connect what it lies on."
        )
