"""What a merge of two logs did, in plain lines."""

from datetime import date, timedelta

from coach.core.diary.listed import running_goals
from coach.core.diary.merge import Dates, Merged
from coach.core.words.lengths_and_dates import counted, listed

NOTHING_CHANGED = "Nothing was changed."


def summary(merged: Merged) -> str:
    """What the merge did, in plain lines."""
    return "\n".join(lines(merged))


def lines(merged: Merged, *, dry_run: bool = False) -> list[str]:
    """The lines of what the merge did, or would do."""
    counts = (
        f"{counted(len(merged.new), 'day')} new, "
        f"{len(merged.filled) + len(merged.replaced)} changed, {len(merged.same)} the same"
    )
    if merged.kept:
        counts += f", {len(merged.kept)} kept as they are (yours are later)"
    sentences = [f"{'Would be: ' if dry_run else ''}{counts}."]
    told = (
        ("Added to", merged.filled),
        ("Replaced by later answers", merged.replaced),
        ("A device's numbers replaced", merged.devices),
        (
            "May hold something that was taken out before the coach kept note of that",
            merged.came_back,
        ),
    )
    sentences += [f"{words}: {_named(days)}." for words, days in told if days]
    others = [
        *(["the profile"] if merged.profile_replaced else []),
        *([counted(merged.new_visits, "doctor visit")] if merged.new_visits else []),
        *([counted(merged.new_tips, "shown tip")] if merged.new_tips else []),
        *(
            [counted(merged.new_goals, "goal or experiment", "goals or experiments")]
            if merged.new_goals
            else []
        ),
    ]
    running = running_goals(merged.log.goals)
    if len(running) > 1:
        sentences.append(f"Of two goals that run, the one from {running[-1].from_} stands.")
    if others:
        sentences.append(f"Also brought in: {listed(others)}.")
    return sentences


def _named(days: Dates) -> str:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return ", ".join(
        f"{first} to {last}" if first != last else f"{first}" for first, last in runs
    )
