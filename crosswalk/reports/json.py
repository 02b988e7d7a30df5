"""JSON for programs: what a report is, how it came about, and its records."""

from __future__ import annotations

import json

from crosswalk.reports.content import Report


def render(report: Report) -> bytes:
    """An object of ``title``, ``subtitle``, ``about`` (an object of texts) and ``rows`` (objects with the same fields).

    Where a name stands twice in the account, its texts are lines of one.
    """
    about: dict[str, str] = {}
    for name, text in report.about:
        about[name] = f"{about[name]}\n{text}" if name in about else text
    rows = [{field: record.get(field) for field in report.fields} for record in report.records]
    content = {"title": report.title, "subtitle": report.subtitle, "about": about, "rows": rows}
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8", "replace")
