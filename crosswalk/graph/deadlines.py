"""What is done once a time is over, unless it was called off before: by one thread for all, not by one for each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Deadline:
    """A time by which something is to be called off."""

    def __init__(self, end: float, act: Callable[[], object]) -> None:
        self.end = end
        self.act = act


class Deadlines:
    """Deadlines that are to come; may be shared between threads. What is done at one must not wait for anything."""

    def __init__(self) -> None:
        self._coming: set[Deadline] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._wakes = float("inf")

    def after(self, seconds: float, act: Callable[[], object]) -> Deadline:
        """Have something done after so many seconds."""
        made = Deadline(time.monotonic() + seconds, act)
        with self._changed:
            self._coming.add(made)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="deadlines", daemon=True)
                self._thread.start()
            elif made.end < self._wakes:  # else it looks early enough by itself
                self._changed.notify()
        return made

    def call_off(self, deadline: Deadline) -> None:
        """Take a deadline back; afterwards what it was for has been done, or never will be."""
        with self._changed:
            self._coming.discard(deadline)

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for passed in [one for one in self._coming if one.end <= now]:
                    self._coming.discard(passed)
                    passed.act()
                self._wakes = min((one.end for one in self._coming), default=float("inf"))
                wait = self._wakes - now
                self._changed.wait(min(wait, threading.TIMEOUT_MAX) if self._coming else None)


#: Those of this process.
DEADLINES = Deadlines()
