"""What a file of somebody's own says in SKOS, read as concepts in schemes: typed, placed, and each under one scheme.

Only the entailments are drawn that a reader of SKOS expects (SKOS Reference §4 to §8): ``narrower`` is ``broader`` seen
from the other end, ``hasTopConcept`` makes a ``topConceptOf``, that makes an ``inScheme``, and what stands in a
semantic relation is a concept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from crosswalk.terms import Iri, Literal, Term, Triple
from crosswalk.vocabulary import RDF_TYPE, RDFS, SKOS, XW

#: Properties of a resource, by predicate, in the order of the file.
Facts = dict[Iri, list[Term]]


class Concepts(NamedTuple):
    """Concepts and schemes of a set of files.

    `facts` are what is said of each IRI. `schemes` holds the concepts of each scheme, `home` the scheme that a concept
    has its short form in, `parents` those of its broader concepts that stand in its home. `stray` are concepts that
    stand in no scheme.
    """

    facts: dict[Iri, Facts]
    schemes: dict[Iri, list[Iri]]
    home: dict[Iri, Iri]
    parents: dict[Iri, list[Iri]]
    stray: tuple[Iri, ...]


def read_concepts(triples: Iterable[Triple], shipped: frozenset[str]) -> Concepts:
    """The concepts and schemes that triples describe; `shipped` are the IRIs that need no reading any more.

    Where there is one scheme and no concept is said to stand in any, all concepts stand in it.
    """
    facts = _facts(triples)
    broader = _broader(facts)
    standing = _standing(facts)
    schemes = {s: list[Iri]() for s in facts if _is_a(facts, s, (SKOS.ConceptScheme, XW.Framework))}
    schemes |= {scheme: [] for found in standing.values() for scheme in found if scheme not in schemes}
    concepts = {c for c in facts if _is_a(facts, c, (SKOS.Concept, XW.Statement))} | set(standing) | set(broader)
    concepts |= {above for found in broader.values() for above in found}
    own = sorted(c for c in concepts if c.value not in shipped and c not in schemes)
    home = _homes(own, standing, broader)
    unplaced = [scheme for scheme in schemes if scheme.value not in shipped]
    if len(unplaced) == 1 and not home:
        home = {concept: unplaced[0] for concept in own if concept in facts}
    for concept, scheme in home.items():
        for member in {*standing.get(concept, ()), scheme}:
            schemes[member].append(concept)
    # A parent in another scheme gives no place in this one.
    parents = {c: [a for a in broader.get(c, ()) if _shares(a, c, home, standing, shipped)] for c in home}
    return Concepts(facts, schemes, home, _opened(parents), tuple(c for c in own if c not in home and c in facts))


def _facts(triples: Iterable[Triple]) -> dict[Iri, Facts]:
    facts: dict[Iri, Facts] = {}
    for subject, predicate, value in triples:
        if isinstance(subject, Iri):
            facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return facts


def _is_a(facts: dict[Iri, Facts], resource: Iri, classes: tuple[Iri, ...]) -> bool:
    """Whether a resource has one of the classes, or a class that the file derives from one."""
    ahead, seen = list(facts[resource].get(RDF_TYPE, ())), set[Term]()
    while ahead:
        kind = ahead.pop()
        if kind in classes:
            return True
        if kind not in seen and isinstance(kind, Iri):
            seen.add(kind)
            ahead += facts.get(kind, {}).get(RDFS.subClassOf, ())
    return False


def _linked(facts: dict[Iri, Facts], forward: tuple[Iri, ...], backward: tuple[Iri, ...]) -> dict[Iri, list[Iri]]:
    """Who leads to whom by some properties, or by others read from the far end; each once, in the order found."""
    found: dict[Iri, dict[Iri, None]] = {}
    for subject, about in facts.items():
        for predicate in forward:
            for value in about.get(predicate, ()):
                if isinstance(value, Iri):
                    found.setdefault(subject, {})[value] = None
        for predicate in backward:
            for value in about.get(predicate, ()):
                if isinstance(value, Iri):
                    found.setdefault(value, {})[subject] = None
    return {subject: list(values) for subject, values in found.items()}


def _broader(facts: dict[Iri, Facts]) -> dict[Iri, list[Iri]]:
    return _linked(facts, (SKOS.broader,), (SKOS.narrower,))


def _standing(facts: dict[Iri, Facts]) -> dict[Iri, list[Iri]]:
    """The schemes that each concept is said to stand in."""
    return _linked(facts, (SKOS.inScheme, SKOS.topConceptOf), (SKOS.hasTopConcept,))


def _homes(concepts: list[Iri], standing: dict[Iri, list[Iri]], broader: dict[Iri, list[Iri]]) -> dict[Iri, Iri]:
    """The one scheme of each concept: the largest that it is said to stand in, else that of a concept above it."""
    sizes = Counter(scheme for found in standing.values() for scheme in found)
    home = {c: min(found, key=lambda s: (-sizes[s], s)) for c in concepts if (found := standing.get(c))}
    ahead = sorted(home, reverse=True)
    below: dict[Iri, list[Iri]] = {}
    for concept, above in broader.items():
        for parent in above:
            below.setdefault(parent, []).append(concept)
    known = set(concepts)
    while ahead:
        concept = ahead.pop()
        for child in below.get(concept, ()):
            if child not in home and child in known:
                home[child] = home[concept]
                ahead.append(child)
    return home


def _shares(
    above: Iri, concept: Iri, home: dict[Iri, Iri], standing: dict[Iri, list[Iri]], shipped: frozenset[str]
) -> bool:
    scheme = home[concept]
    return home.get(above) == scheme or scheme in standing.get(above, ()) or above.value in shipped


def _opened(parents: dict[Iri, list[Iri]]) -> dict[Iri, list[Iri]]:
    """The same, with each circle (which SKOS allows) opened at its first member, so that all hang from some top."""
    below: dict[Iri, list[Iri]] = {}
    for concept, above in parents.items():
        for parent in above:
            below.setdefault(parent, []).append(concept)
    opened, reached = dict(parents), set[Iri]()
    tops = {c: None for c, above in parents.items() if not above or not all(a in parents for a in above)}
    for top in (*tops, *sorted(parents)):
        if top in reached:
            continue
        if top not in tops:
            opened[top] = []
        ahead = [top]
        while ahead:
            concept = ahead.pop()
            if concept not in reached:
                reached.add(concept)
                ahead += below.get(concept, ())
    return opened


def best(values: Iterable[Term]) -> Literal | None:
    """The one of several literals that is shown: English, else its regional forms, else without language, else any."""
    literals = [value for value in values if isinstance(value, Literal) and value.value.strip()]
    return min(literals, key=_preference, default=None)


def _preference(literal: Literal) -> tuple[object, ...]:
    language = (literal.language or "").lower()
    order = 0 if language == "en" else 1 if language.startswith("en-") else 2 if not language else 3
    return order, language, literal.value, literal.datatype
