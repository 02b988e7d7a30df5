"""Requests given to an application as a server gives them, byte for byte, with no client in between to mend them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

import anyio
from starlette.testclient import TestClient

Headers = Sequence[tuple[bytes, bytes]]
HOST = (b"host", b"127.0.0.1")


class Asked(NamedTuple):
    """A request: its path and query as they are on the wire, its headers, and its body in pieces."""

    method: str = "GET"
    path: bytes = b"/"
    query: bytes = b""
    headers: Headers = (HOST,)
    body: Sequence[bytes] = ()


class Answered(NamedTuple):
    """What came back; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(client: TestClient, asked: Asked) -> Answered:
    """The answer to a request, in the event loop that the client runs; what the application raises is raised here."""
    assert client.portal is not None, "the client runs as long as the block of its with"
    return client.portal.call(_ask, client.app, asked)


def ask_for_websocket(client: TestClient, path: bytes, headers: Headers) -> list[str]:
    """The types of what is said to somebody who asks for a websocket and goes away at once."""
    assert client.portal is not None, "the client runs as long as the block of its with"
    return client.portal.call(_ask_for_websocket, client.app, Asked(path=path, headers=headers))


async def _ask_for_websocket(app: Any, asked: Asked) -> list[str]:
    told: list[dict[str, Any]] = [{"type": "websocket.connect"}]
    said: list[str] = []

    async def receive() -> dict[str, Any]:
        return told.pop() if told else {"type": "websocket.disconnect", "code": 1001}

    async def send(message: dict[str, Any]) -> None:
        said.append(message["type"])

    scope = _scope(asked) | {"type": "websocket", "scheme": "ws", "subprotocols": []}
    with anyio.fail_after(60):
        await app(scope, receive, send)
    return said


async def _ask(app: Any, asked: Asked) -> Answered:
    pieces, said = list(asked.body) or [b""], list[dict[str, Any]]()
    over = anyio.Event()

    async def receive() -> dict[str, Any]:
        if pieces:
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
        await over.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    with anyio.fail_after(60):
        await app(_scope(asked), receive, send)
    over.set()
    return _answered(said)


def _scope(asked: Asked) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 40000),
        "scheme": "http",
        "root_path": "",
        "method": asked.method,
        "path": unquote(asked.path.decode("ascii")),
        "raw_path": asked.path,
        "query_string": asked.query,
        "headers": list(asked.headers),
        "state": {},
    }


def _answered(said: Sequence[dict[str, Any]]) -> Answered:
    """What was said, held against what a server may be told (ASGI 3.0; RFC 9110 §5.5)."""
    first, *rest = said
    assert first["type"] == "http.response.start"
    assert all(one["type"] == "http.response.body" for one in rest)
    assert [bool(one.get("more_body")) for one in rest] == [True] * (len(rest) - 1) + [False], "it has one end"
    headers = [(bytes(name), bytes(value)) for name, value in first.get("headers", ())]
    assert all(name == name.lower() for name, _ in headers)
    assert not any(set(value) & {0, 10, 13} for _, value in headers), "a header ends its line"
    body = b"".join(one.get("body", b"") for one in rest)
    return Answered(first["status"], {name.decode(): value.decode("latin-1") for name, value in headers}, body)
