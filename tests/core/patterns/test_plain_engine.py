"""The second, plain engine gives every made diary its timeline and its stages."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.records import Log
from tests.core.patterns.plain import Engine, status_of, timeline

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "examples-2"
NONE_THERE = [pytest.param("none", marks=pytest.mark.skip(reason="no examples beside this"))]


def _names(ending: str) -> list[str]:
    return sorted(path.name.removesuffix(ending) for path in EXAMPLES.glob(f"*{ending}"))


def _read(name: str, ending: str) -> tuple[Log, list[dict[str, object]]]:
    log = msgspec.json.decode((EXAMPLES / f"{name}.json").read_bytes(), type=Log)
    wanted = json.loads((EXAMPLES / f"{name}{ending}").read_text(encoding="utf-8"))
    assert isinstance(wanted, list)
    return log, wanted


@pytest.mark.parametrize("name", _names(".timeline.json") or NONE_THERE)
def test_the_plain_engine_gives_an_example_its_timeline(name: str) -> None:
    log, wanted = _read(name, ".timeline.json")
    first, last = (date.fromisoformat(str(wanted[place]["date"])) for place in (0, -1))

    rows = timeline(log.entries, log.doctor_visits, log.profile, first, last)

    assert [
        {
            "date": row.date.isoformat(),
            "level": row.level,
            "shown": row.shown,
            "rules": row.rules,
        }
        for row in rows
    ] == wanted


@pytest.mark.parametrize("name", _names(".stages.json") or NONE_THERE)
def test_the_plain_engine_gives_an_example_its_stages(name: str) -> None:
    log, wanted = _read(name, ".stages.json")
    dates = [date.fromisoformat(str(row["date"])) for row in wanted]
    engine = Engine(log.entries, log.doctor_visits, log.profile, dates[-1])

    assert [status_of(engine, log.entries, on) for on in dates] == wanted
