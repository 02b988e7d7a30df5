"""The access log: a line of JSON a request, without the address's query and without a whole client address.

What people ask is theirs: the text of a query is written only where that is asked for, and of a client's address only
the network.
"""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: A path or a query is written up to this length.
_MOST = 2_000


class AccessLog:
    """An ASGI application before another; `write` gets each line once its answer has gone out."""

    def __init__(self, app: ASGIApp, write: Callable[[str], object], with_queries: bool = False) -> None:
        self._app = app
        self._write = write
        self._with_queries = with_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and write it down."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size, whole = 0, 0, False

        async def counted(message: MutableMapping[str, Any]) -> None:
            nonlocal status, size, whole
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
                whole = not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            line: dict[str, Any] = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "client": network(scope["client"][0]) if scope.get("client") else None,
                "method": scope["method"],
                "path": scope["path"][:_MOST],
                "status": status,
                "bytes": size,
                "milliseconds": round(1000 * (time.perf_counter() - begun), 1),
                "whole": whole,
            }
            if self._with_queries:
                line["query"] = scope.get("query_string", b"")[:_MOST].decode("latin-1")
            with suppress(OSError):  # a disk that is full takes a line of the log, and nobody's answer
                self._write(json.dumps(line))


def network(address: str) -> str | None:
    """The network of a client: the first three parts of an IPv4 address, the first 48 bits of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    length = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{length}", strict=False))
