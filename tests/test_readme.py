"""The README: what it shows, names and promises is what there is."""

import re
from pathlib import Path

import click
import pytest

from coach.cli.shell import coach
from coach.exchange.importers import IMPORTERS
from coach.ui.keys.table import readme

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))


def rows_under(heading: str) -> list[str]:
    """The rows of the table below a heading."""
    part = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in part.splitlines() if line.startswith("| ")][1:]


def test_the_keys_are_those_of_the_table_of_keys() -> None:
    # To mend it: python -m coach.ui.keys prints the tables.
    assert readme() in README


def test_every_command_is_named_and_no_other() -> None:
    named = set(
        re.findall(r"`coach ([a-z-]+)", "\n".join(rows_under("The same in plain commands")))
    )
    assert named == set(coach.list_commands(click.Context(coach)))


def test_every_format_that_is_read_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    for importer in IMPORTERS:
        assert importer.title in page
        assert f"`{importer.name}`" in page


def test_the_accuracy_is_that_of_its_page() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8").splitlines()
    rows = rows_under("When it says to see a doctor")
    assert rows
    assert set(rows) <= set(page)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_to_a_file_of_the_repository(link: str) -> None:
    assert "://" not in link
    assert (ROOT / link).is_file()


def test_each_picture_is_shown() -> None:
    assert {f"docs/pictures/{picture.name}" for picture in PICTURES} == set(
        re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    )


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_fetches_nothing(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert (
        "SEEK MEDICAL ASSISTANCE" in text.replace("&#160;", " ")
        or picture.name == "check-in.svg"
    )
    without_names = re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    for wanted in ("http", "//", "@import", "@font-face", "href", "<image", "<script"):
        assert wanted not in without_names, wanted
