"""Name and password go where they are meant for, in the way that the server wants, and are shown nowhere."""

from __future__ import annotations

import hashlib
import re

import pytest
from answering_server import JSON, ONE, Server, answering, says

from crosswalk.errors import EndpointFault
from crosswalk.graph.remote import RemoteEngine

BASIC = "Basic bWU6czNjcmV0"  # me:s3cret


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_ENDPOINT_USER", "me")
    monkeypatch.setenv("CROSSWALK_ENDPOINT_PASSWORD", "s3cret")
    monkeypatch.delenv("CROSSWALK_ENDPOINT", raising=False)


def ask(address: str) -> int:
    return len(RemoteEngine(address, 20).query("SELECT ?s { ?s ?p ?o }").rows)


def sent(handler: type[Server]) -> list[str]:
    return [headers.get("Authorization", "") for _, headers, _ in handler.seen]


def test_those_of_the_environment_go_to_an_endpoint_and_those_of_its_address_come_first() -> None:
    with answering(says(200, JSON, ONE)) as (address, handler):
        assert ask(address) == 1
        assert sent(handler) == ["", BASIC, BASIC]
        assert ask(address.replace("//", "//you:other@")) == 1
        assert sent(handler)[-1].startswith("Basic ") and sent(handler)[-1] != BASIC


def test_those_of_the_environment_go_to_the_host_that_it_names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(says(200, JSON, ONE)) as (address, handler):
        monkeypatch.setenv("CROSSWALK_ENDPOINT", "http://elsewhere.example/sparql")
        ask(address)
        assert sent(handler) == ["", ""]
        monkeypatch.setenv("CROSSWALK_ENDPOINT", address + "/of/the/same/host")
        ask(address)
        assert sent(handler)[-1] == BASIC


def digest_server(nonces: list[str]) -> object:
    """Asks for Digest and checks it by RFC 7616; each nonce serves twice."""
    used: dict[str, int] = {}

    def act(server: Server) -> None:
        given = server.headers.get("Authorization", "")
        fields = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
        nonce = fields.get("nonce", "")
        md5 = lambda text: hashlib.md5(text.encode()).hexdigest()  # noqa: E731
        ha1, ha2 = md5("me:SPARQL:s3cret"), md5(f"{server.command}:{server.path}")
        right = md5(f"{ha1}:{nonce}:{fields.get('nc')}:{fields.get('cnonce')}:auth:{ha2}")
        used[nonce] = used.get(nonce, 0) + 1
        if given.startswith("Digest ") and nonce == nonces[0] and fields.get("response") == right and used[nonce] <= 2:
            return server.say(200, JSON, ONE)
        if used.get(nonces[0], 0) >= 2:
            nonces.pop(0)
        asked = f'Digest realm="SPARQL", nonce="{nonces[0]}", qop="auth", algorithm="MD5"'
        return server.say(401, **{"WWW-Authenticate": asked})

    return act


def test_digest_is_spoken_where_it_is_asked_for_and_a_new_nonce_is_taken() -> None:
    with answering(digest_server([f"n{i}" for i in range(9)])) as (address, handler):  # type: ignore[arg-type]
        engine = RemoteEngine(address, 20)
        for _ in range(5):
            assert len(engine.query("SELECT ?s { ?s ?p ?o }").rows) == 1
    assert not any(one.startswith("Basic") or "s3cret" in one for one in sent(handler))


def test_a_wrong_password_is_one_sentence_that_does_not_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_ENDPOINT_PASSWORD", "wr0ng")
    for server in (digest_server(["a", "b", "c"]), says(401, **{"WWW-Authenticate": 'Basic realm="x"'})):
        with answering(server) as (address, _), pytest.raises(EndpointFault, match="does not accept") as told:  # type: ignore[arg-type]
            ask(address)
        assert "wr0ng" not in str(told.value) and "me" not in re.findall(r"\w+", str(told.value))


def test_a_challenge_that_is_none_is_answered_with_a_sentence() -> None:
    for challenge in ("Digest", 'Digest realm="x"', 'Digest realm="x", nonce="y", algorithm="NONE"'):
        with (
            answering(says(401, **{"WWW-Authenticate": challenge})) as (address, _),
            pytest.raises(EndpointFault, match="HTTP 401"),
        ):
            ask(address)
