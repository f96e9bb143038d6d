"""What a key is: its names, what it does, and how it is told."""

import msgspec

# Textual's names that are not what people call those keys.
_FACES = {
    "at": "@",
    "backspace": "Backspace",
    "delete": "Del",
    "down": "↓",
    "end": "End",
    "enter": "Enter",
    "equals_sign": "=",
    "escape": "Esc",
    "full_stop": ".",
    "greater_than_sign": ">",
    "home": "Home",
    "left": "←",
    "left_square_bracket": "[",
    "less_than_sign": "<",
    "minus": "-",
    "pagedown": "Page Down",
    "pageup": "Page Up",
    "plus": "+",
    "question_mark": "?",
    "right": "→",
    "right_square_bracket": "]",
    "shift+tab": "Shift+Tab",
    "slash": "/",
    "space": "Space",
    "up": "↑",
}


class Key(msgspec.Struct, frozen=True):
    """One thing a key does.

    Attributes:
        id: Stable name, for rebinding.
        keys: Textual's names of the keys, comma separated; the first is the one shown.
        action: The action it runs, on the screen it belongs to.
        label: One or two words for the footer.
        help: A plain sentence for `?`, the palette and tooltips.
        where: The screen it works on; ``everywhere`` is all five rooms.
        footer: Whether the footer shows it (at most five a screen).
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    where: str = "everywhere"
    footer: bool = False

    @property
    def face(self) -> str:
        """The key as people call it."""
        return self.faces[0]

    @property
    def faces(self) -> tuple[str, ...]:
        """All keys that do it, as people call them."""
        return tuple(_FACES.get(name, name) for name in self.keys.split(","))
