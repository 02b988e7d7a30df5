"""Data sets for the tests of the query library, as model values: the shipped one read back, and a small awkward one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import repository

from crosswalk.alignment.adoption import adopt
from crosswalk.formats import sssom
from crosswalk.graph import oxigraph, triples
from crosswalk.graph.syntax import read_file
from crosswalk.model import (
    Citation,
    Criterion,
    CriterionLevel,
    Framework,
    JointClaim,
    Mapping,
    MappingSet,
    Rubric,
    RubricLevel,
    Statement,
    Verification,
)
from crosswalk.terms import Iri, Literal, Triple, text, typed
from crosswalk.vocabulary import DCTERMS, PREFIXES, RDF_TYPE, SCHEMA, SKOS, XW, expand, short_form, statement_iri


class Edition(NamedTuple):
    """An edition whose statements are not held."""

    id: str
    label: str
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()


class EvidenceType(NamedTuple):
    """A type of evidence; `code` is also the last part of its IRI."""

    code: str
    label: str
    position: int
    category: str | None = None
    expected_by: tuple[str, ...] = ()
    verification: str = ""

    @property
    def short(self) -> str:
        return f"evidence-type:{self.code}"


class Scale(NamedTuple):
    """A rating scale of a publisher; `levels` are (IRI, label, rank, gloss, verification)."""

    id: str
    label: str
    publisher: str
    levels: tuple[tuple[str, str, int, str, str], ...]


class World(NamedTuple):
    """Everything a data set says; `names` are labels of agents and of our own terms, by short form.

    `mentions` are the agents that a statement names; `also` the other names of agents.
    """

    frameworks: tuple[Framework, ...]
    sets: tuple[MappingSet, ...]
    names: dict[str, str]
    citations: tuple[Citation, ...] = ()
    rubric: Rubric | None = None
    editions: tuple[Edition, ...] = ()
    extra: tuple[Triple, ...] = ()
    joint_claims: tuple[JointClaim, ...] = ()
    evidence_types: tuple[EvidenceType, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    scales: tuple[Scale, ...] = ()


def world_triples(world: World) -> Iterator[Triple]:
    """The triples of a world, the ontology left out."""
    for framework in world.frameworks:
        yield from triples.framework_triples(framework)
        yield from triples.quoted_triples(framework)
        yield Triple(triples.resource(f"agent:{framework.publisher}"), SKOS.prefLabel, text(framework.publisher))
    if world.rubric:
        yield from triples.rubric_triples(world.rubric)
        yield from triples.quoted_triples(world.frameworks[0]._replace(statements=()), world.rubric)
    for mapping_set in world.sets:
        yield from triples.mapping_set_triples(mapping_set)
    for mapping in adopt(mapping for mapping_set in world.sets for mapping in mapping_set.mappings):
        yield triples.adopted_triple(mapping)
    for joint in world.joint_claims:
        yield from triples.joint_claim_triples(joint)
    for evidence in world.evidence_types:
        yield from evidence_triples(evidence)
    for scale in world.scales:
        yield from scale_triples(scale)
    for statement, agent in world.mentions:
        yield Triple(statement_iri(statement), SCHEMA.mentions, triples.resource(agent))
    for agent, name in world.names.items():
        yield Triple(triples.resource(agent), SKOS.prefLabel, text(name))
    for agent, name in world.also:
        yield Triple(triples.resource(agent), SKOS.altLabel, text(name))
    for citation in world.citations:
        yield from triples.citation_triples(citation)
    for edition in world.editions:
        iri = statement_iri(edition.id)
        yield Triple(iri, RDF_TYPE, XW.Edition)
        yield Triple(iri, DCTERMS.identifier, Literal(edition.id))
        yield Triple(iri, SKOS.prefLabel, text(edition.label))
        yield from (Triple(iri, DCTERMS.replaces, statement_iri(other)) for other in edition.replaces)
        yield from (Triple(iri, DCTERMS.isReplacedBy, statement_iri(other)) for other in edition.replaced_by)
    yield from world.extra


def evidence_triples(evidence: EvidenceType) -> Iterator[Triple]:
    """The triples of a type of evidence."""
    iri = statement_iri(evidence.short)
    yield Triple(iri, RDF_TYPE, XW.EvidenceType)
    yield Triple(iri, DCTERMS.identifier, Literal(evidence.short))
    yield Triple(iri, SKOS.notation, Literal(evidence.code))
    yield Triple(iri, SKOS.prefLabel, text(evidence.label))
    yield Triple(iri, SCHEMA.position, typed(evidence.position, "integer"))
    if evidence.category:
        yield Triple(iri, SKOS.broader, statement_iri(evidence.category))
    if evidence.verification:
        yield Triple(iri, XW.verification, XW.term(evidence.verification))
    for agent in evidence.expected_by:
        yield Triple(iri, XW.expectedBy, triples.resource(agent))


def scale_triples(scale: Scale) -> Iterator[Triple]:
    """The triples of a rating scale and its levels."""
    iri = statement_iri(scale.id)
    yield Triple(iri, RDF_TYPE, XW.RatingScale)
    yield Triple(iri, SKOS.prefLabel, text(scale.label))
    yield Triple(iri, DCTERMS.publisher, triples.resource(scale.publisher))
    for name, label, rank, gloss, verification in scale.levels:
        level = Iri(name)
        yield Triple(level, SKOS.inScheme, iri)
        yield Triple(level, SKOS.prefLabel, text(label))
        yield Triple(level, XW.rank, typed(rank, "integer"))
        if gloss:
            yield Triple(level, SKOS.scopeNote, text(gloss))
        if verification:
            yield Triple(level, XW.verification, XW.term(verification))


def write(world: World, folder: Path) -> str:
    """The world as a data folder; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "world.ttl").write_bytes(oxigraph.to_ntriples(dict.fromkeys(world_triples(world))))
    return str(folder)


# The small world: what is denied, turned, candidate, doubly printed, not found, foreign, or at another level.

_SURE, _HALF = Verification("verified"), Verification("partlyVerified", "Only seen once.")


def _statements(framework: str, *rows: tuple[str, str, str | None]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            framework, notation, kind, f"Label of {framework} {notation}", position * 10,
            _HALF if position % 4 == 3 else _SURE, parent,
            gloss=f"Gloss {notation}" if position % 2 else "", title=f"Title {notation}" if position % 3 else "",
            text=f"Words {notation}" if position % 5 == 0 else "", programme="pyp" if notation.endswith("pyp") else "",
        )
        for position, (notation, kind, parent) in enumerate(rows, 1)
    )  # fmt: skip


def _framework(name: str, level: str, *rows: tuple[str, str, str | None], **more: object) -> Framework:
    plain = Framework(
        name, f"Framework {name}", f"Title of {name}", f"maker-{name}", "2011", level, "Rights.", "Source.", _SURE,
        _statements(name, *rows),
    )  # fmt: skip
    return plain._replace(**more)


FRAMEWORKS = (
    _framework(
        "a", "indicator",
        ("PSI2", "psi", None), ("2.2", "indicator", "PSI2"), ("2.1", "indicator", "PSI2"),
        ("PSI1", "psi", None), ("1.10", "indicator", "PSI1"), ("1.2", "indicator", "PSI1"),
        ("S", "section", "PSI1"), ("1.3", "indicator", "S"), ("9", "indicator", None), ("d", "disposition", "PSI1"),
        replaces=("a-old", "a-lost"), note="A note.",
    ),
    _framework(
        "b", "practice",
        ("A", "section", None), ("A1", "standard", "A"), ("A1.1", "practice", "A1"),
        ("A1.1x-pyp", "requirement", "A1.1"), ("A1.2", "practice", "A1"),
        ("A2", "standard", "A"), ("A21", "standard", "A2"), ("A2.1", "practice", "A21"),
        ("B", "section", None), ("B.1", "practice", "B"), ("Z", "practice", None),
        replaced_by=("c",),
    ),
    _framework(
        "c", "element", ("1", "standard", None), ("1.1", "element", "1"), ("1.2", "element", "1"), replaces=("b",)
    ),
    _framework("empty", "element", issued="", replaced_by=("a",)),
)  # fmt: skip


def claim(subject: str, predicate: str, target: str, author: str = "agent:one", **more: object) -> Mapping:
    """A judged, reviewed claim, but for what is given."""
    plain = Mapping(
        subject, predicate, target, "semapv:ManualMappingCuration", author, f"Name of {author}", "judged", "reviewed"
    )
    return plain._replace(**more)


def _printed(subject: str, target: str, start: int, **more: object) -> Mapping:
    code = target.partition(":")[2]
    citation = Citation(
        subject, target.partition(":")[0], f"(B {code})", code, start, start + len(code), "exact", "high", target,
        **more,
    )  # fmt: skip
    return claim(
        subject, "skos:mappingRelation", target, "document:d", kind="printed", status="proposed", citation=citation
    )


def mapping_set(name: str, source: str, target: str, *mappings: Mapping) -> MappingSet:
    """A set of claims between two frameworks; what was searched is told from those, as when an SSSOM file is read."""
    mappings = tuple(
        m._replace(searched=target if m.object == NOTHING else source) if NOTHING in (m.subject, m.object) else m
        for m in mappings
    )
    iri = f"https://w3id.org/standards-crosswalk/id/mapping-set/{name}"
    return MappingSet(iri, name, name, "https://example.org/licence", source, target, mappings)


NOTHING = "sssom:NoTermFound"

SMALL = World(
    FRAMEWORKS,
    (
        mapping_set(
            "a--b", "a", "b",
            claim("a:2.2", "skos:broadMatch", "b:A1.1", confidence=0.9),
            claim("b:A1.2", "skos:broadMatch", "a:2.2", status="proposed"),
            claim("b:A1.1", "skos:narrowMatch", "a:2.2", "agent:two", confidence=0.0, reason="Said \"twice\"\nover."),
            claim("a:1.10", "skos:exactMatch", "b:A1.1", negated=True, confidence=1.0),
            claim("a:1.10", "skos:relatedMatch", "b:A1.2", status="candidate"),
            claim("a:1.2", "skos:exactMatch", "b:A1.2", status="candidate", negated=True),
            claim("a:1.3", "skos:exactMatch", NOTHING),
            claim("a:1.3", "skos:exactMatch", "b:Z", negated=True),
            claim("a:9", "skos:exactMatch", NOTHING, negated=True),
            claim(NOTHING, "skos:exactMatch", "b:A2.1"),
            claim("a:PSI2", "skos:exactMatch", "b:A2"),
            claim("a:1.2", "skos:closeMatch", "https://example.org/x", confidence=0.25),
        ),
        mapping_set(
            "a--b--printed", "a", "b",
            _printed("a:2.1", "b:A1.1", 100), _printed("a:2.1", "b:A1.1", 50, through="c:1.1", note="A note."),
            *(_printed("a:2.1", "b:A1.1", start) for start in (30, 200, 120, 900)), _printed("a:2.1", "b:Z", 60),
            claim("a:2.1", "skos:mappingRelation", "b:A1.1", "agent:two", negated=True, confidence=0.7, reason="No."),
            claim("b:Z", "skos:broadMatch", "a:2.1", "agent:two", status="proposed", basis="gloss", reason="Wider."),
            _printed("a:1.2", "b:B.1", 10), _printed("a:1.10", "b:Z", 15), _printed("a:1.10", "b:A1", 16),
            claim("b:B.1", "skos:relatedMatch", "a:1.2", negated=True, status="candidate"),
            claim("b:Z", "skos:closeMatch", "a:1.10", status="proposed", basis="wording", confidence=0.8),
            claim("a:1.10", "skos:exactMatch", "b:Z", "agent:two", status="candidate", basis="gloss"),
            claim("b:A1", "skos:exactMatch", "a:1.10", negated=True, status="proposed", basis="gloss"),
        ),
        mapping_set(
            "a--c", "a", "c",
            claim("a:2.2", "skos:closeMatch", "c:1.2"),
            claim("a:1.2", "skos:exactMatch", NOTHING, status="candidate"),
        ),
        mapping_set(
            "c--a", "c", "a",
            claim("c:1.1", "skos:narrowMatch", "a:2.1", status="published"),
            claim(NOTHING, "skos:exactMatch", "a:2.1"),
        ),
        mapping_set(
            "within", "a", "a",
            claim("a:2.2", "skos:relatedMatch", "a:2.1"),
            claim("a:1.2", "skos:exactMatch", "a:1.2"),
        ),
    ),
    {"agent:ib": "Body ib", "agent:cis": "Body cis"},
    (
        Citation(
            "a:2.1", "b", "(B A9, A1.1)", "A9", 70, 72, "outOfRange", "low", nearest=("b:A1.1", "b:A1"), note="None."
        ),
        Citation("a:2.2", "b", "(B Q)", "Q", 71, 72, "ambiguous", "low"),
    ),
    Rubric(
        "a",
        (RubricLevel("meets", "Meets", 2), RubricLevel("exceeds", "Exceeds", 1)),
        (
            Criterion("PSI1", "1-z", "Last by name", 1),
            Criterion("PSI1", "1-a", "First by name", 2),
            Criterion("PSI2", "2-k", "Other", 1),
        ),
        (
            CriterionLevel("PSI1", "1-a", "meets", 2, "Cell two", statements=("1.10",)),
            CriterionLevel("PSI1", "1-a", "meets", 1, "Cell one", "Stem", statements=("1.10", "1.2")),
            CriterionLevel("PSI1", "1-z", "exceeds", 1, "Cell three"),
            CriterionLevel("PSI2", "2-k", "meets", 1, "Cell four", statements=("2.1", "1.10")),
        ),
    ),
    (Edition("a-old", "Older a"), Edition("b-new", "Newer b", replaces=("b",))),
    (
        Triple(statement_iri("a:2.2"), SKOS.altLabel, text("Mit Umlaut ä", "de")),
        Triple(statement_iri("a:2.2"), SKOS.altLabel, text("Colour", "en-GB")),
        Triple(statement_iri("a:2.2"), SKOS.altLabel, text("Colour", "en-US")),
        Triple(statement_iri("a:2.2"), SKOS.hiddenLabel, Literal("no language")),
    ),
    (
        JointClaim(("a:2.2", "a:1.10"), "b:A1.1", "whole", "agent:one", "One", "proposed", "gloss", 0.5, "Both."),
        JointClaim(("c:1.2", "c:1.1"), "b:A1.1", "part", "agent:two", "Two", "reviewed", "wording", 0.25, "Some."),
        JointClaim(("a:2.1", "a:2.2"), "c:1.1", "part", "agent:two", "Two", "proposed", "gloss", 1.0, "More."),
    ),
    (
        EvidenceType("z", "Category z", 1),
        EvidenceType("z-1", "Kind one", 2, "evidence-type:z", ("agent:ib", "agent:cis"), "verified"),
        EvidenceType("a-2", "Kind two", 3, "evidence-type:z", ("agent:ib",)),
        EvidenceType("b", "Kind three", 4, None, ("agent:nameless",), "partlyVerified"),
    ),
    (("a:1.2", "agent:ib"), ("a:1.2", "agent:cis"), ("a:PSI2", "agent:ib"), ("b:Z", "agent:nameless")),
    (("agent:ib", "Old name"), ("agent:ib", "Another"), ("agent:one", "Unnamed")),
    (
        Scale("scale:z", "Scale z", "agent:ib", (("https://example.org/low", "Low", 2, "", "verified"),)),
        Scale(
            "scale:b", "Scale b", "agent:cis",
            (
                ("https://example.org/good", "Good", 1, "As it should be", ""),
                ("https://example.org/also", "Good, too", 1, "", "partlyVerified"),
                ("https://example.org/bad", "Bad", 2, "", ""),
            ),
        ),
    ),
)  # fmt: skip


# The shipped world, read back from its files without the query engine.


def all_triples(folder: Path) -> list[Triple]:
    """Every triple of the Turtle files below a folder."""
    return [triple for path in sorted(folder.rglob("*.ttl")) for triple in read_file(str(path)).triples]


def ontology_triples() -> list[Triple]:
    """Every triple of the ontology."""
    return list(read_file(str(repository.ROOT / "ontology" / "crosswalk.ttl")).triples)


def shipped() -> World:
    """The shipped data set as values."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    data = repository.ROOT / "data"
    for triple in [*all_triples(data), *ontology_triples()]:
        value = short_form(triple.object.value) if isinstance(triple.object, Iri) else str(triple.object)
        facts[short_form(str(triple.subject))][short_form(triple.predicate.value)].append(value)
    sets = [sssom.read(path.read_bytes(), path.name).mapping_set for path in sorted(data.rglob("*.sssom.tsv"))]
    return World(
        tuple(_read_framework(name, facts) for name in sorted(_of_class(facts, "xw:Framework"))),
        tuple(mapping_set for mapping_set in sets if mapping_set),
        {name: values["skos:prefLabel"][0] for name, values in facts.items() if values.get("skos:prefLabel")},
        tuple(_read_citation(facts[name]) for name in sorted(_of_class(facts, "xw:Citation"))),
        _read_rubric("ais-psi", facts),
        tuple(
            Edition(
                name,
                _one(facts[name], "skos:prefLabel"),
                tuple(facts[name]["dcterms:replaces"]),
                tuple(facts[name]["dcterms:isReplacedBy"]),
            )
            for name in sorted(_of_class(facts, "xw:Edition"))
        ),
        joint_claims=tuple(_read_joint_claim(facts[name]) for name in _of_class(facts, "xw:JointClaim")),
        evidence_types=tuple(_read_evidence(facts[name]) for name in _of_class(facts, "xw:EvidenceType")),
        mentions=tuple((name, agent) for name, values in facts.items() for agent in values.get("schema:mentions", ())),
        also=tuple((name, also) for name, values in facts.items() for also in values.get("skos:altLabel", ())),
        scales=tuple(_read_scale(name, facts) for name in _of_class(facts, "xw:RatingScale")),
    )


Facts = dict[str, list[str]]


def _of_class(facts: dict[str, Facts], name: str) -> list[str]:
    return [subject for subject, values in facts.items() if name in values.get("rdf:type", ())]


def _one(values: Facts, name: str) -> str:
    return values[name][0] if values.get(name) else ""


def _number(values: Facts, name: str) -> int:
    return int(_one(values, name))


def _verification(values: Facts) -> Verification:
    return Verification(_one(values, "xw:verification").removeprefix("xw:"), _one(values, "xw:verificationNote"))


def _read_framework(name: str, facts: dict[str, Facts]) -> Framework:
    values = facts[name]
    members = [short for short in _of_class(facts, "xw:Statement") if name in facts[short]["skos:inScheme"]]
    statements = sorted((_read_statement(name, facts[short]) for short in members), key=lambda s: s.position)
    return Framework(
        name, _one(values, "skos:prefLabel"), _one(values, "dcterms:title"),
        _one(values, "dcterms:publisher"), _one(values, "dcterms:issued"),
        _one(values, "xw:mappingLevel").removeprefix("xw:"), _one(values, "dcterms:rights"),
        _one(values, "dcterms:source"), _verification(values), tuple(statements),
        tuple(values["dcterms:replaces"]), tuple(values["dcterms:isReplacedBy"]), _one(values, "skos:editorialNote"),
    )  # fmt: skip


def _read_statement(framework: str, values: Facts) -> Statement:
    return Statement(
        framework, _one(values, "skos:notation"), _one(values, "xw:statementType").removeprefix("xw:"),
        _one(values, "skos:prefLabel"), int(_one(values, "schema:position")), _verification(values),
        _one(values, "skos:broader").partition(":")[2] or None, _one(values, "skos:scopeNote"),
        _one(values, "dcterms:title"), _one(values, "ceasn:competencyText"), _one(values, "xw:programme"),
    )  # fmt: skip


def _read_citation(values: Facts) -> Citation:
    return Citation(
        _one(values, "xw:citedBy"), _one(values, "xw:citedFramework"), _one(values, "xw:printedText"),
        _one(values, "xw:printedCode"), int(_one(values, "oa:start")), int(_one(values, "oa:end")),
        _one(values, "xw:verdict").removeprefix("xw:"), _one(values, "xw:resolutionConfidence"),
        nearest=tuple(values["xw:nearestStatement"]), note=_one(values, "skos:note"),
    )  # fmt: skip


def _read_joint_claim(values: Facts) -> JointClaim:
    def term(name: str) -> str:
        return _one(values, name).removeprefix("xw:")

    return JointClaim(
        tuple(values["xw:jointSubject"]), _one(values, "xw:jointObject"), term("xw:extent"),
        _one(values, "pav:authoredBy"), _one(values, "sssom:author_label"), term("xw:curationStatus"),
        term("xw:basis"), float(_one(values, "sssom:confidence")), _one(values, "rdfs:comment"),
    )  # fmt: skip


def _read_evidence(values: Facts) -> EvidenceType:
    return EvidenceType(
        _one(values, "skos:notation"), _one(values, "skos:prefLabel"), _number(values, "schema:position"),
        _one(values, "skos:broader") or None, tuple(values["xw:expectedBy"]),
        _one(values, "xw:verification").removeprefix("xw:"),
    )  # fmt: skip


def _read_scale(name: str, facts: dict[str, Facts]) -> Scale:
    levels = []
    for level, values in list(facts.items()):
        if name in values.get("skos:inScheme", ()) and values.get("xw:rank"):
            verification = _one(values, "xw:verification").removeprefix("xw:")
            iri = level.replace("xwid:", PREFIXES["xwid"], 1)
            said = (_one(values, "skos:prefLabel"), _number(values, "xw:rank"), _one(values, "skos:scopeNote"))
            levels.append((iri, *said, verification))
    return Scale(name, _one(facts[name], "skos:prefLabel"), _one(facts[name], "dcterms:publisher"), tuple(levels))


def _read_rubric(framework: str, facts: dict[str, Facts]) -> Rubric:
    levels = {
        name: RubricLevel(name.rpartition("/")[2], _one(facts[name], "skos:prefLabel"), _number(facts[name], "xw:rank"))
        for name in _of_class(facts, "ceasn:RubricLevel")
    }
    criteria = [
        Criterion(*name.split("/")[-2:], _one(facts[name], "skos:prefLabel"), _number(facts[name], "schema:position"))
        for name in _of_class(facts, "ceasn:RubricCriterion")
    ]
    cells = []
    for name in _of_class(facts, "ceasn:CriterionLevel"):
        (level,) = [level.key for found, level in levels.items() if name in facts[found]["ceasn:hasCriterionLevel"]]
        psi, criterion, _ = name.split("/")[-3:]
        values = facts[name]
        cells.append(
            CriterionLevel(
                psi, criterion, level, int(_one(values, "schema:position")), _one(values, "ceasn:benchmarkText"),
                _one(values, "xw:stem"), tuple(s.partition(":")[2] for s in values["ceterms:targetCompetency"]),
            )
        )  # fmt: skip
    return Rubric(framework, tuple(levels.values()), tuple(criteria), tuple(cells))


def term_labels() -> dict[str, str]:
    """The label of each term of the ontology, by CURIE."""
    return {
        short_form(str(triple.subject)): str(triple.object)
        for triple in ontology_triples()
        if triple.predicate == expand("skos:prefLabel")
    }
