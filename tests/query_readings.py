"""What the plain answers to library queries are made of: claims once each, sections, readings, what is mapped."""

from __future__ import annotations

from typing import Any, NamedTuple

from query_world import NOTHING, World

from crosswalk.graph.triples import citation_iri, mapping_iri, resource
from crosswalk.model import Citation, Framework, Mapping, Statement
from crosswalk.vocabulary import short_form

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


def strongest(world: World) -> dict[frozenset[str], Mapping]:
    """What stands of each pair: the claim or denial that no other of the pair outranks, candidates left out."""
    statuses, found = ("candidate", "proposed", "reviewed", "published"), {}
    for m in (claim.mapping for claim in claims(world)):
        said = -1 if m.confidence is None else m.confidence
        rank = (statuses.index(m.status), m.kind == "judged", said, m.negated, m.predicate, m.subject, m.author)
        pair = frozenset((m.subject, m.object))
        if m.status != "candidate" and (pair not in found or rank > found[pair][0]):
            found[pair] = (rank, m)
    return {pair: m for pair, (_, m) in found.items()}


def adopted(world: World, first: str, second: str) -> list[tuple[str, str, str]]:
    """The claims that stand between statements of two frameworks, read from the first; both ways round within one."""
    known, found = statements(world), []
    for m in strongest(world).values():
        if m.negated or m.subject not in known or m.object not in known:
            continue
        ends = known[m.subject].framework, known[m.object].framework
        if ends == (first, second):
            found.append((m.subject, m.predicate, m.object))
        if ends == (second, first):
            found.append((m.object, INVERSE.get(m.predicate, m.predicate), m.subject))
    return list(dict.fromkeys(found))


def mapped(world: World, first: str, second: str) -> set[str]:
    """The statements of the first framework that an adopted claim relates to the second, at either end within one."""
    return {subject for subject, _, _ in adopted(world, first, second)}


def examined(world: World, first: str, second: str) -> set[str]:
    """The statements of the first framework that any claim or denial, no candidate, joins to the second."""
    seen = [r for r in readings(world, first, second) if r[0].mapping.status != "candidate"]
    return {r[1] for r in seen} | {r[3] for r in seen if first == second}


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


def first(value: Any) -> tuple[bool, Any]:
    """A sorting key that puts nothing before anything."""
    return (value is not None, value or 0)


def whole_iri(short: str) -> str:
    return resource(short).value


def through(citation: Citation | None) -> str | None:
    return citation.through if citation else None


def printed(world: World) -> list[Citation]:
    every = [place for claim in claims(world) for place in claim.places] + list(world.citations)
    return list({citation_iri(citation): citation for citation in every}.values())
