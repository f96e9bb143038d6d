"""One door out: the diary in any of its formats."""

from datetime import date, datetime

from msgspec.structs import replace

from coach.core.diary.records import Log


def exported(
    log: Log, form: str, now: datetime, first: date | None = None, last: date | None = None
) -> bytes:
    """The log as bytes to write.

    Args:
        log: The whole diary.
        form: ``json`` for the log itself, and ``age``, whose sealing is another step; ``csv``
            or ``sleepdiary``.
        now: Local time with its offset.
        first: Leave out entries before this day; the profile always goes along.
        last: Leave out entries after this day.
    """
    chosen = between(log, first, last)
    if form == "csv":
        from coach.exchange.csv import encode as encode_csv

        return encode_csv(chosen)
    if form == "sleepdiary":
        from coach.exchange.sleepdiary import encode as encode_sleepdiary

        return encode_sleepdiary(chosen)
    from coach.exchange.log import encode

    return encode(chosen, now.replace(microsecond=0))


def between(log: Log, first: date | None, last: date | None) -> Log:
    """The log with only the days from first to last, both included."""
    low, high = first or date.min, last or date.max
    return replace(
        log,
        entries=tuple(entry for entry in log.entries if low <= entry.date <= high),
        doctor_visits=tuple(visit for visit in log.doctor_visits if low <= visit.date <= high),
        tips=tuple(tip for tip in log.tips if low <= tip.shown_on <= high),
    )
