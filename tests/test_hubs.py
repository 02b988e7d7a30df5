"""The statements that carry a crosswalk are those that a walk by hand finds, in an order that stays."""

from __future__ import annotations

import os
import subprocess
import sys

import networkx as nx
import pytest
import repository
from hypothesis import given
from hypothesis import strategies as st
from test_compose import CLAIMS, FRAMEWORKS

from crosswalk import open_graph
from crosswalk.alignment import hubs as hubs_module
from crosswalk.alignment.hubs import Hubs, hubs
from crosswalk.alignment.premises import Network, Premise
from crosswalk.relations import ANY


def network(*pairs: tuple[str, str]) -> Network:
    return Network([Premise(f"c{i}", one, other, ANY) for i, (one, other) in enumerate(pairs)], FRAMEWORKS)


BRIDGE = network(("a:0", "b:0"), ("b:0", "c:0"), ("c:0", "d:0"), ("a:1", "b:0"), ("c:0", "d:1"))


def test_the_middle_of_a_bridge_is_found_as_by_hand() -> None:
    found = {hub.statement: hub for hub in hubs(BRIDGE).statements}
    hub = found["b:0"]
    assert (hub.degree, hub.by_framework, hub.joins) == (3, (("a", 2), ("c", 1)), True)
    # Of the ten pairs of the five others, all with a:0 or a:1 pass b:0: the two with each other, and two times three.
    assert hub.betweenness == pytest.approx(7 / 10)
    assert found["a:0"].betweenness == 0 and not found["a:0"].joins
    # a:0 and a:1 are of one framework; each meets c:0 there.
    assert (hub.meeting, hub.lost) == (2, 2)


def test_what_falls_apart_and_what_hangs_together_is_told() -> None:
    found = hubs(network(("a:0", "b:0"), ("b:0", "c:0"), ("a:0", "c:0"), ("a:1", "b:1")))
    assert (found.links, found.parts) == (4, 2)
    assert found.communities == (("a:0", "b:0", "c:0"), ("a:1", "b:1"))
    assert {hub.statement: hub.community for hub in found.statements}["b:1"] == 2
    assert not any(hub.joins for hub in found.statements)


def test_between_two_frameworks_only_where_statements_of_the_two_meet_counts() -> None:
    found = hubs(BRIDGE, "b", "d")
    assert [(hub.statement, hub.lost, hub.degree) for hub in found.statements] == [("c:0", 2, 3)]
    assert hubs(BRIDGE, "d", "b").statements == found.statements
    assert hubs(BRIDGE, "a", "d").statements == ()


def test_a_denial_is_no_link() -> None:
    denial = Premise("c", "a:0", "b:0", ANY, False)
    assert hubs(Network([denial], FRAMEWORKS)) == Hubs((), 0, 0, (), None, 1.0)


def test_several_claims_of_a_pair_are_one_link() -> None:
    found = hubs(network(("a:0", "b:0"), ("b:0", "a:0"), ("a:0", "b:0")))
    assert found.links == 1 and {hub.degree for hub in found.statements} == {1}


@given(CLAIMS, st.randoms())
def test_neither_order_nor_repetition_of_claims_matters(claims: list[Premise], chance: object) -> None:
    mixed = [*claims, *claims]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert hubs(Network(mixed, FRAMEWORKS)) == hubs(Network(claims, FRAMEWORKS))


@given(CLAIMS)
def test_what_joins_is_what_leaves_more_parts_when_it_is_taken_away(claims: list[Premise]) -> None:
    graph = nx.Graph([(p.subject, p.object) for p in claims if p.linking])
    for hub in hubs(Network(claims, FRAMEWORKS)).statements:
        left = graph.copy()
        left.remove_node(hub.statement)
        assert hub.joins == (nx.number_connected_components(left) > nx.number_connected_components(graph))
        assert hub.degree == graph.degree[hub.statement]


@given(CLAIMS)
def test_every_statement_is_in_one_community(claims: list[Premise]) -> None:
    found = hubs(Network(claims, FRAMEWORKS))
    members = [statement for community in found.communities for statement in community]
    assert sorted(members) == sorted(hub.statement for hub in found.statements)
    assert all(hub.statement in found.communities[hub.community - 1] for hub in found.statements)


def test_a_large_network_is_sampled_and_the_sample_is_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    frameworks = {"a": [f"a:{i}" for i in range(300)], "h": ["h:0"]}
    star = Network([Premise(f"c{i}", f"a:{i}", "h:0", ANY) for i in range(300)], frameworks)
    exact = hubs(star)
    monkeypatch.setattr(hubs_module, "MOST_STEPS", 20_000)
    found = hubs(star)
    assert (exact.sampled, found.sampled) == (None, 20_000 // 601)
    assert found.statements[0].statement == exact.statements[0].statement == "h:0"
    assert found.statements[0].betweenness == pytest.approx(1.0, abs=0.05)
    assert found == hubs(star)


def test_above_a_size_the_parts_stand_for_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs_module, "MOST_LINKS", 2)
    assert hubs(BRIDGE).communities == (("a:0", "a:1", "b:0", "c:0", "d:0", "d:1"),)


def test_a_hub_of_ten_thousand_is_bounded() -> None:
    frameworks = {"a": [f"a:{i}" for i in range(10_000)], "b": [f"b:{i}" for i in range(10_000)], "h": ["h:0"]}
    claims = [Premise(f"{s}{i}", f"{s}:{i}", "h:0", ANY) for s in "ab" for i in range(10_000)]
    best = hubs(Network(claims, frameworks)).statements[0]
    assert (best.statement, best.degree, best.lost) == ("h:0", 20_000, 10_000**2)


def test_the_answer_is_the_same_however_names_are_hashed() -> None:
    program = "from crosswalk import open_graph; print(open_graph().alignment.hubs())"
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(repository.ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and "iste-coaches-2011:4b" in said.pop()


def test_the_shipped_crosswalk_rests_on_the_coaches_standards_most() -> None:
    found = open_graph().alignment.hubs()
    assert found.statements[0].statement == "iste-coaches-2011:4b"
    assert (found.statements[0].meeting, found.statements[0].lost) == (34, 29)
    assert (found.links, found.parts, found.sampled, found.share) == (380, 21, None, 1.0)
    assert all(hub.lost <= hub.meeting for hub in found.statements)
