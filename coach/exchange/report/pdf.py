"""The same page as a PDF, by WeasyPrint, which is an extra: it needs Pango."""

from typing import NoReturn


class NoPdf(Exception):
    """No PDF can be made here; one sentence that says how else."""


def printed(page: bytes) -> bytes:
    """An HTML page as a PDF; nothing is fetched for it.

    Raises:
        NoPdf: If WeasyPrint or what it rests on is not there.
    """
    try:
        from weasyprint import HTML
    except ImportError:
        raise NoPdf(
            "a PDF needs WeasyPrint: pip install 'sleep-coach[pdf]'; or write the page as HTML"
            " and print it from a browser"
        ) from None
    except OSError:
        raise NoPdf(
            "a PDF needs the library Pango, which WeasyPrint did not find; install it, or write"
            " the page as HTML and print it from a browser"
        ) from None
    pdf: bytes = HTML(string=page.decode(), url_fetcher=_refused).write_pdf()
    return pdf


def _refused(url: str) -> NoReturn:
    """The page needs nothing from elsewhere; what asked for it would be a mistake."""
    raise ValueError(f"the page asks for {url!r}")
