"""The access log says what was asked for and how it went, and nothing of who asked or what they wanted to know."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from crosswalk.web.access import AccessLog, network


async def _page(request: Request) -> Response:
    return PlainTextResponse("a page")


def logged(with_queries: bool = False) -> dict[str, Any]:
    lines: list[str] = []
    app = AccessLog(Starlette(routes=[Route("/{path:path}", _page)]), lines.append, with_queries)
    TestClient(app, client=("192.0.2.77", 5000)).get("/sparql", params={"query": "SECRET\n{}"})
    (line,) = lines
    assert "\n" not in line
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_request_is_a_line_without_the_query_and_without_the_whole_address_of_the_client() -> None:
    line = logged()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/sparql", 200)
    assert (line["bytes"], line["whole"]) == (6, True)
    assert line["client"] == "192.0.2.0/24"
    assert "SECRET" not in json.dumps(line)


def test_the_query_is_written_where_that_is_asked_for() -> None:
    assert "SECRET" in logged(with_queries=True)["query"]


@pytest.mark.parametrize(
    ("address", "found"), [("10.1.2.3", "10.1.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("testclient", None)]
)
def test_of_an_address_the_network_is_kept(address: str, found: str | None) -> None:
    assert network(address) == found
