"""The store behind the graph: built from the files once, kept in the user's cache under their hash, then only read.

Two processes may build at once: each builds in a folder of its own and renames it into place, and whoever comes second
uses the first's. A cache that cannot be written means a store in memory; a damaged one is rebuilt.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from crosswalk.errors import FolderNotWritable, QuerySyntaxError
from crosswalk.graph import holding, oxigraph
from crosswalk.graph.dataset import Dataset, fill
from crosswalk.graph.results import Result
from crosswalk.terms import Term

if TYPE_CHECKING:
    from crosswalk.graph.guard import Guard
    from crosswalk.graph.process import WorkerSpec
    from crosswalk.graph.streaming import Limits, Streamer

#: Stores of other data versions that are kept beside the current one.
_KEPT = 3


class Engine(Protocol):
    """Anything that answers SPARQL over the graph: the embedded store here, an endpoint in `remote`."""

    #: What names the data that answers, and whether it names their state: other data then have another name.
    version: str
    dated: bool

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """The answer to a query of ours, its ``$name`` variables bound to the terms given."""
        ...

    def run(
        self, text: str, *, time_limit: float | None = None, row_limit: int | None = None, allow_service: bool = False
    ) -> Result:
        """The answer to what a person typed, within limits (seconds, rows)."""
        ...

    def serving(self, limits: Limits) -> Streamer:
        """What answers for an endpoint, within its limits, apart from what answers here."""
        ...

    def notes(self) -> tuple[str, ...]:
        """What the person should be told of the data that they added."""
        ...

    def dump(self, path: str) -> None:
        """Write the graph to an N-Quads file."""
        ...

    def close(self) -> None:
        """End what runs beside this process."""
        ...


class EmbeddedStore:
    """A read-only pyoxigraph store; `location` is its folder, or None where it lies in memory."""

    def __init__(self, data: Dataset, cache: bool = True) -> None:
        self.version = data.digest
        self.dated = True
        self.location: str | None = None
        self._data = data
        self._store = self._open(cache)
        self._guard: Guard | None = None
        self._lock = threading.Lock()

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """The answer to a query. Raises QuerySyntaxError; a store found damaged while reading is rebuilt once."""
        try:
            return self.over(self._store, text, bindings)
        except (OSError, RuntimeError):  # a damaged file is met only when it is read
            if self.location is None:
                raise
            self._store = self._rebuild(self.location, replace=True)
            self._hold(self.location)
            return self.over(self._store, text, bindings)

    def over(self, store: oxigraph.Store, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """The answer to a query over another store that holds the same graph. Raises QuerySyntaxError."""
        if bindings:
            from crosswalk.graph.queries import fill_in

            text = fill_in(text, bindings)
        return _answer(store, text)

    def copied(self) -> oxigraph.Store:
        """A copy of the graph in memory, to which more may be added."""
        store = oxigraph.memory_store()
        if self.location is not None:
            oxigraph.copy_into(store, self.location)
        else:
            fill(store, self._data)
        return store

    def run(
        self, text: str, *, time_limit: float | None = None, row_limit: int | None = None, allow_service: bool = False
    ) -> Result:
        """The answer to any read-only SPARQL, evaluated in a worker process within limits (seconds, rows).

        Raises QueryRefused, QuerySyntaxError, LimitExceeded.
        """
        from crosswalk.graph.guard import Guard
        from crosswalk.graph.results import from_guarded

        with self._lock:
            if self._guard is None:
                self._guard = Guard(self.worker_spec(), workers=2)
            guard = self._guard
        return from_guarded(guard.run(text, time_limit=time_limit, row_limit=row_limit, allow_service=allow_service))

    def serving(self, limits: Limits) -> Guard:
        """Worker processes of its own for an endpoint, so that what it is asked holds up nobody here."""
        from crosswalk.graph.guard import Guard

        guard = Guard(
            self.worker_spec(),
            time_limit=limits.seconds,
            row_limit=limits.rows,
            memory_limit=limits.memory,
            queue_limit=limits.seconds,
            workers=limits.workers,
        )
        guard.warm()
        return guard

    def close(self) -> None:
        """End the worker processes; library queries are still answered."""
        with self._lock:
            if self._guard is not None:
                self._guard.close()
                self._guard = None

    def notes(self) -> tuple[str, ...]:
        """What was to be told of a person's files when they were read, sorted."""
        if not self._data.own:
            return ()
        from crosswalk.graph.additions import NOTES

        text = f"SELECT ?note WHERE {{ GRAPH <{NOTES}> {{ ?graph ?property ?note }} }} ORDER BY ?note"
        return tuple(str(row[0]) for row in self.query(text).rows)

    def dump(self, path: str) -> None:
        """Write every graph to an N-Quads file, for a worker process that cannot share a store in memory."""
        oxigraph.dump(self._store, path)

    def worker_spec(self) -> WorkerSpec:
        """What a worker process opens to answer from the same triples; a store in memory is dumped to a file for it.

        Raises FolderNotWritable.
        """
        from crosswalk.graph.process import WorkerSpec

        if self.location is not None:
            return WorkerSpec(store=self.location)
        import shutil
        import tempfile
        import weakref

        try:
            folder = tempfile.mkdtemp(prefix="crosswalk-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            path = os.path.join(folder, "graph.nq")
            self.dump(path)
        except OSError as error:
            raise FolderNotWritable(
                "No temporary file could be written for the processes that run queries "
                f"({error.strerror or error}); make room, or name a folder that can be written in TMPDIR."
            ) from None
        return WorkerSpec(nquads=(path,))

    def _open(self, cache: bool) -> oxigraph.Store:
        if cache:
            # What people add for a run comes and goes; it must not push out the store of the shipped data.
            kind = "own" if self._data.own else "stores"
            location = os.path.join(cache_folder(), kind, self._data.digest)
            try:
                return self._opened(location)
            except OSError:
                pass  # the folder cannot be written: memory serves as well
        return self._filled()

    def _opened(self, location: str) -> oxigraph.Store:
        """The store of the cache, built where there is none."""
        store = _sound(location) or self._rebuild(location)
        if not self._hold(location):  # it was pruned between the two
            store = self._rebuild(location)
            self._hold(location)
        self.location = location
        return store

    def _hold(self, location: str) -> bool:
        """Keep others from pruning what lies there, for as long as this object lives."""
        import weakref

        release = holding.hold(location)
        if release is not None:
            weakref.finalize(self, release)
        return release is not None

    def _filled(self) -> oxigraph.Store:
        """The data in a store in memory."""
        store = oxigraph.memory_store()
        fill(store, self._data)
        return store

    def _rebuild(self, location: str, replace: bool = False) -> oxigraph.Store:
        """Build in a folder beside, put it in its place, and open what lies there for reading.

        What another process put there meanwhile is used instead, where it seems sound and `replace` does not say else.
        """
        import shutil
        import tempfile

        parent = os.path.dirname(location)
        os.makedirs(parent, exist_ok=True)
        building = tempfile.mkdtemp(prefix=".building-", dir=parent)
        try:
            oxigraph.write_store(self._filled(), building)
            if os.path.isdir(location) and (replace or _sound(location) is None):
                os.rename(location, f"{building}-old")
            os.rename(building, location)
        except OSError:
            if not os.path.isdir(location):
                raise
        finally:
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(f"{building}-old", ignore_errors=True)
        _prune(parent, location)
        return oxigraph.open_read_only(location)


def _answer(store: oxigraph.Store, text: str) -> Result:
    try:
        answer = oxigraph.query(store, text)
    except SyntaxError as error:
        raise QuerySyntaxError(f"The query does not parse: {error}.") from None
    kind = type(answer).__name__
    if kind == "QueryBoolean":
        return Result("ask", boolean=bool(answer))
    if kind == "QueryTriples":
        return Result("graph", triples=tuple(oxigraph.triples(answer)))  # type: ignore[arg-type]
    names = tuple(variable.value for variable in answer.variables)  # type: ignore[union-attr]
    return Result("select", names, tuple(oxigraph.rows(answer)))  # type: ignore[arg-type]


def _sound(location: str) -> oxigraph.Store | None:
    """The store at a location, open for reading; None where there is none, or at first sight a damaged one."""
    try:
        store = oxigraph.open_read_only(location) if os.path.isdir(location) else None
        return store if store is not None and oxigraph.query(store, "ASK { ?s ?p ?o }") else None
    except (OSError, RuntimeError):
        return None


def cache_folder() -> str:
    """The folder for what can be thrown away: CROSSWALK_CACHE, else the platform's cache folder of the user."""
    if folder := os.environ.get("CROSSWALK_CACHE"):
        return folder
    from platformdirs import user_cache_dir

    return user_cache_dir("standards-crosswalk", appauthor=False)


def _prune(parent: str, current: str) -> None:
    """Remove all but the newest stores of other versions, and what an interrupted build left a day ago."""
    import shutil
    import time

    entries = sorted((e for e in os.scandir(parent) if e.path != current), key=lambda e: -e.stat().st_mtime)
    finished = [e for e in entries if not e.name.startswith(".")]
    abandoned = [e for e in entries if e.name.startswith(".") and time.time() - e.stat().st_mtime > 86_400]
    for entry in [*finished[_KEPT:], *abandoned]:
        if not holding.held(entry.path):
            shutil.rmtree(entry.path, ignore_errors=True)
