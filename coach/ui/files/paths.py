"""Completing a path as it is typed."""

from textual.suggester import Suggester

from coach.store.disk.machine import expanded


class PathSuggester(Suggester):
    """Completes a path from the folders there are."""

    def __init__(self) -> None:
        # Folders change while one types.
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that goes on from what was typed."""
        # Of several paths it is the last one that is being typed.
        typed = value.rpartition(";")[2].lstrip()
        if not typed:
            return None
        folder, _, start = typed.rpartition("/")
        try:
            inside = expanded(folder or ("/" if typed.startswith("/") else "."))
            names = sorted(
                f"{path.name}/" if path.is_dir() else path.name
                for path in inside.iterdir()
                if path.name.startswith(start) and (start or not path.name.startswith("."))
            )
        except (OSError, ValueError):
            return None
        lead = value[: len(value) - len(start)]
        return lead + names[0] if names else None
