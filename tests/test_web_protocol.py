"""SPARQL 1.1 Protocol, clause by clause, asked of the routes in this process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web import asking

from crosswalk.api import open_graph
from crosswalk.graph.streaming import Limits
from crosswalk.web.protocol import ADDRESS_LIMIT, BODY_LIMIT, by_get, parameters
from crosswalk.web.refusal import Refusal

SELECT = "SELECT ?s WHERE { ?s skos:notation '3.4' }"
ASK = "ASK { ?s skos:notation '3.4' }"
CONSTRUCT = "CONSTRUCT { ?s skos:notation ?n } WHERE { ?s skos:notation ?n . FILTER(?n = '3.4') }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
GRAPH = "https://w3id.org/standards-crosswalk/graph/"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with asking(open_graph(private=False), Limits(seconds=20, rows=2_000)) as made:
        yield made


def rows(answer: object) -> list[dict[str, str]]:
    bindings = json.loads(answer.content)["results"]["bindings"]  # type: ignore[attr-defined]
    return [{name: value["value"] for name, value in row.items()} for row in bindings]


# 2.1.1 to 2.1.3: three ways to send a query, and the same answer.


def test_a_query_by_get_by_form_and_as_the_body_has_the_same_answer(client: TestClient) -> None:
    by_get_, by_form, direct = (
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=DIRECT),
    )
    assert [one.status_code for one in (by_get_, by_form, direct)] == [200] * 3
    assert by_get_.content == by_form.content == direct.content
    assert {"s": "https://w3id.org/standards-crosswalk/id/ais-psi/3.4"} in rows(by_get_)


def test_a_percent_sign_a_plus_and_other_letters_arrive_as_they_were_meant(client: TestClient) -> None:
    for text in ("100%", "a+b", "a b", "%25", "été 🎓", 'a"b', "ä%C3"):
        asked = f"SELECT ({json.dumps(text, ensure_ascii=False)} AS ?x) {{}}"
        for answer in (
            client.get("/sparql?" + urlencode({"query": asked})),
            client.get(f"/sparql?query={quote(asked)}"),
            client.post("/sparql", content=urlencode({"query": asked}), headers=FORM),
            client.post("/sparql", content=asked.encode(), headers=DIRECT),
        ):
            assert rows(answer) == [{"x": text}]


def test_the_content_type_of_a_post_may_name_utf_8_and_nothing_else(client: TestClient) -> None:
    for said in ("application/sparql-query; charset=utf-8", 'application/sparql-query;charset="UTF-8"'):
        assert client.post("/sparql", content=ASK, headers={"Content-Type": said}).status_code == 200
    said = "application/sparql-query; charset=latin-1"
    assert client.post("/sparql", content=ASK, headers={"Content-Type": said}).status_code == 415


@pytest.mark.parametrize("said", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", "nonsense"])
def test_a_post_of_any_other_type_is_not_supported_and_told_what_is(client: TestClient, said: str) -> None:
    answer = client.post("/sparql", content=ASK, headers={"Content-Type": said})
    assert answer.status_code == 415
    assert answer.headers["accept-post"] == "application/x-www-form-urlencoded, application/sparql-query"


@pytest.mark.parametrize("coding", ["gzip", "identity, br", "GZIP", "\u00e9"])
def test_a_body_that_is_packed_is_not_supported(client: TestClient, coding: str) -> None:
    answer = client.post("/sparql", content=SELECT, headers={**DIRECT, "Content-Encoding": coding.encode()})  # type: ignore[dict-item]
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    assert answer.text.startswith("A body that is packed (") and answer.text.count("\n") == 1
    plain = client.post("/sparql", content=SELECT, headers={**DIRECT, "Content-Encoding": "identity"})
    assert plain.status_code == 200


def test_with_a_slash_at_its_end_the_address_is_the_same(client: TestClient) -> None:
    for ask in (
        lambda path: client.get(path, params={"query": SELECT}),
        lambda path: client.post(path, data={"query": SELECT}),
        lambda path: client.get(path, headers={"Accept": "application/n-triples"}),
        lambda path: client.options(path),
        lambda path: client.put(path),
    ):
        one, other = ask("/sparql"), ask("/sparql/")
        assert (one.status_code, sorted(one.content)) == (other.status_code, sorted(other.content))
    for params in ({}, {"query": ASK}):
        asked = [client.get(path, params=params, headers={"Accept": "text/html"}) for path in ("/sparql", "/sparql/")]
        assert [one.status_code for one in asked] == [303, 303]
        first, second = (str(one.url.join(one.headers["location"])) for one in asked)
        assert first == second and first.startswith("http://127.0.0.1/query")


def test_a_form_without_a_query_and_a_body_beside_one_in_the_address_are_bad_requests(client: TestClient) -> None:
    assert client.post("/sparql", content="x=1", headers=FORM).status_code == 400
    assert client.post("/sparql?query=" + quote(ASK), content=ASK, headers=DIRECT).status_code == 400
    assert client.post("/sparql", content=b"ASK {} # \xff", headers=DIRECT).status_code == 400


def test_two_queries_in_one_request_are_refused(client: TestClient) -> None:
    twice = urlencode([("query", ASK), ("query", SELECT)])
    assert client.get("/sparql?" + twice).status_code == 400
    assert client.post("/sparql", content=twice, headers=FORM).status_code == 400


# 2.1.4: the dataset.


def counted(client: TestClient, pattern: str, **graphs: list[str]) -> int:
    named = [(key.replace("_", "-"), value) for key, values in graphs.items() for value in values]
    asked = urlencode([("query", f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"), *named])
    by_address = client.get("/sparql?" + asked)
    by_form = client.post("/sparql", content=asked, headers=FORM)
    assert by_address.content == by_form.content
    return int(rows(by_address)[0]["n"])


def test_default_graph_uri_chooses_what_the_default_graph_is(client: TestClient) -> None:
    one, two = f"{GRAPH}frameworks/ais-psi", f"{GRAPH}frameworks/cis-2016"
    first = counted(client, "?s ?p ?o", default_graph_uri=[one])
    second = counted(client, "?s ?p ?o", default_graph_uri=[two])
    assert 0 < first < counted(client, "?s ?p ?o")
    assert counted(client, "?s ?p ?o", default_graph_uri=[one, two]) == first + second
    assert counted(client, "GRAPH ?g { ?s ?p ?o }", default_graph_uri=[one]) == 0
    assert counted(client, "?s ?p ?o", default_graph_uri=[f"{GRAPH}nothing"]) == 0


def test_named_graph_uri_chooses_the_named_graphs_and_leaves_the_default_graph_empty(client: TestClient) -> None:
    one = f"{GRAPH}frameworks/ais-psi"
    asked = "GRAPH ?g { ?s ?p ?o }"
    assert counted(client, asked, named_graph_uri=[one]) == counted(client, "?s ?p ?o", default_graph_uri=[one])
    assert counted(client, "?s ?p ?o", named_graph_uri=[one]) == 0


def test_the_dataset_of_the_request_wins_over_the_one_in_the_query(client: TestClient) -> None:
    one, two = f"{GRAPH}frameworks/ais-psi", f"{GRAPH}frameworks/cis-2016"
    asked = f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?s ?p ?o }}"
    by_query = client.get("/sparql", params={"query": asked})
    by_request = client.get("/sparql", params={"query": asked, "default-graph-uri": two})
    assert rows(by_query)[0]["n"] == str(counted(client, "?s ?p ?o", default_graph_uri=[one]))
    assert rows(by_request)[0]["n"] == str(counted(client, "?s ?p ?o", default_graph_uri=[two]))


def test_the_dataset_of_a_direct_post_stands_in_the_address(client: TestClient) -> None:
    asked = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    one = f"{GRAPH}frameworks/ais-psi"
    answer = client.post(f"/sparql?default-graph-uri={quote(one)}", content=asked, headers=DIRECT)
    assert rows(answer)[0]["n"] == str(counted(client, "?s ?p ?o", default_graph_uri=[one]))


@pytest.mark.parametrize("name", ["", "relative", "//host/x", "http://x y", "http://x/<y>"])
def test_a_graph_that_is_no_absolute_iri_is_a_bad_request(client: TestClient, name: str) -> None:
    answer = client.get("/sparql", params={"query": ASK, "default-graph-uri": name})
    assert (answer.status_code, "absolute IRI" in answer.text) == (400, True)


# 2.1.5 and 2.1.6: what comes back.


@pytest.mark.parametrize(
    ("query", "accept", "content_type", "begins"),
    [
        (SELECT, None, "application/sparql-results+json", b'{"head"'),
        (SELECT, "*/*", "application/sparql-results+json", b'{"head"'),
        (SELECT, "application/json", "application/json", b'{"head"'),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (SELECT, "text/xml", "text/xml; charset=utf-8", b"<?xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8", b"s\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?s\n"),
        (SELECT, "text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?s\n"),
        (ASK, None, "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (ASK, "text/csv", "text/csv; charset=utf-8", b"true"),
        (CONSTRUCT, None, "text/turtle; charset=utf-8", b"@prefix"),
        (CONSTRUCT, "application/n-triples", "application/n-triples", b"<https://w3id.org/"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", b"<?xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", b"["),
        (CONSTRUCT, "application/trig", "application/trig", b"@prefix"),
        (CONSTRUCT, "application/n-quads", "application/n-quads", b"<https://w3id.org/"),
        ("DESCRIBE xwid:ais-psi", "text/turtle", "text/turtle; charset=utf-8", b"@prefix"),
    ],
)
def test_an_answer_comes_in_the_type_that_is_asked_for(
    client: TestClient, query: str, accept: str | None, content_type: str, begins: bytes
) -> None:
    headers = {"Accept": accept} if accept else {"Accept": ""}
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.content.startswith(begins)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "text/csv;q=0")],
)
def test_a_type_that_cannot_be_sent_is_not_acceptable_and_those_that_can_are_named(
    client: TestClient, query: str, accept: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "application/" in answer.text


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?p", "line 2, column 8"),
        ("SELEKT * {}", "line 1, column 1"),
        ("SELECT * { ?s ?p 'x }", "line 1, column 18"),
        ("SELECT * { ?s nothere:p ?o }", "line 1, column 15"),
    ],
)
def test_a_query_that_cannot_be_read_is_a_bad_request_with_line_and_column(
    client: TestClient, query: str, place: str
) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert place in answer.text
    assert answer.text.count("\n") == 1


@pytest.mark.parametrize("update", ["DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>", "CLEAR ALL", "INSERT DATA {}"])
def test_an_update_is_refused_however_it_is_sent(client: TestClient, update: str) -> None:
    sent = [
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
        client.get("/sparql", params={"query": update}),
        client.post("/sparql", data={"query": update}),
        client.get("/sparql", params={"update": update}),
    ]
    assert [answer.status_code for answer in sent] == [403] * 5


def test_head_has_the_headers_of_get_and_no_body(client: TestClient) -> None:
    whole, head = (ask("/sparql", params={"query": SELECT}) for ask in (client.get, client.head))
    assert (head.status_code, head.headers["etag"]) == (200, whole.headers["etag"])
    assert client.head("/sparql", params={"query": "SELEKT"}).status_code == 400


def test_options_tells_what_can_be_done_and_lets_any_page_ask(client: TestClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = client.options("/sparql", headers=asked)
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert client.get("/sparql", params={"query": ASK}).headers["access-control-allow-origin"] == "*"
    assert client.get("/sparql", params={"query": "SELEKT"}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_no_other_method_does_anything(client: TestClient, method: str) -> None:
    assert client.request(method, "/sparql", params={"query": ASK}).status_code == 405


def test_a_query_that_is_too_long_is_refused_by_its_length(client: TestClient) -> None:
    long = f"ASK {{}} # {'x' * ADDRESS_LIMIT}"
    assert client.get("/sparql", params={"query": long}).status_code == 414
    assert client.post("/sparql", data={"query": long}).status_code == 200
    assert client.post("/sparql", content="ASK {} #" + "x" * BODY_LIMIT, headers=DIRECT).status_code == 413
    assert client.post("/sparql", content="ASK {} #" + "x" * 200_000, headers=DIRECT).status_code == 403


@pytest.mark.parametrize("address", [b"query=%", b"query=%zz", b"query=%ff", b"query=ASK%7B%7D&%e4=1", b"query=a%2"])
def test_a_bad_percent_encoding_is_a_bad_request(client: TestClient, address: bytes) -> None:
    assert client.get(f"/sparql?{address.decode()}").status_code == 400
    assert client.post("/sparql", content=address, headers=FORM).status_code == 400


# Caching (RFC 9110 §8.8.3, §13.1.2).


def test_an_answer_is_not_sent_again_to_whoever_has_it(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    tag = first.headers["etag"]
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("query", "status"), [(SELECT, 200), ("SELECT * { ?s <a:b", 400), ("ASK { ?s ?p (1/0) }", 400)]
)
def test_a_star_holds_no_answer_since_nobody_knows_that_there_is_one(
    client: TestClient, query: str, status: int
) -> None:
    for asked in (
        client.get("/sparql", params={"query": query}, headers={"If-None-Match": "*"}),
        client.post("/sparql", data={"query": query}, headers={"If-None-Match": " * "}),
    ):
        assert asked.status_code == status


def test_another_query_dataset_or_type_has_another_tag(client: TestClient) -> None:
    tags = [
        client.get("/sparql", params=params, headers={"Accept": accept}).headers["etag"]
        for params, accept in (
            ({"query": SELECT}, "text/csv"),
            ({"query": SELECT}, "text/tab-separated-values"),
            ({"query": SELECT + " "}, "text/csv"),
            ({"query": SELECT, "default-graph-uri": GRAPH + "x"}, "text/csv"),
            ({"query": SELECT, "named-graph-uri": GRAPH + "x"}, "text/csv"),
        )
    ]
    assert len(set(tags)) == 5


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "struuid()", "BNODE()"])
def test_an_answer_that_is_another_each_time_is_kept_by_nobody(client: TestClient, function: str) -> None:
    answer = client.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"})
    assert ("etag" in answer.headers, answer.headers["cache-control"]) == (False, "no-store")


# Parameters against the decoder of the standard library.


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)).filter(lambda pair: any(pair)), max_size=8))
def test_parameters_are_read_back_as_they_were_encoded(pairs: list[tuple[str, str]]) -> None:
    encodable = [pair for pair in pairs if "".join(pair).encode("utf-8", "ignore").decode() == "".join(pair)]
    assert parameters(urlencode(encodable).encode()) == encodable


@given(st.binary(max_size=300))
def test_any_bytes_are_an_operation_or_a_refusal(address: bytes) -> None:
    try:
        by_get(address)
    except Refusal as error:
        assert error.status in (400, 403, 414)
