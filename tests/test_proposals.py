"""Mapping sets made of claims and of what follows: read back they are the same, and candidates are not in them."""

from __future__ import annotations

import pytest

from crosswalk import open_graph
from crosswalk.alignment.inversion import INVERSION
from crosswalk.formats import sssom
from crosswalk.graph.proposals import directed, mapping_set
from crosswalk.model import Mapping
from crosswalk.vocabulary import ENTAILED

PAIRS = [("iste-coaches-2011", "iste-education-leaders-2018"), ("ais-psi", "ib-psp-2014"), ("ais-psi", "ib-psp-2020")]


def claim(subject: str, predicate: str, object_: str, kind: str = "judged") -> Mapping:
    return Mapping(subject, predicate, object_, "semapv:ManualMappingCuration", "agent:x", "X", kind, "proposed")


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_set_is_read_back_as_it_was_written(source: str, target: str) -> None:
    alignment = open_graph().alignment
    members = alignment.network.frameworks
    claims = directed(alignment.claims.values, members[source], members[target])
    derived = list(alignment.derive(source, target))
    made = mapping_set(derived, source, target, "T", "D", "1", claims=claims.claims)
    reading = sssom.read(sssom.write(made).encode(), "made.tsv")
    assert reading.findings == ()
    assert reading.mapping_set is not None
    rounded = [m._replace(confidence=m.confidence and round(m.confidence, 3)) for m in made.mappings]
    assert sorted(reading.mapping_set.mappings, key=str) == sorted(rounded, key=str)
    entailed = [m for m in made.mappings if m.kind == ENTAILED]
    assert len(entailed) == sum(d.verdict == "entailed" for d in derived)
    assert all(m.derived_from for m in entailed)


def test_claims_are_turned_to_be_read_from_the_first_framework() -> None:
    claims = {"one": claim("b:1", "skos:broadMatch", "a:1"), "two": claim("a:1", "skos:exactMatch", "b:1")}
    found = directed(claims, ["a:1"], ["b:1"])
    turned, kept = found.claims
    assert (turned.subject, turned.predicate, turned.object) == ("a:1", "skos:narrowMatch", "b:1")
    assert (turned.justification, turned.derived_from) == (INVERSION, ("one",))
    assert kept == claims["two"]
    assert found.left_out == 0


def test_a_printed_claim_of_the_other_framework_cannot_be_turned_and_is_counted() -> None:
    printed = claim("b:1", "skos:mappingRelation", "a:1", "printed")
    found = directed({"one": printed, "other": claim("c:1", "skos:exactMatch", "a:1")}, ["a:1"], ["b:1"])
    assert (found.claims, found.left_out) == ((), 1)
