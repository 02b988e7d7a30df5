"""What SeMRA infers from claims, and how long it takes; run by `against_semra.py` in SeMRA's own environment.

The argument is how many claims a chain may have. Reads JSON: claims as [subject, predicate, object, negated,
confidence]. Writes JSON: the seconds of inference and what was inferred as [subject, predicate, object, confidence].
"""

import json
import sys
import time

from curies import NamableReference
from semra import Mapping, MappingSet, Reference, SimpleEvidence
from semra.inference import infer_chains, infer_reversible
from sssom_pydantic import SemanticMapping

MADE = MappingSet(id="https://example.org/made")
MANUAL = NamableReference.from_curie("semapv:ManualMappingCuration")


def mapping(subject: str, predicate: str, obj: str, negated: bool, confidence: float | None) -> Mapping:
    """A claim as SeMRA holds it."""
    ends = [Reference.from_curie(curie) for curie in (subject, predicate, obj)]
    simple = SemanticMapping(
        subject=ends[0],
        predicate=ends[1],
        object=ends[2],
        justification=MANUAL,
        confidence=confidence,
        predicate_modifier="Not" if negated else None,
    )
    evidence = SimpleEvidence(mapping=simple, mapping_set=MADE)
    return Mapping(subject=ends[0], predicate=ends[1], object=ends[2], evidence=[evidence])


def main() -> None:
    """Read, infer, write."""
    mappings = [mapping(*claim) for claim in json.load(sys.stdin)]
    begun = time.perf_counter()
    inferred = infer_chains(infer_reversible(mappings, progress=False), progress=False, cutoff=int(sys.argv[1]))
    taken = time.perf_counter() - begun
    given = {m.triple for m in infer_reversible(mappings, progress=False)}
    rows = [
        (m.subject.curie, m.predicate.curie, m.object.curie, m.get_confidence())
        for m in inferred
        if m.triple not in given
    ]
    json.dump({"seconds": taken, "rows": rows}, sys.stdout)


if __name__ == "__main__":
    main()
