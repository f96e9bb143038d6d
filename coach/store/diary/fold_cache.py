"""A checkpoint of the fold, kept on disk, so that a long diary opens as fast as a short one.

Nothing depends on the file. It carries a digest of all that it was made from: every entry
up to a few days after its day, the profile, the visits that bore on it, and the program. An
edit or an import of an old day changes the digest, and then all days are folded again. It
carries the seal of the diary's file as well, for which the digest was found to hold: where
nothing was written since, no old entry need be looked at.
"""

import zlib
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec

import coach
from coach.core import patterns
from coach.core.patterns.banner import standing_of
from coach.core.patterns.fold import Fold
from coach.core.patterns.ledger import ledger_of
from coach.core.patterns.standing import PastBanner, Standing
from coach.core.patterns.track import Checkpoint
from coach.store.diary.diary import Diary
from coach.store.disk import durable
from coach.store.disk.durable import StoreError
from coach.store.inventory import FOLD_CACHE

# Days that people still come back to stay behind the checkpoint: catching up on a missed
# fortnight throws nothing away. Once it is a month older than that, it moves on.
BEHIND = timedelta(days=35)
MOVES_ON_AFTER = timedelta(days=30)
# How an evening looks in the end, the night and the drinks of the day after it say.
SEALED_AFTER = timedelta(days=7)
# A shorter diary is folded whole; that takes no longer than reading this file.
WORTH_IT = timedelta(days=180)

_DIGEST_BYTES = 32
_SUM_BYTES = 4
# Other programs write now and then, not all the time; beyond this nothing is kept.
_ATTEMPTS = 3


class Kept(msgspec.Struct, frozen=True):
    """What the file holds.

    Attributes:
        seal: Of the program and the diary's file for which the checkpoint's digest held.
        mark: The checkpoint.
    """

    seal: str
    mark: Checkpoint


_decoder = msgspec.json.Decoder(Kept)


class FoldCache:
    """Folds a diary, from a checkpoint where there is one that still holds.

    Everything it says is what it would say without the file. Only `keep` writes.

    Args:
        diary: The diary; the file lies in its folder.
    """

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._kept: Kept | None = None
        self._held_for: str | None = None
        self._is_read = False
        self._to_keep: tuple[tuple[int, ...], Checkpoint] | None = None

    def standing(self, day: date) -> Standing:
        """Where the person stands on a day.

        Raises:
            StoreError: If the diary cannot be read.
        """
        return standing_of(self._fold(day))

    def ledger(self, day: date) -> tuple[PastBanner, ...]:
        """Every banner up to a day, past or standing, the earliest first.

        Raises:
            StoreError: If the diary cannot be read.
        """
        return ledger_of(self._fold(day))

    def keep(self) -> None:
        """Keep a checkpoint of the latest fold, where one is due.

        Writes one small file. A disk that refuses costs only the time it would have saved.
        """
        (stamp, mark), self._to_keep = self._to_keep or ((), None), None
        if mark is not None and stamp and self._diary.stamp() == stamp:
            self._kept = Kept(self._seal() or "", replace(mark, key=self._digest(mark.day)))
        elif self._kept is not None and self._held_for not in (None, self._kept.seal):
            # Written since: the next start need not look at all old entries again.
            self._kept = Kept(self._held_for or "", self._kept.mark)
        else:
            return
        body = msgspec.json.encode(self._kept)
        try:
            durable.write(self._path, _sum(body) + body, lasting=False)
        except StoreError:
            return

    @property
    def _path(self) -> Path:
        return self._diary.folder / FOLD_CACHE

    def _fold(self, day: date) -> Fold:
        """The fold over all days up to one, run to its end."""
        for _ in range(_ATTEMPTS):
            stamp = self._diary.stamp()
            fold, mark = self._folded(day)
            if self._diary.stamp() == stamp:
                # Nobody wrote in between: state and digest are of one content.
                if mark is not None:
                    self._to_keep = (stamp, mark)
                break
        return fold

    def _folded(self, day: date) -> tuple[Fold, Checkpoint | None]:
        diary, since = self._diary, self._usable(day)
        entries = diary.entries(since.reads_from if since else None, day)
        fold = Fold(entries, diary.visits(), diary.profile(), day, since)
        if since is None:
            due = fold.history.first + WORTH_IT - BEHIND
        else:
            due = since.day + MOVES_ON_AFTER
        mark: Checkpoint | None = None
        for folded, _, _ in fold.run():
            if folded == day - BEHIND and folded >= due:
                mark = fold.checkpoint()
        return fold, mark

    def _usable(self, day: date) -> Checkpoint | None:
        """What is kept, if it is of what the diary says now."""
        if not self._is_read:
            self._kept, self._is_read = self._read(), True
        kept = self._kept
        if kept is None or kept.mark.day + SEALED_AFTER > day:
            return None
        seal = self._seal()
        if seal is None or seal not in (kept.seal, self._held_for):
            if self._digest(kept.mark.day) != kept.mark.key:
                return None
            self._held_for = seal
        return kept.mark

    def _seal(self) -> str | None:
        """What tells program and diary as they are now from any other, if anything does."""
        seal = self._diary.seal()
        return None if seal is None else f"{zlib.crc32(_program()):08x} {seal}"

    def _read(self) -> Kept | None:
        try:
            data = durable.read(self._path)
        except OSError:
            return None
        body = data[_SUM_BYTES:]
        if _sum(body) != data[:_SUM_BYTES]:
            return None
        try:
            return _decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Of another version.
            return None

    def _digest(self, day: date) -> str:
        """What tells all that a checkpoint of a day is made from from anything else."""
        # Not loaded where the seal is enough: the first page waits for it.
        import hashlib

        digest = hashlib.blake2b(_program(), digest_size=_DIGEST_BYTES)
        for part in self._diary.written_until(day + SEALED_AFTER):
            digest.update(part)
        visits = [
            visit.date
            for visit in self._diary.visits()
            if visit.date <= day and not visit.removed
        ]
        digest.update(msgspec.json.encode(sorted(visits)))
        return digest.hexdigest()


def _sum(body: bytes) -> bytes:
    """Tells a whole file from one that is damaged."""
    return zlib.crc32(body).to_bytes(_SUM_BYTES)


@cache
def _program() -> bytes:
    """What tells this program's rules from others': its version, and its very files."""
    core = Path(patterns.__file__).parents[1]
    parts = [coach.__version__]
    for path in sorted((*core.glob("diary/*.py"), *core.glob("patterns/**/*.py"))):
        status = path.stat()
        parts.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(parts).encode()
