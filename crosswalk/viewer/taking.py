"""The mappings that are shown, to take home: the rows as tables, and the claims among them as an SSSOM set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk.api import Record
from crosswalk.viewer import downloads
from crosswalk.viewer.filters import SORTS, Filters
from crosswalk.viewer.language import _, counted
from crosswalk.viewer.mapping_rows import as_result
from crosswalk.viewer.mapping_set import left_out, sssom
from crosswalk.viewer.markup import tag


def offer(
    rows: Sequence[Record],
    start: str,
    end: str,
    names: Mapping[str, str],
    asked: Filters,
    only: str = "",
) -> None:
    """Buttons for exactly these rows, if there are any; `only` says of which statement they are, "" where of all."""
    if not rows:
        return
    st.html(tag("h2", _("Take home what is shown: {rows}").format(rows=counted("{n} row", "{n} rows", len(rows)))))
    told = _("Mappings from {start} to {end}, of {only} only") if only else _("Mappings from {start} to {end}")
    title = told.format(start=names[start], end=names[end], only=only)
    said = [(_("Filters"), asked.in_words() or _("none")), (_("Order"), _(SORTS[asked.sort][0]))]
    named = [only.replace(":", "-").replace(" ", "-")] if only else []
    name = "--".join([start, end, *named, *_stem(asked)])
    downloads.offer_rows(lambda: as_result(rows, start, end), name, ("csv",), title, said)
    told = "; ".join(f"{what}: {text}" for what, text in (*said, *downloads.provenance(title)[1:]))
    downloads.offer(
        "SSSOM",
        f"{name}.sssom.tsv",
        "text/tab-separated-values",
        lambda: sssom(rows, start, end, title, told, name).encode(),
    )
    if sentence := left_out(rows, start, end):
        st.html(tag("p", sentence, class_="xw-small"))


def _stem(asked: Filters) -> list[str]:
    """What the name of a file says of the filters."""
    terms = [*asked.sets, *(term.partition(":")[2] for term in (*asked.relations, *asked.statuses))]
    return [*terms, *([f"least-{asked.bound}"] if asked.bound else [])]
