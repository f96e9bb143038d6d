"""Whether the first page offers the week."""

from datetime import timedelta

from coach.core.history.week_offered import is_due, nights_answered
from coach.ui.frame.host import Host


def week_is_due(host: Host) -> bool:
    """Whether the week is to be offered: once a week, until it was looked at."""
    today = host.today
    lately = host.diary.entries(today - timedelta(days=7), today)
    return is_due(
        host.settings.week_seen, host.diary.first_day(), nights_answered(lately, today), today
    )
