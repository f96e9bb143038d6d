"""The files in an archive, one after the other: one that is broken does not stop the others."""

from collections.abc import Callable, Sequence

from coach.exchange.importers.contents import Contents
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

# Each is opened anew, so that very many tiny ones would take hours.
_MOST = 2_000
_MIB = 1024 * 1024
# Ten years of the most talkative of the programs come to a tenth of it.
_LARGEST = 1024 * _MIB


def read_each(
    source: SourceFile,
    members: Sequence[str],
    contents: Contents,
    read: Callable[[str], object],
) -> None:
    """Read several members; what is wrong with one of them is a refusal of that one.

    Args:
        source: The archive.
        members: Their names in it.
        contents: Takes the refusals.
        read: Reads a member.

    Raises:
        LogError: If they are more than an export comes to.
    """
    if len(members) > _MOST:
        raise LogError(
            f"{source.name} holds {len(members):,} such files, and at most {_MOST:,} are read"
        )
    size = source.unpacked_size(members)
    if size > _LARGEST:
        raise LogError(
            f"{source.name} is too large to be read: {size // _MIB} MiB unpacked, and at most "
            f"{_LARGEST // _MIB} MiB are taken"
        )
    for member in members:
        try:
            read(member)
        except LogError as error:
            contents.refuse(file_name(member), str(error).removeprefix(f"{source.name} "))


def file_name(member: str) -> str:
    """A member's name without its folders."""
    return member.rpartition("/")[2]


def place(member: str | None, within: str) -> str:
    """Where something stands: ``sleeps.csv, line 3``, or the line alone in a file by itself."""
    return within if member is None else f"{file_name(member)}, {within}"
