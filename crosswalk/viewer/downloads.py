"""What a page hands out as a file: the W3C formats as they are, and a CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from crosswalk.graph.results import Plain, Result

#: The W3C formats of rows, with the media type of each (SPARQL 1.1 Query Results CSV/TSV, JSON and XML).
ROW_FORMATS: dict[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}

#: A cell that begins with one of these is a formula to some spreadsheet, even behind blanks.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet_text(value: Plain) -> Plain:
    """A value that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(value, str) and (value.lstrip(" \u00a0")[:1] in _FORMULA_STARTS and value.strip(" \u00a0")):
        return "'" + value
    return value


def spreadsheet_csv(columns: Sequence[str], rows: Iterable[Sequence[Plain]], notes: Sequence[str] = ()) -> bytes:
    """CSV for Excel and its kin (UTF-8 with a byte order mark, formulas disarmed), the notes below the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([spreadsheet_text(name) for name in columns])
    writer.writerows([spreadsheet_text(value) for value in row] for row in rows)
    if notes:
        writer.writerow([])
        writer.writerows([spreadsheet_text(note)] for note in notes)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def offer(label: str, name: str, media_type: str, content: Callable[[], bytes]) -> None:
    """A download button; the file is made when it is pressed, and pressing it does not run the page again."""
    st.download_button(label, data=content, file_name=name, mime=media_type, key=f"download {name}", on_click="ignore")


def offer_rows(result: Result, name: str, formats: Sequence[str], notes: Sequence[str] = ()) -> None:
    """Buttons for the rows of a result: each of the W3C formats named (full IRIs), then the spreadsheet's CSV."""
    with st.container(horizontal=True):
        for kind in formats:
            offer(kind.upper(), f"{name}.{kind}", ROW_FORMATS[kind], lambda kind=kind: result.serialize(kind))  # type: ignore[misc]
        offer(
            "CSV for spreadsheets",
            f"{name}-spreadsheet.csv",
            "text/csv",
            lambda: spreadsheet_csv(result.variables, [list(row.values()) for row in result.records()], notes),
        )
