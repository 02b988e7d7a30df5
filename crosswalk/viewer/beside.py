"""Two frameworks side by side: their trees, the mappings of the statement that is selected, and lines between them.

``/crosswalk?from=ais-psi&to=ib-psp-2014&view=beside&a=ais-psi:3.4``: `a` is selected on the left, `b` on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from crosswalk.api import Record
from crosswalk.viewer import filters, paging, pairs, phrases, standings, taking
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, counted, marked
from crosswalk.viewer.mapping_rows import SETS, between
from crosswalk.viewer.markup import Markup, join, tag
from crosswalk.viewer.navigator import copy_button, link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.standings import Standing, standing
from crosswalk.viewer.state import beginning, href, parameter
from crosswalk.viewer.tree import Part, Tree, open_at_first, outline, show

Names = Mapping[str, str]


class Ground(NamedTuple):
    """What is asked of one framework whatever is selected: its statements, its gaps towards the other, its level."""

    statements: tuple[Record, ...]
    gaps: tuple[Record, ...]
    level: str
    at_level: int


class Side(NamedTuple):
    """One of the two: its framework, what is known of it, how it stands, and the statement selected, if any."""

    framework: str
    ground: Ground
    standing: Standing
    selected: str | None


@st.cache_resource(max_entries=24, show_spinner=False)
def _ground(version: str, framework: str, other: str) -> Ground:
    facts = next(row for row in graph().records("list_frameworks") if row["framework"] == framework)
    return Ground(
        graph().records("list_statements", in_framework=framework),
        graph().records("list_gaps", from_framework=framework, to_framework=other),
        str(facts["level_label"]),
        int(str(facts["at_level"])),
    )


def beside(start: str, end: str, names: Names) -> None:
    """The filters, the two trees, and below them the mappings of what is selected, to look at and to take home."""
    rows = between(start, end).rows
    asked, only = filters.read(rows), _only()
    grounds = [_ground(graph().version, *ends) for ends in ((start, end), (end, start))]
    chosen = {"a": _chosen("a", grounds[0], names[start]), "b": _chosen("b", grounds[1], names[end])}
    address: dict[str, object] = {"from_": start, "to": end, "view": "beside", **asked.parameters(), "only": only}
    filters.bar(rows, asked)
    shown = asked.applied(rows, [str(row["statement"]) for row in grounds[1].statements])
    sides = [
        Side(framework, ground, standing(ground.statements, ground.gaps, shown, rows), selected)
        for framework, ground, selected in zip((start, end), grounds, chosen.values(), strict=True)
    ]
    bare = {"from_": start, "to": end, "view": "beside", "only": only, "sort": asked.parameters()["sort"], **chosen}
    filters.say(len(shown), len(rows), asked, bare)
    choices = [(href("crosswalk", **{**address, **chosen, "only": key}), _(title)) for key, title in _ONLY.items()]
    st.html(views(_("Which statements"), choices, href("crosswalk", **{**address, **chosen})))
    selected = [row for row in shown if all(_fits(row, name, short) for name, short in chosen.items())]
    picked = selected if any(chosen.values()) else []
    show(
        [_tree(sides, place, address, picked, only, names) for place in (0, 1)],
        "beside",
        standings.lines(picked),
        _told(chosen, picked),
    )
    met = [name for name in SETS if any(row["set"] == name for row in rows)]
    st.html(join(pairs.meanings(met), tag("p", _(phrases.ADOPTED), class_="xw-small")))
    if any(chosen.values()):
        _list(selected, chosen, start, end, names, address)
    else:
        st.html(tag("p", _("Select a statement in either tree: its mappings are then listed here, and drawn above.")))
    of = _both(chosen)
    taking.offer(selected, start, end, names, asked, of)


#: Which statements the trees can show, by the parameter `only`.
_ONLY = {None: marked("All statements"), "shown": marked("Only with mappings shown"), "gaps": marked("Only not mapped")}


def _only() -> str | None:
    given = parameter("only")
    if given not in _ONLY:
        say_wrong(_("There is no choice {given!r} of statements; these are all.").format(given=given))
        return None
    return given


def _chosen(name: str, ground: Ground, framework: str) -> str | None:
    """The statement that a parameter selects; one that is not of its framework is said to be none of it."""
    given = parameter(name)
    if given is None or any(row["statement"] == given for row in ground.statements):
        return given
    say_wrong(
        _("{framework} has no statement {given!r}; select one in its tree.").format(framework=framework, given=given)
    )
    return None


def _fits(row: Record, name: str, short: str | None) -> bool:
    return short is None or row["subject" if name == "a" else "object"] == short


def _tree(
    sides: Sequence[Side],
    place: int,
    address: Mapping[str, object],
    picked: Sequence[Record],
    only: str | None,
    names: Names,
) -> Tree:
    """One of the two trees, 0 the left one; statements at the other end of what is selected are marked."""
    side, other = sides[place], sides[1 - place]
    end = ("subject", "object")[place]
    marks: Mapping[str, Sequence[Part]] = {} if side.selected else standings.marks(picked, end)
    statements = side.ground.statements
    if only:
        kept = set(side.standing.gaps if only == "gaps" else marks if other.selected else side.standing.partners)
        statements = _with_those_above(statements, kept | ({side.selected} if side.selected else set()))
    nodes, roots = outline(statements, side.standing.parts)
    return Tree(
        names[side.framework],
        f"{side.framework} {only}" if only else side.framework,
        beginning("crosswalk", "ab"[place], **address),
        nodes,
        roots,
        9 if only else open_at_first(len(nodes)),
        stay=True,
        selected=side.selected,
        marks=marks,
        summary=standings.in_sum(side.ground.level, side.ground.at_level, side.standing.gaps),
    )


def _with_those_above(statements: Sequence[Record], kept: Iterable[str]) -> tuple[Record, ...]:
    """The rows of the statements that are kept, and of those above them."""
    above: dict[str, list[str]] = {}
    for row in statements:
        above.setdefault(str(row["statement"]), []).append(str(row["parent"]))
    wanted = set(kept).union(*(standings.ancestors(above, short) for short in kept))
    return tuple(row for row in statements if row["statement"] in wanted)


def _both(chosen: Mapping[str, str | None]) -> str:
    """The statements that are selected, one or two, by their short forms."""
    named = [short for short in chosen.values() if short]
    return _("{one} and {other}").format(one=named[0], other=named[1]) if len(named) == 2 else "".join(named)


def _told(chosen: Mapping[str, str | None], picked: Sequence[Record]) -> str:
    """What a screen reader says when a statement was selected."""
    names = _both(chosen)
    return (
        _("{names}: {mappings}, listed below the trees.").format(
            names=names, mappings=counted("{n} mapping", "{n} mappings", len(picked))
        )
        if names
        else ""
    )


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
    heading(
        _("{mappings} of {statements}").format(
            mappings=counted("{n} mapping", "{n} mappings", len(rows)), statements=_both(chosen)
        )
    )
    ways: list[Markup] = [
        link(href("standard", id=short), _("The record of {short}").format(short=short)) for short in named
    ]
    if len(named) == 2:
        ways.append(link(href("mapping", a=named[0], b=named[1]), _("All that is known of the two")))
    ways.append(link(href("crosswalk", **address), _("Select nothing")))
    parted = [child for way in ways for child in (" · ", way)][1:]
    copy = copy_button(_("Copy link"), href("crosswalk", **address, **chosen), address=True)
    st.html(join(tag("p", parted), tag("p", copy)))
    if not rows:
        st.html(
            tag("p", _("None under these filters; what the tree says of the statement tells whether anybody looked."))
        )
        return
    pairs.legend(rows)
    columns = [names[start], _("Relation"), names[end], *(_(name) for name in pairs.COLUMNS)]
    caption = _("Mappings of {statements}").format(statements=_both(chosen))
    st.html(paging.listed(caption, columns, rows, pairs.cells))
