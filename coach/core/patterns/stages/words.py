"""How far a banner has come, in the second person and without alarm."""

from coach.core.patterns.levels import GoneBy, Level, Stage
from coach.core.patterns.standing import Gone, GoodNews, RuleStage
from coach.core.words.lengths_and_dates import counted, day_words

NOTHING = "Nothing in your answers calls for attention."
# What stands above the rules of a level.
LEVELS = {
    Level.NOW: "Now: talk to a doctor today or tomorrow",
    Level.SOON: "Soon: talk to a doctor in the next week or two",
    Level.WATCH: "To watch: keep answering, and see whether it passes",
    Level.INFO: "Good to know",
}
# The same while nothing asks for a doctor.
SEEN_OR_EASING = {
    Level.NOW: "Now: it stands until it has stayed calm",
    Level.SOON: "Soon: it stands until it has stayed calm",
}
# With so many of 14 days not answered nothing can go.
_MANY_MISSING_OF_14 = 8


def stage_words(stage: RuleStage) -> str:
    """What stands beside a rule's count: since when, and how far it is from going."""
    if stage.stage is Stage.EASING:
        return f"{_calm(stage)} {_ahead(stage)}"
    if stage.stage is Stage.SEEN:
        return f"{_visit(stage)} {_after_visit(stage)}"
    return " ".join(filter(None, (_since(stage), _missing(stage))))


def line_words(stage: RuleStage) -> str:
    """The same in a few words, for a banner of one line."""
    if stage.stage is Stage.EASING:
        calm = f"easing: {counted(stage.calm_days, f'calm {stage.unit}')}"
        if stage.answers_to_go is None:
            return calm
        lets = "lets" if stage.answers_to_go == 1 else "let"
        return f"{calm}, {stage.answers_to_go} more {lets} it go"
    if stage.seen_on is not None:
        seen = f"doctor seen on {day_words(stage.seen_on)}"
        return f"{seen}, still there" if stage.still_there else seen
    lets = "a doctor's visit lets" if stage.needs_visit else "calmer weeks let"
    return f"since {day_words(stage.began)}; {lets} it go"


def gone_words(gone: Gone) -> str:
    """Why a banner went, and when."""
    since = f"Gone since {day_words(gone.gone)}"
    if gone.by is GoneBy.VISIT and gone.seen_on is not None:
        return f"{since}, after your visit of {day_words(gone.seen_on)}."
    return f"{since}, by your own answers."


def good_news_words(news: GoodNews) -> str:
    """Two counts beside each other; never a cause."""
    return (
        f"{news.now.flagged} of your last {news.now.answered} answered nights were disturbed, "
        f"{news.before.flagged} of the {news.before.answered} before."
    )


def _calm(stage: RuleStage) -> str:
    before = stage.before
    return (
        f"{counted(stage.calm_days, f'calm {stage.unit}')} in a row; before, {before.flagged} "
        f"of {before.answered} {stage.happened}."
    )


def _ahead(stage: RuleStage) -> str:
    if stage.eases_on is None or stage.answers_to_go is None:
        return "Until it goes it stands, and you need not wait to see a doctor."
    answers = counted(stage.answers_to_go, "more calm answer")
    let = "lets" if stage.answers_to_go == 1 else "let"
    return (
        f"{answers} {let} it go, on {day_words(stage.eases_on)} at the earliest; until then it "
        "stands, and you need not wait to see a doctor."
    )


def _visit(stage: RuleStage) -> str:
    day = "" if stage.seen_on is None else f" on {day_words(stage.seen_on)}"
    return f"You noted a doctor's visit{day}."


def _after_visit(stage: RuleStage) -> str:
    if stage.still_there:
        return "Still there four weeks after your visit; tell them so."
    return "This goes when two weeks after it have stayed calmer."


def _since(stage: RuleStage) -> str:
    since = f"Here since {day_words(stage.began)};"
    if stage.needs_visit:
        return f"{since} a doctor's visit, then two calmer weeks, let it go."
    return f"{since} calmer weeks let it go, by your own answers or after a doctor's visit."


def _missing(stage: RuleStage) -> str:
    if stage.missing < _MANY_MISSING_OF_14:
        return ""
    return f"{stage.missing} of the last 14 days have no answer to it; silence lets nothing go."
