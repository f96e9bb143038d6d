"""Ten thousand spoilt logs: each is read or refused in one sentence, and nothing else happens.

Run ``python tests/benchmarks/fuzz_log.py [COUNT] [SEED]``.
"""

import json
import random
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime

from coach.exchange.log import LogError, decode, encode
from tests.benchmarks._scratch import scratch

NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
SOUND: dict[str, object] = {
    "format": "coach-log",
    "version": 1,
    "exported_at": "2026-11-22T21:40:00+01:00",
    "profile": {
        "recorded_at": "2026-11-01T21:00:00+01:00",
        "age": 41,
        "bedtime": "23:00",
        "conditions": ["diabetes", "anaemia"],
        "caffeine_half_life_h": 5.0,
    },
    "entries": [
        {
            "date": "2026-11-22",
            "recorded_at": "2026-11-22T21:38:12+01:00",
            "tz": "Europe/London",
            "night": {"in_bed_at": "22:50", "sleep_latency_min": 20, "quality": 3},
            "movement": {"sleep_starts": "disturbing", "signs": ["weakness"], "triggers": []},
            "day": {
                "stress": 2,
                "caffeine": [{"at": "08:10", "mg": 95, "drink": "coffee"}],
                "exercise": {"min": 30, "ended_at": "18:00", "vigorous": False},
                "relaxation": [{"practice": "music", "min": 5}],
            },
            "notes": "Zwei Zeilen,\n<b>null</b> und \\ \U0001f319",
        },
        {"date": "2026-11-23", "cleared": True},
    ],
    "doctor_visits": [{"date": "2026-11-24", "note": "[/] all well"}],
    "tips": [{"tip": "caffeine-last-cup", "shown_on": "2026-11-22", "feedback": "tried"}],
}
ODD: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 1.5, 10**30, -0.0, 1e308, "", "none", "23:10", "23:10\n",
    "\x00\x1b[31m", "\u202e", "2026-02-30", "0001-01-01T00:00:00+14:00", "x" * 200, [], {},
    [None], [[]], {"": {}}, {"date": "2026-11-22"}, "[/]", "=1+1", [1] * 50,
)  # fmt: skip
SNIPPETS = (
    b"null", b"NaN", b"-Infinity", b"1e999", b'"', b"\\", b"\\ud800", b"\xff", b"\xed\xa0\x80",
    b"{", b"}", b"[" * 2000, b"]", b",", b":", b"\x00", b"\n", b"\xef\xbb\xbf", b"9" * 5000,
    b'"stress":2,"stress":3,', b'"date":"2026-11-22",', b"/* */", b"'",
)  # fmt: skip


def spoilt(count: int, seed: int) -> Iterator[bytes]:
    """Logs with one to three things wrong with them, as bytes; the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        tree = json.loads(json.dumps(SOUND))
        if dice.random() < 0.6:
            for _ in range(dice.randint(1, 3)):
                _bend(tree, dice)
        data = bytearray(json.dumps(tree, ensure_ascii=dice.random() < 0.5).encode())
        if dice.random() < 0.6:
            for _ in range(dice.randint(1, 3)):
                scratch(data, dice, (1, 1, 2, 8, 60), SNIPPETS)
        yield bytes(data)


def fault(data: bytes, name: str = "spoilt.json") -> str | None:
    """Read a log, and say what went other than promised; None if all is well.

    Raises:
        Exception: Whatever comes out that is no LogError.
    """
    try:
        log = decode(data, name)
    except LogError as error:
        words = str(error)
        sound = words.startswith(name) and words.isprintable() and len(words) < 500
        return None if sound else f"not one plain sentence: {words!r}"
    once = encode(log, NOW)
    return None if encode(decode(once, name), NOW) == once else "does not come round"


def _bend(tree: object, dice: random.Random) -> None:
    """Put something odd at a place, or under a new name, or take something away."""
    boxes = list(_boxes(tree))
    box = dice.choice(boxes)
    if isinstance(box, dict):
        name = dice.choice([*box, "", "mood", "\x1b", "date"])
        if dice.random() < 0.2:
            box.pop(name, None)
        else:
            box[name] = deepcopy(dice.choice(ODD))
    elif box and dice.random() < 0.7:
        box[dice.randrange(len(box))] = deepcopy(dice.choice(ODD))
    else:
        box.append(deepcopy(dice.choice([*ODD, *box])))


def _boxes(node: object) -> Iterator[dict[str, object] | list[object]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from _boxes(inner)
    elif isinstance(node, list):
        yield node
        for inner in node:
            yield from _boxes(inner)


def main() -> int:
    """Read them all; print what broke the promise."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    broken = 0
    for data in spoilt(count, seed):
        broken_promise = fault(data)
        if broken_promise:
            broken += 1
            print(broken_promise, data[:200])
    print(f"{count} logs from seed {seed}: {broken} broke the promise")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
