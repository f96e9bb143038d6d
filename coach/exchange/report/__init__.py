"""The page for the doctor: a few sheets of paper, or the same in the terminal."""

from datetime import date

from coach.core.diary.records import Log
from coach.exchange.report.window import Window, last_nights

FORMS: tuple[str, ...] = ("html", "text", "pdf")


def report(log: Log, today: date, shown: Window | None = None, form: str = "html") -> bytes:
    """The page for the doctor.

    Args:
        log: The whole diary.
        today: The coach's day, on which the page is made.
        shown: The nights it shows; None for the last fourteen.
        form: One of `FORMS`.

    Returns:
        UTF-8: a self-contained HTML page, or plain text of 80 columns; or a PDF.

    Raises:
        ValueError: If the form is another.
        NoPdf: If a PDF is wanted and the library that makes it is not there.
    """
    if form not in FORMS:
        raise ValueError(f"a page as {form!r} cannot be made; {', '.join(FORMS)} can")
    from coach.exchange.report.view import build

    view = build(log, today, shown or last_nights(today))
    if form == "text":
        from coach.exchange.report.text import render as as_text

        return as_text(view)
    from coach.exchange.report.html import render as as_page

    page = as_page(view)
    if form == "pdf":
        from coach.exchange.report.pdf import printed

        return printed(page)
    return page
