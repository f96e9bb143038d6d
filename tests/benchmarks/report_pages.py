"""How many sheets of A4 the page for the doctor takes, as Chromium and WeasyPrint print it.

Run ``python tests/benchmarks/report_pages.py [LOG ...]``; without a log it prints the diaries
of the tests. Needs ``chromium`` and ``pdfinfo`` on the path, and the extra ``pdf``.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from coach.core.diary.records import Log
from coach.exchange.log import decode
from coach.exchange.report import report
from coach.exchange.report.pdf import printed
from coach.exchange.report.window import last_nights, left_outside
from tests.exchange.report.diaries import TODAY, full, quiet, troubled

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def by_chromium(page: bytes, folder: Path) -> Path:
    """Print a page to PDF."""
    (folder / "page.html").write_bytes(page)
    subprocess.run(
        [
            shutil.which("chromium") or "chromium",
            *_FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'chromium.pdf'}",
            (folder / "page.html").as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "chromium.pdf"


def by_weasyprint(page: bytes, folder: Path) -> Path:
    """The same through WeasyPrint."""
    (folder / "weasyprint.pdf").write_bytes(printed(page))
    return folder / "weasyprint.pdf"


def sheets(pdf: Path) -> int:
    """How many sheets a PDF has."""
    description = subprocess.run(
        [shutil.which("pdfinfo") or "pdfinfo", str(pdf)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return next(
        int(line.split()[1]) for line in description.splitlines() if line.startswith("Pages")
    )


def main() -> int:
    """Print every diary for 14, 28 and 56 nights; 1 if one takes more sheets than it may."""
    diaries: list[tuple[str, Log]] = [
        ("most troubled", troubled()),
        ("every part filled", full()),
        ("long words", full("<script>alert(1)</script> [/] \"quoted\" 'words' & more " * 12)),
        ("five own questions", full("words " * 16, own_questions=5)),
        ("quiet", quiet()),
        ("empty", Log(format="coach-log", version=1)),
    ]
    if len(sys.argv) > 1:
        paths = [Path(name) for name in sys.argv[1:]]
        diaries = [(path.name, decode(path.read_bytes(), path.name)) for path in paths]
    worst = False
    for name, log in diaries:
        last = max((entry.date for entry in log.entries), default=TODAY)
        for nights in (14, 28, 56):
            shown = last_nights(last, nights)
            outside = left_outside(log, last, shown)
            more = 0 if outside is None else outside[1].count
            allowed = 2 if nights + more <= 28 else 4
            page = report(log, last, shown)
            with tempfile.TemporaryDirectory() as name_of_folder:
                folder = Path(name_of_folder)
                count = sheets(by_chromium(page, folder))
                other = sheets(by_weasyprint(page, folder))
            worst = worst or max(count, other) > allowed
            print(
                f"{name}, {nights} nights and {more} of a banner: "
                f"{count} sheets by Chromium, {other} by WeasyPrint; {allowed} allowed"
            )
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())
