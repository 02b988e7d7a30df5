"""The answer of every library query a second time: sets and loops over model values, no triples, no engine.

Each function takes a world and the query's parameters and gives the rows in their order. IRIs stand in their short
form, as in `Result.records`; where an order goes by IRI, it goes by the whole IRI.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from query_world import NOTHING, World, term_labels

from crosswalk.graph.triples import cell_iri, citation_iri, mapping_iri, resource, rubric_iri
from crosswalk.model import Citation, Framework, Mapping, Statement
from crosswalk.terms import Iri
from crosswalk.vocabulary import expand, short_form

Row = dict[str, Any]

INVERSE = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}


class Claim(NamedTuple):
    """A claim with all places where it is printed."""

    iri: str
    mapping: Mapping
    places: tuple[Citation, ...]

    @property
    def short(self) -> str:
        return short_form(self.iri)

    @property
    def relates(self) -> bool:
        return not self.mapping.negated and self.mapping.status != "candidate"


def claims(world: World) -> list[Claim]:
    """The claims of all sets, one for each identity."""
    found: dict[str, list[Mapping]] = {}
    for mapping_set in world.sets:
        for mapping in mapping_set.mappings:
            found.setdefault(mapping_iri(mapping).value, []).append(mapping)
    return [
        Claim(iri, same[0], tuple({citation_iri(m.citation): m.citation for m in same if m.citation}.values()))
        for iri, same in found.items()
    ]


def statements(world: World) -> dict[str, Statement]:
    """Every statement, by short form."""
    return {statement.short: statement for framework in world.frameworks for statement in framework.statements}


def framework_of(world: World, name: str) -> Framework:
    """The framework of that id."""
    return next(framework for framework in world.frameworks if framework.id == name)


def at_level(framework: Framework) -> list[Statement]:
    """The statements at which coverage counts, in order."""
    return [s for s in framework.statements if s.type == framework.mapping_level]


def ancestors(statement: Statement, world: World) -> list[Statement]:
    """What stands above a statement, the nearest first."""
    found, known = [], statements(world)
    while statement.parent:
        statement = known[f"{statement.framework}:{statement.parent}"]
        found.append(statement)
    return found


def section(statement: Statement, world: World) -> Statement:
    """The nearest standard or PSI above, or the top of the branch."""
    above = ancestors(statement, world)
    return next((s for s in above if s.type in ("psi", "standard")), [statement, *above][-1])


def readings(world: World, first: str, second: str) -> list[tuple[Claim, str, str, str, str]]:
    """Each claim between two frameworks with subject, relation and object read from the first, and how it stands."""
    known, found = statements(world), []
    for claim in claims(world):
        m = claim.mapping
        if m.subject not in known or m.object not in known:
            continue
        ends = known[m.subject].framework, known[m.object].framework
        if ends == (first, second):
            found.append((claim, m.subject, m.predicate, m.object, "as read"))
        elif ends == (second, first):
            found.append((claim, m.object, INVERSE.get(m.predicate, m.predicate), m.subject, "turned"))
    return found


def mapped(world: World, first: str, second: str) -> set[str]:
    """The statements of the first framework that some claim relates to the second, at either end within one."""
    ends = {s for c, s, _, o, _ in readings(world, first, second) if c.relates}
    return ends | {o for c, _, _, o, _ in readings(world, first, second) if c.relates and first == second}


def denied(world: World, first: str, second: str) -> set[str]:
    """The same of claims that are denied."""
    seen = [r for r in readings(world, first, second) if r[0].mapping.negated and r[0].mapping.status != "candidate"]
    return {r[1] for r in seen} | {r[3] for r in seen if first == second}


def not_found(world: World, first: str, second: str) -> set[str]:
    """The statements of the first framework for which somebody found nothing in the second."""
    found = set()
    for mapping_set in world.sets:
        for m in mapping_set.mappings:
            if m.negated or m.status == "candidate":
                continue
            if m.object == NOTHING and mapping_set.object_source == second:
                found.add(m.subject)
            if m.subject == NOTHING and mapping_set.subject_source == second:
                found.add(m.object)
    return {short for short in found if short in statements(world) and statements(world)[short].framework == first}


def _first(value: Any) -> tuple[bool, Any]:
    """A sorting key that puts nothing before anything."""
    return (value is not None, value or 0)


def _iri(short: str) -> str:
    return resource(short).value


def _through(citation: Citation | None) -> str | None:
    return citation.through if citation else None


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
                "confidence": m.confidence, "author": short_form(_iri(m.author)), "author_label": m.author_label,
                "status": f"xw:{m.status}", "kind": f"xw:{m.kind}", "denied": m.negated,
                "citation": place and place.printed_text, "printed_code": place and place.printed_code,
                "verdict": place and f"xw:{place.verdict}", "resolved_through": _through(place),
                "mapping": claim.short, "recorded": recorded, "reason": m.reason or None,
            }  # fmt: skip
            order = (known[subject].position, known[target].position, claim.iri, _first(place and place.start))
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
            if reviewed == "not reviewed" and statement.short in rejected:
                reviewed = "denied"
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
            seen = hits | ((denied(world, a.id, b.id) | not_found(world, a.id, b.id)) & counted)
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
        places = (_first(known[short].position if short else None) for short in (subject, target))
        return (subject is None, *places, *(_first(expand(v).value if isinstance(v, str) else v) for v in rest))

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
        (known[s].position, known[h].position, known[o].position, c.iri, d.iri, expand(r).value, expand(q).value, s, h, o)
        for c, s, r, h in legs(from_framework, hub_framework)
        for d, g, q, o in legs(hub_framework, to_framework)
        if g == h and s != o
    }
    return [
        {"subject": s, "first_relation": short_form(r), "hub": h, "second_relation": short_form(q), "object": o,
         "first_mapping": short_form(c), "second_mapping": short_form(d)}
        for *_, c, d, r, q, s, h, o in sorted(paths)
    ]  # fmt: skip


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
            "mapping": claim.short, "subject": short_form(_iri(m.subject)), "subject_label": subject and subject.label,
            "relation": m.predicate, "object": short_form(_iri(m.object)), "object_label": target and target.label,
            "denied": m.negated, "justification": m.justification, "confidence": m.confidence,
            "author": short_form(_iri(m.author)), "author_label": m.author_label, "kind": f"xw:{m.kind}",
            "status": f"xw:{m.status}", "reason": m.reason or None,
        }  # fmt: skip
        ends = [
            (_first(s and s.framework), _first(s and s.position), _iri(short))
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
            for place in claim.places or (None,):
                row = {
                    "mapping": claim.short, "direction": direction, "relation": m.predicate, "denied": m.negated,
                    "other": short_form(_iri(other)), "other_label": end and end.label,
                    "other_framework": end and end.framework,
                    "other_framework_label": end and names[end.framework], "justification": m.justification,
                    "confidence": m.confidence, "author": short_form(_iri(m.author)), "author_label": m.author_label,
                    "kind": f"xw:{m.kind}", "status": f"xw:{m.status}", "reason": m.reason or None,
                    "printed_text": place and place.printed_text, "printed_code": place and place.printed_code,
                    "start": place and place.start, "verdict": place and f"xw:{place.verdict}",
                    "resolved_through": _through(place), "note": (place and place.note) or None,
                }  # fmt: skip
                order = (
                    direction == "in", _first(end and end.framework), _first(end and end.position), _iri(other),
                    claim.iri, _first(place and place.start),
                )  # fmt: skip
                rows.append((order, row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _printed(world: World) -> list[Citation]:
    every = [place for claim in claims(world) for place in claim.places] + list(world.citations)
    return list({citation_iri(citation): citation for citation in every}.values())


def list_citing_statements(world: World, cited: str) -> list[Row]:
    known = statements(world)
    found = sorted(
        (c for c in _printed(world) if c.resolved == cited),
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
    for c in sorted(_printed(world), key=lambda c: (c.start, citation_iri(c))):
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
    keys = sorted({(c.target, c.verdict) for c in _printed(world)})
    return [
        {"cited_framework": target, "verdict": f"xw:{verdict}", "verdict_label": names[f"xw:{verdict}"],
         "citations": sum((c.target, c.verdict) == (target, verdict) for c in _printed(world))}
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
            "level": short_form(f"{_iri(rubric.framework)}/level/{level.key}"), "level_label": level.label,
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
         "statements": len(f.statements), "at_level": len(at_level(f)), "rights": f.rights, "note": f.note or None}
        for f in sorted(world.frameworks, key=lambda f: f.id)
    ]  # fmt: skip


def list_identifiers(world: World) -> list[Row]:
    found = [(e.id, None, e.label) for e in [*world.frameworks, *world.editions]]
    found += [(s.short, s.notation, s.label) for s in statements(world).values()]
    return [
        {"identifier": short, "notation": notation, "resource": short, "label": label}
        for short, notation, label in sorted(found)
    ]


def list_labels(labels: list[tuple[Iri, Iri, str, str]], in_language: str) -> list[Row]:
    """From every label as (resource, property, text, language): those whose tag is the language or extends it."""
    wanted = in_language.lower()
    kept = [row for row in labels if row[3] == wanted or row[3].startswith(f"{wanted}-")]
    return [
        {"resource": short_form(iri.value), "label": label, "language": language, "property": short_form(name.value)}
        for iri, name, label, language in sorted(kept)
    ]


