"""Commands that write into the diary, and `due`, which says whether to."""

import sys

import click

from coach.cli.context import (
    BadInput,
    a_clock,
    a_date,
    data_dir_option,
    free_text,
    is_late_enough,
    opened,
    plain_errors,
    typed_line,
)
from coach.core.diary import day as days
from coach.core.words.text import visible

DEFAULT_REMIND_AT = "18:00"
_MOST_MG = 3000


@click.command("check-in", epilog="Example: coach check-in --date 2026-03-14")
@click.option("--date", "on", metavar="DATE", help="Catch up on another day.")
@data_dir_option
@click.pass_context
def check_in(context: click.Context, on: str | None) -> None:
    """Answer the check-in in plain lines, one question at a time.

    Enter leaves a question unanswered, = takes the usual, ctrl+c keeps a draft.
    """
    from coach.cli.checkin import run

    state = opened(context)
    with plain_errors():
        day = a_date(on, "--date") if on else state.today
        if day > state.today:
            raise BadInput(f"--date is {day}; that day has not come yet")
        run(state.diary, state.now, typed_line, click.echo, day)


@click.command(epilog="Example: coach drink 'black tea' --at 15:30")
@click.argument("name")
@click.option("--mg", metavar="N", help="Milligrams of caffeine, if you know them.")
@click.option("--at", "clock", metavar="HH:MM", help="When, if not now.")
@data_dir_option
@click.pass_context
def drink(context: click.Context, name: str, mg: str | None, clock: str | None) -> None:
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
        at = a_clock(clock, "--at") if clock else f"{state.now():%H:%M}"
        today, drink_name, zone = state.today, visible(label, one_line=True), local_zone()
        if mg is None and drinking.is_alcoholic(label):
            glass = AlcoholDrink(at=at, drinks=1)
            state.diary.change(
                today,
                lambda entry: drinking.with_drink(entry, today, glass, zone),
                f"{drink_name} at {at}",
            )
            click.echo(f"Noted for {today}: {drink_name} at {at}, one drink.")
            return
        cup = CaffeineDrink(at=at, mg=_milligrams(mg, label), drink=label)
        state.diary.change(
            today,
            lambda entry: drinking.with_drink(entry, today, cup, zone),
            f"{drink_name} at {at}",
        )
        click.echo(f"Noted for {today}: {drink_name} at {at}, about {cup.mg:g} mg of caffeine.")


def _milligrams(given: str | None, label: str) -> int | float:
    """The amount of a drink: as given, else the usual one of that name, else BadInput."""
    from coach.core.diary import caffeine

    if given is None:
        known = caffeine.kind(label)
        if known is None:
            raise BadInput(
                f"NAME is {visible(label, one_line=True)!r}, which is no usual drink; "
                "add --mg with its milligrams of caffeine"
            )
        return known.mg
    try:
        amount = float(given)
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= _MOST_MG:
        raise BadInput(f"--mg is {given!r}; it must be a number from 0 to {_MOST_MG}")
    return int(amount) if amount.is_integer() else amount


@click.command(epilog="Example: coach tip")
@data_dir_option
@click.pass_context
def tip(context: click.Context) -> None:
    """Show tonight's tip."""
    from coach.store.disk.durable import StoreError
    from coach.store.tips.tonights_tip import tonights_tip

    state = opened(context)
    with plain_errors():
        tonight = tonights_tip(state.diary, state.today)
        if tonight.banner is not None:
            click.echo(f"{tonight.banner.title}\n{tonight.banner.text}\n")
        if tonight.choice is None:
            click.echo("No tip is left to show; the Tips page can bring hidden ones back.")
            return
        chosen = tonight.choice.tip
        click.echo(f"{chosen.do}\n{chosen.why}\n({tonight.source})")
        if state.diary.first_day() is None:
            return
        try:
            tonight.remember()
        except StoreError as error:
            click.echo(f"coach: {visible(str(error))}", err=True)


@click.command("seen-doctor", epilog="Example: coach seen-doctor --on 2026-03-14 --note -")
@click.option("--on", "on", metavar="DATE", help="The day of the visit, if not today.")
@click.option("--note", metavar="TEXT", help="What you want to remember; - reads stdin.")
@data_dir_option
@click.pass_context
def seen_doctor(context: click.Context, on: str | None, note: str | None) -> None:
    """Note that you have spoken to a doctor."""
    from coach.core.diary.records import DoctorVisit

    state = opened(context)
    with plain_errors():
        day = a_date(on, "--on") if on else state.today
        if day > state.today:
            raise BadInput(f"--on is {day}; note the visit once it has taken place")
        text = free_text(note).strip() if note is not None else ""
        if len(text) > 100_000:
            raise BadInput(f"--note has {len(text)} characters; it may have 100,000")
        try:
            visit = DoctorVisit(date=day, note=text or None)
        except ValueError as error:
            raise BadInput(f"--on: {error}") from None
        state.diary.add_visit(visit)
        click.echo(f"Noted: you saw a doctor on {day}.")


@click.command(epilog="Example: coach due || echo 'time for the check-in'")
@data_dir_option
@click.pass_context
def due(context: click.Context) -> None:
    """Exit code 1 and one line if today's check-in is waiting, else 0 and silent.

    For a shell prompt, cron or tmux; from 18:00 on, or from the time in your profile.
    """
    state = opened(context)
    with plain_errors():
        profile = state.profile
        from_clock = profile.remind_at or DEFAULT_REMIND_AT
        start = profile.day_starts_at or days.DEFAULT_DAY_START
        if not is_late_enough(state.now(), from_clock, start):
            return
        entry = state.diary.entry(state.today)
        answers = entry.day if entry else None
        fields = answers.__struct_fields__ if answers else ()
        if any(
            getattr(answers, name) is not None
            for name in fields
            if name not in ("caffeine", "alcohol")
        ):
            return
    click.echo("Today's check-in is waiting: coach")
    sys.exit(1)


COMMANDS = (check_in, drink, tip, seen_doctor, due)
