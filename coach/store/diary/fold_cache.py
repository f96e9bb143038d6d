"""A checkpoint of the fold, kept on disk, so that a long diary opens as fast as a short one.

Nothing depends on the file. It carries a digest of all that it was made from: every entry
up to a few days after its day, the profile, the visits that bore on it, and the program. An
edit or an import of an old day changes the digest, and then all days are folded again. It
carries the seal of the diary's file as well, for which the digest was found to hold: where
nothing was written since, no old entry need be looked at. For that very file a second
checkpoint is kept, of the day before the last: an evening then folds no day twice.
"""

import zlib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

import coach
from coach.core import patterns
from coach.core.patterns.banner import standing_of
from coach.core.patterns.fold import Fold
from coach.core.patterns.ledger import ledger_of
from coach.core.patterns.standing import PastBanner, Standing
from coach.core.patterns.track import LOOK_BACK, Checkpoint
from coach.store.diary.diary import Diary
from coach.store.disk import durable
from coach.store.disk.trouble import StoreError
from coach.store.names import FOLD_CACHE

# Days that people still come back to stay behind the checkpoint: catching up on a missed
# fortnight throws nothing away. Once it is a month older than that, it moves on.
BEHIND = timedelta(days=35)
MOVES_ON_AFTER = timedelta(days=30)
# On the last day more may be said until it is over.
_NEAR = timedelta(days=1)
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
        near_seal: Of the file, and no other, for which the near checkpoint holds.
        near: A checkpoint of the day before the last that was folded.
    """

    seal: str
    mark: Checkpoint
    near_seal: str = ""
    near: Checkpoint | None = None


class _Marks(msgspec.Struct, frozen=True):
    """What a fold leaves to be kept, for the file of one seal and stamp."""

    seal: str
    stamp: tuple[int, ...]
    far: Checkpoint | None
    near: Checkpoint | None


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
        self._to_keep: _Marks | None = None

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
        marks, self._to_keep = self._to_keep, None
        kept, seal, stamp = self._kept, self._seal() or "", self._diary.stamp()
        if not stamp:
            return
        if marks is not None and (marks.seal, marks.stamp) != (seal, stamp):
            # Written since.
            marks = None
        if marks is not None and marks.far is not None:
            far = replace(marks.far, key=self._digest(marks.far.day))
            kept = Kept(seal, far, seal, marks.near)
        elif kept is not None and marks is not None and marks.near is not None:
            kept = Kept(self._held_for or kept.seal, kept.mark, seal, marks.near)
        elif kept is not None and self._held_for is not None:
            # The next start need not look at all old entries again.
            kept = replace(kept, seal=self._held_for)
        if kept is None or kept == self._kept:
            return
        self._kept = kept
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
            seal, stamp = self._seal() or "", self._diary.stamp()
            fold, far, near = self._folded(day, seal)
            if self._diary.stamp() == stamp and (self._seal() or "") == seal:
                # Nobody wrote in between: state and digest are of one content.
                self._to_keep = _Marks(seal, stamp, far, near)
                break
        return fold

    def _folded(
        self, day: date, seal: str
    ) -> tuple[Fold, Checkpoint | None, Checkpoint | None]:
        """The fold, and what it leaves to be kept: the checkpoint if due, the near one."""
        diary, since = self._diary, self._usable(day, seal)
        # From the near one, too, as far back as from the other: what a banner of the last
        # weeks was raised by is told from the nights before it.
        first = min(since.reads_from, day - BEHIND - LOOK_BACK) if since else None
        entries = diary.entries(first, day)
        fold = Fold(entries, diary.visits(), diary.profile(), day, since)
        due = self._due() if since else fold.history.first + WORTH_IT - BEHIND
        far: Checkpoint | None = None
        near: Checkpoint | None = None
        for folded, _, _ in fold.run():
            if folded == day - BEHIND and folded >= due:
                far = fold.checkpoint()
            elif folded == day - _NEAR and seal:
                near = fold.checkpoint()
        return fold, far, near

    def _due(self) -> date:
        """The day from which on the checkpoint moves on."""
        return date.max if self._kept is None else self._kept.mark.day + MOVES_ON_AFTER

    def _usable(self, day: date, seal: str) -> Checkpoint | None:
        """What is kept, if it is of what the diary says now."""
        if not self._is_read:
            self._kept, self._is_read = self._read(), True
        kept = self._kept
        if kept is None or kept.mark.day + SEALED_AFTER > day:
            return None
        near = kept.near
        # Once a month from the other one, so that it moves on.
        is_due = day - BEHIND >= self._due()
        if near is not None and seal == kept.near_seal and near.day < day and not is_due:
            return near
        if not seal or seal not in (kept.seal, self._held_for):
            if self._digest(kept.mark.day) != kept.mark.key:
                return None
            self._held_for = seal or None
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
