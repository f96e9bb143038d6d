"""The reminder, read back by a reader of RFC 5545 that is not the one which wrote it."""

import subprocess
import sys
from datetime import date

from coach.core.diary.due import Half
from coach.exchange.reminders.calendar import reminder

START = date(2026, 11, 22)


def lines(data: bytes) -> list[str]:
    """Unfolded content lines (RFC 5545, 3.1): CR LF ends a line, a space carries it on."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def components(data: bytes) -> dict[str, dict[str, str]]:
    """Properties by the path of the component they stand in."""
    parts: dict[str, dict[str, str]] = {}
    path: list[str] = []
    for line in lines(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            path.append(value)
            assert "/".join(path) not in parts
            parts["/".join(path)] = {}
        elif name == "END":
            assert path.pop() == value
        else:
            assert name not in parts["/".join(path)]
            parts["/".join(path)][name] = value
    assert not path
    return parts


def test_it_is_one_daily_event_with_one_alarm() -> None:
    parts = components(reminder("21:30", START))
    assert list(parts) == ["VCALENDAR", "VCALENDAR/VEVENT", "VCALENDAR/VEVENT/VALARM"]
    assert parts["VCALENDAR"]["VERSION"] == "2.0"
    assert parts["VCALENDAR"]["PRODID"]
    assert parts["VCALENDAR/VEVENT"]["RRULE"] == "FREQ=DAILY"


def test_the_time_is_local_and_floats() -> None:
    event = components(reminder("21:30", START))["VCALENDAR/VEVENT"]
    assert event["DTSTART"] == "20261122T213000"
    assert not [name for name in event if name.startswith("DTSTART;")]


def test_the_alarm_rings_when_the_event_begins() -> None:
    alarm = components(reminder("07:05", START))["VCALENDAR/VEVENT/VALARM"]
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"]
    assert alarm["TRIGGER"].strip("-+") in {"P0D", "PT0S", "PT0M"}


def test_the_event_can_be_known_again_and_replaced() -> None:
    first = components(reminder("21:30", START))["VCALENDAR/VEVENT"]
    later = components(reminder("22:00", START))["VCALENDAR/VEVENT"]
    assert first["UID"] == later["UID"]
    night = components(reminder("07:30", START, Half.NIGHT))["VCALENDAR/VEVENT"]
    assert night["UID"] != first["UID"], "the two stand side by side"


def test_the_same_wish_gives_the_same_bytes() -> None:
    assert reminder("21:30", START) == reminder("21:30", START)


def test_it_says_nothing_that_others_should_not_read_on_a_shared_screen() -> None:
    text = reminder("21:30", START).decode().lower()
    assert not [word for word in ("twitch", "doctor", "medical", "symptom") if word in text]


def test_the_calendar_library_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, coach.exchange.reminders.calendar; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-B", "-c", code], check=False).returncode == 0
