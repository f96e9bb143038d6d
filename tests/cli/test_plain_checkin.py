"""The check-in in plain lines, from the first question to what was noted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from coach.cli.commands.checkin import run
from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.settings import AskedOnce, Settings
from tests.evenings import COFFEE, USUAL_NIGHT, fill

TODAY = date(2026, 11, 22)
NOW = datetime.fromisoformat("2026-11-22T21:40:00+00:00")


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A fortnight of days, all alike; today's question about the person was asked."""
    diary = Diary(tmp_path / "coach-data", lambda: NOW)
    settings.save(diary.folder, Settings(about=AskedOnce(on=TODAY)))
    days = (TODAY - timedelta(days=back) for back in range(14, 0, -1))
    cup = Day(caffeine=(COFFEE,))
    fill(diary, [Entry(date=date, night=USUAL_NIGHT, day=cup) for date in days])
    return diary


class Talk:
    """A person who types lines, and everything that was said to them."""

    def __init__(self, lines: Iterable[str], *, then: type[BaseException] = EOFError) -> None:
        self._lines = iter(lines)
        self._then = then
        self.heard: list[str] = []

    def ask(self, prompt: str) -> str:
        """The next line."""
        self.heard.append(prompt)
        try:
            return next(self._lines)
        except StopIteration:
            raise self._then from None

    def say(self, line: str) -> None:
        """Hear a line."""
        self.heard.append(line)


def hold(diary: Diary, *lines: str, then: type[BaseException] = EOFError) -> Talk:
    """Answer today's check-in with those lines."""
    talk = Talk(lines, then=then)
    run(diary, lambda: NOW, talk.ask, talk.say, TODAY)
    return talk


def test_a_calm_evening_is_saved_and_said(diary: Diary) -> None:
    talk = hold(diary, *"=====4+223=")
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.night == USUAL_NIGHT
    assert entry.movement is not None
    assert entry.day == Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,))
    assert entry.tz == "Europe/London"
    assert "Saved. 7 h 05 asleep, no movement, 95 mg of caffeine." in talk.heard
    assert talk.heard[-1].startswith("For ")
    assert [shown.shown_on for shown in diary.tips()] == [TODAY]
    assert diary.draft(TODAY) is None


def test_enter_alone_saves_nothing(diary: Diary) -> None:
    talk = hold(diary, *[""] * 40)
    assert talk.heard[-1] == "Nothing was answered, so nothing was saved."
    assert diary.entry(TODAY) is None
    assert diary.draft(TODAY) is None


def test_enter_alone_through_all_questions_saves_nothing(diary: Diary) -> None:
    # "m" asks everything; Enter answers nothing of it.
    lines = ["m", *[""] * 60]
    talk = hold(diary, *lines)
    assert talk.heard[-1] == "Nothing was answered, so nothing was saved."
    assert diary.entry(TODAY) is None


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_an_abrupt_end_keeps_a_draft_and_says_so(
    diary: Diary, end: type[BaseException]
) -> None:
    talk = hold(diary, "2310", "45", then=end)
    assert talk.heard[-1].startswith("Left. What is answered is kept as a draft")
    assert diary.entry(TODAY) is None
    draft = diary.draft(TODAY)
    assert draft is not None
    assert draft.entry.night == Night(tried_to_sleep_at="23:10", sleep_latency_min=45)
    again = hold(diary, then=end)
    assert "Going on from 21:40; nothing is saved before the end." in again.heard
    assert any("minutes were you awake" in line for line in again.heard)


def test_leaving_without_an_answer_keeps_nothing(diary: Diary) -> None:
    talk = hold(diary, "", then=KeyboardInterrupt)
    assert talk.heard[-1] == "Left. Nothing was answered, so nothing was kept."
    assert diary.draft(TODAY) is None


def test_a_wrong_answer_gets_one_sentence_and_is_asked_again(diary: Diary) -> None:
    talk = hold(diary, "late", "2310")
    wrong = talk.heard.index("'late' is not a time of day; try 23:10.")
    assert "try to sleep?" in talk.heard[wrong + 1]
    draft = diary.draft(TODAY)
    assert draft is not None
    assert draft.entry.night == Night(tried_to_sleep_at="23:10")


def test_a_drink_logged_meanwhile_stays(diary: Diary) -> None:
    tea = CaffeineDrink(at="16:00", mg=48, drink="black tea")
    talk = Talk([*"=====4+223", "1 0810", ""])

    def ask(prompt: str) -> str:
        line = talk.ask(prompt)
        if line == "1 0810":
            diary.change(
                TODAY, lambda _: Entry(date=TODAY, day=Day(caffeine=(tea,))), "black tea"
            )
        return line

    run(diary, lambda: NOW, ask, talk.say, TODAY)
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.day is not None
    assert entry.day.caffeine == (COFFEE, tea)


def test_what_it_means_is_said(diary: Diary) -> None:
    talk = hold(diary, *[*"=====4", "1", "no", "+", "2", "2", "3", "="])
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.movement is not None
    assert entry.movement.sleep_starts is SleepStarts.UNDISTURBING
    assert any("harmless" in line for line in talk.heard)


def test_a_saved_day_is_read_out_and_stays_as_it_is(diary: Diary) -> None:
    entry = Entry(date=TODAY, night=USUAL_NIGHT, movement=Movement(signs=()), notes="[/] quiet")
    before = diary.change(TODAY, lambda _: entry, "a day")
    talk = hold(diary, *[""] * 40)
    assert "Answered: [/] quiet." in talk.heard
    assert diary.entry(TODAY) == before


def test_the_first_check_in_asks_three_things_about_the_person_and_keeps_them(
    tmp_path: Path,
) -> None:
    diary = Diary(tmp_path / "coach-data", lambda: NOW)
    talk = hold(diary, "41", "no", "2330", "=", *[""] * 30)
    assert any(line.startswith("Welcome.") for line in talk.heard)
    profile = diary.profile()
    assert profile is not None
    assert (profile.age, profile.bed_partner, profile.bedtime) == (41, False, "23:30")
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.night == Night(tried_to_sleep_at="23:30")
    again = hold(diary, then=KeyboardInterrupt)
    assert not any("How old are you?" in line for line in again.heard)


def test_one_question_about_the_person_stands_at_the_end(diary: Diary) -> None:
    (diary.folder / settings.NAME).unlink()
    hold(diary, *"=====4+223=", "yes")
    profile = diary.profile()
    assert profile is not None
    assert profile.drives is True
    assert diary.entry(TODAY) is not None
    again = hold(diary, *[""] * 40)
    assert not any("Once, about you" in line for line in again.heard)
    assert settings.load(diary.folder).about.on == TODAY


def test_more_is_remembered(diary: Diary) -> None:
    hold(diary, "m", then=KeyboardInterrupt)
    assert settings.load(diary.folder).more
    talk = hold(diary, "<", "m", then=KeyboardInterrupt)
    assert any("of 11: " in line for line in talk.heard)
    assert not settings.load(diary.folder).more


def test_an_ordinary_night_leaves_what_a_standing_banner_counts(diary: Diary) -> None:
    jolt = Movement(sleep_starts=SleepStarts.DISTURBING)
    for back in range(1, 15):
        day = TODAY - timedelta(days=back)
        diary.change(
            day, lambda old: replace(old or Entry(date=TODAY), movement=jolt), "a jolt"
        )
    talk = hold(diary, "+", "4", then=KeyboardInterrupt)
    assert any("as you were dropping off" in line for line in talk.heard)
