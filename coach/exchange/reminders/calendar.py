"""A calendar file with a daily alarm: the reminder that needs no program to be running."""

from datetime import UTC, date, datetime, time, timedelta

from coach import __version__
from coach.core.diary.due import Half

# By half of the check-in: what the calendar knows the event by, and its name there. The same
# event again lets a calendar replace the earlier one; the two halves stand beside each other.
_EVENTS = {
    Half.EVENING: ("daily-check-in@sleep-coach", "Sleep check-in"),
    Half.NIGHT: ("daily-night@sleep-coach", "Last night, while it is fresh"),
}


def reminder(at: str, start: date, half: Half = Half.EVENING) -> bytes:
    """An iCalendar file (RFC 5545) with one event a day and an alarm at its start.

    The time is local and floating: 21:30 stays 21:30 wherever the calendar is, and when the
    clocks change.

    Args:
        at: The time of the alarm, ``HH:MM``.
        start: The first day.
        half: Which half of the check-in it is for.
    """
    # A tenth of a second to import, for one command.
    from icalendar import Alarm, Calendar, Event, vRecur

    uid, name = _EVENTS[half]
    begin = datetime.combine(start, time.fromisoformat(at))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", timedelta(0))

    event = Event()
    event.add("uid", uid)
    # When the event was made; the day it starts keeps the file the same for the same wish.
    event.add("dtstamp", datetime.combine(start, time(), tzinfo=UTC))
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=5))
    event.add("rrule", vRecur({"FREQ": ["DAILY"]}))
    event.add("summary", name)
    event.add("description", "Under a minute: open a terminal and type coach")
    event.add("transp", "TRANSPARENT")
    event.add_component(alarm)

    calendar = Calendar()
    calendar.add("prodid", f"-//sleep-coach//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
