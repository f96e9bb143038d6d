"""Learn: one short page for each thing, in plain words, with its sources."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from coach.core.tips.tip import LearnPage
from coach.store.tips.tipbook import Tipbook, TipError
from coach.ui.frame.room import Room
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.reading import Reading
from coach.ui.widgets.words import Words

_LEAD = "Plain pages with their sources. They explain; they are no diagnosis."


class Learn(Room):
    """The list of pages."""

    AUTO_FOCUS = "#learn-list"
    PLACE = "learn"

    def body(self) -> ComposeResult:
        """One line, then the list."""
        yield Words(Content(_LEAD), id="learn-lead")
        with Horizontal(id="learn-panes"):
            yield MarkedList(id="learn-list")
            yield Reading("(Enter opens it)", id="learn-beside")

    def show(self) -> None:
        """List the pages."""
        pages = self.query_one("#learn-list", MarkedList)
        try:
            pages.fill([(page.slug, Content(page.title)) for page in self.coach.tipbook.pages])
        except TipError as error:
            self.coach.say(str(error), warn=True)

    @on(MarkedList.OptionHighlighted, "#learn-list")
    def _show_beside(self) -> None:
        """Show the marked page beside the list; without room for it, it is not drawn."""
        slug = self.query_one("#learn-list", MarkedList).chosen
        if slug is not None:
            title, text = title_and_text(self.coach.tipbook, slug)
            heading = Content.styled(f"{title}\n\n", "bold")
            self.query_one("#learn-beside", Reading).read(Content.assemble(heading, text))

    @on(MarkedList.OptionSelected, "#learn-list")
    def action_open(self) -> None:
        """Open the marked page."""
        if slug := self.query_one("#learn-list", MarkedList).chosen:
            self.coach.open_learn(slug)


class LearnPageView(CoachScreen):
    """One page to read.

    Args:
        slug: The page's name.
    """

    PLACE = "page"

    def __init__(self, slug: str) -> None:
        super().__init__()
        self._slug = slug

    def body(self) -> ComposeResult:
        """The page's title, and its text."""
        yield Words(id="learn-title")
        yield Reading("(arrows, Page Down)", id="learn-page")

    def on_mount(self) -> None:
        """Show the page, or say that there is none."""
        title, text = title_and_text(self.coach.tipbook, self._slug)
        self.query_one("#learn-title", Words).update(Content.styled(title, "bold"))
        reading = self.query_one("#learn-page", Reading)
        reading.read(text)
        reading.take_focus()

    def action_scroll(self, way: str) -> None:
        """Read on by a page, or go up by one; the arrows themselves move by lines."""
        self.query_one(Reading).turn(1 if way == "down" else -1)


def title_and_text(book: Tipbook, slug: str) -> tuple[str, Content]:
    """Title and text of a page, or why there is none."""
    try:
        page = book.page(slug)
        citations = {key: source.words for key, source in book.sources.items()}
        return page.title, page_text(page, citations)
    except KeyError:
        return "Learn", Content("There is no page of that name.")
    except TipError as error:
        return "Learn", Content(str(error))


def page_text(page: LearnPage, citations: dict[str, str]) -> Content:
    """A page as text: its sections with numbered sources, and the sources spelled out.

    Args:
        page: The page.
        citations: Whole citations by the key of their source.
    """
    number = {key: index for index, key in enumerate(page.sources, 1)}
    parts: list[Content | tuple[str, str] | str] = []
    for section in page.sections:
        marks = ", ".join(str(mark) for mark in sorted(number[key] for key in section.sources))
        parts.append((section.heading, "bold"))
        parts.append("\n" + "\n\n".join(section.paragraphs))
        parts.append((f" [{marks}]\n\n" if marks else "\n\n", "$text-muted"))
    if number:
        parts.append(("Sources\n", "bold"))
        parts += [
            (f"{index}. {citations.get(key, key)}\n", "$text-muted")
            for key, index in number.items()
        ]
    return Content.assemble(*parts)
