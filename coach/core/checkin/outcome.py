"""What a saved check-in means, in a sentence or two, if it means anything."""

from collections.abc import Sequence

from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import Entry, Profile
from coach.core.patterns import Banner, Level, Standing, reassurance
from coach.core.patterns.stages.words import gone_words, good_news_words, stage_words


def meaning(
    before: Standing,
    now: Standing,
    entry: Entry | None,
    lately: Sequence[Entry],
    profile: Profile | None,
) -> str:
    """A risen level first, else how a banner stands, what has gone, good news, reassurance.

    Args:
        before: Where the person stood before saving.
        now: Where they stand after it.
        entry: The day that was answered.
        lately: The entries of the last 28 days.
        profile: What was asked once.
    """
    if now.banner is not None:
        return _of_banner(now, now.banner, risen=now.shown > before.shown)
    if now.shown > before.shown and now.shown >= Level.WATCH and now.findings:
        risen = max(now.findings, key=lambda finding: finding.level)
        return f"{risen.text} {risen.advice}".strip()
    better = [f"{gone.title}: {gone_words(gone)}" for gone in now.gone_today]
    if now.good_news is not None:
        better.append(good_news_words(now.good_news))
    starts = entry.movement.sleep_starts if entry and entry.movement else None
    if not better and starts in (SleepStarts.UNDISTURBING, SleepStarts.DISTURBING):
        return reassurance(lately, profile, now.date) or ""
    return " ".join(better)


def _of_banner(now: Standing, banner: Banner, *, risen: bool) -> str:
    if risen:
        return f"{banner.title}. {banner.summary}"
    if now.asks:
        return f"The advice to see a doctor still stands. {banner.summary}"
    return stage_words(banner.stages[0])
