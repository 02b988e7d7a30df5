"""Work that takes its time, done in a few threads beside the event loop; the queue before them has an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

#: How many may wait for a thread.
_WAITING = 200

_T = TypeVar("_T")


class Busy(Exception):
    """More is waiting than can be done soon."""


class Threads:
    """A few threads. It is for one event loop."""

    def __init__(self, running: int, waiting: int = _WAITING) -> None:
        """So many work at once, and so many may wait."""
        self._running = running
        self._waiting = waiting
        self._limiter: anyio.CapacityLimiter | None = None

    async def run(self, work: Callable[[], _T]) -> _T:
        """The result of the work. Raises Busy where too much waits already, and what the work raises."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self._running)
        if self._limiter.statistics().tasks_waiting >= self._waiting:
            raise Busy
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)
