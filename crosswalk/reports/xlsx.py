"""An Excel workbook: a real table on a sheet for each table of a report, an account on the last, and no formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from crosswalk.reports import widths
from crosswalk.reports.cells import NOTHING, alone, is_number, plain
from crosswalk.reports.content import Cell, Column, Report, Table
from crosswalk.reports.dating import day
from crosswalk.reports.fills import FILLS, fill
from crosswalk.reports.spreadsheet import grouped, headings, unique

if TYPE_CHECKING:
    from xlsxwriter import Workbook

#: The most that a cell holds: UTF-16 code units, and line feeds ("Excel specifications and limits").
MOST_CHARACTERS = 32_767
MOST_LINES = 253

#: The most rows that a sheet holds below its header.
MOST_ROWS = 1_048_575

#: The name of the last sheet.
ABOUT = "About"

#: What a sheet's name may not hold, and how long it may be.
_UNNAMEABLE = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
_NAME = 31

#: The characters that a column of width 1 shows, and the most that any column shows.
_UNIT, _WIDEST = 9, 80

#: What a file says where the day of the report is not known: the first day that a zip archive can name.
_NO_DAY = datetime(1980, 1, 1)

_TEXT = {"text_wrap": True, "valign": "top"}
_HEAD = {**_TEXT, "bold": True, "bg_color": "#E8ECF1", "border": 1, "border_color": "#9A9A9A"}


def render(report: Report) -> bytes:
    """The workbook of a report."""
    import xlsxwriter

    file = io.BytesIO()
    options = {
        "in_memory": True,
        **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
    }
    book = xlsxwriter.Workbook(file, options)
    made = day(report)
    book.set_properties(
        {
            "title": alone(report.title),
            "subject": alone(report.subtitle),
            "created": datetime.combine(made, time()) if made else _NO_DAY,
        }
    )
    looks = {fill.name: book.add_format(_TEXT | {"bg_color": f"#{fill.light}"}) for fill in FILLS.values()}
    looks |= {"": book.add_format(_TEXT), "head": book.add_format(_HEAD)}
    names = sheet_names(report)
    for name, table in zip(names, report.tables, strict=False):
        _write_table(book, name, table, looks)
    _write_about(book, names, report, looks)
    book.close()
    return file.getvalue()


def sheet_names(report: Report) -> list[str]:
    """The names of the sheets of tables: short enough, without what Excel forbids, and none twice."""
    names = [alone(table.name.translate(_UNNAMEABLE)).strip("' ") for table in report.tables]
    # Excel keeps the name History for itself, and the last sheet is About.
    return unique([ABOUT, "History", *(name[:_NAME].strip("' ") for name in names)], _NAME)[2:]


def fitting(text: str) -> str:
    """The text as far as a cell holds it, with a sentence of how much is cut away."""
    lines = text.split("\n")
    if len(lines) <= MOST_LINES + 1 and (len(text) <= MOST_CHARACTERS // 2 or _size(text) <= MOST_CHARACTERS):
        return text
    room = MOST_CHARACTERS - 100
    kept: list[str] = []
    for line in lines[: MOST_LINES - 1]:
        room -= _size(line) + 1
        if room < 0:
            break
        kept.append(line)
    if kept:
        return "\n".join((*kept, f"… cut here: {_count(len(lines) - len(kept), 'line')}; see CSV"))
    first = lines[0].encode("utf-16-le")[: 2 * (MOST_CHARACTERS - 100)].decode("utf-16-le", "ignore")
    return f"{first}\n… cut here: {_count(len(text) - len(first), 'character')}; see CSV"


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _count(number: int, word: str) -> str:
    return f"{number:,} more {word}{'' if number == 1 else 's'}"


def _write_table(book: Workbook, name: str, table: Table, looks: dict[str, Any]) -> None:
    """A sheet: the header in its first row, which stays in sight and stands on every printed page, and the rows."""
    sheet = book.add_worksheet(name)
    columns = [Column("Group", 2), *table.columns] if grouped(table) else list(table.columns)
    rows: Sequence[Sequence[Cell]] = [row.cells for row in table.rows] or [(NOTHING,)]
    if grouped(table):
        rows = [(row.group, *row.cells) for row in table.rows]
    if len(rows) > MOST_ROWS:
        note = f"… cut here: {_count(len(rows) - MOST_ROWS + 1, 'row')}; see CSV"
        rows = [*rows[: MOST_ROWS - 1], (note, *[None] * (len(columns) - 1))]
    for at, cells in enumerate(rows, 1):
        _write_row(sheet, at, cells, columns, looks)
    heads = [{"header": _harmless(text), "header_format": looks["head"]} for text in headings(table)]
    if heads:
        style = {"columns": heads, "style": "Table Style Light 15", "banded_rows": False}
        sheet.add_table(0, 0, len(rows), len(heads) - 1, style)
    for at, column in enumerate(columns):
        cells = [row[at] for row in rows] if column.kind != "text" and table.rows else []
        # The button of the filter takes the room of three more characters.
        sheet.set_column(at, at, min(max(column.width * _UNIT, widths.least(column, cells) + 3), _WIDEST), looks[""])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _set_page(sheet, table.title)


def _write_row(sheet: Any, at: int, cells: Sequence[Cell], columns: Sequence[Column], looks: dict[str, Any]) -> None:
    plainly = looks[""]
    for place, cell in enumerate(cells):
        # Most cells are short and plain text, and a sheet may have a great many of them.
        if type(cell) is str and len(cell) < MOST_LINES and cell.isprintable():
            found = fill(cell) if columns[place].kind == "status" else None
            _write_text(sheet, at, place, cell, looks[found.name] if found else plainly)
        elif is_number(cell):
            sheet.write_number(at, place, cell, plainly)
        else:
            _write_text(sheet, at, place, fitting(plain(cell)), plainly)


def _write_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A text, as text; no text, as a blank cell.

    The library takes a text in ``<r>…</r>`` for its own markup, unless it is handed over in parts.
    """
    if not text:
        sheet.write_blank(row, column, None, look)
    elif text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, text[:1], look, text[1:], look)
    else:
        sheet.write_string(row, column, text, look)


def _harmless(heading: str) -> str:
    return f"{heading} " if heading.startswith("<r>") else heading


def _set_page(sheet: Any, title: str) -> None:
    """A4 landscape, as wide as one page, the title above and the number of the page below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    # Excel takes & for the start of a code, and no more than 255 characters.
    sheet.set_header(f"&L{alone(title)[:100].replace('&', '&&')}")
    sheet.set_footer("&RPage &P of &N")


def _write_about(book: Workbook, names: Sequence[str], report: Report, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(ABOUT)
    pairs = [("Title", alone(report.title)), ("Subtitle", plain(report.subtitle))]
    pairs += [(alone(name), plain(text)) for name, text in report.about]
    pairs += [(f"Sheet “{name}”", alone(table.title)) for name, table in zip(names, report.tables, strict=False)]
    for at, (name, text) in enumerate(pairs):
        _write_text(sheet, at, 0, fitting(name), looks["head"])
        _write_text(sheet, at, 1, fitting(text), looks[""])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    _set_page(sheet, report.title)
