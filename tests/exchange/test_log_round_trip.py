"""A log that is written reads back as it was, and equal diaries give equal bytes."""

from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.diary.merge import ordered
from coach.core.diary.records import DoctorVisit, Entry, Log, ShownTip
from coach.exchange.log import decode, encode
from tests.conftest import WHOLE_DIARIES
from tests.exchange.strategies import LARGE, logs

NOW = datetime(2026, 11, 22, 21, 40, tzinfo=timezone(timedelta(hours=1)))
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_an_export_reads_back_as_the_same_diary(log: Log) -> None:
    back = decode(encode(log, NOW), "log.json")
    assert msgspec.structs.replace(back, exported_at=None) == ordered(log)
    assert back.exported_at == NOW


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_exporting_what_was_imported_gives_the_same_bytes(log: Log) -> None:
    once = encode(log, NOW)
    assert encode(decode(once, "log.json"), NOW) == once


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs(), dice=st.randoms(use_true_random=False))
def test_the_order_within_the_diary_makes_no_difference(log: Log, dice: object) -> None:
    assert hasattr(dice, "sample")
    turned = msgspec.structs.replace(
        log,
        entries=tuple(dice.sample(log.entries, len(log.entries))),
        doctor_visits=log.doctor_visits[::-1] + log.doctor_visits[:1],
        tips=log.tips[::-1] + log.tips[:1],
    )
    assert encode(turned, NOW) == encode(log, NOW)


def test_the_moment_of_the_export_is_all_that_differs() -> None:
    log = Log(format="coach-log", version=1, entries=(Entry(date=date(2026, 11, 22)),))
    first, second = encode(log, NOW).splitlines(), encode(log, LATER).splitlines()
    assert [line for line in first if line not in second] == [
        b'  "exported_at": "2026-11-22T21:40:00+01:00",'
    ]


def test_a_log_is_written_for_people_too() -> None:
    log = Log(
        format="coach-log",
        version=1,
        entries=(
            Entry(date=date(2026, 11, 22), notes="zwölf Uhr"),
            Entry(date=date(2026, 11, 21), cleared=True),
        ),
        doctor_visits=(
            DoctorVisit(date=date(2026, 11, 24)),
            DoctorVisit(date=date(2026, 1, 2)),
        ),
        tips=(ShownTip(tip="cool-room", shown_on=date(2026, 11, 22)),) * 2,
    )
    assert encode(log, NOW).decode() == (
        """{
  "format": "coach-log",
  "version": 1,
  "exported_at": "2026-11-22T21:40:00+01:00",
  "entries": [
    {
      "date": "2026-11-21",
      "cleared": true
    },
    {
      "date": "2026-11-22",
      "notes": "zwölf Uhr"
    }
  ],
  "doctor_visits": [
    {
      "date": "2026-01-02"
    },
    {
      "date": "2026-11-24"
    }
  ],
  "tips": [
    {
      "tip": "cool-room",
      "shown_on": "2026-11-22"
    }
  ]
}
"""
    )


def test_a_moment_without_its_offset_is_not_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        encode(Log(format="coach-log", version=1), datetime(2026, 11, 22))  # noqa: DTZ001
