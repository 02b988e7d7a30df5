"""Which statements carry the crosswalk: where claims gather, what lies between what, and what falls apart without one.

The network is that of the claims that relate their two ends, whatever they say of them. Betweenness is the share of
all shortest ways between two others that pass a statement (L. Freeman, A set of measures of centrality based on
betweenness, 1977); on a large network it is estimated from a sample (U. Brandes, C. Pich, Centrality estimation in
large networks, 2007). Communities are those of greatest modularity that the method of Louvain finds (V. Blondel and
others, Fast unfolding of communities in large networks, 2008). What would be lost without a statement: see `losses`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from crosswalk.alignment.losses import SEED, losses
from crosswalk.alignment.premises import Network

if TYPE_CHECKING:
    import networkx

#: Betweenness walks the network once from each statement. It is exact while that is at most so many steps, which is
#: about eight hundred statements with two claims each; above, it is estimated from as many statements, drawn with
#: `SEED`, as make so many steps, `FEWEST` at least.
MOST_STEPS = 2_000_000
FEWEST = 10

#: A network of more links than this is parted into what hangs together, and not into communities.
MOST_LINKS = 20_000


class Hub(NamedTuple):
    """A statement and what it carries.

    `degree` is how many statements claims relate it to, `by_framework` the same by framework, the most first.
    `community` is its number in `Hubs.communities`, from 1. `joins` says that without it the network falls into more
    parts. `meeting` is how many pairs of statements meet there or have something follow through it, `lost` how many of
    them would have nothing left without it.
    """

    statement: str
    degree: int
    by_framework: tuple[tuple[str, int], ...]
    betweenness: float
    community: int
    joins: bool
    meeting: int
    lost: int


class Hubs(NamedTuple):
    """The statements that claims relate to others, those first without which most is lost, then most between others.

    `links` is how many pairs of statements claims relate, `parts` into how many the network falls. `communities` are
    the largest first, each in the order of its names. `sampled` is how many statements betweenness was estimated from,
    None where it is exact; `share` how much of the chains was looked at for `meeting` and `lost`, 1.0 where all.
    """

    statements: tuple[Hub, ...]
    links: int
    parts: int
    communities: tuple[tuple[str, ...], ...]
    sampled: int | None
    share: float


def hubs(network: Network, source: str | None = None, target: str | None = None) -> Hubs:
    """The hubs of the whole network; where two frameworks are given, those at which statements of the two meet.

    `meeting` and `lost` are then of these two alone, and everything else is still of the whole network. Statements that
    stand in several frameworks are counted in each.
    """
    import networkx as nx

    names, graph = _graph(network)
    between, sampled = _betweenness(graph)
    communities = _communities(graph)
    number = {node: i for i, members in enumerate(communities, 1) for node in members}
    joining = set(nx.articulation_points(graph))
    pairs = combinations(network.frameworks, 2) if source is None or target is None else [(source, target)]
    found = losses(network, pairs)
    homes = _homes(network)
    statements = [
        Hub(
            name,
            graph.degree[node],
            _by_framework(homes, [names[other] for other in graph[node]]),
            between[node],
            number[node],
            node in joining,
            found.meeting[name],
            found.lost[name],
        )
        for node, name in enumerate(names)
        if source is None or found.meeting[name]
    ]
    statements.sort(key=lambda hub: (-hub.lost, -hub.betweenness, -hub.degree, hub.statement))
    return Hubs(
        tuple(statements),
        graph.number_of_edges(),
        nx.number_connected_components(graph),
        tuple(tuple(names[node] for node in members) for members in communities),
        sampled,
        found.share,
    )


def _graph(network: Network) -> tuple[list[str], networkx.Graph[int]]:
    """The network with a number for each statement, so that nothing depends on how names are hashed."""
    import networkx as nx

    linked = {frozenset((p.subject, p.object)) for premises in network.touching.values() for p in premises if p.linking}
    names = sorted({name for pair in linked for name in pair})
    number = {name: i for i, name in enumerate(names)}
    graph: networkx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from(sorted((number[min(pair)], number[max(pair)]) for pair in linked))
    return names, graph


def _betweenness(graph: networkx.Graph[int]) -> tuple[dict[int, float], int | None]:
    import networkx as nx

    size = graph.number_of_nodes()
    steps = size + graph.number_of_edges()
    sources = max(FEWEST, MOST_STEPS // max(1, steps))
    if sources >= size:
        return dict(nx.betweenness_centrality(graph)), None
    return dict(nx.betweenness_centrality(graph, k=sources, seed=SEED)), sources


def _communities(graph: networkx.Graph[int]) -> list[Sequence[int]]:
    """The largest first, those of a size in the order of their members."""
    import networkx as nx

    parted: Iterable[Iterable[int]]
    if graph.number_of_edges() > MOST_LINKS:
        parted = nx.connected_components(graph)
    else:
        parted = nx.community.louvain_communities(graph, seed=SEED)
    return sorted((sorted(members) for members in parted), key=lambda members: (-len(members), members))


def _homes(network: Network) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for framework, members in network.frameworks.items():
        for statement in members:
            homes.setdefault(statement, []).append(framework)
    return homes


def _by_framework(homes: dict[str, list[str]], others: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counted = Counter(framework for other in others for framework in homes.get(other, ()))
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
