"""Records as triples and back: the same bodies, of every kind, whatever stands in their fields."""

from __future__ import annotations

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
    number,
    read_records,
    record_iri,
    record_triples,
    reference,
    referred,
)
from crosswalk.graph.canonical import turtle
from crosswalk.graph.oxigraph import parse
from crosswalk.vocabulary import PROV

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
SHORT = st.sampled_from(["ais-psi:3.4", "ib-psp-2014:B2.8", "ais-psi", "https://example.org/x#1"])
PLACE = st.sampled_from(["ais-psi/level/meets", "scale/cis-7th/w", "ais-psi/rubric/PSI1/1-vision", "ais-psi/PSI1"])
ID = st.text("abc123-._", min_size=1, max_size=12).filter(lambda word: word[0] != ".")
SUPPORT = st.fixed_dictionaries({"statement": SHORT}, optional={"level": PLACE, "reason": TEXT})
FILE = st.fixed_dictionaries({"name": TEXT, "sha256": st.text("0123456789abcdef", min_size=64, max_size=64),
                              "size": st.integers(0, 10**9)})  # fmt: skip
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "line": TEXT, "text": TEXT, "link": st.just("https://example.org/a?b=c&d"), "date": st.dates().map(str),
    "boolean": st.booleans(), "integer": st.integers(0, 10**9), "statement": SHORT, "place": PLACE, "level": PLACE,
    "decimal": st.one_of(st.integers(0, 10**9), st.sampled_from([0.5, 1.25, 1000.1])), "iri": SHORT, "record": ID,
    "type": st.sampled_from(["policy", "policy-1"]),
}  # fmt: skip


def values(kind: Kind, field: Field) -> st.SearchStrategy[Any]:
    if field.type == "supports":
        return st.lists(SUPPORT, min_size=1, max_size=12)
    if field.type == "attachments":
        return st.lists(FILE, min_size=1, max_size=12)
    one = st.sampled_from(kind.statuses) if field.type == "status" else VALUES[field.type]
    return st.lists(one, min_size=1, max_size=5, unique=True).map(sorted) if field.many else one


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    kind = draw(st.sampled_from(list(KINDS.values())))
    chosen = draw(st.sets(st.sampled_from([field.name for field in kind.fields])))
    body = {field.name: draw(values(kind, field)) for field in kind.fields if field.name in chosen}
    if body.get("status") == "retired":
        body["retired_because"] = draw(TEXT)
    return kind.name, draw(ID), body


@given(records())
def test_reading_what_was_written_gives_the_same_record(record: tuple[str, str, dict[str, Any]]) -> None:
    (found,) = read_records(record_triples(*record))
    assert (found.kind, found.id, found.body) == record


@given(records())
def test_and_so_it_does_by_way_of_a_turtle_file(record: tuple[str, str, dict[str, Any]]) -> None:
    (found,) = read_records(parse(turtle(record_triples(*record)).encode()))
    assert (found.kind, found.id, found.body) == record


def test_what_is_no_record_is_passed_over() -> None:
    foreign = [t._replace(subject=record_iri("goal", "x")) for t in record_triples("evidence", "a", {"title": "A"})]
    assert read_records(foreign) == []


def test_the_history_says_who_changed_what_when_and_from_which_state() -> None:
    change = Change(7, "2026-01-01T00:00:00Z", "AB", "changed evidence", "A slip.")
    triples = list(history_triples(Revision("evidence", "a", 2, change, {"title": "A"}, {"title": "B"})))
    said = {t.predicate: str(t.object) for t in triples}
    assert said[PROV.value] == '{"title": "B"}' and said[PROV.wasRevisionOf].endswith("/evidence/a/revision/1")
    assert {"AB", "A slip.", "changed evidence"} <= set(map(str, (t.object for t in triples)))
    first = list(history_triples(Revision("evidence", "a", 1, change, None, {})))
    assert PROV.wasRevisionOf not in {t.predicate for t in first}


def test_each_kind_has_a_graph_and_the_history_has_its_own() -> None:
    assert {graph_of(kind) for kind in KINDS} == set(GRAPHS[:-1]) and len(set(GRAPHS)) == len(GRAPHS) == 5


@pytest.mark.parametrize("short", ["ais-psi:3.4", "ais-psi", "https://example.org/x", "urn:x:1"])
def test_a_reference_leads_where_it_came_from(short: str) -> None:
    assert reference(referred(short).value) == short


@pytest.mark.parametrize("written", ["NaN", "inf", "many", ""])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        number(written)
