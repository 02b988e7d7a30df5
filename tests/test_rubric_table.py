from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.sources.citations import find_citations
from crosswalk.sources.outline import LEVEL_LABELS, read_outline
from crosswalk.sources.repairs import Repair
from crosswalk.sources.rubric_table import LEVEL_KEYS, PROPER_NAMES, Bullet, RubricReading, read_rubric


def read(table: str, *repairs: Repair) -> RubricReading:
    text = "PSI1: Ours: Said\n" + "\t".join(LEVEL_LABELS) + "\n" + table
    outline = read_outline(text, find_citations(text), "ours")
    return read_rubric(text, outline.psis[0], repairs)


def bullets(table: str, *repairs: Repair, level: str = "exceeds") -> list[str]:
    return [bullet.text for bullet in read(table, *repairs).bullets if bullet.level == level]


def repair(kind: str, words: str, level: str = "exceeds", confidence: str = "high") -> Repair:
    return Repair(kind, f"PSI1/{level}", words, confidence, "because")


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Does one thing Does another", ["Does one thing", "Does another"]),
        ("starts small Then big", ["starts small", "Then big"]),
        ('Leads "Great" things', ["Leads", '"Great" things']),
        ("Works in AIS and IB Continuum. Ends", ["Works in AIS and IB Continuum.", "Ends"]),
        ("Feels International Mindedness daily", ["Feels International Mindedness daily"]),
        ("Feels International things", ["Feels", "International things"]),
        ("", []),
    ],
)
def test_a_bullet_begins_at_a_capital_that_is_no_proper_name(cell: str, wanted: list[str]) -> None:
    assert bullets(f"{cell}\tb\tc\td") == wanted


@pytest.mark.parametrize("name", sorted(" ".join(name) for name in PROPER_NAMES))
def test_a_proper_name_begins_no_bullet(name: str) -> None:
    assert bullets(f"Goes to {name}, and on\tb\tc\td") == [f"Goes to {name}, and on"]


def test_a_second_row_goes_on_where_the_first_left_off() -> None:
    found = read("One that\tTwo\tThree\tFour\nruns on\tMore\t\tand on")
    assert [(b.level, b.text, b.joined) for b in found.bullets] == [
        ("exceeds", "One that runs on", True),
        ("meets", "Two", False),
        ("meets", "More", False),
        ("approaches", "Three", False),
        ("does-not-meet", "Four and on", True),
    ]


def test_a_loose_list_goes_on_at_the_first_level_and_a_tail_moves_to_the_next() -> None:
    table = "One\tTwo\tThree\tFour\n\n- Five in One\n- goes on\n- Six\n"
    assert bullets(table) == ["One", "Five in One"]
    assert bullets(table, level="meets") == ["Two goes on", "Six"]


def test_a_level_repair_moves_the_loose_list_on() -> None:
    table = "One\tTwo\tThree\tFour\n\n- Five\n- Six here\n- Seven\n"
    assert bullets(table, repair("level", "Six here", "approaches"), level="approaches") == [
        "Three",
        "Six here",
        "Seven",
    ]


def test_a_split_begins_a_bullet_in_lower_case_and_doubts_both_sides() -> None:
    found = read("One and two and three\tb\tc\td", repair("split", "two and", confidence="low"))
    assert [(b.text, b.split) for b in found.bullets[:2]] == [("One and", "low"), ("two and three", "low")]


def test_a_join_takes_back_what_a_capital_says_and_doubts_that_bullet() -> None:
    found = read("One. And Two Three\tb\tc\td", repair("join", "And", confidence="medium"))
    assert [(b.text, b.split) for b in found.bullets if b.level == "exceeds"] == [
        ("One. And", "medium"),
        ("Two", "high"),
        ("Three", "high"),
    ]


def test_a_stem_makes_a_list_whose_items_begin_at_splits_alone() -> None:
    found = read(
        "Little grasp of Big things and Small things\tb\tc\td",
        repair("stem", "Little grasp of"),
        repair("split", "Small"),
    )
    assert [(b.stem, b.text) for b in found.bullets if b.level == "exceeds"] == [
        ("Little grasp of", "Big things and"),
        ("Little grasp of", "Small things"),
    ]


def test_a_doubt_is_about_one_bullet() -> None:
    found = read("One Two Three\tb\tc\td", repair("doubt", "Two", confidence="medium"))
    assert [b.split for b in found.bullets if b.level == "exceeds"] == ["high", "medium", "high"]


@pytest.mark.parametrize(
    "useless",
    [
        repair("split", "nowhere"),
        repair("split", "and"),
        repair("split", "Two"),
        repair("split", "One"),
        repair("join", "and"),
        repair("join", "One"),
        repair("stem", "Two"),
        repair("stem", "One and and Two"),
        repair("doubt", "and"),
        repair("level", "One", "exceeds"),
        Repair("split", "PSI1", "and", "high", "no level"),
        Repair("level", "PSI1/nothing", "One", "high", "no such level"),
        Repair("split", "PSI2/exceeds", "and and", "high", "another PSI"),
    ],
)
def test_a_repair_that_matches_nothing_twice_or_changes_nothing_is_not_applied(useless: Repair) -> None:
    table = "One and and Two\tb\tc\td"
    found = read(table, useless)
    assert found.applied == frozenset()
    assert found.bullets == read(table).bullets


WORDS = st.lists(st.sampled_from(["One", "two", "AIS", "IB", "World", "Community", "x."]), max_size=12)


@given(st.lists(WORDS, min_size=4, max_size=4), st.lists(WORDS, max_size=3))
def test_bullets_put_together_are_the_words_of_the_column(cells: list[list[str]], items: list[list[str]]) -> None:
    table = "\t".join(" ".join(cell) for cell in cells) + "\n" + "".join(f"- {' '.join(item)}\n" for item in items)
    found = read(table).bullets
    wanted = sorted(word for part in (*cells, *items) for word in part)
    assert sorted(word for bullet in found for word in bullet.text.split()) == wanted
    assert all(bullet.text for bullet in found)
    for level in LEVEL_KEYS:
        positions = [bullet.position for bullet in found if bullet.level == level]
        assert positions == list(range(1, len(positions) + 1))


def test_a_bullet_says_where_it_is_and_how_sure() -> None:
    assert read("One\t\t\t").bullets == (Bullet("exceeds", 1, "One", "", "high", False),)
