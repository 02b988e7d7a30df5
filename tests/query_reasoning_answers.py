"""The answers of the library queries on reasoning a second time: straight from the claims, one pair after another."""

from __future__ import annotations

from typing import Any

from query_readings import Claim, claims, framework_of, strongest, through, whole_iri
from query_world import NOTHING, World

from crosswalk import relations
from crosswalk.alignment.compose import Derived, compose_pair
from crosswalk.alignment.derivation import entailment, premises_of
from crosswalk.alignment.premises import Network, Premise
from crosswalk.graph.triples import citation_iri, contradiction_triples, mapping_candidate_triples, mapping_iri
from crosswalk.vocabulary import short_form

Row = dict[str, Any]


def list_claims(world: World) -> list[Row]:
    rows = []
    for claim in claims(world):
        m = claim.mapping
        row = {
            "mapping": claim.short, "subject": short_form(whole_iri(m.subject)), "relation": m.predicate,
            "object": short_form(whole_iri(m.object)), "denied": m.negated,
            "set_relation": (m.set_relation and f"xw:{m.set_relation}") or None, "confidence": m.confidence,
            "kind": f"xw:{m.kind}", "status": f"xw:{m.status}", "author": short_form(whole_iri(m.author)),
            "author_label": m.author_label, "justification": m.justification,
            "basis": (m.basis and f"xw:{m.basis}") or None, "reason": m.reason or None, "searched": m.searched or None,
            **printed(claim), "date": m.date or None,
        }  # fmt: skip
        rows.append((claim.iri, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def printed(claim: Claim) -> Row:
    """The place of a claim whose record's IRI sorts first; nothing where it is not printed."""
    place = min(claim.places, key=lambda one: citation_iri(one).value, default=None)
    return {
        "printed_text": place and place.printed_text, "printed_code": place and place.printed_code,
        "start": place and place.start, "end": place and place.end, "verdict": place and f"xw:{place.verdict}",
        "resolution": place and place.confidence, "resolved_through": through(place),
        "note": (place and place.note) or None,
    }  # fmt: skip


def premises(world: World) -> list[Premise]:
    """What may carry a conclusion, by the rule in words: no denied pair's positive claims, nothing nobody looked at."""
    stands, found = strongest(world), []
    for claim in claims(world):
        m = claim.mapping
        ends = (m.subject, m.object)
        if m.status == "candidate" or NOTHING in ends or m.subject == m.object:
            continue
        if m.negated != stands[frozenset(ends)].negated:
            continue
        known = relations.possible(m.predicate, m.negated, m.set_relation)
        linking = not m.negated and known != relations.DISJOINT
        found.append(Premise(claim.iri, *ends, known, linking, m.confidence))
    return found


def list_inferred(world: World, from_framework: str, to_framework: str) -> list[Row]:
    if from_framework == to_framework:
        return []
    found = Network(premises(world), {f.id: [s.short for s in f.statements] for f in world.frameworks})
    rows = []
    for subject in framework_of(world, from_framework).statements:
        for target in framework_of(world, to_framework).statements:
            derived = compose_pair(found, subject.short, target.short)
            if derived is None:
                continue
            stored = derived
            if whole_iri(from_framework) > whole_iri(to_framework):
                stored = compose_pair(found, target.short, subject.short) or derived
            record = entailment(derived) if derived.verdict == "entailed" else None
            hubs = derived.hubs if derived.verdict == "candidate" else ()
            row = {
                "verdict": derived.verdict, "subject": subject.short, "subject_label": subject.label,
                "relation": record and record.predicate, "denied": bool(record and record.negated),
                "object": target.short, "object_label": target.label,
                "possible": " ".join(sorted(relations.names(derived.known))) if record else None,
                "confidence": derived.confidence, "hubs": " ".join(sorted(hubs)) or None,
                "premises": " ".join(sorted(premises_of(derived.chains))), "record": short_form(record_iri(stored)),
            }  # fmt: skip
            rows.append(((subject.position, target.position, subject.short, target.short), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def record_iri(stored: Derived) -> str:
    """The IRI of the record of a result."""
    if stored.verdict == "entailed":
        return mapping_iri(entailment(stored)).value
    made = mapping_candidate_triples if stored.verdict == "candidate" else contradiction_triples
    return str(next(iter(made(stored))).subject)
