"""File systems that refuse to lock (some network and phone storages) still save."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.store.diary.diary import Diary
from tests.conftest import some_of
from tests.store.conftest import SetClock

ROOT = Path(__file__).parents[3]
GCC = shutil.which("gcc")

pytestmark = pytest.mark.skipif(
    GCC is None or not sys.platform.startswith("linux"), reason="needs gcc and Linux"
)

# Refuses both kinds of lock with the error that REFUSED names.
REFUSING = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
static int refused(void) { errno = atoi(getenv("REFUSED")); return -1; }
int flock(int handle, int how) { (void)handle; (void)how; return refused(); }
static int passed_on(const char *name, int handle, int command, void *rest) {
    if (command == F_SETLK || command == F_SETLKW) return refused();
    if (command == F_OFD_SETLK || command == F_OFD_SETLKW) return refused();
    int (*real)(int, int, ...) = (int (*)(int, int, ...))dlsym(RTLD_NEXT, name);
    return real(handle, command, rest);
}
int fcntl(int handle, int command, ...) {
    va_list rest; va_start(rest, command); void *given = va_arg(rest, void *); va_end(rest);
    return passed_on("fcntl", handle, command, given);
}
int fcntl64(int handle, int command, ...) {
    va_list rest; va_start(rest, command); void *given = va_arg(rest, void *); va_end(rest);
    return passed_on("fcntl64", handle, command, given);
}
"""

WRITE = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from msgspec.structs import replace
from coach.core.diary.records import CaffeineDrink, Day, Entry
from coach.store.diary.diary import Diary
DAY = date(2026, 11, 22)
first = int(sys.argv[2])
diary = Diary(Path(sys.argv[1]), lambda: datetime(2026, 11, 22, 21, 40, tzinfo=UTC))
def more(mg):
    def how(old):
        drinks = old.day.caffeine if old else ()
        return Entry(date=DAY, day=Day(caffeine=(*drinks, CaffeineDrink(at="08:00", mg=mg))))
    return how
print("ready", flush=True)
sys.stdin.readline()
for mg in range(first, first + 20):
    diary.change(DAY, more(mg), "a drink")
"""

HOLD = """
import sys, pathlib
from coach.store.disk.lock import WriteLock
with WriteLock(pathlib.Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""

Refused = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(
    params=some_of([errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS], 3), ids=errno.errorcode.get
)
def refused(tmp_path: Path, request: pytest.FixtureRequest) -> Refused:
    """Runs a script where every lock is refused."""
    assert GCC is not None
    (tmp_path / "refusing.c").write_text(REFUSING)
    library = tmp_path / "refusing.so"
    built: list[str | Path] = [
        GCC,
        "-shared",
        "-fPIC",
        "-o",
        library,
        tmp_path / "refusing.c",
        "-ldl",
    ]
    subprocess.run(built, check=True)
    environment = {**os.environ, "LD_PRELOAD": str(library), "REFUSED": str(request.param)}

    def run(script: str, *given: object) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-B", "-c", script, *map(str, given)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return run


@pytest.mark.long
def test_two_writers_keep_all_that_they_wrote(refused: Refused, folder: Path) -> None:
    writers = [refused(WRITE, folder, first) for first in (1, 101)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    outcomes = [writer.communicate("go\n", timeout=120) for writer in writers]
    assert [told for _, told in outcomes] == ["", ""]
    assert [writer.returncode for writer in writers] == [0, 0]
    (entry,) = Diary(folder, SetClock()).entries()
    assert entry.day is not None
    assert {drink.mg for drink in entry.day.caffeine or ()} == {
        *range(1, 21),
        *range(101, 121),
    }
    assert not (folder / "diary.held").exists()


@pytest.mark.long
def test_what_a_killed_writer_held_is_in_nobodys_way(refused: Refused, folder: Path) -> None:
    folder.mkdir()
    holder = refused(HOLD, folder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert (folder / "diary.held").exists()
    _, told = (writer := refused(WRITE, folder, 1)).communicate("go\n", timeout=120)
    assert (writer.returncode, told) == (0, "")
    assert not (folder / "diary.held").exists()
