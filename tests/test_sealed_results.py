"""An experiment under way tells nothing: whatever was drawn, pages and commands are the same.

Two diaries are told apart by the drawn order alone, and agree on what this evening and the next
are. What differs between them anywhere but in the log itself would be a way to look inside.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click import Context, Group
from freezegun import freeze_time
from textual.widgets import OptionList, Static

from coach.cli.shell import coach
from coach.core.diary.choices import Block, Outcome, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Experiment, Log, Movement
from coach.core.diary.records import Night as NightRecord
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from tests.cli.conftest import Run, run
from tests.conftest import LONG
from tests.core.tips.experiments.lives import FIRST, ORDER, experiment

__all__ = ["run"]

PLACE = 16
TODAY = FIRST + timedelta(days=PLACE)
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 21, 40, tzinfo=UTC)
# This evening's block is the sixth, the next one's too.
OTHER = (*ORDER[:5][::-1], ORDER[5], *ORDER[6:][::-1])
SAME_SALT = "5" * 32

# Export and the like carry the log on purpose; a schema and a list of files read no diary.
CARRY_THE_LOG = {"sync", "backup", "import"}
READ_NO_DIARY = {"schema", "where"}
CHANGE = {
    "check-in", "clear", "demo", "drink", "erase", "event", "medicine", "redo",
    "seen-doctor", "undo",
}  # fmt: skip
LOOKS: tuple[tuple[str, ...], ...] = (
    ("status",),
    ("status", "--json"),
    ("timeline", "--json"),
    ("history", "--days", "40"),
    ("history", "--days", "40", "--bars"),
    ("week",),
    ("week", "--json"),
    ("tip",),
    ("tip", "--json"),
    ("goal",),
    ("experiment",),
    ("experiment", "show"),
    ("profile", "--json"),
    ("learn",),
    ("due",),
    ("remind", "--at", "21:00"),
    ("report", "--days", "28", "--format", "text"),
    ("report", "--days", "28"),
    ("export", "--format", "csv"),
    ("export", "--format", "sleepdiary"),
)


def tried(order: tuple[Block, ...], outcome: Outcome = Outcome.DISTURBED) -> Experiment:
    return experiment(order=order, outcome=outcome, salt=SAME_SALT)


def lived(folder: Path, order: tuple[Block, ...]) -> Diary:
    """A diary whose nights go by the first order, whichever was drawn."""
    diary = Diary(folder, lambda: NOW)
    entries = tuple(
        Entry(
            date=FIRST + timedelta(days=place + 1),
            night=NightRecord(
                tried_to_sleep_at="23:10",
                sleep_latency_min=10 if with_it else 40,
                awake_min=5,
                final_wake_at="06:40",
                out_of_bed_at="07:00",
                rested=4 if with_it else 3,
            ),
            movement=Movement(
                sleep_starts=SleepStarts.NONE
                if with_it or place % 3
                else SleepStarts.DISTURBING
            ),
            day=Day(
                stress=2,
                caffeine=(CaffeineDrink(at="08:00", mg=95),),
                tip_done=ORDER[(place + 1) // 3] is Block.WITH,
            ),
        )
        for place in range(PLACE)
        if (with_it := ORDER[place // 3] is Block.WITH) is not None
    )
    diary.merge(
        Log(format="coach-log", version=1, entries=entries, experiments=(tried(order),)),
        "sixteen evenings",
    )
    return diary


def test_the_two_orders_agree_on_this_evening_and_the_next_alone() -> None:
    assert sum(one is other for one, other in zip(ORDER, OTHER, strict=True)) < 10
    for place in (PLACE, PLACE + 1):
        assert ORDER[place // 3] is OTHER[place // 3]


def test_every_command_is_walked_or_says_why_not() -> None:
    assert isinstance(coach, Group)
    walked = {words[0] for words in LOOKS}
    assert (
        set(coach.list_commands(Context(coach)))
        == walked | CARRY_THE_LOG | READ_NO_DIARY | CHANGE
    )


@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_no_command_tells_what_was_drawn(
    words: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    with freeze_time(NOW):
        for name, order in (("one", ORDER), ("other", OTHER)):
            lived(tmp_path / name, order)
            monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / name))
            done = run(*words)
            told.append((done.code, done.out, done.err))
            for secret in (SAME_SALT, tried(order).seal):
                assert secret not in done.out
    assert told[0] == told[1]


def test_the_log_itself_carries_it(tmp_path: Path, run: Run) -> None:
    lived(tmp_path / "one", ORDER)
    log = json.loads(run("--data-dir", tmp_path / "one", "export").out)
    assert log["experiments"][0]["blocks"] == [block.value for block in ORDER]
    assert log["experiments"][0]["salt"] == SAME_SALT


# The way through the program, a look after each step; the second part in the long form.
WALK = ("", "h", "v", "v", "v", "v", "i", "E", "escape")
LONG_WALK = (
    "right", "s", "l", "t", "w", "escape", "d", "escape", "enter", "pagedown", "pagedown",
    "pagedown", "escape",
)  # fmt: skip
STEPS = (*WALK, *LONG_WALK) if LONG else WALK


def words_on(app: CoachApp) -> list[str]:
    """All words of the screen that is up, those below its edge as well."""
    words = [str(part.content) for part in app.screen.query(Static)]
    for rows in app.screen.query(OptionList):
        words += [str(row.prompt) for row in rows.options]
    return words


async def looks(folder: Path, order: tuple[Block, ...]) -> list[list[str]]:
    """The words of every screen on the way."""
    app = CoachApp(lived(folder, order), lambda: NOW)
    seen = []
    async with app.run_test(size=(80, 24)) as pilot:
        for key in STEPS:
            if key:
                await pilot.press(key)
            await pilot.pause()
            seen.append([words.replace(str(folder), "") for words in words_on(app)])
        app.open_closing(TODAY, app.standing())
        await pilot.pause()
        seen.append(words_on(app))
    return seen


@pytest.mark.long
async def test_no_screen_tells_what_was_drawn(tmp_path: Path) -> None:
    one = await looks(tmp_path / "one", ORDER)
    other = await looks(tmp_path / "two", OTHER)
    for key, first, second in zip((*STEPS, "closing"), one, other, strict=True):
        assert first == second, key
    whole = " ".join(words for look in one for words in look)
    assert SAME_SALT not in whole
    assert tried(ORDER).seal not in whole
    for told in (
        "evening 17 of 30",
        "Experiment. Tonight without",
        "The result is closed until the last night.",
        "The nights of your experiment are left out until it is over.",
    ):
        assert told in whole, told
