"""The made diaries beside the checkout give exactly their timelines."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.records import Log
from coach.core.patterns import assess, timeline

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "examples-2"
NAMES = sorted(
    path.name.removesuffix(".timeline.json") for path in EXAMPLES.glob("*.timeline.json")
)


@pytest.mark.parametrize(
    "name",
    NAMES
    or [pytest.param("none", marks=pytest.mark.skip(reason="no examples beside the checkout"))],
)
def test_an_example_gives_its_timeline_day_by_day(name: str) -> None:
    log = msgspec.json.decode((EXAMPLES / f"{name}.json").read_bytes(), type=Log)
    wanted = json.loads((EXAMPLES / f"{name}.timeline.json").read_text(encoding="utf-8"))
    first, last = (date.fromisoformat(wanted[place]["date"]) for place in (0, -1))

    rows = timeline(log.entries, log.doctor_visits, log.profile, first, last)

    assert [
        {
            "date": row.date.isoformat(),
            "level": row.level.word,
            "shown": row.shown.word,
            "rules": {rule: level.word for rule, level in row.rules.items()},
        }
        for row in rows
    ] == wanted
    for row in rows:
        assessed = assess(log.entries, log.profile, row.date)
        assert {found.rule: found.level for found in assessed.findings} == row.rules
        assert assessed.level == row.level
