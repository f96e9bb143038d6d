"""What a saved check-in means, in a sentence or two, if it means anything."""

from datetime import date, timedelta

from coach.core.patterns import Level, Standing, reassurance
from coach.core.records import SleepStarts
from coach.ui.host import Host

_LOOK_BACK = timedelta(days=28)


def meaning(host: Host, before: Standing, day: date) -> str:
    """A risen level first, else advice that still stands, else reassurance, else nothing.

    Args:
        host: The program, the answers saved.
        before: Where the person stood before saving.
        day: The day that was answered.
    """
    now = host.standing()
    if now.banner is not None:
        if now.shown > before.shown:
            return f"{now.banner.title}. {now.banner.summary}"
        return f"The advice to see a doctor still stands. {now.banner.summary}"
    if now.shown > before.shown and now.shown >= Level.WATCH:
        risen = max(now.findings, key=lambda found: found.level, default=None)
        if risen is not None:
            return f"{risen.text} {risen.advice}".strip()
    entry = host.diary.entry(day)
    starts = entry.movement.sleep_starts if entry and entry.movement else None
    if starts in (SleepStarts.UNDISTURBING, SleepStarts.DISTURBING):
        today = host.today
        lately = host.diary.entries(today - _LOOK_BACK, today)
        return reassurance(lately, host.profile, today) or ""
    return ""
