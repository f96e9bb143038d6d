"""Which screen stands behind each tab; each is loaded while the first page stands idle.

Who opens one before it was its turn waits for that one alone.
"""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from types import SimpleNamespace
from typing import cast

from textual.dom import DOMNode
from textual.widget import Widget

from coach.ui.frame.host import Host
from coach.ui.frame.room import Room

# Tonight is the first page; the others would only keep it waiting.


def _tonight() -> Room:
    from coach.ui.tonight.room import Tonight

    return Tonight()


def _history() -> Room:
    from coach.ui.history.room import History

    return History()


def _signs() -> Room:
    from coach.ui.signs.room import Signs

    return Signs()


def _tips() -> Room:
    from coach.ui.tips.room import Tips

    return Tips()


def _learn() -> Room:
    from coach.ui.learn.room import Learn

    return Learn()


ROOM_SCREENS: dict[str, Callable[[], Room]] = {
    "tonight": _tonight,
    "history": _history,
    "signs": _signs,
    "tips": _tips,
    "learn": _learn,
}

# The check-in first, which is what most people open.
_IN_TURN = (
    "coach.ui.checkin.screen",
    "coach.ui.history.room",
    "coach.ui.signs.room",
    "coach.ui.tips.room",
    "coach.ui.learn.room",
    "coach.ui.drinks.screen",
    "textual.widgets._input",
)
# Between two of them a key that was pressed is answered.
_PAUSE_S = 0.05


def load_in_turn(host: Host) -> None:
    """Load what the rooms are made of, one after another, while nobody presses a key."""
    waiting = [name for name in _IN_TURN if name not in sys.modules]
    if waiting and not host.is_leaving:
        before = set(sys.modules)
        import_module(waiting[0])
        read_styles_of(host, sys.modules.keys() - before)
        host.set_timer(_PAUSE_S, lambda: load_in_turn(host))


def read_styles_of(host: Host, modules: Iterable[str]) -> None:
    """Read the style sheets of the widgets that modules of ours name.

    Textual reads them when the first widget of a kind comes up, which somebody waits for. It
    has no public hook for reading them before; a test holds the names in place.
    """
    for module in modules:
        if not module.startswith("coach.ui."):
            continue
        for kind in vars(sys.modules[module]).values():
            if isinstance(kind, type) and issubclass(kind, Widget):
                stand_in = cast(DOMNode, SimpleNamespace(_node_bases=kind._css_bases(kind)))
                for place, css, rank, scope in DOMNode._get_default_css(stand_in):
                    host.stylesheet.add_source(css, place, True, rank, scope)
    host.stylesheet.parse()
