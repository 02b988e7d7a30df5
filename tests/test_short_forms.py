"""Statements of added frameworks in a text: found by the framework's id, whatever their codes look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.sources.short_forms import find_short_forms


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
    assert [(c.framework, c.code) for c in find_short_forms(text, ["skills", "more"])] == found


def test_without_frameworks_nothing_is_looked_for_and_an_id_is_no_pattern() -> None:
    assert list(find_short_forms("skills:1", [])) == []
    assert list(find_short_forms("aXb:1", ["a.b"])) == []
    assert [c.code for c in find_short_forms("a.b:1 (x+y:2)", ["a.b", "x+y"])] == ["1", "2"]


@given(st.text(alphabet="ab:1. ,)\n", max_size=60))
def test_the_offsets_are_those_of_what_is_printed(text: str) -> None:
    for citation in find_short_forms(text, ["a", "ab"]):
        assert text[citation.start : citation.end] == citation.printed_code == f"{citation.framework}:{citation.code}"
