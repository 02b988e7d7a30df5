"""Mapping sets made of claims and of what follows: read back they are the same, and candidates are not in them."""

from __future__ import annotations

import pytest

from crosswalk import open_graph, relations
from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.inversion import INVERSION
from crosswalk.alignment.premises import Network, Premise
from crosswalk.formats import sssom
from crosswalk.graph.proposals import directed, mapping_set, written
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


def derived(*known: int) -> list[Derived]:
    """What follows for a and c by way of b, where each statement of b is known to stand so to the same one of c."""
    premises = [Premise(f"xwid:mapping/{i}", f"ais-psi:{i}", f"b:{i}", relations.EQUAL) for i, _ in enumerate(known)]
    premises += [Premise(f"xwid:mapping/9{i}", f"b:{i}", f"ib-psp-2020:{i}", each) for i, each in enumerate(known)]
    members = {name: tuple(f"{name}:{i}" for i, _ in enumerate(known)) for name in ("ais-psi", "b", "ib-psp-2020")}
    return list(compose(Network(premises, members), "ais-psi", "ib-psp-2020"))


def test_only_what_is_entailed_becomes_a_mapping() -> None:
    found = derived(relations.SUBSET, relations.ANY, relations.DISJOINT)
    assert [d.verdict for d in found] == ["entailed", "candidate", "entailed"]
    made = mapping_set(found, "ais-psi", "ib-psp-2020", "T", "D", "1.0")
    assert [(m.subject, m.predicate, m.negated) for m in made.mappings] == [
        ("ais-psi:0", "skos:broadMatch", False), ("ais-psi:2", "skos:closeMatch", True),
    ]  # fmt: skip
    assert (made.license, made.version) == ("https://creativecommons.org/licenses/by/4.0/", "1.0")


def test_it_is_read_back_the_same_with_rows_and_without() -> None:
    for found in (derived(relations.EQUAL, relations.OVERLAP), []):
        made = mapping_set(found, "ais-psi", "ib-psp-2020", "T", "D", "1.0", "by-way-of-b")
        reading = sssom.read(sssom.write(made).encode(), "x.tsv")
        assert (reading.findings, reading.mapping_set) == ((), made)


def test_the_identifier_of_a_set_is_an_iri_whatever_the_frameworks_are_called() -> None:
    made = mapping_set((), "a b", "c/d", "T", "D", "1")
    assert made.id.endswith("/mapping-set/a%20b--c%2Fd--entailed")


def test_what_is_not_ours_is_written_under_its_own_address_with_no_prefix_made_up_for_it() -> None:
    made = mapping_set(
        derived(relations.EQUAL), "ais-psi", "ib-psp-2020", "T", "D", "1",
        address=lambda short: written(short, f"http://example.org/{short}"),
    )  # fmt: skip
    text = sssom.write(made)
    assert "\nhttp://example.org/ais-psi:0\t" in text
    assert "#  http:" not in text and "id/ais-psi" not in text.replace(made.id, "")
    assert sssom.read(text.encode(), "x.tsv").mapping_set == made
