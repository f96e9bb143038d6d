"""Commands that write into the diary, and `due`, which says whether to."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from coach.cli.context import (
    BadInput,
    Coach,
    a_clock,
    a_date,
    data_dir_option,
    free_text,
    opened,
    plain_errors,
    say,
    typed_line,
)
from coach.cli.prompt import WAITING
from coach.core.diary.due import NEWEST, Half, asked_from, has_come, is_answered
from coach.core.words.lengths_and_dates import long_date
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.checkin.drinking import Had

_MOST_MG = 3000


@click.command("check-in", epilog="Example: coach check-in --date 2026-03-14")
@click.option("--date", "on", metavar="DATE", help="Catch up on another day.")
@click.option("--partner", is_flag=True, help="Ask the bed partner three questions instead.")
@data_dir_option
@click.pass_context
def check_in(context: click.Context, on: str | None, partner: bool) -> None:
    """Answer the check-in in plain lines, one question at a time.

    Enter leaves a question unanswered, = takes the usual, ctrl+c keeps a draft.
    """
    from coach.cli.commands.checkin import run
    from coach.cli.commands.partner import run as ask_partner

    state = opened(context)
    with plain_errors():
        day = a_date(on, "--date", state) if on else state.today
        if day > state.today:
            raise BadInput(f"--date is {day}; that day has not come yet")
        if partner:
            ask_partner(state.diary, typed_line, say, day)
            return
        run(state.diary, state.now, typed_line, say, day)


@click.command(epilog="Example: coach drink 'black tea' --at 15:30")
@click.argument("name")
@click.option("--mg", metavar="N", help="Milligrams of caffeine, if you know them.")
@click.option("--at", "clock", metavar="HH:MM", help="When, if not now; the last such time.")
@click.option("--on", "on", metavar="DATE", help="Of which day, if not the last such time's.")
@data_dir_option
@click.pass_context
def drink(
    context: click.Context, name: str, mg: str | None, clock: str | None, on: str | None
) -> None:
    """Log a caffeinated or alcoholic drink when it is drunk.

    NAME is a usual drink (coffee, espresso, black tea, cola, beer, wine ...), or any other
    name with --mg. A single hyphen reads it from stdin.
    """
    from coach.core.checkin import drinking
    from coach.core.diary.records import AlcoholDrink, CaffeineDrink
    from coach.store.disk.machine import local_zone

    state = opened(context)
    with plain_errors():
        label = free_text(name).strip()
        if not 1 <= len(label) <= 80:
            raise BadInput(f"NAME has {len(label)} characters; it must have 1 to 80")
        had = when_it_was(state, clock, on)
        drink_name, zone = visible(label, one_line=True), local_zone()
        noted: AlcoholDrink | CaffeineDrink
        if mg is None and drinking.is_alcoholic(label):
            noted, holds = AlcoholDrink(at=had.at, drinks=1), "one drink"
        else:
            noted = CaffeineDrink(at=had.at, mg=_milligrams(mg, label), drink=label)
            holds = f"about {noted.mg:g} mg of caffeine"
        state.diary.change(
            had.day,
            lambda entry: drinking.with_drink(entry, had.day, noted, zone),
            f"{drink_name} at {had.at}",
        )
        say(f"Noted for {long_date(had.day)}: {drink_name} at {had.at}, {holds}.")


def when_it_was(state: Coach, clock: str | None, on: str | None) -> "Had":
    """When something happened: now, at the last such time, or on a day; else BadInput."""
    from coach.core.checkin.drinking import when_had

    now, start = state.now(), state.day_starts_at
    day = a_date(on, "--on", state) if on else None
    if clock is None and day not in (None, state.today):
        raise BadInput(f"--on is {day}; add --at with the time of that day")
    at = a_clock(clock, "--at") if clock else f"{now:%H:%M}"
    try:
        return when_had(at, now, start, day)
    except ValueError as error:
        raise BadInput(f"--at: {error}") from None


def _milligrams(given: str | None, label: str) -> int | float:
    """The amount of a drink: as given, else the usual one of that name, else BadInput."""
    from coach.core.checkin import drinking
    from coach.core.diary import caffeine

    if given is None:
        known = caffeine.kind(label)
        if known is None:
            alike = drinking.nearly(label)
            meant = f"did you mean {alike}? Else " if alike else ""
            raise BadInput(
                f"NAME is {visible(label, one_line=True)!r}, which is no usual drink; "
                f"{meant}add --mg with its milligrams of caffeine"
            )
        return known.mg
    try:
        amount = float(given)
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= _MOST_MG:
        raise BadInput(f"--mg is {given!r}; it must be a number from 0 to {_MOST_MG}")
    return int(amount) if amount.is_integer() else amount


@click.command("seen-doctor", epilog="Example: coach seen-doctor --on 2026-03-14 --note -")
@click.option("--on", "on", metavar="DATE", help="The day of the visit, if not today.")
@click.option("--note", metavar="TEXT", help="What you want to remember; - reads stdin.")
@click.option("--remove", metavar="DATE", help="Take the visit of that day out instead.")
@data_dir_option
@click.pass_context
def seen_doctor(
    context: click.Context, on: str | None, note: str | None, remove: str | None
) -> None:
    """Note that you have spoken to a doctor, or take a visit out."""
    from coach.core.diary.records import DoctorVisit

    state = opened(context)
    with plain_errors():
        text = free_text(note).strip() if note is not None else ""
        if remove is not None:
            if on is not None:
                raise BadInput("--on and --remove do not go together")
            _remove_visit(
                state, a_date(remove, "--remove", state), text if note is not None else None
            )
            return
        day = a_date(on, "--on", state) if on else state.today
        if day > state.today:
            raise BadInput(f"--on is {day}; note the visit once it has taken place")
        if len(text) > 100_000:
            raise BadInput(f"--note has {len(text)} characters; it may have 100,000")
        try:
            visit = DoctorVisit(date=day, note=text or None)
        except ValueError as error:
            raise BadInput(f"--on: {error}") from None
        state.diary.add_visit(visit)
        click.echo(f"Noted: you saw a doctor on {long_date(day)}.")


@click.command(epilog="Example: coach clear 2026-03-14")
@click.argument("date", metavar="DATE")
@data_dir_option
@click.pass_context
def clear(context: click.Context, date: str) -> None:
    """Take a day's answers out; it counts as not answered, and `coach undo` brings it back."""
    state = opened(context)
    with plain_errors():
        day = a_date(date, "DATE", state)
        entry = state.diary.entry(day)
        if entry is None or entry.cleared:
            raise BadInput(f"DATE is {day}, and nothing is noted of that day")
        state.diary.clear(day)
    click.echo(f"Cleared: {long_date(day)}. coach undo brings it back.")


def _remove_visit(state: Coach, day: date, note: str | None) -> None:
    """Take the one visit of a day out; BadInput where there is none, or more than one fits."""
    visits = [
        visit
        for visit in state.diary.visits()
        if visit.date == day and note in (None, visit.note or "")
    ]
    if not visits:
        with_note = "" if note is None else " with that note"
        raise BadInput(f"--remove is {day}; no visit{with_note} is noted on that day")
    if len(visits) > 1:
        notes = ", ".join(repr(visible(visit.note or "", one_line=True)) for visit in visits)
        raise BadInput(
            f"--remove is {day}, which has {len(visits)} visits; add --note with one of {notes}"
        )
    state.diary.remove_visit(visits[0])
    click.echo(f"Taken out: the visit of {long_date(day)}. coach undo brings it back.")


@click.command(epilog="Example: coach due || echo 'time for the check-in'")
@click.option(
    "--night", is_flag=True, help="Ask for last night, from your usual rising time on."
)
@click.option("--from", "since", metavar="HH:MM", help="From then on, not the usual time.")
@click.option("--notify", is_flag=True, help="Show it on the desktop; the exit code is 0.")
@data_dir_option
@click.pass_context
def due(context: click.Context, night: bool, since: str | None, notify: bool) -> None:
    """Exit code 1 and one line if today's check-in is waiting, else 0 and silent.

    For a shell prompt, cron or tmux; from 18:00 on, or from the time in your profile.
    """
    from coach.cli.notifying import notified

    half = Half.NIGHT if night else Half.EVENING
    state = opened(context)
    with plain_errors():
        diary, now = state.diary, state.now()
        profile, entry = diary.profile(), diary.entry(state.today)
        usual = asked_from(half, profile, diary.newest(NEWEST))
        clock = a_clock(since, "--from") if since else usual
        # The next prompt need not open the diary.
        diary.keep_due()
        if is_answered(half, entry) or not has_come(clock, now, state.day_starts_at):
            return
    if notify and notified(WAITING[half]):
        return
    # Where nothing is shown, cron posts what is printed.
    click.echo(WAITING[half])
    sys.exit(0 if notify else 1)


COMMANDS = (check_in, drink, seen_doctor, clear, due)
