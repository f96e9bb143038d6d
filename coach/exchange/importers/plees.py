"""Plees Tracker: a stopwatch, started when lying down and stopped on waking.

``sid,start,stop,rating`` and, in newer files, ``comment,wakes``; moments in milliseconds,
without a time zone. Nobody was asked how long falling asleep took: the times are those of
the two taps, so they count as a device's.
"""

import csv

from coach.exchange.importers import clocks
from coach.exchange.importers.found import Found, Here, Importer, Sleep
from coach.exchange.importers.source import Source
from coach.exchange.log import LogError

_HEADER = "sid,start,stop,rating"


def _claims(source: Source) -> bool:
    return source.first_text.startswith(_HEADER)


def _read(source: Source, here: Here) -> Found:
    found = Found()
    rows = csv.DictReader(source.text().lstrip().splitlines(keepends=True))
    if not {"start", "stop"} <= set(rows.fieldnames or ()):
        raise LogError(f"{source.name} lacks the columns start and stop of Plees Tracker")
    try:
        for row in rows:
            plain = {name: value or "" for name, value in row.items() if name is not None}
            try:
                found.sleeps.append(_sleep(rows.line_num, plain, here))
            except ValueError as error:
                found.refuse(f"line {rows.line_num}", str(error))
    except csv.Error as error:
        raise LogError(f"{source.name}, line {rows.line_num}: {error}") from None
    if found.sleeps:
        found.remark(
            "The file names no time zone; its moments were told in "
            f"{here.zone or 'UTC, as none is set on this computer'}."
        )
    return found


def _sleep(line: int, row: dict[str, str], here: Here) -> Sleep:
    begin, end = (
        clocks.wall(clocks.of_milliseconds(clocks.number(row[name], name)), here.zone)
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
    name="plees", title="Plees Tracker", files="its CSV", claims=_claims, read=_read
)
