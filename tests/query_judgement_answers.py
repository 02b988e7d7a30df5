"""The answer of the library queries on judgements a second time, as in `query_answers`."""

from __future__ import annotations

from typing import Any

from query_readings import (
    INVERSE,
    Claim,
    adopted,
    at_level,
    claims,
    denied,
    first,
    framework_of,
    not_found,
    statements,
    strongest,
    whole_iri,
)
from query_world import NOTHING, World

from crosswalk.graph.triples import citation_iri, joint_claim_iri
from crosswalk.model import Mapping
from crosswalk.vocabulary import short_form

Row = dict[str, Any]


def _label(world: World, short: str) -> str | None:
    known = statements(world)
    return known[short].label if short in known else None


def _position(world: World, short: str) -> tuple[bool, Any]:
    known = statements(world)
    return first(known[short].position if short in known else None)


def _both_ways(mapping: Mapping) -> list[tuple[str, str, str]]:
    """A claim as it is recorded and turned round; once where both ends are the same."""
    turned = INVERSE.get(mapping.predicate, mapping.predicate)
    found = [(mapping.subject, mapping.predicate, mapping.object), (mapping.object, turned, mapping.subject)]
    return found[:1] if mapping.subject == mapping.object else found


def _printed_and_judged(world: World, together: bool) -> list[Row]:
    """The pairs that are printed and judged, where the two go together or part."""
    rows = []
    codes: dict[tuple[str, str], set[str | None]] = {}
    for claim in claims(world):
        if claim.mapping.kind == "printed":
            pair = claim.mapping.subject, claim.mapping.object
            codes.setdefault(pair, set()).update({p.printed_code for p in claim.places} or {None})
    for claim in claims(world):
        m = claim.mapping
        if m.kind != "judged" or m.status == "candidate":
            continue
        for subject, relation, target in _both_ways(m):
            parted = m.negated or relation in INVERSE
            for code in codes.get((subject, target), ()) if parted != together else ():
                row = {
                    "subject": subject, "subject_label": _label(world, subject), "object": target,
                    "object_label": _label(world, target), "printed_code": code, "relation": relation,
                    "denied": m.negated, "reason": m.reason or None, "confidence": m.confidence,
                    "author_label": m.author_label, "status": f"xw:{m.status}", "judged": claim.short,
                }  # fmt: skip
                places = _position(world, subject), _position(world, target)
                rows.append(((*places, whole_iri(subject), whole_iri(target), claim.iri, first(code)), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_agreements(world: World) -> list[Row]:
    return _printed_and_judged(world, together=True)


def list_disagreements(world: World) -> list[Row]:
    return _printed_and_judged(world, together=False)


def list_denied_citations(world: World) -> list[Row]:
    places = {(c.mapping.subject, c.mapping.object, p) for c in claims(world) for p in c.places}
    standing, rows = strongest(world), []
    for subject, target, place in places:
        stands = standing.get(frozenset((subject, target)))
        for denial in claims(world) if stands is None or stands.negated else ():
            m = denial.mapping
            if m.negated and m.status != "candidate" and {m.subject, m.object} == {subject, target}:
                row = {
                    "statement": subject, "label": _label(world, subject), "printed_code": place.printed_code,
                    "printed_text": place.printed_text, "start": place.start, "cited": target,
                    "cited_label": _label(world, target), "reason": m.reason or None, "confidence": m.confidence,
                    "author_label": m.author_label, "status": f"xw:{m.status}", "denial": denial.short,
                }  # fmt: skip
                iris = whole_iri(subject), citation_iri(place).value, whole_iri(target), denial.iri
                rows.append(((_position(world, subject), place.start, *iris), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_no_term_found(world: World, from_framework: str = "", to_framework: str = "") -> list[Row]:
    known, rows = statements(world), []
    for claim in claims(world):
        m = claim.mapping
        if m.negated or m.status == "candidate" or NOTHING not in (m.subject, m.object):
            continue
        statement = known.get(m.subject if m.object == NOTHING else m.object)
        if statement is None or to_framework not in ("", m.searched):
            continue
        if from_framework in ("", statement.framework):
            row = {
                "statement": statement.short, "label": statement.label, "framework": statement.framework,
                "searched": m.searched, "reason": m.reason or None, "confidence": m.confidence,
                "author_label": m.author_label, "basis": f"xw:{m.basis}" if m.basis else None,
                "status": f"xw:{m.status}", "mapping": claim.short,
            }  # fmt: skip
            order = statement.framework, statement.position, whole_iri(m.searched), claim.iri
            rows.append((order, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_joint_claims(world: World, with_statement: str = "") -> list[Row]:
    known, rows = statements(world), []
    for joint in world.joint_claims:
        if with_statement in ("", joint.object, *joint.subjects):
            target, subjects = known[joint.object], " ".join(sorted(joint.subjects))
            row = {
                "joint": short_form(joint_claim_iri(joint).value), "object": joint.object,
                "object_label": target.label, "extent": f"xw:{joint.extent}", "subjects": subjects,
                "reason": joint.reason, "confidence": joint.confidence, "author_label": joint.author_label,
                "basis": f"xw:{joint.basis}", "status": f"xw:{joint.status}",
            }  # fmt: skip
            rows.append(((target.framework, target.position, subjects, row["joint"]), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _listed(world: World, wanted: list[Claim]) -> list[Row]:
    """Claims, the least sure first."""
    rows = []
    for claim in wanted:
        m = claim.mapping
        row = {
            "mapping": claim.short, "subject": short_form(whole_iri(m.subject)),
            "subject_label": _label(world, m.subject), "relation": m.predicate,
            "object": short_form(whole_iri(m.object)), "object_label": _label(world, m.object), "denied": m.negated,
            "confidence": m.confidence, "author_label": m.author_label, "status": f"xw:{m.status}",
            "reason": m.reason or None,
        }  # fmt: skip
        places = _position(world, m.subject), _position(world, m.object)
        rows.append(((first(m.confidence), *places, whole_iri(m.subject), whole_iri(m.object), claim.iri), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_gloss_claims(world: World) -> list[Row]:
    return _listed(world, [claim for claim in claims(world) if claim.mapping.basis == "gloss"])


def list_unreviewed_claims(world: World) -> list[Row]:
    early = ("candidate", "proposed")
    return _listed(world, [c for c in claims(world) if c.mapping.kind == "judged" and c.mapping.status in early])


def list_changes(world: World, older: str, newer: str) -> list[Row]:
    links = adopted(world, older, newer)
    rejected, absent = denied(world, older, newer), not_found(world, older, newer)

    def row(change: str, statement: str | None, relation: str | None, counterpart: str | None) -> Row:
        old, new = (statements(world)[short] if short else None for short in (statement, counterpart))
        return {
            "change": change, "statement": statement, "label": old and old.label, "relation": relation,
            "counterpart": counterpart, "counterpart_label": new and new.label,
            "position": old and old.position, "counterpart_position": new and new.position,
        }  # fmt: skip

    rows = []
    for statement in at_level(framework_of(world, older)):
        met = sorted(
            (link for link in links if link[0] == statement.short),
            key=lambda link: (_position(world, link[2]), whole_iri(link[1])),
        )
        rows += [row("counterpart", *link) for link in met]
        if not met:
            change = "no counterpart" if statement.short in absent else "not reviewed"
            rows.append(row("denied" if statement.short in rejected else change, statement.short, None, None))
    met_ones = {counterpart for _, _, counterpart in links}
    new = [s.short for s in at_level(framework_of(world, newer)) if s.short not in met_ones]
    return rows + [row("new", None, None, short) for short in new]
