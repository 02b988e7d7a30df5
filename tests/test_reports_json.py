"""JSON for programs holds the records, exactly, with the account as an object."""

from __future__ import annotations

import json as reading
from typing import Any

import repository
from hypothesis import given
from hypothesis import strategies as st
from test_reports_content import hostile, report

from crosswalk.reports import json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT)


@given(st.lists(st.fixed_dictionaries({"a": VALUE, "b": st.lists(VALUE, max_size=3)}), max_size=4), TEXT)
def test_any_record_comes_back(records: list[dict[str, Any]], title: str) -> None:
    sample = report()._replace(title=title, fields=("a", "b"), records=tuple(records))
    assert reading.loads(json.render(sample)) == {
        "title": title,
        "subtitle": "of a few lines",
        "about": {"Date": "2026-11-26"},
        "rows": records,
    }


def test_a_row_has_every_field_in_its_order() -> None:
    sample = report()._replace(fields=("b", "a"), records=({"a": 1, "c": 2},))
    assert [list(row.items()) for row in reading.loads(json.render(sample))["rows"]] == [[("b", None), ("a", 1)]]


def test_a_name_that_stands_twice_in_the_account_loses_nothing() -> None:
    assert reading.loads(json.render(report(about=(("A", "1"), ("A", "2")))))["about"] == {"A": "1\n2"}


def test_the_hostile_report_is_written_as_was_checked_by_hand() -> None:
    assert json.render(hostile()) == (repository.ROOT / "tests/expected/reports/hostile.json").read_bytes()
