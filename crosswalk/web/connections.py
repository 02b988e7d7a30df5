"""Connections that are held and not used: how many there may be, and how long each may keep the server waiting.

uvicorn ends a connection that rests between two requests, and nothing else. Whoever sends the head of a request byte by
byte, or takes an answer byte by byte, holds a connection for as long as they like, and enough of these leave no file
descriptor for anybody. So each connection has something between it and uvicorn that knows since when nothing happened.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from crosswalk.web import heads
from crosswalk.web.connection import CURRENT, PATIENCE, Connection, Patience

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: So many files of the process are left for what is no connection: stores, pipes of workers, files that are sent.
_SPARE_FILES = 200

#: Where a reverse proxy stands; it speaks for many clients, and counts them itself.
_PROXIES = frozenset(("127.0.0.1", "::1"))

#: So many connections of theirs are taken when there are as many as there may be.
_FOR_THIS_MACHINE = 50

#: So many connections are taken at once; more would keep the loop from everything else. The rest wait in the system.
_AT_ONCE = 100


class Register:
    """The connections that are open, in the order in which they came; for one event loop."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._most = min(patience.connections, _files() - _SPARE_FILES)
        self._open: dict[Connection, None] = {}
        self._clients: Counter[str] = Counter()

    def admit(self, one: Connection) -> bool:
        """Take a connection in, or say that there are too many; where all are, the one that waits longest goes.

        A few more than that are for this machine, so that whoever watches over the server always gets through.
        """
        if self._clients[one.client] >= self.patience.of_one and one.client not in _PROXIES:
            return False
        if len(self._open) >= self._most + _FOR_THIS_MACHINE * (one.client in _PROXIES):
            now = time.monotonic()
            waiting = [other for other in self._open if other.waits(now) and other.client not in _PROXIES]
            if not waiting:
                return False
            longest = min(waiting, key=lambda other: other.asked)  # of those alike the one that came first
            self.leave(longest)
            longest.end()
        self._open[one] = None
        self._clients[one.client] += 1
        return True

    def leave(self, one: Connection) -> None:
        """Let a connection go."""
        if one in self._open:
            del self._open[one]
            self._clients[one.client] -= 1
            if not self._clients[one.client]:
                del self._clients[one.client]

    def end_overdue(self) -> None:
        """Cut off whoever kept the server waiting longer than they may."""
        now = time.monotonic()
        for one in [one for one in self._open if one.overdue(now, self.patience)]:
            one.end()


class Attended:
    """An ASGI application before another, the outermost: it has the connections of its server attended to.

    As long as the application lives, and it lives before its server is made, every server of the loop is watched. Each
    connection is told when a request begins and when it has its answer.
    """

    def __init__(self, app: ASGIApp, patience: Patience = PATIENCE) -> None:
        self._app = app
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "lifespan":
            async with _attended(self._patience):
                await self._app(scope, receive, send)
            return
        connection = CURRENT.get()
        if connection is None:
            await self._app(scope, receive, send)
            return
        connection.begun()
        # A parser may yet add what comes after a body (trailers), and headers are what came before it.
        scope["headers"] = list(scope["headers"])
        last = [(b"connection", b"close")] if heads.offers(scope["headers"]) else []
        more = False

        async def sent(message: MutableMapping[str, Any]) -> None:
            nonlocal more
            if message["type"] == "http.response.start":
                more = True
                connection.hold()
                await send({**message, "headers": [*message.get("headers", ()), *last]} if last else message)
            else:
                more = message.get("more_body", False)
                await send(message)
                connection.release()

        try:
            await self._app(scope, receive, sent if scope["type"] == "http" else send)
        finally:
            connection.ended()
            if more:  # the answer has no end, and whoever reads it slowly need not have the rest of what there is
                connection.end()


@asynccontextmanager
async def _attended(patience: Patience) -> AsyncIterator[None]:
    """Watch the connections of every server that this event loop makes meanwhile."""
    loop: Any = asyncio.get_running_loop()
    make, register = loop.create_server, Register(patience)

    async def create_server(factory: Callable[[], asyncio.Protocol], *arguments: Any, **settings: Any) -> Any:
        waiting = settings.get("backlog", _AT_ONCE)
        settings["backlog"] = min(waiting, _AT_ONCE)
        made = await make(lambda: Connection(factory(), register), *arguments, **settings)
        if settings.get("sock") is not None:  # to asyncio it is both how many wait and how many are taken at once
            settings["sock"].listen(waiting)
        return made

    async def watch() -> None:
        while True:
            await asyncio.sleep(0.5)
            register.end_overdue()

    loop.create_server = create_server
    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        loop.create_server = make
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


def _files() -> int:
    """How many files this process may have open."""
    try:
        import resource

        return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    except ImportError:  # Windows has no such limit that matters here
        return 1 << 20
