"""SKOS integrity: every condition on its own small examples, the closure against a slow and plain one, and a corpus."""

from __future__ import annotations

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.graph.syntax import read_file
from crosswalk.model import Finding
from crosswalk.quality.closure import close, cycles
from crosswalk.quality.reach import components
from crosswalk.quality.results import Engine
from crosswalk.quality.validation import validate_file
from crosswalk.terms import Iri, Literal, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, SKOS

EXAMPLES = Path(__file__).parent / "skos"
ENGINES: tuple[Engine, ...] = ("fast", "pyshacl")
CORPUS = os.environ.get("CROSSWALK_CORPORA")


def examples(kind: str) -> list[str]:
    return sorted(path.stem for path in (EXAMPLES / kind).glob("*.ttl"))


def findings(kind: str, name: str, engine: Engine) -> tuple[Finding, ...]:
    return validate_file(read_file(str(EXAMPLES / kind / f"{name}.ttl")).triples, engine=engine).findings


# ── Each condition ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", examples("violating"))
def test_a_clash_is_one_violation_of_its_condition(name, engine):
    found = [f for f in findings("violating", name, engine) if f.severity == "violation"]
    assert [f.code for f in found] == [f"SKOS-{name.partition('-')[0]}"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", examples("conforming"))
def test_its_near_neighbour_is_clean(name, engine):
    assert findings("conforming", name, engine) == ()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", examples("warned"))
def test_what_skos_allows_and_is_most_often_a_slip_is_one_warning(name, engine):
    (finding,) = findings("warned", name, engine)
    assert (finding.code, finding.severity) == (f"SKOS-{name.partition('-')[0]}", "warning")


def test_every_condition_has_examples_on_both_sides():
    conditions = {"S9", "S13", "S14", "S19", "S20", "S27", "S37", "S46"}
    assert {name.partition("-")[0] for name in examples("violating")} == conditions
    assert set(examples("violating")) <= set(examples("conforming"))


@pytest.mark.parametrize("name", examples("violating"))
def test_a_condition_is_named_with_its_clause(name):
    (finding,) = (f for f in findings("violating", name, "fast") if f.severity == "violation")
    assert f"https://www.w3.org/TR/skos-reference/#{name.partition('-')[0]}" in finding.reference.split()


@pytest.mark.skipif(CORPUS is None, reason="set CROSSWALK_CORPORA to the folder of sample corpora to run this")
@pytest.mark.parametrize(("kind", "conforms", "count"), [("invalid", False, 16), ("valid", True, 35)])
def test_the_examples_of_the_skos_reference_are_told_apart(kind, conforms, count):
    files = sorted(Path(str(CORPUS)).glob(f"skos/{kind}/*/*.ttl"))
    reports = {file.name: validate_file(read_file(str(file)).triples) for file in files}
    assert [name for name, report in reports.items() if report.conforms != conforms] == []
    assert len(files) == count
    found = Counter(f.code for report in reports.values() for f in report.findings)
    assert conforms or sum(found.values()) == count  # one clash is one result
    assert not conforms or set(found) <= {"SKOS-CYCLE", "SKOS-SELF"}


# ── The closure, against a plain one ────────────────────────────────────────────────────────────────────────────────

#: Sub-property, inverse and symmetry as single sentences of the SKOS Reference, written here a second time.
SUB = [
    ("topConceptOf", "inScheme"),
    ("broader", "broaderTransitive"),
    ("narrower", "narrowerTransitive"),
    *((name, "semanticRelation") for name in ("broaderTransitive", "narrowerTransitive", "related", "mappingRelation")),
    *((name, "mappingRelation") for name in ("closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
    ("broadMatch", "broader"),
    ("narrowMatch", "narrower"),
    ("relatedMatch", "related"),
    ("exactMatch", "closeMatch"),
]
INVERSE = [
    ("hasTopConcept", "topConceptOf"),
    ("broader", "narrower"),
    ("broaderTransitive", "narrowerTransitive"),
    ("broadMatch", "narrowMatch"),
    *((name, name) for name in ("related", "relatedMatch", "closeMatch", "exactMatch")),
]
TRANSITIVE = ("broaderTransitive", "narrowerTransitive", "exactMatch")
DOMAIN = {"hasTopConcept": "ConceptScheme", "member": "Collection", "memberList": "OrderedCollection"}
RANGE = {"inScheme": "ConceptScheme", "hasTopConcept": "Concept"}
#: Properties that the transitive ones feed; the closure writes those out only where a condition looks.
GROWING = {"broaderTransitive", "narrowerTransitive", "semanticRelation", "exactMatch", "closeMatch", "mappingRelation"}

PROPERTIES = sorted({name for rule in SUB for name in rule} | {"hasTopConcept", "member", "memberList"})
NODES = [Iri(f"urn:{letter}") for letter in "abcde"]

Fact = tuple[object, str, object]


def plain_closure(facts: set[Fact]) -> set[Fact]:
    """Apply every rule to everything until nothing new is found; a text leads nowhere further (S20 reports it)."""
    while True:
        new: set[Fact] = set()
        for s, p, o in facts:
            new |= {(s, up, o) for low, up in SUB if low == p}
            if not isinstance(o, Literal):
                new |= {(o, b, s) for a, b in INVERSE if a == p} | {(o, a, s) for a, b in INVERSE if b == p}
            if p in TRANSITIVE:
                new |= {(s, p, o2) for s2, p2, o2 in facts if p2 == p and s2 == o and not isinstance(o2, Literal)}
            new |= {(s, "type", DOMAIN[p])} if p in DOMAIN else set()
            new |= {(o, "type", RANGE[p])} if p in RANGE and not isinstance(o, Literal) else set()
            new |= {(s, "type", "Collection")} if (p, o) == ("type", "OrderedCollection") else set()
        if new <= facts:
            return facts
        facts = facts | new


def as_facts(triples: list[Triple]) -> set[Fact]:
    return {
        (t.subject, "type", str(t.object).removeprefix(PREFIXES["skos"]))
        if t.predicate == RDF_TYPE
        else (t.subject, t.predicate.value.removeprefix(PREFIXES["skos"]), t.object)
        for t in triples
    }


def pairs(facts: set[Fact], *names: str) -> set[tuple[object, object]]:
    return {(s, o) for s, p, o in facts if p in names}


links = st.builds(
    Triple,
    st.sampled_from(NODES),
    st.sampled_from([SKOS.term(name) for name in PROPERTIES]),
    st.one_of(st.sampled_from(NODES), st.sampled_from(NODES), st.just(Literal("text"))),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(links, max_size=10))
def test_the_closure_agrees_with_a_plain_one_wherever_a_condition_looks(triples):
    closed = as_facts(closure := close(triples))
    plain = plain_closure(as_facts(triples))
    assert closed <= plain
    assert {fact for fact in plain if fact[1] not in GROWING} == {fact for fact in closed if fact[1] not in GROWING}
    related, exact = pairs(plain, "related"), pairs(plain, "broadMatch", "narrowMatch", "relatedMatch")
    for name, asked in (("broaderTransitive", related), ("exactMatch", exact)):
        assert pairs(closed, name) & asked == pairs(plain, name) & asked
    itself = {s for s, o in pairs(plain, "broaderTransitive") if s == o}
    assert {s for s, o in pairs(closed, "broaderTransitive") if s == o} == itself
    assert {node for circle in cycles(closure) for node in circle} == itself


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=14))
def test_nodes_are_on_one_circle_exactly_where_each_reaches_the_other(edges):
    reach = plain_closure({(s, "broaderTransitive", o) for s, o in edges})
    both = {(s, o) for s, p, o in reach if p == "broaderTransitive" and (o, p, s) in reach}
    found = components(edges)
    assert {(s, o) for circle in found for s in circle for o in circle} == both
    assert sum(map(len, found)) == len({node for circle in found for node in circle})


def test_a_closure_is_its_own_closure():
    triples = [Triple(NODES[0], SKOS.broadMatch, NODES[1]), Triple(NODES[1], SKOS.relatedMatch, NODES[0])]
    once = close(triples)
    assert set(close(once)) == set(once)


def test_language_tags_are_compared_without_regard_to_case():
    labels = [Triple(NODES[0], SKOS.prefLabel, Literal("tea", tag)) for tag in ("en-GB", "EN-gb")]
    assert [t.object for t in close(labels)] == [Literal("tea", "en-gb")]


def test_the_closure_of_a_long_chain_and_of_a_large_class_stays_linear():
    size = 5_000
    nodes = [Iri(f"urn:{number}") for number in range(size)]
    neighbours = list(pairwise(nodes))
    chain = [Triple(a, SKOS.broader, b) for a, b in neighbours]
    assert len(close([*chain, Triple(nodes[0], SKOS.related, nodes[-1])])) < 10 * size
    same = [Triple(a, SKOS.exactMatch, b) for a, b in neighbours]
    assert len(close([*same, Triple(nodes[0], SKOS.broadMatch, nodes[-1])])) < 10 * size


def test_a_clash_at_the_ends_of_a_long_chain_is_found():
    nodes = [Iri(f"urn:{number}") for number in range(3_000)]
    chain = [Triple(a, SKOS.broader, b) for a, b in pairwise(nodes)]
    report = validate_file([*chain, Triple(nodes[-1], SKOS.related, nodes[0])])
    assert [(f.code, f.focus, f.value) for f in report.findings] == [("SKOS-S27", "urn:0", "urn:2999")]
