"""The bed partner's page of the check-in, and the question whether a medicine is new."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.core.checkin import prompts, view
from coach.core.checkin import state as states
from coach.core.checkin.lines import answer_line, question_lines
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.state import State
from coach.core.diary.choices import Breathing, DreamEnactment, SleepMovement
from coach.core.diary.records import (
    Day,
    Entry,
    MedicineTaken,
    Movement,
    Night,
    Partner,
    Profile,
)
from tests.core.checkin.conftest import DAY, EVENING, MORNING, Open, Press

SHARED = Profile(bed_partner=True)
TOLD = Partner(breathing=Breathing.SNORING)


def pages(state: State) -> list[str]:
    return [page.value for page in states.pages(state)]


class TestTheBedPartnersPage:
    def test_it_is_there_with_more_for_who_shares_a_bed_and_costs_no_key_else(
        self, opened: Open, pressed: Press
    ) -> None:
        ordinary = opened(profile=SHARED)
        assert "bed partner" not in pages(ordinary)
        assert pressed(ordinary, "<pagedown><pagedown>").page is CheckinPage.DAY
        turned = pressed(replace(ordinary, more=True), "<pagedown><pagedown>")
        assert (turned.page, turned.at) == (CheckinPage.PARTNER, "partner-movement")
        assert pressed(turned, "<pagedown>").page is CheckinPage.DAY
        assert pressed(turned, "<pagedown><pageup>").page is CheckinPage.PARTNER

    @pytest.mark.parametrize("profile", [Profile(), Profile(bed_partner=False)])
    def test_nobody_beside_is_asked_nothing(
        self, opened: Open, pressed: Press, profile: Profile
    ) -> None:
        state = replace(opened(profile=profile), more=True)
        assert "bed partner" not in pages(state)
        after = pressed(state, "<pagedown><pagedown>")
        assert after.page is CheckinPage.DAY
        assert pressed(after, "<pageup>").page is CheckinPage.MOVEMENT

    def test_what_was_told_stands_and_can_be_taken_out(
        self, opened: Open, pressed: Press
    ) -> None:
        state = opened(Entry(date=DAY, partner=TOLD), profile=Profile(bed_partner=False))
        turned = pressed(state, "<pagedown><pagedown>")
        assert [(row.label, row.told) for row in view.rows(turned)] == [
            ("Breathing", "loud snoring")
        ]
        assert states.answers(pressed(turned, "<backspace>")).partner is None

    def test_three_keys_answer_it_beside_the_persons_own_answers(
        self, opened: Open, pressed: Press
    ) -> None:
        own = Movement(sleep_movement=SleepMovement.NONE, dream_enactment=DreamEnactment.NONE)
        state = opened(Entry(date=DAY, movement=own), profile=SHARED, now=MORNING)
        state = pressed(replace(state, more=True), "<pagedown><pagedown>209")
        assert state.at == "partner-breathing"
        done = pressed(state, "1")
        assert done.page is CheckinPage.DONE
        assert states.answers(done).movement == own
        assert states.answers(done).partner == Partner(
            sleep_movement=SleepMovement.WOKE_ME,
            dream_enactment=DreamEnactment.NONE,
            breathing=Breathing.SNORING,
        )
        assert "what the bed partner told" in prompts.prompt(done).words

    def test_enter_leaves_it_unanswered(self, opened: Open, pressed: Press) -> None:
        state = pressed(replace(opened(profile=SHARED), more=True), "<pagedown><pagedown>")
        after = pressed(state, "<enter><enter><enter>")
        assert after.page is CheckinPage.DAY
        assert not after.changed

    def test_nothing_to_report_answers_nothing_of_it(
        self, opened: Open, pressed: Press
    ) -> None:
        state = pressed(replace(opened(profile=SHARED), more=True), "<pagedown>+")
        assert state.page is CheckinPage.PARTNER
        assert states.answers(state).partner is None

    def test_a_night_without_sleep_has_nothing_to_tell(self, opened: Open) -> None:
        night = Night(did_not_sleep=True)
        state = replace(opened(Entry(date=DAY, night=night), profile=SHARED), more=True)
        assert "bed partner" not in pages(state)

    def test_more_closed_on_it_moves_on_all_the_same(
        self, opened: Open, pressed: Press
    ) -> None:
        state = pressed(replace(opened(profile=SHARED), more=True), "<pagedown><pagedown>m")
        assert pressed(state, "<enter>").page is CheckinPage.DAY

    def test_it_is_read_out_in_lines(self, opened: Open, pressed: Press) -> None:
        state = pressed(replace(opened(profile=SHARED), more=True), "<pagedown><pagedown>")
        lines = question_lines(state)
        assert lines[0] == "1 of 3: Did they kick or jerk in their sleep?"
        assert "For the bed partner" in lines[1]
        told = states.answers(answer_line(state, "no")).partner
        assert told == Partner(sleep_movement=SleepMovement.NONE)


def took(name: str, dose: str | None = None, back: int = 0) -> Entry:
    given = (MedicineTaken(name=name, dose=dose, at="08:00"),)
    return Entry(date=DAY - timedelta(days=back), day=Day(medicines=given))


class TestANewMedicine:
    @staticmethod
    def asked(state: State) -> bool:
        shown = states.visible(state, CheckinPage.DAY)
        return "new-medicine" in [question.id for question in shown]

    def test_it_is_asked_where_one_is_new_in_the_diary(self, opened: Open) -> None:
        state = opened(took("[/]"))
        assert self.asked(state)
        assert states.answers(state).day == took("[/]").day
        explain = prompts.prompt(
            replace(state, page=CheckinPage.DAY, at="new-medicine")
        ).explain
        assert explain == ("New in your diary, or with another dose: [/].",)

    def test_it_is_asked_where_a_dose_changed(self, opened: Open) -> None:
        history = [took("Iron", "20 mg", back=1)]
        assert self.asked(opened(took("Iron", "40 mg"), history=history))

    def test_a_known_one_or_none_at_all_asks_nothing(self, opened: Open) -> None:
        assert not self.asked(opened(took("Iron"), history=[took("iron", back=3)]))
        assert not self.asked(opened(now=EVENING))

    @pytest.mark.parametrize(("key", "is_new"), [("1", True), ("0", False)])
    def test_only_the_person_answers_it(
        self, opened: Open, pressed: Press, key: str, is_new: bool
    ) -> None:
        state = replace(opened(took("Iron")), page=CheckinPage.DAY, at="new-medicine")
        skipped = pressed(state, "<enter>")
        assert not skipped.changed
        answered = pressed(state, key)
        day = states.answers(answered).day
        assert day is not None
        assert day.new_medicine is is_new
        again = opened(states.answers(answered))
        assert self.asked(again)
