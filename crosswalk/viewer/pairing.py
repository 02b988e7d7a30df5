"""Two of the views of a pair of frameworks: the gaps, and the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk.api import Record
from crosswalk.graph.results import Result
from crosswalk.viewer import derived, phrases, reaching
from crosswalk.viewer.downloads import offer_rows
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.tables import table

Names = Mapping[str, str]

#: What the query `list_gaps` says of a statement, so that it is translated.
REVIEWED = (marked("not reviewed"), marked("denied"), marked("no term found"))


def gaps(start: str, end: str, names: Names) -> None:
    """The statements without a claim, both ways, and whether anybody has looked."""
    st.html(tag("p", _(phrases.ADOPTED)))
    for first, second, sorting in ((start, end, "sort"), (end, start, "sort2")):
        result = graph().query("list_gaps", from_framework=first, to_framework=second)
        rows = list(result.records())
        heading(
            _("{statements} of {first} without a claim to {second}").format(
                statements=counted("{n} statement", "{n} statements", len(rows)),
                first=names[first],
                second=names[second],
            )
        )
        if rows:
            _gap_table(result, rows, first, second, names, sorting)
        else:
            all_ = _("A claim relates every statement of {first} to {second}.")
            st.html(tag("p", all_.format(first=names[first], second=names[second])))


def _gap_table(result: Result, rows: Sequence[Record], first: str, second: str, names: Names, sorting: str) -> None:
    unseen = sum(row["reviewed"] == "not reviewed" for row in rows)
    meeting = reaching.meeting(first, second)
    said = _(
        "{unseen} not reviewed: nobody has looked yet. {examined} examined without a match (denied, or no term found)."
    )
    st.html(tag("p", said.format(unseen=unseen, examined=len(rows) - unseen)))
    cells: list[list[Child]] = [
        [
            derived.named(row["statement"], row["label"]),
            derived.named(row["section"], row["section_label"]) if row["section"] else "–",
            _(str(row["reviewed"])),
            reaching.met(meeting.get(str(row["statement"]))),
        ]
        for row in rows
    ]
    columns = [_("Statement"), _("Section"), _("State"), _("Where to look")]
    asked = order(len(columns), sorting)
    shown, kept = arranged(asked, cells, result.rows)
    title = _("{first} without {second}").format(first=names[first], second=names[second])
    st.html(table(title, columns, shown, True, asked))
    whole = _("Statements of {first} without {second}").format(first=names[first], second=names[second])
    take_home(result._replace(rows=tuple(kept)), f"gaps-{first}--{second}", whole)


def coverage(start: str, end: str, names: Names) -> None:
    """The share of each section that claims relate to the other framework."""
    result = graph().query("measure_coverage", from_framework=start, to_framework=end)
    heading(_("How much of {start} claims relate to {end}").format(start=names[start], end=names[end]))
    st.html(tag("p", _(phrases.ADOPTED)))
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
    columns = [_("Section"), _("Statements"), _("Mapped"), _("Share")]
    st.html(table(_("Coverage by section of {start}").format(start=names[start]), columns, shown, True, asked))
    take_home(
        result, f"coverage-{start}--{end}", _("Coverage of {start} by {end}").format(start=names[start], end=names[end])
    )
    reaching.kinds(start, end, names)
    reaching.together(start, end, names)


def _share(share: float) -> Markup:
    return join(
        tag("span", tag("span", style=f"width: {share:.0%}"), class_="xw-bar", aria_hidden="true"), f" {share:.0%}"
    )


def take_home(result: Result, name: str, title: str) -> None:
    """The buttons for the rows of a result, as they are and for a spreadsheet."""
    offer_rows(result, name, ("csv",), title)
