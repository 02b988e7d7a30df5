"""A person's own mappings as claims: plain SKOS matches, records in RDF, and SSSOM sets, each judged unless declared.

A plain match (``skos:exactMatch`` …) says nothing of who made it, so its author is the file. A match that stands in
both directions is one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from crosswalk.graph.triples import mapping_set_triples, mapping_triples
from crosswalk.model import Mapping, MappingSet
from crosswalk.terms import Blank, Iri, Literal, Term, Triple
from crosswalk.vocabulary import (
    CLAIM_KINDS,
    CURATION_STATUSES,
    ENTAILED,
    MAPPING_PREDICATES,
    OWL,
    PAV,
    PREFIXES,
    RDF_TYPE,
    SSSOM,
    XW,
    expand,
    short_form,
    shorten,
)

#: What a claim rests on where nothing is said of it.
_UNSPECIFIED = "semapv:UnspecifiedMatching"

_MATCHES = {expand(curie): curie for curie in MAPPING_PREDICATES}
_INVERSE = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}
_ENDS = (OWL.annotatedSource, OWL.annotatedTarget)


class Assertions(NamedTuple):
    """The claims of a file, triples that its records lack, and its plain matches, which are adopted or not.

    `derived` is how many of its records say what follows; nobody claims that, so they are withheld.
    """

    mappings: tuple[Mapping, ...]
    added: tuple[Triple, ...]
    withheld: frozenset[Triple]
    derived: int = 0


def assertions(triples: Iterable[Triple], name: str) -> Assertions:
    """The claims that the triples of the file of that name make."""
    triples = tuple(triples)
    matches: dict[tuple[str, str], dict[str, Mapping]] = {}
    records: dict[Iri | Blank, dict[Iri, list[Term]]] = {}
    withheld: list[Triple] = []
    for triple in triples:
        subject, predicate, value = triple
        if predicate in _MATCHES and _can_be_named(subject) and _can_be_named(value):
            withheld.append(triple)
            claim = _match(subject, predicate, value, name)
            if claim.subject != claim.object:
                matches.setdefault((claim.subject, claim.object), {})[claim.predicate] = claim
        elif predicate in _ENDS:
            records.setdefault(subject, {})
    _collect(triples, records)
    derived = {node for node, about in records.items() if XW.entailed in about.get(XW.claimKind, ())}
    withheld += [triple for triple in triples if triple.subject in derived]
    records = {node: about for node, about in records.items() if node not in derived}
    read = {node: found for node, about in records.items() if (found := _record(about, name))}
    recorded = {(claim.subject, claim.predicate, claim.object) for claim in read.values()}
    plain = [
        claim
        for (first, second), claims in matches.items()
        for relation, claim in claims.items()
        if (first, relation, second) not in recorded and not _told(claim, matches)
    ]
    made = [t for claim in plain for t in mapping_triples(claim)]
    completed = [t for node, claim in read.items() for t in _completion(node, records[node], claim)]
    return Assertions((*plain, *read.values()), (*made, *completed), frozenset(withheld), len(derived))


def _collect(triples: Iterable[Triple], records: dict[Iri | Blank, dict[Iri, list[Term]]]) -> None:
    for subject, predicate, value in triples:
        if subject in records:
            records[subject].setdefault(predicate, []).append(value)


def author(name: str) -> str:
    """The author of what a file says without saying who does."""
    return f"document:{quote(name, safe='')}"


def _can_be_named(term: Term) -> bool:
    return isinstance(term, Iri) and ("://" in term.value or term.value.startswith("urn:"))


def _match(subject: Term, predicate: Iri, value: Term, name: str) -> Mapping:
    return Mapping(
        _identifier(subject),
        _MATCHES[predicate],
        _identifier(value),
        _UNSPECIFIED,
        author(name),
        f"the file {name}",
        "judged",
        "proposed",
    )


def _identifier(iri: Term) -> str:
    """As SSSOM is read: the short form of what is ours, the whole IRI of anything else."""
    return short_form(str(iri)) if str(iri).startswith(PREFIXES["xwid"]) else str(iri)


def _told(claim: Mapping, matches: dict[tuple[str, str], dict[str, Mapping]]) -> bool:
    """Whether the same is said the other way round, by the end that comes first."""
    inverse = _INVERSE.get(claim.predicate, claim.predicate)
    return claim.object < claim.subject and inverse in matches.get((claim.object, claim.subject), {})


def _record(about: dict[Iri, list[Term]], name: str) -> Mapping | None:
    """The claim of an annotated axiom; None where it is about something other than a mapping."""
    ends = [next((v for v in about.get(part, ()) if isinstance(v, Iri)), None) for part in _ENDS]
    predicate = next((v for v in about.get(OWL.annotatedProperty, ()) if v in _MATCHES), None)
    if ends[0] is None or ends[1] is None or not isinstance(predicate, Iri):
        return None
    authors = [v for v in about.get(PAV.authoredBy, ()) if isinstance(v, Iri)]
    label = next((str(v) for v in about.get(SSSOM.author_label, ())), "")
    return Mapping(
        _identifier(ends[0]),
        _MATCHES[predicate],
        _identifier(ends[1]),
        next((shorten(str(v)) for v in about.get(SSSOM.mapping_justification, ())), _UNSPECIFIED),
        _identifier(authors[0]) if authors else author(name),
        label or (_identifier(authors[0]) if authors else f"the file {name}"),
        _declared(about.get(XW.claimKind, ()), CLAIM_KINDS, "judged"),
        _declared(about.get(XW.curationStatus, ()), CURATION_STATUSES, "proposed"),
        negated=SSSOM.predicate_modifier in about,
        confidence=_number(about.get(SSSOM.confidence, ())),
    )


def _declared(values: Iterable[Term], allowed: tuple[str, ...], otherwise: str) -> str:
    names = [str(value).removeprefix(PREFIXES["xw"]) for value in values]
    return next((name for name in names if name in allowed), otherwise)


def _number(values: Iterable[Term]) -> float | None:
    for value in values:
        try:
            return float(str(value))
        except ValueError:
            continue
    return None


def _completion(node: Iri | Blank, about: dict[Iri, list[Term]], claim: Mapping) -> Iterator[Triple]:
    """What the queries need of a record and this one does not say."""
    for made in mapping_triples(claim):
        said = made.predicate in about and made.predicate != RDF_TYPE
        if not said and made.predicate != SSSOM.predicate_modifier:
            yield made._replace(subject=node)


def complete(mapping_set: MappingSet, name: str) -> MappingSet:
    """An SSSOM set with an author for every claim, the one it names, else the file; without what only follows."""
    return mapping_set._replace(
        title=mapping_set.title or name,
        mappings=tuple(
            claim._replace(
                author=claim.author or author(name),
                author_label=claim.author_label or claim.author or f"the file {name}",
            )
            for claim in mapping_set.mappings
            if claim.kind != ENTAILED
        ),
    )


def set_triples(mapping_set: MappingSet) -> Iterator[Triple]:
    """The triples of a completed set, but for what it leaves empty."""
    empty = (Iri(PREFIXES["xwid"]), Iri(""))
    for triple in mapping_set_triples(mapping_set):
        if triple.object not in empty and not (isinstance(triple.object, Literal) and not triple.object.value):
            yield triple
