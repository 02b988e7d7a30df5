"""What programs ask is answered before the pages' layers; everything else reaches these as it came."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from crosswalk.web.programs import Programs


async def _short(request: Request) -> Response:
    return PlainTextResponse("short", headers={"Vary": "Accept"})


async def _long(request: Request) -> Response:
    return PlainTextResponse("long " * 1000, headers={"Vary": "Accept"})


async def _parts(request: Request) -> Response:
    return StreamingResponse((b"part " * 1000 for _ in range(3)), media_type="text/plain")


async def _open(request: Request) -> Response:
    return PlainTextResponse(request.path_params["name"])


class _Any:
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse(scope["method"])(scope, receive, send)


class _Pages:
    """The layers of the pages, which leave a mark."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def marked(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-pages", b"yes"))
            await send(message)

        await self._app(scope, receive, marked)


ROUTES = [
    Route("/short", _short),
    Route("/long", _long),
    Route("/parts", _parts),
    Route("/open/{name:path}", _open),
    Route("/any", _Any()),
]


@pytest.fixture(scope="module")
def client() -> TestClient:
    layers = [Middleware(Programs, routes=ROUTES), Middleware(_Pages)]
    return TestClient(Starlette(routes=ROUTES, middleware=layers), base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    ("method", "path", "status", "by_pages"),
    [
        ("GET", "/short", 200, False),
        ("HEAD", "/short", 200, False),
        ("POST", "/short", 405, True),
        ("PROPFIND", "/any", 200, False),
        ("GET", "/open/x", 200, True),
        ("GET", "/short/", 307, True),
        ("GET", "//short", 404, True),
        ("GET", "/shor%74", 200, False),
        ("GET", "/nothing", 404, True),
    ],
)
def test_an_address_that_is_all_of_a_route_is_answered_before_the_pages(
    client: TestClient, method: str, path: str, status: int, by_pages: bool
) -> None:
    answer = client.request(method, f"http://127.0.0.1{path}", follow_redirects=False)
    assert (answer.status_code, "x-pages" in answer.headers) == (status, by_pages)


@pytest.mark.parametrize("path", ["/short", "/long", "/parts"])
def test_an_answer_is_packed_for_whoever_takes_it_so_and_says_that_it_may_be(client: TestClient, path: str) -> None:
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.content == plain.content
    assert ("content-encoding" in packed.headers) is (path != "/short")
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]
    assert ("Accept" in plain.headers.get_list("vary")) is (path != "/parts")


def test_below_another_root_the_pages_decide() -> None:
    layers = [Middleware(Programs, routes=ROUTES), Middleware(_Pages)]
    below = TestClient(Starlette(routes=ROUTES, middleware=layers), base_url="http://127.0.0.1", root_path="/short")
    assert "x-pages" in below.get("/short").headers
