"""Every key of the program, once: bindings, footer, palette and help all read this table.

``python -m coach.ui.keys`` prints the README's tables of keys.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from coach.ui.keys.key import Key
from coach.ui.keys.rooms import ROOM_KEYS
from coach.ui.keys.screens import SCREEN_KEYS

KEYS: tuple[Key, ...] = (*ROOM_KEYS, *SCREEN_KEYS)

# How the list of keys calls the places.
PLACES = {
    "everywhere": "On every page",
    "tonight": "Tonight",
    "signs": "Signs",
    "history": "History",
    "tips": "Tips",
    "learn": "Learn",
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
    "rescue": "When the diary cannot be read",
    "keys": "This list",
}


def of(where: str) -> Iterator[Key]:
    """The keys of one screen, in their order."""
    return (key for key in KEYS if key.where == where)


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


def place_of(given: Iterable[BindingType]) -> str:
    """The place whose keys these bindings are; ``everywhere`` if they are of none."""
    ids = {binding.id for binding in given if isinstance(binding, Binding)}
    return next((key.where for key in KEYS if key.id in ids), "everywhere")


def footer(*places: str) -> tuple[Key, ...]:
    """The keys the footer shows: at most five, the screen's own first, and in a room `?`.

    The key that leads to where one is already is left out.
    """
    shown = [
        key for place in places for key in of(place) if key.footer and key.id not in places
    ]
    first = shown[:5]
    help_key = next((key for key in shown if key.id == "keys"), None)
    if help_key is not None and help_key not in first:
        first[-1] = help_key
    return tuple(first)


def readme() -> str:
    """The README's tables of keys: those of every evening, and folded away all others."""
    first = ("everywhere", "tonight")
    rows = [f"| {_faces(key)} | {_does(key)} |" for place in first for key in of(place)]
    more = [
        f"| {name} | {_faces(key)} | {_does(key)} |"
        for place, name in PLACES.items()
        if place not in first
        for key in of(place)
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
