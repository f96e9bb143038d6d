"""Textual's command palette, loaded when it is asked for first.

Textual loads it with every app, and with it a dozen widgets that the first page does without:
a tenth of the start. Its names stand empty until then.
"""

import sys
from abc import ABC, ABCMeta
from importlib import import_module
from types import ModuleType

_PALETTE = "textual.command"
_USERS = ("textual.app", "textual.theme")
_NAMES = (
    "CommandListItem",
    "CommandPalette",
    "DiscoveryHit",
    "Hit",
    "Hits",
    "SimpleProvider",
)


class _Unloaded(ModuleType):
    """Stands in the palette's place while Textual's app is loaded."""

    # What those derive from that look for commands. Python lets another base take its place
    # only where both are made alike.
    Provider = ABCMeta("Provider", (ABC,), {})

    def __init__(self) -> None:
        super().__init__(_PALETTE)
        vars(self).update(dict.fromkeys(_NAMES))

    def __getattr__(self, name: str) -> object:
        # Another Textual may ask for more: then it is loaded as ever.
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(_PALETTE, None)
        return getattr(import_module(_PALETTE), name)


def load_without_palette() -> None:
    """Load Textual's app, its palette apart; nothing is done where one of them is loaded."""
    if sys.modules.keys() & {_PALETTE, *_USERS}:
        return
    unloaded = sys.modules[_PALETTE] = _Unloaded()
    try:
        import_module("textual.app")
    finally:
        if sys.modules.get(_PALETTE) is unloaded:
            del sys.modules[_PALETTE]


def load_palette() -> None:
    """Give Textual its palette, where it lacks it still."""
    palette = vars(import_module(_PALETTE))
    for module in map(import_module, _USERS):
        for name in _NAMES:
            if vars(module).get(name, palette) is None:
                setattr(module, name, palette[name])
        for name, value in [*vars(module).items()]:
            if isinstance(value, type) and value.__bases__ == (_Unloaded.Provider,):
                value.__bases__ = (palette["Provider"],)
            elif value is _Unloaded.Provider:
                setattr(module, name, palette["Provider"])
