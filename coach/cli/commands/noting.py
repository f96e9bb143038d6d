"""Commands that note something the moment it happens: a medicine taken, a movement by day."""

from dataclasses import dataclass
from datetime import date, timedelta

import click

from coach.cli.commands.recording import when_it_was
from coach.cli.context import (
    BadInput,
    Coach,
    data_dir_option,
    free_text,
    keep_typed,
    opened,
    plain_errors,
    say,
    somebody_is_there,
    typed_for,
    typed_line,
)
from coach.core.words.lengths_and_dates import long_date, short_date
from coach.core.words.text import visible

_LONGEST, _LONGEST_S = 80, 3600
_JOLT = "jolt"
_KINDS = ("jerk", "flicker", "other", _JOLT)


@click.command(epilog="Example: coach medicine iron --dose '50 mg' --at 08:00")
@click.argument("name")
@click.option("--dose", metavar="TEXT", help="How much, if you want to say so.")
@click.option("--at", "clock", metavar="HH:MM", help="When, if not now; the last such time.")
@click.option("--on", "on", metavar="DATE", help="Of which day, if not the last such time's.")
@data_dir_option
@click.pass_context
def medicine(
    context: click.Context, name: str, dose: str | None, clock: str | None, on: str | None
) -> None:
    """Log a medicine that was taken.

    It is noted and shown to you and your doctor, and never advised on. A single hyphen reads
    NAME from stdin.
    """
    from coach.core.diary import medicines, noting
    from coach.core.diary.records import MedicineTaken
    from coach.core.history.logged import medicine_words
    from coach.store.disk.machine import local_zone

    state = opened(context)
    with plain_errors():
        label, amount = _label(name, "NAME"), None if dose is None else _label(dose, "--dose")
        had, zone = when_it_was(state, clock, on), local_zone()
        taken = MedicineTaken(name=label, dose=amount, at=had.at)
        words = medicine_words(taken)
        try:
            state.diary.change(
                had.day,
                lambda entry: noting.with_medicine(entry, had.day, taken, zone),
                words,
            )
        except ValueError as error:
            raise BadInput(str(error)) from None
        say(f"Noted for {long_date(had.day)}: {words}.")
        around = state.diary.entries(had.day - medicines.LOOK_BACK, had.day)
        new = medicines.may_be_new({entry.date: entry for entry in around}, had.day)
        if any(medicines.known_by(mark.name) == medicines.known_by(label) for mark in new):
            _ask_new(state, had.day)


def _ask_new(state: Coach, day: date) -> None:
    """What rule R15 reads is asked, for only the person knows; nobody there, and it is told."""
    from coach.core.diary import noting
    from coach.store.disk.machine import local_zone

    answer = _asked(
        "New in your diary. Did you start it, or change its dose, that day? y or n: "
    )
    if answer not in ("y", "n"):
        click.echo(
            "It is new in your diary, or its dose is. If you started or changed it that day,"
            " say so in the check-in, under New medicine."
        )
        return
    zone = local_zone()
    state.diary.change(
        day,
        lambda entry: noting.with_new_medicine(entry, day, is_new=answer == "y", tz=zone),
        "whether a medicine is new",
    )
    click.echo("Noted.")


@click.command(epilog="Example: coach event jerk --seconds 5 --place 'left arm' --filmed")
@click.argument("kind", type=click.Choice(_KINDS))
@click.option(
    "--at",
    "clock",
    metavar="HH:MM",
    help="When, if not now; the last such time.",
    expose_value=False,
    callback=keep_typed,
)
@click.option("--seconds", metavar="N", help="How long it lasted.")
@click.option("--place", metavar="TEXT", help="Where in the body; - reads stdin.")
@click.option("--filmed", is_flag=True, help="There is a film of it.")
@click.option(
    "--on",
    "on",
    metavar="DATE",
    help="Of which day, if not the last such time's.",
    expose_value=False,
    callback=keep_typed,
)
@data_dir_option
@click.pass_context
def event(
    context: click.Context, kind: str, seconds: str | None, place: str | None, filmed: bool
) -> None:
    """Log a movement by day the moment it happened.

    KIND is jerk, flicker or other, awake and about; or jolt, on dropping off to sleep.
    """
    state = opened(context)
    clock, on = typed_for(context, "clock"), typed_for(context, "on")
    with plain_errors():
        if kind == _JOLT or not _was_awake():
            _note_jolt(state, clock, on)
            return
        length = None if seconds is None else _seconds(seconds)
        where = None if place is None else _label(place, "--place")
        _note_event(state, _Happened(kind, length, where, filmed or None), clock, on)


@dataclass(frozen=True, slots=True)
class _Happened:
    """A movement as it was told on the command's line."""

    kind: str
    seconds: int | None
    place: str | None
    filmed: bool | None


def _note_event(state: Coach, told: _Happened, clock: str | None, on: str | None) -> None:
    from coach.core.diary import noting
    from coach.core.diary.choices import EventKind
    from coach.core.diary.records import Event
    from coach.core.history.logged import event_words, sign_words
    from coach.store.disk.machine import local_zone

    had, zone = when_it_was(state, clock, on), local_zone()
    noted = Event(
        at=had.at,
        kind=EventKind(told.kind),
        seconds=told.seconds,
        place=told.place,
        filmed=told.filmed,
    )
    words = event_words(noted)
    try:
        state.diary.change(
            had.day, lambda entry: noting.with_event(entry, had.day, noted, zone), words
        )
    except ValueError as error:
        raise BadInput(str(error)) from None
    say(f"Noted for {long_date(had.day)}: {words}.")
    if noting.event_counts(noted.kind):
        signs = "; ".join(sign_words(sign) for sign in noting.SIGNS_BESIDE)
        click.echo("A fright, a hiccup, a shiver, or what can be held back does not count.")
        click.echo(f"The next check-in asks whether any of this came with it: {signs}.")


def _note_jolt(state: Coach, clock: str | None, on: str | None) -> None:
    """A jolt on dropping off is a sleep start of the night to come, and no event."""
    from coach.core.diary import noting
    from coach.store.disk.machine import local_zone

    had, zone = when_it_was(state, clock, on), local_zone()
    night = noting.night_to_come(had.day)
    kept_awake = _asked("Did it keep you from sleep, or wake you? y or n: ") == "y"
    state.diary.change(
        night,
        lambda entry: noting.with_jolt(entry, night, disturbing=kept_awake, tz=zone),
        "the jolt on dropping off",
    )
    begins = night - timedelta(days=1)
    say(
        f"Noted for the night {short_date(begins)} to {short_date(night)}: a jolt on dropping "
        f"off{', that kept you from sleep' if kept_awake else ', no bother'}."
    )


def _was_awake() -> bool:
    """Whether it came awake and about, which is asked first where somebody can answer."""
    return _asked("Awake and about, or dropping off to sleep? a or d: ") != "d"


def _asked(question: str) -> str:
    """The first letter of an answer; nothing where nobody is there to give one."""
    if not somebody_is_there():
        return ""
    return typed_line(question).strip().casefold()[:1]


def _label(text: str, name: str) -> str:
    label = free_text(text).strip()
    if not 1 <= len(label) <= _LONGEST:
        raise BadInput(f"{name} has {len(label)} characters; it must have 1 to {_LONGEST}")
    return label


def _seconds(given: str) -> int:
    if not (given.isascii() and given.isdigit() and int(given) <= _LONGEST_S):
        raise BadInput(
            f"--seconds is {visible(given, one_line=True)!r}; "
            f"it must be a whole number from 0 to {_LONGEST_S}"
        )
    return int(given)


COMMANDS = (medicine, event)
