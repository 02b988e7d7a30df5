"""Connections are counted, evicted and cut off; tried on a server of uvicorn over a socket, with little patience.

All of it with both parsers that uvicorn has, since it takes httptools wherever that is installed.
"""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import Any

import pytest
import uvicorn

from crosswalk.web.connection import PATIENCE, Patience
from crosswalk.web.connections import Attended

Application = Callable[[Any, Any, Any], Awaitable[None]]
#: The parser of the server, and what it was asked, as method, path and body, in a test.
PARSER, ASKED = ["h11"], list[tuple[str, str, bytes]]()
#: The client's side of what was opened in a test, closed at its end.
OPENED: list[asyncio.StreamWriter] = []
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture(autouse=True, params=["h11", "httptools"])
def parser(request: pytest.FixtureRequest) -> str:
    if request.param == "httptools" and find_spec("httptools") is None:
        pytest.skip("httptools is not installed: python -m pip install '.[serve]'.")
    PARSER[:] = [request.param]
    ASKED.clear()
    return str(request.param)


async def plain(scope: Any, receive: Any, send: Any) -> None:
    """Answers with two bytes; /large with more than a client takes at once, /broken without an end, /wait late."""
    if scope["type"] == "lifespan":
        for _ in range(2):
            await send({"type": (await receive())["type"] + ".complete"})
        return
    body = await whole(receive) if scope["method"] == "POST" else b""
    ASKED.append((scope["method"], scope["path"], body))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/large":
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
    elif scope["path"] == "/broken":
        await send({"type": "http.response.body", "body": b"x" * 100, "more_body": True})
        return
    elif scope["path"] == "/wait":
        await asyncio.sleep(1)
    await send({"type": "http.response.body", "body": b"ok"})


async def whole(receive: Any) -> bytes:
    """The body of a request."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def serve(act: Callable[[int], Awaitable[None]], patience: Patience, app: Application = plain) -> None:
    """Do something with the port of a server that runs meanwhile."""

    async def run() -> None:
        plug = socket.socket()
        plug.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(
                Attended(app, patience),
                http=PARSER[0],
                log_level="critical",
                timeout_graceful_shutdown=1,  # type: ignore[arg-type]
            )
        )
        serving = asyncio.create_task(server._serve([plug]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            async with asyncio.timeout(30):
                await act(plug.getsockname()[1])
        finally:
            while OPENED:
                OPENED.pop().close()
            server.should_exit = True
            await serving
            plug.close()

    asyncio.run(run())


async def connect(port: int, number: int = 2) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection from an address of its own; 127.0.0.1 is that of a proxy."""
    made = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.0.{number}", 0), limit=4096)
    OPENED.append(made[1])
    return made


async def rest(reader: asyncio.StreamReader) -> bytes:
    """What still comes until the server ends the connection, in whichever way."""
    found = b""
    try:
        while part := await reader.read(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


async def asked(port: int, number: int = 2, path: bytes = b"/") -> bytes:
    """The answer to a request on a connection of its own."""
    reader, writer = await connect(port, number)
    writer.write(ASK.replace(b"/ ", path + b" ", 1).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    return await rest(reader)


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX: "])
def test_a_head_that_does_not_come_within_its_time_ends_the_connection(begun: bytes) -> None:
    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(begun)
        assert await rest(reader) == b""
        assert (await asked(port)).endswith(b"ok\r\n0\r\n\r\n")

    serve(act, PATIENCE._replace(head=0.3))


def test_an_answer_that_takes_longer_than_a_head_may_is_waited_for() -> None:
    async def act(port: int) -> None:
        assert (await asked(port, path=b"/wait")).endswith(b"ok\r\n0\r\n\r\n")

    serve(act, PATIENCE._replace(head=0.3))


def test_a_connection_is_used_again_and_its_next_head_has_its_time_too() -> None:
    async def act(port: int) -> None:
        reader, writer = await connect(port)
        for _ in range(3):
            writer.write(ASK)
            assert (await reader.readuntil(b"ok\r\n0\r\n\r\n")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.2)
        writer.write(ASK[:10])
        assert await rest(reader) == b""

    serve(act, PATIENCE._replace(head=0.6))


def test_whoever_takes_nothing_of_an_answer_is_cut_off() -> None:
    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(ASK.replace(b"/ ", b"/large ", 1))
        await asyncio.sleep(2)
        assert len(await rest(reader)) < 1000 * 65536

    serve(act, PATIENCE._replace(taking=0.3))


def test_an_answer_without_its_end_breaks_the_connection_off() -> None:
    async def act(port: int) -> None:
        assert not (await asked(port, path=b"/broken")).endswith(b"0\r\n\r\n")

    serve(act, PATIENCE)


def test_a_head_that_is_too_large_ends_the_connection() -> None:
    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(b"GET / HTTP/1.1\r\nX: " + b"x" * 5000)
        assert await rest(reader) == b""
        assert b"200 OK" in await asked(port)

    serve(act, PATIENCE._replace(head_bytes=4000))


def test_one_address_has_so_many_connections_and_others_have_theirs() -> None:
    async def act(port: int) -> None:
        held = [await connect(port) for _ in range(3)]
        assert b" 503 " in await asked(port)
        assert b" 200 " in await asked(port, 3)
        held[0][1].close()
        await asyncio.sleep(0.2)
        assert b" 200 " in await asked(port)

    serve(act, PATIENCE._replace(of_one=3))


def test_where_all_are_taken_the_one_that_asked_nothing_yet_goes() -> None:
    async def act(port: int) -> None:
        useful, writer = await connect(port, 3)
        writer.write(ASK)
        await useful.readuntil(b"0\r\n\r\n")
        idle, _ = await connect(port, 4)
        await asyncio.sleep(1.2)
        assert b" 200 " in await asked(port, 5)
        assert await rest(idle) == b""
        writer.write(ASK)
        assert b" 200 " in await useful.readuntil(b"0\r\n\r\n")

    serve(act, PATIENCE._replace(connections=2))


def test_where_all_are_at_work_a_new_one_is_refused_in_a_sentence_but_not_this_machine() -> None:
    async def act(port: int) -> None:
        working = asyncio.gather(*(asked(port, number, b"/wait") for number in (3, 4)))
        await asyncio.sleep(0.2)
        refused = await asked(port, 5)
        assert refused.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
        assert refused.endswith(b"\r\n\r\nToo many connections are open here; try again later.\n")
        assert b" 200 " in await asked(port, 1)
        assert all(b" 200 " in answer for answer in await working)
        assert b" 200 " in await asked(port, 5)

    serve(act, PATIENCE._replace(connections=2))


# What comes is passed on as it came, and no more of it at once than is wanted.

HEAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n%s\r\n"
OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n"
OK = b"ok\r\n0\r\n\r\n"


@pytest.mark.parametrize("size", [0, 1000, 70_000, 200_000, 1_000_000])
def test_a_body_that_comes_at_once_with_its_head_is_no_head(size: int) -> None:
    body = bytes(range(256)) * (size // 256)

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        for _ in range(2):
            writer.write(HEAD % (len(body), b"") + body)
            assert (await reader.readuntil(OK)).startswith(b"HTTP/1.1 200")

    serve(act, PATIENCE)
    assert [("POST", "/", body)] * 2 == ASKED


def test_a_request_comes_in_pieces_of_any_size() -> None:
    async def act(port: int) -> None:
        reader, writer = await connect(port)
        sent = HEAD % (3000, b"X: " + b"y" * 3000 + b"\r\n") + b"z" * 3000 + ASK
        for size in (1, 7, 1024, 5000):
            for start in range(0, len(sent), size):
                writer.write(sent[start : start + size])
                if size > 1000 or start % (100 * size) == 0:
                    await writer.drain()
                    await asyncio.sleep(0)
            for _ in range(2):
                assert (await reader.readuntil(OK)).startswith(b"HTTP/1.1 200")

    serve(act, PATIENCE)
    assert ASKED == [("POST", "/", b"z" * 3000), ("GET", "/", b"")] * 4


def test_requests_that_come_before_the_answer_to_the_first_wait_as_bytes() -> None:
    count = 20_000

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(ASK.replace(b"/ ", b"/wait ", 1))
        await asyncio.sleep(0.2)
        writer.write(ASK * count)
        await asyncio.sleep(0.4)
        waiting = [one for one in gc.get_objects() if type(one).__name__ == "RequestResponseCycle"]
        assert len(waiting) < 100
        del waiting
        for _ in range(100):
            await reader.readuntil(OK)
        writer.transport.abort()

    serve(act, PATIENCE)
    assert ASKED[:100] == [("GET", "/wait", b""), *[("GET", "/", b"")] * 99]


@pytest.mark.parametrize("apart", [False, True])
def test_a_request_that_offers_another_protocol_keeps_its_body_and_what_follows_is_the_next(apart: bool) -> None:
    inner = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        for piece in (HEAD % (len(inner), OFFER), inner, ASK):
            writer.write(piece)
            if apart:
                await asyncio.sleep(0.1)
        for _ in range(2):
            assert (await reader.readuntil(OK)).startswith(b"HTTP/1.1 200")

    serve(act, PATIENCE)
    assert [("POST", "/", inner), ("GET", "/", b"")] == ASKED


@pytest.mark.parametrize("cut", [b"pgrade, HTTP2", b"grade: h2c", b"2c\r\n"])
def test_where_the_offer_comes_unnoticed_nothing_that_follows_is_taken_for_a_request(cut: bytes) -> None:
    inner = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    head = HEAD % (len(inner), OFFER)

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        middle = head.index(cut)
        writer.write(head[:middle])
        await asyncio.sleep(0.2)
        writer.write(head[middle:])
        await asyncio.sleep(0.1)
        writer.write(inner)
        await rest(reader)

    serve(act, PATIENCE)
    assert ("GET", "/smuggled", b"") not in ASKED


def test_behind_another_request_too_an_offer_smuggles_nothing() -> None:
    inner = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(ASK.replace(b"/ ", b"/wait ", 1))
        await asyncio.sleep(0.2)
        writer.write(HEAD % (len(inner), OFFER))
        await asyncio.sleep(0.2)
        writer.write(inner)
        await rest(reader)

    serve(act, PATIENCE)
    assert ("GET", "/smuggled", b"") not in ASKED


def test_what_comes_after_a_chunked_body_adds_no_header() -> None:
    found: list[list[tuple[bytes, bytes]]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await plain(scope, receive, send)
        if scope["type"] == "http":
            found.append(list(scope["headers"]))

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        writer.write(head + b"2\r\nab\r\n0\r\nHost: b\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n")
        assert (await reader.readuntil(OK)).startswith(b"HTTP/1.1 200")

    serve(act, PATIENCE, app)
    assert ASKED == [("POST", "/", b"ab")]
    assert found == [[(b"host", b"a"), (b"transfer-encoding", b"chunked")]]


# What goes out.


def test_the_head_of_an_answer_goes_out_with_what_follows_at_once_and_waits_for_nothing_else() -> None:
    seen = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/later":
            await plain(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await seen.wait()
        await send({"type": "http.response.body", "body": b"ok"})

    async def act(port: int) -> None:
        reader, writer = await connect(port)
        writer.write(ASK)
        assert (await reader.read(65536)).endswith(OK), "it comes in one piece"
        writer.write(ASK.replace(b"/ ", b"/later ", 1))
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        seen.set()
        assert (await reader.readuntil(OK)).startswith(b"2\r\n")
        for closing in (b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.0\r\nHost: a\r\n\r\n"):
            writer.write(closing)
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        assert await rest(reader) in (b"ok", b"2\r\nok\r\n0\r\n\r\n")

    serve(act, PATIENCE, app)
