"""The claims of each mapping set as the plain SKOS triples they would be, to see whether one set contradicts itself.

Claims of different sets may differ (that is disagreement, and worth showing); within one set SKOS integrity holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from crosswalk.terms import Iri, Literal, Term, Triple
from crosswalk.vocabulary import NO_TERM_FOUND, OWL, SKOS, SSSOM, XW, expand

_PARTS = (
    OWL.annotatedSource,
    OWL.annotatedProperty,
    OWL.annotatedTarget,
    SSSOM.predicate_modifier,
    XW.curationStatus,
)


def plain_claims(triples: Iterable[Triple]) -> dict[Term, list[Triple]]:
    """For each mapping set, the plain triples of its claims that assert something of their own.

    Left out are denials, candidates, NoTermFound, and sets that claim nothing beyond ``skos:mappingRelation``, which
    no integrity condition mentions.
    """
    records: dict[Term, dict[Iri, Term]] = {}
    member_of: list[tuple[Term, Term]] = []
    for subject, predicate, value in triples:
        if predicate in _PARTS:
            records.setdefault(subject, {})[predicate] = value
        elif predicate == SSSOM.mappings:
            member_of.append((subject, value))
    sets: dict[Term, list[Triple]] = {}
    for mapping_set, record in member_of:
        if claim := _plain(records.get(record, {})):
            sets.setdefault(mapping_set, []).append(claim)
    return {name: claims for name, claims in sets.items() if any(c.predicate != SKOS.mappingRelation for c in claims)}


def _plain(record: dict[Iri, Term]) -> Triple | None:
    source, predicate, target = (record.get(part) for part in _PARTS[:3])
    if source is None or isinstance(source, Literal) or not isinstance(predicate, Iri) or target is None:
        return None
    silent = SSSOM.predicate_modifier in record or record.get(XW.curationStatus) == XW.candidate
    if silent or expand(NO_TERM_FOUND) in (source, target):
        return None
    return Triple(source, predicate, target)
