"""CSV for programs: the records of a report and nothing else, each value as it is."""

from __future__ import annotations

import csv
import io

from crosswalk.reports.content import Report


def render(report: Report) -> bytes:
    """The records under the names of their fields, lists joined by `` | `` (RFC 4180, UTF-8, no byte order mark)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(report.fields)
    writer.writerows([_value(record.get(field)) for field in report.fields] for record in report.records)
    return text.getvalue().encode("utf-8", "replace")


def _value(value: object) -> str:
    """A value as text: nothing for None, ``true`` and ``false`` for truth, the items of a list beside each other."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " | ".join(_value(item) for item in value)
    return str(value)
