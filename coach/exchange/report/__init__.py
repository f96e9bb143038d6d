"""The page for the doctor: two sheets of paper, or the same in the terminal."""

from datetime import date

from coach.core.diary.records import Log

FORMS: tuple[str, ...] = ("html", "text")


def report(log: Log, today: date, nights: int = 14, form: str = "html") -> bytes:
    """The page for the doctor.

    Args:
        log: The whole diary.
        today: The coach's day; the page ends with the night to that date.
        nights: 14 or 28.
        form: One of `FORMS`.

    Returns:
        UTF-8: a self-contained HTML page, or plain text of 80 columns.

    Raises:
        ValueError: If the number of nights or the form is another.
    """
    if nights not in (14, 28):
        raise ValueError(f"a report of {nights} nights cannot be made; 14 or 28 can")
    if form not in FORMS:
        raise ValueError(f"a report as {form!r} cannot be made; html or text can")
    from coach.exchange.report.view import build

    view = build(log, today, nights)
    if form == "text":
        from coach.exchange.report.text import render as as_text

        return as_text(view)
    from coach.exchange.report.html import render as as_page

    return as_page(view)
