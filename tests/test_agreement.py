"""Two sets of claims are compared pair by pair, whichever way round they are recorded, and kappa is never made up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.alignment.agreement import DENIED, NO_CLAIM, OUTCOMES, agree, kappa, outcome, read_back, readings
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import MAPPING_PREDICATES, NO_TERM_FOUND
from crosswalk.words import AGREEMENTS

A, B = ("a:1", "a:2", "a:3"), ("b:1", "b:2", "b:3")

CATEGORIES = st.sampled_from(["yes", "no", "perhaps"])
SAID = st.lists(st.tuples(CATEGORIES, CATEGORIES), max_size=30)
SETS = st.dictionaries(
    st.tuples(st.sampled_from(A), st.sampled_from(B)), st.sampled_from([*MAPPING_PREDICATES, DENIED]), max_size=9
)


def claim(subject: str, predicate: str, object_: str, **more: object) -> Claim:
    given = {"kind": "judged", "status": "proposed", **more}
    return Claim(subject, predicate, object_, "semapv:ManualMappingCuration", "agent:x", "X", **given)  # type: ignore[arg-type]


CLAIMS = st.lists(
    st.builds(
        lambda ends, predicate, kind, status, negated, sure: claim(
            *ends[:1], predicate, *ends[1:], kind=kind, status=status, negated=negated, confidence=sure
        ),
        st.one_of(
            st.tuples(st.sampled_from(A), st.sampled_from(B)),
            st.tuples(st.sampled_from(B), st.sampled_from(A)),
            st.tuples(st.sampled_from(A), st.just(NO_TERM_FOUND)),
        ),
        st.sampled_from([*MAPPING_PREDICATES, "rdfs:subClassOf"]),
        st.sampled_from(["printed", "judged", "entailed"]),
        st.sampled_from(["candidate", "proposed", "reviewed"]),
        st.booleans(),
        st.sampled_from([None, 0.2, 0.9]),
    ),
    max_size=12,
)


def by_definition(said: list[tuple[str, str]]) -> Fraction | None:
    """Kappa from shares, as Cohen writes it: (observed - expected) / (1 - expected)."""
    if not said:
        return None
    total = len(said)
    observed = Fraction(sum(one == other for one, other in said), total)
    names = {name for pair in said for name in pair}
    first = {name: Fraction(sum(one == name for one, _ in said), total) for name in names}
    second = {name: Fraction(sum(other == name for _, other in said), total) for name in names}
    expected = sum((first[name] * second[name] for name in names), Fraction(0))
    return None if expected == 1 else (observed - expected) / (1 - expected)


# Kappa.


def test_kappa_of_a_table_is_that_counted_by_hand() -> None:
    # 100 statements. The first links 60, the second 50, both 40, neither 30.
    said = [("yes", "yes")] * 40 + [("yes", "no")] * 20 + [("no", "yes")] * 10 + [("no", "no")] * 30
    found = kappa(said)
    assert found.categories == ("no", "yes")
    assert found.table == ((30, 10), (20, 40))
    assert (found.pairs, found.observed, found.expected) == (100, 0.7, 0.5)  # expected: .6 · .5 + .4 · .5
    assert found.value == 0.4


def test_kappa_is_below_nothing_where_two_agree_less_than_by_chance() -> None:
    assert kappa([("yes", "no"), ("no", "yes")]).value == -1.0


def test_kappa_is_not_defined_where_both_say_the_same_one_thing_of_all() -> None:
    found = kappa([("yes", "yes")] * 5)
    assert (found.observed, found.expected, found.value) == (1.0, 1.0, None)


def test_kappa_is_not_defined_where_there_is_nothing_to_agree_on() -> None:
    assert kappa([]) == ((), (), 0, None, None, None)


def test_kappa_is_nothing_where_one_says_one_thing_of_all_and_the_other_does_not() -> None:
    assert kappa([("yes", "yes"), ("yes", "no")]).value == 0.0


@given(SAID)
def test_kappa_is_that_of_its_definition(said: list[tuple[str, str]]) -> None:
    expected = by_definition(said)
    assert kappa(said).value == (None if expected is None else pytest.approx(float(expected)))


@given(SAID)
def test_kappa_of_a_set_with_itself_is_one_or_not_defined(said: list[tuple[str, str]]) -> None:
    found = kappa((one, one) for one, _ in said)
    assert found.value == (1.0 if len({one for one, _ in said}) > 1 else None)


@given(SAID, st.randoms())
def test_kappa_is_the_same_in_any_order_and_turned(said: list[tuple[str, str]], chance: object) -> None:
    mixed = list(said)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert kappa(mixed) == kappa(said)
    turned = kappa((other, one) for one, other in said)
    assert turned.value == kappa(said).value
    assert turned.table == tuple(zip(*kappa(said).table, strict=True))


# What a set says of a pair.


def test_a_pair_is_read_in_one_direction_whichever_way_it_is_recorded() -> None:
    claims = [claim("b:1", "skos:broadMatch", "a:1"), claim("a:2", "skos:broadMatch", "b:2")]
    claims += [claim("b:3", "skos:closeMatch", "a:3"), claim("b:1", "rdfs:subClassOf", "a:2")]
    assert readings(claims, A, B) == {
        ("a:1", "b:1"): "skos:narrowMatch",
        ("a:2", "b:2"): "skos:broadMatch",
        ("a:3", "b:3"): "skos:closeMatch",
        ("a:2", "b:1"): "^rdfs:subClassOf",
    }


def test_reading_back_twice_is_reading() -> None:
    assert all(read_back(read_back(predicate)) == predicate for predicate in (*MAPPING_PREDICATES, "rdfs:subClassOf"))


def test_candidates_searches_and_other_frameworks_say_nothing_of_a_pair() -> None:
    claims = [
        claim("a:1", "skos:exactMatch", "b:1", status="candidate"),
        claim("a:1", "skos:exactMatch", NO_TERM_FOUND),
        claim("a:1", "skos:exactMatch", "c:1"),
        claim("a:1", "skos:exactMatch", "a:2"),
    ]
    assert readings(claims, A, B) == {}


def test_the_strongest_claim_of_a_pair_speaks_for_its_set() -> None:
    weak = claim("a:1", "skos:exactMatch", "b:1", confidence=0.9)
    strong = claim("b:1", "skos:relatedMatch", "a:1", status="reviewed", negated=True)
    assert readings([weak, strong], A, B) == readings([strong, weak], A, B) == {("a:1", "b:1"): DENIED}


def test_a_claim_that_nothing_is_shared_denies() -> None:
    nothing = claim("a:1", "skos:relatedMatch", "b:1", set_relation="disjoint")
    assert readings([nothing], A, B) == {("a:1", "b:1"): DENIED}
    plain = claim("a:1", "skos:relatedMatch", "b:1")
    assert readings([nothing, plain], A, B) == readings([plain, nothing], A, B)


def test_a_derived_set_has_a_say_too() -> None:
    assert readings([claim("a:1", "skos:exactMatch", "b:1", kind="entailed")], A, B) == {
        ("a:1", "b:1"): "skos:exactMatch"
    }


@given(CLAIMS, st.randoms())
def test_what_a_set_says_does_not_depend_on_order_or_repetition(claims: list[Claim], chance: object) -> None:
    mixed = [*claims, *claims]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert readings(mixed, A, B) == readings(claims, A, B)


@given(CLAIMS)
def test_read_from_the_other_framework_every_relation_is_turned(claims: list[Claim]) -> None:
    there, back = readings(claims, A, B), readings(claims, B, A)
    assert {(y, x) for x, y in there} == set(back)
    for (x, y), said in there.items():
        assert back[y, x] == (DENIED if said == DENIED else read_back(said))


# Two sets.


def test_each_pair_stands_as_by_hand() -> None:
    first = {
        ("a:1", "b:1"): "skos:exactMatch",
        ("a:1", "b:2"): "skos:closeMatch",
        ("a:2", "b:1"): "skos:relatedMatch",
        ("a:2", "b:2"): "skos:relatedMatch",
        ("a:3", "b:1"): DENIED,
    }
    second = {
        ("a:1", "b:1"): "skos:exactMatch",
        ("a:1", "b:2"): "skos:broadMatch",
        ("a:2", "b:1"): DENIED,
        ("a:3", "b:2"): "skos:exactMatch",
        ("a:3", "b:1"): DENIED,
    }
    found = agree(first, second, A, B)
    assert [(p.subject, p.object, p.outcome) for p in found.pairs] == [
        ("a:1", "b:1", "same"),
        ("a:1", "b:2", "differs"),
        ("a:2", "b:1", "denied"),
        ("a:2", "b:2", "first"),
        ("a:3", "b:1", "neither"),
        ("a:3", "b:2", "second"),
    ]
    assert found.counts == dict.fromkeys(OUTCOMES, 1)
    assert found.relations.pairs == found.links.pairs == 5  # what neither links is no pair of the table
    assert found.links.categories == (DENIED, "linked", NO_CLAIM)
    assert found.links.table == ((0, 0, 0), (1, 2, 1), (0, 1, 0))
    assert found.links.value == pytest.approx((2 / 5 - 13 / 25) / (1 - 13 / 25))  # by chance (0·1 + 4·3 + 1·1) / 25


def test_every_outcome_has_its_words() -> None:
    assert tuple(AGREEMENTS) == OUTCOMES


@given(SETS, SETS)
def test_agreement_is_the_same_both_ways_but_for_the_names(first: dict, second: dict) -> None:
    there, back = agree(first, second), agree(second, first)
    swapped = {"first": "second", "second": "first"}
    assert back.counts == {name: there.counts[swapped.get(name, name)] for name in OUTCOMES}
    assert back.relations.value == there.relations.value
    assert [(p.subject, p.object) for p in back.pairs] == [(p.subject, p.object) for p in there.pairs]
    assert all(swapped.get(p.outcome, p.outcome) == q.outcome for p, q in zip(there.pairs, back.pairs, strict=True))


@given(SETS, SETS)
def test_every_pair_of_either_set_is_counted_once(first: dict, second: dict) -> None:
    found = agree(first, second)
    assert sum(found.counts.values()) == len(found.pairs) == len({**first, **second})
    assert found.relations.pairs == found.links.pairs == len(found.pairs) - found.counts["neither"]


@given(SETS)
def test_a_set_agrees_with_itself(both: dict) -> None:
    found = agree(both, dict(reversed(both.items())))
    assert {p.outcome for p in found.pairs} <= {"same", "neither"}
    assert found.relations.value in (1.0, None)


def test_a_denial_against_silence_is_no_link() -> None:
    assert outcome(DENIED, NO_CLAIM) == outcome(NO_CLAIM, DENIED) == outcome(DENIED, DENIED) == "neither"


# The shipped claims.


def test_of_79_printed_ib_practices_33_are_judged_related_and_46_are_denied() -> None:
    found = open_graph().alignment.agree("ais-psi", "ib-psp-2014")
    assert found.counts == {"same": 0, "differs": 33, "denied": 46, "first": 0, "second": 0, "neither": 0}
    assert (found.relations.pairs, found.relations.value, found.links.observed) == (79, 0.0, 33 / 79)
    back = open_graph().alignment.agree("ib-psp-2014", "ais-psi", "judged", "printed")
    assert back.counts == found.counts
    assert {(p.object, p.subject) for p in back.pairs} == {(p.subject, p.object) for p in found.pairs}


def test_where_both_link_every_pair_kappa_of_the_links_is_not_defined() -> None:
    found = open_graph().alignment.agree("ais-psi", "iste-coaches-2011")
    assert found.counts["differs"] == found.links.pairs == 27
    assert found.links.value is None
