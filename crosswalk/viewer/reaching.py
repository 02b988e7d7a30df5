"""How far a framework is reached, kind by kind, and what statements cover together: below the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import derived, phrases
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import Child, tag
from crosswalk.viewer.shared import graph
from crosswalk.viewer.tables import facts, table

Names = Mapping[str, str]


def kinds(start: str, end: str, names: Names) -> None:
    """How many statements of each section are in which state, and what each state means."""
    rows = list(graph().alignment.coverage_rows(start, end))
    met = {state: said for state, said in words.REACHES.items() if rows[-1][_column(state)]}
    heading("By kind")
    st.html(tag("p", "A statement is counted in every column that it fits.", class_="xw-small"))
    columns = ["Section", "Statements", *(said.words.capitalize() for said in met.values())]
    cells: list[list[Child]] = [
        [
            derived.named(row["section"], row["label"]) if row["section"] else "All",
            str(row["statements"]),
            *(str(row[_column(state)]) for state in met),
        ]
        for row in rows
    ]
    st.html(table(f"Statements of {names[start]} by what reaches them from {names[end]}", columns, cells, True))
    st.html(facts([(said.words, said.definition) for said in met.values()]))
    derived.take_home(rows, f"coverage-by-kind-{start}--{end}", f"Coverage of {names[start]} by {names[end]}, by kind")


def _column(state: str) -> str:
    return state.replace(" ", "_")


def together(start: str, end: str, names: Names) -> None:
    """What statements of the other framework cover of each statement: alone, together, or in parts."""
    rows = list(graph().alignment.joint_rows(end, start))
    heading("What adds up")
    if not rows:
        st.html(tag("p", f"No claim relates a statement of {names[end]} to one of {names[start]}."))
        return
    cells: list[list[Child]] = [[derived.named(row["statement"], row["label"]), str(row["told"])] for row in rows]
    st.html(table(f"What {names[end]} covers of {names[start]}", ["Statement", "What is known"], cells, True))
    derived.take_home(rows, f"together-{end}--{start}", f"What {names[end]} covers of {names[start]}")


def meeting(start: str, end: str) -> dict[str, Record]:
    """Where the statements that nothing reaches meet others: their rows by short form, of candidates only."""
    alignment = graph().alignment
    rows = alignment.reach_rows(alignment.coverage(start, end))
    return {str(row["statement"]): row for row in rows if row["strongest"] == "candidate"}


def met(row: Record | None) -> Child:
    """Where to look: the statement at the other end and the one in which the two meet; "–" where there is none."""
    if row is None:
        return "–"
    others = [str(other) for other in str(row["others"]).split()]
    links: list[Child] = [derived.why(row["statement"], other, phrases.code(other)) for other in others]
    parted = [child for link in links for child in (", ", link)][1:]
    return tag("span", parted, f" by way of {', '.join(map(phrases.code, str(row['hubs']).split()))}")
