"""Paths as people type them."""

import os
from pathlib import Path


def expanded(typed: str | Path) -> Path:
    """A path with ``~`` put in full; as it stands where that names nobody's home.

    Unlike Path.expanduser, which fails on ``~nobody/diary.json``.
    """
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - see above
