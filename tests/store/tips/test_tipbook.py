"""The tipbook: where it is, what it reads, what it leaves for later, how it names a mistake."""

import shutil
import tomllib
from pathlib import Path

import pytest

from coach.core.diary.choices import GoalKind, Practice
from coach.core.tips.facts.table import Facts
from coach.store.tips import ready, tipbook
from coach.store.tips.tipbook import Tipbook, TipError, load

TIP = {
    "id": '"light-one"',
    "do": '"Dim the lamps."',
    "why": '"It is evening."',
    "source": '"own"',
}
HEAD = 'title = "Light"\n[need]\nsource = "own"\n3 = { stress = ">= 5" }\n'
PAGE = """
title = "A page"
order = 1
[[section]]
heading = "Part"
text = "Words."
sources = ["own"]
"""


def table(**fields: str | None) -> str:
    merged = {**TIP, **fields}
    lines = [f"{name} = {value}" for name, value in merged.items() if value is not None]
    return "\n".join(["[[tip]]", *lines, ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "some-tips"
    (where / "learn").mkdir(parents=True)
    (where / "light.toml").write_text(f"{HEAD}{table()}")
    (where / "sources.toml").write_text('[own]\ncitation = "Ours."\n')
    (where / "learn" / "page.toml").write_text(PAGE)
    return where


def test_a_tip_is_read_with_all_that_it_says(folder: Path) -> None:
    (folder / "light.toml").write_text(
        HEAD
        + table(
            when='{ stress = ">= 4" }',
            unless="{ pregnant = true }",
            wind_down='"worry_list"',
            goal='"screens_down_by"',
            safety="true",
            first="true",
            asks_for_doctor="true",
            for_tomorrow="true",
            begins_h_before_bed="1.5",
        )
    )
    book = load(folder)
    (tip,) = book.tips
    assert (tip.id, tip.subject, tip.do, tip.why) == (
        "light-one",
        "light",
        "Dim the lamps.",
        "It is evening.",
    )
    assert (tip.wind_down, tip.safety, tip.first) == (Practice.WORRY_LIST, True, True)
    assert tip.goal is GoalKind.SCREENS_DOWN_BY
    assert (tip.asks_for_doctor, tip.for_tomorrow, tip.begins_h_before_bed) == (True, True, 1.5)
    assert tip.fits(Facts({"stress": 4}))
    assert not tip.fits(Facts({"stress": 4, "pregnant": True}))
    assert [(subject.slug, subject.title) for subject in book.subjects] == [("light", "Light")]
    assert book.tip("light-one") is tip
    assert book.tip("not-here-any-more") is None
    assert book.of(book.subjects[0]) == (tip,)


def test_a_source_reads_with_its_doi_where_there_is_one(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '[own]\ncitation = "Ours."\n[other]\ncitation = "Theirs."\ndoi = "10.1/x"\n'
    )
    sources = load(folder).sources
    assert sources["own"].words == "Ours."
    assert sources["other"].words == "Theirs. doi:10.1/x"


def test_a_page_is_read_in_paragraphs(folder: Path) -> None:
    (folder / "learn" / "page.toml").write_text(
        PAGE.replace('"Words."', '"""\nOne line\nand more.\n\nAnother.\n"""')
    )
    page = load(folder).page("page")
    assert page.sections[0].paragraphs == ("One line and more.", "Another.")
    assert page.sources == ("own",)


@pytest.mark.parametrize("slug", ["nowhere", "../light", "", "learn/page"])
def test_a_page_that_is_not_there_is_refused(folder: Path, slug: str) -> None:
    with pytest.raises(KeyError):
        load(folder).page(slug)


MALFORMED = [
    (table(do=None), "light.toml, light-one, do: it is missing"),
    (table(do='" "'), "light.toml, light-one, do: ' ' is no text"),
    (table(do="3"), "light.toml, light-one, do: 3 is no text"),
    (table(do=f'"{"x" * 111}"'), "light.toml, light-one, do: 111 characters, at most 110"),
    (table(why=f'"{"x" * 91}"'), "light.toml, light-one, why: 91 characters, at most 90"),
    (table(source=None), "light.toml, light-one, source: it is missing"),
    (table(id=None), "light.toml, tip 1, id: it is missing"),
    (table(id='"Light One"'), "light.toml, Light One, id: 'Light One' is not a name like"),
    (table(when='{ stres = ">= 4" }'), "light-one, when.stres: there is no fact 'stres'"),
    (table(when='{ stress = "lots" }'), "light-one, when.stress: 'lots' is no comparison"),
    (table(unless="[]"), "light-one, unless: it is empty"),
    (table(wind_down='"singing"'), "light-one, wind_down: 'singing' is none of breathing"),
    (table(wind_down='"other"'), "light-one, wind_down: 'other' is none of breathing"),
    (table(wind_down="[1]"), "light-one, wind_down: [1] is none of breathing"),
    (table(goal='"sleep_less"'), "light-one, goal: 'sleep_less' is none of last_caffeine_by"),
    (table(safety='"yes"'), "light-one, safety: 'yes' is neither true nor false"),
    (table(whenn="{}"), "light-one, whenn: there is no such field"),
    (table() + table(), "light.toml, light-one, id: light.toml has a tip of that name as well"),
    (table(begins_h_before_bed="13"), "begins_h_before_bed: 13 is no number from 0 to 12"),
    (table(begins_h_before_bed="true"), "begins_h_before_bed: True is no number from 0"),
    ("[[tip]]\ntip = 3", "light.toml, tip 1, tip: there is no such field"),
    ("tip = 3", "light.toml, need, tip: there is no such field"),
    ("", "light.toml, tip: it is missing"),
    ("[[tip]\n", "light.toml: Expected"),
]


@pytest.mark.parametrize(("text", "message"), MALFORMED, ids=[case[1] for case in MALFORMED])
def test_a_malformed_tip_is_named_by_file_tip_and_field(
    folder: Path, text: str, message: str
) -> None:
    (folder / "light.toml").write_text(f"{HEAD}{text}")
    with pytest.raises(TipError) as refused:
        load(folder)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("need", "message"),
    [
        ("", "light.toml, need: it is missing"),
        ("need = 3", "light.toml, need: it is not a table"),
        ("[need]", "light.toml, need, source: it is missing"),
        ('[need]\nsource = "own"\n4 = { stress = ">= 1" }', "need, 4: there is no such field"),
        ('[need]\nsource = "own"\n2 = { stres = ">= 1" }', "need, 2.stres: there is no fact"),
    ],
)
def test_a_malformed_need_is_named_by_file_and_step(
    folder: Path, need: str, message: str
) -> None:
    (folder / "light.toml").write_text(f'title = "Light"\n{need}\n{table()}')
    with pytest.raises(TipError) as refused:
        load(folder)
    assert message in str(refused.value)


def test_the_need_of_a_subject_is_weighed_by_its_highest_step(folder: Path) -> None:
    need = '[need]\nsource = "own"\n1 = { stress = ">= 2" }\n3 = { stress = ">= 5" }\n'
    (folder / "light.toml").write_text(f'title = "Light"\n{need}{table()}')
    (subject,) = load(folder).subjects
    steps = [subject.need.weighed(Facts({"stress": stress})).step for stress in (1, 2, 5)]
    assert steps == [0, 1, 3]
    assert subject.need.weighed(Facts({"stress": 5})).because == ("stress was 5 of 5",)


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "light.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(TipError, match=r"light\.toml: 'utf-8' codec"):
        load(folder)


def test_two_files_with_a_tip_of_one_name_are_refused(folder: Path) -> None:
    (folder / "room.toml").write_text(f"{HEAD}{table()}")
    with pytest.raises(TipError, match=r"room\.toml, light-one, id: light\.toml has"):
        load(folder)


def test_a_folder_without_tips_is_named(tmp_path: Path) -> None:
    with pytest.raises(TipError, match="there are no tips"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("sources.toml", "own = 3", "sources.toml, own: 3 is not a table"),
        ("sources.toml", "[own]", "sources.toml, own, citation: it is missing"),
        (
            "sources.toml",
            '[own]\ncitation = "Ours."\ndoi = "https://doi.org/10.1/x"',
            "sources.toml, own, doi: 'https://doi.org/10.1/x' does not start with 10.",
        ),
        ("sources.toml", '[mine]\ncitation = "Ours."', "light.toml, need, source: 'own'"),
        ("learn/page.toml", PAGE.replace("order = 1", ""), "page.toml, order: it is missing"),
        ("learn/page.toml", PAGE.replace("= 1", '= "1"'), "page.toml, order: '1' is not a"),
        (
            "learn/page.toml",
            PAGE.replace('"own"', "3"),
            "section 1, sources: [3] is not a list",
        ),
        (
            "learn/page.toml",
            PAGE.replace('"own"', '"theirs"'),
            "page.toml, sources: 'theirs' is not in sources.toml",
        ),
        ("learn/page.toml", PAGE.replace("text", "txt"), "page.toml, section 1, txt: there is"),
    ],
)
def test_a_malformed_source_or_page_is_named_when_it_is_asked_for(
    folder: Path, file: str, text: str, message: str
) -> None:
    (folder / file).write_text(text)
    book = load(folder)
    with pytest.raises(TipError) as refused:
        book.check()
    assert message in str(refused.value)


def test_sources_and_pages_are_read_only_when_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    real = tomllib.loads

    def noting(text: str) -> dict[str, object]:
        parsed.append(text)
        return real(text)

    monkeypatch.setattr(tomllib, "loads", noting)
    book = load(folder)
    assert len(parsed) == 1
    book.page("page")
    assert parsed[1:] == [PAGE]


def test_the_programs_own_tips_are_found_beside_it_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coach").mkdir()
    monkeypatch.setattr(tipbook, "_PACKAGE", tmp_path / "coach")
    assert tipbook.folder() == tmp_path / "tips"


def test_the_programs_own_tips_are_found_inside_it_once_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "coach" / "_tips").mkdir(parents=True)
    monkeypatch.setattr(tipbook, "_PACKAGE", tmp_path / "coach")
    assert tipbook.folder() == tmp_path / "coach" / "_tips"


def test_the_programs_own_tips_load() -> None:
    assert isinstance(load(), Tipbook)


def test_the_ready_file_of_a_wheel_says_what_the_toml_files_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tipbook.folder()
    installed = tmp_path / "_tips"
    shutil.copytree(own, installed)
    (installed / ready.NAME).write_text(ready.packed(own), encoding="utf-8")
    slow = Tipbook(own)
    slow.check()
    pages, sources = slow.pages, slow.sources

    def no_toml(text: str) -> dict[str, object]:
        raise AssertionError(f"TOML was read: {text[:40]}")

    monkeypatch.setattr(tomllib, "loads", no_toml)
    quick = Tipbook(installed)
    assert (quick.tips, quick.subjects) == (slow.tips, slow.subjects)
    assert (quick.pages, quick.sources) == (pages, sources)


def test_a_checkout_holds_no_ready_file_that_could_be_older_than_the_tips() -> None:
    assert list(tipbook.folder().rglob(ready.NAME)) == []
