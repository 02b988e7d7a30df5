"""What every request to a public address passes: is it meant for us, is it only reading, and which headers go back.

A request by a name that is not ours is turned away, since a page elsewhere may point a name of its own at this machine
(DNS rebinding). What Streamlit has for writing and for measuring is closed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crosswalk.web.refusal import Refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Sent with every answer. Streamlit's pages need inline styles, and their components come as blobs.
CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: dict[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

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

_HEADERS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
_NAMES = frozenset(name for name, _ in _HEADERS)
_BELOW_CLOSED = tuple(f"{path}/" for path in CLOSED)


class Gate:
    """An ASGI application before another; `hosts` are the names, in lower case, under which it is asked."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if scope["type"] == "websocket":
            if refused is None:
                await self._app({**scope, "headers": _from_here(scope["headers"])}, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008, "reason": "refused"})
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                given = _NAMES.intersection(name.lower() for name, _ in headers)
                added = [pair for pair in _HEADERS if pair[0] not in given] if given else _HEADERS
                message = {**message, "headers": [*headers, *added]}
            await send(message)

        if refused is None:
            await self._app(_packed_as_asked(scope), receive, guarded)
        else:
            await refused.response()(scope, receive, guarded)

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
