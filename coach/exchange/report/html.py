"""The page for the doctor as one HTML file: no script, nothing loaded from elsewhere."""

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from coach import __version__
from coach.exchange.report.nights import KINDS
from coach.exchange.report.raster import CLOCK_MM, HEAD_MM, LABEL_MM, Stretch, raster
from coach.exchange.report.table import HEADINGS, cells
from coach.exchange.report.view import NIGHTS_ON_A_SHEET, NightBlock, ReportView


def template(name: str) -> Template:
    """One of the templates beside this file; what it is given is escaped."""
    environment = Environment(
        loader=PackageLoader("coach.exchange.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def render(view: ReportView) -> bytes:
    """The page as UTF-8 HTML that prints on A4: a sheet of words, then the nights."""
    page = template("page.html.jinja").render(
        view=view,
        sheets=_sheets(view),
        picture_of=lambda block, on_sheet: raster(block.lines, block.before, on_sheet),
        rows_of=lambda block: [cells(line) for line in block.lines],
        kinds=KINDS,
        spans=Stretch,
        clock_x=LABEL_MM,
        clock_width=CLOCK_MM,
        head=HEAD_MM,
        headings=HEADINGS,
        version=__version__,
    )
    return page.encode()


def _sheets(view: ReportView) -> list[list[NightBlock]]:
    """The blocks of nights, as many on a sheet as it holds."""
    sheets: list[list[NightBlock]] = []
    for block in view.blocks:
        there = sum(len(other.lines) for other in sheets[-1]) if sheets else 0
        if sheets and there + len(block.lines) <= NIGHTS_ON_A_SHEET:
            sheets[-1].append(block)
        else:
            sheets.append([block])
    return sheets
