"""Answers kept in memory: those that were kept, never more bytes than allowed, and what was used last stays longest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web import asking

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.graph.service import Service
from crosswalk.graph.streaming import AnswerStream, Limits
from crosswalk.web.kept import LARGEST, KeptAnswers

steps = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.none() | st.binary(max_size=300)), max_size=60)


@given(steps, st.integers(0, 2000), st.integers(0, 300))
def test_what_is_kept_is_what_was_given_last_and_never_more_than_allowed(
    steps: list[tuple[str, bytes | None]], most: int, largest: int
) -> None:
    kept, given_ = KeptAnswers(most, largest), dict[str, bytes]()
    for tag, answer in steps:
        if answer is None:
            assert kept.get(tag) in (None, given_.get(tag))
        elif given_.setdefault(tag, answer) == answer:  # a tag names one answer
            kept.keep(tag, answer)
        assert sum(200 + len(tag) + len(answer) for tag, answer in kept._answers.items()) == kept.held <= most
        assert all(len(answer) <= largest for answer in kept._answers.values())


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(1, 8))
def test_those_used_last_are_kept(used: list[str], room: int) -> None:
    kept = KeptAnswers(room * 211, 10)
    for tag in used:
        if kept.get(tag) is None:
            kept.keep(tag, tag.encode() * 10)
    last = list(dict.fromkeys(reversed(used)))[:room]
    assert set(kept._answers) == set(last)


# At the endpoint.

LABELS = "SELECT ?s ?label { ?s skos:notation '3.4' ; skos:prefLabel ?label }"


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    return open_graph(private=False)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that were handed to workers, as they are handed."""
    found: list[str] = []
    answer = Service.answer

    def counted(self: Service, text: str, *rest: Any) -> AnswerStream:
        found.append(text)
        return answer(self, text, *rest)

    monkeypatch.setattr(Service, "answer", counted)
    return found


@pytest.fixture
def client(graph: CrosswalkGraph, begun: list[str]) -> Iterator[TestClient]:
    with asking(graph, Limits(rows=2_000)) as made:
        yield made


@pytest.mark.parametrize(
    "accept",
    ["application/sparql-results+json", "text/csv", "application/sparql-results+xml", "text/tab-separated-values"],
)
def test_an_answer_asked_again_is_the_same_byte_for_byte_with_the_same_headers(
    client: TestClient, begun: list[str], accept: str
) -> None:
    first, again = (client.get("/sparql", params={"query": LABELS}, headers={"Accept": accept}) for _ in range(2))
    assert (first.status_code, first.content, first.headers) == (200, again.content, again.headers)
    assert int(first.headers["content-length"]) == len(first.content)
    posted = client.post("/sparql", data={"query": LABELS}, headers={"Accept": accept})
    head = client.head("/sparql", params={"query": LABELS}, headers={"Accept": accept})
    assert (posted.content, head.headers) == (first.content, first.headers)
    assert begun == [LABELS], "it is asked once"


def test_another_dataset_or_syntax_is_another_answer(client: TestClient, begun: list[str]) -> None:
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    none = asked | {"default-graph-uri": "http://x/none"}
    answers = [
        client.get("/sparql", params=params, headers={"Accept": accept}).content
        for params in (asked, none)
        for accept in ("text/csv", "application/sparql-results+json")
        for _ in range(2)
    ]
    assert (len(set(answers)), len(begun)) == (4, 4)


@pytest.mark.parametrize(
    "query", ["SELECT (NOW() AS ?x) {}", "SELECT (UUID() AS ?x) {}", "ASK { FILTER(RAND() < 0.5) }"]
)
def test_what_may_be_another_answer_each_time_is_asked_each_time(
    client: TestClient, begun: list[str], query: str
) -> None:
    for _ in range(3):
        assert client.get("/sparql", params={"query": query}).status_code == 200
    assert len(begun) == 3


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELECT * { ?s ?p ?o }", 503), ("SELECT * { ?s nothere:p ?o }", 400)],
    ids=["more rows than allowed", "an error of the engine"],
)
def test_what_failed_is_asked_each_time(client: TestClient, begun: list[str], query: str, status: int) -> None:
    for _ in range(2):
        assert client.get("/sparql", params={"query": query}).status_code == status
    assert len(begun) == 2


def test_a_long_answer_is_asked_each_time(client: TestClient, begun: list[str]) -> None:
    for _ in range(2):
        content = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"}).content
        assert len(content) > LARGEST
    assert len(begun) == 2


def test_other_data_have_other_answers_though_the_service_be_the_same(client: TestClient, begun: list[str]) -> None:
    first = client.get("/sparql", params={"query": LABELS})
    endpoint: Any = next(route for route in client.app.routes if route.path == "/sparql")  # type: ignore[attr-defined]
    endpoint.app._service.version = "other data"
    second = client.get("/sparql", params={"query": LABELS})
    assert (len(begun), first.headers["etag"] == second.headers["etag"]) == (2, False)


def test_what_is_kept_is_answered_also_while_every_turn_is_taken(graph: CrosswalkGraph, begun: list[str]) -> None:
    with asking(graph, Limits(seconds=3, workers=1), per_client=1) as client:
        first = client.get("/sparql", params={"query": LABELS})
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            endless = pool.submit(
                client.get, "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
            )
            while len(begun) < 2:
                pass
            again = client.get("/sparql", params={"query": LABELS})
            assert (again.status_code, again.content, endless.done()) == (200, first.content, False)
            assert endless.result().status_code == 503
