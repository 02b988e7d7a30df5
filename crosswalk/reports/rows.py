"""Plain rows as a report, so that a table of any page or query leaves in every form that reports have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crosswalk.reports.content import Column, Report, Row, Table
from crosswalk.reports.spreadsheet import Plain


def report_of_rows(
    slug: str,
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Plain]],
    about: Sequence[tuple[str, str]] = (),
) -> Report:
    """A report of one table under the names of its columns; `about` says what it is, as names and sentences."""
    held = [tuple(row) for row in rows]
    numbers = {at for at in range(len(columns)) if any(row[at] is not None for row in held) and _counts(held, at)}
    heads = tuple(Column(name, kind="number" if at in numbers else "text") for at, name in enumerate(columns))
    table = Table(title[:31], title, heads, tuple(Row(row) for row in held))
    records = tuple(dict(zip(columns, row, strict=True)) for row in held)
    return Report(slug, title, "", tuple(about), (table,), tuple(columns), records)


def _counts(rows: Sequence[tuple[Plain, ...]], at: int) -> bool:
    values = [row[at] for row in rows if row[at] is not None]
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
