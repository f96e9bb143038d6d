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
    Key("import", "o", "import_file", "import", "Import a file, also of another program."),
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
        "check-in-on",
        "enter",
        "press('enter')",
        "on",
        "Move on; nothing is stored by it.",
        where="check-in",
        footer=True,
        shown="Enter",
    ),
    Key(
        "check-in-usual",
        "equals_sign",
        "press('=')",
        "usual",
        "Take the usual answer that stands dim, and move on.",
        where="check-in",
        footer=True,
        shown="=",
    ),
    Key(
        "check-in-all-usual",
        "plus",
        "press('+')",
        "all usual",
        "Take every usual answer that is still dim on this page.",
        where="check-in",
        footer=True,
        shown="+",
    ),
    Key(
        "check-in-nothing",
        "n",
        "press('n')",
        "nothing to report",
        "On the movement page: answer what is still empty with “no”.",
        where="check-in",
    ),
    Key(
        "check-in-more",
        "m",
        "press('m')",
        "more",
        "Ask everything there is on this page, or only the few again.",
        where="check-in",
        footer=True,
    ),
    Key("check-in-back", "up,shift+tab", "press('up')", "back", "Go one back.", "check-in"),
    Key(
        "check-in-mark",
        "right,left",
        "press('right')",
        "mark",
        "Mark an answer; Space takes it.",
        "check-in",
    ),
    Key("check-in-page", "pagedown", "press('pagedown')", "page", "Turn the page.", "check-in"),
    Key(
        "check-in-page-back",
        "pageup",
        "press('pageup')",
        "page back",
        "Turn back a page.",
        "check-in",
    ),
    Key(
        "check-in-empty",
        "backspace",
        "press('backspace')",
        "empty",
        "Take an answer out again.",
        "check-in",
    ),
    Key(
        "check-in-save", "ctrl+s", "press('ctrl+s')", "save", "Save what there is.", "check-in"
    ),
    Key(
        "check-in-leave",
        "escape",
        "press('escape')",
        "leave",
        "Leave; what was answered is kept as a draft.",
        where="check-in",
        footer=True,
        shown="Esc",
    ),
    Key(
        "profile-on",
        "enter",
        "press('enter')",
        "on",
        "Move on; nothing is stored by it.",
        where="profile",
        footer=True,
        shown="Enter",
    ),
    Key("profile-back", "up", "press('up')", "back", "Go one back.", "profile", True, "↑"),
    Key(
        "profile-empty",
        "backspace",
        "press('backspace')",
        "empty",
        "Take an answer out again.",
        where="profile",
        footer=True,
        shown="Backspace",
    ),
    Key(
        "profile-leave",
        "escape",
        "press('escape')",
        "done",
        "Leave; what was answered is saved.",
        where="profile",
        footer=True,
        shown="Esc",
    ),
    Key("drinks-time", "t", "time", "time", "Change its time.", "drinks", True),
    Key(
        "drinks-amount", "g", "amount", "milligrams", "Change how much it held.", "drinks", True
    ),
    Key("drinks-remove", "x,delete", "remove", "take out", "Take it out.", "drinks", True),
    Key("drinks-other", "o", "other", "another", "Log a drink not listed.", "drinks", True),
    Key("drinks-undo", "u", "undo", "undo", "Take the last change back.", "drinks"),
    Key("drinks-leave", "escape", "leave", "back", "Go back.", "drinks", True, shown="Esc"),
    Key(
        "catch-up-answer",
        "enter",
        "answer",
        "answer or change",
        "Answer the marked day, or change its answers.",
        where="catch-up",
        footer=True,
        shown="Enter",
    ),
    Key("catch-up-clear", "x,delete", "clear", "clear", "Clear the day.", "catch-up", True),
    Key("catch-up-undo", "u", "undo", "undo", "Take it back.", "catch-up", True),
    Key("catch-up-leave", "escape", "leave", "back", "Go back.", "catch-up", True, shown="Esc"),
    Key(
        "check-in-keys",
        "question_mark",
        "keys",
        "keys",
        "List all keys.",
        where="check-in",
        shown="?",
    ),
    Key(
        "drinks-keys",
        "question_mark",
        "keys",
        "keys",
        "List all keys.",
        where="drinks",
        shown="?",
    ),
    Key(
        "catch-up-keys",
        "question_mark",
        "keys",
        "keys",
        "List all keys.",
        where="catch-up",
        shown="?",
    ),
    Key(
        "profile-keys",
        "question_mark",
        "keys",
        "keys",
        "List all keys.",
        where="profile",
        shown="?",
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
        "views",
        "Show all tips, or those tried, helped or hidden.",
        where="tips",
    ),
    Key("tips-search", "slash", "search", "search", "Search the tips.", "tips", True, "/"),
    Key(
        "next-subject",
        "right",
        "subject(1)",
        "next subject",
        "Go to the next subject.",
        where="tips",
        shown="→",
    ),
    Key(
        "previous-subject",
        "left",
        "subject(-1)",
        "subject before",
        "Go to the subject before.",
        where="tips",
        shown="←",
    ),
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
        "wind-down-begin",
        "enter",
        "begin",
        "begin",
        "Begin the wind-down that is marked.",
        where="wind-down",
        footer=True,
        shown="Enter",
    ),
    Key(
        "wind-down-pause",
        "space",
        "pause",
        "pause",
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
        "breath",
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
        "wind-down-keys",
        "question_mark",
        "keys",
        "keys",
        "List all keys.",
        where="wind-down",
        shown="?",
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
    Key(
        "history-open",
        "enter",
        "open",
        "open",
        "Open the day under the cursor.",
        where="history",
        footer=True,
        shown="Enter",
    ),
    Key(
        "history-view",
        "v",
        "next_view(1)",
        "next view",
        "Go on to the next view: nights, year, trends, what goes with what.",
        where="history",
        footer=True,
    ),
    Key(
        "history-view-back", "V", "next_view(-1)", "view before", "Go one view back.", "history"
    ),
    Key(
        "history-choose",
        "f",
        "choose",
        "choose",
        "Choose which nights are listed, what the year shows, or how long a time.",
        where="history",
        footer=True,
    ),
    Key(
        "history-search",
        "slash",
        "search",
        "search",
        "Look for words in your notes.",
        where="history",
        footer=True,
        shown="/",
    ),
    Key("history-all", "escape", "all", "show all", "Show all nights.", "history", shown="Esc"),
    Key(
        "history-earlier",
        "down,j",
        "move('day', -1)",
        "earlier",
        "Go to the row or day below.",
        "history",
    ),
    Key(
        "history-later",
        "up,k",
        "move('day', 1)",
        "later",
        "Go to the row or day above.",
        "history",
    ),
    Key("week-earlier", "left", "move('week', -1)", "week", "Go a week back.", "history"),
    Key("week-later", "right", "move('week', 1)", "week", "Go a week on.", "history"),
    Key("month-earlier", "m", "move('month', -1)", "month", "Go a month back.", "history"),
    Key("month-later", "M", "move('month', 1)", "month", "Go a month on.", "history"),
    Key("page-earlier", "pagedown", "move('page', -1)", "page", "Go a page back.", "history"),
    Key("page-later", "pageup", "move('page', 1)", "page", "Go a page on.", "history"),
    Key(
        "history-newest", "home", "move('end', 1)", "newest", "Go to the newest day.", "history"
    ),
    Key(
        "history-oldest", "end", "move('end', -1)", "oldest", "Go to the oldest day.", "history"
    ),
    Key(
        "disturbed-earlier",
        "n",
        "move('disturbed', -1)",
        "disturbed",
        "Go back to the night before that movement disturbed.",
        "history",
    ),
    Key(
        "disturbed-later",
        "N",
        "move('disturbed', 1)",
        "disturbed",
        "Go on to the next night that movement disturbed.",
        "history",
    ),
    Key("history-date", "g", "go_to", "go to", "Go to a date.", "history"),
    Key(
        "day-edit",
        "enter",
        "edit",
        "edit",
        "Answer this day, or change its answers.",
        where="day",
        footer=True,
        shown="Enter",
    ),
    Key(
        "day-clear",
        "x,delete",
        "clear",
        "clear",
        "Clear the day; asks once and can be taken back.",
        where="day",
        footer=True,
    ),
    Key(
        "day-undo",
        "u",
        "undo",
        "undo",
        "Take the last change back.",
        where="day",
        footer=True,
    ),
    Key(
        "day-before",
        "left",
        "day_before",
        "before",
        "Go to the day before.",
        where="day",
        footer=True,
        shown="←",
    ),
    Key("day-after", "right", "day_after", "day after", "Go to the day after.", "day"),
    Key(
        "day-leave",
        "escape,q",
        "leave",
        "back",
        "Go back.",
        where="day",
        footer=True,
        shown="Esc",
    ),
)


# How the list of keys calls the places.
PLACES = {
    "everywhere": "On every page",
    "tonight": "Tonight",
    "signs": "Signs",
    "history": "History",
    "day": "One day",
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
