"""Which screen stands behind each tab; each is imported when it is first opened."""

from collections.abc import Callable

from textual.screen import Screen


def _tonight() -> Screen[object]:
    from coach.ui.tonight import Tonight

    return Tonight()


def _history() -> Screen[object]:
    from coach.ui.history import History

    return History()


def _signs() -> Screen[object]:
    from coach.ui.signs import Signs

    return Signs()


def _tips() -> Screen[object]:
    from coach.ui.tips import Tips

    return Tips()


def _learn() -> Screen[object]:
    from coach.ui.learn import Learn

    return Learn()


ROOM_SCREENS: dict[str, Callable[[], Screen[object]]] = {
    "tonight": _tonight,
    "history": _history,
    "signs": _signs,
    "tips": _tips,
    "learn": _learn,
}
