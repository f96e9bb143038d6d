"""A thousand spoilt files of every format: each is read or refused, and nothing else happens.

Run ``python tests/benchmarks/fuzz_importers.py [COUNT] [SEED]``.
"""

import random
import re
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importing import Here, SourceFile, read
from coach.exchange.log import LogError
from tests.benchmarks._scratch import scratch
from tests.exchange.importers.samples import (
    ARCHIVES,
    DATA,
    SAMPLES,
    database,
    packed,
    sample,
)

HERE = Here(today=date(2026, 11, 22), day_starts_at="04:00", zone="Europe/London")
EMPTY = Log(format="coach-log", version=1)
FORMS = {name: importer.name for name, importer in SAMPLES.items()}
ODD = (
    "", "-", "0", "-1", "1", "9" * 30, "1e400", "nan", "inf", "\u0663", "\u00b2", "null",
    "[]", "{}", "\x00", "\x1b[31m", "\u202e", "0001-01-01 00:00+2359", "9999-12-31 23:59-2359",
    "9999-12-31T23:59:59Z", "253402300799999", "-62135596800000", "1" * 14, "-" + "9" * 14,
    "Europe/Nowhere", "../../etc/passwd", "localtime", "a" * 200_000, '"', '""', "\n", "\r",
    "twitch:hypnic:none", "mg:-1", "mg:1e9", "sign:weakness", "nap-min:9999", "NAP", "24:61",
    "12:00am", "30-02-2021 0:00", "1-2|3-4|2-9", "%s%n", "<!ENTITY a 'b'>", "&a;", "]]>",
)  # fmt: skip
SNIPPETS = (
    b'"', b",", b"\n", b"\r\n", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"[" * 3000,
    b"{" * 3000, b"<a>" * 200, b"</Record>", b"<!DOCTYPE x [", b"]>", b"&lt;", b"\\ud800", b"}",
    b"]", b"PK\x03\x04", b"9" * 6000, b"NIGHT_SLEEP", b"Id,Tz,From\n", b"<!--", b"<![CDATA[",
)  # fmt: skip
_FIELD = re.compile(rb'(?<=[",:\[|= ])[^",:\[\]|=<>\n]+(?=[",:\]|\n ])')


def spoilt(name: str, count: int, seed: int) -> Iterator[bytes]:
    """Files of a format with one to four things wrong; the same for the same seed."""
    dice = random.Random(f"{name} {seed}")
    for _ in range(count):
        if name in ARCHIVES and dice.random() < 0.5:
            members = {inner: sample(of) for inner, of in ARCHIVES[name].items()}
            inner = dice.choice(list(members))
            members[inner] = _spoilt(ARCHIVES[name][inner], dice)
            yield packed(members)
        else:
            yield _spoilt(name, dice)


def _spoilt(name: str, dice: random.Random) -> bytes:
    if name.endswith(".sql") and dice.random() < 0.5:
        # Other values in a sound database, where the script still makes one.
        script = bytearray((DATA / name).read_bytes())
        _swap(script, dice)
        with suppress(sqlite3.Error, ValueError):
            return database(script.decode())
    data = bytearray(sample(name))
    for _ in range(dice.randint(1, 4)):
        if dice.random() < 0.5:
            _swap(data, dice)
        else:
            scratch(data, dice, (1, 1, 2, 8, 60, 400), SNIPPETS)
    return bytes(data)


def fault(data: bytes, form: str | None) -> tuple[str, str | None]:
    """Read a file; what came of it, and what went other than promised.

    Raises:
        Exception: Whatever comes out that is no LogError.
    """
    try:
        imported = read(SourceFile.of_bytes(data, "spoilt"), HERE, form)
    except LogError as error:
        words = str(error)
        sentence = words.startswith("spoilt") and words.isprintable() and len(words) < 1000
        return "refused", None if sentence else f"not one plain sentence: {words!r}"
    summary = imported.summary(merge(EMPTY, imported.log))
    for line in summary.splitlines():
        if not line.isprintable():
            return "read", f"a summary that steers: {line!r}"
    moved = any(
        entry.movement is not None and "'none'" in repr(entry.movement)
        for entry in imported.log.entries
    )
    return "read", "says that nothing moved" if moved and imported.title else None


def _swap(data: bytearray, dice: random.Random) -> None:
    """Put something odd, or another field of the file, in the place of a field."""
    fields = list(_FIELD.finditer(data))
    if fields:
        place = dice.choice(fields)
        another_field = bytes(dice.choice(fields)[0])
        data[place.start() : place.end()] = dice.choice(
            (another_field, dice.choice(ODD).encode())
        )


def main() -> int:
    """Read them all, by their content and with the format named; print what broke."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    broken = 0
    for name, form in FORMS.items():
        outcomes: Counter[str] = Counter()
        for number, data in enumerate(spoilt(name, count, seed)):
            outcome, broken_promise = fault(data, form if number % 2 else None)
            outcomes[outcome] += 1
            if broken_promise:
                broken += 1
                print(name, broken_promise, data[:200])
        counts = ", ".join(f"{number} {what}" for what, number in sorted(outcomes.items()))
        print(f"{name}: {count} files, {counts}")
    print(f"{broken} broke the promise")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
