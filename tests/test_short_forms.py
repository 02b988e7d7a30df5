"""Statements of added frameworks in a text: found by the framework's id, whatever their codes look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.sources.short_forms import find_short_forms

#: The codes of one framework, and another of which none is held.
HELD = {"skills": ["1.2", "1(a)", "5.", "plan", "A/1", "a,b", "é"], "more": []}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as in skills:1.2.", [("skills", "1.2")]),
        ("(skills:a-b, more:Ä1)", [("skills", "a-b"), ("more", "Ä1")]),
        ("“skills:a”; skills:b?", [("skills", "a"), ("skills", "b")]),
        ("skillsets:1 other.skills:2 http://x/skills:3 -skills:4", []),
        ("skills: 1.2", []),
        ("skills:...", []),
        ("skills:" + "x" * 200, [("skills", "x" * 80)]),
        ("", []),
    ],
)
def test_a_short_form_is_the_id_and_all_that_stands_behind_its_colon(text: str, found: list[tuple[str, str]]) -> None:
    assert [(c.framework, c.code) for c in find_short_forms(text, HELD)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skills:1.2/skills:plan", ["1.2", "plan"]),
        ("skills:1.2;skills:9|more:x", ["1.2", "9", "x"]),
        ("(skills:1(a)), skills:5. skills:a,b.", ["1(a)", "5.", "a,b"]),
        ("skills:1.2,1.3 skills:1.2—so skills:plan's", ["1.2", "1.2", "plan"]),
        ("[skills:1.2](http://x/skills:7) **skills:plan** `skills:A/1` skills:é<br>", ["1.2", "plan", "A/1", "é"]),
    ],
)
def test_a_code_that_is_held_ends_where_it_ends(text: str, found: list[str]) -> None:
    assert [c.code for c in find_short_forms(text, HELD)] == found


@pytest.mark.parametrize("code", ["1.2.9", "1.2-b", "1.2a", "1.2(a)", "1.2/3", "1.20", "plan_b", "1(b)"])
def test_a_code_that_begins_as_one_that_is_held_is_not_cut_to_it(code: str) -> None:
    assert [c.code for c in find_short_forms(f"see skills:{code}, and more", HELD)] == [code]
    assert [c.code for c in find_short_forms(f"(skills:{code})", HELD)] == [code]


def test_without_frameworks_nothing_is_looked_for_and_an_id_is_no_pattern() -> None:
    assert list(find_short_forms("skills:1", {})) == []
    assert list(find_short_forms("aXb:1", {"a.b": ["1"]})) == []
    assert [c.code for c in find_short_forms("a.b:1 (x+y:2)", {"a.b": ["1"], "x+y": []})] == ["1", "2"]


@given(st.text(alphabet="ab:1. ,)\n", max_size=60))
def test_the_offsets_are_those_of_what_is_printed(text: str) -> None:
    for citation in find_short_forms(text, {"a": ["1", "b."], "ab": []}):
        assert text[citation.start : citation.end] == citation.printed_code == f"{citation.framework}:{citation.code}"
