"""One query of a visitor at a time, so that whoever asks much keeps nobody else waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Who has a turn at the moment; may be shared between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[str] = set()

    @contextmanager
    def taken(self, who: str) -> Iterator[bool]:
        """A turn of somebody, for as long as the block lasts; False where they have one already."""
        with self._lock:
            free = who not in self._running
            self._running.add(who)
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._running.discard(who)


#: The turns of everybody who looks at the pages of this process.
TURNS = Turns()
