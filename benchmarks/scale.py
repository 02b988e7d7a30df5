"""Every library query on a synthetic graph of 100,000 statements, and how long that graph takes to load.

The frameworks are alike: standards of ten indicators each, and claims from every framework to the next, a tenth of them
denied. What a load is measured against is pyoxigraph alone loading the same quads, all of them, from one N-Quads file
at one go: it reads no mapping set, makes no record of a claim and adopts none. All is measured in processor time, which
other work on the machine disturbs less, and none of it uses more than one processor. A query with more rows than
`LISTING` for each statement lists the graph itself; it is bound by its rows, and told apart. On a small graph rdflib
answers too, where it finishes.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph
from against_rdflib import compare
from measure import milliseconds, processor, table, verdict

from crosswalk.api import CrosswalkGraph
from crosswalk.formats import sssom
from crosswalk.graph import oxigraph, queries, tokens
from crosswalk.graph.dataset import Dataset, dataset, fill
from crosswalk.graph.store import EmbeddedStore
from crosswalk.graph.triples import framework_triples
from crosswalk.model import Framework, Mapping, MappingSet, Statement, Verification

FRAMEWORKS = 40
INDICATORS = 10
RUNS = 3
#: With more rows for each statement of the graph an answer is a listing of the graph.
LISTING = 0.5
#: How many statements rdflib is asked about, and for how many seconds.
SMALL, LIMIT = 1_000, 10


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


def loads(data: Dataset, quads: Path) -> tuple[float, float]:
    """The processor seconds of our load of a data set, and of pyoxigraph's of the same quads: medians, taking turns."""
    ours, bare = list[float](), list[float]()
    for _ in range(RUNS):
        store = oxigraph.memory_store()
        ours.append(processor(lambda s=store: fill(s, data)))
        if not quads.exists():
            oxigraph.dump(store, str(quads))
        store = pyoxigraph.Store()
        bare.append(processor(lambda s=store: s.bulk_load(path=str(quads), format=pyoxigraph.RdfFormat.N_QUADS)))
        del store
        gc.collect()
    return sorted(ours)[RUNS // 2], sorted(bare)[RUNS // 2]


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


def answers(graph: CrosswalkGraph) -> dict[str, tuple[str, float, int]]:
    """Of every query its text, the median of its seconds, and how many rows it has; the slowest first."""
    given, found = values(graph), dict[str, tuple[str, float, int]]()
    for query in graph.library():
        asked = {p.name: given[p.name] for p in query.parameters if not p.optional and p.name in given}
        text = tokens.bind(query.text, queries.bindings(query, asked, graph.resolve))
        rows: list[int] = []
        times = [
            processor(lambda q=query, a=asked, r=rows: r.append(len(graph.query(q.name, **a).rows)))
            for _ in range(RUNS)
        ]
        found[query.name] = (text, sorted(times)[RUNS // 2], rows[0])
    return dict(sorted(found.items(), key=lambda item: -item[1][1]))


def large(folder: Path, statements: int) -> None:
    """Load and ask a graph of so many statements, and print."""
    list(files(folder, statements))
    data = dataset((str(folder),))
    ours, bare = loads(data, folder / "graph.nq")
    print(f"{statements:,} statements loaded in {ours:.1f} s, the same quads by pyoxigraph alone in {bare:.1f} s")
    verdict("load", ours / bare, 1.5, " times")
    found = answers(CrosswalkGraph(EmbeddedStore(data, cache=False)))
    for listing in (False, True):
        part = {name: answer for name, answer in found.items() if (answer[2] > LISTING * statements) == listing}
        rates = {n: f", {rows / time:>8,.0f} rows/s" if listing else "" for n, (_, time, rows) in part.items()}
        if not part:
            continue
        print("Listings of the graph:" if listing else "Answers of bounded size:")
        table([(n, f"{milliseconds(time):>11}  {rows:>7} rows{rates[n]}") for n, (_, time, rows) in part.items()])
        slowest = next(iter(part))
        verdict(f"slowest, {slowest}", part[slowest][1] * 1000, 500, " ms")


def small(folder: Path) -> None:
    """Ask a small graph, and rdflib beside it, and print."""
    list(files(folder, SMALL))
    graph = CrosswalkGraph(EmbeddedStore(dataset((str(folder),)), cache=False))
    print(f"The same questions about {SMALL:,} statements, rdflib stopped after {LIMIT} s:")
    table(compare(answers(graph), graph.to_rdflib(), LIMIT))


def main() -> None:
    """Measure and print; the first argument is the number of statements."""
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        large(Path(first), statements)
        small(Path(second))


if __name__ == "__main__":
    main()
