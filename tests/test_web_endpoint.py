"""What is served when the graph lies on another server: the same rows, and nothing kept that may change there."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import engines
import pytest
from answering_server import JSON, Server, answering
from command_line import run
from public_server import PublicServer, public_server, query_path
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from web import asking

from crosswalk.api import open_graph
from crosswalk.graph import exchange
from crosswalk.graph.streaming import Limits
from crosswalk.sources import citation_file
from crosswalk.viewer import SCRIPT, setting
from crosswalk.viewer.about import cited
from crosswalk.viewer.shared import graph
from crosswalk.words import UNNAMED

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("other")
    file = folder / "graph.nq"
    open_graph(private=False)._engine.dump(str(file))
    with engines.oxigraph(tmp_path_factory.mktemp("store"), file) as served:
        yield served.query


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[TestClient]:
    with asking(open_graph(endpoint=address, private=False), Limits(rows=1_000)) as made:
        yield made


def test_queries_have_the_rows_of_the_other_server(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
    with asking(open_graph(private=False), Limits(rows=1_000)) as here:
        same = here.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.text) == (200, same.text)
    triples = client.get("/sparql", params={"query": "DESCRIBE xwid:ais-psi"}, headers={"Accept": "text/turtle"})
    assert triples.text.startswith("@prefix")


def test_nothing_is_kept_of_what_may_change_there(client: TestClient, address: str) -> None:
    answer = client.get("/sparql", params={"query": COUNT})
    assert ("etag" in answer.headers, answer.headers["cache-control"]) == (False, "no-store")
    said = json.loads(client.get("/health").content)
    assert (said["status"], said["data"], said["endpoint"]) == ("ok", "", "answers")
    described = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert address not in described


def test_limits_and_refusals_are_ours(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}).status_code == 503
    assert client.get("/sparql", params={"query": "SELECT * { SERVICE <http://x/> {} }"}).status_code == 403
    assert client.get("/sparql", params={"query": "SELEKT"}).status_code == 400


def test_a_server_that_is_gone_is_a_bad_gateway(tmp_path: Path) -> None:
    with asking(open_graph(endpoint="http://127.0.0.1:9/query", private=False), Limits(seconds=2)) as client:
        answer = client.get("/sparql", params={"query": "ASK {}"})
        health = client.get("/health")
    assert answer.status_code in (502, 503)
    assert answer.text.count("\n") == 1
    assert (health.status_code, health.json()["status"], health.json()["endpoint"]) == (200, "ok", "does not answer")


def test_the_pages_show_what_the_other_server_holds(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_ENDPOINT", address)
    graph.clear()  # type: ignore[attr-defined]
    try:
        app = AppTest.from_file(SCRIPT, default_timeout=60)
        app.run()
        app.switch_page("app_pages/standard.py")
        app.query_params["id"] = "ais-psi:3.4"
        app.run()
        said = " ".join(str(one.proto.body) for one in app.get("html"))
        assert not app.exception
        assert "Assistive technology" in said
        assert "iste-coaches-2011" in said
    finally:
        graph.clear()  # type: ignore[attr-defined]


ADDRESSES = (
    "/health", "/dumps", "/dumps/latest/crosswalk.ttl", "/robots.txt", "/id/ais-psi/3.4", "/data/id/ais-psi/3.4.ttl",
    "/data/id/ais-psi/3.4.html", "/id/nobody", "/ontology", "/about", "/query", "/nothing/here",
)  # fmt: skip
QUERIES = (
    "ASK {}", "SELECT * {", "SELEKT", "DESCRIBE xwid:ais-psi", "SELECT (IRI('') AS ?x) {}", "SELECT * { ?s ?p ?o }",
    "CONSTRUCT { <a> <b> <../c> } {}", "BASE <d> SELECT (IRI('') AS ?x) {}", "SELECT * { SERVICE <http://x/> {} }",
)  # fmt: skip


def test_nothing_that_is_served_names_the_address_of_the_other_server(address: str) -> None:
    def told(server: PublicServer) -> str:
        paths = (*ADDRESSES, "/sparql", *map(query_path, QUERIES))
        answers = [
            server.get(path, Accept=kind) for path in paths for kind in ("*/*", "text/html", "text/turtle", "text/csv")
        ]
        assert all(400 <= server.ask(text).status < 500 for text in QUERIES[1:3])
        return " ".join(f"{one.headers} {one.body}" for one in answers)

    port = f":{urlsplit(address).port}"
    limits = ("--row-limit", "1000", "--time-limit", "5")
    with public_server(*limits, env={"CROSSWALK_ENDPOINT": address}) as server:
        assert port not in told(server)
    gone = engines.free_port()
    with public_server(*limits, env={"CROSSWALK_ENDPOINT": f"http://127.0.0.1:{gone}/query"}) as server:
        assert f":{gone}" not in " ".join(
            str(server.get(path)) for path in (*ADDRESSES, "/sparql", query_path("ASK {}"), query_path("SELECT * {"))
        )


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages as everybody sees them."""
    monkeypatch.setattr(setting, "_PUBLIC", True)
    graph.clear()  # type: ignore[attr-defined]
    yield
    graph.clear()  # type: ignore[attr-defined]


PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("standard", {"id": "ais-psi:3.4"}),
    ("framework", {"id": "ais-psi"}),
    ("mapping", {"a": "ais-psi:3.4", "b": "ib-psp-2014:C3.11"}),
    ("graph", {"id": "ais-psi:3.4"}),
    ("query", {"q": "SELECT * {"}),
    ("query", {"q": "SELECT (IRI('') AS ?x) { }", "show": "raw"}),
    ("about", {}),
    ("about", {"topic": "cite"}),
)


@pytest.mark.parametrize("there", [True, False])
def test_no_page_for_everybody_names_the_address_of_the_other_server(
    there: bool, address: str, public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = address if there else f"http://127.0.0.1:{engines.free_port()}/query"
    monkeypatch.setenv("CROSSWALK_ENDPOINT", asked)
    monkeypatch.setattr(exchange, "WAITS", ())
    for page, parameters in PAGES if there else PAGES[:6]:
        app = AppTest.from_file(SCRIPT, default_timeout=60)
        app.run()
        if page != "overview":
            app.switch_page(f"app_pages/{page}.py")
        app.query_params.update(parameters)
        app.run()
        assert not app.exception
        held = " ".join(str(getattr(one, "proto", "")) for one in app.main)
        assert f":{urlsplit(asked).port}" not in held, page
        assert (UNNAMED in held) is there, page
        assert there or "finds the reason in its log" in held


def test_documents_say_in_words_that_an_endpoint_names_no_version(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", str(tmp_path), "--endpoint", address)
    for command in (
        ("report", "ib-psp-2014", "--section", "C3", "--format", "html"),
        ("checklist", "ib", "--format", "html"),
        ("workspace", "info"),
    ):
        code, out, _ = run(capsys, *command, *place)
        assert code == 0 and UNNAMED in out, command
        assert address[:12] not in out
    held = open_graph(endpoint=address)
    assert (held.state, held.data_version) == ("", UNNAMED)
    assert open_graph().data_version == open_graph().version[:12]
    assert f"data version {UNNAMED}" in citation_file.sentence(cited(), held.data_version)


def test_a_client_that_goes_away_ends_its_query_on_the_other_server() -> None:
    asked, gone = threading.Event(), threading.Event()

    def act(server: Server) -> None:
        if b"ASK" in server.seen[-1][2]:  # which default graph there is
            return server.say(200, JSON, b'{"head": {}, "boolean": false}')
        asked.set()
        with suppress(OSError):
            server.connection.recv(1)
        gone.set()
        return None

    patient = ("--time-limit", "600")
    with answering(act) as (address, _), public_server(*patient, env={"CROSSWALK_ENDPOINT": address}) as server:
        with socket.create_connection(("127.0.0.1", server.port), 60) as client:
            client.sendall(f"GET {query_path('SELECT * { ?s ?p ?o }')} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            assert asked.wait(60)
            assert not gone.is_set()
        assert gone.wait(60)
