"""Connections that are held and not used: how many there may be, and how long each may keep the server waiting.

uvicorn ends a connection that rests between two requests, and nothing else. Whoever sends the head of a request byte by
byte, or takes an answer byte by byte, holds a connection for as long as they like, and enough of these leave no file
descriptor for anybody. So each connection has something between it and uvicorn that knows since when nothing happened.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswalk.web import heads

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: So many files of the process are left for what is no connection: stores, pipes of workers, files that are sent.
_SPARE_FILES = 200

#: Bytes that are passed on at once. A parser makes of each request in them what waits for its turn, some kilobytes.
_PIECE = 1024

#: Bytes of an answer that the system may hold for a client, who then takes them when they like. Linux takes twice that.
_SENT_AHEAD = 128 * 1024

#: Where a reverse proxy stands; it speaks for many clients, and counts them itself.
_PROXIES = frozenset(("127.0.0.1", "::1"))

#: So many connections of theirs are taken when there are as many as there may be.
_FOR_THIS_MACHINE = 50

#: So many seconds a new connection has for its request before it counts as one that waits.
_MOMENT = 1.0

#: So many connections are taken at once; more would keep the loop from everything else. The rest wait in the system.
_AT_ONCE = 100

_TOO_MANY = b"Too many connections are open here; try again later.\n"
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 10\r\n"
    b"X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_TOO_MANY), _TOO_MANY)
)


class Patience(NamedTuple):
    """How many connections there may be in all, and how many seconds each may take for what."""

    connections: int = 1000
    #: Of one address; a school's may be that of all its people.
    of_one: int = 300
    #: For the head of a request, from its first byte or from when the connection is made.
    head: float = 10.0
    #: For the next 48 KiB or so of an answer to be taken, where the client is behind.
    taking: float = 20.0
    #: Bytes of a head; not every parser of uvicorn has a limit of its own.
    head_bytes: int = 64 * 1024


PATIENCE = Patience()


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


class Connection(asyncio.Protocol):
    """A connection: what uvicorn sees as its transport, and what the loop sees as uvicorn's protocol."""

    def __init__(self, inner: asyncio.Protocol, register: Register) -> None:
        self._inner = inner
        self._register = register
        self._made = False
        self._head = 0
        self._running = 0
        self._waiting_since: float | None = None
        self._stalled_since: float | None = None
        self._transport: Any = None
        self.client = ""
        #: How many requests it has brought.
        self.asked = 0
        self.write: Callable[[bytes], None] = lambda data: None
        self._held: list[bytes] = []
        self._unread = bytearray()
        self._paused = False
        self._upgraded = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Pass the connection on; where there are too many, end it."""
        self._transport = transport
        self.write = self._transport.write
        self.client = str((transport.get_extra_info("peername") or ("",))[0])
        self._waiting_since = time.monotonic()
        self._option(socket.SO_SNDBUF, _SENT_AHEAD)
        self._made = self._register.admit(self)
        if self._made:
            self._inner.connection_made(self)  # type: ignore[arg-type]
            return
        self._transport.write(_FULL)
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Pass bytes on, few at a time, as long as they are wanted."""
        if self._upgraded and not self._unread:
            self._inner.data_received(data)
        elif self._made:
            self._unread += data
            self._pass_on()

    def _pass_on(self) -> None:
        """Pass on what came; what it starts knows by its context which connection it belongs to."""
        token = _CURRENT.set(self)
        try:
            while self._unread and not self._paused and not self._transport.is_closing():
                heading, room = self._waiting_since is not None, self._register.patience.head_bytes - self._head
                size = heads.end(self._unread) if heading else 0
                piece = bytes(self._unread[: size if 0 < size <= room else _PIECE])
                del self._unread[: len(piece)]
                if heading:
                    self._head += len(piece)
                    if len(piece) > room:
                        self.end()
                        return
                    piece = heads.without_offers(piece)
                self._inner.data_received(piece)
                if heading and self._unread:  # whether the head is complete is known once the loop has turned
                    asyncio.get_running_loop().call_soon(self._pass_on)
                    return
        finally:
            _CURRENT.reset(token)

    def pause_reading(self) -> None:
        """Pass nothing on for a while."""
        self._paused = True
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Pass on again what comes, and what has come."""
        self._paused = False
        self._transport.resume_reading()
        if self._unread:
            asyncio.get_running_loop().call_soon(self._pass_on)

    def eof_received(self) -> bool | None:
        """Pass on that the client sends no more."""
        return self._inner.eof_received() if self._made else None

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the connection go."""
        self._unread.clear()
        if self._made:
            self._register.leave(self)
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """Note since when the client is behind."""
        self._stalled_since = time.monotonic()
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """The client took what was written."""
        self._stalled_since = None
        self._inner.resume_writing()

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let another protocol go on, as after an upgrade to websockets, without losing sight of the connection."""
        self._inner = protocol  # type: ignore[assignment]
        self._waiting_since = None
        self._upgraded = True

    def hold(self) -> None:
        """Keep what is written, the head of an answer, until the loop turns, so that it goes out with what follows."""
        self.write = self._held.append
        asyncio.get_running_loop().call_soon(self.release)

    def release(self) -> None:
        """Write what is kept, and from now on at once."""
        self.write = self._transport.write
        if self._held:
            held = b"".join(self._held)
            self._held.clear()
            self._transport.write(held)

    def close(self) -> None:
        """End the connection once all is written."""
        self.release()
        self._transport.close()

    def begun(self) -> None:
        """A request is here, with its whole head."""
        self._running += 1
        self.asked += 1
        self._waiting_since = None

    def ended(self) -> None:
        """A request has its answer."""
        self._running -= 1
        if not self._running:
            self._waiting_since, self._head = time.monotonic(), 0

    def waits(self, now: float) -> bool:
        """Whether no request is under way, nor on its way since a moment, so that little is lost by its end."""
        return self._waiting_since is not None and now - self._waiting_since > _MOMENT

    def end(self) -> None:
        """Cut the connection off, and let the system forget what the client has not taken yet."""
        self._option(socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._unread.clear()
        self._transport.abort()

    def _option(self, name: int, value: int | bytes) -> None:
        plug = self._transport.get_extra_info("socket")
        if plug is not None:
            with contextlib.suppress(OSError):  # it may be closed already
                plug.setsockopt(socket.SOL_SOCKET, name, value)

    def overdue(self, now: float, patience: Patience) -> bool:
        """Whether it has kept the server waiting longer than it may."""
        waited = self._waiting_since is not None and now - self._waiting_since > patience.head
        return waited or (self._stalled_since is not None and now - self._stalled_since > patience.taking)


_CURRENT: ContextVar[Connection | None] = ContextVar("connection", default=None)


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
        connection = _CURRENT.get()
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
