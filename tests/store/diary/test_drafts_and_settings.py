"""Drafts survive everything and count for nothing; settings never stand in the way."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.records import Entry, Night
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk.trouble import StoreError
from coach.store.settings import Acknowledged, Settings
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)


class TestDrafts:
    def test_a_draft_is_there_after_a_restart_with_the_page_it_was_left_on(
        self, diary: Diary, opened: Callable[[], Diary], clock: SetClock
    ) -> None:
        draft = Draft(entry=Entry(date=DAY, night=Night(rested=3)), page="movement")
        diary.save_draft(draft)
        diary.close()
        assert opened().draft(DAY) == msgspec.structs.replace(draft, saved_at=clock.moment)

    def test_a_draft_is_no_entry(self, diary: Diary, opened: Callable[[], Diary]) -> None:
        diary.save_draft(Draft(entry=Entry(date=DAY, notes="x")))
        assert opened().entry(DAY) is None
        assert opened().count() == 0
        assert opened().log().entries == ()
        assert opened().undoable() == ()

    def test_the_last_draft_of_a_day_stands(self, diary: Diary) -> None:
        for page in ("night", "movement"):
            diary.save_draft(Draft(entry=Entry(date=DAY), page=page))
        assert [draft.page for draft in diary.drafts()] == ["movement"]

    def test_each_day_has_its_own(self, diary: Diary) -> None:
        days = [DAY, DAY - timedelta(days=1)]
        for day in days:
            diary.save_draft(Draft(entry=Entry(date=day)))
        assert [draft.entry.date for draft in diary.drafts()] == sorted(days)
        diary.drop_draft(DAY)
        diary.drop_draft(DAY)
        assert diary.draft(DAY) is None
        assert len(diary.drafts()) == 1

    def test_a_text_that_is_no_text_is_refused(self, diary: Diary) -> None:
        with pytest.raises(StoreError, match="the draft of 2026-11-22 was not saved"):
            diary.save_draft(Draft(entry=Entry(date=DAY, notes="\udcff")))


class TestSettings:
    def test_what_is_saved_is_there_again(self, folder: Path) -> None:
        remembered = (
            Settings(reduced_motion=True)
            .with_theme("dim")
            .with_last_export("/somewhere/x.json")
            .with_acknowledged("R04", "soon", DAY)
        )
        settings.save(folder, remembered)
        assert settings.load(folder) == remembered
        assert remembered.acknowledged == (Acknowledged(rule="R04", level="soon", date=DAY),)

    def test_where_there_are_none_the_defaults_stand_and_nothing_is_made(
        self, folder: Path
    ) -> None:
        assert settings.load(folder) == Settings()
        assert not folder.exists()

    @pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff", b"null", b'"\xff"'])
    def test_a_broken_file_gives_the_defaults(self, folder: Path, broken: bytes) -> None:
        folder.mkdir()
        (folder / settings.NAME).write_bytes(broken)
        assert settings.load(folder) == Settings()

    def test_one_broken_or_unknown_setting_costs_no_other(self, folder: Path) -> None:
        folder.mkdir()
        (folder / settings.NAME).write_text(
            '{"theme": 7, "reduced_motion": true, "hologram": {"on": 1},'
            ' "acknowledged": [{"rule": "R04"}]}'
        )
        assert settings.load(folder) == Settings(reduced_motion=True)

    def test_a_banner_folded_twice_on_a_day_is_kept_once_and_the_list_stays_short(self) -> None:
        remembered = Settings()
        for _ in range(2):
            remembered = remembered.with_acknowledged("R04", "soon", DAY)
        assert len(remembered.acknowledged) == 1
        for back in range(500):
            remembered = remembered.with_acknowledged("R04", "soon", DAY - timedelta(days=back))
        assert len(remembered.acknowledged) == 200
        assert remembered.acknowledged[-1].date == DAY - timedelta(days=499)

    def test_settings_of_a_newer_coach_survive_a_change(self, folder: Path) -> None:
        folder.mkdir()
        (folder / settings.NAME).write_text(
            '{"hologram": {"on": 1}, "theme": {"of": "a newer kind"}, "welcomed": true}'
        )
        before = settings.load(folder)
        settings.save(folder, msgspec.structs.replace(before, reduced_motion=True), before)
        there = msgspec.json.decode((folder / settings.NAME).read_bytes())
        assert there == {
            "hologram": {"on": 1},
            "theme": {"of": "a newer kind"},
            "welcomed": True,
            "reduced_motion": True,
        }

    @pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff", b"null"])
    def test_a_file_that_cannot_be_read_is_never_written_over(
        self, folder: Path, broken: bytes
    ) -> None:
        folder.mkdir()
        (folder / settings.NAME).write_bytes(broken)
        with pytest.raises(StoreError, match="cannot be read as settings and was left as it"):
            settings.save(folder, Settings().with_theme("dim"))
        assert (folder / settings.NAME).read_bytes() == broken

    def test_two_windows_keep_each_others_changes(self, folder: Path) -> None:
        first = second = settings.load(folder)
        settings.save(folder, first.with_theme("dim"), first)
        settings.save(folder, second.with_acknowledged("R04", "soon", DAY), second)
        settings.save(
            folder,
            first.with_theme("dim").with_acknowledged("R05", "soon", DAY),
            first.with_theme("dim"),
        )
        there = settings.load(folder)
        assert there.theme == "dim"
        assert {seen.rule for seen in there.acknowledged} == {"R04", "R05"}

    def test_a_setting_put_back_to_its_default_goes(self, folder: Path) -> None:
        settings.save(folder, Settings(reduced_motion=True))
        settings.save(folder, Settings(), Settings(reduced_motion=True))
        assert settings.load(folder) == Settings()

    def test_a_path_that_is_no_text_is_refused_in_one_sentence(self, folder: Path) -> None:
        with pytest.raises(StoreError, match=r"settings\.json was not saved"):
            settings.save(folder, Settings().with_last_export("/somewhere/\udcff"))
