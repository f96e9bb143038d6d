"""The name of the local zone, from where a machine may keep it."""

from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest
import tzlocal

from coach.store.disk.machine import local_zone


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an empty etc and no TZ, that has no other way to tell."""
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: None)
    (tmp_path / "etc").mkdir()
    return tmp_path


def link_to(root: Path, name: str) -> None:
    """Let the machine's clock run in a zone."""
    zone = root / "usr/share/zoneinfo" / name
    zone.parent.mkdir(parents=True)
    zone.touch()
    (root / "etc/localtime").symlink_to(zone)


def test_nothing_tells_the_zone(root: Path) -> None:
    assert local_zone(root) is None


def test_the_variable_is_asked_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link_to(root, "Europe/Paris")
    for given in ("Europe/London", ":Europe/London"):
        monkeypatch.setenv("TZ", given)
        assert local_zone(root) == "Europe/London"


@pytest.mark.parametrize("given", ["CET-1CEST", "/etc/passwd", "../../etc/passwd", "No/Where"])
def test_a_variable_that_names_no_zone_is_no_name(
    root: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("TZ", given)
    assert local_zone(root) is None


def test_the_link_names_it(root: Path) -> None:
    link_to(root, "America/Argentina/Buenos_Aires")
    assert local_zone(root) == "America/Argentina/Buenos_Aires"


def test_the_file_names_it(root: Path) -> None:
    (root / "etc/timezone").write_text("Asia/Tokyo\n", encoding="utf-8")
    assert local_zone(root) == "Asia/Tokyo"
    (root / "etc/timezone").write_bytes(b"\xff\xfe")
    assert local_zone(root) is None


def test_where_etc_does_not_tell_the_system_does(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: "Africa/Nairobi")
    assert local_zone(root) == "Africa/Nairobi"
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: "No/Where")
    assert local_zone(root) is None


@pytest.mark.parametrize(
    "trouble", [ZoneInfoNotFoundError("two zones"), OSError(), ValueError()]
)
def test_a_system_that_cannot_tell_its_zone_is_no_trouble(
    root: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fail() -> str:
        raise trouble

    monkeypatch.setattr(tzlocal, "get_localzone_name", fail)
    assert local_zone(root) is None
