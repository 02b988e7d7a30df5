"""Two of the views of a pair of frameworks: the gaps, and the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crosswalk.graph.results import Result
from crosswalk.viewer import derived, phrases, reaching
from crosswalk.viewer.downloads import offer_rows
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.tables import table
from crosswalk.words import count

Names = Mapping[str, str]


def gaps(start: str, end: str, names: Names) -> None:
    """The statements without a claim, both ways, and whether anybody has looked."""
    st.html(tag("p", phrases.ADOPTED))
    for first, second in ((start, end), (end, start)):
        result = graph().query("list_gaps", from_framework=first, to_framework=second)
        rows = list(result.records())
        heading(f"{count(len(rows), 'statement')} of {names[first]} without a claim to {names[second]}")
        if not rows:
            st.html(tag("p", f"A claim relates every statement of {names[first]} to {names[second]}."))
            continue
        unseen = sum(row["reviewed"] == "not reviewed" for row in rows)
        meeting = reaching.meeting(first, second)
        examined = f"{len(rows) - unseen} examined without a match (denied, or no term found)"
        st.html(tag("p", f"{unseen} not reviewed: nobody has looked yet. {examined}."))
        cells: list[list[Child]] = [
            [
                derived.named(row["statement"], row["label"]),
                derived.named(row["section"], row["section_label"]) if row["section"] else "–",
                str(row["reviewed"]),
                reaching.met(meeting.get(str(row["statement"]))),
            ]
            for row in rows
        ]
        columns = ["Statement", "Section", "State", "Where to look"]
        asked = order(len(columns), "sort" if first == start else "sort2")
        shown, kept = arranged(asked, cells, result.rows)
        result = result._replace(rows=tuple(kept))
        st.html(table(f"{names[first]} without {names[second]}", columns, shown, True, asked))
        take_home(result, f"gaps-{first}--{second}", f"Statements of {names[first]} without {names[second]}")


def coverage(start: str, end: str, names: Names) -> None:
    """The share of each section that claims relate to the other framework."""
    result = graph().query("measure_coverage", from_framework=start, to_framework=end)
    heading(f"How much of {names[start]} claims relate to {names[end]}")
    st.html(tag("p", phrases.ADOPTED))
    rows: list[list[Child]] = [
        [
            derived.named(row["section"], row["label"]),
            str(row["statements"]),
            str(row["mapped"]),
            _share(float(str(row["share"]))),
        ]
        for row in result.records()
    ]
    asked = order(4)
    shown, kept = arranged(asked, rows, result.rows)
    result = result._replace(rows=tuple(kept))
    columns = ["Section", "Statements", "Mapped", "Share"]
    st.html(table(f"Coverage by section of {names[start]}", columns, shown, True, asked))
    take_home(result, f"coverage-{start}--{end}", f"Coverage of {names[start]} by {names[end]}")
    reaching.kinds(start, end, names)
    reaching.together(start, end, names)


def _share(share: float) -> Markup:
    return join(
        tag("span", tag("span", style=f"width: {share:.0%}"), class_="xw-bar", aria_hidden="true"), f" {share:.0%}"
    )


def take_home(result: Result, name: str, title: str) -> None:
    """The buttons for the rows of a result, as they are and for a spreadsheet."""
    offer_rows(result, name, ("csv",), title)
