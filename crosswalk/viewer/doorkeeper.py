"""What the server keeps from whoever is not signed in besides pages: files handed out and taken in, and its figures.

Streamlit serves these by their address alone. An address that somebody learns, and a visit that is no more than opened,
would else suffice to fetch a file or to fill the memory with uploads. And a visit is opened by our own pages alone: of
any other page Streamlit would ask a server elsewhere whether it is ours.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crosswalk.viewer.people import NOBODY, Visitor, visitor
from crosswalk.viewer.sign_in import SignIn

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Receive, Scope, Send

#: The beginnings of addresses that are kept, each with whether only those who may write get through.
KEPT: dict[str, bool] = {"/media/": False, "/_stcore/metrics": False, "/_stcore/upload_file/": True}


class Doorkeeper:
    """An ASGI middleware before Streamlit's own."""

    def __init__(self, app: ASGIApp, settings: SignIn) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer 403 with a sentence."""
        if scope["type"] == "http":
            writes = next((writes for start, writes in KEPT.items() if scope["path"].startswith(start)), None)
            if writes is not None:
                who = cookie_visitor(_cookies(scope), self._settings, time.time())
                if not (who.may_write if writes else who.may_read):
                    from starlette.responses import PlainTextResponse

                    sentence = "Sign in with an address that may do this, then try again.\n"
                    await PlainTextResponse(sentence, status_code=403)(scope, receive, send)
                    return
        if scope["type"] == "websocket" and _header(scope, b"origin") != [self._settings.address]:
            await send({"type": "websocket.close", "code": 1008, "reason": "opened by another page"})
            return
        await self._app(scope, receive, send)


def middleware(settings: SignIn | None) -> list[Middleware]:
    """What ``st.App(middleware=…)`` takes: the doorkeeper of a team, nobody where nobody signs in."""
    from starlette.middleware import Middleware

    return [Middleware(Doorkeeper, settings=settings)] if settings else []


def cookie_visitor(cookies: Mapping[str, str], settings: SignIn, now: float) -> Visitor:
    """Who sent the cookie that Streamlit signs for those who signed in; nobody where there is none that is sound."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    def one(name: str) -> bytes | None:
        return decode_signed_value(settings.cookie_secret, name, cookies.get(name, "").encode("latin-1", "replace"))

    try:
        claims: Any = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"null")
    except ValueError:
        return NOBODY
    if not isinstance(claims, dict) or claims.get("origin") != settings.address:
        return NOBODY
    return visitor(claims, settings.team, now)


def _cookies(scope: Scope) -> dict[str, str]:
    parts = (part.strip().partition("=") for value in _header(scope, b"cookie") for part in value.split(";"))
    return {name: text.strip('"') for name, _, text in parts}


def _header(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
