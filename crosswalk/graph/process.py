"""A worker process as its parent sees it: started, asked one thing at a time under a deadline, ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, NamedTuple, NoReturn, cast

from crosswalk.graph.deadlines import DEADLINES
from crosswalk.graph.frames import Frames, write_frame
from crosswalk.graph.streaming import AnswerStream

#: The folder that this very package lies in, so that the worker imports the same one, and nothing from the folder that
#: the program happens to run in (-P).
_HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_COMMAND = (
    "import sys; sys.argv[1] in sys.path or sys.path.insert(0, sys.argv[1]); "
    "from crosswalk.graph.worker import serve; serve()"
)


class WorkerSpec(NamedTuple):
    """What a worker opens: the folder of a store on disk, or else N-Quads files to load into memory."""

    store: str | None = None
    nquads: tuple[str, ...] = ()


class Answer(NamedTuple):
    """A worker's answer: its header, see `worker`, and its content."""

    header: dict[str, Any]
    content: bytes


class Expired(Exception):
    """The worker was killed because it passed its deadline."""


class Died(Exception):
    """The worker ended by itself, or by another's hand; `code` is its return code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class WorkerProcess:
    """One worker. `ask` and `await_ready` are for one thread at a time; `end` may come from any."""

    def __init__(self, spec: WorkerSpec, memory_limit: int) -> None:
        """Start it; it opens its store while we go on. Raises OSError."""
        self.ready = False
        #: A request is under way; if it stays so, its answer can no longer be told from the next.
        self.busy = False
        self._stopped = False
        self._ended = False
        self._ending = threading.Lock()
        self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and our own words
            [sys.executable, "-P", "-c", _COMMAND, _HOME],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._frames = Frames(cast(BinaryIO, self._process.stdout))
        order = {**spec._asdict(), "memory_limit": memory_limit}
        write_frame(cast(BinaryIO, self._process.stdin), json.dumps(order).encode())

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def alive(self) -> bool:
        """Whether the process runs."""
        return not self._stopped and self._process.poll() is None

    def await_ready(self, seconds: float) -> str | None:
        """Wait until the store is open: None, or the reason why it cannot be. Raises Expired, Died."""
        if not self.ready:
            self.busy = True
            with self._deadline(seconds) as expired:
                header = json.loads(self._frame(expired))
                self._frame(expired)
            self.busy = expired.is_set()
            if "error" in header:
                self.end()
                return str(header.get("message") or header["error"])
            self.ready = True
        return None

    def ask(self, request: dict[str, Any], seconds: float) -> Answer:
        """The answer to a request. Raises Expired after so many seconds, Died; then the process is gone."""
        self.busy = True
        with self._deadline(seconds) as expired:
            self._write(json.dumps(request).encode(), expired)
            answer = Answer(json.loads(self._frame(expired)), self._frame(expired))
        # A deadline that passed while the last bytes came has killed the process all the same.
        self.busy = expired.is_set()
        return answer

    def stream(self, request: bytes, seconds: float, answer: AnswerStream) -> Generator[bytes, None, dict[str, Any]]:
        """The parts of an answer to a request (JSON); its header is what the generator returns.

        Raises as `ask`, the time over all parts. Each part may be taken by another thread. Between parts nobody holds
        the pipes, so that `end` never waits. Whoever takes them without waiting (see `AnswerStream.waits`) gets b""
        while there is nothing.
        """
        self.busy = True
        with self._deadline(seconds) as expired:
            self._write(request, expired)
            while part := (yield from self._coming(expired, answer)):
                yield part
            header: dict[str, Any] = json.loads((yield from self._coming(expired, answer)))
        self.busy = expired.is_set()
        return header

    def stop(self) -> None:
        """Kill the process; whoever asks it gets Died. It counts as dead at once, though the system takes a moment."""
        self._stopped = True
        self._process.kill()

    def end(self) -> None:
        """Kill the process, wait until it is gone, and close its pipes."""
        self._process.kill()
        self._process.wait()
        with self._ending:
            self._ended = True
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    cast(BinaryIO, pipe).close()

    def _write(self, request: bytes, expired: threading.Event) -> None:
        with self._pipes(expired):
            write_frame(cast(BinaryIO, self._process.stdin), request)

    def _frame(self, expired: threading.Event) -> bytes:
        """The next frame, waited for. Raises Expired, Died."""
        while (frame := self._frames.taken()) is None:
            with self._pipes(expired):
                self._more()
        return frame

    def _coming(self, expired: threading.Event, answer: AnswerStream) -> Generator[bytes, None, bytes]:
        """As `_frame`; gives b"" instead of waiting where that is wanted, until more, or the end, is to be read."""
        while (frame := self._frames.taken()) is None:
            if not answer.waits:
                answer.source = self._frames.descriptor
                yield b""
            try:
                with self._ending:
                    self._more()
            except (EOFError, OSError):
                while not answer.waits:  # the end of a process is waited for
                    answer.source = None
                    yield b""
                self._gone(expired)
        return frame

    def _more(self) -> None:
        """Read more; to be called by whoever holds the pipes. Raises EOFError, OSError."""
        if self._ended:  # the number of the pipe may be that of another by now
            raise EOFError
        self._frames.more()

    @contextmanager
    def _pipes(self, expired: threading.Event) -> Iterator[None]:
        """Use what the worker says and hears. Raises Expired, Died where it ends meanwhile.

        While pipes are in use here, `end` in another thread kills and then waits to close them.
        """
        with self._ending:
            try:
                yield
            except (EOFError, OSError, ValueError):
                self._gone(expired)

    def _gone(self, expired: threading.Event) -> NoReturn:
        self._process.kill()
        code = self._process.wait()
        if expired.is_set():
            raise Expired from None
        raise Died(code) from None

    @contextmanager
    def _deadline(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process after so many seconds, which ends every wait for its pipes; the event tells that."""
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            self._process.kill()

        deadline = DEADLINES.after(seconds, stop)
        try:
            yield expired
        finally:
            DEADLINES.call_off(deadline)
