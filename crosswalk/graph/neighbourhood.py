"""What lies around a statement: the statements a few links away, and every link between them, each of its kind.

Claims and the hierarchy are rows of ``list_neighbours``; what is entailed, and where two only meet (candidates), is
looked at from the statement in the middle alone, since everything follows from something at some distance.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from crosswalk.errors import InputError
from crosswalk.graph.results import Plain
from crosswalk.graph.statement_view import StatementView

Record = Mapping[str, Plain]
Records = Callable[..., Iterable[Record]]

#: The kinds of link, in the order in which they are told; by default all but the last three are looked at.
KINDS = ("hierarchy", "printed", "judged", "denied", "entailed", "candidate")
USUAL = ("hierarchy", "printed", "judged")

#: How far one can look, and how many statements are taken in before the rest is only counted.
MAX_DISTANCE = 3
MAX_NODES = 120


class Node(NamedTuple):
    """A statement, and how many links it lies away from the one in the middle."""

    short: str
    notation: str
    label: str
    framework: str
    framework_label: str
    distance: int


class Link(NamedTuple):
    """A link as it is recorded, from `source` to `target`; a denied one says which relation it denies.

    `relation` is a SKOS relation, ``skos:broader`` for the hierarchy, a set relation for what is entailed (see
    `words.SETS`), None for a candidate. `mapping` is the claim; None for what nobody claims.
    """

    source: str
    target: str
    kind: str
    relation: str | None
    status: str | None = None
    confidence: float | None = None
    author: str | None = None
    mapping: str | None = None


class Neighbourhood(NamedTuple):
    """The statements, the one in the middle first; the links; and how many neighbours more there were no room for."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int


class Derives(Protocol):
    """What `graph.alignment.Alignment` offers here."""

    def rows(self, source: str, target: str) -> Iterator[Record]:
        """What follows for two frameworks."""
        ...


def around(
    view: StatementView, records: Records, alignment: Derives, hops: int = 1, kinds: Collection[str] = USUAL
) -> Neighbourhood:
    """The statements up to `hops` links of the `kinds` named away from a statement.

    Raises InputError for a kind or a distance that there is not.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise InputError(f"There is no kind of link {unknown[0]!r}; there are {', '.join(KINDS)}.")
    if not 1 <= hops <= MAX_DISTANCE:
        raise InputError(f"A distance of {hops} links cannot be looked at; give 1 to {MAX_DISTANCE}.")
    facts = view.facts
    middle = Node(
        view.short,
        str(facts["notation"]),
        str(facts["label"]),
        str(facts["framework"]),
        str(facts["framework_label"]),
        0,
    )
    found = _Growing(middle, frozenset(kinds))
    if found.kinds & {"entailed", "candidate"}:
        found.add_derived(records, alignment)
    for distance in range(1, hops + 1):
        found.grow(records, distance)
    found.close(records, hops)
    return Neighbourhood(tuple(found.nodes.values()), tuple(dict.fromkeys(found.links)), len(found.beyond))


class _Growing:
    """A neighbourhood on the way to its size."""

    def __init__(self, middle: Node, kinds: frozenset[str]) -> None:
        self.middle = middle
        self.kinds = kinds
        self.nodes = {middle.short: middle}
        self.links: list[Link] = []
        self.beyond: set[str] = set()

    def grow(self, records: Records, distance: int) -> None:
        """Take in the neighbours of what lies one link nearer."""
        for node in [node for node in self.nodes.values() if node.distance == distance - 1]:
            for row in self._rows(records, node):
                if self._takes(_node(row, distance)):
                    self.links.append(_link(node.short, row))

    def close(self, records: Records, hops: int) -> None:
        """Add the links between the statements farthest out, whose own neighbours are not taken in."""
        for node in [node for node in self.nodes.values() if node.distance == hops]:
            rows = self._rows(records, node)
            self.links += [_link(node.short, row) for row in rows if str(row["neighbour"]) in self.nodes]

    def add_derived(self, records: Records, alignment: Derives) -> None:
        """Take in what reasoning says of the statement in the middle, to every other framework."""
        known = {str(row["framework"]): str(row["label"]) for row in records("list_frameworks")}
        for framework, label in known.items():
            if framework == self.middle.framework:
                continue
            for row in alignment.rows(self.middle.framework, framework):
                if row["subject"] != self.middle.short or row["verdict"] not in self.kinds:
                    continue
                other, kind = str(row["object"]), str(row["verdict"])
                if self._takes(Node(other, other.partition(":")[2], str(row["object_label"]), framework, label, 1)):
                    follows = row["follows"] if kind == "entailed" else None
                    sure = float(str(row["confidence"])) if kind == "entailed" and row["confidence"] else None
                    said = str(follows) if follows else None
                    self.links.append(Link(self.middle.short, other, kind, said, confidence=sure))

    def _rows(self, records: Records, node: Node) -> list[Record]:
        return [row for row in records("list_neighbours", statement=node.short) if _kind(row) in self.kinds]

    def _takes(self, node: Node) -> bool:
        """Whether the statement is in, now or before."""
        if node.short not in self.nodes:
            if len(self.nodes) >= MAX_NODES:
                self.beyond.add(node.short)
                return False
            self.nodes[node.short] = node
        return True


def _kind(row: Record) -> str:
    if row["kind"] is None:
        return "hierarchy"
    return "denied" if row["denied"] else str(row["kind"]).removeprefix("xw:")


def _node(row: Record, distance: int) -> Node:
    return Node(
        str(row["neighbour"]),
        str(row["notation"]),
        str(row["label"]),
        str(row["framework"]),
        str(row["framework_label"]),
        distance,
    )


def _link(here: str, row: Record) -> Link:
    other = str(row["neighbour"])
    source, target = (here, other) if row["direction"] == "out" else (other, here)
    said = {name: str(row[name]) if row[name] is not None else None for name in ("status", "mapping")}
    sure = None if row["confidence"] is None else float(str(row["confidence"]))
    author = None if row["author_label"] is None else str(row["author_label"])
    return Link(source, target, _kind(row), str(row["relation"]), said["status"], sure, author, said["mapping"])
