"""What programs ask again and again, answered before the pages' own layers: they have nothing to do with sessions.

An address that is one of a route's without anything left open is answered here; all others are the pages' to answer.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import TYPE_CHECKING, Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

#: An answer of so many bytes is packed for whoever takes it so, with so much effort (1 to 9), as Streamlit has it.
_PACKED, _EFFORT = 1000, 5

_VARIES = (b"vary", b"Accept-Encoding")


class Programs:
    """An ASGI application before another; `routes` are those that it may answer."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        whole = [route for route in routes if isinstance(route, Route) and not route.param_convertors]
        self._answering = {route.path: (route.app, route.methods) for route in whole}
        self._packing = GZipMiddleware(self._answer, _PACKED, _EFFORT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        found = self._answering.get(scope["path"]) if scope["type"] == "http" and not scope.get("root_path") else None
        if found is None or (found[1] and scope["method"] not in found[1]):
            await self._app(scope, receive, send)
        elif any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"]):
            await self._packing(scope, receive, send)
        else:

            async def varied(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [*message.get("headers", ()), _VARIES]
                await send(message)

            await found[0](scope, receive, varied)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answering[scope["path"]][0](scope, receive, send)
