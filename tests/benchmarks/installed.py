"""Each command of an installed coach, used once, on a diary of its own.

python -m tests.benchmarks.installed PROGRAM, where PROGRAM is the path of the ``coach`` of any
virtual environment, or ``coach`` for the one on PATH; needs nothing but Python itself, so that
any Python may run it. It ends with "n commands, all well" or with the first step that did not
do what it should, and what was said.
On Windows the full-screen program is not opened.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

LOG = Path(__file__).parents[1] / "data" / "dream-injury.json"
PATIENCE_S = 120
PASSPHRASE = "four words of mine\n"
IN_GOOD_TIME_S = 60.0


class NotWell(Exception):
    """A step did not do what it should; the text says which, and what was said."""


class Installed:
    """An installed program, with a folder that it is used in.

    Attributes:
        place: The folder it runs in; the diary is in ``diary`` below it.
        used: The commands that were used until now.
    """

    def __init__(self, program: Path, place: Path) -> None:
        self.place = place
        self.used: set[str] = set()
        self._program = str(program)
        # The checkout must not lend its own modules to the program.
        self._environment = {
            name: value for name, value in os.environ.items() if name != "PYTHONPATH"
        } | {"COACH_DATA_DIR": str(place / "diary"), "PYTHONIOENCODING": "utf-8"}

    def does(
        self,
        *words: str,
        stdin: str = "",
        codes: tuple[int, ...] = (0,),
        says: str = "",
        **variables: str,
    ) -> str:
        """Use a command; what it prints.

        Raises:
            NotWell: If it ends otherwise, or does not say what it should.
        """
        self.used.update(words[:1])
        done = subprocess.run(
            [self._program, *words],
            cwd=self.place,
            env=self._environment | variables,
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
        )
        out = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        if done.returncode not in codes or says not in out:
            error = done.stderr.decode("utf-8", "replace")
            raise NotWell(
                f"coach {' '.join(words)} ended with {done.returncode}, and should with {codes}"
                f"{f', saying {says!r}' if says else ''}:\n{out}{error}"
            )
        return out

    def opens(self, *words: str) -> None:
        """Open the full-screen program, see its first page, and leave it by ``q``."""
        from tests.benchmarks._pty import Screen

        self.used.update(words[:1])
        screen = Screen(
            [self._program, *words], self._environment | {"TERM": "xterm-256color", "TZ": "UTC"}
        )
        screen.seconds_to("wind down")
        screen.settle()
        screen.strike("q")
        if (code := screen.wait(IN_GOOD_TIME_S)) != 0:
            raise NotWell(f"coach {' '.join(words)} ended with {code}")


def reads(coach: Installed) -> None:
    """What can be read of a diary that came in by import."""
    coach.does("--version", says="coach ")
    coach.does("status", says="No day is answered")
    coach.does("import", str(LOG), says="3 days new")
    coach.does("status", "--as-of", "2026-03-15", "--json", says='"shown": "soon"')
    coach.does(
        "timeline", "--from", "2026-03-01", "--to", "2026-03-15", "--json", says="2026-03-15"
    )
    coach.does("week", "--as-of", "2026-03-15")
    coach.does("history", "--days", "3")
    coach.does("profile", "--json", says="{")
    coach.does("learn", "caffeine", says="affeine")
    coach.does("schema", says="$defs")
    coach.does("tip", "--json", says='"tip": ')
    coach.does("where", says="diary.json")


def writes(coach: Installed) -> None:
    """What is noted, taken back, put forward and taken out again."""
    # Far enough back to have been, whenever the day begins and wherever this runs.
    day = str(datetime.now().astimezone().date() - timedelta(days=3))
    coach.does("due", codes=(0, 1))
    coach.does("drink", "espresso", "--at", "08:10", "--on", day, says="spresso")
    coach.does("medicine", "ibuprofen", "--dose", "200 mg", "--at", "09:00", "--on", day)
    coach.does("event", "jerk", "--at", "10:00", "--on", day, "--place", "left leg")
    coach.does("check-in", stdin="x\n" * 3 + "\n" * 200)
    coach.does("profile", stdin="41\n" + "\n" * 40)
    coach.does("goal", "set", "wind_down", "10")
    coach.does("goal", "show", says="10")
    coach.does("experiment", "show")
    coach.does("undo", "--yes")
    coach.does("redo", "--yes")
    coach.does("seen-doctor", "--on", "2026-03-16", "--note", "-", stdin="Dr. Ω, went well")
    coach.does("seen-doctor", "--remove", "2026-03-16")
    coach.does("clear", day, stdin="y\n")
    coach.does("undo", "--yes")
    coach.does("drink", "tea")


def carries(coach: Installed) -> None:
    """What leaves the diary, and comes into another one as the same."""
    elsewhere = str(coach.place / "other")
    for form, end in (("json", "json"), ("csv", "csv"), ("sleepdiary", "sd.json")):
        coach.does("export", "--format", form, "-o", f"diary.{end}")
    coach.does("export", "--format", "age", "-o", "diary.age", stdin=PASSPHRASE)
    coach.does("import", "diary.age", stdin=PASSPHRASE, COACH_DATA_DIR=elsewhere)
    coach.does("export", "-o", "again.json", COACH_DATA_DIR=elsewhere)
    first, again = (_log(coach.place / name) for name in ("diary.json", "again.json"))
    if first != again:
        raise NotWell("an export, imported and exported again, is another one")
    coach.does("import", "diary.csv", "--dry-run")
    coach.does("import", "diary.sd.json", "--dry-run")
    (coach.place / "shared").mkdir()
    coach.does("sync", "shared", says="is written")
    coach.does("report", "--to", "2026-03-15", "-o", "page.html")
    coach.does("report", "--to", "2026-03-15", "--format", "text", says="2026")
    coach.does("report", "--banner", "--format", "text")
    coach.does("remind", "--at", "21:30", "-o", "evening.ics")
    listed = coach.does("backup", "list").split()
    coach.does("backup", "restore", listed[0])
    names = coach.does(_COACH_COMPLETE="bash_complete", COMP_WORDS="coach ", COMP_CWORD="1")
    offered = {name.removeprefix("plain,") for name in names.split()}
    if not offered >= coach.used - {"--version"}:
        raise NotWell(f"Tab offers {sorted(offered)}")
    if sys.platform != "win32":
        coach.opens()
        coach.opens("demo")
    coach.does("erase", stdin="erase\n", says="removed")
    if unused := offered - coach.used - ({"demo"} if sys.platform == "win32" else set()):
        raise NotWell(f"nobody used {', '.join(sorted(unused))}")


def _log(path: Path) -> object:
    log = json.loads(path.read_text(encoding="utf-8"))
    return {name: value for name, value in log.items() if name != "exported_at"}


def main() -> None:
    """Use the program that is named; end with 1 where something is not well."""
    program = shutil.which(sys.argv[1]) if len(sys.argv) == 2 else None
    if program is None:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as place:
        coach = Installed(Path(program).absolute(), Path(place))
        try:
            reads(coach)
            writes(coach)
            carries(coach)
        except NotWell as trouble:
            sys.exit(str(trouble))
        crashes = [str(path) for path in Path(place).rglob("crash.log")]
        if crashes:
            sys.exit(f"a trace of a crash was left: {crashes}")
    print(f"{len(coach.used)} commands, all well")


if __name__ == "__main__":
    main()
