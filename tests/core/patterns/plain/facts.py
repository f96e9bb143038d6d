"""What a diary says, day by day, written out from the text of the rules alone.

A fact of a day is yes, no, or not there at all: nobody answered, or nobody could see. Days
are proleptic ordinals (``date.toordinal``), so that windows are plain ranges. Nothing here is
fast, and nothing here is taken from the product but its records and the reckoning of one
night, of one day and of caffeine.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import Day, Entry, Movement, Night, Partner, Profile

EXEMPTING = {"caring", "travel", "illness", "shift"}
MODIFIERS = (
    "diabetes",
    "anaemia",
    "kidney_disease",
    "sleep_apnoea",
    "narcolepsy",
    "spinal_cord_tumour",
)
DREAMS = ("unknown", "none", "acted_out", "injury", "head_injury")
KICKS = ("unknown", "none", "noticed", "woke_me")
BREATHS = ("unknown", "none", "snoring", "pauses")
AWAKE = ("none", "flicker", "jerk")
SIGNS_OF_R03 = {
    "weakness",
    "stiffness",
    "several_places",
    "suspected_medicine",
    "sudden_face_arm_speech_change",
}
SIGNS_OF_R09 = {"convulsion", "one_weak_seizure_sign", "identical_events"}
ONE_OFF_SIGNS_OF_R03 = SIGNS_OF_R03 - {"several_places"}


class Facts:
    """The facts of a diary.

    Attributes:
        first: The earliest entry of any kind that is not cleared; None without one.
        said: For each fact, the days on which it is answered, and how.
        asked: For each question, the days on which it holds any value, ``unknown`` too.
        slept: Minutes of sleep of the nights that tell them.
    """

    def __init__(self, entries: Iterable[Entry], profile: Profile | None) -> None:
        self.profile = profile or Profile()
        self.entries = {
            entry.date.toordinal(): entry for entry in entries if entry.cleared is None
        }
        self.first = min(self.entries, default=None)
        self.said: dict[str, dict[int, bool]] = {}
        self.asked: dict[str, set[int]] = {}
        self.slept: dict[int, int] = {}
        self.nights: dict[int, sleep.Measures] = {}
        self.levels: dict[tuple[str, int], int] = {}
        self.late = {day for day, entry in self.entries.items() if self._is_late(entry)}
        self.cutting = {
            day + later
            for day, entry in self.entries.items()
            if day not in self.late and "cutting_caffeine" in self._tags(entry)
            for later in range(11)
        }
        for day, entry in self.entries.items():
            if day in self.late:
                self._read_late(day, entry)
            else:
                self._read(day, entry)

    def number(self, day: int) -> int:
        """Which day of the diary a day is: a level reads at most the last 112 days."""
        earliest = min((d for d in self.entries if day - 112 < d <= day), default=day + 1)
        return day - earliest + 1

    # -- asking ---------------------------------------------------------------------------

    def fact(self, name: str, day: int) -> bool | None:
        """A fact of a day: yes, no, or None where it is missing."""
        return self.said.get(name, {}).get(day)

    def yes(self, name: str, last: int, length: int) -> list[int]:
        """The flagged days of the window of so many days that ends on a day."""
        answers = self.said.get(name, {})
        return [day for day in range(last - length + 1, last + 1) if answers.get(day)]

    def count(self, name: str, last: int, length: int) -> int:
        return len(self.yes(name, last, length))

    def answered(self, name: str, last: int, length: int) -> int:
        answers = self.said.get(name, {})
        return sum(day in answers for day in range(last - length + 1, last + 1))

    def has(self, condition: str) -> bool:
        return condition in (self.profile.conditions or ())

    @property
    def is_pregnant(self) -> bool:
        return self.profile.pregnant_trimester is not None

    @property
    def takes_antidepressant(self) -> bool:
        return "antidepressant" in (self.profile.medicines or ())

    # -- reading an entry -----------------------------------------------------------------

    def _note(self, name: str, day: int, answer: bool | None) -> None:
        if answer is not None:
            self.said.setdefault(name, {})[day] = answer

    def _is_late(self, entry: Entry) -> bool:
        stamp = entry.first_recorded_at
        if stamp is None:
            return False
        hour, minute = self._day_starts_at(entry).split(":")
        morning = entry.date + timedelta(days=1)
        end = datetime(
            morning.year,
            morning.month,
            morning.day,
            int(hour),
            int(minute),
            tzinfo=days.zone(entry.tz) or stamp.tzinfo,
        )
        return stamp.astimezone(UTC) - end.astimezone(UTC) > timedelta(hours=48)

    def _day_starts_at(self, entry: Entry) -> str:
        return entry.day_starts_at or self.profile.day_starts_at or "04:00"

    @staticmethod
    def _tags(entry: Entry) -> set[str]:
        return set((entry.day or Day()).context or ())

    def _read(self, day: int, entry: Entry) -> None:
        movement = entry.movement or Movement()
        told = entry.partner or Partner()
        of_day = entry.day or Day()
        measures = sleep.counted(entry)
        night = Night() if measures is None or entry.night is None else entry.night
        if measures is not None:
            self.nights[day] = measures
        starts = movement.sleep_starts
        kick = graver(KICKS, movement.sleep_movement, told.sleep_movement)
        dream = graver(DREAMS, movement.dream_enactment, told.dream_enactment)
        breath = graver(BREATHS, movement.breathing, told.breathing)
        awake = awake_of(entry)
        urge = movement.leg_urge
        signs = {str(sign) for sign in movement.signs or ()}

        self._note_asked(day, awake, starts, kick, urge, dream, breath)
        kicked = among(kick, "noticed", "woke_me")
        self._note("moved", day, either(among(starts, "undisturbing", "disturbing"), kicked))
        self._note("jerk", day, among(awake, "jerk"))
        self._note("twitch", day, among(awake, "flicker", "jerk"))
        disturbed = either(among(starts, "disturbing"), among(kick, "woke_me"))
        self._note("disturbed", day, disturbed)
        self._note("undisturbing", day, among(starts, "undisturbing"))
        self._note("kick", day, kicked)
        self._note("urge", day, among(urge, "urge", "delayed_sleep"))
        self._note("delayed", day, among(urge, "delayed_sleep"))
        self._note("acted_out", day, among(dream, "acted_out", "injury", "head_injury"))
        self._note("hurt", day, among(dream, "injury", "head_injury"))
        self._note("head_hurt", day, among(dream, "head_injury"))
        self._note("pause", day, among(breath, "pauses"))
        self._note("loud", day, among(breath, "snoring", "pauses"))
        self._read_day(day, of_day, night)
        self._read_sleep(day, of_day, night, measures)
        self._note("new_movement", day, either(disturbed, among(awake, "jerk")))
        self._note("new_urge", day, self.fact("urge", day))
        self._note("new_dream", day, self.fact("acted_out", day))
        new = [self.fact(name, day) for name in ("new_movement", "new_urge", "new_dream")]
        self._note("new_trouble", day, either(*new))
        is_answered = (
            any(answer not in (None, "unknown") for answer in (starts, kick, dream, urge))
            or breath not in (None, "unknown")
            or awake is not None
            or movement.signs is not None
            or any(
                answer is not None
                for answer in (
                    night.rested,
                    night.sleep_latency_min,
                    night.awake_min,
                    night.woke_early_min,
                    of_day.sleepiness,
                    of_day.dozed_driving,
                    of_day.sudden_weakness,
                    of_day.sleep_paralysis,
                    of_day.morning_headache,
                    of_day.hard_to_cope,
                    of_day.new_medicine,
                )
            )
        )
        self._read_signs(day, entry, signs, is_answered)
        weak = among(of_day.sudden_weakness, "yes", "with_fall")
        self._note("weak", day, bool(weak) if is_answered else None)
        if self.has("spinal_cord_tumour"):
            cord = "bladder_bowel_or_saddle_change" in signs
            self._note("spine", day, True if cord else disturbed)

    def _note_asked(self, day: int, awake: object, starts: object, *others: object) -> None:
        kick, urge, dream, breath = others
        for name, answer in (
            ("awake", awake),
            ("starts_or_kick", starts if starts is not None else kick),
            ("kick", kick),
            ("urge", urge),
            ("dream", dream),
            ("breath", breath),
        ):
            if answer is not None:
                self.asked.setdefault(name, set()).add(day)

    def _read_signs(self, day: int, entry: Entry, signs: set[str], is_answered: bool) -> None:
        for sign in signs:
            self._note(sign, day, True)
        if is_answered:
            self._note("answered", day, True)
            self._note("r03", day, bool(signs & SIGNS_OF_R03))
            self._note("r09", day, bool(signs & SIGNS_OF_R09))
            if not self.has("spinal_cord_tumour"):
                self._note("spine", day, "bladder_bowel_or_saddle_change" in signs)
        movement = entry.movement or Movement()
        kick = graver(
            KICKS, movement.sleep_movement, (entry.partner or Partner()).sleep_movement
        )
        beside = either(
            among(movement.sleep_starts, "undisturbing", "disturbing"),
            among(kick, "noticed", "woke_me"),
            among(awake_of(entry), "flicker", "jerk"),
        )
        if "two_toxicity_signs" in signs and beside:
            self._note("toxic", day, True)

    def _read_day(self, day: int, of_day: Day, night: Night) -> None:
        unrefreshed = None if night.rested is None else night.rested <= 2
        sleepy = among(of_day.sleepiness, "sleepy", "dozed_off")
        self._note("poor", day, either(unrefreshed, sleepy))
        if day in self.cutting:
            self._note("tired", day, unrefreshed)
        else:
            self._note("tired", day, either(unrefreshed, sleepy, of_day.morning_headache))
            rested_enough = night.rested is not None and night.rested >= 3
            if sleepy is None and rested_enough and (of_day.fatigue or 9) <= 3:
                sleepy = False
            self._note("sleepy", day, sleepy)
            self._note("dozed", day, among(of_day.sleepiness, "dozed_off"))
        self._note("driving", day, of_day.dozed_driving)
        nodded = (
            None if day in self.cutting and not of_day.dozed_driving else of_day.dozed_driving
        )
        self._note("drowsy", day, either(self.fact("sleepy", day), nodded))
        self._note("fall", day, among(of_day.sudden_weakness, "with_fall"))
        self._note("paralysis", day, of_day.sleep_paralysis)
        self._note("hard_to_cope", day, of_day.hard_to_cope)
        self._note("new_medicine", day, of_day.new_medicine)
        self._note("exempt", day, bool(EXEMPTING & set(of_day.context or ())))
        for name in ("sleepy", "dozed"):
            if not self.fact("exempt", day):
                self._note(f"{name}_untagged", day, self.fact(name, day))

    def _read_sleep(
        self, day: int, of_day: Day, night: Night, measures: sleep.Measures | None
    ) -> None:
        if night.did_not_sleep:
            self.slept[day] = 0
        elif measures is not None and measures.total_sleep is not None:
            self.slept[day] = measures.total_sleep
        if EXEMPTING & set(of_day.context or ()):
            return
        if night.did_not_sleep:
            self._note("bad", day, True)
            return
        latency, awake, early = night.sleep_latency_min, night.awake_min, night.woke_early_min
        over = (latency or 0) > 30 or (awake or 0) > 30 or (early or 0) >= 30
        chance = None if measures is None else measures.opportunity
        if over:
            self._note("bad", day, chance is None or chance >= 390)
        elif latency is not None and awake is not None:
            self._note("bad", day, False)

    def _read_late(self, day: int, entry: Entry) -> None:
        """Of a late entry only red flags, jerks, movement nights, medicines, signs, harm."""
        movement = entry.movement or Movement()
        told = entry.partner or Partner()
        of_day = entry.day or Day()
        signs = {str(sign) for sign in movement.signs or ()}
        kick = graver(KICKS, movement.sleep_movement, told.sleep_movement)
        dream = graver(DREAMS, movement.dream_enactment, told.dream_enactment)
        starts = among(movement.sleep_starts, "undisturbing", "disturbing")
        yes = {
            "jerk": awake_of(entry) == "jerk",
            "moved": bool(either(starts, among(kick, "noticed", "woke_me"))),
            "acted_out": dream in ("injury", "head_injury"),
            "hurt": dream in ("injury", "head_injury"),
            "head_hurt": dream == "head_injury",
            "driving": bool(of_day.dozed_driving),
            "drowsy": bool(of_day.dozed_driving),
            "weak": of_day.sudden_weakness == "with_fall",
            "fall": of_day.sudden_weakness == "with_fall",
            "new_medicine": bool(of_day.new_medicine),
            "r03": bool(signs & SIGNS_OF_R03),
            "r09": bool(signs & SIGNS_OF_R09),
            "spine": "bladder_bowel_or_saddle_change" in signs,
        }
        for name, holds in yes.items():
            if holds:
                self._note(name, day, True)
        self._read_signs(day, entry, signs, is_answered=False)

    # -- what explains a night ------------------------------------------------------------

    def timely(self, day: int) -> Entry | None:
        return None if day in self.late else self.entries.get(day)

    def bed(self, night: int, *, is_to_come: bool = False) -> datetime | None:
        """When a night began; of a night still to come only what was meant is known."""
        measures = None if is_to_come else self.nights.get(night)
        if measures is not None and (measures.in_bed or measures.tried) is not None:
            return measures.in_bed or measures.tried
        evening = self.timely(night - 1)
        morning = None if is_to_come else self.timely(night)
        clock = None if evening is None or evening.day is None else evening.day.bedtime
        # The usual bedtime is told by the night's own clock where it is known.
        near = evening if clock is not None or morning is None else morning
        clock = clock or self.profile.bedtime
        if clock is None:
            return None
        tz = None if near is None else days.zone(near.tz)
        return days.bedtime_after(date.fromordinal(night - 1), clock, tz)

    def moment(self, day: int, clock: str) -> datetime:
        entry = self.entries[day]
        starts = self._day_starts_at(entry)
        return days.in_day(entry.date, clock, starts, days.zone(entry.tz))

    def caffeine_left(self, night: int, *, is_to_come: bool = False) -> float:
        """Milligrams left when a night began, of its date's drinks and the three before."""
        bed = self.bed(night, is_to_come=is_to_come)
        if bed is None:
            return 0.0
        doses = [
            caffeine.Dose(self.moment(day, drink.at), drink.mg)
            for day in range(night - 3, night if is_to_come else night + 1)
            if (entry := self.timely(day)) is not None
            for drink in (entry.day or Day()).caffeine or ()
        ]
        return caffeine.left(doses, bed, caffeine.half_life_h(self.profile))

    def is_explained(self, night: int) -> bool:
        """Whether something of the day before explains a disturbed night."""
        if self.fact("exempt", night) or self.slept.get(night - 1, 999) < 360:
            return True
        read = night - 1
        evening = self.timely(read)
        if evening is None or evening.day in (None, Day()):
            read = night
        entry = self.timely(read)
        of_day = Day() if entry is None or entry.day is None else entry.day
        if (of_day.stress or 0) >= 4 or sum(cup.mg for cup in of_day.caffeine or ()) > 400:
            return True
        if self.caffeine_left(night) > 75:
            return True
        bed, sport = self.bed(night), of_day.exercise
        if bed is None or sport is None or not sport.vigorous or sport.ended_at is None:
            return False
        return abs(bed - self.moment(read, sport.ended_at)) <= timedelta(hours=1)


def awake_of(entry: Entry) -> str | None:
    """Movement by day: the graver of the answer and what was noted as it happened."""
    kinds = [str(event.kind) for event in entry.events or () if event.kind != "other"]
    answer = (entry.movement or Movement()).awake
    told = kinds if answer is None else [*kinds, str(answer)]
    return max(told, key=AWAKE.index, default=None)


def graver(order: tuple[str, ...], own: str | None, partner: str | None) -> str | None:
    """The graver of two answers, an absent one being the least."""
    told = [str(answer) for answer in (own, partner) if answer is not None]
    return max(told, key=order.index, default=None)


def among(answer: str | None, *wanted: str) -> bool | None:
    return None if answer is None or answer == "unknown" else answer in wanted


def either(*answers: bool | None) -> bool | None:
    """Yes if any says so, no if any is answered, else missing."""
    if any(answers):
        return True
    return False if any(answer is not None for answer in answers) else None
