"""The answer of every library query on claims a second time: sets and loops over model values, no triples, no engine.

Each function takes a world and the query's parameters and gives the rows in their order. IRIs stand in their short
form, as in `Result.records`; where an order goes by IRI, it goes by the whole IRI.
"""

from __future__ import annotations

from typing import Any

from query_readings import (
    INVERSE,
    Claim,
    ancestors,
    at_level,
    claims,
    denied,
    examined,
    first,
    framework_of,
    mapped,
    not_found,
    readings,
    section,
    statements,
    through,
    whole_iri,
)
from query_world import World

from crosswalk.vocabulary import expand, short_form

Row = dict[str, Any]


def list_mappings(
    world: World, from_framework: str, to_framework: str, with_kind: str = "", with_status: str = ""
) -> list[Row]:
    known, rows = statements(world), []
    for claim, subject, relation, target, recorded in readings(world, from_framework, to_framework):
        m = claim.mapping
        if with_kind not in ("", m.kind) or with_status not in ("", m.status):
            continue
        for place in claim.places or (None,):
            row = {
                "subject": subject, "subject_label": known[subject].label, "relation": relation,
                "object": target, "object_label": known[target].label, "justification": m.justification,
                "confidence": m.confidence, "author": short_form(whole_iri(m.author)), "author_label": m.author_label,
                "status": f"xw:{m.status}", "kind": f"xw:{m.kind}", "denied": m.negated,
                "citation": place and place.printed_text, "printed_code": place and place.printed_code,
                "verdict": place and f"xw:{place.verdict}", "resolved_through": through(place),
                "mapping": claim.short, "recorded": recorded, "reason": m.reason or None,
            }  # fmt: skip
            order = (known[subject].position, known[target].position, claim.iri, first(place and place.start))
            rows.append((order, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_gaps(world: World, from_framework: str, to_framework: str) -> list[Row]:
    touched = mapped(world, from_framework, to_framework)
    rejected, absent = denied(world, from_framework, to_framework), not_found(world, from_framework, to_framework)
    rows = []
    for statement in at_level(framework_of(world, from_framework)):
        if statement.short not in touched:
            top = [statement, *ancestors(statement, world)][-1]
            reviewed = "no term found" if statement.short in absent else "not reviewed"
            reviewed = "denied" if statement.short in rejected else reviewed
            rows.append(
                {"statement": statement.short, "label": statement.label, "section": top.short,
                 "section_label": top.label, "reviewed": reviewed}
            )  # fmt: skip
    return rows


def measure_coverage(world: World, from_framework: str, to_framework: str) -> list[Row]:
    touched, sections = mapped(world, from_framework, to_framework), {}
    for statement in at_level(framework_of(world, from_framework)):
        sections.setdefault(section(statement, world), []).append(statement.short in touched)
    return [
        {"section": s.short, "label": s.label, "statements": len(hits), "mapped": sum(hits),
         "share": round(sum(hits) / len(hits), 4)}
        for s, hits in sorted(sections.items(), key=lambda pair: pair[0].position)
    ]  # fmt: skip


def count_matrix(world: World) -> list[Row]:
    rows = []
    for a in sorted(world.frameworks, key=lambda f: f.id):
        counted = {s.short for s in at_level(a)}
        for b in sorted(world.frameworks, key=lambda f: f.id):
            hits = mapped(world, a.id, b.id) & counted
            seen = (examined(world, a.id, b.id) | not_found(world, a.id, b.id)) & counted
            rows.append(
                {"from_framework": a.id, "from_label": a.label, "to_framework": b.id, "to_label": b.label,
                 "claims": len({r[0].iri for r in readings(world, a.id, b.id)}), "statements": len(counted),
                 "mapped": len(hits), "reviewed": len(seen)}
            )  # fmt: skip
    return rows


def tabulate_mappings(world: World, from_framework: str, to_framework: str) -> list[Row]:
    known = statements(world)
    found = readings(world, from_framework, to_framework)
    ends = {r[1] for r in found} | ({r[3] for r in found} if from_framework == to_framework else set())
    others = {r[3] for r in found} | ({r[1] for r in found} if from_framework == to_framework else set())
    cells: set[tuple[Any, ...]] = {
        (s, o, relation, f"xw:{c.mapping.kind}", c.mapping.negated, f"xw:{c.mapping.status}")
        for c, s, relation, o, _ in found
    }
    cells |= {(s.short, *[None] * 5) for s in at_level(framework_of(world, from_framework)) if s.short not in ends}
    cells |= {
        (None, s.short, *[None] * 4) for s in at_level(framework_of(world, to_framework)) if s.short not in others
    }

    def order(cell: tuple[Any, ...]) -> tuple[Any, ...]:
        subject, target, *rest = cell
        places = (first(known[short].position if short else None) for short in (subject, target))
        return (subject is None, *places, *(first(expand(v).value if isinstance(v, str) else v) for v in rest))

    return [
        {"subject_section": s and section(known[s], world).short, "subject": s, "object": o,
         "object_section": o and section(known[o], world).short, "relation": relation, "kind": kind,
         "denied": denied_, "status": status, "subject_label": s and known[s].label,
         "object_label": o and known[o].label, "subject_position": s and known[s].position,
         "object_position": o and known[o].position}
        for s, o, relation, kind, denied_, status in sorted(cells, key=order)
    ]  # fmt: skip


def find_paths(world: World, from_framework: str, hub_framework: str, to_framework: str) -> list[Row]:
    known = statements(world)

    def legs(a: str, b: str) -> list[tuple[Claim, str, str, str]]:
        found = [(c, s, r, o) for c, s, r, o, _ in readings(world, a, b)]
        if a == b:
            found += [(c, o, INVERSE.get(r, r), s) for c, s, r, o in found]
        return [leg for leg in found if leg[0].relates]

    paths = {
        (*(known[x].position for x in (s, h, o)), c.iri, d.iri, expand(r).value, expand(q).value, s, h, o)
        for c, s, r, h in legs(from_framework, hub_framework)
        for d, g, q, o in legs(hub_framework, to_framework)
        if g == h and s != o
    }
    return [
        {"subject": s, "first_relation": short_form(r), "hub": h, "second_relation": short_form(q), "object": o,
         "first_mapping": short_form(c), "second_mapping": short_form(d)}
        for *_, c, d, r, q, s, h, o in sorted(paths)
    ]  # fmt: skip


def count_claims(world: World) -> list[Row]:
    keys = [
        (f"xw:{claim.mapping.kind}", f"xw:{claim.mapping.status}", claim.mapping.negated) for claim in claims(world)
    ]
    return [
        {"kind": kind, "status": status, "denied": denied, "claims": keys.count((kind, status, denied))}
        for kind, status, denied in sorted(set(keys))
    ]


def filter_mappings(
    world: World, by_author: str = "", with_status: str = "", with_kind: str = "", min_confidence: float = 0
) -> list[Row]:
    known, rows = statements(world), []
    for claim in claims(world):
        m = claim.mapping
        if by_author not in ("", m.author) or with_kind not in ("", m.kind) or with_status not in ("", m.status):
            continue
        if min_confidence > 0 if m.confidence is None else m.confidence < min_confidence:
            continue
        subject, target = known.get(m.subject), known.get(m.object)
        row = {
            "mapping": claim.short, "subject": short_form(whole_iri(m.subject)),
            "subject_label": subject and subject.label, "relation": m.predicate,
            "object": short_form(whole_iri(m.object)), "object_label": target and target.label,
            "denied": m.negated, "justification": m.justification, "confidence": m.confidence,
            "author": short_form(whole_iri(m.author)), "author_label": m.author_label, "kind": f"xw:{m.kind}",
            "status": f"xw:{m.status}", "reason": m.reason or None,
        }  # fmt: skip
        ends = [
            (first(s and s.framework), first(s and s.position), whole_iri(short))
            for s, short in ((subject, m.subject), (target, m.object))
        ]
        rows.append(((*ends, claim.iri), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_statement_mappings(world: World, statement: str) -> list[Row]:
    known, rows = statements(world), []
    names = {framework.id: framework.label for framework in world.frameworks}
    for claim in claims(world):
        m = claim.mapping
        for direction, here, other in (("out", m.subject, m.object), ("in", m.object, m.subject)):
            if here != statement:
                continue
            end = known.get(other)
            framework = end.framework if end else m.searched or None
            for place in claim.places or (None,):
                row = {
                    "mapping": claim.short, "direction": direction, "relation": m.predicate, "denied": m.negated,
                    "other": short_form(whole_iri(other)), "other_label": end and end.label,
                    "other_framework": framework,
                    "other_framework_label": framework and names[framework], "justification": m.justification,
                    "confidence": m.confidence, "author": short_form(whole_iri(m.author)),
                    "author_label": m.author_label, "kind": f"xw:{m.kind}", "status": f"xw:{m.status}",
                    "basis": f"xw:{m.basis}" if m.basis else None, "reason": m.reason or None,
                    "printed_text": place and place.printed_text, "printed_code": place and place.printed_code,
                    "start": place and place.start, "verdict": place and f"xw:{place.verdict}",
                    "resolved_through": through(place), "note": (place and place.note) or None,
                }  # fmt: skip
                order = (
                    direction == "in", first(framework), first(end and end.position), whole_iri(other),
                    claim.iri, first(place and place.start),
                )  # fmt: skip
                rows.append((order, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def list_neighbours(world: World, statement: str) -> list[Row]:
    known, rows = statements(world), []
    names = {framework.id: framework.label for framework in world.frameworks}
    nothing = dict.fromkeys(("kind", "status", "confidence", "author_label", "mapping"))

    def add(other: str, direction: str, relation: str, **said: object) -> None:
        end = known.get(other)
        if end is not None:
            row = {
                "neighbour": other, "notation": end.notation, "label": end.label, "framework": end.framework,
                "framework_label": names[end.framework], "direction": direction, "relation": relation,
                "denied": False, **nothing, **said,
            }  # fmt: skip
            order = (end.framework, end.position, other, direction == "out", whole_iri(relation))
            rows.append(((*order, str(said.get("mapping", ""))), row))

    for short, s in known.items():
        if s.parent and statement in (short, f"{s.framework}:{s.parent}"):
            out = statement == short
            add(f"{s.framework}:{s.parent}" if out else short, "out" if out else "in", "skos:broader")
    for claim in claims(world):
        m = claim.mapping
        for direction, here, other in (("out", m.subject, m.object), ("in", m.object, m.subject)):
            if here == statement:
                add(
                    other, direction, m.predicate, denied=m.negated, kind=f"xw:{m.kind}", status=f"xw:{m.status}",
                    confidence=m.confidence, author_label=m.author_label, mapping=claim.short,
                )  # fmt: skip
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]
