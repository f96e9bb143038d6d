"""How many sheets of A4 the page for the doctor takes, as Chromium prints it.

Run ``python tests/benchmarks/report_pages.py [LOG ...]``; without a log it prints the fullest
diary of the tests. Needs ``chromium`` and ``pdfinfo`` on the path.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from coach.core.diary.records import Log
from coach.exchange.log import decode
from coach.exchange.report import report
from tests.exchange.report.diaries import TODAY, quiet, troubled

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


def sheets(page: bytes) -> int:
    """Print a page to PDF and count its sheets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_bytes(page)
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                *_FLAGS,
                f"--user-data-dir={folder / 'profile'}",
                f"--print-to-pdf={folder / 'page.pdf'}",
                (folder / "page.html").as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        description = subprocess.run(
            [shutil.which("pdfinfo") or "pdfinfo", str(folder / "page.pdf")],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return next(
        int(line.split()[1]) for line in description.splitlines() if line.startswith("Pages")
    )


def main() -> int:
    """Print every diary for 14 and 28 nights; 1 if one takes more than two sheets."""
    diaries: list[tuple[str, Log]] = [("fullest", troubled()), ("quiet", quiet())]
    if len(sys.argv) > 1:
        paths = [Path(name) for name in sys.argv[1:]]
        diaries = [(path.name, decode(path.read_bytes(), path.name)) for path in paths]
    worst = 0
    for name, log in diaries:
        last = max((entry.date for entry in log.entries), default=TODAY)
        for nights in (14, 28):
            count = sheets(report(log, last, nights))
            worst = max(worst, count)
            print(f"{name}, {nights} nights: {count} sheets")
    return int(worst > 2)


if __name__ == "__main__":
    sys.exit(main())
