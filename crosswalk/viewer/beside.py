"""Two frameworks side by side: their trees, the mappings of the statement that is selected, and lines between them.

``/crosswalk?from=ais-psi&to=ib-psp-2014&view=beside&a=ais-psi:3.4``: `a` is selected on the left, `b` on the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from crosswalk.api import Record
from crosswalk.viewer import filters, pairs, phrases, standings, taking
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.mapping_rows import between
from crosswalk.viewer.markup import Markup, join, tag
from crosswalk.viewer.navigator import copy_button, link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.standings import Standing, standing
from crosswalk.viewer.state import href, parameter
from crosswalk.viewer.tables import table
from crosswalk.viewer.tree import Part, Tree, open_at_first, outline, show
from crosswalk.words import count

Names = Mapping[str, str]


class Side(NamedTuple):
    """One of the two: its framework, its statements and how they stand, and the statement selected, if any."""

    framework: str
    statements: tuple[Record, ...]
    standing: Standing
    selected: str | None


def beside(start: str, end: str, names: Names) -> None:
    """The filters, the two trees, and below them the mappings of what is selected, to look at and to take home."""
    rows = between(start, end).rows
    asked = filters.read(rows)
    only = _only()
    chosen = {"a": _chosen("a", start, names), "b": _chosen("b", end, names)}
    address: dict[str, object] = {"from_": start, "to": end, "view": "beside", **asked.parameters(), "only": only}
    filters.bar(rows, asked)
    sides = [
        _side(start, end, asked.applied(rows), rows, "subject", chosen["a"]),
        _side(end, start, asked.applied(rows), rows, "object", chosen["b"]),
    ]
    shown = asked.applied(rows, [str(row["statement"]) for row in sides[1].statements])
    bare = {"from_": start, "to": end, "view": "beside", "only": only, "sort": asked.parameters()["sort"], **chosen}
    filters.say(len(shown), len(rows), asked, bare)
    choices = [
        (href("crosswalk", **{**address, **chosen, "only": key}), title)
        for key, title in ((None, "All statements"), ("gaps", "Only what is not mapped"))
    ]
    st.html(views("Which statements", choices, href("crosswalk", **{**address, **chosen})))
    selected = [row for row in shown if all(_fits(row, name, short) for name, short in chosen.items())]
    picked = selected if any(chosen.values()) else []
    show(
        [_tree(side, i, address, picked, only, names) for i, side in enumerate(sides)],
        "beside",
        standings.lines(picked),
        _told(chosen, picked),
    )
    st.html(tag("p", phrases.ADOPTED, class_="xw-small"))
    if any(chosen.values()):
        _list(selected, chosen, start, end, names, address)
    else:
        st.html(tag("p", "Select a statement in either tree: its mappings are then listed here, and drawn above."))
    of = " and ".join(short for short in chosen.values() if short)
    taking.offer(selected, start, end, names, asked, href("crosswalk", **address, **chosen), of)


def _only() -> str | None:
    given = parameter("only")
    if given not in (None, "gaps"):
        say_wrong(f"There is no choice {given!r} of statements; these are all.")
        return None
    return given


def _chosen(name: str, framework: str, names: Names) -> str | None:
    """The statement that a parameter selects; one that is not of its framework is said to be none of it."""
    given = parameter(name)
    if given is None or given in pairs.order_of(framework):
        return given
    say_wrong(f"{names[framework]} has no statement {given!r}; select one in its tree.")
    return None


def _fits(row: Record, name: str, short: str | None) -> bool:
    return short is None or row["subject" if name == "a" else "object"] == short


def _side(
    framework: str, other: str, shown: Sequence[Record], rows: Sequence[Record], end: str, chosen: str | None
) -> Side:
    statements = graph().records("list_statements", in_framework=framework)
    gaps = graph().records("list_gaps", from_framework=framework, to_framework=other)
    return Side(framework, statements, standing(statements, gaps, shown, rows, end), chosen)


def _tree(
    side: Side, place: int, address: Mapping[str, object], picked: Sequence[Record], only: str | None, names: Names
) -> Tree:
    """One of the two trees, 0 the left one; statements at the other end of what is selected are marked."""
    statements = side.statements
    if only:
        statements = _unmapped(statements, side.standing.gaps)
    nodes, roots = outline(statements, side.standing.parts)
    marks: Mapping[str, Sequence[Part]] = standings.marks(picked, ("subject", "object")[place])
    if side.selected:
        marks = {}
    (facts,) = (row for row in graph().records("list_frameworks") if row["framework"] == side.framework)
    return Tree(
        names[side.framework],
        f"{side.framework} {only or ''}",
        href("crosswalk", **address) + ("&a=", "&b=")[place],
        nodes,
        roots,
        9 if only else open_at_first(len(nodes)),
        stay=True,
        selected=side.selected,
        marks=marks,
        summary=standings.in_sum(str(facts["level_label"]), int(str(facts["at_level"])), side.standing.gaps),
    )


def _unmapped(statements: Sequence[Record], gaps: Mapping[str, str]) -> tuple[Record, ...]:
    """The rows of statements that are gaps, and of those above them."""
    above: dict[str, list[str]] = {}
    for row in statements:
        above.setdefault(str(row["statement"]), []).append(str(row["parent"]))
    kept = set(gaps).union(*(standings.ancestors(above, short) for short in gaps))
    return tuple(row for row in statements if row["statement"] in kept)


def _told(chosen: Mapping[str, str | None], picked: Sequence[Record]) -> str:
    """What a screen reader says when a statement was selected."""
    names = " and ".join(short for short in chosen.values() if short)
    return f"{names}: {count(len(picked), 'mapping')}, listed below the trees." if names else ""


def _list(
    rows: Sequence[Record],
    chosen: Mapping[str, str | None],
    start: str,
    end: str,
    names: Names,
    address: Mapping[str, object],
) -> None:
    """The mappings of what is selected, with the ways on."""
    named = [short for short in chosen.values() if short]
    heading(f"{count(len(rows), 'mapping')} of {' and '.join(named)}")
    ways: list[Markup] = [link(href("standard", id=short), f"The record of {short}") for short in named]
    if len(named) == 2:
        ways.append(link(href("mapping", a=named[0], b=named[1]), "All that is known of the two"))
    ways.append(link(href("crosswalk", **address), "Select nothing"))
    parted = [child for way in ways for child in (" · ", way)][1:]
    copy = copy_button("Copy link", href("crosswalk", **address, **chosen), address=True)
    st.html(join(tag("p", parted), tag("p", copy)))
    if not rows:
        st.html(tag("p", "None under these filters; what the tree says of the statement tells whether anybody looked."))
        return
    pairs.legend(rows)
    columns = [names[start], "Relation", names[end], *pairs.COLUMNS]
    st.html(table(f"Mappings of {' and '.join(named)}", columns, [pairs.cells(row) for row in rows], hide_caption=True))
