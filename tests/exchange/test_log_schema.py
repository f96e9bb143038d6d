"""The schema says what the import takes, and the copy in docs is the one the program prints."""

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from coach.core.diary.records import Log
from coach.exchange.log import LogError, decode, encode
from coach.exchange.schema import schema
from tests.benchmarks.fuzz_log import SOUND, spoilt
from tests.conftest import WHOLE_DIARIES
from tests.exchange.strategies import LARGE, logs

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


@pytest.fixture(scope="module", name="validator")
def made_validator() -> jsonschema.Draft202012Validator:
    made = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def test_the_copy_in_docs_is_up_to_date() -> None:
    assert (DOCS / "log.schema.json").read_bytes() == schema(), (
        "write it again: coach schema > docs/log.schema.json"
    )


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_every_export_fits_the_schema(
    validator: jsonschema.Draft202012Validator, log: Log
) -> None:
    validator.validate(json.loads(encode(log, NOW)))


def test_what_does_not_fit_the_schema_is_not_imported(
    validator: jsonschema.Draft202012Validator,
) -> None:
    unfit = 0
    for data in spoilt(300, seed=3):
        try:
            decode(data, "spoilt.json")
        except LogError:
            continue
        assert validator.is_valid(json.loads(data))
    for data in spoilt(300, seed=4):
        try:
            tree = json.loads(data)
        except (ValueError, RecursionError):
            continue
        if not validator.is_valid(tree):
            unfit += 1
            with pytest.raises(LogError):
                decode(data, "spoilt.json")
    assert unfit > 20


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"profile": None},
        {"profile": {"age": None}},
        {"moods": []},
        {"entries": [{}]},
        {"entries": [{"date": "2026-11-22", "cleared": True, "notes": "x"}]},
        {"entries": [{"date": "2026-11-22", "cleared": False}]},
        {"entries": [{"date": "2026-11-22", "night": {"in_bed_at": "23:00\n"}}]},
        {
            "entries": [
                {"date": "2026-11-22", "day": {"caffeine": [{"mg": 3001, "at": "08:00"}]}}
            ]
        },
    ],
)
def test_the_schema_refuses_it_too(
    validator: jsonschema.Draft202012Validator, change: dict[str, object]
) -> None:
    assert validator.is_valid(SOUND)
    assert not validator.is_valid({**SOUND, **change})


def test_the_schema_knows_null_for_what_is_open_alone() -> None:
    assert schema().count(b'"null"') == 2
