"""The card that closes a check-in: what the day came to, what it means, yesterday's tip."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from coach.core.diary import said, sleep
from coach.core.diary.choices import Feedback, SleepStarts
from coach.core.diary.records import Entry, Profile, ShownTip
from coach.core.diary.said import Mark
from coach.core.patterns import Level, RuleStage, Stage, Standing, reassurance
from coach.core.patterns.stages.words import gone_words, good_news_words, stage_words
from coach.core.tips.rotation import last_shown
from coach.core.words.lengths_and_dates import hours_and_minutes

# A tip that was shown longer ago is not asked about any more.
ASKED_FOR_DAYS = 7
# A calm run is told when it begins to ease a banner, and at each week of it.
_TOLD_EVERY = 7
_UNLIKELY = "The night is unlikely and not confirmed; it is counted nowhere."
_FIRST_JOLT = (
    "Jolts as you drop off are common and harmless; only what keeps you from sleep is counted."
)
_MOVEMENT = {
    Mark.DISTURBED: "movement disturbed your sleep",
    Mark.NOTICED: "movement that did not bother you",
    Mark.NONE: "no movement",
    Mark.NOT_OBSERVED: "movement not observed",
}
_ANSWERS = {
    Feedback.TRIED: "Noted: you did it.",
    Feedback.HELPED: "Noted: you did it, and it helped. It will come back now and then.",
    Feedback.NOT_THIS_TIME: "Noted: not this time.",
    Feedback.NOT_FOR_ME: "Hidden. On Tips, x brings it back.",
}


def day_line(entry: Entry) -> str:
    """The day in a line: ``6 h 40 asleep, no movement, 192 mg of caffeine``; may be empty."""
    parts: list[str] = []
    night = entry.night
    slept = None if sleep.is_implausible(entry) else sleep.total_sleep(entry)
    if night is not None and night.did_not_sleep:
        parts.append("no sleep")
    elif slept is not None:
        parts.append(f"{hours_and_minutes(slept)} asleep")
    mark = said.mark_of(entry)
    if mark in _MOVEMENT:
        parts.append(_MOVEMENT[mark])
    mg = said.caffeine_mg(entry)
    if mg is not None:
        parts.append(f"{mg:g} mg of caffeine" if mg else "no caffeine")
    return ", ".join(parts)


def news(
    before: Standing,
    now: Standing,
    entry: Entry | None,
    lately: Sequence[Entry],
    profile: Profile | None,
) -> tuple[str, ...]:
    """What a saved check-in means, each thing on the day on which it is new.

    A banner that asks for a doctor is not among it: it stands above.

    Args:
        before: Where the person stood before saving.
        now: Where they stand after it.
        entry: The day that was answered.
        lately: The entries of the last 28 days.
        profile: What was asked once.
    """
    told = [_UNLIKELY] if entry is not None and _is_unlikely(entry) else []
    if now.banner is not None:
        told += [stage_words(stage) for stage in now.banner.stages if _is_news(before, stage)]
    elif now.shown > before.shown and now.shown >= Level.WATCH and now.findings:
        risen = max(now.findings, key=lambda finding: finding.level)
        told.append(f"{risen.text} {risen.advice}".strip())
    gone_before = {(gone.rule, gone.gone) for gone in before.past}
    told += [
        f"{gone.title}: {gone_words(gone)}"
        for gone in now.past
        if (gone.rule, gone.gone) not in gone_before
    ]
    if now.good_news is not None and before.good_news is None:
        told.append(good_news_words(now.good_news))
    if entry is not None and not now.asks and _is_first_jolt(entry, lately):
        told.append(reassurance(lately, profile, now.date) or _FIRST_JOLT)
    return tuple(dict.fromkeys(told))


def _is_unlikely(entry: Entry) -> bool:
    return sleep.is_implausible(entry)


def _is_news(before: Standing, stage: RuleStage) -> bool:
    """Whether a banner's stage is told tonight: it has just come, or a calm week is full."""
    if stage.asks:
        return False
    earlier = next(
        (
            known
            for known in (before.banner.stages if before.banner else ())
            if known.rule == stage.rule
        ),
        None,
    )
    if earlier is None or earlier.stage is not stage.stage:
        return True
    grown = earlier.calm_days < stage.calm_days
    return stage.stage is Stage.EASING and grown and stage.calm_days % _TOLD_EVERY == 0


def _is_first_jolt(entry: Entry, lately: Iterable[Entry]) -> bool:
    return _has_jolts(entry) and not any(
        _has_jolts(earlier) for earlier in lately if earlier.date != entry.date
    )


def _has_jolts(entry: Entry) -> bool:
    starts = entry.movement.sleep_starts if entry.movement else None
    return starts in (SleepStarts.UNDISTURBING, SleepStarts.DISTURBING)


class Asked(msgspec.Struct, frozen=True):
    """The tip that is asked about, and what was said of it so far."""

    shown: ShownTip
    when: str

    @property
    def said(self) -> str:
        """What was noted; empty before the first answer."""
        return "" if self.shown.feedback is None else _ANSWERS[self.shown.feedback]


def asked_tip(tips: Iterable[ShownTip], day: date) -> Asked | None:
    """The last tip that was shown before a day, unless that is long ago.

    Args:
        tips: All that were shown, in any order.
        day: The coach's day.
    """
    last = last_shown([shown for shown in tips if not shown.removed], day)
    if last is None or (day - last.shown_on).days > ASKED_FOR_DAYS:
        return None
    ago = (day - last.shown_on).days
    return Asked(last, "Yesterday's tip" if ago == 1 else f"The tip of {last.shown_on:%A}")
