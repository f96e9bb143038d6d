"""The experiment: a tip tried properly, begun, shown and stopped."""

import difflib
from typing import TYPE_CHECKING

import click

from coach.cli.context import BadInput, Coach, data_dir_option, opened, plain_errors
from coach.core.diary.choices import Outcome, StoppedBy
from coach.core.words.text import visible

if TYPE_CHECKING:
    from coach.core.patterns import Standing
    from coach.core.tips.experiments.opening import Opened
    from coach.core.tips.tip import Tip


@click.group(
    invoke_without_command=True,
    epilog="Example: coach experiment start breathing-four-in-six-out",
)
@data_dir_option
@click.pass_context
def experiment(context: click.Context) -> None:
    """Try a tip properly: some evenings with it and some without, drawn by lot.

    Its result stays closed until the last of thirty nights. Alone it shows what runs.
    """
    if context.invoked_subcommand is None:
        _show(opened(context))


@experiment.command("show")
@data_dir_option
@click.pass_context
def experiment_show(context: click.Context) -> None:
    """Show what tonight is of the experiment that runs, and what those before came to."""
    _show(opened(context))


@experiment.command("start", epilog="Example: coach experiment start room-fresh-air")
@click.argument("name", metavar="TIP")
@click.option(
    "--outcome",
    type=click.Choice([kind.value for kind in Outcome]),
    default=Outcome.DISTURBED.value,
    show_default=True,
    help="What is looked at in the end.",
)
@data_dir_option
@click.pass_context
def experiment_start(context: click.Context, name: str, outcome: str) -> None:
    """Begin an experiment with TIP; coach experiment names those that can be tried."""
    from coach.core.tips.experiments.words import WHAT_IT_IS, evening_sentence
    from coach.store.tips.trials import running_trial
    from coach.store.tips.trying import begin, why_not

    state = opened(context)
    with plain_errors():
        tip = _tip(name)
        standing = _standing(state)
        refused = why_not(state.diary, tip, standing)
        if refused is not None:
            raise BadInput(f"TIP is {tip.id}, which cannot be tried now. {refused}")
        begin(state.diary, tip, Outcome(outcome), state.today, state.now())
        trial = running_trial(state.diary, standing)
        for sentence in WHAT_IT_IS:
            click.echo(sentence)
        if trial is not None:
            click.echo(evening_sentence(trial, tip, state.today))
        click.echo("coach undo takes it back.")


@experiment.command("stop")
@data_dir_option
@click.pass_context
def experiment_stop(context: click.Context) -> None:
    """Stop the experiment that runs; what there is of it is shown, without a verdict."""
    from coach.store.tips.trials import running_trial

    state = opened(context)
    with plain_errors():
        trial = running_trial(state.diary, _standing(state))
        if trial is None:
            raise BadInput("no experiment runs, so there is none to stop")
        state.diary.stop_experiment(trial.experiment, state.today, StoppedBy.PERSON)
    _show(state)


def _standing(state: Coach) -> "Standing":
    """Where the person stands today."""
    from coach.store.diary.fold_cache import FoldCache

    return FoldCache(state.diary).standing(state.today)


def _tip(name: str) -> "Tip":
    """The tip of that name; else BadInput."""
    from coach.store.tips.tipbook import load

    book = load()
    tip = book.tip(name.strip())
    if tip is not None:
        return tip
    tried = [known.id for known in book.tips if known.trial]
    near = difflib.get_close_matches(name, tried, 1)
    meant = f"; did you mean {near[0]}?" if near else "; coach experiment names them"
    raise BadInput(f"TIP is {visible(name, one_line=True)!r}, which is no tip{meant}")


def _show(state: Coach) -> None:
    """Print what runs, and what those before came to."""
    from coach.core.tips.experiments.trials import running
    from coach.core.tips.experiments.words import SEALED, evening_sentence, is_for
    from coach.store.tips.tipbook import load
    from coach.store.tips.trials import trials_of
    from coach.store.tips.trying import all_opened, note_banner

    with plain_errors():
        standing, book = _standing(state), load()
        note_banner(state.diary, standing)
        told = trials_of(state.diary, standing)
        trial = running(told)
        before = all_opened(state.diary, told, book)
    if trial is not None:
        tip = book.tip(trial.experiment.tip)
        click.echo(f"Trying {is_for(trial)}.")
        click.echo(evening_sentence(trial, tip, state.today))
        click.echo(SEALED)
    else:
        names = ", ".join(known.id for known in book.tips if known.trial)
        click.echo("No experiment runs. coach experiment start TIP begins one with one of:")
        click.echo(names)
    for past in before:
        _tell(past)


def _tell(past: "Opened") -> None:
    """Print an experiment that runs no more."""
    from coach.core.tips.experiments.words import is_for, sides, telling_words

    click.echo("")
    click.echo(f"Tried {is_for(past.trial)}.")
    if past.result is not None:
        for name, _, figure in sides(past.result):
            click.echo(f"{name.capitalize()}: {figure}.")
    for words in telling_words(past.trial, past.result):
        click.echo(words)


COMMANDS = (experiment,)
