"""What a spreadsheet would compute is marked wherever a cell might begin, and the marks come off again, exactly."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_reports_spreadsheet import SIGNS, TRICKY, places

from crosswalk.formats.formulas import marked, unmarked


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1", "'=1"), ("'=1", "''=1"), (" '=1", " '=1"), ("a;=1", "a;'=1"), ("a\n'+1", "a\n''+1"), ("\t=1", "'\t'=1"),
        ("'\n'=1", "''\n''=1"), ("'tis", "'tis"), ("a; b", "a; b"), ("e-mail", "e-mail"), ("", ""),
    ],
)  # fmt: skip
def test_each_place_gets_one_mark_more_than_it_has(text: str, safe: str) -> None:
    assert marked(text) == safe and unmarked(safe) == text


@given(st.one_of(TRICKY, st.text()))
@example("'\t'=1")
@example("''\n;'-1")
def test_marks_come_off_again_exactly_and_nothing_begins_a_formula(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not set(places(marked(text))) & set(SIGNS)
