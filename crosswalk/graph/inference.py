"""What follows from the claims of a store, as the triples of its inferred graph: a cache of reasoning, for SPARQL.

It holds what chains of two claims tell of statements in different frameworks: entailed relations as mapping records
that name the claims they rest on, candidates and contradictions as records of their own, which are no mappings. It is
made anew from the claims and never read back as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.premises import Network, Premise, premises
from crosswalk.graph import oxigraph, queries
from crosswalk.graph.claims import Claims
from crosswalk.graph.results import plain
from crosswalk.graph.triples import contradiction_triples, entailment_triples, mapping_candidate_triples
from crosswalk.terms import Triple
from crosswalk.vocabulary import OWL, SKOS

#: With more claims, or more chains of two of them, nothing is inferred in advance: to ask for a pair of frameworks is
#: then the better way, and as right.
MOST_CLAIMS = 10_000
MOST_CHAINS = 200_000

_COUNT = f"SELECT (COUNT(*) AS ?claims) WHERE {{ ?claim <{OWL.annotatedSource}> ?end }}"
_HOMES = f"SELECT ?statement ?framework WHERE {{ ?statement <{SKOS.inScheme}> ?framework }}"


def inferred(store: oxigraph.Store) -> list[Triple]:
    """The triples that follow from the claims of a store's default graph.

    A pair is written once, from the framework whose IRI sorts first. None where there are more than `MOST_CLAIMS`
    or `MOST_CHAINS`.
    """
    (count,) = next(_rows(store, _COUNT))
    if int(str(count)) > MOST_CLAIMS:
        return []
    query = queries.load("list_claims")
    answer = oxigraph.query(store, query.text)
    names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
    claims = Claims(dict(zip(names, map(plain, row), strict=True)) for row in oxigraph.rows(answer))  # type: ignore[arg-type]
    found = premises(claims.values.items())
    if chains(found) > MOST_CHAINS:
        return []
    homes: dict[str, list[str]] = {}
    for statement, framework in _rows(store, _HOMES):
        homes.setdefault(str(statement), []).append(str(framework))
    return [triple for derived in _all(found, homes) for triple in _triples(derived)]


def inferred_from(triples: Iterable[Triple]) -> list[Triple]:
    """The triples that follow from the claims among those of a default graph, as `inferred` of a store with these."""
    store = oxigraph.memory_store()
    oxigraph.load_triples(store, triples, (None,))
    return inferred(store)


def _rows(store: oxigraph.Store, text: str) -> Iterator[Sequence[object]]:
    return (tuple(map(plain, row)) for row in oxigraph.rows(oxigraph.query(store, text)))  # type: ignore[arg-type]


def chains(found: Iterable[Premise]) -> int:
    """How many chains of two premises there are, over all statements in the middle."""
    degrees: dict[str, int] = {}
    for premise in found:
        for end in (premise.subject, premise.object):
            degrees[end] = degrees.get(end, 0) + 1
    return sum(degree * (degree - 1) // 2 for degree in degrees.values())


def _all(found: Sequence[Premise], homes: Mapping[str, Iterable[str]]) -> Iterator[Derived]:
    """What follows for every two frameworks; `homes` gives those of a statement."""
    members: dict[str, list[str]] = {}
    for end in sorted({end for premise in found for end in (premise.subject, premise.object)}):
        for framework in homes.get(end, ()):
            members.setdefault(framework, []).append(end)
    network = Network(found, members)
    names = sorted(members)
    for i, source in enumerate(names):
        for target in names[i + 1 :]:
            yield from compose(network, source, target)


def _triples(derived: Derived) -> Iterator[Triple]:
    if derived.verdict == "entailed":
        return entailment_triples(derived)
    return (mapping_candidate_triples if derived.verdict == "candidate" else contradiction_triples)(derived)
