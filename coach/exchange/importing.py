"""One door in: which reader a file's content asks for."""

from coach.core.records import Log
from coach.exchange.log import LogError, decode


def read(data: bytes, name: str, form: str | None = None) -> Log:
    """Read a file into a log.

    Args:
        data: The file's bytes.
        name: How to call the file in a sentence.
        form: The format's name, or None to go by the content.

    Raises:
        LogError: One sentence naming the file, the place and the value.
    """
    if form not in (None, "json"):
        raise LogError(f"{name}: the format {form!r} is not known; it must be json")
    return decode(data, name)
