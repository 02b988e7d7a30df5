"""A set that is the join of two others is told so, one that is not is not, and what follows is counted apart."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.alignment.compose import compose_pair
from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.recomposition import retrace
from crosswalk.relations import ANY, EQUAL, OVERLAP, SUBSET, SUPERSET

FRAMEWORKS = {name: tuple(f"{name}:{i}" for i in range(4)) for name in ("a", "c", "h", "k")}
ENDS = [(x, y) for x, y in product([s for m in FRAMEWORKS.values() for s in m], repeat=2) if x[0] != y[0]]
CLAIMS = st.lists(
    st.tuples(st.sampled_from(ENDS), st.sampled_from([EQUAL, SUBSET, SUPERSET, OVERLAP, ANY])), max_size=20
).map(lambda drawn: [Premise(f"c{i}", *ends, known) for i, (ends, known) in enumerate(drawn)])


def link(one: str, other: str, known: int = ANY, linking: bool = True) -> Premise:
    return Premise(f"{one} {other} {known}", one, other, known, linking)


LEGS = [
    link("a:0", "h:0", EQUAL),
    link("h:0", "c:0", SUBSET),
    link("a:1", "h:1", SUBSET),
    link("c:1", "h:1", SUBSET),  # recorded the other way round: h:1 contains c:1
    link("a:2", "h:2", EQUAL),
    link("h:2", "c:2", EQUAL),
    link("h:2", "c:3", EQUAL),
]
JOINED = [("a:0", "c:0"), ("a:1", "c:1"), ("a:2", "c:2"), ("a:2", "c:3")]


def test_a_set_that_is_the_join_of_two_others_is_explained() -> None:
    given = [link(*pair, EQUAL) for pair in JOINED]
    (found,) = retrace(given, {"judged": LEGS}, FRAMEWORKS, "a", "c")
    assert (found.hub, found.first, found.second) == ("h", "judged", "judged")
    assert (found.pairs, found.composed, found.shared, found.precision, found.recall) == (4, 4, 4, 1.0, 1.0)
    assert found.explained and found.both == 1.0
    # Of a:1 and c:1 nothing follows, and of a:0 and c:0 something else than the set claims.
    assert (found.follows, found.telling, found.proved) == (3, 4, 2)
    assert (found.relation_precision, found.relation_recall) == (2 / 3, 2 / 4)


def test_a_set_that_is_no_join_of_others_is_not_explained() -> None:
    given = [link("a:0", "c:0", SUBSET), link("a:0", "c:3"), link("a:3", "c:3"), link("c:1", "a:3")]
    (found,) = retrace(given, {"judged": LEGS}, FRAMEWORKS, "a", "c")
    assert (found.composed, found.shared, found.precision, found.recall) == (4, 1, 0.25, 0.25)
    assert not found.explained
    assert (found.follows, found.telling, found.proved) == (3, 1, 1)


def test_what_a_set_leaves_open_is_no_relation_to_prove() -> None:
    (found,) = retrace([link(*pair) for pair in JOINED], {"judged": LEGS[2:4]}, FRAMEWORKS, "a", "c")
    assert (found.telling, found.follows, found.relation_precision, found.relation_recall) == (0, 0, None, None)


def test_the_best_join_comes_first_and_each_set_is_tried_on_either_side() -> None:
    given = [link(*pair, EQUAL) for pair in JOINED]
    sets = {"printed": [link("a:0", "h:0")], "judged": [*LEGS, link("a:0", "k:0"), link("k:0", "c:1")]}
    found = retrace(given, sets, FRAMEWORKS, "a", "c")
    assert [(r.hub, r.first, r.second, r.shared) for r in found] == [
        ("h", "judged", "judged", 4),
        ("h", "printed", "judged", 1),
        ("k", "judged", "judged", 0),
    ]


def test_denials_make_no_pair() -> None:
    assert (
        retrace([link("a:0", "c:0")], {"x": [link("a:0", "h:0"), link("h:0", "c:0", ANY, False)]}, FRAMEWORKS, "a", "c")
        == ()
    )
    assert retrace([link("a:0", "c:0", ANY, False)], {"x": LEGS}, FRAMEWORKS, "a", "c") == ()


def test_a_set_is_explained_from_the_threshold_on() -> None:
    given = [link(*pair) for pair in JOINED[:3]]  # precision 3/4, recall 1
    assert not retrace(given, {"x": LEGS}, FRAMEWORKS, "a", "c", 0.76)[0].explained
    assert retrace(given, {"x": LEGS}, FRAMEWORKS, "a", "c", 0.75)[0].explained


@given(CLAIMS)
def test_the_counts_are_those_of_looking_at_every_pair(claims: list[Premise]) -> None:
    given = {frozenset((p.subject, p.object)): p for p in claims if {p.subject[0], p.object[0]} == {"a", "c"}}
    found = {r.hub: r for r in retrace(given.values(), {"x": claims}, FRAMEWORKS, "a", "c")}
    for hub in ("h", "k"):
        legs = Network([p for p in claims if {p.subject[0], p.object[0]} in ({"a", hub}, {hub, "c"})], FRAMEWORKS)
        composed = shared = follows = proved = 0
        for a, c in product(FRAMEWORKS["a"], FRAMEWORKS["c"]):
            derived = compose_pair(legs, a, c)
            claim = given.get(frozenset((a, c)))
            composed += derived is not None
            shared += derived is not None and claim is not None
            if derived is not None and derived.verdict == "entailed":
                follows += 1
                proved += claim is not None and claim.known != ANY and derived.known & ~claim.known_from(a) == 0
        if not given or not composed:
            assert hub not in found
        else:
            r = found[hub]
            assert (r.composed, r.shared, r.follows, r.proved) == (composed, shared, follows, proved)
            assert (r.precision, r.recall) == (shared / composed, shared / len(given))


@given(CLAIMS, st.randoms())
def test_neither_order_nor_repetition_of_claims_matters(claims: list[Premise], chance: object) -> None:
    mixed = [*claims, *claims]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert retrace(mixed, {"x": mixed}, FRAMEWORKS, "a", "c") == retrace(claims, {"x": claims}, FRAMEWORKS, "a", "c")


@given(CLAIMS)
def test_read_from_the_other_end_a_set_is_explained_as_well(claims: list[Premise]) -> None:
    there = retrace(claims, {"x": claims}, FRAMEWORKS, "a", "c")
    back = retrace(claims, {"x": claims}, FRAMEWORKS, "c", "a")
    assert {r._replace(first="", second="") for r in there} == {r._replace(first="", second="") for r in back}


def test_a_middle_of_ten_thousand_claims_on_either_side_is_bounded() -> None:
    frameworks = {name: [f"{name}:{i}" for i in range(10_000)] for name in "ac"} | {"h": ["h:0"]}
    legs = [link(f"{s}:{i}", "h:0", EQUAL) for s in "ac" for i in range(10_000)]
    (found,) = retrace([link("a:5", "c:7", EQUAL)], {"x": legs}, frameworks, "a", "c")
    assert (found.composed, found.shared, found.proved, found.recall) == (10_000**2, 1, 1, 1.0)


def test_the_printed_citations_of_coaches_2011_are_those_over_the_georgia_standards() -> None:
    best = open_graph().alignment.retrace("ais-psi", "iste-coaches-2011", "printed")[0]
    assert (best.hub, best.pairs, best.composed, best.shared) == ("psc-itec-2011", 27, 30, 27)
    assert (best.explained, best.precision, best.recall) == (True, 0.9, 1.0)
    assert best.follows == best.telling == 0  # the pairs come out again, and no relation does


def test_what_is_judged_of_administrators_and_education_leaders_is_no_join() -> None:
    pair = ("iste-administrators-2009-td", "iste-education-leaders-2018")
    found = open_graph().alignment.retrace(*pair)
    assert found and not any(result.explained for result in found)
    assert found[0].hub == "iste-coaches-2011"


@pytest.mark.parametrize("hub", ["a", "c"])
def test_the_two_frameworks_themselves_are_no_middle(hub: str) -> None:
    found = retrace([link("a:0", "c:0")], {"x": [*LEGS, link("a:0", "c:0")]}, FRAMEWORKS, "a", "c")
    assert hub not in {result.hub for result in found}
