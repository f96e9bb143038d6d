"""`coach remind --install` and `--uninstall`, with programs that stand for the system's."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run

Stand = Callable[[str, str], None]


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """Where the programs that stand in write down what they were asked."""
    return tmp_path / "said"


@pytest.fixture
def stands(tmp_path: Path, said: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Puts a program in the place of the system's; nothing else is found."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def put(name: str, does: str = "") -> None:
        path = programs / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {shlex.quote(str(said))}\n{does}\n')
        path.chmod(0o755)

    return put


CRONTAB = """case "$1" in
-l) [ -f "$HOME/tab" ] && while IFS= read -r line; do echo "$line"; done < "$HOME/tab" \\
    || { echo "no crontab for me" >&2; exit 1; };;
-) while IFS= read -r line; do echo "$line"; done > "$HOME/tab";;
esac"""


class TestSystemd:
    def test_it_is_set_without_a_shell_and_taken_away(
        self, run: Run, stands: Stand, said: Path, tmp_path: Path, data_dir: Path
    ) -> None:
        stands("systemctl", "")
        done = run("remind", "--at", "2130", "--install", "systemd")
        assert (done.code, done.err) == (0, "")
        assert done.out.endswith("The timer is set: every day at 21:30.\n")
        folder = tmp_path / "home/.config/systemd/user"
        names = ["sleep-coach-evening.service", "sleep-coach-evening.timer"]
        assert sorted(path.name for path in folder.iterdir()) == names
        command = f'"--data-dir" "{data_dir}" "due" "--from" "21:30" "--notify"\n'
        assert command in (folder / names[0]).read_text()
        run("remind", "--at", "7", "--for", "night", "--install", "systemd")
        assert run("remind", "--uninstall", "systemd").out.count("Removed: ") == 4
        assert list(folder.iterdir()) == []
        asked = said.read_text().splitlines()
        assert asked[:3] == [
            "systemctl --user daemon-reload",
            "systemctl --user enable sleep-coach-evening.timer",
            "systemctl --user restart sleep-coach-evening.timer",
        ]
        assert "systemctl --user disable --now sleep-coach-night.timer" in asked

    def test_whoever_erases_everything_is_told_that_it_still_stands(
        self, run: Run, stands: Stand
    ) -> None:
        stands("systemctl", "")
        run("drink", "tea")
        run("remind", "--at", "21:30", "--install", "systemd")
        assert run("erase", stdin="erase\n").out == (
            "A timer still reminds you; coach remind --uninstall systemd takes it away.\n"
            "All else is removed.\n"
        )

    def test_where_systemd_does_not_answer_it_says_what_to_paste(
        self, run: Run, stands: Stand
    ) -> None:
        stands("systemctl", "exit 1")
        done = run("remind", "--at", "21:30", "--install", "systemd")
        assert done.code == 0
        assert done.out.splitlines()[2:] == [
            "The files are in order. To go on, paste:",
            "  systemctl --user daemon-reload",
            "  systemctl --user enable sleep-coach-evening.timer",
            "  systemctl --user restart sleep-coach-evening.timer",
        ]
        assert "disable --now" in run("remind", "--uninstall", "systemd").out

    def test_a_file_of_somebody_elses_stays(
        self, run: Run, stands: Stand, tmp_path: Path
    ) -> None:
        stands("systemctl", "")
        theirs = tmp_path / "home/.config/systemd/user/sleep-coach-evening.timer"
        theirs.parent.mkdir(parents=True)
        theirs.write_text("mine")
        done = run("remind", "--at", "21:30", "--install", "systemd")
        assert done.code == 2
        assert "is there already, and the coach has not written it" in done.err
        assert "There is no timer" in run("remind", "--uninstall", "systemd").out
        assert theirs.read_text() == "mine"


def test_launchd_is_given_the_agent_and_told_to_let_it_go(
    run: Run, stands: Stand, said: Path, tmp_path: Path
) -> None:
    stands("launchctl", "")
    assert run("remind", "--at", "21:30", "--install", "launchd").code == 0
    agent = tmp_path / "home/Library/LaunchAgents/org.sleep-coach.evening.plist"
    assert agent.is_file()
    assert run("remind", "--uninstall", "launchd", "--for", "evening").code == 0
    assert not agent.exists()
    first, second = said.read_text().splitlines()
    assert first.startswith("launchctl bootstrap gui/")
    assert first.endswith(f" {agent}")
    assert second.endswith("/org.sleep-coach.evening")


class TestCron:
    def test_its_line_comes_and_goes_and_all_others_stay(
        self, run: Run, stands: Stand, tmp_path: Path
    ) -> None:
        stands("crontab", CRONTAB)
        (tmp_path / "home").mkdir(exist_ok=True)
        tab = tmp_path / "home/tab"
        run("remind", "--at", "21:30", "--install", "cron")
        assert "30 21 * * * " in tab.read_text()
        run("remind", "--uninstall", "cron")
        assert tab.read_text() == ""
        tab.write_text("5 * * * * mine\n")
        run("remind", "--at", "7", "--for", "night", "--install", "cron")
        run("remind", "--at", "8", "--for", "night", "--install", "cron")
        lines = [line for line in tab.read_text().splitlines() if line[:1] != "#"]
        assert [line[:10] for line in lines] == ["5 * * * * ", "0 8 * * * "]
        run("remind", "--uninstall", "cron")
        assert tab.read_text() == "5 * * * * mine\n"

    def test_without_cron_it_says_what_to_paste(self, run: Run, stands: Stand) -> None:
        done = run("remind", "--at", "21:30", "--install", "cron")
        assert done.out.startswith("Add these lines with crontab -e:\n# Written by ")
        assert run("remind", "--uninstall", "cron").out == (
            "The crontab cannot be read here; crontab -e opens it.\n"
        )

    def test_a_crontab_that_cannot_be_read_is_not_written(
        self, run: Run, stands: Stand, said: Path
    ) -> None:
        stands("crontab", "exit 1")
        run("remind", "--at", "21:30", "--install", "cron")
        assert said.read_text() == "crontab -l\n"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--install", "systemd"), "--at is missing"),
        (("--at", "7", "--install", "systemd"), "there is no systemctl"),
        (("--uninstall", "launchd"), "there is no launchctl"),
        (("--at", "7", "--install", "cron", "--uninstall", "cron"), "do not go together"),
        (("--at", "late", "--install", "cron"), "'late'"),
    ],
)
@pytest.mark.usefixtures("stands")
def test_what_cannot_be_is_one_sentence(run: Run, words: tuple[str, ...], named: str) -> None:
    done = run("remind", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert named in done.err


@freeze_time("2026-11-26 21:45", real_asyncio=True)
class TestDueByATimer:
    def test_it_is_shown_on_the_desktop_from_the_timers_own_time_on(
        self, run: Run, stands: Stand, said: Path
    ) -> None:
        stands("notify-send", "")
        done = run("due", "--from", "21:30", "--notify")
        assert (done.code, done.out) == (0, "")
        assert said.read_text().endswith("Sleep coach Today's check-in is waiting: coach\n")

    def test_before_that_time_nothing_is_shown(
        self, run: Run, stands: Stand, said: Path
    ) -> None:
        stands("notify-send", "")
        assert run("due", "--from", "22:00", "--notify").out == ""
        assert not said.exists()

    def test_where_nothing_can_be_shown_it_is_printed(self, run: Run, stands: Stand) -> None:
        stands("notify-send", "exit 1")
        done = run("due", "--from", "21:30", "--notify")
        assert (done.code, done.out) == (0, "Today's check-in is waiting: coach\n")
        assert run("due", "--from", "21:30").code == 1
