"""Requests given to an ASGI application as a server gives them, byte for byte, with no client in between to mend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import unquote

import anyio
from anyio.from_thread import BlockingPortal, start_blocking_portal

Headers = Sequence[tuple[bytes, bytes]]


class Request(NamedTuple):
    """A request: its target as it is on the wire (path and query apart), its headers, and its body in pieces."""

    method: str = "GET"
    path: bytes = b"/"
    query: bytes = b""
    headers: Headers = ((b"host", b"127.0.0.1"),)
    body: Sequence[bytes] = ()


class Answer(NamedTuple):
    """What came back; header names are in lower case."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return next((value.decode("latin-1") for key, value in self.headers if key == name.encode()), None)


class Application:
    """An application that runs in an event loop of its own, as long as the block lasts that `running` opens."""

    def __init__(self, app: Any, portal: BlockingPortal) -> None:
        self._app = app
        self._portal = portal

    def ask(self, request: Request) -> Answer:
        """The answer to a request; what the application raises is raised here."""
        return self._portal.call(self._ask, request)

    async def _ask(self, request: Request) -> Answer:
        pieces = list(request.body) or [b""]
        said: list[dict[str, Any]] = []
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
            await self._app(_scope(request), receive, send)
        over.set()
        return _answer(said)


def _scope(request: Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 40000),
        "scheme": "http",
        "root_path": "",
        "method": request.method,
        "path": unquote(request.path.decode("ascii")),
        "raw_path": request.path,
        "query_string": request.query,
        "headers": list(request.headers),
        "state": {},
    }


def _answer(said: Sequence[dict[str, Any]]) -> Answer:
    """What was said, held against what a server may be told (ASGI 3, HTTP)."""
    first, *rest = said
    assert first["type"] == "http.response.start"
    assert all(one["type"] == "http.response.body" for one in rest)
    assert [bool(one.get("more_body")) for one in rest] == [True] * (len(rest) - 1) + [False], "the answer has an end"
    headers = [(bytes(name), bytes(value)) for name, value in first.get("headers", ())]
    for name, value in headers:
        assert name == name.lower()
        assert not set(value) & {0, 10, 13}, "a header that would end the line"
    return Answer(first["status"], headers, b"".join(one.get("body", b"") for one in rest))


@contextmanager
def running(app: Any) -> Iterator[Application]:
    """The application, from its start to its end."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(_lifespan(app)):
        yield Application(app, portal)


class _lifespan:  # noqa: N801 — used as a function
    """Starts an application and ends it by the lifespan protocol."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __aenter__(self) -> None:
        self._ended, self._started = anyio.Event(), anyio.Event()
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        self._group.start_soon(self._run)
        await self._started.wait()

    async def __aexit__(self, *error: object) -> None:
        self._ended.set()
        await self._group.__aexit__(None, None, None)

    async def _run(self) -> None:
        asked = iter(("lifespan.startup", "lifespan.shutdown"))

        async def receive() -> dict[str, Any]:
            what = next(asked)
            if what == "lifespan.shutdown":
                await self._ended.wait()
            return {"type": what}

        async def send(message: dict[str, Any]) -> None:
            assert not message["type"].endswith("failed"), message
            self._started.set()

        await self._app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
