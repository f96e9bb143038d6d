"""Packing as gzip packs, so that any machine's ``gunzip`` unpacks it."""

import zlib

PACKED = ".gz"

# What zlib calls the frame that gzip puts round its bytes.
_GZIP = 31
_LEVEL = 6


class Damaged(Exception):
    """Bytes that were packed and cannot be unpacked; the text says why, without a name."""


def packed(data: bytes) -> bytes:
    """The same, about a twelfth as long where it is a diary."""
    return zlib.compress(data, _LEVEL, _GZIP)


def unpacked(data: bytes) -> bytes:
    """What was packed.

    Raises:
        Damaged: If it is cut short or otherwise than it was.
    """
    unpacker = zlib.decompressobj(_GZIP)
    try:
        content = unpacker.decompress(data)
    except zlib.error:
        raise Damaged("it is damaged") from None
    if not unpacker.eof or unpacker.unused_data:
        raise Damaged("it is cut short or damaged")
    return content


def head(data: bytes, most: int) -> bytes:
    """The first bytes that were packed, from the first packed ones; others as they are."""
    if not data.startswith(b"\x1f\x8b"):
        return data[:most]
    try:
        return zlib.decompressobj(_GZIP).decompress(data, most)
    except zlib.error:
        return b""
