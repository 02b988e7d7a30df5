"""Answers that are kept, since a graph that is only read gives the same one again: what is oldest goes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable

from crosswalk.graph.results import Plain

Rows = tuple[dict[str, Plain], ...]

#: How many values are kept at most, some 100 MB, and how large a part of that one answer may be.
CELLS = 500_000
LARGEST = CELLS // 5


class Answers:
    """Rows by the question that they answer; with a limit of 0 none are kept. It may be shared between threads."""

    def __init__(self, cells: int = CELLS, largest: int = LARGEST) -> None:
        self._cells, self._largest = cells, min(cells, largest)
        self._kept: dict[Hashable, Rows] = {}
        self._held = 0
        self._lock = threading.Lock()

    def get(self, question: Hashable, ask: Callable[[], Rows], lasting: Callable[[], bool]) -> Rows:
        """The rows kept, or what `ask` finds, which is kept where it is `lasting`; whoever gets them may change them.

        Raises what `ask` raises.
        """
        if not self._cells:
            return ask()
        with self._lock:
            kept = self._kept.pop(question, None)
            if kept is not None:
                self._kept[question] = kept  # now the youngest
        if kept is None:
            kept = ask()
            if _size(kept) <= self._largest and lasting():
                self._keep(question, kept)
        return tuple(row.copy() for row in kept)

    def _keep(self, question: Hashable, rows: Rows) -> None:
        with self._lock:
            if question in self._kept:
                return  # asked twice at once
            self._kept[question] = rows
            self._held += _size(rows)
            while self._held > self._cells:
                oldest = next(iter(self._kept))
                self._held -= _size(self._kept.pop(oldest))


def _size(rows: Rows) -> int:
    """How many values the rows hold; having none counts as well."""
    return 1 + sum(map(len, rows))
