"""Sleep Cycle: ``sleepdata.csv``, in the form of before 2018 or so and in today's.

Times are local, without a zone; today's form counts the seconds in bed, which tell the nights
on which the clocks change. ``Start`` is the moment at which the alarm was set: a time of going
to bed, and the old form knows of no other. The quality is the app's own score.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, plain, rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.pieces import told_in_its_zone
from coach.exchange.importers.source import SourceFile

_HEADER = ("Start", "End", "Sleep Quality")
_MOODS = {":)": "good", ":|": "fair", ":(": "bad"}


def _claims(source: SourceFile) -> bool:
    names = [plain(name) for name in header(source.first_text)]
    return names[:3] == [plain(name) for name in _HEADER]


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    lines = source.text().lstrip().splitlines(keepends=True)
    for line, row in rows(source.name, lines, _HEADER, spelled=plain):
        try:
            counted = _in_bed_min(row)
            sleep = told_in_its_zone(_sleep(line, row), counted, here, contents)
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
        else:
            contents.sleeps.append(sleep)
            _count_left_out(row, contents)
    if any(not sleep.asleep for sleep in contents.sleeps):
        contents.remark(
            "Where Sleep Cycle counted no sleep, only the time in bed was taken, and no length "
            "of sleep is claimed."
        )
    return contents


def _sleep(line: int, row: Mapping[str, str]) -> Sleep:
    began, woke = _moment(row, "start"), _moment(row, "end")
    asleep = _minutes(row, "timeasleepseconds")
    return Sleep(
        place=f"line {line}",
        began=began,
        woke=woke,
        measured=True,
        asleep=bool(asleep),
        latency_min=_minutes(row, "timebeforesleepseconds") or 0 if asleep else 0,
        asleep_min=asleep or None,
        notes=tuple(_notes(row)),
    )


def _moment(row: Mapping[str, str], name: str) -> datetime:
    return clocks.local_wall(row.get(name, ""))


def _minutes(row: Mapping[str, str], name: str) -> int | None:
    text = row.get(name, "")
    return int(clocks.decimal(text, name) // 60) if text else None


def _in_bed_min(row: Mapping[str, str]) -> int | None:
    """Minutes in bed as the app counted them: in seconds, or ``7:17`` in the old form."""
    hours, colon, minutes = row.get("timeinbed", "").partition(":")
    if colon:
        name = "Time in bed"
        return 60 * clocks.number(hours, name) + clocks.number(minutes, name)
    return _minutes(row, "timeinbedseconds")


def _notes(row: Mapping[str, str]) -> Iterator[str]:
    """The mood on waking, and the tags and remarks, which the app joins by colons."""
    mood = row.get("mood") or row.get("wakeup") or ""
    if mood:
        yield f"Mood on waking: {_MOODS.get(mood, mood)}"
    words = (row.get("notes") or row.get("sleepnotes") or "").split(":")
    tags = ", ".join(filter(None, (" ".join(word.split()) for word in words)))
    if tags:
        yield tags


def _count_left_out(row: Mapping[str, str], contents: Contents) -> None:
    contents.left_out["score{s} of sleep"] += bool(row.get("sleepquality"))
    contents.left_out["figure{s} of a sensor's movement"] += bool(row.get("movementsperhour"))
    contents.left_out["snoring time{s}"] += row.get("didsnore", "").casefold() == "true"


IMPORTER = Importer(
    name="sleep-cycle",
    title="Sleep Cycle",
    files="sleepdata.csv",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
