"""Three of the views of a pair of frameworks: the matrix of sections, the gaps, the coverage by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from crosswalk.api import Record
from crosswalk.graph.results import Plain, Result
from crosswalk.viewer import derived, phrases, reaching
from crosswalk.viewer.downloads import offer_rows
from crosswalk.viewer.frame import heading
from crosswalk.viewer.markup import Child, Markup, join, tag
from crosswalk.viewer.pairs import nothing
from crosswalk.viewer.shared import graph
from crosswalk.viewer.tables import table
from crosswalk.words import count

Names = Mapping[str, str]


def sections(start: str, end: str, names: Names) -> None:
    """How many pairs of statements claims relate, section by section."""
    result = graph().query("tabulate_mappings", from_framework=start, to_framework=end)
    rows = list(result.records())
    heading(f"Sections of {names[start]} and {names[end]}")
    down = _in_order(rows, "subject_section", "subject_position")
    across = _in_order(rows, "object_section", "object_position")
    counted = pairs_by_section(rows)
    if not counted:
        st.html(nothing(start, end, names))
        return
    labels = graph().labels()
    cells: list[list[Child]] = [
        [_section(row, labels), *(_pairs_in(*counted.get((row, column), (0, 0))) for column in across)] for row in down
    ]
    st.html(
        table(
            "Pairs of statements that a claim relates, by section; disputed where another claim denies it",
            [
                f"{names[start]} \\ {names[end]}",
                *(f"{phrases.code(column)} {labels.get(str(column), '')}" for column in across),
            ],
            cells,
        )
    )
    _take_home(result, f"{start}--{end}-matrix", f"Matrix of {names[start]} and {names[end]}")


def pairs_by_section(rows: Sequence[Record]) -> dict[tuple[Plain, Plain], tuple[int, int]]:
    """How many pairs of statements a claim relates, by their sections, and how many of these another claim denies."""
    stated: dict[tuple[Plain, ...], set[Plain]] = {}
    for row in rows:
        if row["relation"] and row["subject"] and row["object"]:
            pair = (row["subject_section"], row["object_section"], row["subject"], row["object"])
            stated.setdefault(pair, set()).add(row["denied"])
    counted: dict[tuple[Plain, Plain], tuple[int, int]] = {}
    for (down, across, *_), denials in stated.items():
        if False in denials:
            pairs, disputed = counted.get((down, across), (0, 0))
            counted[down, across] = (pairs + 1, disputed + (True in denials))
    return counted


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
        st.html(table(f"{names[first]} without {names[second]}", columns, cells, True))
        _take_home(result, f"gaps-{first}--{second}", f"Statements of {names[first]} without {names[second]}")


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
    st.html(table(f"Coverage by section of {names[start]}", ["Section", "Statements", "Mapped", "Share"], rows, True))
    _take_home(result, f"coverage-{start}--{end}", f"Coverage of {names[start]} by {names[end]}")
    reaching.kinds(start, end, names)
    reaching.together(start, end, names)


def _section(section: object, labels: Mapping[str, str]) -> Child:
    return derived.named(section, labels.get(str(section))) if section else "No section"


def _pairs_in(number: int, disputed: int) -> Child:
    if not number:
        return tag("span", "none", class_="xw-muted")
    return join(count(number, "pair"), tag("span", f" ({disputed} disputed)", class_="xw-small") if disputed else None)


def _share(share: float) -> Markup:
    return join(
        tag("span", tag("span", style=f"width: {share:.0%}"), class_="xw-bar", aria_hidden="true"), f" {share:.0%}"
    )


def _in_order(rows: Sequence[Record], section: str, position: str) -> list[Plain]:
    """The sections in the order of their first statement."""
    first: dict[Plain, int] = {}
    for row in rows:
        if row[section] is not None and row[position] is not None:
            place = int(str(row[position]))
            first[row[section]] = min(place, first.get(row[section], place))
    return sorted(first, key=lambda key: first[key])


def _take_home(result: Result, name: str, title: str) -> None:
    offer_rows(result, name, ("csv",), derived.below(title))
