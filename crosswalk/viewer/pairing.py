"""Two of the views of a pair of frameworks: the gaps, and the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk.api import Record
from crosswalk.graph.results import Result
from crosswalk.viewer import derived, paging, phrases, reaching
from crosswalk.viewer.downloads import offer_rows
from crosswalk.viewer.frame import heading
from crosswalk.viewer.language import _, counted, marked, percent
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.shared import graph
from crosswalk.viewer.sorting import arranged, order
from crosswalk.viewer.state import PAGE

Names = Mapping[str, str]

#: What the query `list_gaps` says of a statement, so that it is translated.
REVIEWED = (marked("not reviewed"), marked("denied"), marked("no term found"))

#: The parameters for the order and the part of the gaps one way, and of those the way back.
_WAYS = (("sort", PAGE), ("sort2", f"back-{PAGE}"))


def gaps(start: str, end: str, names: Names) -> None:
    """The statements without a claim, both ways, and whether anybody has looked."""
    st.html(tag("p", _(phrases.ADOPTED)))
    for (first, second), parameters in zip(((start, end), (end, start)), _WAYS, strict=True):
        rows = graph().records("list_gaps", from_framework=first, to_framework=second)
        heading(
            _("{statements} of {first} without a claim to {second}").format(
                statements=counted("{n} statement", "{n} statements", len(rows)),
                first=names[first],
                second=names[second],
            )
        )
        if rows:
            _gap_table(rows, first, second, names, *parameters)
        else:
            all_ = _("A claim relates every statement of {first} to {second}.")
            st.html(tag("p", all_.format(first=names[first], second=names[second])))


def _gap_table(rows: Sequence[Record], first: str, second: str, names: Names, sorting: str, page: str) -> None:
    unseen = sum(row["reviewed"] == "not reviewed" for row in rows)
    meeting = reaching.meeting(first, second)
    told = _(
        "{unseen} not reviewed: nobody has looked yet. {examined} examined without a match (denied, or no term found)."
    )
    st.html(tag("p", told.format(unseen=unseen, examined=len(rows) - unseen)))
    columns = [_("Statement"), _("Section"), _("State"), _("Where to look")]
    asked = order(len(columns), sorting, page)
    said = (
        lambda at: derived.in_text(rows[at]["statement"], rows[at]["label"]),
        lambda at: derived.in_text(rows[at]["section"], rows[at]["section_label"]),
        lambda at: _(str(rows[at]["reviewed"])),
        lambda at: reaching.met_in_text(meeting.get(str(rows[at]["statement"]))),
    )
    places = arranged(asked, range(len(rows)), said)
    title = _("{first} without {second}").format(first=names[first], second=names[second])
    st.html(paging.listed(title, columns, places, lambda at: _gap(rows[at], meeting), asked, page))
    whole = _("Statements of {first} without {second}").format(first=names[first], second=names[second])
    take_home("list_gaps", first, second, f"gaps-{first}--{second}", whole, places)


def _gap(row: Record, meeting: Mapping[str, Record]) -> list[Child]:
    return [
        derived.named(row["statement"], row["label"]),
        derived.named(row["section"], row["section_label"]) if row["section"] else "–",
        _(str(row["reviewed"])),
        reaching.met(meeting.get(str(row["statement"]))),
    ]


def coverage(start: str, end: str, names: Names) -> None:
    """The share of each section that claims relate to the other framework."""
    rows = graph().records("measure_coverage", from_framework=start, to_framework=end)
    heading(_("How much of {start} claims relate to {end}").format(start=names[start], end=names[end]))
    st.html(tag("p", _(phrases.ADOPTED)))
    columns = [_("Section"), _("Statements"), _("Mapped"), _("Share")]
    asked = order(len(columns), part=PAGE)
    said = (
        lambda at: derived.in_text(rows[at]["section"], rows[at]["label"]),
        lambda at: rows[at]["statements"],
        lambda at: rows[at]["mapped"],
        lambda at: rows[at]["share"],
    )
    places = arranged(asked, range(len(rows)), said)
    caption = _("Coverage by section of {start}").format(start=names[start])
    st.html(paging.listed(caption, columns, places, lambda at: _covered(rows[at]), asked))
    whole = _("Coverage of {start} by {end}").format(start=names[start], end=names[end])
    take_home("measure_coverage", start, end, f"coverage-{start}--{end}", whole, places)
    reaching.kinds(start, end, names)
    reaching.together(start, end, names)


def _covered(row: Record) -> list[Child]:
    return [
        derived.named(row["section"], row["label"]),
        str(row["statements"]),
        str(row["mapped"]),
        _share(float(str(row["share"]))),
    ]


def _share(share: float) -> Markup:
    return join(
        tag("span", tag("span", style=f"width: {share:.0%}"), class_="xw-bar", aria_hidden="true"), f" {percent(share)}"
    )


def take_home(query: str, start: str, end: str, name: str, title: str, places: Sequence[int] | None = None) -> None:
    """The buttons for the rows of a library query about two frameworks, all of them, as they are and for a spreadsheet.

    `places` is their order, None that of the query.
    """
    asked = graph()

    def rows() -> Result:
        found = asked.query(query, from_framework=start, to_framework=end)
        return found if places is None else found._replace(rows=tuple(found.rows[at] for at in places))

    offer_rows(rows, name, ("csv",), title)
