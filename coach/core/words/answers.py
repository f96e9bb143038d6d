"""The person's own questions, with what a day answers to them."""

from coach.core.diary.records import Entry, Profile


def own_answers(entry: Entry, profile: Profile | None) -> tuple[tuple[str, bool], ...]:
    """A day's answers to the person's own questions, each with the question's words.

    They stand in the profile's order; an answer to a question that the profile lacks comes
    after them, under the question's name.
    """
    answers = (entry.day.own if entry.day else None) or {}
    words = {
        question.id: question.words for question in (profile and profile.own_questions) or ()
    }
    order = [name for name in words if name in answers]
    order += sorted(name for name in answers if name not in words)
    return tuple((words.get(name, name), answers[name]) for name in order)
