"""Guarded execution: what a person types runs in a worker process, under limits, and cannot outlive them.

The engine cannot be asked to stop, so a worker that passes its time is killed and replaced. Workers are kept between
queries and shared by all threads; when each is busy, the next query waits its turn.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NamedTuple, Self

from crosswalk.errors import AsksTooMuch, EnvironmentFault, InputError, LimitExceeded, NotSayable
from crosswalk.graph.complaints import complaint
from crosswalk.graph.process import Died, Expired, WorkerProcess, WorkerSpec
from crosswalk.graph.spelling import Spelling, spell
from crosswalk.graph.streaming import BYTE_LIMIT, AnswerStream, Dataset, too_many, too_much
from crosswalk.graph.tokens import kind

TIME_LIMIT = 20.0
ROW_LIMIT = 10_000
MEMORY_LIMIT = 2 * 1024**3
QUEUE_LIMIT = 60.0
START_LIMIT = 60.0

#: A worker ends so when it cannot have more memory; and so, not by our hand, when the system takes it away.
_ABORTED, _KILLED = -6, -9

#: Windows has no way to wait for a pipe among other things.
_WATCHABLE = sys.platform != "win32"

#: A request of so many bytes goes into the pipe of a worker at once; a larger one may have to wait for it to be read.
_AT_ONCE = 32 * 1024

__all__ = ["Guard", "GuardedAnswer", "WorkerSpec"]


class GuardedAnswer(NamedTuple):
    """What a guarded query answered.

    `kind` is select, ask, construct or describe; `content` is SPARQL 1.1 JSON results, or N-Triples for the latter two.
    `truncated` tells that more rows (or triples) than `row_limit` were found; the limits are those that held.
    """

    kind: str
    content: bytes
    truncated: bool
    elapsed_seconds: float
    row_limit: int
    time_limit: float


class Guard:
    """Runs queries over one store in worker processes; may be shared between threads.

    `time_limit` and `queue_limit` are seconds (running, and waiting for a free worker), `row_limit` counts rows or
    triples, `memory_limit` is in bytes beyond what an open store takes. `workers` is how many queries run at once; each
    worker starts when it is first needed. `close`, leaving the context, and the end of the program end them all.
    """

    def __init__(
        self,
        spec: WorkerSpec,
        *,
        time_limit: float = TIME_LIMIT,
        row_limit: int = ROW_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
        queue_limit: float = QUEUE_LIMIT,
        workers: int = 1,
    ) -> None:
        self._spec = spec
        self._time_limit = time_limit
        self._row_limit = row_limit
        self._memory_limit = memory_limit
        self._queue_limit = queue_limit
        self._fleet = _Fleet()
        # The worker used last is used next, so that a second one starts only when two queries meet.
        self._places: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
        for _ in range(workers):
            self._places.put(None)
        self._finalizer = weakref.finalize(self, self._fleet.end)

    def run(
        self,
        text: str,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow_service: bool = False,
    ) -> GuardedAnswer:
        """The answer to a query; limits not given are the guard's own.

        Raises QueryRefused (update, SERVICE not allowed, too long), QuerySyntaxError (with line and column),
        LimitExceeded (time, memory, waiting, size of the answer), InputError (what the engine could not evaluate),
        EnvironmentFault (no worker can be started, or the guard is closed).
        """
        seconds = self._time_limit if time_limit is None else time_limit
        rows = self._row_limit if row_limit is None else row_limit
        if not seconds > 0 or rows < 0:
            raise InputError(f"A query cannot run for {seconds:g} seconds with {rows} rows; give limits above zero.")
        spelling = spell(text, allow_service)
        request = {"text": spelling.text, "row_limit": rows, "network": allow_service}
        with self._worker() as worker:
            try:
                answer = worker.ask(request, seconds)
            except Expired:
                raise self._expired(seconds) from None
            except Died as death:
                raise self._died(death) from None
        if "error" in answer.header:
            raise self._failed(answer.header, text, spelling)
        header = answer.header
        return GuardedAnswer(kind(text), answer.content, header["truncated"], header["seconds"], rows, seconds)

    def stream(
        self,
        text: str,
        syntax: str,
        *,
        dataset: Dataset | None = None,
        time_limit: float | None = None,
        row_limit: int | None = None,
        byte_limit: int = BYTE_LIMIT,
    ) -> AnswerStream:
        """The answer in a syntax (see `oxigraph.write_answer`), part by part as it is found; SERVICE is refused.

        `time_limit` counts until the last part is taken. Raises QueryRefused, QuerySyntaxError at once; what else `run`
        raises, LimitExceeded for too many rows or bytes, and NotSayable for what the syntax has no way to say, is
        raised when the next part is asked for.
        """
        seconds = self._time_limit if time_limit is None else time_limit
        rows = self._row_limit if row_limit is None else row_limit
        spelling = spell(text)
        limits = {"row_limit": rows, "byte_limit": byte_limit}
        request = json.dumps({"text": spelling.text, "syntax": syntax, "dataset": dataset, **limits}).encode()
        made = AnswerStream(_WATCHABLE and len(request) <= _AT_ONCE)
        made.begin(self._parts(made, request, limits, seconds, text, spelling))
        return made

    def _parts(
        self,
        answer: AnswerStream,
        request: bytes,
        limits: Mapping[str, int],
        seconds: float,
        text: str,
        spelling: Spelling,
    ) -> Iterator[bytes]:
        idle = None if answer.waits else self._idle()
        while idle is None and not answer.waits:
            yield b""
        with self._worker(idle) as worker:
            answer.holds(worker)
            try:
                header = yield from worker.stream(request, seconds, answer)
            except Expired:
                raise self._expired(seconds) from None
            except Died as death:
                raise self._died(death) from None
            finally:
                answer.releases()
        if header.get("error") == "rows":
            raise too_many(limits["row_limit"])
        if header.get("error") == "bytes":
            raise too_much(limits["byte_limit"])
        if "error" in header:
            raise self._failed(header, text, spelling)

    def warm(self) -> None:
        """Start every worker now, so that nobody waits for one later; for a guard that is not asked yet.

        One that cannot be started is tried again when it is needed, and told of then.
        """
        for place in [self._places.get() for _ in range(self._places.qsize())]:
            try:
                self._places.put(self._start(None) if place is None else place)
            except EnvironmentFault:
                self._places.put(place)

    def close(self) -> None:
        """End every worker; a query that runs or waits in another thread raises EnvironmentFault. May be repeated."""
        self._finalizer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _idle(self) -> WorkerProcess | None:
        """A worker that can be asked at once, taken out of its place; None where only waiting leads to one."""
        try:
            place = self._places.get_nowait()
        except queue.Empty:
            return None
        if place is not None and place.ready and place.alive():
            return place
        self._places.put(place)
        return None

    def _place(self) -> WorkerProcess | None:
        """The place that is free next, with the worker in it. Raises LimitExceeded where none is for too long."""
        try:
            return self._places.get(timeout=self._queue_limit)
        except queue.Empty:
            raise LimitExceeded(
                f"The query waited {_seconds(self._queue_limit)} for others to end and was not begun; "
                "try again in a moment."
            ) from None

    @contextmanager
    def _worker(self, idle: WorkerProcess | None = None) -> Iterator[WorkerProcess]:
        """A worker that is ready, for this thread alone; one that does not come back whole is replaced."""
        place = idle or self._place()
        worker = None
        try:
            worker = place if place is not None and place.alive() else self._start(place)
            self._await_ready(worker)
            yield worker
        finally:
            whole = worker is not None and not worker.busy and worker.alive()
            if worker is not None and not whole:
                self._fleet.remove(worker)
            self._places.put(self._successor(worker) if worker is not None and not whole else worker)

    def _start(self, dead: WorkerProcess | None) -> WorkerProcess:
        if dead is not None:
            self._fleet.remove(dead)
        try:
            worker = WorkerProcess(self._spec, self._memory_limit)
        except OSError as error:
            raise EnvironmentFault(f"No process could be started to run the query in: {error}.") from None
        if not self._fleet.add(worker):
            raise _closed()
        return worker

    def _successor(self, dead: WorkerProcess) -> WorkerProcess | None:
        """The next worker, loading while nobody waits; none after one that did not even start, or once closed."""
        try:
            return self._start(None) if dead.ready else None
        except EnvironmentFault:
            return None

    def _await_ready(self, worker: WorkerProcess) -> None:
        try:
            problem = worker.await_ready(START_LIMIT)
        except (Expired, Died):
            if self._fleet.ended:
                raise _closed() from None
            problem = "it did not become ready"
        if problem:
            raise EnvironmentFault(f"The process that runs queries could not open the store: {problem}.")

    def _expired(self, seconds: float) -> AsksTooMuch:
        return AsksTooMuch(
            f"The query was stopped after {_seconds(seconds)}; ask for less at a time (a LIMIT, fewer patterns "
            "without a common variable) or allow it more time."
        )

    def _died(self, death: Died) -> InputError | EnvironmentFault:
        if self._fleet.ended:
            return _closed()
        if death.code == _ABORTED:
            return self._out_of_memory()
        if death.code == _KILLED:
            return LimitExceeded(
                "The query's process was ended from outside, most likely because the machine ran out of memory; "
                "ask for less at a time."
            )
        return LimitExceeded(
            f"The query was more than the engine can take (its process ended with code {death.code}); "
            "nest fewer brackets and ask for less at a time."
        )

    def _failed(self, header: dict[str, Any], text: str, spelling: Spelling) -> InputError:
        message = " ".join(str(header.get("message", "")).split())
        match header["error"]:
            case "syntax":
                return complaint(message, text, *spelling)
            case "unsayable":
                return NotSayable(message)
            case "memory":
                return self._out_of_memory()
            case "size":
                return AsksTooMuch("The answer is larger than 64 MiB; ask for fewer rows or for shorter values.")
            case _:
                return InputError(f"The query could not be evaluated: {message.rstrip('.')}.")

    def _out_of_memory(self) -> AsksTooMuch:
        return AsksTooMuch(
            f"The query was stopped because it needed more than {self._memory_limit / 1024**2:,.0f} MiB of memory; "
            "ask for less at a time."
        )


class _Fleet:
    """Every living worker of a guard, so that one call ends them all, from any thread and at the program's end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workers: set[WorkerProcess] = set()
        self.ended = False

    def add(self, worker: WorkerProcess) -> bool:
        """Take a worker in; once ended, end it at once and say False."""
        with self._lock:
            if not self.ended:
                self._workers.add(worker)
                return True
        worker.end()
        return False

    def remove(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()

    def end(self) -> None:
        with self._lock:
            self.ended = True
            workers, self._workers = self._workers, set()
        for worker in workers:
            worker.end()


def _closed() -> EnvironmentFault:
    return EnvironmentFault("The graph was closed before the query had its answer; open it again.")


def _seconds(seconds: float) -> str:
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"
