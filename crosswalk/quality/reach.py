"""Three questions about a directed graph given as pairs: what lies on a cycle, what is joined, what reaches what."""

from __future__ import annotations

from collections.abc import Iterable

from crosswalk.terms import Blank, Iri

Node = Iri | Blank
Pair = tuple[Node, Node]


def _successors(edges: Iterable[Pair]) -> dict[Node, list[Node]]:
    after: dict[Node, list[Node]] = {}
    for start, end in edges:
        after.setdefault(start, []).append(end)
        after.setdefault(end, [])
    return after


def components(edges: Iterable[Pair]) -> list[frozenset[Node]]:
    """The sets of nodes that lie on a common cycle, a node with an edge to itself included (Tarjan, without recursion).

    Time is linear in the number of edges.
    """
    after = _successors(edges)
    number: dict[Node, int] = {}
    low: dict[Node, int] = {}
    path: dict[Node, None] = {}  # the nodes met and not yet given to a component, in the order met
    found: list[frozenset[Node]] = []
    for root in after:
        work = [] if root in number else [(root, iter(after[root]))]
        while work:
            node, rest = work[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                path[node] = None
            for following in rest:
                if following not in number:
                    work.append((following, iter(after[following])))
                    break
                if following in path:
                    low[node] = min(low[node], number[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_cut(path, node))
    return [circle for circle in found if len(circle) > 1 or any(n in after[n] for n in circle)]


def _cut(path: dict[Node, None], node: Node) -> frozenset[Node]:
    """Take the component that begins at `node` off the end of the path."""
    circle = set[Node]()
    while node not in circle:
        circle.add(path.popitem()[0])
    return frozenset(circle)


def joined(pairs: Iterable[Pair]) -> dict[Node, Node]:
    """For each node of a pair, one node that stands for all that are joined to it, over any number of pairs."""
    parent: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        root = node
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[node] != root:  # shorten the way for the next question
            parent[node], node = root, parent[node]
        return root

    for start, end in pairs:
        parent[find(start)] = find(end)
    return {node: find(node) for node in list(parent)}


def reachable(edges: Iterable[Pair], asked: Iterable[Pair]) -> list[Pair]:
    """Those of the pairs asked about whose second node is reached from the first over one edge or more.

    Each start asked about is walked from once: time is starts × edges, memory is one walk.
    """
    after = _successors(edges)
    by_start: dict[Node, list[Node]] = {}
    for start, end in asked:
        if start in after and end in after:
            by_start.setdefault(start, []).append(end)
    found: list[Pair] = []
    for start, ends in by_start.items():
        seen: set[Node] = set()
        todo = list(after[start])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += after[node]
        found += [(start, end) for end in ends if end in seen]
    return found
