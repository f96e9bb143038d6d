"""The tips' files as one that is read at once: made for the wheel, absent in a checkout.

Reading TOML takes ten times as long as reading JSON, and the first page waits for it. What is
in the files, and what it must look like, is `coach.store.tips.tipbook`'s business.
"""

import json
from functools import cache
from pathlib import Path

NAME = "ready.json"


def packed(folder: Path) -> str:
    """All TOML files of a folder and those below it, by their names, as one JSON text."""
    import tomllib

    files = {
        path.relative_to(folder).as_posix(): tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.toml"))
    }
    return json.dumps(files, ensure_ascii=False)


def table(path: Path) -> dict[str, object] | None:
    """What stands in one of the TOML files, where its folder holds the ready one."""
    for folder in path.parents[:2]:
        files = _files(folder)
        if files is not None:
            return files[path.relative_to(folder).as_posix()]
    return None


@cache
def _files(folder: Path) -> dict[str, dict[str, object]] | None:
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    files: dict[str, dict[str, object]] = json.loads(text)
    return files
