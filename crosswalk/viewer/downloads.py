"""What a page hands out as a file: the W3C formats as they are, and a CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from crosswalk.graph.results import Result
from crosswalk.reports.spreadsheet import spreadsheet_csv
from crosswalk.viewer.language import _

#: The W3C formats of rows, with the media type of each (SPARQL 1.1 Query Results CSV/TSV, JSON and XML).
ROW_FORMATS: dict[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}


def offer(label: str, name: str, media_type: str, content: Callable[[], bytes]) -> None:
    """A download button; the file is made when it is pressed, and pressing it does not run the page again."""
    st.download_button(label, data=content, file_name=name, mime=media_type, key=f"download {name}", on_click="ignore")


def offer_rows(result: Result, name: str, formats: Sequence[str], notes: Sequence[str] = ()) -> None:
    """Buttons for the rows of a result: each of the W3C formats named (full IRIs), then the spreadsheet's CSV."""
    with st.container(horizontal=True):
        for kind in formats:
            offer(kind.upper(), f"{name}.{kind}", ROW_FORMATS[kind], lambda kind=kind: result.serialize(kind))  # type: ignore[misc]
        offer(
            _("CSV for spreadsheets"),
            f"{name}-spreadsheet.csv",
            "text/csv",
            lambda: spreadsheet_csv(result.variables, [list(row.values()) for row in result.records()], notes),
        )
