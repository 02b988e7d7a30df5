"""What follows as records of their own: entailed relations as mappings that name the claims they rest on.

A candidate is no match and has no such record, nor has a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crosswalk.alignment.compose import Chain, Derived
from crosswalk.model import Mapping
from crosswalk.relations import CONCLUSIONS, PREDICATES, names
from crosswalk.vocabulary import ENTAILED

#: How an entailed relation is known (SEMAPV).
CHAINING = "semapv:MappingChaining"

#: In whose name this program draws conclusions.
AUTHOR, AUTHOR_LABEL = "agent:standards-crosswalk", "Standards Crosswalk project"


def entailments(found: Iterable[Derived]) -> Iterator[Mapping]:
    """Each entailed relation as a mapping, in the order given."""
    return (entailment(derived) for derived in found if derived.verdict == "entailed")


def entailment(derived: Derived) -> Mapping:
    """An entailed relation as a mapping: `derived_from` are the claims of its proofs, each once, in order.

    The predicate says no more than follows (`relations.PREDICATES`): only equal, subset and superset become a SKOS
    match, disjoint the denial of closeness. `set_relation` is declared where one relation is left.
    """
    predicate, negated = PREDICATES[CONCLUSIONS[derived.relation]]
    left = names(derived.known)
    return Mapping(
        derived.subject,
        predicate,
        derived.object,
        CHAINING,
        AUTHOR,
        AUTHOR_LABEL,
        ENTAILED,
        "proposed",
        negated=negated,
        confidence=derived.confidence,
        set_relation=left[0] if len(left) == 1 else "",
        derived_from=premises_of(derived.chains),
    )


def premises_of(chains: Iterable[Chain]) -> tuple[str, ...]:
    """The claims of the chains, each once, in the order in which they stand there."""
    return tuple(dict.fromkeys(premise.claim for chain in chains for premise in chain.premises))
