"""Tables as text, whichever way a program or a spreadsheet wrote them."""

import pytest

from coach.exchange.importers.columns import cells, header, rows
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA

TABLES = [
    "plees-6.csv",
    "sleep-as-android.csv",
    "sleepdiary.csv",
    "oura-hub.csv",
    "samsung-health.csv",
    "sleep-cycle-new.csv",
    "whoop.csv",
    "withings.csv",
    "zepp-new.csv",
]


def saved_again(name: str, separator: str, encoding: str = "utf-8") -> bytes:
    """A file as a spreadsheet saves it: another separator, blanks to one width, CRLF."""
    lines = (DATA / name).read_text().splitlines(keepends=True)
    table = [row for _, row in cells(name, lines)]
    width = max(len(row) for row in table)
    quoted = (
        separator.join(
            '"' + cell.replace('"', '""') + '"' if cell else ""
            for cell in (*row, *[""] * (width - len(row)))
        )
        for row in table
    )
    return "\r\n".join(("", *quoted)).lstrip().encode(encoding)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_saved_again_by_a_spreadsheet_gives_the_same_days(
    take: Take, name: str, separator: str, encoding: str
) -> None:
    again = take(saved_again(name, separator, encoding))
    assert again.imported.log == take(name).imported.log


def test_a_first_line_that_names_the_separator_is_passed_over(take: Take) -> None:
    data = b"sep=;\r\n" + saved_again("plees-6.csv", ";")
    assert take(data).imported.log == take("plees-6.csv").imported.log


def test_a_separator_within_quotes_separates_nothing() -> None:
    assert header('"a;b;c;d",second\n') == ("a;b;c;d", "second")


def test_the_columns_that_are_missing_are_named_and_no_others() -> None:
    with pytest.raises(LogError, match=r"^diary lacks start and stop among its columns$"):
        list(rows("diary", ["sid,rating\n"], ("sid", "start", "stop")))


def test_a_text_that_is_neither_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(LogError, match="line 2: is not UTF-8 text"):
        SourceFile.of_bytes(b"a,b\n\xff,c", "diary").text()
