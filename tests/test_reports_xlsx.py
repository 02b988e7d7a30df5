"""The workbook, read back: text is text and never a formula, tables are tables, and what is cut says so."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_reports_content import CONTROLLED, HOSTILE, STATES, hostile, report, school, table

from crosswalk.reports import cells, xlsx
from crosswalk.reports.content import Cell, Column, Report, Row


def read(sample: Report) -> Any:
    """The workbook of a report."""
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(sample)))


def rows(sheet: Any) -> list[list[object]]:
    """The values of a sheet."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def formulas(book: Any) -> list[str]:
    """The cells that a spreadsheet would calculate."""
    return [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_hostile_texts_are_text() -> None:
    book = read(hostile())
    found = {row[1]: row[2] for row in rows(book["Lines"])[1:]}
    assert {what: found[what] for what in HOSTILE} == HOSTILE
    assert found["controls"] == CONTROLLED[1] and found["empty"] is None and found["nothing"] is None
    assert formulas(book) == []


@settings(max_examples=60)
@given(st.lists(st.text(), min_size=1, max_size=4))
@example(["<r>a</r>", "<r><t>b</t></r>", "=1", "_x0041_"])
def test_any_text_comes_back_as_text(texts: list[str]) -> None:
    book = read(report(table(*(Row((text, (text, text)), text) for text in texts)), about=((texts[0], texts[-1]),)))
    offset = 1 if any(texts) else 0
    for line, text in zip(rows(book["Lines"])[1:], texts, strict=True):
        # The reader drops these letters wherever they stand.
        expected = cells.clean(text).replace("x005F_", "")
        assert (line[offset] or "") == expected
        assert (line[offset + 1] or "").replace("x005F_", "") == f"{expected}\n{expected}"
    assert formulas(book) == []


def test_numbers_are_numbers_and_truth_is_a_word() -> None:
    values: tuple[Cell, ...] = (3, -0.5, True, False, 10**20, float("nan"), None, ("a", "b"))
    book = read(report(table(*(Row(("x", value)) for value in values))))
    found = [row[1] for row in rows(book["Lines"])[1:]]
    assert found == [3, -0.5, "yes", "no", "1" + "0" * 20, "nan", None, "a\nb"]


def test_a_table_has_a_header_a_filter_and_stays_in_sight() -> None:
    book = read(school())
    assert book.sheetnames == ["Register", "Every line", "About"]
    for name in ("Register", "Every line"):
        sheet = book[name]
        (found,) = sheet.tables.values()
        assert found.ref == "A1:G61" and found.autoFilter is not None and sheet.freeze_panes == "A2"
        assert [column.name for column in found.tableColumns] == rows(sheet)[0]
        assert rows(sheet)[1][0] == "Part 1: what a school can show"


def test_a_sheet_prints_on_a4_landscape_one_page_wide_with_its_header_on_each() -> None:
    sheet = read(school())["Register"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
    assert sheet["C2"].alignment.wrap_text and sheet.column_dimensions["B"].width > len("FRAME-C.2011.1.a")


def test_a_status_has_its_words_and_a_fill() -> None:
    sheet = read(school(6, 1))["Register"]
    shown = {sheet.cell(at, 4).value: sheet.cell(at, 4).fill.start_color.rgb for at in range(2, 8)}
    assert set(shown) == set(STATES) and len(set(shown.values())) == len(STATES)


def test_sheets_have_names_that_excel_takes() -> None:
    names = ["About", "a/b:c?", "history", "", "'x'", "y" * 40, "y" * 40, "ABOUT"]
    sample = report(*(table(Row(("a", "b")))._replace(name=name) for name in names))
    given_names = read(sample).sheetnames
    assert given_names == [*xlsx.sheet_names(sample), "About"]
    assert given_names[:5] == ["About 2", "a b c", "history 2", "Untitled", "x"]
    assert all(len(name) <= 31 for name in given_names) and len({n.lower() for n in given_names}) == len(names) + 1


def test_headings_that_repeat_are_told_apart() -> None:
    columns = (Column("A"), Column("a"), Column(""), Column("<r>x</r>"))
    book = read(report(table(Row(("1", "2", "3", "4")), columns=columns)))
    assert [str(value).strip() for value in rows(book["Lines"])[0]] == ["A", "a 2", "Untitled", "<r>x</r>"]


def test_the_account_is_the_last_sheet() -> None:
    found = dict(rows(read(school())["About"]))
    assert found["Title"] == "Evidence register" and found["Date"] == "2026-11-26"
    assert found["Sheet “Every line”"] == "Every line of evidence"


def test_the_properties_are_the_report_s_and_nobody_s_name() -> None:
    properties = read(school()).properties
    assert (properties.title, properties.creator) == ("Evidence register", None)
    assert properties.created == datetime(2026, 11, 26)


def test_an_empty_table_says_so() -> None:
    assert rows(read(report(table()))["Lines"]) == [["What", "Text"], ["Nothing to list.", None]]


def test_lines_that_a_cell_cannot_hold_are_counted() -> None:
    lines = tuple(f"line {n}" for n in range(1_000))
    cut = xlsx.fitting("\n".join(lines)).split("\n")
    assert cut == [*lines[:252], "… cut here: 748 more lines; see CSV"]
    long = tuple("x" * 10_000 for _ in range(5))
    assert xlsx.fitting("\n".join(long)).split("\n") == [*long[:3], "… cut here: 2 more lines; see CSV"]
    assert xlsx.fitting("\n".join(lines[:254])) == "\n".join(lines[:254])


@pytest.mark.parametrize("letter", ["x", "👩"])
def test_characters_that_a_cell_cannot_hold_are_counted(letter: str) -> None:
    text = letter * 40_000
    book = read(report(table(Row(("a", text)))))
    found = str(rows(book["Lines"])[1][1])
    first, _, note = found.partition("\n")
    assert len(found.encode("utf-16-le")) // 2 <= xlsx.MOST_CHARACTERS
    assert note == f"… cut here: {40_000 - len(first):,} more characters; see CSV" and set(first) == {letter}
    assert xlsx.fitting("x" * xlsx.MOST_CHARACTERS) == "x" * xlsx.MOST_CHARACTERS


def test_rows_that_a_sheet_cannot_hold_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = read(report(table(*(Row((str(n), "x")) for n in range(5)))))
    assert [row[0] for row in rows(book["Lines"])] == ["What", "0", "1", "… cut here: 3 more rows; see CSV"]
    assert book["Lines"].tables["Table1"].ref == "A1:B4"
