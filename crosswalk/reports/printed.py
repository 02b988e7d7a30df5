"""A report as a page holds it: the tables that are not too long for paper, in groups, each cell in a few lines."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from crosswalk.reports import widths
from crosswalk.reports.cells import alone, clean, lines
from crosswalk.reports.content import Cell, Column, Report, Row, Table

#: A list in a cell shows so many of its items on a page.
MOST_LINES = 12

#: The heading of the account at the end.
ABOUT = "About this report"


class Entry(NamedTuple):
    """A row on a page: its cells in lines, and the cells as they were."""

    lines: tuple[list[str], ...]
    cells: tuple[Cell, ...]


class Group(NamedTuple):
    """Rows under one heading, "" for none."""

    heading: str
    entries: tuple[Entry, ...]


class Sheet(NamedTuple):
    """A table on a page; `shares` are the parts of the width that its columns have, together 1."""

    title: str
    columns: tuple[Column, ...]
    shares: tuple[float, ...]
    groups: tuple[Group, ...]


def sheets(report: Report, line: int) -> list[Sheet]:
    """The tables of a report that a page of `line` characters in a line shows; one without rows has no groups."""
    return [_sheet(table, line) for table in report.tables if not table.full]


def about(report: Report) -> list[tuple[str, str]]:
    """The account of a report, with a sentence on what the page leaves out."""
    pairs = [(alone(name), clean(text)) for name, text in report.about]
    left_out = [alone(table.title) for table in report.tables if table.full]
    if left_out:
        names = " and ".join(f"“{title}”" for title in left_out)
        stands = "is long and stands" if len(left_out) == 1 else "are long and stand"
        pairs.append(("Not on these pages", f"{names} {stands} only in the spreadsheet (XLSX)."))
    return pairs


def _sheet(table: Table, line: int) -> Sheet:
    groups = tuple(
        Group(alone(heading), tuple(map(_entry, rows))) for heading, rows in groupby(table.rows, lambda row: row.group)
    )
    shares = widths.shares(table.columns, [row.cells for row in table.rows], line)
    return Sheet(alone(table.title), table.columns, tuple(shares), groups)


def _entry(row: Row) -> Entry:
    return Entry(tuple(lines(cell, MOST_LINES) for cell in row.cells), row.cells)
