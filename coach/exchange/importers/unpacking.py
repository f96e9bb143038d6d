"""A packed backup of the coach's own, unpacked; what is packed otherwise stays as it is."""

import zlib

from coach.exchange.importers.source import LARGEST_OWN, SourceFile
from coach.exchange.log import LogError

_GZIP_MARK = b"\x1f\x8b"
# What zlib calls the frame that gzip puts round its bytes.
_GZIP = 31
_OWN_MARK, _MARK_WITHIN = b'"coach-', 256
_MIB = 1024 * 1024


def unpacked(source: SourceFile) -> SourceFile:
    """The file in a packed one, if it is the coach's own.

    Args:
        source: Any file.

    Raises:
        LogError: If it is the coach's own, and damaged or far too large.
    """
    if not source.head.startswith(_GZIP_MARK):
        return source
    try:
        head = zlib.decompressobj(_GZIP).decompress(source.head, _MARK_WITHIN)
        if _OWN_MARK not in head:
            return source
        return SourceFile.of_bytes(_content(source), source.name)
    except zlib.error:
        raise LogError(f"{source.name} is packed (gzip), and is damaged") from None


def _content(source: SourceFile) -> bytes:
    unpacker = zlib.decompressobj(_GZIP)
    with source.opener() as file:
        # A longer file than its content may be is none of ours.
        content = unpacker.decompress(file.read(LARGEST_OWN + 1), LARGEST_OWN + 1)
    if len(content) > LARGEST_OWN:
        raise LogError(f"{source.name} holds more than {LARGEST_OWN // _MIB} MiB once unpacked")
    if not unpacker.eof:
        raise LogError(f"{source.name} is packed (gzip), and is cut short")
    return content
