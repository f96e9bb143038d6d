"""Which screen stands behind each tab; each is loaded while the first page stands idle.

Who opens one before it was its turn waits for that one alone.
"""

import sys
from collections.abc import Callable
from importlib import import_module

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
        import_module(waiting[0])
        host.set_timer(_PAUSE_S, lambda: load_in_turn(host))
