"""Every library query on a small synthetic graph, embedded and in rdflib, which gets so many seconds for each.

rdflib runs in a copy of this process (`fork`, so not on Windows), which is ended at the limit. The graph is that of
`scale.py`, smaller: rdflib takes more than a minute for some of the queries on a few thousand statements.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import rdflib
from measure import milliseconds, seconds, table
from scale import files, values

from crosswalk.api import CrosswalkGraph
from crosswalk.graph import queries
from crosswalk.graph.dataset import dataset
from crosswalk.graph.store import EmbeddedStore

LIMIT = 20.0


def timed(graph: rdflib.Dataset, text: str, told: Connection) -> None:
    """Ask rdflib, read every row, and tell how many there were and how long it took."""
    begun = time.perf_counter()
    rows = len(list(graph.query(text)))
    told.send((rows, time.perf_counter() - begun))


def asked(graph: rdflib.Dataset, text: str) -> tuple[int, float] | None:
    """Rows and seconds of rdflib for a query; None where it was not done at the limit, or could not answer."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    worker = context.Process(target=timed, args=(graph, text, there))
    worker.start()
    there.close()
    try:
        return here.recv() if here.poll(LIMIT) else None
    except EOFError:
        return None
    finally:
        worker.kill()
        worker.join()


def main() -> None:
    """Make, load, ask both and print; the first argument is the number of statements."""
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        list(files(Path(name), statements))
        graph = CrosswalkGraph(EmbeddedStore(dataset((name,)), cache=False))
        other = graph.to_rdflib()
        given, rows = values(graph), []
        for query in graph.library():
            named = {p.name: given[p.name] for p in query.parameters if not p.optional and p.name in given}
            ours = min(seconds(lambda q=query, n=named: graph.query(q.name, **n)) for _ in range(3))
            bound = queries.fill_in(query.text, queries.bindings(query, named, graph.resolve))
            found = asked(other, bound)
            theirs = f"not done in {LIMIT:g} s" if found is None else f"{milliseconds(found[1])}"
            times = "" if found is None else f"{found[1] / ours:,.0f} times"
            rows.append((query.name, f"{milliseconds(ours):>10}  {theirs:>16}  {times}"))
    print(f"{statements:,} statements: embedded, rdflib, how many times as long")
    table(rows)


if __name__ == "__main__":
    main()
