"""What every request to a public address passes, and what every answer carries."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from crosswalk.web.gate import CLOSED, Gate, host_of
from crosswalk.web.security_headers import HEADERS

HOSTS = ["crosswalk.example.org", "127.0.0.1", "::1"]


async def _page(request: Request) -> Response:
    return PlainTextResponse("a page", headers={"X-Frame-Options": "SAMEORIGIN"} if "own" in request.url.path else {})


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", _page, methods=["GET", "POST", "PUT"])])
    return TestClient(Gate(app, HOSTS), base_url="http://127.0.0.1", raise_server_exceptions=True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8501", "CROSSWALK.example.org", "crosswalk.example.org:443", "[::1]", "[::1]:8501"]
)
def test_a_request_by_one_of_our_names_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).text == "a page"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "", "127.0.0.1.evil.example", "localhost@evil", "crosswalk.example.org.", "[::2]", "::1:1:1"],
)
def test_a_request_by_any_other_name_is_turned_away(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert (answer.status_code, answer.text.count("\n")) == (421, 1)


def test_two_hosts_or_none_are_turned_away() -> None:
    for headers in ([], [(b"host", b"127.0.0.1"), (b"host", b"127.0.0.1")]):
        sent = asyncio.run(_asked({"type": "http", "method": "GET", "path": "/", "headers": headers}))
        assert sent[0]["status"] == 421


def test_every_answer_has_the_headers_of_safety_once(client: TestClient) -> None:
    for path, host in (("/", "127.0.0.1"), ("/", "evil.example"), ("/mcp", "127.0.0.1")):
        answer = client.get(path, headers={"Host": host})
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    own = client.get("/own")
    assert own.headers.get_list("x-frame-options") == ["SAMEORIGIN"]


@pytest.mark.parametrize("path", [*CLOSED, "/_stcore/upload_file/x/y", "/_stcore/agent/interact"])
def test_what_streamlit_has_for_others_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.put(path).status_code == 404


def test_only_queries_may_be_posted(client: TestClient) -> None:
    assert client.post("/sparql").text == client.post("/sparql/").text == "a page"
    for method in ("POST", "PUT"):
        assert client.request(method, "/standards").status_code == 405


@pytest.mark.parametrize(
    ("origin", "passes"),
    [(None, True), ("http://127.0.0.1:8501", True), ("https://evil.example", False), ("null", False), ("", False)],
)
def test_a_websocket_is_opened_only_by_our_own_pages(origin: str | None, passes: bool) -> None:
    headers = [(b"host", b"127.0.0.1"), *([(b"origin", origin.encode())] if origin is not None else [])]
    sent = asyncio.run(_asked({"type": "websocket", "path": "/_stcore/stream", "headers": headers}))
    assert [message["type"] for message in sent] == (["websocket.accept"] if passes else ["websocket.close"])


def test_streamlit_is_told_of_an_origin_that_it_need_not_look_up() -> None:
    headers = [(b"host", b"crosswalk.example.org"), (b"origin", b"https://crosswalk.example.org")]
    sent = asyncio.run(_asked({"type": "websocket", "path": "/_stcore/stream", "headers": headers}))
    assert dict(sent[0]["headers"])[b"origin"] == b"http://127.0.0.1"


@given(st.text(max_size=40))
def test_any_host_header_has_a_name(header: str) -> None:
    assert isinstance(host_of(header), str)


async def _asked(scope: dict[str, Any]) -> list[Any]:
    """What is sent back for a scope; the application behind gives back the headers that reached it."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept", "headers": scope["headers"]})

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    await Gate(app, HOSTS)(scope, receive, send)  # type: ignore[arg-type]
    return sent


@pytest.mark.parametrize(
    ("asked", "packed"),
    [("gzip", True), ("gzip;q=0", False), ("gzip; q=0.000, br", False), ("br, GZIP;Q=0", False), ("gzip;q=0.5", True)],
)
def test_an_answer_is_packed_only_for_whoever_takes_it_so(asked: str, packed: bool) -> None:
    async def page(request: Request) -> Response:
        return PlainTextResponse("x" * 2_000)

    app = GZipMiddleware(Starlette(routes=[Route("/", page)]))
    client = TestClient(Gate(app, HOSTS), base_url="http://127.0.0.1")
    assert ("content-encoding" in client.get("/", headers={"Accept-Encoding": asked}).headers) is packed
