"""The IRIs of the data set and of its named graphs lead to what tells of them, and no other name is taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web import asking

from crosswalk.api import open_graph
from crosswalk.graph.description import DATASET
from crosswalk.graph.streaming import Limits
from crosswalk.vocabulary import BASE
from crosswalk.web.description import Description

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with asking(open_graph(private=False), Limits(workers=1)) as made:
        yield made


def test_the_data_set_and_every_graph_lead_to_what_tells_of_them(client: TestClient) -> None:
    rows = client.get("/sparql", params={"query": NAMES}).json()["results"]["bindings"]
    iris = [row["g"]["value"] for row in rows]
    assert len(iris) > 20 and all(iri.startswith(f"{BASE}graph/") for iri in iris)
    for iri in (DATASET.value, *iris):
        for accept, location in (("*/*", "/sparql"), ("text/turtle", "/sparql"), (BROWSER, "/about?topic=files")):
            answer = client.get("/" + iri.removeprefix(BASE), headers={"Accept": accept})
            assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, location, "Accept")
    described = client.get("/dataset", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert described.status_code == 200
    assert all(f"<{iri}>".encode() in described.content for iri in (DATASET.value, *iris))


def test_a_graph_that_there_is_not_is_answered_with_those_like_it(client: TestClient) -> None:
    answer = client.get("/graph/frameworks/ais-ps", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["see"][0] == {"address": "/graph/frameworks/ais-psi", "label": "frameworks/ais-psi"}
    assert answer.json()["see"][-1]["address"] == "/sparql"


@given(st.text(max_size=40))
def test_no_other_name_breaks_anything(client: TestClient, name: str) -> None:
    assert client.get(f"/graph/{quote(name.encode('utf-8', 'surrogatepass'), safe='')}").status_code == 404


def test_a_graph_with_what_a_person_added_has_no_dump(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text("<http://example.org/a> <http://example.org/b> 1 .")
    graph, address = open_graph(data=[str(tmp_path / "mine.ttl")], private=False, cache=False), "http://e/sparql"
    with closing(graph.service(Limits(workers=1))) as service:
        assert b"dataDump" not in Description(service, shipped=False).written(address, "turtle")
        assert b"dataDump <http://e/dumps/latest/crosswalk.nq>" in Description(service).written(address, "turtle")
