"""Plain rows become a report whose workbook holds just these rows, as they are, with an account behind them."""

from __future__ import annotations

import csv
import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.reports import csv as plain_csv
from crosswalk.reports import xlsx
from crosswalk.reports.rows import report_of_rows

TEXTS = st.text(st.sampled_from("=+-@'\"a1é😀 ;,"), max_size=8).map(str.strip)
VALUES = st.none() | st.integers(-9, 9) | st.floats(-1, 1).map(lambda n: round(n, 3)) | TEXTS


@given(st.lists(st.tuples(VALUES, TEXTS), max_size=5))
def test_what_is_read_back_is_what_was_given(rows: list[tuple[object, str]]) -> None:
    report = report_of_rows("slug", "Title", ["first", "second"], rows, [("Table", "Title"), ("Date", "2026-11-26")])  # type: ignore[arg-type]
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(report)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["first", "second"]
    held = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    if rows:
        assert held == [[value if value != "" else None for value in row] for row in rows]
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    text = plain_csv.render(report).decode()
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [
        ["" if v is None else str(v) for v in r] for r in rows
    ]
    about = [cell.value for line in book.worksheets[-1].iter_rows() for cell in line if cell.value]
    assert "2026-11-26" in about


def test_a_column_of_numbers_is_told_from_one_of_texts_and_truths() -> None:
    report = report_of_rows("s", "T", ["n", "t", "b", "none"], [(1, "1", True, None), (None, "x", False, None)])
    assert [column.kind for column in report.tables[0].columns] == ["number", "text", "text", "text"]
