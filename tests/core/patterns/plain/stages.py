"""The stages of a banner, what went, and good news: what ``coach status`` says of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from coach.core.diary.records import DoctorVisit, Entry, Profile
from tests.core.patterns.plain.easing import (
    COUNTED,
    Held,
    counted,
    first_visit,
    needs_no_visit,
)
from tests.core.patterns.plain.facts import Facts
from tests.core.patterns.plain.fold import Engine, step
from tests.core.patterns.plain.rules import NAMES, RULES, SOON, WATCH, level

ORDER = ("new", "known", "seen", "easing")
AHEAD = 84
# Told when at most so many of the last 28 nights are disturbed, for so many of the 28 before.
MOST_FOR = {
    **dict.fromkeys((6, 7), 0),
    8: 1,
    **dict.fromkeys((9, 10), 2),
    11: 3,
    12: 4,
    13: 5,
    **dict.fromkeys((14, 15), 6),
    16: 7,
    17: 8,
    **dict.fromkeys((18, 19), 9),
    **dict.fromkeys((20, 21), 10),
    **dict.fromkeys((22, 23), 11),
    **dict.fromkeys((24, 25), 12),
    **dict.fromkeys((26, 27), 13),
    28: 14,
}
Json = dict[str, object]


def status(
    entries: Sequence[Entry], visits: Sequence[DoctorVisit], profile: Profile | None, on: date
) -> Json:
    """Level, shown level, banner, what went and good news of a day."""
    entries = [entry for entry in entries if entry.date <= on]
    visits = [visit for visit in visits if visit.date <= on and not visit.removed]
    engine = Engine(entries, visits, profile, on)
    return status_of(engine, entries, on)


def status_of(engine: Engine, entries: Sequence[Entry], on: date) -> Json:
    """The same of an engine that was run to that day, or beyond it."""
    day = on.toordinal()
    row = engine.row(day)
    held = {r: h for r, h in engine.held.get(day, {}).items() if h.shown >= SOON}
    banner: Json | None = None
    if held:
        calm: list[Engine] = []
        rules = [_of_rule(engine, entries, rule, held[rule], day, calm) for rule in held]
        highest = max(h.shown for h in held.values())
        stages = [str(r["stage"]) for r in rules if r["shown"] == NAMES[highest]]
        banner = {"stage": min(stages, key=ORDER.index), "rules": rules}
    last = {
        going.rule: going
        for going in engine.goings
        if going.gone <= day and going.rule not in held
    }
    past = [
        {"rule": g.rule, "began": _iso(g.began), "gone": _iso(g.gone), "by": g.by}
        for g in last.values()
        if g.gone > day - 14
    ]
    news = None if banner else _good_news(engine, day)
    return {
        "date": on.isoformat(),
        "level": row.level,
        "shown": row.shown,
        "banner": banner,
        "past": sorted(past, key=lambda p: str(p["rule"])),
        "good_news": news,
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _window(rule: str) -> int:
    return 14 if rule in ("R01", "R15", "R16", "R18") else 84 if rule == "R13" else 28


def _of_rule(
    engine: Engine,
    entries: Sequence[Entry],
    rule: str,
    held: Held,
    day: int,
    calm: list[Engine],
) -> Json:
    facts = engine.facts
    visits = [visit for visit in engine.visits if visit.date.toordinal() <= day]
    seen = first_visit(facts, visits, rule, held, day)
    by_itself = needs_no_visit(facts, rule, held, day)
    eligible = level(facts, rule, day) < SOON and (by_itself or seen is not None)

    def merit(name: str) -> tuple[bool, int, int]:
        easing = eligible and _is_easing(facts, name, _window(rule), held, day)
        return easing, len(_calm(facts, name, day)), -COUNTED[rule].index(name)

    name = max(COUNTED[rule], key=merit)
    run = _calm(facts, name, day)
    after = sum(facts.fact("answered", d) is not None for d in range(held.rose + 1, day + 1))
    if merit(name)[0]:
        stage = "easing"
    elif seen is not None:
        stage = "seen"
    else:
        stage = "new" if after < 3 else "known"
    before = _before(facts, name, _window(rule), held)
    goes, by = None, None
    if stage in ("seen", "easing"):
        if not calm:
            calm.append(_calm_from(engine, entries, visits, day))
        goes, by = _going(calm[0].facts, visits, rule, held, day)
    return {
        "rule": rule,
        "shown": NAMES[held.shown],
        "began": _iso(held.began),
        "rose": _iso(held.rose),
        "stage": stage,
        "seen_on": _iso(seen),
        "calm_days": len(run),
        "calm_since": _iso(run[-1]) if run else None,
        "before": {
            "flagged": before.count(True),
            "answered": len(before) - before.count(None),
            "days": _window(rule),
        },
        "needs_visit": not by_itself and seen is None,
        "eases_on": _iso(goes),
        "answers_to_go": None if goes is None else goes - day,
        "eases_by": by,
    }


def _before(facts: Facts, name: str, window: int, held: Held) -> list[bool | None]:
    return [counted(facts, name, d) for d in range(held.rose - window + 1, held.rose + 1)]


def _calm(facts: Facts, name: str, day: int) -> list[int]:
    """The answered, unflagged days in a row up to a day, the last one first."""
    run: list[int] = []
    for d in range(day, (facts.first or day) - 1, -1):
        reading = counted(facts, name, d)
        if reading:
            break
        if reading is False:
            run.append(d)
    return run


def _is_easing(facts: Facts, name: str, window: int, held: Held, day: int) -> bool:
    if True not in _before(facts, name, window, held):
        return False
    readings = [counted(facts, name, d) for d in range(day - 20, day + 1)]
    told = [reading for reading in readings if reading is not None]
    return len(told) >= 7 and True not in told[-7:]


def _calm_from(
    engine: Engine, entries: Sequence[Entry], visits: Sequence[DoctorVisit], day: int
) -> Engine:
    """The same diary, every day from tomorrow on answered with nothing to report."""
    until = [entry for entry in entries if entry.date.toordinal() <= day]
    on = date.fromordinal(day)
    ahead = [_nothing(on + timedelta(days=n), engine) for n in range(1, AHEAD + 1)]
    calm = Engine([*until, *ahead], visits, engine.facts.profile, date(1900, 1, 1))
    calm.facts.levels = {
        key: value for key, value in engine.facts.levels.items() if key[1] <= day
    }
    return calm


def _nothing(on: date, engine: Engine) -> Entry:
    alone = engine.facts.profile.bed_partner is False
    return msgspec.convert(
        {
            "date": on.isoformat(),
            "night": {
                "tried_to_sleep_at": "23:00",
                "sleep_latency_min": 10,
                "awake_min": 0,
                "final_wake_at": "07:10",
                "woke_early_min": 0,
                "rested": 4,
            },
            "movement": {
                "sleep_starts": "none",
                "sleep_movement": "none",
                "dream_enactment": "none",
                "leg_urge": "none",
                "breathing": "unknown" if alone else "none",
                "awake": "none",
                "signs": [],
            },
            "day": {
                "stress": 1,
                "fatigue": 1,
                "caffeine": [],
                "alcohol": [],
                "sleepiness": "none",
                "dozed_driving": False,
                "sudden_weakness": "none",
                "sleep_paralysis": False,
                "morning_headache": False,
                "hard_to_cope": False,
                "new_medicine": False,
                "context": [],
            },
        },
        Entry,
    )


def _going(
    facts: Facts, visits: Sequence[DoctorVisit], rule: str, held: Held, day: int
) -> tuple[int | None, str | None]:
    for later in range(day + 1, day + AHEAD + 1):
        held, by = step(facts, visits, rule, held, later)
        if by is not None:
            return later, by
    return None, None


def _good_news(engine: Engine, day: int) -> Json | None:
    held = engine.held.get(day, {})
    if "R04" not in held or held["R04"].shown >= WATCH:
        return None
    told = engine.facts.said.get("disturbed", {})
    nights = sorted(night for night in told if night <= day)
    looks = len(nights) // 28 * 28
    if looks < 56 or len(nights) - looks > 6:
        return None
    before, now = nights[looks - 56 : looks - 28], nights[looks - 28 : looks]
    flagged_before = sum(told[night] for night in before)
    flagged_now = sum(told[night] for night in now)
    if flagged_now > MOST_FOR.get(flagged_before, -1):
        return None
    return {
        "before": {"flagged": flagged_before, "answered": 28, "from": _iso(before[0])},
        "now": {
            "flagged": flagged_now,
            "answered": 28,
            "from": _iso(now[0]),
            "to": _iso(now[-1]),
        },
    }


__all__ = ["RULES", "status", "status_of"]
