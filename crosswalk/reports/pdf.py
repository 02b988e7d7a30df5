"""A PDF to print or hand in: tagged for those who do not see it, set by Typst from the template beside this module.

A report reaches the template as one JSON text and nothing else, so that no text in it is ever markup. Nothing is
fetched, and no font of the machine is used.
"""

from __future__ import annotations

import json
import os
import re

from crosswalk.reports.cells import NOTHING, alone, clean
from crosswalk.reports.content import Report
from crosswalk.reports.dating import day
from crosswalk.reports.fills import fill
from crosswalk.reports.printed import ABOUT, Entry, Sheet, about, sheets
from crosswalk.reports.widths import UNBROKEN

_FOLDER = os.path.dirname(os.path.abspath(__file__))

#: The template.
TEMPLATE = os.path.join(_FOLDER, "report.typ")

#: What is said where a text needs a script that the fonts have not; PDF/UA-1 forbids such a page.
UNSHOWN = "This file's fonts lack some characters of the report, which are shown as boxes; the other formats have them."

#: So many characters fit beside each other in the font of the template.
_LINE = 165

#: A row of more lines than this may be divided by the end of a page.
_TALL = 20

#: Twenty characters of a run without a place to break; a space of no width behind them is one.
_RUN = re.compile(r"([^\s/–—-]{20})(?=[^\s/–—-])")


def render(report: Report) -> bytes:
    """The PDF of a report: PDF/UA-1 where the fonts have all its characters, else tagged and with a word on it."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False)

    def compiled(given: str, standards: list[typst.PDFStandard]) -> bytes:
        inputs = {"report": given}
        return typst.compile(TEMPLATE, root=_FOLDER, font_paths=fonts, sys_inputs=inputs, pdf_standards=standards)

    try:
        return compiled(template_input(report), ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return compiled(template_input(report, (("Characters", UNSHOWN),)), [])


def template_input(report: Report, more: tuple[tuple[str, str], ...] = ()) -> str:
    """What the template is given, as JSON: a report in words and numbers, `more` at the end of its account."""
    made = day(report)
    content = {
        "title": alone(report.title) or "Untitled",
        "subtitle": clean(report.subtitle),
        "date": [made.year, made.month, made.day] if made else None,
        "nothing": NOTHING,
        "tables": [_table(sheet) for sheet in sheets(report, _LINE)],
        "heading": ABOUT,
        "about": [[name, _breakable(text)] for name, text in (*about(report), *more)],
    }
    return json.dumps(content, ensure_ascii=False)


def _table(sheet: Sheet) -> dict[str, object]:
    return {
        "title": sheet.title,
        "heads": [_breakable(alone(column.title)) for column in sheet.columns],
        "shares": list(sheet.shares),
        "kinds": [column.kind for column in sheet.columns],
        "groups": [
            {"heading": group.heading, "rows": [_row(entry, sheet) for entry in group.entries]}
            for group in sheet.groups
        ],
    }


def _row(entry: Entry, sheet: Sheet) -> dict[str, object]:
    """A row for the template: for each cell its lines, its fill, and whether its lines are to stay whole."""
    cells, tallest = [], 0
    for column, share, lines, cell in zip(sheet.columns, sheet.shares, entry.lines, entry.cells, strict=True):
        room = share * _LINE
        whole = column.kind in ("code", "status") and all(len(line) <= min(UNBROKEN, room) for line in lines)
        found = fill(cell) if column.kind == "status" else None
        split = [line for text in lines for line in text.split("\n")]
        tallest = max(tallest, sum(1 + int(len(line) / max(room, 1)) for line in split))
        shown = split if whole else [_breakable(line) for line in split]
        cells.append({"lines": shown, "fill": f"#{found.light}" if found else None, "whole": whole})
    return {"cells": cells, "tall": tallest > _TALL}


def _breakable(text: str) -> str:
    """The text with places to break inside what has none for longer than a narrow column is wide."""
    return _RUN.sub("\\1\u200b", text)
