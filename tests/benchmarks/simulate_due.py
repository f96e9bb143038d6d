"""Weeks lived at random, in each of which a shell prompt asks again and again what is due.

Run: ``python -m tests.benchmarks.simulate_due [--weeks N] [--seed N]``. Two machines keep one
diary, by logs and by a folder that is copied over; days are answered, edited, cleared, undone
and imported; the clock is moved, the zone changes, the file is touched, edited in place, and
the line beside it is lost or damaged. Whatever the short way answers must be what the diary
answers; where it does not know, the command opens the diary.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from coach.cli.context import Coach
from coach.cli.shell import coach as command
from coach.core.diary.day import begins_at, coach_day, today
from coach.core.diary.due import NEWEST, Half, asked_from, has_come, is_answered
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from coach.store.diary import backups, due
from coach.store.diary.diary import Diary

_BEGINS = 1_773_014_400  # 9 March 2026, between the clock changes of America and of Europe
_ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_CLOCKS = ("00:30", "03:00", "04:00", "11:00", "17:45", "18:00", "21:30", "23:59")


class Week:
    """One week of one person with two machines.

    Args:
        place: An empty folder.
        seed: Tells one week from another.
    """

    def __init__(self, place: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.moment = float(_BEGINS + self.dice.randrange(40 * _DAY))
        self.folders = (place / "here", place / "there")
        self.diaries = tuple(Diary(folder, self.now) for folder in self.folders)
        self.counted: Counter[str] = Counter()
        self.wrong: list[str] = []

    def now(self) -> datetime:
        """The moment on this machine's wall."""
        return _wall(self.moment)

    def live(self) -> None:
        """Live through it."""
        ends = self.moment + 7 * _DAY
        for turn in range(60):
            self.moment += self.dice.expovariate(1 / (3 * _HOUR))
            if self.moment > ends:
                break
            act = self.dice.choice(_ACTS)
            with contextlib.suppress(ValueError):
                act(self, self.dice.choice(self.diaries))
            self.ask(by_the_command=turn % 7 == 0)

    def ask(self, *, by_the_command: bool) -> None:
        """Ask on both machines, for both halves, and at other moments nearby."""
        for folder in self.folders:
            for half in Half:
                for away in (0, 0, self.dice.uniform(-2 * _DAY, 2 * _DAY)):
                    self._ask(folder, half, self.moment + away, by_the_command)

    def _ask(self, folder: Path, half: Half, moment: float, by_the_command: bool) -> None:
        answer = due.waits(str(folder), half.value, moment)
        self.counted["asked"] += 1
        if answer is None:
            self.counted["left to the diary"] += 1
        else:
            self.counted["waits" if answer else "does not wait"] += 1
        true = _by_the_diary(folder, half, moment)
        if by_the_command and (told := _by_the_command(folder, half, moment)) != true:
            self.wrong.append(f"command: {folder.name} {half} {moment} said {told}")
        if answer not in (None, true):
            self.wrong.append(f"{folder.name} {half} {moment} said {answer}")

    # What happens

    def day(self) -> date:
        """Mostly today, now and then another day."""
        back = self.dice.choice((0, 0, 0, 1, 2, 5, -1))
        return coach_day(self.now()) - timedelta(days=back)

    def answer_evening(self, diary: Diary) -> None:
        """Answer the evening half."""
        stress = self.dice.randint(1, 5)
        self._put(diary, lambda entry: replace(entry, day=Day(stress=stress)))

    def answer_night(self, diary: Diary) -> None:
        """Answer the night."""
        night = Night(out_of_bed_at=self.dice.choice(("02:10", "06:40", "07:00", "12:30")))
        self._put(diary, lambda entry: replace(entry, night=night))

    def drink(self, diary: Diary) -> None:
        """Log a drink alone."""
        cup = CaffeineDrink(at="09:00", mg=95, drink="coffee")
        self._put(diary, lambda entry: replace(entry, day=Day(caffeine=(cup,))))

    def _put(self, diary: Diary, how: Callable[[Entry], Entry]) -> None:
        day = self.day()

        def changed(entry: Entry | None) -> Entry:
            return how(Entry(date=day) if entry is None or entry.cleared else entry)

        diary.change(day, changed, "a change")

    def clear(self, diary: Diary) -> None:
        """Empty a day."""
        diary.clear(self.day())

    def undo(self, diary: Diary) -> None:
        """Take back, or put forward."""
        (diary.undo if self.dice.random() < 0.6 else diary.redo)()

    def profile(self, diary: Diary) -> None:
        """Ask at another time, or begin the day at another."""
        remind, start = (self.dice.choice((None, *_CLOCKS)) for _ in range(2))
        diary.save_profile(Profile(remind_at=remind, day_starts_at=start))

    def share_logs(self, diary: Diary) -> None:
        """Bring in the other machine's log."""
        other = self.diaries[diary is self.diaries[0]]
        diary.merge(other.log(), "the other machine's log")

    def copy_over(self, diary: Diary) -> None:
        """A sync program puts the other machine's file here, its line with it or not."""
        other = self.folders[diary.folder == self.folders[0]]
        copied = shutil.copy2 if self.dice.random() < 0.5 else shutil.copy
        names = (due.DIARY, due.NAME) if self.dice.random() < 0.5 else (due.DIARY,)
        diary.folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (other / name).exists():
                copied(other / name, diary.folder / name)

    def edit(self, diary: Diary) -> None:
        """An editor writes into the file itself, as many bytes as there were."""
        path = diary.folder / due.DIARY
        if path.exists():
            text = path.read_text().replace('"stress"', '"anxiety"').replace("04:00", "05:00")
            path.write_text(text)

    def restore(self, diary: Diary) -> None:
        """Go back to a backup."""
        copies = backups.list_backups(diary.folder)
        if copies:
            diary.restore(self.dice.choice(copies).name)

    def move_clock(self, _: Diary) -> None:
        """The clock was wrong, or is from now on."""
        self.moment += self.dice.choice((-30 * _DAY, -_DAY, -_HOUR, _MINUTE, _HOUR, 3 * _DAY))

    def travel(self, _: Diary) -> None:
        """Another zone."""
        os.environ["TZ"] = self.dice.choice(_ZONES)
        time.tzset()

    def spoil(self, diary: Diary) -> None:
        """The line is lost, cut or damaged, or one of another moment stands there."""
        path = diary.folder / due.NAME
        if not path.exists():
            return
        line = path.read_bytes()
        at = self.dice.randrange(len(line))
        damaged = line[:at] + bytes([self.dice.randrange(256)]) + line[at + 1 :]
        path.write_bytes(self.dice.choice((b"", line[:at], damaged, line)))

    def touch(self, diary: Diary) -> None:
        """Something sets the file's date."""
        path = diary.folder / due.DIARY
        if path.exists():
            os.utime(path)


_ACTS: tuple[Callable[[Week, Diary], None], ...] = (
    *(4 * (Week.answer_evening, Week.answer_night)),
    *(2 * (Week.drink, Week.undo, Week.move_clock, Week.travel)),
    Week.clear,
    Week.profile,
    Week.share_logs,
    Week.copy_over,
    Week.edit,
    Week.restore,
    Week.spoil,
    Week.touch,
)


def _wall(moment: float) -> datetime:
    return datetime.fromtimestamp(moment // 60 * 60).astimezone()


def _by_the_diary(folder: Path, half: Half, moment: float) -> bool:
    """The answer by the diary itself, and nothing written."""
    now = _wall(moment)
    diary = Diary(folder, lambda: now)
    profile = diary.profile()
    day = today(now, diary.entry, profile)
    starts = begins_at(day, diary.entry, profile)
    clock = asked_from(half, profile, diary.newest(NEWEST))
    answered = is_answered(half, diary.entry(day))
    return has_come(clock, now, starts) and not answered


def _by_the_command(folder: Path, half: Half, moment: float) -> bool:
    """The answer of the command on its long way, which makes the line anew."""
    words = ["--data-dir", str(folder), "due", *(["--night"] if half is Half.NIGHT else [])]
    said = io.StringIO()
    with (
        patch.object(Coach, "now", staticmethod(lambda: _wall(moment))),
        contextlib.redirect_stdout(said),
        contextlib.suppress(SystemExit),
    ):
        command.main(words, prog_name="coach", standalone_mode=False)
    return bool(said.getvalue())


def lived(weeks: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Live so many weeks.

    Returns:
        How often what was answered, and every wrong answer in a line.
    """
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    zone = os.environ.get("TZ")
    try:
        for number in range(weeks):
            with tempfile.TemporaryDirectory() as place:
                week = Week(Path(place), seed + number)
                week.live()
            counted += week.counted
            wrong += [f"week {seed + number}: {line}" for line in week.wrong]
    finally:
        os.environ.pop("TZ", None)
        if zone is not None:
            os.environ["TZ"] = zone
        time.tzset()
    return counted, wrong


def main() -> None:
    """Live the weeks and print what was answered."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--weeks", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    counted, wrong = lived(given.weeks, given.seed)
    print("\n".join(wrong[:50]))
    print(f"{given.weeks:,} weeks, seed {given.seed}: {len(wrong):,} wrong answers")
    for what, count in counted.most_common():
        print(f"{count:>10,}  {what}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
