"""What is turned into triples is read back to the same record, whatever it holds; what cannot be one is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.evidence.database import Change, Revision
from crosswalk.evidence.kinds import KINDS, Field, Kind
from crosswalk.evidence.triples import (
    GRAPHS,
    graph_of,
    history_triples,
    read_records,
    record_iri,
    record_triples,
    reference,
    referred,
)
from crosswalk.graph.canonical import turtle
from crosswalk.graph.syntax import read_file
from crosswalk.terms import XSD, Iri, Literal, Triple
from crosswalk.vocabulary import DCTERMS, PROV, RDF_TYPE, SCHEMA, XW

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
IDS = st.text("abcXYZ019-_.", min_size=1, max_size=12).filter(lambda word: not word.startswith("."))
REFERENCES = st.sampled_from(
    ["ais-psi:3.4", "ib-psp-2014:B2.8", "ib-psp-2014", "http://example.org/a?b=c#d", "urn:x:y", "ais-psi:3.4.a"]
)
PLACES = st.sampled_from(["ais-psi/level/meets", "scale/cis-7th/w", "ais-psi/rubric/PSI1/1-vision"])
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
NUMBERS = st.one_of(
    st.integers(0, 10**12), st.floats(0, 10**9).map(lambda x: round(x, 6)), st.sampled_from([1e-06, 0.1, 2.5, 0.0])
)
SUPPORTS = st.lists(
    st.fixed_dictionaries({"statement": REFERENCES}, optional={"level": PLACES, "reason": WORDS}),
    min_size=1, max_size=12, unique_by=lambda support: support["statement"],
)  # fmt: skip
ATTACHMENTS = st.lists(
    st.fixed_dictionaries({"name": WORDS, "sha256": DIGESTS, "size": st.integers(0, 10**9)}), min_size=1, max_size=12
)


def values(field: Field, kind: Kind) -> st.SearchStrategy[Any]:
    """Any value that a body can hold in a field."""
    one: dict[str, st.SearchStrategy[Any]] = {
        "line": WORDS,
        "text": st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
        "link": WORDS.map(lambda word: f"https://example.org/{word}"),
        "date": st.dates().map(str),
        "boolean": st.booleans(),
        "integer": st.integers(0, 10**12),
        "decimal": NUMBERS,
        "status": st.sampled_from(kind.statuses),
        "type": st.sampled_from(["policy-2", "governance", "programme-1"]),
        "statement": REFERENCES,
        "place": PLACES,
        "level": PLACES,
        "iri": REFERENCES,
        "record": IDS,
        "supports": SUPPORTS,
        "attachments": ATTACHMENTS,
    }
    several = field.many and field.type not in ("supports", "attachments")
    return st.lists(one[field.type], min_size=1, unique=True).map(sorted) if several else one[field.type]


def bodies(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Any body of a kind, also one that the shapes would refuse."""
    fields = {field.name: values(field, kind) for field in kind.fields}
    return st.fixed_dictionaries({}, optional={**fields, "retired_because": WORDS})


RECORDS = st.sampled_from(list(KINDS.values())).flatmap(lambda kind: st.tuples(st.just(kind.name), IDS, bodies(kind)))


@given(RECORDS)
def test_a_record_becomes_triples_and_the_triples_the_same_record(record: tuple[str, str, dict[str, Any]]):
    kind, id_, body = record
    (found,) = read_records(record_triples(kind, id_, body))
    assert (found.kind, found.id, found.body) == record
    assert set(record_triples(kind, id_, found.body)) == set(record_triples(kind, id_, body))
    assert json.loads(json.dumps(found.body)) == body


@given(st.lists(RECORDS, min_size=1, max_size=6, unique_by=lambda record: record[:2]))
def test_records_survive_a_turtle_file_in_any_order_of_triples(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("turtle") / "records.ttl"
    path.write_text(turtle(t for record in records for t in record_triples(*record)), encoding="utf-8", newline="")
    found = read_records(reversed(read_file(str(path)).triples))
    assert [(r.kind, r.id, r.body) for r in found] == sorted(records, key=lambda record: record[:2])


def test_every_kind_has_a_graph_and_the_history_one_of_its_own():
    assert {graph_of(kind) for kind in KINDS} < set(GRAPHS)
    assert len(GRAPHS) == 5 and GRAPHS[-1].endswith("graph/workspace/history")
    assert record_iri("goal", "g1").value.endswith("/id/goal/g1")


@pytest.mark.parametrize("given_", ["ais-psi:3.4", "ib-psp-2014", "http://example.org/x", "urn:x:y"])
def test_a_reference_stands_for_one_iri(given_: str):
    assert reference(referred(given_).value) == given_


def test_a_field_without_a_value_has_no_triple():
    body = {"title": "", "supports": [], "note": None, "status": "draft"}
    assert [t.predicate for t in record_triples("evidence", "a", body)] == [
        RDF_TYPE, DCTERMS.identifier, XW.recordStatus,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"), [(1e-06, "0.000001"), (0.0, "0"), (2.50, "2.5"), (10**12, "1000000000000")]
)
def test_a_number_is_written_without_an_exponent(value: float, written: str):
    triples = record_triples("evidence", "a", {"amount": value})
    assert Literal(written, None, XSD + "decimal") in [t.object for t in triples]


def test_more_than_nine_supports_keep_their_order():
    supports = [{"statement": f"ais-psi:{number}"} for number in range(1, 26)]
    (found,) = read_records(record_triples("evidence", "a", {"supports": supports}))
    assert found.body["supports"] == supports


EVIDENCE = record_iri("evidence", "a")


@pytest.mark.parametrize(
    ("predicate", "object_", "told"),
    [
        (XW.hasEvidenceType, Iri("http://example.org/type"), "nothing below"),
        (XW.participants, Literal("many"), "many"),
        (XW.hours, Literal("NaN"), "no number"),
        (XW.hours, Literal("1e999999999999"), "too large a number"),
        (XW.confidential, Literal("perhaps"), "neither true nor false"),
        (XW.support, Iri("http://example.org/gone"), "gone"),
        (DCTERMS.title, Literal("a second title"), "2 values of title"),
    ],
)
def test_triples_that_cannot_be_a_body_are_refused(predicate: Iri, object_: Iri | Literal, told: str):
    triples = [*record_triples("evidence", "a", {"title": "one", "status": "draft"})]
    triples.append(Triple(EVIDENCE, predicate, object_))
    with pytest.raises((KeyError, ValueError, ArithmeticError), match=told):
        read_records(triples)


def test_false_without_a_datatype_is_false():
    triples = [Triple(EVIDENCE, RDF_TYPE, XW.Evidence), Triple(EVIDENCE, XW.confidential, Literal("false"))]
    assert read_records(triples)[0].body == {"confidential": False}


def test_what_is_no_record_is_passed_over():
    stranger = Iri("http://example.org/evidence/a")
    triples = [
        Triple(stranger, RDF_TYPE, XW.Evidence),
        Triple(EVIDENCE, RDF_TYPE, SCHEMA.term("Thing")),
        Triple(record_iri("goal", "g"), RDF_TYPE, XW.Evidence),
    ]
    assert read_records(triples) == []


def test_the_history_says_who_when_from_which_state_to_which_and_why():
    change = Change(7, "2026-03-31T12:00:00.000+00:00", "ab", "retired evidence", "Out of date.")
    triples = list(history_triples(Revision("evidence", "a", 2, change, {"title": "one"}, {"title": "two"})))
    told = {t.predicate: str(t.object) for t in triples}
    assert told[PROV.startedAtTime] == change.at and told[XW.changedBy] == "ab"
    assert told[PROV.wasRevisionOf].endswith("/evidence/a/revision/1") == told[PROV.used].endswith("/revision/1")
    assert json.loads(told[PROV.value]) == {"title": "two"} and told[DCTERMS.description] == "Out of date."
    assert read_records(triples) == []


def test_the_first_revision_follows_nothing():
    change = Change(1, "2026-03-31T12:00:00.000+00:00", "ab", "added evidence")
    predicates = {t.predicate for t in history_triples(Revision("evidence", "a", 1, change, None, {}))}
    assert not predicates & {PROV.wasRevisionOf, PROV.used, DCTERMS.description}
