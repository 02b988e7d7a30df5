"""The endpoint under limits: refusals in both directions, what runs too long, what is too much, who comes too often."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rdflib
from starlette.testclient import TestClient
from web import AT_WORK, asking

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.graph import oxigraph, queries
from crosswalk.graph.service_description import examples
from crosswalk.graph.streaming import Limits
from crosswalk.web.media import ENDINGS, GRAPHS

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
EVERYTHING = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    return open_graph(private=False)


@pytest.fixture(scope="module")
def client(graph: CrosswalkGraph) -> Iterator[TestClient]:
    with asking(graph, Limits(seconds=2, rows=100_000, workers=2)) as made:
        yield made


def ask(client: TestClient, query: str, **headers: str) -> tuple[int, str]:
    answer = client.post("/sparql", data={"query": query}, headers=headers)
    return answer.status_code, answer.text


#: Calls of another server, however they are written.
CALLS = (
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { service <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SerVice SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE#comment\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { #x\nSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    r"SELECT * { \U00000053\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "SELECT * { VALUES ?g { <http://127.0.0.1:9/> } SERVICE ?g { ?s ?p ?o } }",
    "SELECT * {" + "{" * 200 + "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }" + "}" * 200 + "}",
    "SELECT * { FILTER(true)SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "ASK { SERVICE\t<http://127.0.0.1:9/> {} }",
    "CONSTRUCT WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
)

#: Queries in which the word stands and calls nobody.
WORDS = (
    'SELECT ("SERVICE <http://x/> { }" AS ?x) {}',
    "SELECT ('''SERVICE''' AS ?x) {}",
    "SELECT * { } # SERVICE <http://x/> { ?s ?p ?o }",
    "PREFIX SERVICE: <http://x/> SELECT * { OPTIONAL { ?s SERVICE:p ?o } } LIMIT 1",
    "PREFIX x: <http://x/> SELECT * { OPTIONAL { ?s x:SERVICE ?o } } LIMIT 1",
    "SELECT ?SERVICE { OPTIONAL { ?SERVICE ?p 1 } } LIMIT 1",
    "SELECT * { OPTIONAL { ?s <http://x/SERVICE> ?o } } LIMIT 1",
    "ASK { FILTER(STRLEN('LOAD CLEAR INSERT DELETE') > 0) }",
    "PREFIX load: <http://x/> ASK { OPTIONAL { ?s load:insert ?delete } }",
)


@pytest.mark.parametrize("query", CALLS)
def test_no_query_calls_another_server(client: TestClient, query: str) -> None:
    status, said = ask(client, query)
    assert status in (400, 403), said
    assert status == 403 or "cannot be read" in said


def test_a_query_that_is_too_much_is_not_invited_to_come_again(graph: CrosswalkGraph) -> None:
    with asking(graph, Limits(seconds=1, rows=10, workers=1)) as client:
        for query in (ENDLESS, f"{EVERYTHING} LIMIT 11"):
            answer = client.post("/sparql", data={"query": query})
            assert (answer.status_code, "retry-after" in answer.headers) == (503, False)


@pytest.mark.parametrize("query", WORDS)
def test_a_word_that_calls_nobody_is_let_be(client: TestClient, query: str) -> None:
    assert ask(client, query)[0] == 200


def test_nested_groups_are_answered(client: TestClient) -> None:
    assert ask(client, "ASK {" + "{" * 200 + "}" * 200 + "}")[0] == 200


def test_what_runs_too_long_is_stopped_and_the_next_is_answered(client: TestClient) -> None:
    begun = time.monotonic()
    status, said = ask(client, ENDLESS)
    assert (status, "stopped after 2 seconds" in said) == (503, True)
    assert time.monotonic() - begun < 15
    assert ask(client, AT_WORK)[0] == 200


def test_what_needs_too_much_memory_is_stopped_and_the_next_is_answered(graph: CrosswalkGraph) -> None:
    with asking(graph, Limits(seconds=60, memory=64 * 1024**2, workers=1)) as client:
        status, said = ask(client, GREEDY)
        assert (status, "64 MiB of memory" in said) == (503, True), said
        assert ask(client, AT_WORK)[0] == 200


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"])
def test_more_rows_than_allowed_are_an_error_and_never_a_part_for_the_whole(graph: CrosswalkGraph, accept: str) -> None:
    with asking(graph, Limits(rows=100, workers=1)) as client:
        assert ask(client, f"{EVERYTHING} LIMIT 100", Accept=accept)[0] == 200
        status, said = ask(client, f"{EVERYTHING} LIMIT 101", Accept=accept)
        assert (status, "more than 100 rows" in said) == (503, True)


def test_a_long_answer_comes_whole_and_in_parts(client: TestClient) -> None:
    with client.stream("POST", "/sparql", data={"query": EVERYTHING}, headers={"Accept": "text/csv"}) as answer:
        assert "content-length" not in answer.headers
        content = b"".join(answer.iter_bytes())
    number = json.loads(ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1])
    assert len(content) > 2 * 1024**2
    parsed = rdflib.query.Result.parse(io.BytesIO(content), format="csv")
    assert len(list(parsed)) == int(number["results"]["bindings"][0]["n"]["value"])


def test_a_worker_that_is_killed_in_the_middle_costs_one_answer_and_no_more(graph: CrosswalkGraph) -> None:
    before = _children()
    with asking(graph, Limits(seconds=30, workers=1)) as client:
        ask(client, AT_WORK)
        (worker,) = _children() - before
        threading.Timer(0.5, lambda: os.kill(worker, signal.SIGKILL)).start()
        status, said = ask(client, ENDLESS)
        assert (status, "ended from outside" in said) == (503, True), said
        assert ask(client, AT_WORK)[0] == 200


def test_one_client_has_only_so_many_queries_under_way(graph: CrosswalkGraph) -> None:
    with asking(graph, Limits(seconds=3, workers=1), per_client=2) as client:
        statuses = _at_once(lambda: ask(client, ENDLESS)[0], 4)
        assert sorted(statuses)[:2] == [429, 429]
        assert set(statuses) == {429, 503}
        assert ask(client, AT_WORK)[0] == 200


def test_only_so_many_wait_in_all(graph: CrosswalkGraph) -> None:
    with asking(graph, Limits(seconds=2, workers=1), per_client=100, waiting=1) as client:
        answers = _at_once(lambda: client.post("/sparql", data={"query": ENDLESS}), 4)
        late = [one for one in answers if "More queries are waiting" in one.text]
        assert len(late) == 2
        assert {one.headers["retry-after"] for one in late} == {"10"}


def test_a_person_who_opens_the_address_comes_to_the_page_for_queries(client: TestClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    plain = client.get("/sparql", headers={"Accept": browser})
    assert (plain.status_code, plain.headers["location"]) == (303, "query")
    asked = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": browser})
    assert (asked.status_code, asked.headers["location"]) == (303, "query?q=ASK+%7B%7D")


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_without_a_query_the_service_describes_itself(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    triples = oxigraph.parse(answer.content, ENDINGS[GRAPHS[accept]])
    found = rdflib.Graph().parse(data=oxigraph.to_ntriples(triples), format="nt")
    service = rdflib.URIRef("http://127.0.0.1/sparql")
    assert (service, rdflib.RDF.type, SD.Service) in found
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in found
    total = json.loads(ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[1])["results"]["bindings"][0]["n"]["value"]
    (default,) = found.objects(None, SD.defaultGraph)
    assert str(found.value(default, VOID.triples)) == total
    named = {str(name) for name in found.objects(None, SD.name)}
    assert "https://w3id.org/standards-crosswalk/graph/frameworks/ais-psi" in named
    dumps = [str(dump) for dump in found.objects(None, VOID.dataDump)]
    assert dumps == ["http://127.0.0.1/dumps/latest/crosswalk.nq"]
    assert client.get(dumps[0]).status_code == 307


def test_the_whole_library_is_published_as_examples_that_can_be_run(client: TestClient) -> None:
    found = rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).content)
    published = {
        str(found.value(example, rdflib.RDFS.label)): str(found.value(example, SH.select))
        for example in found.subjects(rdflib.RDF.type, SH.SPARQLExecutable)
    }
    library = {name for name in queries.names() if not queries.load(name).of_workspace}
    assert set(published) == library
    assert published == {query.name: text for query, text in examples()}


@pytest.mark.parametrize(("name", "text"), [(query.name, text) for query, text in examples()])
def test_every_example_runs_at_the_endpoint_and_finds_something(client: TestClient, name: str, text: str) -> None:
    status, said = ask(client, text)
    assert (status, bool(json.loads(said)["results"]["bindings"])) == (200, True), name


def test_an_example_can_be_sent_in_an_address(client: TestClient) -> None:
    (text,) = [text for query, text in examples() if query.name == "list_frameworks"]
    assert client.get(f"/sparql?query={quote(text)}").status_code == 200


def _children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def _at_once(work: Callable[[], Any], times: int) -> list[Any]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: work(), range(times)))
