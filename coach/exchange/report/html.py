"""The page for the doctor as one HTML file: no script, nothing loaded from elsewhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from coach import __version__
from coach.exchange.report.nights import KINDS
from coach.exchange.report.raster import CLOCK_MM, HEAD_MM, LABEL_MM, Stretch, raster
from coach.exchange.report.table import HEADINGS, cells
from coach.exchange.report.view import ReportView


def render(view: ReportView) -> bytes:
    """The page as UTF-8 HTML that prints on two sheets of A4."""
    environment = Environment(
        loader=PackageLoader("coach.exchange.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("page.html.jinja").render(
        view=view,
        picture=raster(view.lines, view.before),
        kinds=KINDS,
        spans=Stretch,
        clock_x=LABEL_MM,
        clock_width=CLOCK_MM,
        head=HEAD_MM,
        headings=HEADINGS,
        rows=[cells(line) for line in view.lines],
        version=__version__,
    )
    return page.encode()
