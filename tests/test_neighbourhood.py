"""What lies around a statement agrees with walking the whole network, link by link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.errors import InputError
from crosswalk.graph import neighbourhood
from crosswalk.graph.neighbourhood import KINDS, Link


@pytest.fixture(scope="module")
def graph() -> Iterator[CrosswalkGraph]:
    found = open_graph()
    yield found
    found.close()


def edges(graph: CrosswalkGraph) -> set[tuple[str, str, str, str]]:
    """Source, target, kind and relation of every link of the whole graph, read in another way."""
    found = {
        (str(row["statement"]), str(row["parent"]), "hierarchy", "skos:broader")
        for row in graph.records("list_statements")
        if row["parent"]
    }
    held = {str(row["statement"]) for row in graph.records("list_statements")}
    for row in graph.records("filter_mappings"):
        kind = "denied" if row["denied"] else str(row["kind"]).removeprefix("xw:")
        if row["subject"] in held and row["object"] in held:
            found.add((str(row["subject"]), str(row["object"]), kind, str(row["relation"])))
    return found


def short(links: tuple[Link, ...]) -> set[tuple[str, str, str, str | None]]:
    return {(link.source, link.target, link.kind, link.relation) for link in links}


@settings(max_examples=12)
@given(st.data())
def test_the_statements_and_links_are_those_of_the_whole_network(graph: CrosswalkGraph, data: st.DataObject):
    everything = edges(graph)
    start = data.draw(st.sampled_from(sorted({edge[0] for edge in everything})))
    hops = data.draw(st.integers(1, 2))
    kinds = data.draw(st.sets(st.sampled_from(KINDS[:4]), min_size=1))
    wanted = [edge for edge in everything if edge[2] in kinds]
    reached = {start}
    for _ in range(hops):
        reached |= {end for a, b, *_ in wanted if reached & {a, b} for end in (a, b)}
    found = graph.neighbourhood(start, hops, sorted(kinds))
    shorts = {node.short for node in found.nodes}
    assert found.nodes[0].short == start
    assert shorts == reached or (found.left_out and shorts < reached)
    assert short(found.links) == {edge for edge in wanted if {edge[0], edge[1]} <= shorts}


def test_broader_and_narrower_keep_their_direction_from_either_end(graph: CrosswalkGraph):
    rows = [row for row in graph.records("filter_mappings") if row["relation"] == "skos:broadMatch"]
    row = next(row for row in rows if not row["denied"])
    link = (str(row["subject"]), str(row["object"]), "judged", "skos:broadMatch")
    for end in ("subject", "object"):
        assert link in short(graph.neighbourhood(str(row[end]), kinds=["judged"]).links)


def test_what_is_entailed_and_where_two_only_meet_is_told_apart_and_only_when_asked_for(graph: CrosswalkGraph):
    derived = list(graph.alignment.rows("iste-coaches-2011", "iste-education-leaders-2018"))
    row = next(row for row in derived if row["verdict"] == "entailed")
    subject = str(row["subject"])
    links = graph.neighbourhood(subject, kinds=["entailed", "candidate"]).links
    assert (subject, str(row["object"]), "entailed", row["follows"]) in short(links)
    assert {link.kind for link in links} == {"entailed", "candidate"}
    assert all(link.relation is None for link in links if link.kind == "candidate")
    assert not {"entailed", "candidate"} & {link.kind for link in graph.neighbourhood(subject).links}


def test_there_is_room_for_so_many_and_the_rest_is_counted(graph: CrosswalkGraph, monkeypatch: pytest.MonkeyPatch):
    whole = graph.neighbourhood("ib-psp-2014:B1.5")
    monkeypatch.setattr(neighbourhood, "MAX_NODES", 5)
    some = graph.neighbourhood("ib-psp-2014:B1.5")
    assert (len(some.nodes), some.left_out) == (5, len(whole.nodes) - 5)


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"hops": 9}, {"kinds": ["judgd"]}])
def test_a_kind_or_a_distance_that_there_is_not_is_told(graph: CrosswalkGraph, wrong: dict):
    with pytest.raises(InputError, match=r"there are hierarchy|give 1 to 3"):
        graph.neighbourhood("ais-psi:3.4", **wrong)
