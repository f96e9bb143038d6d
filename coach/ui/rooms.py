"""Which screen stands behind each tab; each is imported when it is first opened."""

from collections.abc import Callable

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
