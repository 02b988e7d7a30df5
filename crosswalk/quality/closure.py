"""What SKOS triples entail, as far as an integrity condition asks about it: triples in, triples out, no engine.

Sub-properties, inverses and symmetry are written out in full (S7, S8, S22, S23, S25, S26, S39–S44 of the SKOS
Reference), and so are the types that domains, ranges and sub-classes give (S4–S6, S29, S31, S33).

The two transitive relations would grow with the square of the data, so they are written out only where a condition
looks: ``broaderTransitive`` (S24) between concepts that are also related (S27) and from a concept to itself (cycles),
``exactMatch`` (S45) between concepts that also have a broad, narrow or related match (S46). Work and output stay close
to linear in the input.

Where text stands in the place of a concept, nothing is concluded through it: that slip is reported as itself (S20).
S19 and S20 (the ends of a semantic relation are concepts) are not written as types: a shape of their own asks whether
an end is something that cannot be a concept, so that one slip is one finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosswalk.quality.reach import Node, components, joined, reachable
from crosswalk.terms import Blank, Iri, Literal, Triple
from crosswalk.vocabulary import RDF_TYPE, SKOS

#: A property, those it is a sub-property of, and its inverse (itself where it is symmetric); SKOS Reference.
PROPERTIES: tuple[tuple[Iri, tuple[Iri, ...], Iri | None], ...] = (
    (SKOS.topConceptOf, (SKOS.inScheme,), SKOS.hasTopConcept),  # S7, S8
    (SKOS.hasTopConcept, (), SKOS.topConceptOf),  # S8
    (SKOS.broader, (SKOS.broaderTransitive,), SKOS.narrower),  # S22, S25
    (SKOS.narrower, (SKOS.narrowerTransitive,), SKOS.broader),  # S22, S25
    (SKOS.broaderTransitive, (SKOS.semanticRelation,), SKOS.narrowerTransitive),  # S21, S26
    (SKOS.narrowerTransitive, (SKOS.semanticRelation,), SKOS.broaderTransitive),  # S21, S26
    (SKOS.related, (SKOS.semanticRelation,), SKOS.related),  # S21, S23
    (SKOS.mappingRelation, (SKOS.semanticRelation,), None),  # S39
    (SKOS.closeMatch, (SKOS.mappingRelation,), SKOS.closeMatch),  # S40, S44
    (SKOS.exactMatch, (SKOS.closeMatch,), SKOS.exactMatch),  # S42, S44
    (SKOS.broadMatch, (SKOS.mappingRelation, SKOS.broader), SKOS.narrowMatch),  # S40, S41, S43
    (SKOS.narrowMatch, (SKOS.mappingRelation, SKOS.narrower), SKOS.broadMatch),  # S40, S41, S43
    (SKOS.relatedMatch, (SKOS.mappingRelation, SKOS.related), SKOS.relatedMatch),  # S40, S41, S44
)

#: The class that a property gives its subject, and the class that it gives its object; SKOS Reference.
CLASSES: dict[Iri, tuple[Iri | None, Iri | None]] = {
    SKOS.inScheme: (None, SKOS.ConceptScheme),  # S4
    SKOS.hasTopConcept: (SKOS.ConceptScheme, SKOS.Concept),  # S5, S6
    SKOS.member: (SKOS.Collection, None),  # S31
    SKOS.memberList: (SKOS.OrderedCollection, None),  # S33
}


def _implications() -> dict[Iri, frozenset[tuple[Iri, bool]]]:
    """For each property, all that one triple of it entails: the property, and whether its ends are exchanged."""
    steps: dict[Iri, set[tuple[Iri, bool]]] = {}
    for name, above, inverse in PROPERTIES:
        steps[name] = {(parent, False) for parent in above} | ({(inverse, True)} if inverse else set())
    closed: dict[Iri, frozenset[tuple[Iri, bool]]] = {}
    for name in steps:
        found, todo = {(name, False)}, [(name, False)]
        while todo:
            current, flipped = todo.pop()
            for following, flips in steps.get(current, ()):
                step = (following, flipped != flips)
                if step not in found:
                    found.add(step)
                    todo.append(step)
        closed[name] = frozenset(found)
    return closed


IMPLICATIONS = _implications()


class _Growing:
    """The closure while it grows: every triple once, in the order found, with the pairs of each property at hand."""

    def __init__(self) -> None:
        self.triples: dict[Triple, None] = {}
        self.pairs: dict[Iri, dict[tuple[Node, Node], None]] = {}

    def add(self, triple: Triple) -> None:
        """Add a triple and all that its property alone entails."""
        subject, predicate, value = triple
        self.triples[triple] = None
        for following, flipped in IMPLICATIONS.get(predicate, ()):
            if isinstance(value, Literal):  # text cannot be a subject; a shape reports it (S20)
                if not flipped:
                    self.triples[Triple(subject, following, value)] = None
                continue
            start, end = (value, subject) if flipped else (subject, value)
            self.triples[Triple(start, following, end)] = None
            self.pairs.setdefault(following, {})[start, end] = None

    def of(self, *properties: Iri) -> Iterator[tuple[Node, Node]]:
        """The pairs that stand in any of the properties."""
        for name in properties:
            yield from self.pairs.get(name, {})


def close(triples: Iterable[Triple]) -> list[Triple]:
    """The triples, their language tags in lower case (RDF 1.1 compares them so), with what they entail."""
    growing = _Growing()
    for triple in triples:
        growing.add(_lower(triple))
    for triple in [*_hierarchy(growing), *_equivalence(growing)]:
        growing.add(triple)
    for triple in list(_types(growing.triples)):
        growing.add(triple)
    return list(growing.triples)


def cycles(closed: Iterable[Triple]) -> list[frozenset[Node]]:
    """The sets of concepts each of which is its own ancestor through the others; from a closure."""
    edges = [(t.subject, t.object) for t in closed if t.predicate == SKOS.broaderTransitive]
    return components((s, o) for s, o in edges if not isinstance(o, Literal))


def _lower(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and value.language:
        return Triple(triple.subject, triple.predicate, value._replace(language=value.language.lower()))
    return triple


def _hierarchy(growing: _Growing) -> list[Triple]:
    """S24, for the pairs that S27 asks about and for concepts in a cycle."""
    edges = list(growing.of(SKOS.broaderTransitive))
    found = [(node, node) for circle in components(edges) for node in circle]
    found += reachable(edges, growing.of(SKOS.related))
    return [Triple(start, SKOS.broaderTransitive, end) for start, end in sorted(found, key=str)]


def _equivalence(growing: _Growing) -> list[Triple]:
    """S44 and S45, for the pairs that S46 asks about."""
    same = joined(growing.of(SKOS.exactMatch))
    asked = dict.fromkeys(growing.of(SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch))
    return [
        Triple(start, SKOS.exactMatch, end) for start, end in asked if start in same and same[start] == same.get(end)
    ]


def _types(triples: Iterable[Triple]) -> Iterator[Triple]:
    for subject, predicate, value in triples:
        domain, range_ = CLASSES.get(predicate, (None, None))
        if domain:
            yield Triple(subject, RDF_TYPE, domain)
        if range_ and isinstance(value, Iri | Blank):
            yield Triple(value, RDF_TYPE, range_)
        if SKOS.OrderedCollection in (domain, value if predicate == RDF_TYPE else None):  # S29
            yield Triple(subject, RDF_TYPE, SKOS.Collection)
