"""The tips' files as one that is read at once: made for the wheel, absent in a checkout.

Reading TOML takes ten times as long as reading JSON, and the first page waits for it. What is
in the files, and what it must look like, is `coach.store.tips.tipbook`'s business.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import msgspec

NAME = "ready.json"


def packed(folder: Path) -> str:
    """All TOML files of a folder and those below it, by their names, as one JSON text."""
    import json
    import tomllib

    files = {
        path.relative_to(folder).as_posix(): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.toml"))
    }
    return json.dumps(files, ensure_ascii=False)


def table(path: Path) -> dict[str, object] | None:
    """What stands in one of the TOML files, where its folder holds the ready one."""
    # Not loaded where a wheel is made, which needs the other half of this alone.
    import msgspec

    for folder in path.parents[:2]:
        files = _files(folder)
        if files is not None:
            raw = files[path.relative_to(folder).as_posix()]
            return msgspec.json.decode(raw, type=dict[str, object])
    return None


@cache
def _files(folder: Path) -> "dict[str, msgspec.Raw] | None":
    """The ready file, each of the others in it undecoded: most are asked for later."""
    import msgspec

    try:
        text = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
