"""What is made when a wheel is built: the tips in one file, and what a shell completes by."""

import runpy
import tempfile
from pathlib import Path
from typing import Any

from click import Command
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Where each shell looks for the scripts of other programs.
SHELLS: dict[str, type[ShellComplete]] = {
    "share/bash-completion/completions/coach": BashComplete,
    "share/zsh/site-functions/_coach": ZshComplete,
    "share/fish/vendor_completions.d/coach.fish": FishComplete,
}


class MadeFiles(BuildHookInterface[Any]):
    """Puts them in the wheel; an editable install reads the TOML files, and has no more."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, and have them packed with the rest."""
        if version != "standard":
            return
        root = Path(self.root)
        ready = runpy.run_path(str(root / "coach/store/tips/ready.py"))
        self._place = tempfile.TemporaryDirectory()
        made = Path(self._place.name) / ready["NAME"]
        made.write_text(ready["packed"](root / "tips"), encoding="utf-8")
        build_data["force_include"][str(made)] = f"coach/_tips/{made.name}"
        for place, shell in SHELLS.items():
            script = Path(self._place.name) / shell.name
            complete = shell(Command("coach"), {}, "coach", "_COACH_COMPLETE")
            # Not of bash's own, which asks the bash of this machine whether it is new enough.
            script.write_text(ShellComplete.source(complete), encoding="utf-8")
            build_data["shared_data"][str(script)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take them away again."""
        if version == "standard":
            self._place.cleanup()
