"""A connection, between the event loop and uvicorn: it knows since when nothing happened, and passes on both ways.

What comes is passed on few bytes at a time and only while it is wanted, the head of a request by itself; the head of an
answer goes out together with what follows it.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol

from crosswalk.web import heads

#: Bytes that are passed on at once. A parser makes of each request in them what waits for its turn, some kilobytes.
_PIECE = 1024

#: Bytes of an answer that the system may hold for a client, who then takes them when they like. Linux takes twice that.
_SENT_AHEAD = 128 * 1024

#: So many seconds a new connection has for its request before it counts as one that waits.
_MOMENT = 1.0

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


class Keeper(Protocol):
    """Whoever knows of all connections."""

    patience: Patience

    def admit(self, one: Connection) -> bool:
        """Take a connection in, or say that there are too many."""
        ...

    def leave(self, one: Connection) -> None:
        """Let a connection go."""
        ...


class Connection(asyncio.Protocol):
    """A connection: what uvicorn sees as its transport, and what the loop sees as uvicorn's protocol."""

    def __init__(self, inner: asyncio.Protocol, keeper: Keeper) -> None:
        self._inner = inner
        self._keeper = keeper
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
        self._made = self._keeper.admit(self)
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
        token = CURRENT.set(self)
        try:
            while self._unread and not self._paused and not self._transport.is_closing():
                heading, room = self._waiting_since is not None, self._keeper.patience.head_bytes - self._head
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
            CURRENT.reset(token)

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
            self._keeper.leave(self)
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


#: The connection that brought what is being done.
CURRENT: ContextVar[Connection | None] = ContextVar("connection", default=None)
