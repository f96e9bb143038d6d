"""The commands. Thin: they read words, call the rooms behind, and print what comes back.

What a shell prompt asks again and again takes a short way (`coach.cli.prompt`), the program
that opens without a word another (`coach.cli.opening`), all else the long one
(`coach.cli.shell`). This file imports nothing that Python has not loaded, for it lies on all
of them.
"""

import gc
import os
import sys

# So many new objects are looked through at once, in place of seven hundred.
_SELDOM = 100_000


def main() -> None:
    """Run the command in ``sys.argv``, and end with its exit code."""
    words = sys.argv[1:]
    if "due" in words:
        from coach.cli.prompt import due

        code = due(words)
        if code is not None:
            sys.exit(code)
    # A shell that completes a word asks in the environment, and click answers it.
    if not words and "_COACH_COMPLETE" not in os.environ:
        # What is loaded stays to the end, and nothing is garbage yet: the collector would look
        # through it again and again. It is let in once the first page is drawn.
        gc.disable()
        from coach.cli.opening import open_coach as run
    else:
        # A command makes much and lets go of little before it ends.
        gc.set_threshold(_SELDOM)
        from coach.cli.shell import main as run
    try:
        run()
    finally:
        # Python looks twice through all that there is before it ends; now it finds nothing.
        gc.freeze()
