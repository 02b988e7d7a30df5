"""Whatever comes to a public address, from any route there is, is answered: never with 500, never with our insides."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from asgi_requests import HOST, Answered, Asked, ask, ask_for_websocket
from hypothesis import given, settings
from hypothesis import strategies as st
from repository import ROOT
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from crosswalk.api import open_graph
from crosswalk.graph.streaming import Limits
from crosswalk.viewer import SCRIPT, bundles
from crosswalk.web.access import AccessLog
from crosswalk.web.connections import Attended
from crosswalk.web.gate import Gate
from crosswalk.web.programs import Programs
from crosswalk.web.routes import Offer, routes
from crosswalk.web.security_headers import HEADERS

#: What of us must not be seen: how Python tells of an exception, and where things lie on this machine.
INSIDES = re.compile(
    rb"Traceback \(most recent|\b[A-Z][A-Za-z]+(?:Error|Exception|Warning)\b|site-packages|\.py\b|"
    + b"|".join(re.escape(str(place).encode()) for place in (ROOT, Path.home(), sys.prefix) if len(str(place)) > 1)
)

KNOWN = (
    b"/ /sparql /health /id/ais-psi/3.4 /id/ais-psi /data/id/ais-psi/3.4.ttl /dumps/ /dumps/latest/crosswalk.nq "
    b"/robots.txt /ontology /resource /dataset /graph/inferred /sparql/ /standards /standard /query "
    b"/_stcore/health /_stcore/host-config "
    b"/_stcore/stream /_stcore/upload_file/a/b /_stcore/metrics /media/a /component/a/b /static/index.html "
    b"/app/static/a /favicon.png /index.html /bundles/graph.js /_stcore/bidi-components/a/b /oauth2callback /mcp"
).split()
QUERIES = (
    b"ASK {}",
    b"ASK { ?s ?p",
    b"SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    b"CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3",
    b"DESCRIBE <https://w3id.org/standards-crosswalk/id/ais-psi/3.4>",
    b"SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    b"INSERT DATA { <a:a> <a:b> 1 }",
    b"SELECT (STRDT('x', <a:b>) AS ?x) WHERE { BIND(UUID() AS ?y) }",
    b"SELECT (1/0 AS ?x) WHERE {}",
)

#: What may stand in the target of a request (h11 lets no other byte pass), and in the value of a header.
TARGET = bytes(range(0x21, 0x7F))
VALUE = bytes([9, *range(0x20, 0x7F), *range(0x80, 0x100)])


def of(alphabet: bytes, most: int) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(alphabet), max_size=most).map(bytes)


encoded = st.one_of(
    of(TARGET.replace(b"?", b"").replace(b"#", b""), 30),
    st.binary(max_size=20).map(lambda raw: quote_from_bytes(raw).encode()),
    st.sampled_from((b"%", b"%z", b"%c3%28", b"%00", b"..", b"%2e%2e%2f", b"//", b"\\", b"%ed%a0%80", b"." * 300)),
)
paths = st.one_of(
    st.sampled_from(KNOWN),
    st.builds(lambda known, more: known + b"/" + more, st.sampled_from(KNOWN), encoded),
    encoded.map(lambda rest: b"/" + rest),
)
names = st.sampled_from((b"query", b"default-graph-uri", b"named-graph-uri", b"update", b"iri", b"id", b"q"))
asked_queries = st.one_of(st.sampled_from(QUERIES), st.binary(max_size=40)).map(lambda q: quote_from_bytes(q).encode())
pairs = st.builds(lambda name, value: name + b"=" + value, names, st.one_of(asked_queries, encoded))
query_strings = st.one_of(st.just(b""), st.lists(pairs, max_size=3).map(b"&".join), encoded)

ranges = st.sampled_from(
    b"*/* text/html text/turtle application/ld+json;q=0.1 text/csv;q=0 application/sparql-results+json;q=x image/png "
    b"application/json application/n-quads;q=1.0001 text/*;level=1;q=.5 */turtle".split()
)
VALUES: dict[bytes, st.SearchStrategy[bytes]] = {
    b"accept": st.lists(ranges, max_size=4).map(b", ".join),
    b"content-type": st.sampled_from(
        (
            b"application/sparql-query",
            b"application/x-www-form-urlencoded",
            b"application/sparql-query; charset=utf-7",
            b'multipart/form-data; boundary="',
            b"application/sparql-update",
            b";;",
        )
    ),
    b"host": st.sampled_from((b"127.0.0.1", b"evil.example", b"[", b"127.0.0.1:99999", b"[::1]", b"")),
    b"origin": st.sampled_from((b"null", b"http://[", b"http://evil.example", b"http://127.0.0.1")),
    b"if-none-match": st.sampled_from((b"*", b'W/"x"', b'"x", "y"', b",,,")),
    b"if-modified-since": st.sampled_from((b"Thu, 01 Jan 1970 00:00:00 GMT", b"yesterday", b"Thu, 99 Jan 0 0:0:0 GMT")),
    b"if-range": st.sampled_from((b'"x"', b"yesterday")),
    b"range": st.sampled_from((b"bytes=0-1", b"bytes=-", b"bytes=9-1", b"bytes=a-b", b"bytes=0-,0-,0-", b"x")),
    b"accept-encoding": st.sampled_from((b"gzip", b"gzip;q=0", b"br", b"*;q=x")),
    b"cookie": st.sampled_from((b"_streamlit_session=x.y.z", b"_streamlit_session=\xff", b";=;=")),
    b"content-length": st.sampled_from((b"0", b"99999999999", b"x", b"-1")),
    b"x-forwarded-for": st.sampled_from((b"10.0.0.1", b"a, b, c")),
}
header = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), st.one_of(VALUES[name], of(VALUE, 40), st.just(b"a" * 40_000)))
)
headers = st.lists(header, max_size=4).map(
    lambda found: found if any(name == b"host" for name, _ in found) else [HOST, *found]
)
methods = st.one_of(
    st.sampled_from(
        ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY"]
    ),
    st.text("ABCXYZ!#$%&'*+-.^_`|~", min_size=1, max_size=8),
)
bodies = st.lists(
    st.one_of(st.sampled_from(QUERIES), pairs, st.binary(max_size=60), st.just(b" " * 1_100_000)), max_size=3
)
requests = st.builds(Asked, methods, paths, query_strings, headers, bodies)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """The whole application as `crosswalk serve` puts it together, the viewer's own routes too."""
    import streamlit
    from streamlit import config
    from streamlit.runtime import Runtime

    before = config._main_script_path, config._server_mode
    graph = open_graph(private=False, keep=True)
    limits = Limits(seconds=5, rows=1000, workers=1)
    service = graph.service(limits)
    answered = routes(graph, service, Offer(limits))
    app = streamlit.App(
        SCRIPT,
        routes=[*bundles.routes(), *answered],
        middleware=[
            Middleware(Attended),
            Middleware(AccessLog, write=lambda line: None, with_queries=True),
            Middleware(Gate, hosts=frozenset(("127.0.0.1",))),
            Middleware(Programs, routes=answered),
        ],
    )
    try:
        with TestClient(app) as found:
            yield found
    finally:
        service.close()
        graph.close()
        Runtime._instance = None  # another test may start the viewer in this process
        config._main_script_path, config._server_mode = before


def hold(answer: Answered, asked: Asked) -> None:
    """What holds for every answer."""
    assert 200 <= answer.status < 600
    assert answer.status not in (500, 501, 502), (asked, answer.body)
    for name, value in HEADERS.items():
        assert answer.headers.get(name.lower()) is not None, (name, value, asked)
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status >= 400:
        found = INSIDES.search(answer.body)
        assert found is None, (found, asked)
    if (length := answer.headers.get("content-length")) and asked.method != "HEAD":
        assert int(length) == len(answer.body), asked


@settings(max_examples=int(os.environ.get("CROSSWALK_FUZZ", "400")))
@given(asked=requests)
def test_any_request_is_answered_without_a_fault_of_the_server(client: TestClient, asked: Asked) -> None:
    hold(ask(client, asked), asked)


@settings(max_examples=int(os.environ.get("CROSSWALK_FUZZ", "150")))
@given(asked=st.builds(Asked, st.sampled_from(("GET", "POST")), st.just(b"/sparql"), query_strings, headers, bodies))
def test_any_request_to_the_endpoint_is_answered_by_the_protocol(client: TestClient, asked: Asked) -> None:
    answer = ask(client, asked)
    hold(answer, asked)
    assert answer.status in {200, 303, 304, 400, 403, 406, 413, 414, 415, 421, 503}


@pytest.mark.parametrize("path", KNOWN, ids=bytes.decode)
def test_every_known_address_has_its_headers_and_no_fault(client: TestClient, path: bytes) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "DELETE"):
        asked = Asked(method, path)
        hold(ask(client, asked), asked)


@settings(max_examples=100)
@given(path=paths, given_headers=headers)
def test_any_request_for_a_websocket_is_refused_or_taken(
    client: TestClient, path: bytes, given_headers: list[tuple[bytes, bytes]]
) -> None:
    said = ask_for_websocket(client, path, given_headers)
    assert said[0] in ("websocket.accept", "websocket.close", "websocket.http.response.start"), said


@pytest.mark.parametrize("origin", [b"http://[", b"http://evil.example", b"null", b"\xff"])
def test_a_page_from_elsewhere_opens_no_websocket(client: TestClient, origin: bytes) -> None:
    said = ask_for_websocket(client, b"/_stcore/stream", [HOST, (b"origin", origin)])
    assert said == ["websocket.close"]


def test_a_page_of_ours_opens_one(client: TestClient) -> None:
    said = ask_for_websocket(client, b"/_stcore/stream", [HOST, (b"origin", b"http://127.0.0.1")])
    assert said[0] == "websocket.accept"
