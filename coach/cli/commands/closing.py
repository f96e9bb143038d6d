"""What closes a check-in in plain lines: the day, what is new by it, and the tips."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from coach.core.patterns import Standing
from coach.core.tonight.closing import asked_tip, day_line, news
from coach.core.words.aloud import title_aloud
from coach.core.words.text import visible
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import StoreError
from coach.store.tips.tipbook import load
from coach.store.tips.tonights_tip import tonights_tip

_LATELY = timedelta(days=28)
_ANSWERS = "coach tip --did, --helped, --not-this-time or --not-for-me says what came of it."


def close(
    diary: Diary, day: date, before: Standing, now: Standing, *, at: datetime
) -> Iterator[str]:
    """The lines that follow a saved check-in, in the order of the card on the screen.

    Args:
        diary: The diary, with the check-in in it.
        day: The day that was answered.
        before: Where the person stood before it was saved.
        now: Where they stand after it.
        at: Local time.
    """
    entry = diary.entry(day)
    line = "" if entry is None else day_line(entry)
    yield f"Saved. {line}." if line else "Saved."
    if now.banner is not None and now.asks:
        yield f"{title_aloud(now.banner.title)} {now.banner.summary}"
    lately = diary.entries(now.date - _LATELY, now.date)
    yield from news(before, now, entry, lately, diary.profile())
    if day == now.date:
        yield from _tips(diary, now, at)


def _tips(diary: Diary, now: Standing, at: datetime) -> Iterator[str]:
    book = load()
    asked = asked_tip(diary.tips(), now.date)
    tip = book.tip(asked.shown.tip) if asked else None
    if asked is not None and tip is not None:
        yield f"{asked.when}: {tip.do}"
        yield _ANSWERS
    yield from trial_lines(diary, now)
    tonight = tonights_tip(diary, now.date, at=at, book=book, now=now)
    if tonight.choice is None:
        return
    yield f"{tonight.choice.heading}: {tonight.choice.tip.do}"
    try:
        tonight.remember()
    except StoreError as error:
        yield visible(str(error))


def trial_lines(diary: Diary, standing: Standing) -> Iterator[str]:
    """What tonight is of the experiment that runs, or that one is over; else nothing.

    Args:
        diary: The diary.
        standing: Where the person stands today.
    """
    if not diary.experiments():
        return
    from coach.core.tips.experiments.trials import running
    from coach.core.tips.experiments.words import evening_sentence, news_words
    from coach.store.tips.trials import trials_of
    from coach.store.tips.trying import note_banner

    try:
        note_banner(diary, standing)
    except StoreError as error:
        yield visible(str(error))
    told = trials_of(diary, standing)
    trial = running(told)
    if trial is None:
        news = news_words(told, standing.date)
        if news:
            yield f"Experiment: {news} (coach experiment)."
        return
    tip = load().tip(trial.experiment.tip)
    yield f"Experiment. {evening_sentence(trial, tip, standing.date)}"
