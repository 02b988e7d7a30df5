"""The viewer answers promptly: messages are sent at once, and what stays for good is not searched for garbage."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Iterator

import pytest

from crosswalk.viewer import prompt


async def _delays(with_lifespan: bool) -> bool:
    """Whether a server on a socket like Streamlit's lets the messages of its connections wait."""
    found = asyncio.get_running_loop().create_future()

    class Noting(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            found.set_result(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    loop = asyncio.get_running_loop()
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    if with_lifespan:
        async with prompt.lifespan(None):
            server = await loop.create_server(Noting, sock=listening)
    else:
        server = await loop.create_server(Noting, sock=listening)
    _, writer = await asyncio.open_connection(*listening.getsockname())
    at_once = await found
    writer.close()
    server.close()
    await server.wait_closed()
    return not at_once


def test_messages_wait_for_nothing() -> None:
    assert not asyncio.run(_delays(with_lifespan=True))


def test_the_way_of_making_servers_is_given_back() -> None:
    async def once() -> None:
        loop = asyncio.get_running_loop()
        before = loop.create_server
        async with prompt.lifespan(None):
            assert loop.create_server != before
        assert loop.create_server == before

    asyncio.run(once())


@pytest.fixture
def unfrozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(prompt, "_RAN", set())
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_what_is_there_when_a_page_first_ran_is_left_out_of_searches_once_for_each_page() -> None:
    gc.unfreeze()
    prompt.keep_for_good("query")
    held = gc.get_freeze_count()
    assert held > 0
    more = [[number] for number in range(1000)]
    prompt.keep_for_good("query")
    assert gc.get_freeze_count() <= held
    prompt.keep_for_good("graph")
    assert gc.get_freeze_count() >= held + len(more)
