"""A client that goes away before its answer is there: what works for it is stopped, a little later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from starlette.types import Receive

#: Seconds in which most answers are given. Nobody looks before then whether the client is still there.
MOMENT = 0.1

#: Seconds that a query may still run after its client has gone.
GRACE = 1.0


@contextmanager
def ended_when_gone(receive: Receive, stop: Callable[[], object]) -> Iterator[None]:
    """Within it, `stop` is called once the client has gone, and what waits is cancelled up to here."""
    loop = asyncio.get_running_loop()
    watching: list[asyncio.Task[None]] = []
    with anyio.CancelScope() as scope:

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            # A worker that is killed takes long to replace: what is quick anyway may come to its end.
            await asyncio.sleep(GRACE)
            stop()
            scope.cancel()

        later = loop.call_later(MOMENT, lambda: watching.append(loop.create_task(watch())))
        try:
            yield
        finally:
            later.cancel()
            for task in watching:
                task.cancel()
