"""Every key of the program, once: bindings, footer, palette and help all read this table."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key does.

    Attributes:
        id: Stable name, for rebinding.
        keys: Textual's names of the keys, comma separated; the first is the one shown.
        action: The action it runs, on the screen it belongs to.
        label: One or two words for the footer.
        help: A plain sentence for `?`, the palette and tooltips.
        where: The screen it works on; ``everywhere`` is all five rooms.
        footer: Whether the footer shows it (at most five a screen).
        shown: How the key is written, where Textual's name is not what people call it.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    where: str = "everywhere"
    footer: bool = False
    shown: str = ""

    @property
    def face(self) -> str:
        """The key as people call it."""
        return self.faces[0]

    @property
    def faces(self) -> tuple[str, ...]:
        """All keys that do it, as people call them."""
        first, *others = self.keys.split(",")
        return (self.shown or first, *others)


KEYS: tuple[Key, ...] = (
    Key("tonight", "t,1", "room('tonight')", "tonight", "Go to Tonight.", shown="t"),
    Key("history", "h,2", "room('history')", "history", "Go to History.", footer=True),
    Key("signs", "s,3", "room('signs')", "signs", "Go to Signs: what was counted and why."),
    Key("tips", "i,4", "room('tips')", "tips", "Go to Tips."),
    Key("learn", "l,5", "room('learn')", "learn", "Go to Learn: plain pages with sources."),
    Key("why", "w", "why", "why", "Say why the banner is up: its nights and what was counted."),
    Key("doctor", "d", "doctor", "doctor", "Write the page to take to the doctor."),
    Key("drink", "c", "drink", "drink", "Log a coffee, tea or other drink now."),
    Key("undo", "u", "undo", "undo", "Take the last change back."),
    Key("export", "e", "export", "export", "Export the diary to a file."),
    Key("profile", "p", "profile", "profile", "Change the profile: usual times, conditions."),
    Key("keys", "question_mark", "keys", "keys", "List all keys.", footer=True, shown="?"),
    Key("quit", "q", "quit", "quit", "Leave the coach.", footer=True),
    Key(
        "check-in",
        "enter",
        "check_in",
        "check-in",
        "Start or go on with the check-in.",
        where="tonight",
        footer=True,
        shown="Enter",
    ),
    Key("tip-another", "n", "tip_another", "another", "Show another tip.", where="tonight"),
    Key(
        "tip-tried",
        "y",
        "tip_feedback('tried')",
        "tried",
        "Note that you tried this tip.",
        "tonight",
    ),
    Key(
        "tip-helped",
        "g",
        "tip_feedback('helped')",
        "helped",
        "Note that this tip helped.",
        "tonight",
    ),
    Key(
        "tip-hide",
        "x",
        "tip_feedback('not_for_me')",
        "not for me",
        "Hide this tip; the Tips page can bring it back.",
        "tonight",
    ),
    Key(
        "tip-why",
        "f",
        "tip_why",
        "why this tip",
        "Say why this tip was chosen tonight.",
        "tonight",
    ),
    Key("wind-down", "b", "wind_down", "wind down", "Start a guided wind-down.", "tonight"),
    Key(
        "catch-up", "a", "catch_up", "catch up", "List missed days and answer them.", "tonight"
    ),
    Key(
        "visit",
        "v",
        "visit",
        "saw a doctor",
        "Note that you have spoken to a doctor.",
        where="signs",
        footer=True,
    ),
    Key(
        "fold",
        "k",
        "fold",
        "fold banner",
        "Fold the banner to one line, or unfold it.",
        where="signs",
        footer=True,
    ),
    Key(
        "tips-tried",
        "y",
        "said('tried')",
        "tried",
        "Note that you tried this tip.",
        "tips",
        True,
    ),
    Key("tips-helped", "g", "said('helped')", "helped", "Note that it helped.", "tips", True),
    Key(
        "tips-hide", "x", "hide", "not for me", "Hide this tip, or bring it back.", "tips", True
    ),
    Key(
        "tips-view",
        "v",
        "view",
        "tried, hidden",
        "Show all tips, or those tried, helped or hidden.",
        where="tips",
        footer=True,
    ),
    Key("tips-search", "slash", "search", "search", "Search the tips.", "tips", True, "/"),
    Key(
        "tips-wind-down",
        "b",
        "wind_down",
        "wind down",
        "Start the wind-down of this tip, or choose one.",
        where="tips",
    ),
    Key(
        "learn-open",
        "enter",
        "open",
        "open",
        "Open the page.",
        where="learn",
        footer=True,
        shown="Enter",
    ),
    Key(
        "wind-down-pause",
        "space",
        "pause",
        "pause, go on",
        "Pause, or go on from the same place.",
        where="wind-down",
        footer=True,
        shown="Space",
    ),
    Key("longer", "plus,equals_sign", "longer", "longer", "Longer.", "wind-down", True, "+"),
    Key("shorter", "minus", "shorter", "shorter", "Shorter.", "wind-down", True, "-"),
    Key(
        "breath",
        "v",
        "breath",
        "other breath",
        "Take the next way of breathing.",
        where="wind-down",
        footer=True,
    ),
    Key(
        "motion",
        "m",
        "motion",
        "words, bar",
        "Change between the moving bar and counted words.",
        where="wind-down",
    ),
    Key(
        "wind-down-leave",
        "escape",
        "leave",
        "leave",
        "Leave; full minutes are noted.",
        where="wind-down",
        footer=True,
        shown="Esc",
    ),
)


# How the list of keys calls the places.
PLACES = {
    "everywhere": "On every page",
    "tonight": "Tonight",
    "signs": "Signs",
    "tips": "Tips",
    "learn": "Learn",
    "wind-down": "In a wind-down",
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


def footer(*places: str) -> tuple[Key, ...]:
    """The keys the footer shows, at most five, the screen's own first."""
    shown = [key for place in places for key in of(place) if key.footer]
    return tuple(shown[:5])
