"""The file that is imported: its first bytes, its text, a zip's members, a stream."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import IO, TypeAlias

import msgspec

from coach.core.words.text import visible
from coach.exchange.log import LogError

Progress: TypeAlias = Callable[[int, int], None]

HEAD_BYTES = 64 * 1024
# A text is held in memory whole, and a small archive may unpack to any size; what may be
# larger than this is streamed.
LARGEST_TEXT = 128 * 1024 * 1024
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
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
    """

    name: str
    opener: Callable[[], IO[bytes]] = field(repr=False)
    size: int
    progress: Progress = _unwatched

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> "SourceFile":
        """What was read already, such as stdin."""
        return cls(visible(name, one_line=True), lambda: io.BytesIO(data), len(data))

    @classmethod
    def of_path(cls, path: Path, name: str) -> "SourceFile":
        """A file on disk, opened when it is read; a pipe is read at once.

        Raises:
            OSError: If it cannot be opened.
        """
        with path.open("rb") as file:
            if not file.seekable():
                # One byte more than is taken, so that a longer one is refused and not cut.
                return cls.of_bytes(file.read(LARGEST_TEXT + 1), name)
            size = file.seek(0, io.SEEK_END)
        return cls(visible(name, one_line=True), lambda: path.open("rb"), size)

    def with_progress(self, progress: Progress) -> "SourceFile":
        """The same file, its reading followed by somebody else."""
        return replace(self, progress=progress)

    @cached_property
    def head(self) -> bytes:
        """The first bytes."""
        with self.opener() as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def first_text(self) -> str:
        """The first bytes as text, a byte order mark left out; odd bytes show as odd signs."""
        return _decoded(self.head, errors="replace").lstrip()

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive."""
        return self.head.startswith(_ZIP)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names in the archive; none where it is no archive or a damaged one."""
        if not self.is_zip:
            return ()
        try:
            with self.opener() as file, zipfile.ZipFile(file) as archive:
                return tuple(info.filename for info in archive.infolist())
        except _BROKEN_ZIP:
            return ()

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

    def data(self, member: str | None = None) -> bytes:
        """All bytes, of the file or of one member.

        Raises:
            LogError: If there are too many of them or they cannot be read.
        """
        with self.stream(member) as (file, size):
            if size > LARGEST_TEXT:
                raise LogError(
                    f"{self.name} is too large to be read: {size // 2**20} MiB, and at most "
                    f"{LARGEST_TEXT // 2**20} MiB are taken of this kind of file"
                )
            # What an archive says of a member's size may be untrue.
            return file.read(LARGEST_TEXT + 1)

    def text(self, member: str | None = None) -> str:
        """All text, line breaks as one sign, a byte order mark left out.

        Raises:
            LogError: If it is no UTF-8, and no UTF-16 that says so by its mark.
        """
        data = self.data(member)
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
        with self.opener() as file:
            if member is None:
                yield file, self.size
                return
            try:
                with zipfile.ZipFile(file) as archive, archive.open(member) as inner:
                    yield inner, archive.getinfo(member).file_size
            except LogError:
                raise
            except (*_BROKEN_ZIP, KeyError):
                raise LogError(f"{self.name} is a damaged archive") from None


def _decoded(data: bytes, errors: str = "strict") -> str:
    """UTF-8, or the UTF-16 that spreadsheets call Unicode; a byte order mark left out."""
    encoding = "utf-16" if data.startswith(_UTF16_MARKS) else "utf-8"
    return data.decode(encoding, errors).removeprefix("\ufeff")
