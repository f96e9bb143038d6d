"""What is drawn fits, and nothing that says what to press is ever cut."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.core.checkin import about, moving, prompts, view
from coach.core.checkin import state as states
from coach.core.checkin.opening import begin, open_profile
from coach.core.checkin.press import press
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import QUESTIONS, of_page
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from coach.ui.checkin.draw import draw, notice_lines, page
from coach.ui.widgets.fitting import cropped, wrapped

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
LINES = {(80, 24): 21, (60, 20): 17}
NOTICE = "Going on from 22:14; nothing is saved before the end."
LONG = "🛌 " + "a very long name " * 4


def state_at(name: str) -> states.State:
    """A check-in with everything asked, at one question, a long drink among the usual."""
    cup = CaffeineDrink(at="08:10", mg=95, drink=LONG)
    before = [
        Entry(date=DAY - timedelta(days=back), day=Day(caffeine=(cup,))) for back in range(1, 9)
    ]
    state = begin(DAY, None, NOW, Profile(bed_partner=True), before)
    return moving.go(replace(state, more=True), name)


def assert_all_there(text: str, prompt: prompts.Prompt, size: tuple[int, int]) -> None:
    """Every key, the end of every answer and the whole hint stand in the text."""
    lines = text.splitlines()
    assert len(lines) <= LINES[size]
    together = " ".join(" ".join(lines).split())
    assert " ".join(prompt.hint.split()) in together
    for choice in prompt.choices:
        assert f"{choice.key}  " in text
        assert choice.words.split()[-1] in together


@pytest.mark.parametrize("size", LINES)
@pytest.mark.parametrize("name", [each.id for each in QUESTIONS if not each.of_profile])
def test_every_question_fits(name: str, size: tuple[int, int]) -> None:
    state = state_at(name)
    drawn = draw(state, [NOTICE], size[0] - 2, LINES[size])
    assert_all_there(drawn.plain, prompts.prompt(state), size)


@pytest.mark.parametrize("size", LINES)
@pytest.mark.parametrize("name", [each.id for each in of_page(CheckinPage.ABOUT)])
def test_every_question_of_the_profile_fits(name: str, size: tuple[int, int]) -> None:
    state = moving.go(open_profile(Profile(age=12), NOW), name)
    width = size[0] - 2
    top = notice_lines([about.note(state)], width)
    prompt = prompts.prompt(state)
    drawn = page(top, view.rows(state), "", prompt, (width, LINES[size]))
    assert_all_there(drawn.plain, prompt, size)


@pytest.mark.parametrize("name", ["tried", "sleep-starts", "partner-movement", "stress"])
def test_the_pages_fit_in_one_line_with_the_night_and_the_one_that_is_up(name: str) -> None:
    day = date(2026, 10, 1)
    now = datetime(2026, 10, 1, 21, 40, tzinfo=UTC)
    state = replace(begin(day, None, now, Profile(bed_partner=True), ()), more=True)
    state = moving.go(state, name)
    line = draw(state, [], 58, 17).plain.splitlines()[0]
    up = next(words for _, words, is_up in view.headings(state) if is_up)
    assert len(line) <= 58
    assert "Wed 30 Sep → Thu 1 Oct" in line
    assert up in line


def test_the_question_stands_where_it_stood_on_all_pages_of_an_ordinary_evening() -> None:
    night = Night(tried_to_sleep_at="23:10", final_wake_at="06:40", out_of_bed_at="07:00")
    unanswered = begin(DAY, None, NOW, Profile(), ())
    with_its_length = begin(DAY, Entry(date=DAY, night=night), NOW, Profile(), ())
    assert not view.foot(unanswered)
    assert view.foot(with_its_length)
    states_at = [
        moving.go(state, name)
        for state in (unanswered, with_its_length)
        for name in ("tried", "rested", "sleep-starts", "dream-enactment", "stress")
    ]
    pages = [draw(state, [], 78, 21).plain.splitlines() for state in states_at]
    assert len({lines.index("─" * 78) for lines in pages}) == 1


def test_rows_left_out_are_counted() -> None:
    text = draw(state_at("alcohol"), [], 58, 17).plain
    hidden = [int(line.split()[0]) for line in text.splitlines() if " more " in line]
    shown = [row for row in view.rows(state_at("alcohol")) if f" {row.label} " in text]
    assert sum(hidden) + len(shown) == len(view.rows(state_at("alcohol")))


def test_what_is_marked_or_taken_shows_without_colour() -> None:
    state = press(press(state_at("sleep-starts"), "2"), "up")
    text = draw(state, [], 78, 21).plain
    assert "✓2" in text
    assert "› Dropping off" in text


def test_text_is_cropped_by_cells() -> None:
    assert cropped("🛌🛌🛌🛌", 5) == "🛌🛌…"
    assert cropped("short", 5) == "short"
    assert wrapped("", 10) == [""]
