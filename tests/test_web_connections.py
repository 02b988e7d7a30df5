"""Connections are counted, evicted and cut off; tried on a server of uvicorn over a socket, with little patience."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from crosswalk.web.connections import PATIENCE, Attended, Patience

Application = Callable[[Any, Any, Any], Awaitable[None]]
#: The client's side of what was opened in a test, closed at its end.
OPENED: list[asyncio.StreamWriter] = []
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


async def plain(scope: Any, receive: Any, send: Any) -> None:
    """Answers with two bytes; /large with more than a client takes at once, /broken without an end, /wait late."""
    if scope["type"] == "lifespan":
        for _ in range(2):
            await send({"type": (await receive())["type"] + ".complete"})
        return
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


def serve(act: Callable[[int], Awaitable[None]], patience: Patience, app: Application = plain) -> None:
    """Do something with the port of a server that runs meanwhile."""

    async def run() -> None:
        plug = socket.socket()
        plug.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(Attended(app, patience), log_level="critical", timeout_graceful_shutdown=1)
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
