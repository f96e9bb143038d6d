"""Every key of the program, once: bindings, footer, palette and help all read this table.

``python -m coach.ui.keys`` prints the README's tables of keys.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from coach.core.words.lengths_and_dates import listed
from coach.ui.keys.common import COMMON, MENU_KEYS
from coach.ui.keys.key import Key
from coach.ui.keys.rooms import PROGRAM_KEYS, ROOM_KEYS
from coach.ui.keys.screens import SCREEN_KEYS

# Rows of one place each; what many places share stands in `COMMON`.
OWN_KEYS: tuple[Key, ...] = (*PROGRAM_KEYS, *ROOM_KEYS, *SCREEN_KEYS, *MENU_KEYS)

# How the list of keys calls the places.
PLACES = {
    "everywhere": "On every page",
    "tonight": "Tonight",
    "signs": "Signs",
    "history": "History",
    "tips": "Tips",
    "learn": "Learn",
    "menu": "The menu",
    "closing": "After the check-in",
    "check-in": "The check-in",
    "profile": "The profile",
    "drinks": "The drinks",
    "happened": "It just happened",
    "partner": "The bed partner's questions",
    "catch-up": "Catching up",
    "wind-down": "A wind-down",
    "day": "One day",
    "finding": "One finding",
    "page": "A page to read",
    "dialog": "Where something is asked",
    "choice": "A list to choose from",
    "unkept": "Where answers could not be kept",
    "question": "A yes or no",
    "search": "The search of the tips",
    "worries": "At the end of the worry list",
    "backups": "The backups",
    "own-questions": "Your own questions",
    "experiment": "An experiment",
    "rescue": "When the diary cannot be read",
    "keys": "This list",
    "program": "Wherever you are",
}


def of(where: str) -> Iterator[Key]:
    """The keys of one screen: its own in their order, then what it shares with others."""
    yield from (key for key in OWN_KEYS if key.where == where)
    yield from (shared.at(where) for shared in COMMON if where in shared.places)


def bindings(*places: str) -> list[BindingType]:
    """Textual bindings of those places, each with its id and tooltip."""
    return [
        Binding(
            key.keys, key.action, key.help.rstrip("."), show=False, id=key.id, tooltip=key.help
        )
        for place in places
        for key in of(place)
    ]


class WithKeys:
    """What has the keys of one place: a screen, a dialog, a field.

    Stands before the Textual class, which reads the bindings when a class is made.

    Attributes:
        PLACE: The place in the table whose keys work here.
    """

    PLACE: ClassVar[str] = "everywhere"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init_subclass__(cls, **options: bool) -> None:
        """Bind the keys of the place that a class names."""
        if "PLACE" in vars(cls):
            cls.BINDINGS = bindings(cls.PLACE)
        super().__init_subclass__(**options)


# More places than this are not named one by one.
_NAMED = 3
# Where one looks for them: `?`, then the way out of the program.
_LAST = ("keys", "quit")


def footer(*places: str) -> tuple[Key, ...]:
    """The keys the footer shows: at most five, the screen's own first, and in a room `?`.

    The key that leads to where one is already is left out.
    """
    shown = [
        key for place in places for key in of(place) if key.footer and key.id not in places
    ]
    last = sorted(
        (key for key in shown if key.id in _LAST), key=lambda key: _LAST.index(key.id)
    )
    first = [key for key in shown if key not in last][: 5 - len(last[:1])]
    return tuple([*first, *last][:5])


def shared_by_places(shown: Sequence[str]) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """What several screens share, under their names; what is shown with a place is left out."""
    left = [common for common in COMMON if not set(shown) & set(common.places)]
    for places in dict.fromkeys(common.places for common in left):
        named = listed([PLACES[place] for place in places[:_NAMED]])
        where = named if len(places) <= _NAMED else "Screens above a page"
        yield where, tuple(common.key for common in left if common.places == places)


def readme() -> str:
    """The README's tables of keys: those of every evening, and folded away all others."""
    first = ("tonight", "everywhere")
    rows = [f"| {_faces(key)} | {_does(key)} |" for place in first for key in of(place)]
    rows += [f"| `.` {_faces(key)} | {_does(key)} |" for key in MENU_KEYS]
    more = [
        f"| {PLACES[key.where]} | {_faces(key)} | {_does(key)} |"
        for key in sorted(OWN_KEYS, key=lambda key: list(PLACES).index(key.where))
        if key.where not in (*first, "menu")
    ]
    more += [
        f"| {where} | {_faces(key)} | {_does(key)} |"
        for where, shared in shared_by_places(first)
        for key in shared
    ]
    return "\n".join(
        [
            "| key | does |",
            "|---|---|",
            *rows,
            "",
            "<details>",
            "<summary>The keys of the other screens</summary>",
            "",
            "| where | key | does |",
            "|---|---|---|",
            *more,
            "",
            "</details>",
        ]
    )


def _faces(key: Key) -> str:
    return " ".join(f"`{face}`" for face in key.faces)


def _does(key: Key) -> str:
    return key.help.rstrip(".")
