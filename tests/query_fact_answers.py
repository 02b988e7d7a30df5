"""The answer of the library queries on statements, citations and rubrics a second time, as in `query_answers`."""

from __future__ import annotations

from typing import Any

import rdflib
import repository
from query_readings import ancestors, at_level, framework_of, printed, statements, whole_iri
from query_world import World, term_labels
from rdflib import OWL, RDF, SKOS

from crosswalk.graph.triples import cell_iri, citation_iri, rubric_iri
from crosswalk.terms import Iri
from crosswalk.vocabulary import short_form

Row = dict[str, Any]


def list_citing_statements(world: World, cited: str) -> list[Row]:
    known = statements(world)
    found = sorted(
        (c for c in printed(world) if c.resolved == cited),
        key=lambda c: (known[c.citing].framework, known[c.citing].position, c.start, citation_iri(c)),
    )
    return [
        {"statement": c.citing, "label": known[c.citing].label, "framework": known[c.citing].framework,
         "printed_code": c.printed_code, "printed_text": c.printed_text, "start": c.start,
         "verdict": f"xw:{c.verdict}"}
        for c in found
    ]  # fmt: skip


def list_unresolved_citations(world: World, by_statement: str = "") -> list[Row]:
    names, rows = term_labels(), []
    for c in sorted(printed(world), key=lambda c: (c.start, citation_iri(c))):
        if c.resolved is None and by_statement in ("", c.citing):
            rows.append(
                {"citation": short_form(citation_iri(c).value), "statement": c.citing, "printed_code": c.printed_code,
                 "printed_text": c.printed_text, "start": c.start, "cited_framework": c.target,
                 "verdict": f"xw:{c.verdict}", "verdict_label": names[f"xw:{c.verdict}"], "note": c.note or None,
                 "nearest": " ".join(sorted(c.nearest)) or None}
            )  # fmt: skip
    return rows


def count_verdicts(world: World) -> list[Row]:
    names = term_labels()
    keys = sorted({(c.target, c.verdict) for c in printed(world)})
    return [
        {"cited_framework": target, "verdict": f"xw:{verdict}", "verdict_label": names[f"xw:{verdict}"],
         "citations": sum((c.target, c.verdict) == (target, verdict) for c in printed(world))}
        for target, verdict in keys
    ]  # fmt: skip


def list_unverified_facts(world: World, in_framework: str = "") -> list[Row]:
    names = term_labels()
    return [
        {"statement": s.short, "label": s.label, "verification": f"xw:{s.verification.status}",
         "verification_label": names[f"xw:{s.verification.status}"], "note": s.verification.note or None}
        for framework in sorted(world.frameworks, key=lambda f: f.id)
        if in_framework in ("", framework.id)
        for s in framework.statements
        if s.verification.status != "verified"
    ]  # fmt: skip


def list_replacements(world: World) -> list[Row]:
    editions = [*world.frameworks, *world.editions]
    pairs = {(old, new.id) for new in editions for old in new.replaces}
    pairs |= {(old.id, new) for old in editions for new in old.replaced_by}
    names = {edition.id: edition.label for edition in editions}
    held = {framework.id for framework in world.frameworks if framework.statements}
    return [
        {"older": old, "older_label": names.get(old), "newer": new, "newer_label": names.get(new),
         "held_older": old in held, "held_newer": new in held}
        for old, new in sorted(pairs)
    ]  # fmt: skip


def show_rubric(world: World, statement: str) -> list[Row]:
    rubric, rows = world.rubric, []
    criteria = {(c.psi, c.key): c for c in rubric.criteria}
    levels = {level.key: level for level in rubric.levels}
    for cell in rubric.cells:
        about = {f"{rubric.framework}:{notation}" for notation in (cell.psi, *cell.statements)}
        if statement not in about:
            continue
        criterion, level = criteria[cell.psi, cell.criterion], levels[cell.level]
        iri = cell_iri(rubric.framework, cell.psi, cell.criterion, cell.level, cell.position).value
        row = {
            "criterion": criterion.key, "criterion_label": criterion.label,
            "level": short_form(f"{whole_iri(rubric.framework)}/level/{level.key}"), "level_label": level.label,
            "rank": level.rank, "position": cell.position, "stem": cell.stem or None, "text": cell.text or None,
            "cell": short_form(iri),
        }  # fmt: skip
        parent = f"{rubric_iri(rubric.framework, cell.psi).value}/{criterion.key}"
        rows.append(((criterion.position, parent, level.rank, cell.position, iri), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def describe_statement(world: World, statement: str) -> list[Row]:
    names, s = term_labels(), statements(world)[statement]
    framework = framework_of(world, s.framework)
    return [
        {"framework": s.framework, "framework_label": framework.label, "notation": s.notation, "label": s.label,
         "gloss": s.gloss or None, "title": s.title or None, "text": s.text or None, "type": f"xw:{s.type}",
         "type_label": names[f"xw:{s.type}"], "programme": s.programme or None,
         "verification": f"xw:{s.verification.status}",
         "verification_label": names[f"xw:{s.verification.status}"], "verification_note": s.verification.note or None,
         "rights": framework.rights}
    ]  # fmt: skip


def list_relatives(world: World, statement: str) -> list[Row]:
    known = statements(world)
    above = ancestors(known[statement], world)
    below = [s for s in known.values() if f"{s.framework}:{s.parent}" == statement]
    return [
        {"place": place, "relative": s.short, "notation": s.notation, "label": s.label}
        for place, found in (("above", above), ("below", below))
        for s in sorted(found, key=lambda s: s.position)
    ]


def list_statements(world: World, in_framework: str = "") -> list[Row]:
    return [
        {"statement": s.short, "framework": s.framework, "notation": s.notation, "label": s.label,
         "gloss": s.gloss or None, "title": s.title or None, "text": s.text or None, "type": f"xw:{s.type}",
         "parent": f"{s.framework}:{s.parent}" if s.parent else None, "programme": s.programme or None,
         "verification": f"xw:{s.verification.status}", "position": s.position}
        for framework in sorted(world.frameworks, key=lambda f: f.id)
        if in_framework in ("", framework.id)
        for s in framework.statements
    ]  # fmt: skip


def list_frameworks(world: World) -> list[Row]:
    names = {**term_labels(), **world.names}
    return [
        {"framework": f.id, "label": f.label, "title": f.title, "publisher": names.get(f.publisher, f.publisher),
         "issued": f.issued or None, "level": f"xw:{f.mapping_level}", "level_label": names[f"xw:{f.mapping_level}"],
         "statements": len(f.statements), "at_level": len(at_level(f)), "rights": f.rights, "note": f.note or None,
         "source": f.source or None, "verification": f"xw:{f.verification.status}",
         "verification_note": f.verification.note or None}
        for f in sorted(world.frameworks, key=lambda f: f.id)
    ]  # fmt: skip


def list_identifiers(world: World) -> list[Row]:
    unplaced: list[tuple[str, str | None, str]] = [(e.id, None, e.label) for e in [*world.frameworks, *world.editions]]
    unplaced += [(e.short, e.code, e.label) for e in world.evidence_types]
    placed = [(s.short, s.notation, s.label) for s in statements(world).values()]
    return [
        {"identifier": short, "notation": notation, "resource": short, "label": label}
        for short, notation, label in [*sorted(unplaced), *placed]
    ]


def list_labels(world: World, labels: list[tuple[Iri, Iri, str, str]], in_language: str) -> list[Row]:
    """From every label as (resource, property, text, language): those whose tag is the language or extends it."""
    wanted, places = in_language.lower(), {short: place for place, short in enumerate(statements(world))}
    kept = [row for row in labels if row[3] == wanted or row[3].startswith(f"{wanted}-")]
    kept.sort(key=lambda row: (places.get(short_form(row[0].value), -1), row))
    return [
        {"resource": short_form(iri.value), "label": label, "language": language, "property": short_form(name.value)}
        for iri, name, label, language in kept
    ]


def list_evidence_types(world: World, by_accreditor: str = "") -> list[Row]:
    names, rows = {**term_labels(), **world.names}, []
    labels = {evidence.short: evidence.label for evidence in world.evidence_types}
    for evidence in sorted(world.evidence_types, key=lambda e: e.position):
        for agent in sorted(evidence.expected_by) or [None]:
            verification = f"xw:{evidence.verification}" if evidence.verification else None
            if by_accreditor in ("", agent):
                rows.append(
                    {"type": evidence.short, "code": evidence.code, "label": evidence.label,
                     "category": evidence.category, "category_label": labels.get(evidence.category or ""),
                     "accreditor": agent, "accreditor_label": names.get(agent or ""),
                     "verification": verification, "verification_label": names.get(verification or "")}
                )  # fmt: skip
    return rows


def list_levels(world: World, of_publisher: str = "") -> list[Row]:
    found = []
    for scale in world.scales:
        if of_publisher in ("", scale.publisher):
            for iri, label, rank, gloss, verification in scale.levels:
                row = {"scale": scale.id, "scale_label": scale.label, "publisher": scale.publisher,
                       "publisher_label": world.names.get(scale.publisher),
                       "level": short_form(iri), "label": label, "rank": rank, "gloss": gloss or None,
                       "verification": f"xw:{verification}" if verification else None}  # fmt: skip
                found.append(((whole_iri(scale.id), rank, iri), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def list_criteria(world: World, in_framework: str = "") -> list[Row]:
    rubric, found = world.rubric, []
    levels = {level.key: level for level in rubric.levels}
    criteria = {(c.psi, c.key): c for c in rubric.criteria}
    for cell in rubric.cells if in_framework in ("", rubric.framework) else ():
        criterion, level = criteria[cell.psi, cell.criterion], levels[cell.level]
        subject = f"{rubric.framework}:{cell.psi}"
        parent = f"{rubric_iri(rubric.framework, cell.psi).value}/{criterion.key}"
        iri = cell_iri(rubric.framework, cell.psi, cell.criterion, cell.level, cell.position).value
        for notation in cell.statements or (None,):
            about = f"{rubric.framework}:{notation}" if notation else None
            row = {
                "criterion": short_form(parent), "key": criterion.key, "label": criterion.label, "subject": subject,
                "framework": rubric.framework,
                "level": short_form(f"{whole_iri(rubric.framework)}/level/{level.key}"), "level_label": level.label,
                "rank": level.rank, "cell": short_form(iri), "statement": about, "stem": cell.stem or None,
                "text": cell.text or None,
            }  # fmt: skip
            place = (whole_iri(subject), criterion.position, parent, level.rank, cell.position, iri)
            found.append(((*place, whole_iri(about) if about else ""), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def list_accreditors_named(world: World) -> list[Row]:
    places = list(statements(world))
    return [
        {"statement": short, "label": statements(world)[short].label, "framework": statements(world)[short].framework,
         "accreditor": agent, "accreditor_label": world.names.get(agent),
         "other_names": ", ".join(sorted(name for other, name in world.also if other == agent)) or None}
        for short, agent in sorted(world.mentions, key=lambda pair: (places.index(pair[0]), pair[1]))
    ]  # fmt: skip


def list_terms(world: World) -> list[Row]:
    ontology = rdflib.Graph().parse(repository.ROOT / "ontology" / "crosswalk.ttl")
    kinds = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property"}
    return [
        {"term": short_form(str(term)), "kind": kind, "label": str(ontology.value(term, SKOS.prefLabel)),
         "definition": str(ontology.value(term, SKOS.definition))}
        for term, kind in sorted((term, kind) for of, kind in kinds.items() for term in ontology.subjects(RDF.type, of))
    ]  # fmt: skip
