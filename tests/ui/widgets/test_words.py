"""Words that change, and the lines they take."""

from textual.app import App, ComposeResult
from textual.screen import Screen

from coach.ui.widgets.words import Words


class Page(Screen[None]):
    """A page of a few words."""

    def compose(self) -> ComposeResult:
        """The words."""
        yield Words("one\ntwo\nthree")


async def test_words_take_their_own_height_where_all_is_laid_out_as_they_change() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        page = Page()
        await app.push_screen(page)
        words = page.query_one(Words)
        assert words.size.height == 3
        # The height is known, and a neighbour asks to be laid out anew while all is scrolled.
        assert words.get_content_height(app.size, app.size, words.size.width) == 3
        page._clear_arrangement_cache()
        page._compositor._full_map_invalidated = True
        words.update("one")
        await pilot.pause()
        assert words.size.height == 1
