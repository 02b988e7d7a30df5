"""No cell of a CSV for spreadsheets, and no line of a cell, begins a formula, and nothing else is changed."""

from __future__ import annotations

import csv
import io
import re

import pytest
import repository
from hypothesis import example, given
from hypothesis import strategies as st
from test_reports_content import hostile, report, school, table

from crosswalk.reports import spreadsheet
from crosswalk.reports.content import Row

BLANKS = " \u00a0\u2003\u200b\u200f\u2060\ufeff\u00ad"


def read(content: bytes) -> list[list[str]]:
    """The rows of a CSV as a spreadsheet sees them."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def places(text: str) -> list[str]:
    """The first sign of a text and of every line of it, and of every part between tabs and semicolons."""
    return [piece.strip(BLANKS)[:1] for piece in re.split("[\r\n\t;]", text)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@SUM(A1)", " =1", "＝1", "－2", "\u200b=1", "﹦1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert spreadsheet.spreadsheet_text(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\nx", "'\nx"),
        ("one\n=2\r\n+3", "one\n'=2\r\n'+3"),
        ("a;=1", "a;'=1"),
        ("a\t@b", "a\t'@b"),
    ],
)
def test_every_place_where_a_cell_might_begin_is_disarmed(text: str, safe: str) -> None:
    assert spreadsheet.spreadsheet_text(text) == safe


@pytest.mark.parametrize("value", ["C3.10", "a=b", "", None, -1, 0.5, True, "one\ntwo", "a; b", " ", "e-mail"])
def test_numbers_and_plain_text_are_left_as_they_are(value: spreadsheet.Plain) -> None:
    assert spreadsheet.spreadsheet_text(value) == value


SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
TRICKY = st.text(st.sampled_from(SIGNS + BLANKS + ";\t\r\n\v\f\u2028'\"ab1,"), max_size=12)


@given(st.one_of(TRICKY, st.text(st.characters(exclude_categories=["Cs"]))))
@example("\n\n=1")
@example(" \t =1")
def test_no_cell_and_no_line_of_it_begins_a_formula(text: str) -> None:
    (_, row) = read(spreadsheet.spreadsheet_csv(["a", "b"], [[text, "x"]]))
    assert row[0].replace("'", "") == text.replace("'", "") and row[1] == "x"
    assert not set(places(row[0])) & set(SIGNS)


def test_names_are_never_twice_the_same_never_empty_and_never_too_long() -> None:
    assert spreadsheet.unique(["a", "A", "a 2", "", ""]) == ["a", "A 2", "a 2 2", "Untitled", "Untitled 2"]
    assert spreadsheet.unique(["x" * 40, "x" * 40], 31) == ["x" * 31, "x" * 29 + " 2"]


def test_groups_are_a_column_of_their_own() -> None:
    rows = read(spreadsheet.render(school(3, 1)))
    assert rows[0] == ["Group", "Code", "Standard", "Status", "Evidence", "Items", "Own standards"]
    assert rows[2][0] == "Part 1: what a school can show" and rows[2][-1] == "1a\n1b\n2c"


def test_a_table_without_groups_has_no_such_column() -> None:
    rows = read(spreadsheet.render(report(table(Row(("a", -1.5))))))
    assert rows == [["What", "Text"], ["a", "-1.5"], [], ["A small report"], ["of a few lines"], ["Date: 2026-11-26"]]


def test_an_empty_table_says_so() -> None:
    assert read(spreadsheet.render(report(table())))[1] == ["Nothing to list."]
    assert read(spreadsheet.render(report()))[1] == ["Nothing to list."]


def test_the_hostile_report_is_written_as_was_checked_by_hand() -> None:
    expected = (repository.ROOT / "tests/expected/reports/hostile-spreadsheet.csv").read_bytes()
    assert spreadsheet.render(hostile()) == expected
