"""A diary's own file as a log: the file itself, a backup, or a copy that somebody made."""

from coach.core.diary.merge import ordered
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    DoctorVisit,
    Experiment,
    Goal,
    Log,
    Profile,
    ShownTip,
)
from coach.store.diary import tables as sheets
from coach.store.diary.storage import Tables, parsed
from coach.store.diary.tables import R, Sheet
from coach.store.disk.trouble import Unreadable


def log_of(data: bytes) -> Log:
    """Everything that a diary's file holds, as a log.

    Args:
        data: The file's bytes.

    Raises:
        ValueError: If they are not a diary that this program can read, in words that follow
            the file's name; nothing of a torn or damaged file is taken.
    """
    try:
        return _log_in(parsed(data))
    except Unreadable as wrong:
        raise ValueError(f"is not a whole diary of the coach: {wrong}") from None


def _log_in(tables: Tables) -> Log:
    def records(sheet: Sheet, kind: type[R]) -> tuple[R, ...]:
        return tuple(sheets.decoded(raw, kind) for raw in tables.get(sheet, {}).values())

    entries = tables.get(Sheet.ENTRIES, {})
    profiles = records(Sheet.PROFILE, Profile)
    return ordered(
        Log(
            format=FORMAT,
            version=VERSION,
            profile=profiles[0] if profiles else None,
            entries=tuple(sheets.entry_of(key, raw) for key, raw in entries.items()),
            doctor_visits=records(Sheet.VISITS, DoctorVisit),
            tips=records(Sheet.TIPS, ShownTip),
            goals=records(Sheet.GOALS, Goal),
            experiments=records(Sheet.EXPERIMENTS, Experiment),
        )
    )
