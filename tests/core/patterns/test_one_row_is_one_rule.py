"""A rule is one row of the table: whatever reads rules knows a new one from that row alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

import coach

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.core.diary.records import Entry

ROW = """\
    Rule(
        id="R19",
        title="Days that are hard to get through",
        learn="see-a-doctor",
        steps=(
            Threshold(
                WATCH,
                Days(Fact.HARD_TO_COPE, 1, 7),
                "It was hard to cope on {count} of {answered} answered days, {range}.",
            ),
        ),
        source="made up for this test",
        why="Made up for this test.",
    ),
"""
PROGRAM = """\
import json, sys
from datetime import date
import msgspec
from coach.core.diary.records import Entry
from coach.core.patterns import assess, ledger, timeline
from coach.core.patterns.__main__ import page
from coach.core.tips.facts.table import Speaking, facts
from coach.core.tips.condition import parse_condition

entries = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[Entry, ...])
first, last = entries[0].date, entries[-1].date
known = facts(entries, None, last).beside(Speaking(frozenset({"R19"})))
row = timeline(entries, (), None, first, last)[-1]
print(json.dumps({
    "assessed": [finding.rule for finding in assess(entries, None, last).findings],
    "timeline": {rule: level.word for rule, level in row.rules.items()},
    "banners": [banner.rule for banner in ledger(entries, (), None, last)],
    "page": page(),
    "asked by a tip": parse_condition({"R19": True}).holds(known),
}))
"""


class Told(NamedTuple):
    """What a copy of the core with one more row says on the last day of a diary."""

    rules: dict[str, str]
    assessed: list[str]
    banners: list[str]
    page: str
    asked_by_a_tip: bool


@pytest.fixture(scope="module")
def told(
    diary: Callable[..., tuple[Entry, ...]], tmp_path_factory: pytest.TempPathFactory
) -> Told:
    """The core copied, the row added to one of its files, and asked in a process of its own."""
    folder = tmp_path_factory.mktemp("core")
    package = Path(coach.__file__).parent
    shutil.copytree(
        package / "core",
        folder / "coach" / "core",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(package / "__init__.py", folder / "coach")
    rows = folder / "coach" / "core" / "patterns" / "rules" / "of_causes.py"
    before = rows.read_text(encoding="utf-8")
    rows.write_text(before.removesuffix(")\n") + ROW + ")\n", encoding="utf-8")
    entries = diary("p " + ". kul . ku . kul . " * 3 + ".c")
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM],
        cwd=folder,
        input=msgspec.json.encode(entries),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    return Told(
        answer["timeline"],
        answer["assessed"],
        answer["banners"],
        answer["page"],
        answer["asked by a tip"],
    )


def test_a_new_row_is_assessed(told: Told) -> None:
    assert told.rules["R19"] == "watch"
    assert "R19" in told.assessed


def test_a_new_row_stands_on_the_page_of_rules(told: Told) -> None:
    assert "## R19: Days that are hard to get through\n" in told.page


def test_a_new_row_is_a_fact_that_tips_can_ask_for(told: Told) -> None:
    assert told.asked_by_a_tip


def test_the_rule_that_counts_others_still_does_beside_a_later_row(told: Told) -> None:
    assert told.rules["R18"] == "soon"
    assert "R18" in told.banners
