"""Which claim of a pair becomes the plain SKOS triple: at most one, chosen by a rule that anybody can check.

Reviewed stands over proposed, judged over printed; a denied claim, a candidate, NoTermFound and what was derived are
never adopted (architecture: "Claims, and what becomes a plain triple").
"""

from __future__ import annotations

from collections.abc import Iterable

from crosswalk.model import Mapping
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES, ENTAILED, NO_TERM_FOUND


def adoptable(mapping: Mapping) -> bool:
    """Whether a claim may stand as a plain triple at all: it relates two statements, and does not say "disjoint"."""
    ends = (mapping.subject, mapping.object)
    return not mapping.negated and mapping.set_relation != "disjoint" and _counts(mapping) and NO_TERM_FOUND not in ends


def _counts(mapping: Mapping) -> bool:
    """Whether a claim has a say: a candidate was not looked at, and a derived one says what its premises say."""
    return mapping.status != "candidate" and mapping.kind != ENTAILED


def _rank(mapping: Mapping) -> tuple[object, ...]:
    """Higher is stronger: status, kind, stated confidence, then a denial; the rest only makes ties fall one way."""
    return (
        CURATION_STATUSES.index(mapping.status),
        CLAIM_KINDS.index(mapping.kind),
        -1.0 if mapping.confidence is None else mapping.confidence,
        mapping.negated,
        mapping.predicate,
        mapping.subject,
        mapping.author,
    )


def outranks(one: Mapping, other: Mapping) -> bool:
    """Whether of two claims on a pair the first is the stronger."""
    return _rank(one) > _rank(other)


def strongest(mappings: Iterable[Mapping]) -> dict[frozenset[str], Mapping]:
    """The claim or denial of each pair, whichever way round it is written, that no other of the pair outranks."""
    best: dict[frozenset[str], Mapping] = {}
    for mapping in mappings:
        pair = frozenset((mapping.subject, mapping.object))
        if _counts(mapping) and (pair not in best or outranks(mapping, best[pair])):
            best[pair] = mapping
    return best


def adopt(mappings: Iterable[Mapping]) -> tuple[Mapping, ...]:
    """The adopted claim of each pair, sorted by subject and object.

    A pair whose strongest claim is a denial adopts nothing, whatever a weaker claim says.
    """
    return tuple(sorted(filter(adoptable, strongest(mappings).values()), key=lambda m: (m.subject, m.object)))
