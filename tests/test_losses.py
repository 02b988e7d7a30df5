"""What is lost without a statement is what composing without its claims no longer finds."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_compose import CLAIMS, FRAMEWORKS, STATEMENTS

from crosswalk import open_graph
from crosswalk.alignment.compose import compose
from crosswalk.alignment.losses import losses
from crosswalk.alignment.premises import Network, Premise
from crosswalk.relations import ANY, DISJOINT, EQUAL

PAIRS = list(combinations(FRAMEWORKS, 2))


def found_of(network: Network, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of statements for which something follows, or which meet; a pair once for each pair of frameworks."""
    return [
        (d.subject, d.object)
        for a, b in pairs
        for d in compose(network, a, b)
        if d.verdict in ("entailed", "candidate")
    ]


def lost_by_taking_away(
    claims: list[Premise], frameworks: dict[str, tuple[str, ...]], pairs: list[tuple[str, str]]
) -> dict[str, int]:
    """For every statement: its claims are taken away, and everything is composed again."""
    before = Counter(found_of(Network(claims, frameworks), pairs))
    lost: dict[str, int] = {}
    for statement in {s for members in frameworks.values() for s in members}:
        left = [p for p in claims if statement not in (p.subject, p.object)]
        after = Counter(found_of(Network(left, frameworks), pairs))
        gone = before - after
        lost[statement] = sum(count for pair, count in gone.items() if statement not in pair)
    return {statement: count for statement, count in lost.items() if count}


def link(name: str, one: str, other: str, known: int = ANY) -> Premise:
    return Premise(name, one, other, known)


@given(CLAIMS)
def test_what_is_lost_is_what_is_no_longer_found_without_the_claims(claims: list[Premise]) -> None:
    assert losses(Network(claims, FRAMEWORKS), PAIRS).lost == lost_by_taking_away(claims, FRAMEWORKS, PAIRS)


@given(st.lists(st.sampled_from([(a, b) for a in STATEMENTS for b in STATEMENTS if a < b]), max_size=20))
def test_statements_that_are_alike_are_counted_one_by_one(pairs: list[tuple[str, str]]) -> None:
    claims = [link(f"c{i}", *pair) for i, pair in enumerate(pairs)]
    assert losses(Network(claims, FRAMEWORKS), PAIRS).lost == lost_by_taking_away(claims, FRAMEWORKS, PAIRS)


@given(CLAIMS)
def test_statements_of_several_frameworks_are_counted_as_they_are_found(claims: list[Premise]) -> None:
    shared = {**FRAMEWORKS, "d": (*FRAMEWORKS["d"], "a:0", "b:1"), "e": ("a:0", "c:2")}
    pairs = list(combinations(shared, 2))
    assert losses(Network(claims, shared), pairs).lost == lost_by_taking_away(claims, shared, pairs)


@given(CLAIMS, st.randoms())
def test_neither_order_nor_repetition_of_claims_matters(claims: list[Premise], chance: object) -> None:
    mixed = [*claims, *claims]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert losses(Network(mixed, FRAMEWORKS), PAIRS) == losses(Network(claims, FRAMEWORKS), PAIRS)


def test_a_pair_that_meets_twice_is_lost_with_neither() -> None:
    claims = [link("1", "a:0", "c:0"), link("2", "c:0", "b:0"), link("3", "a:0", "c:1"), link("4", "c:1", "b:0")]
    claims += [link("5", "a:1", "c:1")]
    found = losses(Network(claims, FRAMEWORKS), [("a", "b")])
    assert found.meeting == {"c:0": 1, "c:1": 2}
    assert found.lost == {"c:1": 1}  # a:1 and b:0 meet there alone


def test_what_follows_without_a_statement_is_not_lost_with_it() -> None:
    claims = [link("1", "a:0", "c:0", EQUAL), link("2", "c:0", "b:0", EQUAL)]
    claims += [link("3", "a:0", "d:0"), link("4", "d:0", "b:0")]
    assert losses(Network(claims, FRAMEWORKS), [("a", "b")]).lost == {}  # they would still meet in d:0
    direct = [*claims, link("5", "a:0", "b:0")]
    assert losses(Network(direct, FRAMEWORKS), [("a", "b")]).lost == {"c:0": 1}  # what is claimed is no candidate


def test_statements_of_the_same_neighbours_are_alike_only_where_the_same_is_told() -> None:
    claims = [Premise("1", "a:0", "c:0", DISJOINT, False), Premise("2", "a:1", "c:0", ANY, False)]
    claims += [link("3", "c:0", "b:0", EQUAL)]
    assert losses(Network(claims, FRAMEWORKS), [("a", "b")]).lost == {"c:0": 1}  # a:0 and b:0 share nothing


def star(size: int) -> Network:
    """A statement with so many claims on either side, one of them to a statement that meets others elsewhere."""
    frameworks = {
        "a": [f"a:{i}" for i in range(size)],
        "b": [f"b:{i}" for i in range(size)],
        "h": ["h:0", "h:1"],
    }
    claims = [link(f"{s}{i}", f"{s}:{i}", "h:0", EQUAL if i % 2 else ANY) for s in "ab" for i in range(size)]
    return Network([*claims, link("x", "a:0", "h:1"), link("y", "b:0", "h:1")], frameworks)


def test_a_hub_of_ten_thousand_claims_on_either_side_is_counted_whole() -> None:
    found = losses(star(10_000), [("a", "b")])
    assert found.share == 1.0
    assert found.meeting == {"h:0": 10_000**2, "h:1": 1}
    assert found.lost == {"h:0": 10_000**2 - 1}


def test_too_many_chains_are_estimated_from_a_share_of_them_the_same_every_time() -> None:
    frameworks = {s: [f"{s}:{i}" for i in range(40)] for s in "abh"}
    claims = [link(f"{s}{i}", f"{s}:{i}", f"h:{j}") for s in "ab" for i in range(40) for j in (0, i)]
    network = Network(claims, frameworks)
    whole, part = losses(network, [("a", "b")]), losses(network, [("a", "b")], 400)
    assert whole.share == 1.0 and 0.1 < part.share < 0.5
    assert part.lost["h:0"] == pytest.approx(whole.lost["h:0"], rel=0.2)
    assert part == losses(network, [("a", "b")], 400)


def test_over_the_shipped_claims_the_losses_are_those_of_taking_away() -> None:
    alignment = open_graph().alignment
    network = alignment.network
    claims = list(dict.fromkeys(p for premises in network.touching.values() for p in premises))
    pairs = [("ais-psi", "iste-education-leaders-2018"), ("iste-coaches-2019", "psc-itec-2011")]
    assert losses(network, pairs).lost == lost_by_taking_away(claims, network.frameworks, pairs)
