"""The experiment on the first page; loaded where there is one."""

from coach.core.tips.experiments.trials import running
from coach.core.tips.experiments.words import evening_words, news_words
from coach.store.tips import trying
from coach.ui.frame.host import Host


def trial_words(host: Host) -> str:
    """What this evening is, or that one is over; empty where there is nothing to tell."""
    told = host.trials()
    trial = running(told)
    if trial is None:
        news = news_words(told, host.today)
        return f"{news} (i E)" if news else ""
    tip = host.tipbook.tip(trial.experiment.tip)
    return f"{evening_words(trial, tip, host.today)}: {trial.name}"


def note_banner(host: Host) -> None:
    """Note that a banner stopped the experiment, once its day is over."""
    if all(trial.is_noted for trial in host.trials()):
        return
    standing = host.standing()
    host.write(
        lambda: trying.note_banner(host.diary, standing),
        lambda _: host.mark_seen(),
        lambda _: None,
    )
