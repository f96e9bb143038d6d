"""Passphrases: asked without being shown, or the first line of stdin."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.context import BadInput, legible

if TYPE_CHECKING:
    from coach.exchange.importing import SourceFile


def sealed_for(data: bytes, output: Path | None) -> bytes:
    """A log under a passphrase that is asked for; BadInput where there is none.

    Args:
        data: The log.
        output: Where it goes: never to a terminal, which its bytes would steer.
    """
    from coach.exchange.age import sealed

    if (output is None or str(output) == "-") and sys.stdout.isatty():
        raise BadInput("an age file is not written to a terminal; add -o with a file")
    return sealed(data, _new_passphrase())


def unsealed(source: "SourceFile") -> "SourceFile":
    """The file itself, or what is in it where it is an age file; BadInput if it stays shut."""
    from coach.exchange.age import WrongPassphrase, is_age, opened
    from coach.exchange.importers.source import LARGEST_OWN
    from coach.exchange.importing import SourceFile

    if not is_age(source.head):
        return source
    if source.name == "stdin":
        raise BadInput(
            "stdin is an age file; save it and name it, so that its passphrase can be asked for"
        )
    data = source.data(largest=LARGEST_OWN)
    passphrase = _asked("Passphrase: ") if sys.stdin.isatty() else _line()
    if not passphrase:
        raise BadInput("the passphrase is empty")
    try:
        return SourceFile.of_bytes(opened(data, passphrase), source.name)
    except WrongPassphrase as error:
        raise BadInput(f"{source.name} {error}") from None


def _new_passphrase() -> str:
    """A passphrase, given twice on a terminal; BadInput if empty or not the same twice."""
    if sys.stdin.isatty():
        first, second = _asked("Passphrase: "), _asked("Once more: ")
    else:
        first = _line()
        second = _line() or first
    if not first:
        raise BadInput("the passphrase is empty")
    if first != second:
        raise BadInput("the two passphrases differ")
    return first


def _asked(prompt: str) -> str:
    return getpass.getpass(prompt, stream=sys.stderr)


def _line() -> str:
    return legible(sys.stdin.readline(), "stdin").rstrip("\r\n")
