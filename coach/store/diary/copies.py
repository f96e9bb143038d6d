"""A diary's own file as a log: the file itself, a backup, or a copy that somebody made."""

import msgspec

from coach.core.diary.merge import ordered
from coach.core.diary.records import FORMAT, VERSION, DoctorVisit, Log, Profile, ShownTip
from coach.store.diary import tables as sheets
from coach.store.diary.storage import Tables, parsed
from coach.store.diary.tables import PROFILE_ID, Sheet
from coach.store.disk.durable import Unreadable


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

    def table(sheet: Sheet) -> dict[str, msgspec.Raw]:
        return tables.get(sheet, {})

    profile = table(Sheet.PROFILE).get(str(PROFILE_ID))
    return ordered(
        Log(
            format=FORMAT,
            version=VERSION,
            profile=None if profile is None else sheets.decoded(profile, Profile),
            entries=tuple(
                sheets.entry_of(key, raw) for key, raw in table(Sheet.ENTRIES).items()
            ),
            doctor_visits=tuple(
                sheets.decoded(raw, DoctorVisit) for raw in table(Sheet.VISITS).values()
            ),
            tips=tuple(sheets.decoded(raw, ShownTip) for raw in table(Sheet.TIPS).values()),
        )
    )
