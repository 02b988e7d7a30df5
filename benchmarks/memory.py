"""The most memory that a process and all that it started hold together, looked at several times a second (Linux)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from visitor import resident

#: Seconds between two looks.
PAUSE = 0.1


class Memory:
    """Watches a process within the block that `with` opens; `peak` and `before` are in MiB, `peaks` by process."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.before = self.peak = held(process)
        self.peaks: dict[int, float] = {}

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(PAUSE):
            found = _each(self._process)
            self.peak = max(self.peak, sum(found.values()))
            for process, size in found.items():
                self.peaks[process] = max(size, self.peaks.get(process, 0.0))


def held(process: int) -> float:
    """The MiB that a process and all that it started hold now."""
    return sum(_each(process).values())


def _each(process: int) -> dict[int, float]:
    found: dict[int, float] = {}
    for one in family(process):
        with suppress(OSError, StopIteration):  # it has ended meanwhile
            found[one] = resident(one)
    return found


def family(process: int) -> Iterator[int]:
    """A process, and the processes that it started, and those that they started."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text("ascii").split():
                yield from family(int(child))
