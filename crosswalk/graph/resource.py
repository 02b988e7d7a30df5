"""One resource as triples: what the graph says of it, what belongs to it, and the labels of what both point to.

A record that is about a resource belongs to it and is given whole: a claim, a joint claim, a printed citation, a rubric
and its parts. Of anything else that points to it the link alone is given. What follows from claims lies in a graph of
its own: it is described where somebody asks for that very record, and is never mixed in among the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crosswalk.errors import QueryParameterError, QuerySyntaxError
from crosswalk.graph.dataset import INFERRED
from crosswalk.graph.store import Engine
from crosswalk.graph.tokens import written
from crosswalk.terms import Blank, Iri, Term, Triple
from crosswalk.vocabulary import BASE, CEASN, CETERMS, DCTERMS, OWL, RDF_TYPE, RDFS, SKOS, SSSOM, XW

ONTOLOGY = Iri(BASE + "ontology")

#: Triples of each kind (own, links, parts) beyond which a description is cut short, and says so.
LIMIT = 5_000
#: How many resources get their labels beside them.
_LABELLED = 2_000

#: What belongs to a resource, as patterns that lead from ``$this`` to each ``?part``.
PARTS: tuple[str, ...] = (
    f"?part <{OWL.annotatedSource}>|<{OWL.annotatedTarget}> $this",
    f"?part <{XW.jointSubject}>|<{XW.jointObject}> $this",
    f"?part <{XW.citedBy}> $this",
    f"?part <{CETERMS.targetCompetency}> $this",
    f"?part a <{CEASN.Rubric}> ; <{DCTERMS.subject}> $this",
    f"?rubric a <{CEASN.Rubric}> ; <{DCTERMS.subject}> $this ; <{CEASN.hasRubricCriterion}> ?part",
    f"?rubric a <{CEASN.Rubric}> ; <{DCTERMS.subject}> $this ; "
    f"<{CEASN.hasRubricCriterion}>/<{CEASN.hasCriterionLevel}> ?part",
    f"$this <{SSSOM.mappings}> ?part",
    f"$this <{XW.citation}> ?part",
    f"$this <{CEASN.hasRubricCriterion}> ?part",
    f"$this <{CEASN.hasRubricCriterion}>/<{CEASN.hasCriterionLevel}> ?part",
    f"$this <{CEASN.hasCriterionLevel}> ?part",
    f"?part <{RDFS.isDefinedBy}> $this",
)

#: Properties whose values name a resource to people.
LABELS = (SKOS.prefLabel, SKOS.notation, RDFS.label)

_OWN = f"CONSTRUCT {{ $this ?property ?value }} WHERE {{ $this ?property ?value }} LIMIT {LIMIT + 1}"
_FOLLOWING = (
    f"CONSTRUCT {{ $this ?property ?value }} WHERE {{ GRAPH <{INFERRED}> {{ $this ?property ?value }} }} "
    f"LIMIT {LIMIT + 1}"
)
_LINKS = f"CONSTRUCT {{ ?other ?link $this }} WHERE {{ ?other ?link $this }} LIMIT {LIMIT + 1}"
_BELONGING = (
    "CONSTRUCT { ?part ?property ?value } WHERE { { SELECT DISTINCT ?part WHERE { "
    + " UNION ".join(f"{{ {pattern} }}" for pattern in PARTS)
    + f" }} }} ?part ?property ?value }} LIMIT {LIMIT + 1}"
)
#: A node without a name can be asked for only together with what has one; two levels of them are followed.
_UNNAMED = (
    "CONSTRUCT { ?node ?property ?value . ?inner ?within ?innermost } WHERE { $this ?link ?node . "
    "FILTER(ISBLANK(?node)) ?node ?property ?value . "
    f"OPTIONAL {{ ?node ?on ?inner . FILTER(ISBLANK(?inner)) ?inner ?within ?innermost }} }} LIMIT {LIMIT + 1}"
)


_RETIRED = (
    f"SELECT DISTINCT ?resource WHERE {{ ?resource <{OWL.deprecated}> ?said . "
    'FILTER(ISIRI(?resource) && STR(?said) IN ("true", "1")) }'
)


class Description(NamedTuple):
    """A resource and its triples, its own first; `truncated` tells that a limit left some out.

    `following` tells that no claim stands behind it: it is a record of what follows from claims.
    """

    iri: str
    triples: tuple[Triple, ...]
    truncated: bool = False
    following: bool = False

    def values(self, property_: Iri) -> tuple[Term, ...]:
        """The values of a property of the resource itself, sorted as text."""
        this = Iri(self.iri)
        return tuple(sorted((t.object for t in self.triples if t[:2] == (this, property_)), key=str))

    @property
    def kinds(self) -> frozenset[str]:
        """The IRIs of the classes that the resource is of."""
        return frozenset(str(kind) for kind in self.values(RDF_TYPE))

    @property
    def retired(self) -> bool:
        """Whether the resource is kept only to tell that it is no longer used (``owl:deprecated``, OWL 2 §5.5)."""
        return any(str(value) in ("true", "1") for value in self.values(OWL.deprecated))

    @property
    def replacements(self) -> tuple[str, ...]:
        """The IRIs of what replaces it."""
        return tuple(str(value) for value in self.values(DCTERMS.isReplacedBy) if isinstance(value, Iri))


def retired(engine: Engine) -> tuple[str, ...]:
    """The IRIs of all that is retired, as `Description.retired` tells of each, sorted."""
    return tuple(sorted(str(row[0]) for row in engine.query(_RETIRED).rows))


def find(engine: Engine, iri: str) -> Description | None:
    """A resource and its own triples; None where the graph says nothing of it, or it is no absolute IRI.

    Raises what the engine raises: EndpointFault, LimitExceeded.
    """
    this = Iri(iri)
    try:
        for query in (_OWN, _FOLLOWING):
            if found := _triples(engine, query, this):
                return Description(iri, found[:LIMIT], len(found) > LIMIT, query is _FOLLOWING)
    except (QueryParameterError, QuerySyntaxError):  # an engine knows more of IRIs than what is written here
        pass
    return None


def describe(engine: Engine, iri: str) -> Description | None:
    """The whole description of a resource; None, and raises, as `find`."""
    found = find(engine, iri)
    if found is None:
        return None
    this = Iri(iri)
    queries = [_LINKS, _BELONGING]
    if any(isinstance(triple.object, Blank) for triple in found.triples):
        queries.append(_UNNAMED)
    collected = [_triples(engine, query, this) for query in queries]
    kept = dict.fromkeys(found.triples)
    for triples in collected:
        kept |= dict.fromkeys(triples[:LIMIT])
    labels = dict.fromkeys(_labels(engine, _mentioned(kept, this)))
    truncated = found.truncated or any(len(triples) > LIMIT for triples in collected)
    return found._replace(triples=tuple(kept | labels), truncated=truncated)


def _triples(engine: Engine, query: str, this: Iri) -> tuple[Triple, ...]:
    return engine.query(query, {"this": this}).triples


def _mentioned(triples: Iterable[Triple], this: Iri) -> list[Iri]:
    """What the triples point to or from, the resource itself aside, in the order of its IRIs."""
    named = {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, Iri)}
    return sorted(named - {this})[:_LABELLED]


def _labels(engine: Engine, resources: Iterable[Iri]) -> Iterator[Triple]:
    """The labels of the resources."""
    wanted = " ".join(_writable(resources))
    if wanted:  # a branch for each property: as a variable that is one of three, the engine takes four times as long
        branches = " UNION ".join(f"{{ ?resource <{name}> ?label . BIND(<{name}> AS ?property) }}" for name in LABELS)
        yield from engine.query(
            f"CONSTRUCT {{ ?resource ?property ?label }} WHERE {{ VALUES ?resource {{ {wanted} }} {branches} }}"
        ).triples


def _writable(resources: Iterable[Iri]) -> Iterator[str]:
    """The IRIs as SPARQL writes them; an engine may hold some that it cannot."""
    for resource in resources:
        try:
            yield written(resource, "resource")
        except QueryParameterError:
            continue
