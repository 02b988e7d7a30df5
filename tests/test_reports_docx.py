"""The Word document, read back: every text as it was, headers that repeat, rows that stay whole."""

from __future__ import annotations

import io
from datetime import datetime

import docx as reading
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reports_content import CONTROLLED, HOSTILE, STATES, hostile, report, school, table

from crosswalk.reports import cells, docx
from crosswalk.reports.content import Report, Row


def read(sample: Report) -> Document:
    """The document of a report."""
    return reading.Document(io.BytesIO(docx.render(sample)))


def texts(found: Table) -> list[list[str]]:
    """The cells of a table, those that span several columns once."""
    return [["".join(t.text for t in cell.paragraphs) for cell in _cells(found, row)] for row in found._tbl.tr_lst]


def _cells(found: Table, row: object) -> list[reading.table._Cell]:
    return [reading.table._Cell(cell, found) for cell in row.tc_lst]  # type: ignore[attr-defined]


def test_hostile_texts_are_text() -> None:
    document = read(hostile())
    said = [row[-1] for row in texts(document.tables[0])]
    assert [text for text in HOSTILE.values() if text not in said] == []
    assert CONTROLLED[1] in said and said[1] == "=group"
    assert document.paragraphs[0].text == "=<i>A & B</i> #read"


@settings(max_examples=25)
@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    document = read(report(table(Row(("a", text))))._replace(title=text, subtitle=text))
    assert texts(document.tables[0])[1] == ["a", cells.clean(text)]


def test_forty_thousand_characters_are_all_there() -> None:
    long = "word " * 8_000
    assert texts(read(report(table(Row(("a", long))))).tables[0])[1][1] == long


def test_the_page_is_a4_landscape_with_its_number_below() -> None:
    document = read(school())
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(size.mm) for size in (section.page_width, section.page_height) if size] == [297, 210]
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_headers_repeat_and_no_row_is_divided() -> None:
    found = read(school()).tables[0]._tbl
    rows = found.tr_lst
    assert [at for at, row in enumerate(rows) if row.findall(f".//{qn('w:tblHeader')}")] == [0]
    assert all(row.findall(f".//{qn('w:cantSplit')}") for row in rows)
    assert len(rows) == 1 + 4 + 60


def test_columns_are_together_as_wide_as_the_page() -> None:
    document = read(school())
    section = document.sections[0]
    assert section.page_width and section.left_margin and section.right_margin
    room = section.page_width - section.left_margin - section.right_margin
    width = sum(column.width or 0 for column in document.tables[0].columns)
    assert 0.99 * room < width <= room


def test_a_group_is_a_shaded_row_that_stays_with_the_next() -> None:
    row = read(school()).tables[0]._tbl.tr_lst[1]
    assert [cell.grid_span for cell in row.tc_lst] == [6]
    assert row.findall(f".//{qn('w:shd')}") and row.findall(f".//{qn('w:keepNext')}")


def test_a_status_has_its_words_and_a_fill() -> None:
    found = read(school(6, 1)).tables[0]
    shown = {}
    for row in found._tbl.tr_lst[2:]:
        (shade,) = row.tc_lst[2].findall(f".//{qn('w:shd')}")
        shown["".join(t.text or "" for t in row.tc_lst[2].iter(qn("w:t")))] = shade.get(qn("w:fill"))
    assert set(shown) == set(STATES) and len(set(shown.values())) == len(STATES)


def test_a_long_list_is_cut_with_a_word_and_the_account_stands_at_the_end() -> None:
    document = read(school())
    assert any(row[3].endswith("Evidence 12… and 17 more") for row in texts(document.tables[0]) if len(row) > 3)
    assert [name for name, _ in texts(document.tables[-1])] == ["Date", "Shown", "Rights", "Not on these pages"]
    captions = [found._tbl.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) for found in document.tables]  # type: ignore[union-attr]
    assert captions == ["Standards and what shows them", "About this report"]


def test_the_properties_are_the_report_s_and_nobody_s_name() -> None:
    properties = read(school()).core_properties
    assert (properties.title, properties.language, properties.author) == ("Evidence register", "en", "")
    assert properties.created == properties.modified == datetime(2026, 11, 26, tzinfo=properties.created.tzinfo)  # type: ignore[union-attr]
    assert read(report(about=())).core_properties.created is None


def test_an_empty_table_says_so() -> None:
    document = read(report(table()))
    assert "Nothing to list." in [paragraph.text for paragraph in document.paragraphs]
