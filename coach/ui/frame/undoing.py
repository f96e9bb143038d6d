"""Taking changes back and putting them forward: named, and asked about where much goes."""

from collections.abc import Callable

from coach.core.words.text import visible
from coach.store.diary.undo import Offer
from coach.store.disk.trouble import StoreError
from coach.ui.frame.dialog import Sure
from coach.ui.frame.host import Host


def take_back(host: Host) -> None:
    """Take the last change back and say which it was."""
    diary = host.diary
    try:
        offer, known = diary.next_undo(), diary.undoable()
    except StoreError as error:
        host.say(str(error), warn=True)
        return
    if offer is None:
        nothing = "Nothing to take back."
        if known:
            nothing = f"{_name(known[0])} cannot be taken back: its backup is gone."
        host.say(nothing)
        return
    _go(
        host,
        offer,
        f"Take back {_name(offer.what)} ({offer.extent})? U puts it forward again.",
        lambda: diary.undo(offer),
        f"Taken back: {_name(offer.what)}. U puts it forward again. "
        "The backups are in the menu (.).",
    )


def put_forward(host: Host) -> None:
    """Put forward again what was taken back last."""
    diary = host.diary
    try:
        offer = diary.next_redo()
    except StoreError as error:
        host.say(str(error), warn=True)
        return
    if offer is None:
        host.say("Nothing to put forward again.")
        return
    _go(
        host,
        offer,
        f"Put forward again {_name(offer.what)} ({offer.extent})?",
        lambda: diary.redo(offer),
        f"Put forward again: {_name(offer.what)}. u takes it back. "
        "The backups are in the menu (.).",
    )


def _go(host: Host, offer: Offer, question: str, go: Callable[[], object], words: str) -> None:
    def sure(yes: bool | None) -> None:
        if yes:
            host.change(go, words)

    if not offer.asks:
        sure(True)
        return
    skipped = "".join(
        f"{_name(what)} cannot be taken back: its backup is gone. " for what in offer.skipped
    )
    host.push_screen(Sure(f"{skipped}{question}", "Yes, do it"), sure)


def _name(what: str) -> str:
    return visible(what, one_line=True)
