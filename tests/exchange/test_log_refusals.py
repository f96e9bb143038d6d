"""A log is read strictly: what is wrong is named by file, place and value."""

import json
from pathlib import Path

import pytest

from coach.exchange.log import LogError, decode
from tests.benchmarks.fuzz_log import fault, spoilt

HEAD = '{"format":"coach-log","version":1'
PLACE = "log.json: entries[1] (2026-11-22)"


def refusal(data: bytes | str) -> str:
    with pytest.raises(LogError) as caught:
        decode(data.encode() if isinstance(data, str) else data, "log.json")
    return str(caught.value)


def entry(inside: str) -> str:
    return HEAD + f',"entries":[{{"date":"2026-11-21"}},{{"date":"2026-11-22",{inside}}}]}}'


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ('"day":{"stress":9}', ", day.stress is 9; it must be a whole number from 1 to 5"),
        ('"day":{"stress":3.0}', ", day.stress is 3.0; it must be a whole number from 1 to 5"),
        (
            '"day":{"stress":true}',
            ", day.stress is true; it must be a whole number from 1 to 5",
        ),
        (
            '"day":{"dozed_driving":1}',
            ", day.dozed_driving is 1; it must be true or false",
        ),
        (
            '"day":{"caffeine":[{"at":"08:10","mg":3001}]}',
            ", day.caffeine[0].mg is 3001; it must be a number from 0 to 3000",
        ),
        (
            '"day":{"caffeine":[{"at":"8:10","mg":95}]}',
            ', day.caffeine[0].at is "8:10"; it must be a local time such as 23:10',
        ),
        (
            '"day":{"caffeine":[{"at":"08:10\\n","mg":95}]}',
            ', day.caffeine[0].at is "08:10⏎ "; it must be a local time such as 23:10',
        ),
        ('"day":{"caffeine":[{"at":"08:10"}]}', ', day.caffeine[0] lacks "mg"'),
        ('"day":{"caffeine":{}}', ", day.caffeine is an empty object; it must be a list"),
        (
            '"day":{"stres":1}',
            ', day holds the unknown field "stres"; did you mean "stress"?',
        ),
        ('"q\\u001b":1', ' holds the unknown field "q�"'),
        (
            '"movement":{"leg_urge":"sometimes"}',
            ', movement.leg_urge is "sometimes"; it must be one of "none", "urge" or'
            ' "delayed_sleep"',
        ),
        ('"night":[]', ", night is an empty list; it must be an object"),
        ('"cleared":false', ", cleared is false; it must be true"),
        (
            '"tz":"../etc"',
            ', tz is "../etc"; it must be a time zone\'s name such as Europe/London',
        ),
        (
            '"recorded_at":"2026-11-22T10:00:00"',
            ', recorded_at is "2026-11-22T10:00:00"; it must be a moment with its offset, such'
            " as 2026-11-22T21:38:12+01:00",
        ),
        (
            '"notes":"' + "x" * 100_001 + '"',
            ', notes is "' + "x" * 59 + '…"; it must be text of 0 to 100000 characters',
        ),
    ],
)  # fmt: skip
def test_a_value_out_of_its_limits_is_named_with_its_place(inside: str, sentence: str) -> None:
    assert refusal(entry(inside)) == PLACE + sentence


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ('"notes":"a","notes":"b"', ' holds "notes" twice'),
        ('"day":{"stress":2,"stress":2}', ', day holds "stress" twice'),
        ('"night":{},"day":{"caffeine":[{"at":"08:10","at":"08:10","mg":1}]}',
         ', day.caffeine[0] holds "at" twice'),
        ('"day":{"stress":null}',
         ", day.stress is null; leave the field out where nothing was answered"),
        ('"night":null', ", night is null; leave the field out where nothing was answered"),
        ('"day":{"context":[null]}',
         ", day.context[0] is null; leave the field out where nothing was answered"),
        ('"day":{"nap_min":NaN}', ", day.nap_min is NaN; no field takes such a number"),
        ('"day":{"nap_min":-Infinity}',
         ", day.nap_min is -Infinity; no field takes such a number"),
        ('"day":{"caffeine":[{"at":"08:10","mg":1e999}]}',
         ", day.caffeine[0].mg is 1e999; no field takes such a number"),
        ('"notes":"\\ud800"', ', notes holds half of a character: "�"'),
        ('"\\udc00":1', ' holds a name with half of a character: "�"'),
    ],
)  # fmt: skip
def test_what_a_lax_reader_lets_pass_is_refused(inside: str, sentence: str) -> None:
    assert refusal(entry(inside)) == PLACE + sentence


def test_an_equal_key_at_the_top_is_refused() -> None:
    assert refusal(HEAD + ',"version":1}') == 'log.json: the log holds "version" twice'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", " is empty"),
        (b" \n\t", " is empty"),
        (b"\xef\xbb\xbf{}", " begins with a byte order mark; a log is plain UTF-8 without one"),
        ('{"format":1}'.encode("utf-16"),
         " begins with a byte order mark; a log is plain UTF-8 without one"),
        (b'{"format":\n"\xff"}', " is not UTF-8: byte 0xff in line 2 fits no letter"),
        (b"[]", " is not a coach log: it holds an empty list, not an object"),
        (b"null", " is not a coach log: it holds null, not an object"),
        (b"{}", ' is not a coach log: it has no "format": "coach-log"'),
        (b'{"format":"other"}', ' is not a coach log: format is "other", not "coach-log"'),
        (b'{"format":"coach-log"}', ': the log lacks "version"'),
        (b'{"format":"coach-log","version":2,"moods":[]}',
         " was written by a newer coach: version is 2, and this one reads version 1"),
        (b'{"format":"coach-log","version":"1"}', ': version is "1"; it must be 1'),
        (b"Date,Mood\n1,2", ', line 1, column 1: "Date,Mood" is not JSON there'),
        (b'{"format":"coach-log",\n"version":01}',
         ', line 2, column 12: "1}" is not JSON there'),
        (b'{"format":"coach-log","version":1} x', ', line 1, column 36: "x" is not JSON there'),
        (b'{"format":"coach-log","ver',
         " breaks off: the JSON begun in it does not end (line 1)"),
        (b'{"format":"coach-log",\n"version":1',
         " breaks off: the JSON begun in it does not end (line 2)"),
        (b'{"format":"coach-log","version":1,"x":' + b"[" * 200_000,
         " is nested 200001 levels deep; a log is nested at most 6"),
        ((HEAD + ',"version":' + "[" * 100_000 + "]" * 100_000 + "}").encode(),
         " is nested 100001 levels deep; a log is nested at most 6"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_log_is_refused_in_plain_words(data: bytes, sentence: str) -> None:
    assert refusal(data) == "log.json" + sentence


def test_a_raw_control_character_in_a_text_is_refused() -> None:
    assert "is not JSON there" in refusal(entry('"notes":"a\x00b"'))


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        (',"entries":[{"date":"2026-11-22"},{"date":"2026-11-22"}]',
         "log.json: the date 2026-11-22 stands twice in entries"),
        (',"entries":[{"date":"1800-11-22"}]',
         "log.json: in entries[0] (1800-11-22), the date 1800-11-22 is outside 1900 to 2199"),
        (',"entries":[{"date":"2026-11-22","cleared":true,"notes":""}]',
         "log.json: in entries[0] (2026-11-22), the cleared day 2026-11-22 holds answers"),
        (',"entries":[{"date":"2026-02-30"}]',
         'log.json: entries[0] (2026-02-30), date is "2026-02-30"; it must be a date such as'
         " 2026-11-22"),
        (',"entries":[{"date":"2026-11-22","recorded_at":"0001-01-01T00:00:00+14:00"}]',
         "log.json: in entries[0] (2026-11-22), the date 0001-01-01 00:00:00+14:00 is outside"
         " 1900 to 2199"),
        (',"entries":[{}]', 'log.json: entries[0] lacks "date"'),
        (',"doctor_visits":[{"date":"2026-11-24","note":4}]',
         "log.json: doctor_visits[0] (2026-11-24), note is 4; it must be text of 0 to 100000"
         " characters"),
        (',"tips":[{"tip":"A b","shown_on":"2026-11-24"}]',
         "log.json: tips[0] (2026-11-24), tip is \"A b\"; it must be a tip's name such as"
         " caffeine-last-cup"),
        (',"profile":{"age":"41"}',
         'log.json: profile.age is "41"; it must be a whole number from 1 to 120'),
    ],
)  # fmt: skip
def test_whole_records_are_held_to_their_rules(rest: str, sentence: str) -> None:
    assert refusal(HEAD + rest + "}") == sentence


def test_the_file_and_its_text_cannot_steer_a_terminal() -> None:
    with pytest.raises(LogError) as caught:
        decode(entry('"day":{"stress":"\u202e\ufeff\u009b2J"}').encode(), "a\x1b[2J\n.json")
    assert str(caught.value).isprintable()


def test_a_time_zone_unknown_here_is_kept() -> None:
    log = decode(entry('"tz":"Mars/Olympus_Mons"').encode(), "log.json")
    assert log.entries[1].tz == "Mars/Olympus_Mons"


def test_the_words_null_and_the_same_key_elsewhere_are_no_fault() -> None:
    log = decode(entry('"notes":"null","night":{},"day":{}').encode(), "log.json")
    assert log.entries[1].notes == "null"


def test_a_spoilt_log_is_read_or_refused_and_nothing_else() -> None:
    outcomes = [fault(data) for data in spoilt(400, seed=7)]
    assert outcomes == [None] * 400


def test_spoilt_logs_come_in_both_kinds() -> None:
    def reads(data: bytes) -> bool:
        try:
            decode(data, "spoilt.json")
        except LogError:
            return False
        return True

    assert {reads(data) for data in spoilt(100, seed=7)} == {True, False}


EXAMPLES = Path(__file__).parents[3] / "shared" / "examples-2"


@pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the example diaries are not beside the checkout"
)
def test_every_example_diary_reads() -> None:
    names = [path for path in EXAMPLES.glob("*.json") if "." not in path.stem]
    assert names
    for path in names:
        data = path.read_bytes()
        log = decode(data, path.name)
        assert len(log.entries) == len(json.loads(data)["entries"])
