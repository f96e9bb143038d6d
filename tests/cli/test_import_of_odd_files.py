"""What is no file, has no end or is more than it can give is refused, soon, in a sentence."""

import io
import os
import socket
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.exchange.importers.contents import Contents
from coach.exchange.importers.source import LARGEST_OWN, SourceFile
from coach.exchange.log import LogError
from tests.cli.conftest import Run

MIB = 1024 * 1024
MANY = 5_600_000


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Callable[..., str]:
    """Imports a file of that content; what is said of it."""

    def _refused(data: bytes, name: str = "file") -> str:
        (tmp_path / name).write_bytes(data)
        done = run("import", tmp_path / name)
        assert done.code == 2
        assert done.out == ""
        return done.err.splitlines()[-1]

    return _refused


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and devices")
def test_what_is_no_file_is_not_opened(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for name, kind in (
            (tmp_path / "pipe", "a named pipe; save it in a file first, or pass it on"),
            (tmp_path / "socket", "a socket; save it in a file first"),
            ("/dev/zero", "a device; save it in a file first"),
        ):
            done = run("import", name)
            assert done.code == 2
            assert f"is {kind}" in done.err
            assert len(done.err.splitlines()) == 1


class Endless(io.RawIOBase):
    """A pipe whose writer never stops."""

    def __init__(self) -> None:
        super().__init__()
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        self.given += size
        return b"x" * size


def test_a_pipe_without_an_end_is_let_go_of_soon() -> None:
    pipe = Endless()
    with pytest.raises(LogError, match="stdin gives more than 96 MiB; save it in a file"):
        SourceFile.of_stream(pipe, "stdin")  # type: ignore[arg-type]
    assert pipe.given <= LARGEST_OWN + MIB


@pytest.mark.parametrize(
    ("head", "row", "what"),
    [
        (b"Start,End,Status\n", b",,\n", "lines"),
        (b"sid,start,stop,rating\n", b",,\n", "lines"),
        (b'{"file_format":"Standard","records":[', b"{},", "values"),
        (b'[{"startTime":"","endTime":"","minutesAsleep":1},', b"{},", "values"),
        (b'{"format":"coach-log","version":1,"entries":[', b"1,", "values"),
        (b'{"coach":{"1":{"format":"coach-diary","version":1}},"x":[', b"1,", "values"),
    ],
)
def test_more_rows_than_any_diary_has_are_counted_and_not_read(
    refused: Callable[..., str], head: bytes, row: bytes, what: str
) -> None:
    words = refused(head + row * MANY)
    assert what in words
    assert "no diary comes to that many" in words


def test_one_row_of_very_many_cells_is_not_read(refused: Callable[..., str]) -> None:
    assert "16,777,2" in refused(b"Start,End,Status\n" + b"," * (16 * MIB))


def test_a_comment_or_a_value_without_an_end_is_given_up_on(
    refused: Callable[..., str],
) -> None:
    begun = b'<?xml version="1.0"?><HealthData locale="en">'
    for piece in (b"<!--", b'<Record type="'):
        assert "something that begins there has no end" in refused(
            begun + piece + b"x" * (20 * MIB)
        )


def test_elements_by_the_million_with_nothing_in_them_are_given_up_on(
    refused: Callable[..., str],
) -> None:
    data = b'<?xml version="1.0"?><HealthData locale="en">' + b"<a/>" * (4 * MIB)
    assert "more elements than an export comes to" in refused(data)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        # Its head alone tells that this is no export, so nothing more of it is read.
        ("export.xml", "no export that is read here is among them"),
        ("sleep-export.csv", "times its size, which no export does"),
    ],
)
def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_not_unpacked(
    refused: Callable[..., str], name: str, words: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<HealthData" + b" " * (20 * MIB))
    assert words in refused(packed.getvalue(), "x.zip")


def test_an_archive_whose_list_of_files_alone_would_fill_the_memory_is_not_read(
    refused: Callable[..., str],
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export.xml", b"<HealthData/>")
    data = bytearray(packed.getvalue())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (64 * MIB).to_bytes(4, "little")
    assert "is a damaged or empty archive" in refused(bytes(data), "x.zip")


def test_an_encrypted_archive_is_called_that(refused: Callable[..., str]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sleep-export.csv", b"Id,Tz,From\n")
    data = bytearray(packed.getvalue())
    # The bit that says so, in front of the file and in the archive's list.
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "is an encrypted archive; unpack it with its password" in refused(
        bytes(data), "x.zip"
    )


def test_of_very_many_refusals_the_first_hundred_are_kept_and_all_are_counted() -> None:
    contents = Contents()
    for number in range(100_000):
        contents.refuse(f"line {number}", "no")
    assert len(contents.refused) == 100
    assert contents.refused[-1].place == "line 99"
    assert contents.refused_count == 100_000


def test_the_count_of_refusals_that_are_not_kept_is_told(run: Run) -> None:
    rows = "".join(f"{number},x,y,5\n" for number in range(300))
    night = "1,1767225600000,1767250800000,1\n"
    done = run("import", "-", "--dry-run", stdin=f"sid,start,stop,rating\n{night}{rows}")
    assert "300 refused" in done.out
    assert "Refused: 295 more." in done.out
