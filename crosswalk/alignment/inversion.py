"""A claim read from its other end: broader becomes narrower, a subset a superset, a denial stays a denial."""

from __future__ import annotations

from crosswalk.model import Mapping
from crosswalk.relations import BY_NAME, INVERSE, names
from crosswalk.words import INVERSES

#: How a record is known that was turned (SEMAPV).
INVERSION = "semapv:MappingInversion"

#: Predicates that read the same from either end (SKOS Reference S44); ``mappingRelation`` says only that two belong
#: together, and of one printed in a document the printing end is lost.
_SYMMETRIC = ("skos:exactMatch", "skos:closeMatch", "skos:relatedMatch", "owl:sameAs", "owl:equivalentClass")


def inverse(mapping: Mapping) -> Mapping | None:
    """The same claim with its ends exchanged; None where its predicate has no inverse, or a document prints it.

    A printed claim is of the document that cites, so it has a direction that no inverse keeps. The inverse of the
    inverse is the claim.
    """
    if mapping.kind == "printed":
        return None
    predicate = INVERSES.get(mapping.predicate, mapping.predicate if mapping.predicate in _SYMMETRIC else "")
    if not predicate:
        return None
    turned = names(INVERSE[BY_NAME[mapping.set_relation]])[0] if mapping.set_relation else ""
    return mapping._replace(
        subject=mapping.object, predicate=predicate, object=mapping.subject, set_relation=turned, citation=None
    )
