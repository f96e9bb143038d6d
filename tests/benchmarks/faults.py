"""What goes wrong with files, folders and machines, by kind, and what the program says to it.

Run as root or as oneself: python -m tests.benchmarks.faults [--all].
Every fault is a folder of its own, prepared, and a command run on it, without root's power
over rights (setpriv of util-linux) where the script runs as root. Well is: it ends within the
limits, with exit code 0 or 2, a sentence on stderr where it is 2, no traceback, and what was
in the diary before is there after. Each kind is printed with its counts, and every fault that
did not go well.
"""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
COACH = (sys.executable, "-B", "-m", "coach", "--data-dir")
MIB = 1024 * 1024
SECONDS, MEMORY = 20, 256 * MIB

Prepare = Callable[[Path], None]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and what is tried in spite of it.

    Attributes:
        kind: The heading under which it is counted.
        name: What is wrong, and where.
        prepare: Makes it so in a data folder that holds a diary of two evenings.
        words: The command.
        stdin: What the command is given.
        piped: Whether the file that was prepared is given to it on stdin.
        endless: Whether stdin never ends.
        largest: The largest file that may be written; None for any.
        environment: Variables beyond the usual ones.
        keeps: Whether the diary must be, byte for byte, what it was if exit code is 2.
    """

    kind: str
    name: str
    prepare: Prepare
    words: tuple[str, ...]
    stdin: bytes = b""
    piped: bool = False
    endless: bool = False
    largest: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    keeps: bool = True


@dataclass(frozen=True)
class Outcome:
    """What came of a fault: why it went ill, or nothing."""

    fault: Fault
    code: int
    words: str
    trouble: str


def main() -> None:
    """Try every fault and print the table."""
    faults = [*_all()]
    outcomes = [_tried(fault) for fault in faults]
    kinds = Counter(fault.kind for fault in faults)
    ill = Counter(outcome.fault.kind for outcome in outcomes if outcome.trouble)
    told = Counter(outcome.fault.kind for outcome in outcomes if outcome.code == 2)
    print("| kind | faults | done all the same | refused in a sentence | went ill |")
    print("|---|---|---|---|---|")
    for kind, count in kinds.items():
        done = count - told[kind] - ill[kind]
        print(f"| {kind} | {count} | {done} | {told[kind]} | {ill[kind]} |")
    print(
        f"| all | {len(faults)} | {len(faults) - told.total() - ill.total()} | "
        f"{told.total()} | {ill.total()} |"
    )
    for outcome in outcomes:
        if outcome.trouble or "--all" in sys.argv:
            fault = outcome.fault
            print(f"{fault.kind}: {fault.name}: {' '.join(fault.words)[:60]}")
            print(f"    {outcome.trouble or 'well'}; {outcome.code}; {outcome.words[:160]!r}")
    sys.exit(1 if ill else 0)


def _tried(fault: Fault) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="coach-fault-") as place:
        top = Path(place)
        top.chmod(0o755)
        data = top / "data"
        shutil.copytree(_master(), data)
        before = (data / "diary.json").read_bytes()
        fault.prepare(data)
        begun = time.perf_counter()
        code, err, memory = _run(fault, data)
        took = time.perf_counter() - begun
        trouble = _trouble(code, err, memory, took)
        if not trouble and code == 2 and fault.keeps and not _still(data, before):
            trouble = "the diary changed"
        _make_removable(top)
        return Outcome(fault, code, err.strip(), trouble)


def _trouble(code: int, err: str, memory: int, took: float) -> str:
    lines = [line for line in err.splitlines() if not line.startswith(("Reading ", "Waiting "))]
    if code == -9 or took > 2 * SECONDS:
        return f"did not end ({took:.0f} s)"
    if code not in (0, 1, 2):
        return "ended otherwise than with 0 or 2"
    if "Traceback" in err or any(not sign.isprintable() for line in lines for sign in line):
        return "printed a traceback or what steers a terminal"
    if code == 2 and not lines:
        return "said nothing"
    return f"held {memory // MIB} MiB" if memory > MEMORY else ""


def _master() -> Path:
    """A diary of two evenings, made once."""
    folder = Path(tempfile.gettempdir()) / f"coach-faults-{os.getpid()}"
    if not folder.exists():
        for drink in ("coffee", "tea"):
            words = [*COACH, str(folder), "drink", drink]
            subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return folder


def _run(fault: Fault, data: Path) -> tuple[int, str, int]:
    words = [word.replace("{data}", str(data)) for word in fault.words]
    environment = {**os.environ, "HOME": str(data.parent), **fault.environment}
    errors, given = data.parent / "errors", data.parent / "given"
    given.write_bytes(fault.stdin)
    if fault.piped:
        given = data.parent / "file"
    elif fault.endless:
        given = Path("/dev/zero")
    with errors.open("wb") as told, given.open("rb") as stdin:
        process = subprocess.Popen(
            [*_confined(fault), *COACH, str(data), *words],
            cwd=ROOT,
            env=environment,
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        code, memory = _waited(process)
    return code, errors.read_bytes().decode(errors="replace"), memory


def _confined(fault: Fault) -> list[str]:
    """What runs the program without root's power over rights, and with the fault's limit."""
    before: list[str] = []
    if fault.largest is not None:
        before += ["prlimit", f"--fsize={fault.largest}"]
    if os.geteuid() == 0:
        # Root without any capability is held to the rights of files like everybody else.
        before += ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    return before


def _waited(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    deadline = time.monotonic() + 3 * SECONDS
    while time.monotonic() < deadline:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, used.ru_maxrss * 1024
        time.sleep(0.02)
    process.kill()
    process.wait()
    return -9, 0


def _still(data: Path, before: bytes) -> bool:
    path = data / "diary.json"
    try:
        return not stat.S_ISREG(path.lstat().st_mode) or path.read_bytes() == before
    except OSError:
        return True


def _make_removable(top: Path) -> None:
    for folder, below, _ in os.walk(top):
        for name in below:
            path = Path(folder) / name
            if not path.is_symlink():
                path.chmod(0o700)


# The faults

WRITING = (("drink", "tea"), ("seen-doctor",), ("undo",))
READING = (("status",), ("export",), ("history",), ("where",), ("backup", "list"))


def _all() -> Iterator[Fault]:
    yield from _other_kinds()
    yield from _torn()
    yield from _rights()
    yield from _full()
    yield from _locks()
    yield from _imports()
    yield from _names()
    yield from _machines()


def _odd(kind: str, at: str) -> Prepare:
    """Put something that is no file in the place of one; else a link to that path."""

    def prepare(data: Path) -> None:
        path = data / at
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        if kind == "a named pipe":
            os.mkfifo(path, 0o666)
        elif kind == "a folder":
            path.mkdir()
            path.chmod(0o777)
        elif kind == "a socket":
            here = Path.cwd()
            os.chdir(path.parent)
            server = socket.socket(socket.AF_UNIX)
            server.bind(path.name)
            server.close()
            os.chdir(here)
        else:
            path.symlink_to({"endless": "/dev/zero", "full": "/dev/full"}.get(kind, kind))

    return prepare


def _other_kinds() -> Iterator[Fault]:
    places = ("diary.json", "settings.json", "diary.lock", "fold.cache", "due.cache")
    commands: tuple[tuple[str, ...], ...] = (("drink", "tea"), ("status",), ("where",))
    for kind in ("a named pipe", "a folder", "a socket", "endless", "full", "nowhere"):
        for place in places:
            for words in commands:
                yield Fault(
                    "files of other kinds",
                    f"{kind} as {place}",
                    _odd(kind, place),
                    words,
                )
        for place in ("drafts", "backups"):
            yield Fault(
                "files of other kinds",
                f"{kind} as {place}",
                _odd(kind, place),
                ("drink", "tea"),
                keeps=False,
            )


def _torn() -> Iterator[Fault]:
    def cut(share: float) -> Prepare:
        def prepare(data: Path) -> None:
            whole = (data / "diary.json").read_bytes()
            (data / "diary.json").write_bytes(whole[: int(len(whole) * share)])

        return prepare

    def put(content: bytes) -> Prepare:
        return lambda data: void((data / "diary.json").write_bytes(content))

    contents = {
        "zeros": bytes(500),
        "a log": b'{"format":"coach-log","version":1,"entries":[]}',
        "a newer diary": b'{"coach":{"1":{"format":"coach-diary","version":9}}}',
        "html": b"<html>sign in</html>",
        "a list": b"[]",
        "deep": b"[" * 100_000,
        "latin-1": '{"coach":"é"}'.encode("latin-1"),
    }
    for words in (("drink", "tea"), ("status",), ("undo",)):
        for share in (0.0, 0.1, 0.5, 0.9, 0.99):
            yield Fault("torn files", f"cut to {share:.0%}", cut(share), words, keeps=False)
        for name, content in contents.items():
            yield Fault("torn files", name, put(content), words, keeps=False)


def void(_: object) -> None:
    """Nothing, whatever was given."""


def _rights() -> Iterator[Fault]:
    for at in (".", "diary.json", "backups", "settings.json", "diary.lock"):
        for bits in (0o000, 0o400, 0o500):

            def prepare(data: Path, at: str = at, bits: int = bits) -> None:
                path = data / at
                if not path.exists():
                    path.write_bytes(b"{}")
                path.chmod(bits)

            for words in (("drink", "tea"), ("undo",), ("backup", "list"), ("where",)):
                yield Fault("rights", f"{at} with {bits:03o}", prepare, words, keeps=False)


def _full() -> Iterator[Fault]:
    for largest in (0, 1, 100, 300):
        for words in (*WRITING, ("export", "-o", "{data}/../out.json"), ("erase",)):
            yield Fault(
                "a full disk",
                f"no file over {largest} bytes",
                void,
                words,
                largest=largest,
                stdin=b"no\n",
            )


def _locks() -> Iterator[Fault]:
    def hold(content: bytes, name: str) -> Prepare:
        return lambda data: void((data / name).write_bytes(content))

    for name in ("diary.lock", "diary.held", "sync.lock"):
        for content in (b"", b"1\nhost\n", b"99999999\n", b"\x00" * 100):
            yield Fault("locks", f"{name} left behind", hold(content, name), ("drink", "tea"))
    library = _refusing_library()
    if library is None:
        return
    for number in (37, 38, 95):
        refused = {"LD_PRELOAD": str(library), "REFUSED": str(number)}
        for words in WRITING:
            yield Fault("locks", f"error {number}", void, words, environment=refused)


def _refusing_library() -> Path | None:
    from tests.store.disk.test_no_flock import GCC, REFUSING

    if GCC is None:
        return None
    place = Path(tempfile.mkdtemp(prefix="coach-refusing-"))
    place.chmod(0o755)
    (place / "refusing.c").write_text(REFUSING)
    made: list[str | Path] = [
        GCC,
        "-shared",
        "-fPIC",
        "-o",
        place / "refusing.so",
        place / "refusing.c",
        "-ldl",
    ]
    subprocess.run(made, check=True)
    return place / "refusing.so"


def _imports() -> Iterator[Fault]:
    for name, content in _contents().items():
        yield Fault("imports", name, _file(*content), ("import", "{data}/../file"))
        if sum(len(piece) * times for piece, times in content) < 100 * MIB:
            put = _file(*content)
            yield Fault("imports", f"{name}, by stdin", put, ("import", "-"), piped=True)
    yield Fault("imports", "a pipe without an end", void, ("import", "-"), endless=True)
    for path in ("/dev/zero", "/dev/full", "/", "/proc/self/mem", "/nowhere"):
        yield Fault("imports", path, void, ("import", path))
    for kind in ("a named pipe", "a socket", "a folder", "nowhere"):
        yield Fault(
            "imports",
            kind,
            _odd(kind, "../file"),
            ("import", "{data}/../file"),
        )
    for name, packed in _archives().items():
        yield Fault("imports", name, _file((packed, 1)), ("import", "{data}/../file"))


# Written piece by piece: what this script held in memory would count as the program's.
Content = tuple[tuple[bytes, int], ...]


def _contents() -> dict[str, Content]:
    xml = b'<?xml version="1.0"?><HealthData locale="en">'
    log = b'{"format":"coach-log","version":1,"entries":['
    rows, records = b"Start,End,Status\n", b'{"file_format":"Standard","records":['
    return {
        "5.6 million empty rows": ((rows, 1), (b",,\n" * 1000, 5600)),
        "16 MiB of cells": ((rows, 1), (b"," * 1024, 16 * 1024)),
        "5.6 million empty records": ((records, 1), (b"{}," * 1000, 5600)),
        "16 MiB of numbers": ((log, 1), (b"1," * 1024, 8 * 1024), (b"1]}", 1)),
        "a comment of 300 MiB": ((xml + b"<!--", 1), (b"x" * MIB, 300)),
        "50 million elements": ((xml, 1), (b"<a/>" * 1000, 50_000)),
        "a log 100,000 deep": ((log, 1), (b"[" * 1000, 100)),
        "a date over and over": ((log, 1), (b'{"date":"2026-01-01"},', 100_000), (b"1]}", 1)),
        "a value of 60 MiB": ((log + b'"', 1), (b"x" * MIB, 60), (b'"]}', 1)),
        "nothing": ((b"", 1),),
        "zeros": ((bytes(MIB), 1),),
        "half a character": ((log + b'{"date":"2026-01-01","notes":"\\ud800"}]}', 1),),
        "escape characters": ((log + b'{"date":"\x1b[31m"}]}', 1),),
        "a diary that is cut": (
            (b'{"coach":{"1":{"format":"coach-diary","version":1}},"ent', 1),
        ),
        "a stray byte": ((rows + b"\xff,,\n", 1),),
    }


def _file(*content: tuple[bytes, int]) -> Prepare:
    def prepare(data: Path) -> None:
        with (data.parent / "file").open("wb") as file:
            for piece, times in content:
                for _ in range(times):
                    file.write(piece)

    return prepare


def _archives() -> dict[str, bytes]:
    import io
    import zipfile

    def packed(name: str, piece: bytes, times: int) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(name, "w", force_zip64=True) as inner,
        ):
            for _ in range(times):
                inner.write(piece)
        return out.getvalue()

    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("sleep-export.csv", b"Id,Tz,From\n")
    locked = bytearray(stored.getvalue())
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    return {
        "1 GiB packed, XML": packed("export.xml", b"<HealthData" + b" " * MIB, 1024),
        "1 GiB packed, CSV": packed("sleep-export.csv", b"Id,Tz,From\n" * 95_000, 1024),
        "an encrypted archive": bytes(locked),
        "an archive that is cut": stored.getvalue()[:60],
    }


def _names() -> Iterator[Fault]:
    copies = (
        "diary (conflicted copy).json",
        "diary.sync-conflict-20261122-214000-ABCDEFG.json",
        ".diary.json.icloud",
        "diary 2.json",
        "letter\x1b[31m.txt",
        "\u202ediary.json",
        "x" * 250,
    )
    for name in copies:

        def prepare(data: Path, name: str = name) -> None:
            shutil.copy(data / "diary.json", data / name)

        for words in (("where",), ("drink", "tea"), ("import", "{data}/" + name), ("erase",)):
            yield Fault("names", name[:40], prepare, words, stdin=b"no\n")
    for link in ("crash.log", "settings.json", "backups"):
        yield Fault(
            "names",
            f"a link as {link}",
            _odd("/etc/hostname", link),
            ("erase",),
            stdin=b"erase\n",
        )


def _machines() -> Iterator[Fault]:
    def share(content: bytes | None) -> Prepare:
        def prepare(data: Path) -> None:
            folder = data.parent / "share"
            folder.mkdir()
            folder.chmod(0o777)
            if content is not None:
                (folder / "coach-0a1b2c3d.json").write_bytes(content)

        return prepare

    sync = ("sync", "{data}/../share")
    yield Fault("two machines", "no folder", void, sync)
    yield Fault("two machines", "the data folder", void, ("sync", "{data}"))
    log = b'{"format":"coach-log","version":1,"entries":[{"date":"2026-01-01","notes":"x"}]}'
    for size in (None, 0, 1, 20, 60, len(log)):
        content = None if size is None else log[:size]
        yield Fault("two machines", f"{size} bytes of a log", share(content), sync)
    for zone in ("UTC+25", "Nowhere/City", "", ":/etc/localtime", "CET-1CEST"):
        for words in (("drink", "tea"), ("status",)):
            yield Fault("clocks", f"TZ={zone}", void, words, environment={"TZ": zone})
    for encoding in ("latin-1", "cp437", "ascii", "utf-16"):
        for words in (("history",), ("where",)):
            yield Fault(
                "encodings", encoding, void, words, environment={"PYTHONIOENCODING": encoding}
            )
    for word in ("\udcff", "\x1b[31m", "\u202e", "x" * 5000):
        yield Fault("encodings", repr(word)[:20], void, ("drink", word))


if __name__ == "__main__":
    main()
