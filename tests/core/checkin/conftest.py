"""Check-ins opened on made-up days, and a keyboard to press."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.core.checkin.opening import begin
from coach.core.checkin.press import press
from coach.core.checkin.state import State
from coach.core.diary.records import Day, Entry, Profile
from tests.evenings import COFFEE, USUAL_NIGHT

DAY = date(2026, 11, 22)
EVENING = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)

Open = Callable[..., State]
Press = Callable[[State, str], State]


def calm_day(day: date) -> Entry:
    """A day like all others."""
    return Entry(date=day, night=USUAL_NIGHT, day=Day(stress=2, caffeine=(COFFEE,)))


@pytest.fixture
def fortnight() -> tuple[Entry, ...]:
    """The fourteen days before, all alike."""
    return tuple(calm_day(DAY - timedelta(days=back)) for back in range(14, 0, -1))


@pytest.fixture
def opened() -> Open:
    """Opens the check-in of 22 November, in the evening unless said otherwise."""

    def open_it(
        entry: Entry | None = None,
        *,
        now: datetime = EVENING,
        profile: Profile | None = None,
        history: Iterable[Entry] = (),
        draft: tuple[Entry | None, Entry] | None = None,
        day: date = DAY,
        first: bool = False,
        about: str | None = None,
        standing: Iterable[str] = (),
    ) -> State:
        return begin(
            day,
            entry,
            now,
            profile or Profile(),
            history,
            draft=draft,
            first=first,
            about=about,
            standing=standing,
        )

    return open_it


@pytest.fixture
def pressed() -> Press:
    """Presses keys one after the other; words in angle brackets are named keys."""

    def press_all(state: State, keys: str) -> State:
        for key in split(keys):
            state = press(state, key)
        return state

    return press_all


def split(keys: str) -> list[str]:
    """``12<enter>`` as single keys."""
    found: list[str] = []
    rest = keys
    while rest:
        if rest.startswith("<"):
            name, _, rest = rest[1:].partition(">")
            found.append(name)
        else:
            found.append(rest[0])
            rest = rest[1:]
    return found
