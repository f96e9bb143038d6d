"""`coach report`: any nights, the nights behind a banner, and every form."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from freezegun import freeze_time

from coach.exchange.log import encode
from coach.exchange.report.pdf import NoPdf, printed
from tests.cli.conftest import Run
from tests.exchange.report.diaries import disturbed, full

NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> \"q\" 'a' [/]"


@pytest.fixture
def diary(run: Run, tmp_path: Path) -> None:
    """A diary with a banner, up to 22 November 2026."""
    file = tmp_path / "log.json"
    file.write_bytes(encode(disturbed(), NOW))
    assert run("import", file).code == 0


@freeze_time("2026-11-22 21:00", real_asyncio=True)
@pytest.mark.usefixtures("diary")
class TestReport:
    def test_it_shows_any_nights_up_to_any_day(self, run: Run) -> None:
        text = run("report", "--format", "text", "--days", "9", "--to", "2026-11-10").out
        assert "2 to 10 November 2026: 9 of 9 nights answered" in text
        assert "Made on 22 November 2026" in text
        assert "What was counted up to 10 November 2026" in text

    def test_it_shows_the_nights_behind_the_banner(self, run: Run) -> None:
        latest = run("report", "--format", "text", "--banner").out
        began = json.loads(run("status", "--json").out)["banner"]["rules"][0]["began"]
        assert run("report", "--format", "text", "--banner", began).out == latest
        assert "The nights behind" not in latest

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--days", "6"), "--days is '6'; it must be a number from 7 to 56"),
            (("--days", "57"), "from 7 to 56"),
            (("--to", "2026-11-23"), "--to is 2026-11-23; that night has not come yet"),
            (("--to", "soon"), "--to: 'soon' is no date"),
            (("--banner", "2026-01-01"), "--banner: no banner stood on 2026-01-01"),
            (
                ("--banner", "--days", "14"),
                "--banner names its nights itself; leave out --days",
            ),
            (("--ask", "x" * 2001), "--ask has 2001 characters; it may have 2,000"),
        ],
    )
    def test_what_cannot_be_shown_is_one_sentence(
        self, run: Run, words: tuple[str, ...], said: str
    ) -> None:
        done = run("report", *words)
        assert (done.code, said in done.err, done.out) == (2, True, "")

    def test_what_to_ask_stands_on_top_from_then_on_until_it_is_taken_out(
        self, run: Run
    ) -> None:
        asked = run("report", "--ask", "-", "--format", "text", stdin=f"{HOSTILE}\nWhy?").out
        assert asked.index(HOSTILE) < asked.index("SEEK MEDICAL ASSISTANCE")
        assert "* Why?" in run("report", "--format", "text").out
        assert "What I want to ask" not in run("report", "--ask", "", "--format", "text").out
        assert "Why?" not in run("undo", "--yes").out

    def test_without_the_library_a_pdf_is_one_sentence(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "weasyprint", None)
        done = run("report", "--format", "pdf")
        assert (done.code, done.raw) == (2, b"")
        assert "pip install 'sleep-coach[pdf]'" in done.err
        assert "print it from a browser" in done.err


@freeze_time("2026-11-22 21:00", real_asyncio=True)
def test_a_pdf_of_every_part_is_made_of_words_alone(run: Run, tmp_path: Path) -> None:
    try:
        printed(b"<p>is it there?</p>")
    except NoPdf as error:
        pytest.skip(str(error))
    file, out = tmp_path / "log.json", tmp_path / "page.pdf"
    file.write_bytes(encode(full(HOSTILE), NOW))
    run("import", file)
    done = run("report", "--format", "pdf", "-o", out)
    assert (done.code, out.read_bytes()[:5]) == (0, b"%PDF-")
    assert b"/JavaScript" not in out.read_bytes()
