"""Plees Tracker: a stopwatch, started when lying down and stopped on waking.

``sid,start,stop,rating`` and, in newer files, ``comment,wakes``; moments in milliseconds,
without a time zone. Nobody was asked how long falling asleep took: the times are those of
the two taps, so they count as a device's.
"""

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.source import SourceFile

_HEADER = ("sid", "start", "stop", "rating")


def _claims(source: SourceFile) -> bool:
    return header(source.first_text)[:4] == _HEADER


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    lines = source.text().lstrip().splitlines(keepends=True)
    for line, row in rows(source.name, lines, ("start", "stop")):
        try:
            contents.sleeps.append(_sleep(line, row, here))
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
    if contents.sleeps:
        contents.remark(
            "The file names no time zone; its moments were told in "
            f"{here.zone or 'UTC, as none is set on this computer'}."
        )
    return contents


def _sleep(line: int, row: dict[str, str], here: Here) -> Sleep:
    begin, end = (
        clocks.wall(clocks.of_milliseconds(clocks.number(row.get(name, ""), name)), here.zone)
        for name in ("start", "stop")
    )
    rating = clocks.number(row.get("rating") or "0", "rating")
    wakes = row.get("wakes")
    return Sleep(
        place=f"line {line}",
        began=begin,
        woke=end,
        zone=here.zone,
        measured=True,
        # 0 is what the app writes where nothing was counted.
        awakenings=(clocks.number(wakes, "wakes") or None) if wakes else None,
        quality=min(5, rating) if rating > 0 else None,
        notes=tuple(
            filter(None, (line.strip() for line in row.get("comment", "").split("\n")))
        ),
    )


IMPORTER = Importer(
    name="plees",
    title="Plees Tracker",
    files="its CSV",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
