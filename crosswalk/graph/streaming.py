"""An answer that comes part by part, whoever gives it: taken by any threads in turn, stopped by any at any time."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import NamedTuple, Protocol

from crosswalk.errors import AsksTooMuch, CrosswalkError, LimitExceeded

#: The IRIs of the graphs that together are the default graph of a query, and of its named graphs.
Dataset = tuple[tuple[str, ...], tuple[str, ...]]

#: Of an answer that is streamed, in bytes; none of it is held here.
BYTE_LIMIT = 256 * 1024**2


class Limits(NamedTuple):
    """What a query may take: seconds until the last part is taken, rows or triples, bytes of memory; how many at once.

    An endpoint that answers elsewhere has its own memory and its own workers.
    """

    seconds: float = 20.0
    rows: int = 100_000
    memory: int = 2 * 1024**3
    workers: int = 2


class Streamer(Protocol):
    """What answers queries part by part."""

    def stream(self, text: str, syntax: str, *, dataset: Dataset | None = None) -> AnswerStream:
        """The answer in a syntax of `oxigraph.write_answer`, over the graphs of `dataset` where they are named."""
        ...

    def close(self) -> None:
        """End what runs for it."""
        ...


class Stoppable(Protocol):
    """What works on an answer."""

    def stop(self) -> None:
        """End that work."""
        ...


class AnswerStream(Iterator[bytes]):
    """The parts of an answer. `close` after the last, or instead of it, from the thread that would take the next.

    Where `watchable`, whoever takes the parts may set `waits` to False: then b"" is given where there is no part yet.
    The next may be asked for once what `source` names, a pipe, can be read; where it names nothing, with `waits` again.
    """

    def __init__(self, watchable: bool = False) -> None:
        self.watchable = watchable
        self.waits = True
        self.source: int | None = None
        self._parts: Iterator[bytes] = iter(())
        self._worker: Stoppable | None = None
        self._stopped = False
        #: Whether there is nothing more to take, so that nothing is left to stop or to close.
        self.ended = False
        self._lock = threading.Lock()

    def begin(self, parts: Iterator[bytes]) -> None:
        """Let the parts come from there, once the first is asked for."""
        self._parts = parts

    def holds(self, worker: Stoppable) -> None:
        """Know who works on it from now on. Raises LimitExceeded where it was stopped before that."""
        with self._lock:
            if self._stopped:  # then the worker is free for others, and not ours to stop
                raise LimitExceeded("The query was given up before it began; ask again.")
            self._worker = worker

    def releases(self) -> None:
        """Know that nobody works on it any more: its worker may be another's by now."""
        with self._lock:
            self._worker = None
        self.source = None

    def __next__(self) -> bytes:
        try:
            return next(self._parts)
        except (StopIteration, CrosswalkError):  # the last part, or an error in its place: nothing is held any more
            self.ended = True
            raise

    def stop(self) -> None:
        """End the work, from any thread; whoever waits for a part gets an error."""
        with self._lock:
            self._stopped = True
            if self._worker is not None:
                self._worker.stop()

    def close(self) -> None:
        """Give back what the answer holds."""
        if isinstance(self._parts, Generator):
            with suppress(ValueError):  # another thread waits for a part, and ends with an error once it is stopped
                self._parts.close()


def too_many(rows: int) -> AsksTooMuch:
    """The error of an answer with more rows than that."""
    return AsksTooMuch(
        f"The answer has more than {rows:,} rows, which is the most that is given at once; "
        "ask for less at a time, with LIMIT and OFFSET."
    )


def too_much(size: int) -> AsksTooMuch:
    """The error of an answer with more bytes than that."""
    return AsksTooMuch(f"The answer is larger than {size / 1024**2:,.0f} MiB; ask for fewer rows.")
