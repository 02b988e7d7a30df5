"""`crosswalk serve` under load, against `oxigraph serve-read-only` on the same store, taking turns in one run.

Statements looked up by their notation; a join, some hundred claims with what they relate; and a count over products
that no index shortens. Each class is many texts in turn, and none of them is asked twice, since our server keeps small
answers: a variable has another name in each. Lookups are measured the other way too, when all were asked before. Both
servers are asked the same. Compared are the requests answered in a second and the time within which 99 of 100 have
their answer. All the while the viewer's health is asked, on a connection of its own. The other server reads its store
from disk, ours holds a copy in the memory of each worker.
"""

from __future__ import annotations

import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from load import ANOTHER, Load, client, load
from measure import milliseconds, verdict
from pulse import Pulse
from visitor import serving

from crosswalk.graph import oxigraph
from crosswalk.graph.dataset import dataset
from crosswalk.graph.store import EmbeddedStore

ROUNDS, SECONDS = 3, 5.0
#: The most that a request for the viewer's health may take, in milliseconds.
PROMPT = 50
HEALTH = ("/health", "/_stcore/health")
ACCEPT = {"Accept": "application/sparql-results+json"}

PREFIXES = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
LOOKUP = "SELECT ?statement ?label WHERE {{ ?statement skos:notation {} ; skos:prefLabel ?label }}"
NEW_LOOKUP = LOOKUP.replace("?label", f"?label{ANOTHER}")
JOIN = """SELECT ?claimANOTHER ?a ?label_a ?b ?label_b WHERE {{
  ?claimANOTHER owl:annotatedSource ?a ; owl:annotatedTarget ?b .
  ?a skos:prefLabel ?label_a . ?b skos:prefLabel ?label_b
}} OFFSET {} LIMIT 300"""
HEAVY = """SELECT ?framework (COUNT(*) AS ?nANOTHER) WHERE {{
  ?a skos:inScheme <{}> ; skos:prefLabel ?x . ?b skos:inScheme ?framework ; skos:prefLabel ?y .
  FILTER(STRLEN(?x) < STRLEN(?y))
}} GROUP BY ?framework ORDER BY ?framework"""
NOTATIONS = "SELECT DISTINCT ?notation WHERE { ?statement skos:notation ?notation } ORDER BY ?notation"
#: Those of at least so many statements, so that no heavy query is a light one.
FRAMEWORKS = """SELECT ?framework WHERE { ?statement skos:inScheme ?framework }
GROUP BY ?framework HAVING (COUNT(*) >= 90) ORDER BY ?framework"""

SERVE = ("-c", "from crosswalk.cli.main import run; run()", "serve")


class QueryClass(NamedTuple):
    """Queries alike, and over how many connections they are asked; `aim` is how many times slower we may be.

    Those that are `kept` are all asked once before they are measured.
    """

    name: str
    texts: tuple[str, ...]
    connections: int
    aim: float | None
    kept: bool = False

    def paths(self, before: str) -> list[str]:
        """What to ask a server whose endpoint lies there."""
        return [f"{before}?query={quote(PREFIXES + text)}" for text in self.texts]


def classes(store: EmbeddedStore) -> tuple[QueryClass, ...]:
    """The classes over the data that is served."""
    notations, frameworks = (
        [oxigraph.to_engine(row[0]) for row in store.query(PREFIXES + text).rows] for text in (NOTATIONS, FRAMEWORKS)
    )
    return (
        QueryClass("lookup", tuple(map(NEW_LOOKUP.format, notations)), 8, 2.5),
        QueryClass("asked before", tuple(map(LOOKUP.format, notations)), 8, 2.5, kept=True),
        QueryClass("join", tuple(map(JOIN.format, range(0, 200, 10))), 8, None),
        QueryClass("heavy", tuple(HEAVY.format(framework.value) for framework in frameworks), 2, 1.2),
    )


@contextmanager
def oxigraph_server(folder: str) -> Iterator[str]:
    """The address of an oxigraph server that only reads a store."""
    binary = shutil.which("oxigraph") or shutil.which("oxigraph", path=os.path.dirname(sys.executable))
    assert binary, "The program oxigraph is not installed: python -m pip install '.[test]'."
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{trial.getsockname()[1]}"
    command = [binary, "serve-read-only", "--location", folder, "--bind", place]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while socket.socket().connect_ex(("127.0.0.1", int(place.rpartition(":")[2]))):
                time.sleep(0.05)
            yield f"http://{place}"
        finally:
            server.terminate()


def compare(kind: QueryClass, ours: str, theirs: str, seconds: float) -> Pulse:
    """Put both under the load of a class in turn, print, and give how our server's health felt meanwhile."""
    found: list[tuple[Load, Load]] = []
    pulse = Pulse(ours, HEALTH)
    for _ in range(ROUNDS):
        for root, before in ((ours, "/sparql"), (theirs, "/query")):
            paths = kind.paths(before)
            for path in paths if kind.kept else paths[:1]:  # what the load before left undone is over then
                asked = urllib.request.Request(root + path, headers=ACCEPT)
                with urllib.request.urlopen(asked, timeout=60) as answer:
                    answer.read()
        with pulse:
            mine = load(ours, kind.paths("/sparql"), kind.connections, seconds, ACCEPT)
        found.append((mine, load(theirs, kind.paths("/query"), kind.connections, seconds, ACCEPT)))
    for name, loads in zip(("ours", "oxigraph"), zip(*found, strict=True), strict=True):
        rate, middle, p99 = (median(getattr(one, field) for one in loads) for field in ("rate", "median", "p99"))
        failed, answered = (sum(getattr(one, field) for one in loads) for field in ("failed", "answered"))
        print(
            f"  {kind.name:<12} {name:<9} {rate:>9.1f} a second   median {milliseconds(middle):>10}   "
            f"p99 {milliseconds(p99):>10}   {failed} of {answered} failed"
        )
    rates = median(theirs.rate / mine.rate if mine.rate else math.inf for mine, theirs in found)
    waits = median(mine.p99 / theirs.p99 for mine, theirs in found)
    for what, ratio in (("throughput", rates), ("p99", waits)):
        if kind.aim is None:
            print(f"{kind.name}, {what}: {ratio:.2f} times")
        else:
            verdict(f"{kind.name}, {what}", ratio, kind.aim, " times")
    return pulse


def main() -> None:
    """Measure and print; the first argument is for how many seconds each load runs, three times for each server."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with tempfile.TemporaryDirectory() as cache:
        os.environ["CROSSWALK_CACHE"] = cache
        store = EmbeddedStore(dataset())
        assert store.location is not None
        print(f"Asked by {client()}, for {seconds:g} s at a time, {ROUNDS} times in turn; medians.")
        with serving(*SERVE) as (ours, _), oxigraph_server(store.location) as theirs:
            for kind in classes(store):
                pulse = compare(kind, ours, theirs, seconds)
                for path in HEALTH:
                    middle = milliseconds(pulse.quantile(path, 0.5))
                    print(f"  {path} meanwhile: asked {len(pulse.taken[path])} times, median {middle}")
                    verdict(f"  {path}, p99", pulse.quantile(path, 0.99) * 1000, PROMPT, " ms")
                    verdict(f"  {path}, worst", pulse.quantile(path, 1) * 1000, PROMPT, " ms")
                assert not pulse.lost, pulse.lost


if __name__ == "__main__":
    main()
