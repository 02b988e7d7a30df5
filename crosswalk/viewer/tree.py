"""Statements as trees by the ARIA pattern, alone or two side by side with lines between them.

What is drawn is in `tree.js` and `lines.js`: children are made when their parent is opened, so that a vocabulary of
thousands of statements is no page of thousands of elements. What a person opened, the browser keeps for the visit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import streamlit as st

from crosswalk.api import Record

_FOLDER = os.path.dirname(os.path.abspath(__file__))

#: How many levels of a framework stand open when it is shown, by the most statements it may then have.
_OPEN_AT_FIRST = ((60, 9), (600, 1))


class Part(NamedTuple):
    """A few words about a statement, and the style of `tree.css` in which they stand."""

    style: str
    words: str


class Line(NamedTuple):
    """A line from a statement of the first tree to one of the second: of which set, by which relation, in words."""

    first: str
    second: str
    set: str
    relation: str
    words: str


class Node(NamedTuple):
    """A statement: its identifier, code and label, what is said of it, and the places of those below in the list."""

    id: str
    code: str
    label: str
    parts: Sequence[Part]
    below: list[int]


class Tree(NamedTuple):
    """One tree: its name, under which key the browser keeps what is open, and where a statement leads.

    `address` is the beginning of an address to which the identifier of a statement is added; with `stay` going there
    leaves the page where it is scrolled. `marks` are said of single statements beside their parts. The summary stands
    above a tree that has another beside it.
    """

    name: str
    key: str
    address: str
    nodes: Sequence[Node]
    roots: Sequence[int]
    open_levels: int
    stay: bool = False
    selected: str | None = None
    marks: Mapping[str, Sequence[Part]] = {}
    summary: str = ""


def outline(
    statements: Iterable[Record], parts: Callable[[str], Sequence[Part]] = lambda _: ()
) -> tuple[list[Node], list[int]]:
    """The rows of `list_statements` as nodes, each once, and the places of the topmost; `parts` gives what is said.

    A statement with several parents is below each. One whose parents are not among the rows is topmost; where parents
    go round in a circle, its first statement is, so that nothing is left out.
    """
    places: dict[str, int] = {}
    nodes: list[Node] = []
    rows = list(statements)
    for row in rows:
        short = str(row["statement"])
        if short not in places:
            places[short] = len(nodes)
            programme = f" ({row['programme']})" if row.get("programme") else ""
            nodes.append(Node(short, str(row["notation"]), f"{row['label']}{programme}", parts(short), []))
    above: dict[int, set[int]] = {place: set() for place in range(len(nodes))}
    for row in rows:
        here, parent = places[str(row["statement"])], places.get(str(row["parent"]))
        if parent is not None and parent != here and parent not in above[here]:
            above[here].add(parent)
            nodes[parent].below.append(here)
    roots = [place for place, parents in above.items() if not parents]
    seen = _reached(nodes, roots)
    for place in range(len(nodes)):
        if place not in seen:
            roots.append(place)
            seen |= _reached(nodes, [place])
    return nodes, sorted(roots)


def _reached(nodes: Sequence[Node], starts: Iterable[int]) -> set[int]:
    seen: set[int] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += nodes[here].below
    return seen


def open_at_first(statements: int) -> int:
    """How many levels of a tree of so many statements stand open when it is shown first."""
    return next((levels for most, levels in _OPEN_AT_FIRST if statements <= most), 0)


@cache
def _source(*names: str) -> str:
    def read(name: str) -> str:
        with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
            return file.read()

    return "\n".join(map(read, names))


def show(trees: Sequence[Tree], key: str, lines: Sequence[Line] = (), said: str = "") -> None:
    """Put one tree on the page, or two side by side; `key` tells the place from others on the page.

    `said` is what a screen reader says of a choice that was just made.
    """
    component = st.components.v2.component("crosswalk_tree", css=_source("tree.css"), js=_source("lines.js", "tree.js"))
    data = {"trees": [_plain(tree) for tree in trees], "lines": [list(line) for line in lines], "said": said}
    component(key=key, data=data)


def _plain(tree: Tree) -> dict[str, object]:
    """A tree as JSON has it, short, for there may be thousands of nodes."""
    nodes = [[node.id, node.code, node.label, [list(part) for part in node.parts], node.below] for node in tree.nodes]
    marks = {short: [list(part) for part in parts] for short, parts in tree.marks.items()}
    return {**tree._asdict(), "nodes": nodes, "roots": list(tree.roots), "marks": marks}
