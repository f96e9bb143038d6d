"""What is made when a wheel is built: the tips as one file that is read at once."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyTips(BuildHookInterface[Any]):
    """Puts the ready tips beside their TOML files; an editable install reads these."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file, and have it packed with the rest."""
        if version != "standard":
            return
        root = Path(self.root)
        ready = runpy.run_path(str(root / "coach/store/tips/ready.py"))
        self._place = tempfile.TemporaryDirectory()
        made = Path(self._place.name) / ready["NAME"]
        made.write_text(ready["packed"](root / "tips"), encoding="utf-8")
        build_data["force_include"][str(made)] = f"coach/_tips/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take it away again."""
        if version == "standard":
            self._place.cleanup()
