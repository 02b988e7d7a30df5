"""One exchange with a server: to whom it goes, how long and how much of it is taken, and when it is tried again."""

from __future__ import annotations

import socket
import threading
import urllib.request
from collections.abc import Callable

import pytest
from answering_server import EMPTY, JSON, ONE, Server, answering, in_turn, says
from engines import free_port

from crosswalk.errors import EndpointFault, InputError, LimitExceeded, QuerySyntaxError
from crosswalk.graph import exchange
from crosswalk.graph.lines import Line

BODY = b"query=ASK+%7B%7D"


@pytest.fixture(autouse=True)
def hardly_any_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.01, 0.02, 0.03))


def request(address: str) -> urllib.request.Request:
    return urllib.request.Request(exchange.Server(address).address, BODY, method="POST")


def ask(address: str, limit: float = 20, twice: bool = True) -> exchange.Reply:
    return exchange.Server(address).send(request(address), limit, twice)


def test_a_reply_holds_the_type_the_headers_and_the_bytes() -> None:
    with answering(says(200, "text/csv; charset=utf-8", b"a\n1\n", **{"X-Of-Mine": "yes"})) as (address, handler):
        reply = ask(address)
    assert (reply.media_type, reply.content) == ("text/csv", b"a\n1\n")
    assert reply.headers.get("x-of-mine") == "yes"
    assert [(path, body) for path, _, body in handler.seen] == [("/sparql", BODY)]


@pytest.mark.parametrize(
    ("act", "kind", "words"),
    [
        (says(400, "text/plain", b"line 1"), QuerySyntaxError, "cannot read the query: line 1."),
        (says(500, "text/plain", b"Out of cheese"), EndpointFault, "failed with HTTP 500, saying 'Out of cheese'"),
        (says(302, Location="/sparql"), EndpointFault, "redirects without end"),
        (says(307, Location="/elsewhere"), EndpointFault, "redirects without end"),
        (
            says(301, Location="http://other.example/x?key=1"),
            EndpointFault,
            "redirects to http://other.example/x; give",
        ),
        (says(302, Location="http://[broken"), EndpointFault, "redirects to what is no address"),
        (says(302), EndpointFault, "redirects without end"),
        (lambda server: server.connection.shutdown(socket.SHUT_RDWR), EndpointFault, "broke off its answer"),
        (lambda server: server.wfile.write(b"nonsense\r\n\r\n"), EndpointFault, "broke off its answer"),
    ],
)
def test_an_exchange_that_fails_is_one_sentence(
    act: Callable[[Server], None], kind: type[Exception], words: str
) -> None:
    with answering(act) as (address, _), pytest.raises(kind) as told:
        ask(address)
    assert words in str(told.value)
    assert str(told.value).isprintable() and str(told.value).endswith(".")


def test_an_answer_that_is_cut_short_is_none() -> None:
    def cut(server: Server) -> None:
        server.send_response(200)
        server.send_header("Content-Type", JSON)
        server.send_header("Content-Length", "1000")
        server.end_headers()
        server.wfile.write(EMPTY)

    with answering(cut) as (address, _), pytest.raises(EndpointFault, match="broke off its answer"):
        ask(address)


@pytest.mark.parametrize("where", ["before", "within the head", "within the answer"])
def test_a_slow_endpoint_is_given_up_at_the_time_limit(where: str) -> None:
    over = threading.Event()

    def drip(server: Server) -> None:
        if where == "within the head":
            server.wfile.write(b"HTTP/1.1 200 OK\r\n")
        elif where == "within the answer":
            server.send_response(200)
            server.send_header("Content-Type", JSON)
            server.end_headers()
        while not over.wait(0.05):
            if where == "within the head":
                server.wfile.write(b"X-Wait: 1\r\n")
            elif where == "within the answer":
                server.wfile.write(b" ")

    with answering(drip) as (address, _):
        try:
            with pytest.raises(LimitExceeded, match=r"did not answer within 0\.5 seconds"):
                ask(address, limit=0.5)
        finally:
            over.set()


def test_a_huge_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "ANSWER_LIMIT", 1024 * 1024)

    def pour(server: Server) -> None:
        server.send_response(200)
        server.send_header("Content-Type", JSON)
        server.end_headers()
        for _ in range(10_000):
            server.wfile.write(b" " * 10_000)

    with answering(pour) as (address, _), pytest.raises(LimitExceeded, match="larger than 1 MiB"):
        ask(address)


def test_an_endpoint_that_is_down_cannot_be_reached() -> None:
    with pytest.raises(EndpointFault, match=r"http://127\.0\.0\.1:\d+/q cannot be reached \(.+\); check the address"):
        ask(f"http://name:secret@127.0.0.1:{free_port()}/q?key=secret")
    with pytest.raises(EndpointFault, match="cannot be reached"):
        ask("http://nowhere.invalid/sparql")


@pytest.mark.parametrize(
    "address",
    [
        *("", "sparql", "ftp://e.org/x", "file:///etc/passwd", "http://", "http://h:port/secret", "http://a b/secret"),
        *("http://[secret/", "http://u:secret@/x", "javascript:secret", "http://e.org/\x00secret"),
    ],
)
def test_what_is_no_address_is_said_without_repeating_it(address: str) -> None:
    with pytest.raises(InputError, match="is no address") as told:
        exchange.Server(address)
    assert "secret" not in str(told.value)


def test_an_address_beyond_ascii_is_named_and_one_of_ipv6_is_kept() -> None:
    with pytest.raises(InputError, match="percent-encoded"):
        exchange.Server("http://e.org/é")
    assert exchange.Server("http://[::1]:7878/query?x=1").shown == "http://[::1]:7878/query"


def test_a_redirect_on_the_same_host_is_followed_with_the_query() -> None:
    def moved(server: Server) -> None:
        server.say(307, Location="/new") if server.path == "/sparql" else server.say(200, JSON, ONE)

    with answering(moved) as (address, handler):
        assert ask(address).content == ONE
    assert [path for path, _, _ in handler.seen] == ["/sparql", "/new"]
    assert handler.seen[0][2] == handler.seen[1][2] == BODY


# What passes is waited for.


@pytest.mark.parametrize(
    "failing",
    [
        *(says(code) for code in (429, 502, 503, 504)),
        says(503, **{"Retry-After": "0"}),
        says(503, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        says(503, **{"Retry-After": "soon"}),
        lambda server: server.connection.shutdown(socket.SHUT_RDWR),
        lambda server: server.wfile.write(b"nonsense\r\n\r\n"),
    ],
)
def test_a_query_is_asked_again_where_the_server_is_busy_or_breaks_off(failing: Callable[[Server], None]) -> None:
    with answering(in_turn(failing, failing, failing, says(200, JSON, ONE))) as (address, handler):
        assert ask(address).content == ONE
    assert len(handler.seen) == 4
    with answering(failing) as (address, handler), pytest.raises(EndpointFault):
        ask(address)
    assert len(handler.seen) == 4


@pytest.mark.parametrize("failing", [says(400), says(401), says(404), says(500)])
def test_what_does_not_pass_by_itself_is_asked_once(failing: Callable[[Server], None]) -> None:
    with answering(failing) as (address, handler), pytest.raises((EndpointFault, QuerySyntaxError)):
        ask(address)
    assert len(handler.seen) == 1


def test_a_query_that_is_too_much_for_a_server_is_asked_once_and_one_that_may_come_again_is_asked_again() -> None:
    too_much = says(503, "text/plain", b"The query was stopped after 5 seconds.")
    with answering(too_much) as (address, handler), pytest.raises(LimitExceeded, match="stopped after 5 seconds"):
        ask(address)
    assert len(handler.seen) == 1
    later = says(503, "text/plain", b"Timeout: too many others.", **{"Retry-After": "0"})
    with answering(later) as (address, handler), pytest.raises(EndpointFault, match="not available"):
        ask(address)
    assert len(handler.seen) > 1


def test_a_server_that_asks_for_more_patience_than_there_is_gets_none() -> None:
    with answering(says(503, **{"Retry-After": "3600"})) as (address, handler), pytest.raises(EndpointFault) as told:
        ask(address, limit=2)
    assert len(handler.seen) == 1 and "not available" in str(told.value)


def test_a_server_that_starts_meanwhile_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.2,) * 50)
    port = free_port()
    found: list[exchange.Reply] = []
    asking = threading.Thread(target=lambda: found.append(ask(f"http://127.0.0.1:{port}/sparql")))
    asking.start()
    with answering(says(200, JSON, ONE), port):
        asking.join(20)
    assert [reply.content for reply in found] == [ONE]


def test_what_may_not_be_sent_twice_is_sent_once() -> None:
    for failing in (says(503), says(503, **{"Retry-After": "0"}), says(429)):
        with answering(failing) as (address, handler), pytest.raises(EndpointFault):
            ask(address, twice=False)
        assert len(handler.seen) == 1


# An answer that is taken while it comes.


def begin(address: str, line: Line, limit: int = 10**6) -> exchange.Arriving:
    return exchange.Server(address).begin(request(address), 20, line, limit)


def test_an_answer_that_arrives_is_the_same_and_a_busy_server_is_asked_again() -> None:
    with answering(in_turn(says(503), says(200, JSON, ONE))) as (address, handler):
        reply = begin(address, Line())
        assert (reply.media_type, b"".join(reply)) == (JSON, ONE)
    assert len(handler.seen) == 2


def test_an_answer_that_arrives_is_read_as_far_as_its_limit() -> None:
    with answering(says(200, JSON, ONE)) as (address, _):
        assert b"".join(begin(address, Line(), len(ONE))) == ONE
        with pytest.raises(LimitExceeded, match="is larger than"):
            list(begin(address, Line(), len(ONE) - 1))


def test_nobody_is_asked_on_a_line_that_is_cut() -> None:
    line = Line()
    line.cut()
    with answering(says(200, JSON, ONE)) as (address, handler), pytest.raises(EndpointFault, match="broke off"):
        begin(address, line)
    assert handler.seen == []


def test_a_line_that_is_cut_ends_what_waits_on_it_redirected_or_not() -> None:
    asked = threading.Event()

    def act(server: Server) -> None:
        if server.path == "/sparql":
            return server.say(307, Location="/new")
        asked.set()
        server.connection.recv(1)  # until the other side is gone
        return None

    line = Line()
    threading.Thread(target=lambda: asked.wait(60) and line.cut()).start()
    with answering(act) as (address, handler), pytest.raises(EndpointFault, match="broke off"):
        begin(address, line)
    assert [path for path, _, _ in handler.seen] == ["/sparql", "/new"]
