"""The keys that many screens share, each once, and the rows of the menu of what is rare."""

from collections.abc import Mapping

import msgspec

from coach.ui.keys.key import Key


class Common(msgspec.Struct, frozen=True):
    """A key that does the same on several screens.

    Attributes:
        key: The row; its place is filled in where it is asked for.
        places: The screens it works on.
        footers: Those of them whose footer names it.
        keys: Other keys that do the same on some of them, by place.
    """

    key: Key
    places: tuple[str, ...]
    footers: tuple[str, ...] = ()
    keys: Mapping[str, str] = {}

    def at(self, place: str) -> Key:
        """The row as it stands on one of its screens."""
        return msgspec.structs.replace(
            self.key,
            keys=self.keys.get(place, self.key.keys),
            where=place,
            footer=place in self.footers,
        )


_CHANGING = (
    "everywhere",
    "closing",
    "drinks",
    "catch-up",
    "backups",
    "day",
    "own-questions",
    "experiment",
)
_LISTED = (
    "drinks",
    "catch-up",
    "day",
    "finding",
    "page",
    "backups",
    "choice",
    "menu",
    "own-questions",
    "experiment",
)

COMMON: tuple[Common, ...] = (
    Common(
        Key("why", "w", "why", "why", "One page of why: the banner's, then the tip's."),
        ("everywhere", "closing"),
    ),
    Common(
        Key("doctor", "d", "doctor", "doctor", "Write the page to take to the doctor."),
        ("everywhere", "closing"),
    ),
    Common(
        Key("fold", "z", "fold", "fold banner", "Fold the banner to one line, or unfold it."),
        ("everywhere", "closing"),
    ),
    Common(
        Key("wind-down", "b", "wind_down", "wind down", "Start a guided wind-down."),
        ("tonight", "tips", "closing"),
    ),
    Common(
        Key("tried", "y", "said('tried')", "did it", "Note that you did what the tip says."),
        ("tips", "closing"),
        footers=("tips",),
    ),
    Common(
        Key("helped", "g", "said('helped')", "helped", "Note that you did it and it helped."),
        ("tips", "closing"),
        footers=("tips",),
    ),
    Common(
        Key("not-this-time", "0", "said('not_this_time')", "not this time", "Not this time."),
        ("tips", "closing"),
    ),
    Common(
        Key("hide", "x", "hide", "not for me", "Hide the tip; on Tips x brings it back."),
        ("tips", "closing"),
        footers=("tips",),
    ),
    Common(
        Key("undo", "u", "undo", "undo", "Take the last change back; asks where much goes."),
        _CHANGING,
        footers=("closing", "catch-up", "backups", "day", "own-questions"),
    ),
    Common(
        Key("redo", "U", "redo", "redo", "Put forward again what was taken back."),
        _CHANGING,
    ),
    Common(
        Key("keys", "question_mark", "keys", "keys", "List all keys."),
        (
            "everywhere",
            "closing",
            "check-in",
            "profile",
            "drinks",
            "catch-up",
            "backups",
            "wind-down",
            "day",
            "finding",
            "page",
            "own-questions",
            "experiment",
        ),
        footers=("everywhere", "closing", "finding", "page"),
    ),
    Common(
        Key("leave", "escape", "leave", "back", "Go back; nothing is changed by it."),
        (*_LISTED, "dialog", "keys"),
        footers=(
            "drinks",
            "catch-up",
            "day",
            "finding",
            "page",
            "backups",
            "own-questions",
            "experiment",
        ),
        keys={
            "day": "escape,q",
            "finding": "escape,q",
            "page": "escape,q,backspace",
            "experiment": "escape,q",
            "choice": "escape,q",
            "menu": "escape,q,full_stop",
            "keys": "escape,q,question_mark",
        },
    ),
)

# A row's action takes its own id, which the menu hands to the room it was opened from.
_NUMBERED = tuple(
    Key(name, str(number), f"take('{name}')", label, sentence, where="menu")
    for number, (name, label, sentence) in enumerate(
        (
            ("catch_up", "missed days", "List the missed days and answer them."),
            ("profile", "profile", "Change the profile: usual times, conditions."),
            ("visit", "doctor's visit", "Note that you have spoken to a doctor."),
            ("export", "export", "Export the diary to a file."),
            ("import_file", "import", "Import a file, also of another program."),
            ("backups", "backups", "List the automatic backups and restore one."),
            ("sync", "sync", "Share with your other machines by a folder."),
            ("look", "look", "Choose how the program looks."),
            ("own_questions", "own questions", "Make or retire your own questions."),
        ),
        start=1,
    )
)
MENU_KEYS: tuple[Key, ...] = (
    *_NUMBERED,
    # The letter that it has on Tips; 0 means no.
    Key("goal", "a", "take('goal')", "goal", "Choose a goal, change it or end it.", "menu"),
)
