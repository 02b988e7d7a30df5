"""What is kept from whoever is not signed in besides pages: by cookie, by path, by where a visit is opened from."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import MutableMapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from crosswalk.viewer import doorkeeper
from crosswalk.viewer.doorkeeper import KEPT, Doorkeeper, cookie_visitor
from crosswalk.viewer.people import NOBODY, Standing, Team
from crosswalk.viewer.sign_in import SignIn

ADDRESS = "https://crosswalk.school.example"
SECRET = "8c1d5f0a7b3e9264d0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5"
#: A claim that does not fit into one cookie, however it is packed.
LARGE = random.Random(1).randbytes(6000).hex()
TEAM = Team(read=("reader@school.example",), edit=("editor@school.example",))
SETTINGS = SignIn("crosswalk", "x", "https://provider.example/x", ADDRESS, SECRET, TEAM)


def cookies(email: str, secret: str = SECRET, **changed: object) -> dict[str, str]:
    """The cookies that Streamlit sets for somebody who signed in, in parts where they are large."""
    claims = {"is_logged_in": True, "email": email, "email_verified": True, "iat": time.time(), "origin": ADDRESS}
    held: dict[str, str] = {}

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    def keep(name: str, value: str) -> None:
        held[name] = signed(name, value).decode()

    set_cookie_with_chunks(keep, signed, "_streamlit_user", claims | changed, cookie_attr_size=60)
    return held


def answered(path: str, sent: dict[str, str], kind: str = "http", origin: str | None = None) -> int | str:
    """The status of an answer, or what becomes of a visit; 200 and "open" are what lies behind the doorkeeper."""
    headers = [(b"cookie", "; ".join(f"{name}={value}" for name, value in sent.items()).encode("latin-1"))]
    headers += [(b"origin", origin.encode())] if origin is not None else []
    messages: list[MutableMapping[str, Any]] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200} if kind == "http" else {"type": "websocket.accept"})

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        messages.append(message)

    scope = {"type": kind, "path": path, "method": "GET", "headers": headers}
    asyncio.run(Doorkeeper(behind, SETTINGS)(scope, receive, send))
    first = messages[0]
    return first["status"] if kind == "http" else "open" if first["type"] == "websocket.accept" else "closed"


@pytest.mark.parametrize(
    ("email", "read", "write"),
    [("editor@school.example", 200, 200), ("reader@school.example", 200, 403), ("x@y", 403, 403)],
)
def test_what_is_kept_goes_to_those_who_may_have_it(email: str, read: int, write: int) -> None:
    sent = cookies(email)
    assert {path: answered(f"{path}x", sent) for path in KEPT} == {
        path: write if writes else read for path, writes in KEPT.items()
    }
    assert {answered(f"{path}x", {}) for path in KEPT} == {403}


def test_what_the_door_itself_needs_is_open_to_everybody() -> None:
    for path in (
        "/",
        "/evidence",
        "/_stcore/health",
        "/auth/login",
        "/oauth2callback",
        "/static/x.js",
        "/bundles/x.js",
    ):
        assert answered(path, {}) == 200, path


@pytest.mark.parametrize(
    ("origin", "becomes"),
    [(ADDRESS, "open"), ("https://elsewhere.example", "closed"), ("null", "closed"), (None, "closed"),
     (ADDRESS + ":8443", "closed"), (ADDRESS.replace("https", "http"), "closed"), (ADDRESS + ".example", "closed")],
)  # fmt: skip
def test_a_visit_is_opened_by_our_own_pages_alone(origin: str | None, becomes: str) -> None:
    assert answered("/_stcore/stream", cookies("editor@school.example"), "websocket", origin) == becomes


def test_a_cookie_counts_that_the_server_signed_for_this_address_and_is_fresh() -> None:
    def standing(**changed: Any) -> Standing:
        return cookie_visitor(cookies("editor@school.example", **changed), SETTINGS, time.time()).standing

    assert standing() is Standing.EDITOR
    assert standing(picture=LARGE) is Standing.EDITOR  # in several parts
    assert standing(secret="another secret of more than 32 signs") is Standing.NOBODY
    assert standing(origin="https://elsewhere.example") is Standing.NOBODY
    assert standing(email_verified=False) is Standing.UNVERIFIED
    assert standing(iat=time.time() - 90_000) is Standing.EXPIRED


def test_a_part_of_a_large_cookie_that_is_missing_lets_nobody_in() -> None:
    whole = cookies("editor@school.example", picture=LARGE)
    assert len(whole) > 2
    for name in whole:
        parts = {one: value for one, value in whole.items() if one != name}
        assert cookie_visitor(parts, SETTINGS, time.time()) == NOBODY


SIGNED = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.integers(), max_size=2))


@given(text=st.text(max_size=60), signed=SIGNED, name=st.text(max_size=8))
def test_no_cookie_whatever_breaks_the_doorkeeper_or_lets_anybody_in(text: str, signed: object, name: str) -> None:
    value = create_signed_value(SECRET, "_streamlit_user", json.dumps(signed)).decode()
    for sent in ({"_streamlit_user": text}, {"_streamlit_user": value}, {name: text}):
        assert cookie_visitor(sent, SETTINGS, 0) == NOBODY


def test_where_nobody_signs_in_nobody_stands_at_the_door() -> None:
    assert doorkeeper.middleware(None) == [] and len(doorkeeper.middleware(SETTINGS)) == 1
