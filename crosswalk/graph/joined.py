"""The shipped graph with further named graphs beside it that may change: what a school writes, seen by SPARQL.

The further graphs are a cache of a durable store elsewhere. They are followed change by change; the default graph of
every query stays as it is, so they are reached by GRAPH or FROM alone.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from crosswalk.graph import oxigraph
from crosswalk.graph.results import Result, from_guarded
from crosswalk.graph.store import EmbeddedStore
from crosswalk.terms import Term, Triple

if TYPE_CHECKING:
    from crosswalk.graph.guard import Guard


class Step(NamedTuple):
    """What a change did to a named graph."""

    graph: str
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...]


class Source(Protocol):
    """The durable store that the further graphs are made from."""

    def version(self) -> int:
        """The number of its last change, 0 for none."""
        ...

    def identity(self) -> object:
        """What tells it from another that was put in its place."""
        ...

    def steps(self, since: int) -> Iterable[Step]:
        """What the changes after one did, in order; after 0, all that there is."""
        ...


class JoinedStore:
    """A store in memory that holds the shipped graph and follows a source; may be shared between threads."""

    def __init__(self, base: EmbeddedStore, source: Source) -> None:
        self._base = base
        self._source = source
        self._lock = threading.Lock()
        self._store: oxigraph.Store | None = None
        self._seen = 0
        self._guard: Guard | None = None
        self._guarded: tuple[object, int] | None = None
        self._identity: object = None

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """The answer to a query of ours. Raises as `EmbeddedStore.query` does."""
        return self._base.over(self._followed(), text, bindings)

    def run(
        self, text: str, *, time_limit: float | None = None, row_limit: int | None = None, allow_service: bool = False
    ) -> Result:
        """The answer to what a person typed, in a worker process within limits. Raises as `EmbeddedStore.run` does."""
        guard = self._guard_of((self._source.identity(), self._source.version()))
        return from_guarded(guard.run(text, time_limit=time_limit, row_limit=row_limit, allow_service=allow_service))

    def close(self) -> None:
        """End the worker processes."""
        with self._lock:
            if self._guard is not None:
                self._guard.close()
                self._guard, self._guarded = None, None

    def _followed(self) -> oxigraph.Store:
        """The store, brought up to the source's last change."""
        with self._lock:
            if self._store is None or self._source.identity() != self._identity:
                self._store, self._seen, self._identity = self._base.copied(), 0, self._source.identity()
            version = self._source.version()
            if version != self._seen:
                for step in self._source.steps(self._seen):
                    oxigraph.change(self._store, step.graph, step.removed, step.added)
                self._seen = version
            return self._store

    def _guard_of(self, state: tuple[object, int]) -> Guard:
        """Workers that see the graphs in a state of the source; those of an earlier one are ended."""
        from crosswalk.graph.guard import Guard

        store = self._followed()
        with self._lock:
            if self._guard is None or self._guarded != state:
                if self._guard is not None:
                    self._guard.close()
                folder = tempfile.mkdtemp(prefix="crosswalk-")
                weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
                path = os.path.join(folder, "graph.nq")
                oxigraph.dump(store, path)
                from crosswalk.graph.process import WorkerSpec

                self._guard, self._guarded = Guard(WorkerSpec(nquads=(path,)), workers=2), state
            return self._guard
