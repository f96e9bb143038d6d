"""The page for the doctor: all that belongs on it, and nothing that could do harm."""

import subprocess
import sys
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from coach.core.diary.choices import Medicine, Outcome, Sign, SleepStarts, StoppedBy
from coach.core.diary.records import DoctorVisit, Entry, Log, Movement, Profile
from coach.exchange.report import report
from coach.exchange.report.also import also_lines
from coach.exchange.report.questions import questions
from coach.exchange.report.raster import raster
from coach.exchange.report.view import ReportView, build
from coach.exchange.report.window import last_nights
from tests.conftest import WHOLE_DIARIES
from tests.core.tips.experiments.lives import experiment
from tests.exchange.report.diaries import NIGHT, TODAY, disturbed, full, quiet, troubled
from tests.exchange.strategies import LARGE, logs

HOSTILE = "<script>alert(1)</script> [/] [bold] <b>\"'&\x1b[2J\u202e{{ 7*7 }} {% raw %} ]]> -->"


class Reader(HTMLParser):
    """Collects elements, attributes and text as a browser would find them."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def page(log: Log, nights: int = 14) -> Reader:
    return Reader(report(log, TODAY, last_nights(TODAY, nights)))


def test_it_says_what_was_counted_when_and_that_it_is_no_diagnosis() -> None:
    text = page(disturbed()).text
    assert "SEEK MEDICAL ASSISTANCE" in text
    assert "Movement that disturbs sleep" in text
    assert "9 to 22 November 2026" in text
    assert "14 of 14 nights answered" in text
    assert "not a diagnosis" in text


def test_an_empty_diary_gives_a_page_that_says_so() -> None:
    text = page(Log(format="coach-log", version=1)).text
    assert "0 of 14 nights answered" in text
    assert "No pattern to report" in text
    assert "not answered says nothing" not in text
    assert text.count("not answered") >= 14


def test_the_users_words_are_shown_as_words() -> None:
    for nights in (14, 28):
        found = page(disturbed(note=HOSTILE, visits=1), nights)
        assert "script" not in found.tags
        assert "b" not in found.tags or "alert" in found.text
        assert "<script>alert(1)</script> [/] [bold] <b>\"'&" in found.text
        assert "{{ 7*7 }} {% raw %}" in found.text
        assert "\x1b" not in found.text
        assert "\u202e" not in found.text


@pytest.mark.parametrize("nights", [14, 28, 56])
def test_every_text_of_the_person_is_text_and_nothing_else(nights: int) -> None:
    found = page(full(HOSTILE), nights)
    plain = page(full(), nights)
    # As many elements, of the same kinds, with the same attributes, whatever was typed.
    assert sorted(set(found.tags)) == sorted(set(plain.tags))
    assert {name for name, _ in found.attributes} == {name for name, _ in plain.attributes}
    assert not any("alert" in value for _, value in found.attributes)
    assert "\x1b" not in found.text
    shown = HOSTILE[:30]
    for before in (
        "What I want to ask",
        "Medicines taken, as noted:",
        "15:20 a jerk or shake, 5 s, ",
        "Doctor seen: ",
        "Nov ",
    ):
        rest = found.text[found.text.index(before) :].replace("\n", " ")
        assert shown in rest
    assert f"{HOSTILE[:40]}" in found.text
    text = report(full(HOSTILE), TODAY, last_nights(TODAY, nights), "text").decode()
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_medicines_events_partner_device_goal_and_experiment_have_a_line_each() -> None:
    log = full()
    by_date = {entry.date: entry for entry in log.entries}
    also = also_lines(log, by_date, last_nights(TODAY, 28), TODAY)
    lines = {line.label: line.text for line in also}
    shown = build(log, TODAY, last_nights(TODAY, 28))
    assert set(shown.also) <= set(also)
    # What there is no room for is not left out in silence.
    assert shown.is_cut
    assert lines["Since the visit of 2 November 2026"].startswith("0 of 20 nights disturbed")
    assert lines["Medicines taken, as noted"] == (
        "words of their own 50 mg at 08:00 (28 of 28 days)."
    )
    assert lines["Movements by day, as they happened"].startswith("2 on 2 days: 18 Nov 15:20")
    assert lines["The bed partner told"].startswith("on 28 nights: kicks or jerks in sleep: ")
    assert lines["Told by a device"].startswith("words of their own on 28 nights; lighter")
    assert lines["Goal"].startswith("last caffeine by 14:00, since 13 November 2026; kept on ")
    # A banner stood all the while.
    assert lines["Experiment"] == (
        "“room fresh air”, by lot, 13 November, stopped, so without a verdict: "
        "disturbed with it 0 of 0, without 0 of 0."
    )


def trying(outcome: Outcome, begun: int, **change: Any) -> str:
    """The line of an experiment that began so long ago, in a diary of calm nights."""
    tried = replace(experiment(TODAY - timedelta(days=begun), outcome=outcome), **change)
    nights = tuple(
        Entry(
            date=TODAY - timedelta(days=back),
            night=replace(NIGHT, rested=4, sleep_latency_min=12),
            movement=Movement(sleep_starts=SleepStarts.NONE),
        )
        for back in range(40)
    )
    log = Log(format="coach-log", version=1, entries=nights, experiments=(tried,))
    by_date = {entry.date: entry for entry in log.entries}
    also = also_lines(log, by_date, last_nights(TODAY, 14), TODAY)
    texts = [line.text for line in also if line.label == "Experiment"]
    for form in ("text", "html"):
        page_of_it = report(log, TODAY, last_nights(TODAY, 14), form).decode()
        assert ("Experiment" in page_of_it) is bool(texts)
        assert tried.seal not in page_of_it
        assert str(tried.salt) not in page_of_it
    return "".join(texts)


def test_an_experiment_is_told_of_with_two_figures_once_it_is_open() -> None:
    what = "“breathing four in six out”, by lot, 18 October to 16 November: "
    chance = ". Chance alone may well do that (252 of 252 orders)."
    assert trying(Outcome.DISTURBED, 35) == (
        f"{what}disturbed with it 0 of 15, without 0 of 15{chance}"
    )
    assert trying(Outcome.RESTED, 35) == (
        f"{what}rested, of 5, with it 4.0, without 4.0 (15 and 15 nights){chance}"
    )
    assert trying(Outcome.LATENCY, 35) == (
        f"{what}asleep with it after 12 min, without 12 min (15 and 15 nights){chance}"
    )
    assert trying(Outcome.RESTED, 9) == (
        "“breathing four in six out” with and without, by lot, for how rested; since "
        "13 November 2026, its result still closed."
    )


def test_an_experiment_that_did_not_come_to_its_end_has_no_verdict() -> None:
    what = "“breathing four in six out”, by lot, 13 "
    stopped = {"stopped_on": TODAY - timedelta(days=2), "stopped_by": StoppedBy.PERSON}
    assert trying(Outcome.DISTURBED, 9, **stopped) == (
        f"{what}to 20 November, stopped, so without a verdict: disturbed with it 0 of 4, "
        "without 0 of 3."
    )
    stopped["stopped_on"] = TODAY - timedelta(days=9)
    assert "rested, of 5, with it -, without -" in trying(Outcome.RESTED, 9, **stopped)
    changed = trying(Outcome.DISTURBED, 9, block_nights=2)
    assert changed == f"{what}November to 2 December; nothing can be told of it."
    assert trying(Outcome.DISTURBED, 60) == ""


def test_what_was_begun_and_left_off_stands_as_a_mark_at_its_night() -> None:
    view = build(full(), TODAY, last_nights(TODAY, 56))
    marks = {line.day: line.letters[-1] for line in view.lines if line.letters[-1] not in "–"}
    assert marks == {
        TODAY - timedelta(days=35): "×",
        TODAY - timedelta(days=30): "+",
    }


def test_what_the_partner_alone_saw_says_so() -> None:
    line = build(full(), TODAY, last_nights(TODAY, 14)).lines[-1]
    assert line.letters[1] == "k′"
    assert line.letters[4] == "r′"


def test_a_devices_night_is_drawn_lighter_below_the_persons_own() -> None:
    view = build(full(), TODAY, last_nights(TODAY, 14))
    (row, *_) = raster(view.blocks[0].lines, view.blocks[0].before).rows
    own = [bar for bar in row.bars if not bar.by_device]
    device = [bar for bar in row.bars if bar.by_device]
    assert own
    assert device
    assert max(bar.y + bar.height for bar in own) <= min(bar.y for bar in device)
    assert sum(bar.height for bar in device) / len(device) < own[0].height


def test_nothing_is_loaded_and_nothing_runs() -> None:
    found = page(disturbed(note=HOSTILE))
    banned = {"script", "link", "img", "iframe", "object", "embed", "image", "use", "base"}
    assert not banned & set(found.tags)
    for name, value in found.attributes:
        assert not name.startswith("on")
        assert name not in {"src", "href", "xlink:href", "action", "srcdoc"}
        assert "://" not in value
    source = report(disturbed(), TODAY).decode()
    assert "@import" not in source
    assert source.count("url(") == source.count("url(#")
    assert ("http-equiv", "Content-Security-Policy") in found.attributes


def test_every_picture_has_its_table_and_its_words() -> None:
    found = page(quiet())
    assert found.tags.count("svg") == 1
    assert ("role", "img") in found.attributes
    assert "title" in found.tags
    assert "desc" in found.tags
    assert found.tags.count("tr") >= 14 + 1 + 5


def test_what_was_ticked_and_not_ticked_differ_and_what_was_not_answered_is_one_sentence() -> (
    None
):
    view = build(disturbed(), TODAY, last_nights(TODAY, 14))
    ticked = {risk.words: risk.ticked for risk in view.risks}
    assert ticked["diabetes"] is True
    assert ticked["narcolepsy"] is False
    text = page(disturbed()).text
    assert "☒ diabetes" in text
    assert "☐ narcolepsy" in text
    assert "Not answered: takes an antidepressant and takes another regular medicine." in text
    alone = Log(format="coach-log", version=1, profile=Profile(age=41))
    nobody = build(alone, TODAY, last_nights(TODAY, 14))
    assert nobody.risks == ()
    assert nobody.risks_unanswered.startswith("Not answered: diabetes, anaemia or low iron,")
    # Gaps among the nights stay gaps; there is no column of the same words beside them.
    assert page(alone).text.replace(nobody.unanswered, "").count("ot answered:") == 1
    profile = Profile(medicines=(Medicine.OTHER,), pregnant_trimester=2)
    again = build(
        Log(format="coach-log", version=1, profile=profile), TODAY, last_nights(TODAY, 14)
    )
    assert {risk.words for risk in again.risks if risk.ticked} == {
        "takes another regular medicine",
        "pregnant, trimester 2",
    }


def test_under_sixteen_the_page_says_whom_the_thresholds_are_for() -> None:
    log = Log(format="coach-log", version=1, profile=Profile(age=15))
    assert "under 16: these thresholds are made for adults" in page(log).text


def test_an_emergency_is_called_one_and_nothing_milder() -> None:
    numb = Movement(signs=(Sign.BLADDER_BOWEL_OR_SADDLE_CHANGE,))
    log = Log(format="coach-log", version=1, entries=(Entry(date=TODAY, movement=numb),))
    view = build(log, TODAY, last_nights(TODAY, 14))
    assert "emergency number" in view.urgent
    assert view.counted[0].level == "an emergency"
    assert view.urgent in page(log).text


def test_the_visit_and_the_banner_are_in_the_ledger() -> None:
    view = build(disturbed(visits=2), TODAY, last_nights(TODAY, 14))
    assert [line.label for line in view.ledger if "Doctor seen" in line.text] == [
        "23 October 2026",
        "22 November 2026",
    ]
    assert any("Banner (soon)" in line.text for line in view.ledger)


def test_days_after_the_page_do_not_count() -> None:
    later = Entry(date=TODAY + timedelta(days=1), notes="tomorrow")
    log = Log(
        format="coach-log",
        version=1,
        entries=(later,),
        doctor_visits=(DoctorVisit(date=TODAY + timedelta(days=1)),),
    )
    view = build(log, TODAY, last_nights(TODAY, 14))
    assert (view.notes, view.ledger) == ((), ())


def room(view: ReportView) -> int:
    return sum(line.lines for line in (*view.ledger, *view.notes))


@pytest.mark.parametrize("nights", [14, 28])
def test_however_much_there_is_to_say_it_fits_the_room(nights: int) -> None:
    view = build(troubled(), TODAY, last_nights(TODAY, nights))
    assert len(view.counted) >= 4
    assert view.unspoken
    assert view.counted[0].level.startswith("a doctor was seen on 24 August 2026")
    assert view.counted[0].threshold
    assert view.notes
    assert view.is_cut
    assert view.earlier > 0
    letters = sum(len(each.title + each.level + each.text) for each in view.counted)
    assert letters < 15 * 115
    assert room(view) <= 16
    assert all(len(line.label + line.text) <= 190 for line in (*view.ledger, *view.notes))


def test_the_most_serious_comes_first_and_nothing_is_left_unnamed() -> None:
    view = build(troubled(), TODAY, last_nights(TODAY, 14))
    named = [each.title for each in view.counted] + [
        words.split(" (")[0] for words in view.unspoken
    ]
    assert {"Jerks by day", "Acting out dreams", "Sleepiness, and driving"} <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("form", ["html", "text"])
@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_any_diary_gives_a_page(form: str, log: Log) -> None:
    entries = tuple(
        replace(entry, date=TODAY - timedelta(days=entry.date.toordinal() % 40 * 7 + place))
        for place, entry in enumerate(log.entries)
    )
    near = replace(log, entries=entries)
    assert "ot a diagnosis" in report(near, TODAY, last_nights(TODAY, 14), form).decode()


def test_the_text_says_to_seek_assistance_until_a_doctor_was_seen() -> None:
    assert (
        "SEEK MEDICAL ASSISTANCE"
        in report(disturbed(), TODAY, last_nights(TODAY, 28), "text").decode()
    )


def test_the_text_holds_the_same_in_eighty_columns() -> None:
    text = report(
        disturbed(note=HOSTILE, visits=1), TODAY, last_nights(TODAY, 28), "text"
    ).decode()
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    for words in (
        "SEEN BY A DOCTOR",
        "Movement that disturbs sleep",
        "28 of 28 nights answered",
        "Sun 22 Nov",
        "7 h 33       28      7 h 33       7",
        "[x] diabetes",
        "[ ] narcolepsy",
        "Not answered: takes an antidepressant",
        "<script>alert(1)</script> [/]",
        "not a diagnosis",
    ):
        assert words in text


def test_the_text_draws_a_night_half_an_hour_a_sign() -> None:
    text = report(disturbed(), TODAY, last_nights(TODAY, 14), "text").decode()
    row = next(line for line in text.splitlines() if line.startswith("Sun 22 Nov"))
    clock = row[12:60]
    assert clock[:22].strip() == ""
    assert clock[22:38] == "█" * 16
    assert clock[40] == "C"
    assert row.endswith("J")


def test_the_text_leaves_gaps_and_says_so() -> None:
    log = Log(format="coach-log", version=1, entries=(Entry(date=TODAY, night=NIGHT),))
    text = report(log, TODAY, last_nights(TODAY, 14), "text").decode()
    assert sum("not answered" in line and "Nov" in line for line in text.splitlines()) == 13


@pytest.mark.parametrize("nights", [6, 57])
def test_other_numbers_of_nights_are_refused(nights: int) -> None:
    with pytest.raises(ValueError, match=f"a page of {nights} nights cannot be made"):
        last_nights(TODAY, nights)


def test_questions_start_with_the_rules_that_speak_and_are_never_many() -> None:
    everything = [f"R{number:02}" for number in range(1, 19)]
    assert len(questions(everything)) == 6
    assert questions(["R07"])[0].startswith("Could my iron")
    assert len(questions([])) == 4
    assert questions(["R05", "R17"]) == questions([])


def test_the_template_library_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, coach.exchange.report; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-B", "-c", code], check=False).returncode == 0


def test_the_same_diary_gives_the_same_bytes() -> None:
    assert report(disturbed(), TODAY) == report(disturbed(), TODAY)


def test_the_template_is_beside_the_code() -> None:
    folder = Path(__file__).parents[3] / "coach" / "exchange" / "report"
    assert (folder / "page.html.jinja").is_file()
