"""A claim read from its other end keeps its meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import relations
from crosswalk.alignment.inversion import inverse
from crosswalk.model import Mapping
from crosswalk.vocabulary import MAPPING_PREDICATES, SET_RELATIONS

CLAIMS = st.builds(
    lambda predicate, set_relation, negated: Mapping(
        "a:1", predicate, "b:1", "", "agent:x", "X", "judged", "proposed", negated=negated, set_relation=set_relation
    ),
    st.sampled_from([p for p in MAPPING_PREDICATES if p != "skos:mappingRelation"]),
    st.sampled_from(["", *SET_RELATIONS]),
    st.booleans(),
)


def told(mapping: Mapping) -> int:
    return relations.possible(mapping.predicate, mapping.negated, mapping.set_relation)


@given(CLAIMS)
def test_turned_twice_it_is_the_claim(claim: Mapping) -> None:
    turned = inverse(claim)
    assert turned is not None and inverse(turned) == claim


@given(CLAIMS)
def test_turned_it_tells_the_same_of_the_two_sets_and_stays_a_denial(claim: Mapping) -> None:
    turned = inverse(claim)
    assert turned is not None
    assert told(turned) == relations.INVERSE[told(claim)]
    assert (turned.negated, turned.subject, turned.object) == (claim.negated, claim.object, claim.subject)


@pytest.mark.parametrize(
    ("predicate", "turned"), [("skos:broadMatch", "skos:narrowMatch"), ("skos:narrowMatch", "skos:broadMatch")]
)
def test_broader_becomes_narrower(predicate: str, turned: str) -> None:
    found = inverse(Mapping("a:1", predicate, "b:1", "", "", "", "judged", "proposed"))
    assert found is not None and found.predicate == turned


def test_what_a_document_prints_and_what_has_no_inverse_is_not_turned() -> None:
    printed = Mapping("a:1", "skos:relatedMatch", "b:1", "", "", "", "printed", "proposed")
    assert inverse(printed) is None
    assert inverse(printed._replace(kind="judged", predicate="rdfs:subClassOf")) is None
    assert inverse(printed._replace(kind="judged", predicate="skos:mappingRelation")) is None
