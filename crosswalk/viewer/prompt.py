"""What lets the viewer answer promptly: no waiting for acknowledgements, no search for garbage in what stays for good.

Streamlit makes its socket without naming TCP as the protocol. asyncio then leaves Nagle's algorithm on, and the second
small message of every rerun waits for the browser to acknowledge the first, some 40 ms on Linux. And Streamlit looks
for garbage through all objects there are after every rerun, some 40 ms for its own modules alone.
"""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

#: The pages that ran in this process.
_RAN: set[str] = set()


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Let the server that is made while `app` starts send each message at once; for `st.App`."""
    loop: Any = asyncio.get_running_loop()
    make = loop.create_server

    async def create_server(*arguments: Any, sock: socket.socket | None = None, **settings: Any) -> Any:
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # those that it accepts have it from it
        return await make(*arguments, sock=sock, **settings)

    loop.create_server = create_server
    try:
        yield
    finally:
        loop.create_server = make


def keep_for_good(page: str) -> None:
    """Leave all that there is, now that a page ran for the first time, out of every later search for garbage.

    Once for each page, so that what is kept and should not have been stays little.
    """
    if page not in _RAN:
        _RAN.add(page)
        gc.freeze()
