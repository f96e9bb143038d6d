"""The banner: how much of it stands there, and folding it."""

from msgspec.structs import replace
from textual.content import Content

from coach.core.patterns import Banner, Level, is_folded, is_known
from coach.ui.frame.host import Host
from coach.ui.widgets.clickable import Clickable, key_words


class BannerBox(Clickable):
    """The advice to seek medical assistance, by how far it has come."""

    DEFAULT_CSS = """
    BannerBox {
        display: none;
        height: auto;
        margin: 0 0 0 1;
        padding: 0 0 0 1;
        border-left: heavy $warning;
        color: $warning;
        &.-up { display: block; }
        &.-now { border-left: heavy $error; color: $error; }
    }
    """

    def show(self, host: Host, *, short: bool) -> None:
        """Draw the banner as it stands, or nothing where none is due."""
        standing = host.standing()
        banner = standing.banner
        self.set_class(banner is not None, "-up")
        if banner is None:
            return
        self.set_class(banner.level is Level.NOW, "-now")
        folded = is_folded(standing, host.acknowledgements())
        if folded and banner.level is not Level.NOW:
            self.update(_one_line(banner, self.app.size.width - 4))
            return
        title = Content.styled(banner.title, "bold")
        why, doctor = key_words("w", "why", "why"), key_words("d", "for the doctor", "doctor")
        keys = Content.assemble("   ", why, "   ", doctor).stylize_before("$foreground")
        # What is to be done at once never shrinks to a title, and an emergency not at all.
        shortened = folded or (short and not banner.emergency)
        advice = banner.summary if shortened else banner.text
        self.update(Content.assemble(title, keys, "\n", advice))


def _one_line(banner: Banner, width: int) -> Content:
    """Title, how far it is, and the two keys, as much as the width holds."""
    keys = Content.assemble(
        "   ", key_words("w", "", "why"), "  ", key_words("d", "", "doctor")
    )
    keys = keys.stylize_before("$foreground")
    asks = any(stage.asks for stage in banner.stages)
    since = f"{banner.since.day} {banner.since:%b}"
    title = banner.title if asks else f"Doctor advised since {since}"
    told = Content.assemble((title, "bold"), "  " if asks else " · ", banner.line)
    if told.cell_length + keys.cell_length > width:
        # The title where it asks for something, else how far it has come.
        told = Content.styled(title if asks else banner.line, "bold")
    return Content.assemble(told, keys)


def fold(host: Host) -> None:
    """Fold the banner that is up, or unfold it."""
    standing = host.standing()
    banner = standing.banner
    if banner is None:
        host.say("No banner is up.")
    elif banner.emergency:
        host.say("An emergency stands in full.")
    elif is_known(standing):
        host.say("It stands in one line by itself; w tells all of it.")
    elif is_folded(standing, host.acknowledgements()):
        host.keep_settings(replace(host.settings, acknowledged=()))
        host.diary_changed()
    else:
        folded = host.settings
        for rule, level in banner.rules.items():
            folded = folded.with_acknowledged(rule, level.word, host.today)
        host.keep_settings(folded)
        few = "two lines" if banner.level is Level.NOW else "one line"
        host.say(f"Folded to {few}. It opens again if there is something new.")
        host.diary_changed()
