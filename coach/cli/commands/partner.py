"""The bed partner's questions in plain lines."""

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from coach.core.checkin.question import Question
from coach.core.checkin.questions import partner
from coach.core.diary.records import Partner
from coach.core.words.lengths_and_dates import day_words, short_date
from coach.store.diary.diary import Diary
from coach.store.disk.machine import local_zone

Ask = Callable[[str], str]
Say = Callable[[str], None]

_HOW = "For the bed partner. Enter leaves a question unanswered; ctrl+c keeps what is answered."


def run(diary: Diary, ask: Ask, say: Say, day: date) -> None:
    """Ask the bed partner about one night, and save it beside the person's own answers.

    Args:
        diary: Where it is saved.
        ask: Shows a prompt and returns the line that was typed; EOFError and
            KeyboardInterrupt end it, and what was answered is saved.
        say: Shows a line.
        day: The date on which the night ended.

    Raises:
        StoreError: If it could not be saved.
    """
    say(f"The night {short_date(day - timedelta(days=1))} to {short_date(day)}.")
    say(_HOW)
    entry = diary.entry(day)
    told = Partner()
    try:
        for question in partner.PARTNER:
            held = partner.answered(entry, question)
            told = _asked(told, question, held, ask, say)
        note = ask("In your own words, if you like: ")[: partner.LONGEST_NOTE]
        told = replace(told, note=note) if note.strip() else told
    except (KeyboardInterrupt, EOFError):
        say("")
    if told == Partner():
        say("Nothing was answered, so nothing was saved.")
        return
    zone = local_zone()
    diary.change(
        day,
        lambda old: partner.with_sheet(old, day, told, zone),
        f"the bed partner's answers of {day_words(day)}",
    )
    say("Saved, beside the person's own answers. Thank you.")


def _asked(told: Partner, question: Question, held: str, ask: Ask, say: Say) -> Partner:
    say("")
    say(question.words)
    if held:
        say(f"Answered: {held}.")
    for key, choice in zip(question.keys, question.answers, strict=True):
        say(f"  {key}  {choice.words}")
    while True:
        typed = ask("Answer: ").strip()
        if not typed:
            return told
        answer = partner.of_key(question, typed)
        if answer is not None:
            return partner.with_answer(told, question, answer)
        say(f"{typed!r} is no answer here; try one of {', '.join(question.keys)}.")
