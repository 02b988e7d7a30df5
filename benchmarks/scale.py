"""Every library query on a synthetic graph of 100,000 statements, and how long that graph takes to load.

The frameworks are alike: standards of ten indicators each, and claims from every framework to the next, a tenth of them
denied. What is measured against is the same files loaded by pyoxigraph alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph
from measure import milliseconds, seconds, table, verdict

from crosswalk.api import CrosswalkGraph
from crosswalk.formats import sssom
from crosswalk.graph import oxigraph
from crosswalk.graph.dataset import Dataset, dataset, fill
from crosswalk.graph.store import EmbeddedStore
from crosswalk.graph.triples import framework_triples
from crosswalk.model import Framework, Mapping, MappingSet, Statement, Verification

FRAMEWORKS = 40
INDICATORS = 10
RUNS = 3


def framework(number: int, statements: int) -> Framework:
    """A framework of that many statements: a standard, its ten indicators, the next standard."""
    name, known = f"made-{number}", Verification("verified")
    made: list[Statement] = []
    for position in range(1, statements + 1):
        standard, indicator = divmod(position - 1, INDICATORS + 1)
        parent, notation = (None, str(standard)) if not indicator else (str(standard), f"{standard}.{indicator}")
        kind = "indicator" if indicator else "standard"
        made.append(
            Statement(name, notation, kind, f"Word {position % 997} of {position % 89}", position, known, parent)
        )
    return Framework(name, name, name, "ais", "2026", "indicator", "None.", "Made.", known, tuple(made))


def mapping_set(first: Framework, second: Framework) -> MappingSet:
    """Claims from two of every three indicators of one framework to the same place in the other."""
    claims = tuple(
        Mapping(
            a.short,
            "skos:relatedMatch" if i % 10 == 0 else "skos:closeMatch",
            b.short,
            "semapv:BackgroundKnowledgeBasedMatching",
            "agent:standards-crosswalk",
            "Made",
            "judged",
            "proposed",
            negated=i % 10 == 0,
            confidence=0.5,
            basis="gloss",
            reason=f"Made {i}.",
        )
        for i, (a, b) in enumerate(zip(first.statements, second.statements, strict=True))
        if a.type == "indicator" and i % 3
    )
    name = f"{first.id}--{second.id}--judged"
    return MappingSet(
        f"https://example.org/{name}", name, "Made.", "https://example.org/none", first.id, second.id, claims
    )


def files(folder: Path, statements: int) -> Iterator[Path]:
    """Write the synthetic data into a folder laid out like ``data/``."""
    made = [framework(number, statements // FRAMEWORKS) for number in range(FRAMEWORKS)]
    for one in made:
        path = folder / f"{one.id}.ttl"
        path.write_bytes(oxigraph.to_ntriples(framework_triples(one)))
        yield path
    for first, second in pairwise(made):
        path = folder / f"{first.id}--{second.id}.sssom.tsv"
        path.write_text(sssom.write(mapping_set(first, second)), encoding="utf-8")


def bare(paths: list[Path]) -> None:
    """The Turtle of the same data loaded by pyoxigraph alone, into one graph."""
    store = pyoxigraph.Store()
    for path in paths:
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)


def values(graph: CrosswalkGraph) -> dict[str, str]:
    """A value for every parameter that a query may ask for."""
    frameworks = {"to_framework": "made-2", "hub_framework": "made-1", "newer": "made-1"}
    chosen = {"statement": "made-1:1.3", "language": "en", "text": "word", "author": "agent:standards-crosswalk"}
    return {
        parameter.name: frameworks.get(parameter.name, "made-0")
        if parameter.type == "framework"
        else chosen[parameter.type]
        for query in graph.library()
        for parameter in query.parameters
        if parameter.type == "framework" or parameter.type in chosen
    }


def main() -> None:
    """Make, load, ask and print; the first argument is the number of statements."""
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        turtle = list(files(Path(name), statements))
        data: Dataset = dataset((name,))
        loading = seconds(lambda: fill(oxigraph.memory_store(), data))
        alone = seconds(lambda: bare(turtle))
        print(f"{statements:,} statements loaded in {loading:.1f} s; pyoxigraph alone {alone:.1f} s, claims left out")
        verdict("load", loading / alone, 1.5, " times")
        graph = CrosswalkGraph(EmbeddedStore(data, cache=False))
        given, times = values(graph), []
        for query in graph.library():
            asked = {p.name: given[p.name] for p in query.parameters if not p.optional and p.name in given}
            rows = len(graph.query(query.name, **asked).rows)
            best = sorted(seconds(lambda q=query, a=asked: graph.query(q.name, **a)) for _ in range(RUNS))[RUNS // 2]
            times.append((best, query.name, rows))
    times.sort(reverse=True)
    table([(query, f"{milliseconds(time):>11}  {rows:>7} rows") for time, query, rows in times])
    verdict(f"slowest, {times[0][1]}", times[0][0] * 1000, 500, " ms")


if __name__ == "__main__":
    main()
