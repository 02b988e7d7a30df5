"""What every request to a public address passes: is it meant for us, is it only reading, and which headers go back.

A request by a name that is not ours is turned away, since a page elsewhere may point a name of its own at this machine
(DNS rebinding). What Streamlit has for writing and for measuring is closed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crosswalk.web.refusal import Refusal
from crosswalk.web.security_headers import SecurityHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Where a body may be sent to.
POSTED = ("/sparql", "/sparql/")

#: What Streamlit serves and a public address has no use for: files in, counters out, sign-in, other programs' ways in.
CLOSED = (
    "/_stcore/upload_file",
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/script-health-check",
    "/mcp",
    "/auth",
    "/oauth2callback",
)

_UNPACKED = re.compile(rb"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)

_SAFE = ("GET", "HEAD", "OPTIONS")

_BELOW_CLOSED = tuple(f"{path}/" for path in CLOSED)


class Gate:
    """An ASGI application before another; `hosts` are the names, in lower case, under which it is asked."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._answered = SecurityHeaders(self._answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            await self._answered(scope, receive, send)
        elif scope["type"] != "websocket":
            await self._app(scope, receive, send)
        elif self._refused(scope) is None:
            await self._app({**scope, "headers": _from_here(scope["headers"])}, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": "refused"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope)
        if refused is None:
            await self._app(_packed_as_asked(scope), receive, send)
        else:
            await refused.response()(scope, receive, send)

    def _refused(self, scope: Scope) -> Refusal | None:
        named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or host_of(named[0]) not in self._hosts:
            return Refusal(421, "This address is not served here; ask for it by the name that it was announced under.")
        path = scope["path"]
        if path in CLOSED or path.startswith(_BELOW_CLOSED):
            return Refusal(404, f"There is nothing at this address; the pages begin at {_root(scope)}.")
        if scope["type"] == "websocket":
            origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
            if any(_host_of_origin(origin) not in self._hosts for origin in origins):
                return Refusal(403, "A page from elsewhere cannot open this.")
        elif scope["method"] not in _SAFE and path not in POSTED:
            return Refusal(405, "Everything here is only read; use GET.", {"Allow": ", ".join(_SAFE)})
        return None


def _from_here(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers with an origin that Streamlit knows; for another it would ask a server outside for our address."""
    return [(name, b"http://127.0.0.1" if name == b"origin" else value) for name, value in headers]


def _packed_as_asked(scope: Scope) -> Scope:
    """The request without the wish for a packed answer where it is refused (RFC 9110 §12.5.3): Starlette reads no q."""
    headers = scope["headers"]
    if not any(name == b"accept-encoding" and _UNPACKED.search(value) for name, value in headers):
        return scope
    kept = [(name, value) for name, value in headers if name != b"accept-encoding" or not _UNPACKED.search(value)]
    return {**scope, "headers": kept}


def host_of(header: str) -> str:
    """The name in a Host header, in lower case, without its port and without the brackets of an IPv6 address."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


def _host_of_origin(header: str) -> str:
    """The name in an Origin header; nothing, which is no name of ours, where it is no address."""
    try:
        return host_of(urlsplit(header).netloc)
    except ValueError:
        return ""


def _root(scope: Scope) -> str:
    return str(scope.get("root_path") or "") + "/"
