"""What is pasted is text, whatever it holds, and costs no more than text does."""

import pytest
from textual import events
from textual.drivers import linux_driver

from coach.ui.frame.pasting import HarmlessPaste
from tests.conftest import some_of

TEXT = "two\twords\r\nq = 1"
HOSTILE = "\x1b[31mq\x1b[A\x1b]0;x\x07\x9b2J\x1b\x1b\u202e"


def pastes(data: str, size: int) -> list[object]:
    """What arrives where the terminal sends so many characters at a time."""
    parser = HarmlessPaste()
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return [
        event.text if isinstance(event, events.Paste) else getattr(event, "key", event)
        for part in parts
        for event in parser.feed(part)
    ]


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([1, 2, 5, 7, 4096], 3))
def test_a_paste_is_one_text_and_no_key(size: int) -> None:
    data = f"a\x1b[200~{HOSTILE}{TEXT}\x1b[201~b\x1b[A"
    assert pastes(data, size) == ["a", f"[31mq[A]0;x2J{TEXT}", "b", "up"]


def test_two_pastes_are_two() -> None:
    assert pastes("\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~", 4096) == ["a", "b"]


def test_a_run_of_escape_sequences_is_one_event_as_text_is() -> None:
    assert len(pastes(f"\x1b[200~{HOSTILE * 2000}\x1b[201~", 4096)) == 1


def test_textual_reads_the_terminal_by_the_name_that_is_put_in_its_place() -> None:
    names = linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    assert "XTermParser" in names
