"""How far a framework is reached, kind by kind, and what statements cover together: below the coverage by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.viewer import derived, labels, paging, phrases
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import Child, filled, tag
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import PAGE
from crosswalk.viewer.tables import facts

Names = Mapping[str, str]


def kinds(start: str, end: str, names: Names) -> None:
    """How many statements of each section are in which state, and what each state means."""
    rows = list(graph().alignment.coverage_rows(start, end))
    met = {state: phrases.translated(said) for state, said in words.REACHES.items() if rows[-1][_column(state)]}
    heading(_("By kind"))
    st.html(tag("p", _("A statement is counted in every column that it fits."), class_="xw-small"))
    columns = [_("Section"), _("Statements"), *(said.words.capitalize() for said in met.values())]
    caption = _("Statements of {start} by what reaches them from {end}").format(start=names[start], end=names[end])
    st.html(
        paging.listed(
            caption,
            columns,
            rows[:-1],
            lambda row: _counts(row, met),
            name=f"kinds-{PAGE}",
            last=[_counts(rows[-1], met)],
        )
    )
    st.html(facts([(said.words, said.definition) for said in met.values()]))
    derived.take_home(
        rows,
        f"coverage-by-kind-{start}--{end}",
        _("Coverage of {start} by {end}, by kind").format(start=names[start], end=names[end]),
    )


def _counts(row: Record, states: Iterable[str]) -> list[Child]:
    name = derived.named(row["section"], row["label"]) if row["section"] else _("All")
    return [name, str(row["statements"]), *(str(row[_column(state)]) for state in states)]


def _column(state: str) -> str:
    return state.replace(" ", "_")


def together(start: str, end: str, names: Names) -> None:
    """What statements of the other framework cover of each statement: alone, together, or in parts."""
    rows = list(graph().alignment.joint_rows(end, start))
    heading(_("What adds up"))
    if not rows:
        st.html(
            tag(
                "p",
                _("No claim relates a statement of {end} to one of {start}.").format(
                    end=names[end], start=names[start]
                ),
            )
        )
        return
    caption = _("What {end} covers of {start}").format(end=names[end], start=names[start])
    columns = [_("Statement"), _("What is known")]
    st.html(paging.listed(caption, columns, rows, _known, name=f"together-{PAGE}"))
    derived.take_home(rows, f"together-{end}--{start}", caption)


def _known(row: Record) -> list[Child]:
    return [derived.named(row["statement"], row["label"]), labels.english(row["told"])]


def meeting(start: str, end: str) -> dict[str, Record]:
    """Where the statements that nothing reaches meet others: their rows by short form, of candidates only."""
    alignment = graph().alignment
    met_elsewhere = (reach for reach in alignment.coverage(start, end) if reach.strongest == "candidate")
    return {str(row["statement"]): row for row in alignment.reach_rows(met_elsewhere)}


def met_in_text(row: Record | None) -> str:
    """What `met` says, as text by which it is sorted."""
    if row is None:
        return "–"
    statements, hubs = (", ".join(map(phrases.code, str(row[name]).split())) for name in ("others", "hubs"))
    return _("{statements} by way of {hubs}").format(statements=statements, hubs=hubs)


def met(row: Record | None) -> Child:
    """Where to look: the statement at the other end and the one in which the two meet; "–" where there is none."""
    if row is None:
        return "–"
    others = [str(other) for other in str(row["others"]).split()]
    links: list[Child] = [derived.why(row["statement"], other, phrases.code(other)) for other in others]
    parted = [child for link in links for child in (", ", link)][1:]
    hubs = ", ".join(map(phrases.code, str(row["hubs"]).split()))
    return tag("span", filled(_("{statements} by way of {hubs}"), statements=parted, hubs=hubs))
