"""The manual page is what the commands say of themselves."""

import runpy
from pathlib import Path

from click import Context

from coach.cli.shell import coach

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_manual_page_is_that_of_the_commands() -> None:
    # To mend it: python docs/make_manual.py
    page = (DOCS / "man" / "coach.1").read_text(encoding="utf-8")
    assert page == runpy.run_path(str(DOCS / "make_manual.py"))["manual"]()
    for name in coach.list_commands(Context(coach)):
        assert f"\n.SS coach {name.replace('-', chr(92) + '-')} " in page
