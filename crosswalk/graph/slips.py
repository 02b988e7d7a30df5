"""What is wrong with a query that a server of others cannot read, as our own parser says it: with line and column.

Our parser evaluates what it can read, and a server may fail at what ours takes; so it reads in a process that can be
ended, over no triples.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crosswalk.errors import CrosswalkError, EnvironmentFault, QuerySyntaxError

if TYPE_CHECKING:
    from crosswalk.graph.guard import Guard

#: Seconds for a query to be read, and to wait for others that are.
_READING = 2.0


class OwnReading:
    """Our reading of queries that were refused; may be shared between threads. It begins with the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._guard: Guard | None = None
        self._closed = False

    @contextmanager
    def explaining(self, text: str) -> Iterator[None]:
        """Whatever is done with a query; where that raises QuerySyntaxError, the slip that we find is raised instead.

        Where we find none, it stays the server's.
        """
        try:
            yield
        except QuerySyntaxError as told:
            raise (self._slip(text) or told) from None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closed = True
            if self._guard is not None:
                self._guard.close()

    def _slip(self, text: str) -> QuerySyntaxError | None:
        try:
            self._own().run(text, row_limit=0)
        except QuerySyntaxError as found:
            return found
        except CrosswalkError:
            return None
        return None

    def _own(self) -> Guard:
        from crosswalk.graph.guard import Guard
        from crosswalk.graph.process import WorkerSpec

        with self._lock:
            if self._closed:
                raise EnvironmentFault("The endpoint is asked no more.")
            if self._guard is None:
                self._guard = Guard(WorkerSpec(nquads=()), time_limit=_READING, queue_limit=_READING)
            return self._guard
