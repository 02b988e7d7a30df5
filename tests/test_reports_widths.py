"""Columns share the width of a page as the report says, and leave no code broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reports_content import REGISTER, school

from crosswalk.reports import widths
from crosswalk.reports.content import Column, Kind

KINDS: list[Kind] = ["text", "code", "status", "number"]
COLUMNS = st.builds(Column, st.text(max_size=20), st.integers(0, 6), st.sampled_from(KINDS))


def test_columns_are_as_wide_as_the_report_says() -> None:
    assert widths.shares([Column("A", 1), Column("B", 3)], [], 100) == [0.25, 0.75]


def test_a_code_is_whole_and_the_others_share_the_rest() -> None:
    found = widths.shares([Column("A", 1, "code"), Column("B", 2), Column("C", 2)], [("x" * 20, "", "")], 60)
    assert found == pytest.approx([22 / 60, 19 / 60, 19 / 60])


def test_no_code_of_a_register_is_broken() -> None:
    rows = [row.cells for row in school().tables[0].rows]
    found = widths.shares(REGISTER, rows, 130)
    assert found[0] * 130 >= max(len(str(row[0])) for row in rows)
    assert found[2] * 130 >= len("candidate only")


def test_what_is_too_long_for_any_column_does_not_starve_the_others() -> None:
    assert widths.least(Column("A", 1, "code"), ["x" * 40_000]) == widths.UNBROKEN + 2
    assert widths.least(Column("A"), ["x" * 40_000]) < widths.UNBROKEN


@given(st.lists(COLUMNS, min_size=1, max_size=12), st.integers(10, 200), st.data())
def test_the_shares_are_together_the_whole_page(columns: list[Column], line: int, data: st.DataObject) -> None:
    row = st.tuples(*[st.text(max_size=30) for _ in columns])
    found = widths.shares(columns, data.draw(st.lists(row, max_size=4)), line)
    assert sum(found) == pytest.approx(1) and min(found) > 0
