"""What a saved check-in means, in a sentence or two, if it means anything."""

from collections.abc import Sequence

from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import Entry, Profile
from coach.core.patterns import Level, Standing, reassurance


def meaning(
    before: Standing,
    now: Standing,
    entry: Entry | None,
    lately: Sequence[Entry],
    profile: Profile | None,
) -> str:
    """A risen level first, else advice that still stands, else reassurance, else nothing.

    Args:
        before: Where the person stood before saving.
        now: Where they stand after it.
        entry: The day that was answered.
        lately: The entries of the last 28 days.
        profile: What was asked once.
    """
    if now.banner is not None:
        if now.shown > before.shown:
            return f"{now.banner.title}. {now.banner.summary}"
        return f"The advice to see a doctor still stands. {now.banner.summary}"
    if now.shown > before.shown and now.shown >= Level.WATCH and now.findings:
        risen = max(now.findings, key=lambda finding: finding.level)
        return f"{risen.text} {risen.advice}".strip()
    starts = entry.movement.sleep_starts if entry and entry.movement else None
    if starts in (SleepStarts.UNDISTURBING, SleepStarts.DISTURBING):
        return reassurance(lately, profile, now.date) or ""
    return ""
