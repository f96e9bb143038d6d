"""Spoilt tables of one's own, and the coach's own CSV: read, or refused in one sentence."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.csv import encode
from coach.exchange.files import ChosenFile
from coach.exchange.importers.source import SourceFile
from coach.exchange.importing import read_files
from coach.exchange.log import LogError
from coach.exchange.table.words import TableWords
from tests.benchmarks._scratch import scratch
from tests.benchmarks.fuzz_importers import ODD, SNIPPETS
from tests.conftest import LONG, SPOILT_FILES
from tests.exchange.importers.conftest import HERE
from tests.exchange.table.test_hand_kept_tables import MEANS, ROWS, table
from tests.exchange.test_csv_back_again import FULL, log_of

NOW = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
MINE = log_of(FULL)


def own_csv() -> bytes:
    return encode(MINE)


def by_hand() -> bytes:
    return table(*ROWS * 3).encode()


def spoilt(plain: bytes, count: int) -> Iterator[bytes]:
    dice = random.Random(7)
    for _ in range(count):
        data = bytearray(plain)
        for _ in range(dice.randint(1, 4)):
            if dice.random() < 0.5:
                place = dice.randrange(len(data) + 1)
                data[place : place + dice.randint(0, 8)] = dice.choice(ODD).encode()
            else:
                scratch(data, dice, (1, 1, 2, 8, 60, 400), SNIPPETS)
        yield bytes(data)


@pytest.mark.long
@pytest.mark.parametrize("sound", [own_csv, by_hand])
def test_a_spoilt_table_is_read_or_refused_and_nothing_else_happens(
    sound: Callable[[], bytes],
) -> None:
    words = TableWords(MEANS, "morning", "day-first", "1-5", "me")
    for data in spoilt(sound(), SPOILT_FILES if LONG else 15):
        file = ChosenFile("spoilt", partial(SourceFile.of_bytes, data, "spoilt"))
        try:
            batch = read_files([file], HERE, plans=words.planner()).beside(MINE, NOW)
        except LogError as error:
            assert str(error).startswith(("spoilt", "--columns"))
            assert str(error).isprintable()
            continue
        merged = merge(MINE, batch.log)
        assert all(line.isprintable() for line in batch.summary(merged).splitlines())
        _is_a_log(merged.log)


def _is_a_log(log: Log) -> None:
    days = [entry.date for entry in log.entries]
    assert days == sorted(set(days))
    assert all(date(1900, 1, 1) <= day <= date(2199, 12, 31) for day in days)
