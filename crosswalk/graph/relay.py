"""From a thread that writes an answer to whoever takes it: a few parts are held in between, and neither outlives it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from traceback import clear_frames

from crosswalk.errors import LimitExceeded

#: So many parts are held at most; whoever writes waits then.
MOST = 4


class GivenUp(Exception):
    """Nobody takes the parts any more."""


class Relay:
    """A work that writes parts by the function it is given, in a thread of its own; `end` lets it wait no longer."""

    def __init__(self, work: Callable[[Callable[[bytes], None]], None], end: Callable[[], None]) -> None:
        self._work = work
        self._end = end
        self._changed = threading.Condition()
        self._held: deque[bytes] = deque()
        self._done = False
        self._stopped = False
        self._error: BaseException | None = None

    def parts(self, seconds: float, over: LimitExceeded) -> Iterator[bytes]:
        """The parts as they come; `over` is raised where the last is not taken within so many seconds.

        Raises what the work raises, and LimitExceeded where it was stopped.
        """
        end = time.monotonic() + seconds
        threading.Thread(target=self._run, daemon=True).start()
        try:
            while (part := self._next(end, over)) is not None:
                yield part
        finally:
            self.stop()

    def stop(self) -> None:
        """End the work, from any thread; whoever waits for a part gets an error."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._end()

    def _run(self) -> None:
        try:
            self._work(self._give)
        except BaseException as error:
            _let_go(error)
            self._error = error
        with self._changed:
            self._done = True
            self._changed.notify_all()

    def _give(self, part: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or len(self._held) < MOST)
            if self._stopped:
                raise GivenUp
            self._held.append(part)
            self._changed.notify_all()

    def _next(self, end: float, over: LimitExceeded) -> bytes | None:
        with self._changed:
            left = end - time.monotonic()
            there = self._changed.wait_for(lambda: self._stopped or self._done or self._held, max(left, 0))
            if self._stopped:
                raise LimitExceeded("The query was given up before it had its answer; ask again.")
            if not there or left <= 0:
                raise over
            if self._held:
                part = self._held.popleft()
                self._changed.notify_all()
                return part
        if self._error is not None:
            raise self._error
        return None


def _let_go(error: BaseException) -> None:
    """Let go of what stood around an error and the errors before it: an engine's own may not end in another thread."""
    told: BaseException | None = error
    while told is not None:
        clear_frames(told.__traceback__)
        told = told.__cause__ or told.__context__
