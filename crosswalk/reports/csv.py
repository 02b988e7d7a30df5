"""CSV for programs: the records of a report and nothing else, each value as it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from crosswalk.reports.content import Report


def render(report: Report) -> bytes:
    """The records under the names of their fields (RFC 4180, UTF-8, no byte order mark).

    Lists of plain values are joined by `` | ``; what has parts of its own, such as a piece of evidence, is JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(report.fields)
    writer.writerows([_value(record.get(field)) for field in report.fields] for record in report.records)
    return text.getvalue().encode("utf-8", "replace")


def _value(value: object) -> str:
    """A value as text: nothing for None, ``true`` and ``false`` for truth, the items of a list beside each other."""
    if isinstance(value, Mapping) or (isinstance(value, list | tuple) and any(isinstance(v, Mapping) for v in value)):
        return json.dumps(value, ensure_ascii=False)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " | ".join(_value(item) for item in value)
    return str(value)
