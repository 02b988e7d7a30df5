"""CSV that is safe to open in a spreadsheet: no cell, and no line in one, is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from crosswalk.formats.formulas import marked
from crosswalk.reports.cells import NOTHING, alone, is_number, plain
from crosswalk.reports.content import Cell, Report, Row, Table

#: A value of a cell in a CSV.
Plain = str | int | float | bool | None


def spreadsheet_text(value: Plain) -> Plain:
    """A value that no spreadsheet takes for a formula: an apostrophe stands before each place that begins like one.

    >>> spreadsheet_text("=1+1")
    "'=1+1"
    >>> spreadsheet_text("C3.10"), spreadsheet_text(-1)
    ('C3.10', -1)
    """
    return marked(value) if isinstance(value, str) else value


def spreadsheet_csv(columns: Sequence[str], rows: Iterable[Sequence[Plain]], notes: Sequence[str] = ()) -> bytes:
    """CSV for Excel and its kin (UTF-8 with a byte order mark, formulas disarmed), the notes below the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([spreadsheet_text(name) for name in columns])
    writer.writerows([spreadsheet_text(value) for value in row] for row in rows)
    if notes:
        writer.writerow([])
        writer.writerows([spreadsheet_text(note)] for note in notes)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def unique(names: Iterable[str], most: int = 255) -> list[str]:
    """The names, none empty, none longer than `most`, and none twice, capitals apart: a number follows what repeats."""
    taken: set[str] = set()
    given: list[str] = []
    for name in names:
        name = (name or "Untitled")[:most].strip()
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name[: most - len(str(number)) - 1]} {number}"
        taken.add(candidate.casefold())
        given.append(candidate)
    return given


def headings(table: Table) -> list[str]:
    """The headings of a table's columns in a sheet, none twice, with one for the groups where it has any."""
    titles = [alone(column.title) for column in table.columns]
    return unique(["Group", *titles] if grouped(table) else titles)


def grouped(table: Table) -> bool:
    """Whether any row of a table stands under a heading, which in a sheet is a column of its own, the first."""
    return any(row.group for row in table.rows)


def render(report: Report) -> bytes:
    """The first table of a report, and below it what the report is and how it came about."""
    notes = [
        alone(report.title),
        alone(report.subtitle),
        *(f"{alone(name)}: {plain(text)}" for name, text in report.about),
    ]
    if not report.tables:
        return spreadsheet_csv([], [[NOTHING]], [note for note in notes if note])
    table = report.tables[0]
    rows = [_cells(row, grouped(table)) for row in table.rows] or [[NOTHING]]
    return spreadsheet_csv(headings(table), rows, [note for note in notes if note])


def _cells(row: Row, with_group: bool) -> list[Plain]:
    cells = [_value(cell) for cell in row.cells]
    return [alone(row.group), *cells] if with_group else cells


def _value(cell: Cell) -> Plain:
    return cell if is_number(cell) and isinstance(cell, int | float) else plain(cell)
