"""The commands. Thin: they read words, call the rooms behind, and print what comes back.

What a shell prompt asks again and again takes a short way (`coach.cli.prompt`), all else the
long one (`coach.cli.shell`). This file imports nothing, for it lies on both.
"""

import sys


def main() -> None:
    """Run the command in ``sys.argv``, and end with its exit code."""
    words = sys.argv[1:]
    if "due" in words:
        from coach.cli.prompt import due

        code = due(words)
        if code is not None:
            sys.exit(code)
    from coach.cli.shell import main as run

    run()
