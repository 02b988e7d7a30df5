"""The records of a workspace as named graphs that SPARQL sees: the steps by which `graph/joined.py` follows them."""

from __future__ import annotations

from collections.abc import Iterator

from crosswalk.evidence.database import Database
from crosswalk.evidence.triples import HISTORY, graph_of, history_triples, record_triples
from crosswalk.graph.joined import Step


class Projection:
    """The database of a workspace as a source of named graphs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def version(self) -> int:
        """The number of the last change."""
        return self._database.last()

    def identity(self) -> object:
        """What tells the database from one that was restored in its place."""
        return self._database.identity()

    def steps(self, since: int) -> Iterator[Step]:
        """What the changes after one did to the graphs of the records and of their history; after 0, all there is."""
        if since == 0:
            for stored in self._database.since(0):
                yield Step(graph_of(stored.kind), (), tuple(record_triples(stored.kind, stored.id, stored.body)))
            for revision in self._database.revisions():
                yield Step(HISTORY, (), tuple(history_triples(revision)))
            return
        for revision in self._database.revisions(since=since):
            kind, id_ = revision.kind, revision.id
            before = () if revision.before is None else tuple(record_triples(kind, id_, revision.before))
            yield Step(graph_of(kind), before, tuple(record_triples(kind, id_, revision.after)))
            yield Step(HISTORY, (), tuple(history_triples(revision)))
