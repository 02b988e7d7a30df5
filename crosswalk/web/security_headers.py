"""The headers of safety, sent with every answer: what a page may load, who may frame it, what it tells other hosts."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Receive, Scope, Send

#: Streamlit's pages need inline styles, and their components come as blobs (Content Security Policy Level 3).
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

_HEADERS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
_NAMES = frozenset(name for name, _ in _HEADERS)


class SecurityHeaders:
    """An ASGI application before another, whose answers it gives the headers; one that they have already stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = message.get("headers", ())
                given = _NAMES.intersection(name.lower() for name, _ in headers)
                added = [pair for pair in _HEADERS if pair[0] not in given] if given else _HEADERS
                message = {**message, "headers": [*headers, *added]}
            await send(message)

        await self._app(scope, receive, guarded)


def middleware() -> list[Middleware]:
    """What ``st.App(middleware=…)`` takes, where nothing else gives the headers."""
    from starlette.middleware import Middleware

    return [Middleware(SecurityHeaders)]
