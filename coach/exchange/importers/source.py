"""The file that is imported: its first bytes, its text, a zip's members, a stream."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TypeAlias

import msgspec

from coach.core.words.text import visible
from coach.exchange.log import LogError

Progress: TypeAlias = Callable[[int, int], None]

HEAD_BYTES = 64 * 1024
_MIB = 1024 * 1024
# What is held in memory whole. Ten years of the most talkative of the programs come to some
# 40 MiB, a hundred years of the coach's own log to 60; what may be larger is streamed.
LARGEST_TEXT = 48 * _MIB
LARGEST_OWN = 96 * _MIB
# One sign beyond the first 65,536 makes Python hold each sign of a text in four bytes.
_LARGEST_DECODED = 112 * _MIB
# A small file of many tiny parts fills the memory as well: every line, cell and value is an
# object of its own. A hundred years of nights need less.
_MOST_LINES = 400_000
_MOST_CELLS = 4_000_000
_MOST_VALUES = 1_000_000
_MOST_OWN_VALUES = 3_000_000
# What is packed tighter than this holds the same sign over and over; exports come to 40.
_TIGHTEST = 200
_LOOSE_ENOUGH = 16 * _MIB
# The list of an archive's files, which zipfile reads whole: some 80,000 names.
_LONGEST_DIRECTORY = 8 * _MIB
_DIRECTORY_END = struct.Struct("<4s4H2LH")
_LARGEST_DIRECTORY_END = 65_536 + _DIRECTORY_END.size
# All at which str.splitlines ends a line, as UTF-8.
_BREAKS = tuple(sign.encode() for sign in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
# What each file of the coach itself holds: "coach-log", "coach-diary".
_OWN = b'"coach-'
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
# The bit of a member's flags that says so.
_ENCRYPTED = 0x1
# The first byte of such a sign in UTF-8.
_WIDE = re.compile(rb"[\xf0-\xf4]")
# All that zipfile and its decompressors raise on damaged or hostile bytes: an archive that a
# person picked must end in a sentence, whichever of its layers is broken.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _unwatched(_done: int, _size: int) -> None:
    """Nobody asked how far the reading is."""


@dataclass(frozen=True)
class SourceFile:
    """A file as the importers see it.

    Attributes:
        name: How to call it in a sentence; fit to be shown.
        opener: Opens it from its beginning.
        size: Its length in bytes.
        progress: Called with bytes read and bytes in all while a stream is read.
        head: The first bytes.
    """

    name: str
    opener: Callable[[], IO[bytes]] = field(repr=False)
    size: int
    head: bytes = field(repr=False)
    progress: Progress = _unwatched

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> "SourceFile":
        """What was read already, such as stdin."""
        opener = partial(io.BytesIO, data)
        return cls(visible(name, one_line=True), opener, len(data), data[:HEAD_BYTES])

    @classmethod
    def of_stream(cls, stream: IO[bytes], name: str) -> "SourceFile":
        """What comes in through stdin, under the same limit as a file that is read whole.

        Raises:
            LogError: If there is more.
        """
        pieces: list[bytes] = []
        size = 0
        # Piece by piece: an endless one is let go at once, not after filling the memory.
        while piece := stream.read(_MIB):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_OWN:
                raise LogError(
                    f"{name} gives more than {LARGEST_OWN // _MIB} MiB; save it in a file, "
                    "and import that"
                )
        return cls.of_bytes(b"".join(pieces), name)

    @classmethod
    def of_path(
        cls, path: Path, name: str, open_file: Callable[[Path], IO[bytes]] = _opened
    ) -> "SourceFile":
        """A file on disk, opened whenever it is read.

        Args:
            path: Where it is.
            name: How to call it.
            open_file: Opens it; OSError for what is no ordinary file.

        Raises:
            OSError: If it cannot be opened.
        """
        with open_file(path) as file:
            head = file.read(HEAD_BYTES)
            size = file.seek(0, io.SEEK_END)
        return cls(visible(name, one_line=True), partial(open_file, path), size, head)

    def with_progress(self, progress: Progress) -> "SourceFile":
        """The same file, its reading followed by somebody else."""
        return replace(self, progress=progress)

    @cached_property
    def first_text(self) -> str:
        """The first bytes as text, a byte order mark left out; odd bytes show as odd signs."""
        return _decoded(self.head, errors="replace").lstrip()

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive."""
        return self.head.startswith(_ZIP)

    @contextmanager
    def _archive(self) -> Iterator[zipfile.ZipFile]:
        """The archive, unless the mere list of what is in it would fill the memory."""
        with self.opener() as file:
            file.seek(max(0, self.size - _LARGEST_DIRECTORY_END))
            tail = file.read(_LARGEST_DIRECTORY_END)
            end = tail.rfind(b"PK\x05\x06")
            if 0 <= end <= len(tail) - _DIRECTORY_END.size:
                length = _DIRECTORY_END.unpack_from(tail, end)[5]
                if length > _LONGEST_DIRECTORY:
                    raise zipfile.BadZipFile("too many files")
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                yield archive

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names in the archive; none where it is no archive or a damaged one."""
        if not self.is_zip:
            return ()
        return tuple(info.filename for info in self._infos)

    @property
    def is_damaged(self) -> bool:
        """Whether it is an archive without anything that can be listed."""
        return self.is_zip and not self.members

    @property
    def is_encrypted(self) -> bool:
        """Whether it is an archive, and a file in it can only be read with a password."""
        return any(info.flag_bits & _ENCRYPTED for info in self._infos)

    @cached_property
    def _infos(self) -> tuple[zipfile.ZipInfo, ...]:
        if not self.is_zip:
            return ()
        try:
            with self._archive() as archive:
                return tuple(archive.infolist())
        except _BROKEN_ZIP:
            return ()

    def unpacked_size(self, members: Sequence[str]) -> int:
        """How many bytes some members come to, as the archive says."""
        wanted = frozenset(members)
        return sum(info.file_size for info in self._infos if info.filename in wanted)

    def member_head(self, member: str) -> bytes:
        """The first bytes of a member; none where it cannot be read."""
        try:
            with self.stream(member) as (file, _):
                return file.read(HEAD_BYTES)
        except (LogError, *_BROKEN_ZIP):
            return b""

    def member_named(self, file_name: str) -> str | None:
        """The first member of that file name, in whichever folder of the archive it lies."""
        return next(
            (name for name in self.members if name.rpartition("/")[2] == file_name), None
        )

    def data(self, member: str | None = None, largest: int = LARGEST_TEXT) -> bytes:
        """All bytes, of the file or of one member.

        Raises:
            LogError: If there are too many of them or they cannot be read.
        """
        if member is None and self.size == len(self.head):
            return self.head
        with self.stream(member) as (file, size):
            if size > largest:
                raise LogError(
                    f"{self.name} is too large to be read: {size // _MIB} MiB, and at most "
                    f"{largest // _MIB} MiB are taken of this kind of file"
                )
            # What an archive says of a member's size may be untrue.
            return file.read(largest + 1)

    def unpack(self, to: Path, largest: int, member: str | None = None) -> None:
        """Write all bytes, of the file or of one member, to a file that is not there yet.

        Raises:
            LogError: If there are too many of them, they cannot be read, or there is no room.
        """
        with self.stream(member) as (file, size):
            if size > largest:
                raise LogError(
                    f"{self.name} is too large to be read: {size // _MIB} MiB, and at most "
                    f"{largest // _MIB} MiB are taken of this kind of file"
                )
            left = largest
            try:
                with to.open("xb") as copy:
                    # What an archive says of a member's size may be untrue.
                    while left > 0 and (piece := file.read(min(_MIB, left))):
                        left -= len(piece)
                        copy.write(piece)
                        self.progress(largest - left, size)
            except OSError as error:
                raise LogError(
                    f"{self.name} cannot be unpacked: {error.strerror or 'no room'}"
                ) from None

    def own_data(self) -> bytes:
        """All bytes of a log or a diary of the coach.

        Raises:
            LogError: If they are more than such a file can come to.
        """
        data = self.data(largest=LARGEST_OWN)
        if _OWN in data:
            self._refuse_many(_values(data), _MOST_OWN_VALUES, "values")
        return data

    def text(self, member: str | None = None) -> str:
        """All text, line breaks as one sign, a byte order mark left out.

        Raises:
            LogError: If it is no UTF-8, and no UTF-16 that says so by its mark, or more than
                such a file can come to.
        """
        data = self.data(member)
        self._refuse_many(sum(map(data.count, _BREAKS)), _MOST_LINES, "lines")
        self._refuse_many(sum(map(data.count, (b",", b";", b"\t"))), _MOST_CELLS, "cells")
        width = 1 if data.isascii() else 4 if _WIDE.search(data) else 2
        if len(data) * width > _LARGEST_DECODED:
            raise LogError(
                f"{self.name} is too large to be read: at most "
                f"{_LARGEST_DECODED // width // _MIB} MiB are taken of a text with such signs"
            )
        try:
            text = _decoded(data)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise LogError(f"{self.name}, line {line}: is not UTF-8 text") from None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def tree(self, member: str | None = None) -> object:
        """The content of a JSON file, a byte order mark left out.

        Raises:
            LogError: If it is no sound JSON.
        """
        data = self.data(member).removeprefix(_UTF8_MARK)
        self._refuse_many(_values(data), _MOST_VALUES, "values")
        try:
            tree: object = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise LogError(f"{self.name} is not sound JSON: {error}") from None
        return tree

    @contextmanager
    def stream(self, member: str | None = None) -> Iterator[tuple[IO[bytes], int]]:
        """The bytes to be read piece by piece, and how many there are.

        Raises:
            LogError: If the archive is damaged; also while the stream is read.
        """
        if member is None:
            with self.opener() as file:
                yield file, self.size
            return
        try:
            with self._archive() as archive, archive.open(member) as inner:
                info = archive.getinfo(member)
                tightness = info.file_size // max(1, info.compress_size)
                if info.file_size > _LOOSE_ENOUGH and tightness > _TIGHTEST:
                    raise LogError(
                        f"{self.name} unpacks to {tightness} times its size, which no export "
                        "does"
                    )
                yield inner, info.file_size
        except LogError:
            raise
        except (*_BROKEN_ZIP, KeyError):
            raise LogError(f"{self.name} is a damaged archive") from None

    def _refuse_many(self, count: int, most: int, what: str) -> None:
        if count > most:
            raise LogError(
                f"{self.name} holds {count:,} {what}, and at most {most:,} are read; no diary "
                "comes to that many"
            )


def _values(data: bytes) -> int:
    """How many values a JSON text holds at most."""
    return sum(map(data.count, (b",", b"[", b"{")))


def _decoded(data: bytes, errors: str = "strict") -> str:
    """UTF-8, or the UTF-16 that spreadsheets call Unicode; a byte order mark left out."""
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8"
    return data.decode(encoding, errors).removeprefix("\ufeff")
