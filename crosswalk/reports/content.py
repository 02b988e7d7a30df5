"""What a report says, whatever file it becomes: tables of plain values, and an account of how they came about.

A renderer adds nothing and leaves nothing out but what its medium cannot hold, and then it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

#: A cell: a plain value, or several lines of text.
Cell: TypeAlias = "str | int | float | bool | tuple[str, ...] | None"

#: How a column is set: running text, a code that is never broken, a status that is told apart at a glance, a number.
Kind = Literal["text", "code", "status", "number"]


class Column(NamedTuple):
    """A column: its heading, how wide it is beside the others (1 is narrow, 6 is wide), and what it holds."""

    title: str
    width: int = 2
    kind: Kind = "text"


class Row(NamedTuple):
    """A row of cells; `group` is the heading under which it stands, "" for none. Rows of one group are neighbours."""

    cells: tuple[Cell, ...]
    group: str = ""


class Table(NamedTuple):
    """A table: `name` is short enough for the tab of a sheet (31 characters, none of ``[]:*?/\\``).

    `full` says that it holds every line and may be long: a workbook has it, a page to be printed does not.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    full: bool = False


class Report(NamedTuple):
    """A report. The first table is what was asked for; the others stand behind it.

    `about` are names and sentences: filters, date, data version, rights, what the words mean. `records` are the rows
    of the first table for programs, each with the keys of `fields` in that order; a value may be a list. `slug` is the
    file name without its ending.
    """

    slug: str
    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    fields: tuple[str, ...]
    records: tuple[Mapping[str, object], ...]
