"""What a page hands out as a file: the W3C formats as they are, CSV made safe for a spreadsheet, and Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from crosswalk.graph.results import Result
from crosswalk.reports import csv, xlsx
from crosswalk.reports.rows import report_of_rows
from crosswalk.reports.spreadsheet import Plain, spreadsheet_csv
from crosswalk.viewer import whose
from crosswalk.viewer.language import _
from crosswalk.viewer.shared import graph

#: The W3C formats of rows, with the media type of each (SPARQL 1.1 Query Results CSV/TSV, JSON and XML).
ROW_FORMATS: dict[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(label: str, name: str, media_type: str, content: Callable[[], bytes]) -> None:
    """A download button; the file is made when it is pressed, and pressing it does not run the page again."""
    st.download_button(label, data=content, file_name=name, mime=media_type, key=f"download {name}", on_click="ignore")


def provenance(title: str) -> list[tuple[str, str]]:
    """What stands below or behind a table that is taken home: what it is, from where, of which day, whose."""
    root = st.context.url
    given = urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    return [
        (_("Table"), title),
        (_("From"), _("Standards crosswalk, data version {version}").format(version=_(graph().data_version))),
        *([(_("Address"), f"{root}?{given}" if given else root)] if root else []),
        (_("Date"), date.today().isoformat()),
        (_("Rights"), whose.in_brief()),
    ]


def offer_rows(
    result: Callable[[], Result],
    name: str,
    formats: Sequence[str],
    title: str = "",
    said: Sequence[tuple[str, str]] = (),
) -> None:
    """Buttons for the rows of a result: each of the W3C formats named (full IRIs), then the spreadsheets.

    The result is asked for when a button is pressed, since it may be long, and most who look take nothing home. `said`
    is what else should be known of the rows, as names and sentences: filters, order.
    """

    def rows() -> tuple[Sequence[str], list[list[Plain]]]:
        found = result()
        return found.variables, [list(row.values()) for row in found.records()]

    with st.container(horizontal=True):
        for kind in formats:
            offer(kind.upper(), f"{name}.{kind}", ROW_FORMATS[kind], lambda kind=kind: result().serialize(kind))  # type: ignore[misc]
        _offer_spreadsheets(rows, name, title or name, said)


def offer_table(columns: Sequence[str], rows: Iterable[Sequence[Plain]], name: str, title: str) -> None:
    """Buttons for a table of plain values: CSV as it is, and the spreadsheets."""
    held = [list(row) for row in rows]
    with st.container(horizontal=True):
        offer("CSV", f"{name}.csv", "text/csv", lambda: csv.render(report_of_rows(name, title, columns, held)))
        _offer_spreadsheets(lambda: (columns, held), name, title)


def _offer_spreadsheets(
    table: Callable[[], tuple[Sequence[str], Sequence[Sequence[Plain]]]],
    name: str,
    title: str,
    said: Sequence[tuple[str, str]] = (),
) -> None:
    first, *others = provenance(title)  # now, not when a button is pressed: by then the page may be another
    about = [first, *said, *others]
    notes = [title, *(f"{what}: {sentence}" for what, sentence in about[1:])]
    offer(
        _("CSV for spreadsheets"),
        f"{name}-spreadsheet.csv",
        "text/csv",
        lambda: spreadsheet_csv(*table(), notes),
    )
    offer("Excel", f"{name}.xlsx", _EXCEL, lambda: xlsx.render(report_of_rows(name, title, *table(), about)))
