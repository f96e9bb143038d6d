"""What a shell is given when Tab is pressed."""

import pytest
from click import Context

from coach.cli.shell import coach
from tests.cli.conftest import Run


def completed(run: Run, monkeypatch: pytest.MonkeyPatch, line: str) -> set[str]:
    """What is offered for the last word of a line."""
    monkeypatch.setenv("_COACH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    return set(run().out.split())


def test_the_commands_and_what_goes_behind_them_are_offered(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completed(run, monkeypatch, "coach ") == {
        f"plain,{name}" for name in coach.list_commands(Context(coach))
    }
    assert completed(run, monkeypatch, "coach event jo") == {"plain,jolt"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("_COACH_COMPLETE", f"{shell}_source")
    assert f"_COACH_COMPLETE={shell}_complete" in run().out
