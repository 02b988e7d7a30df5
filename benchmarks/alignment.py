"""What follows from claims, on made-up graphs of 10,000, 100,000 and 1,000,000: one pair of frameworks, and all pairs.

One pair is asked warm: with every proof, and verdicts. All pairs are swept block by block, against a bare scipy product
of the same edges, whole and in the same blocks. The graph is described in `synthetic.py`; the arguments are its sizes.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy
import synthetic
from measure import medians, milliseconds, seconds, table, verdict
from scipy.sparse import csr_array

from crosswalk.alignment.compose import compose
from crosswalk.alignment.premises import Network
from crosswalk.alignment.sweep import CELLS, Sweep

PAIRS = 40
RUNS = 5
SIZES = (10_000, 100_000, 1_000_000)


class Figures(NamedTuple):
    """What was found at one size: seconds, and numbers of results."""

    claims: int
    pair: float
    pair_rows: float
    swept: float
    rows: int


def one_pair(network: Network) -> tuple[float, float]:
    """The median over pairs of frameworks of the median seconds, each asked once before, and of the rows."""
    taken, rows = [], []
    for i in range(PAIRS):
        source, target = f"made-{i}", f"made-{(37 * i + 101) % synthetic.FRAMEWORKS}"
        rows.append(sum(1 for _ in compose(network, source, target)))
        taken.append(medians(lambda a=source, b=target: list(compose(network, a, b)), runs=RUNS)[0])
    return statistics.median(taken), statistics.median(rows)


def adjacency(network: Network) -> csr_array:
    """The same edges in both directions, each pair once, as a bare matrix of ones."""
    statements = [s for members in network.frameworks.values() for s in members]
    places = {statement: i for i, statement in enumerate(statements)}
    edges = {(places[s], places[p.other(s)]) for s in statements for p in network.touching.get(s, ())}
    row, column = numpy.array(sorted(edges)).T
    matrix = csr_array((numpy.ones(len(row), numpy.int64), (row, column)), shape=(len(places), len(places)))
    matrix.indices, matrix.indptr = matrix.indices.astype(numpy.int32), matrix.indptr.astype(numpy.int32)
    return matrix


def in_blocks(matrix: csr_array) -> Iterator[int]:
    """The bare product, the rows of a block of the sweep at a time."""
    rows = max(1, CELLS // matrix.shape[0])
    for begin in range(0, matrix.shape[0], rows):
        yield (matrix[begin : begin + rows] @ matrix).nnz


def peak() -> str:
    """The most memory that this process has held so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"


def measured(claims: int) -> Figures:
    """Measure one size and print it."""
    network = synthetic.network(claims)
    gc.freeze()
    held, (pair, pair_rows) = peak(), one_pair(network)
    made: list[Sweep] = []
    making = seconds(lambda: made.append(Sweep(network)))
    prepared, matrix = peak(), adjacency(network)
    rows = sum(len(block.source) for block in made[0].blocks())
    swept_peak = peak()
    sweeping, blocked = medians(
        lambda: sum(len(block.source) for block in made[0].blocks()), lambda: sum(in_blocks(matrix)), runs=RUNS
    )
    whole = medians(lambda: matrix @ matrix, runs=RUNS)[0]
    print(f"\n{claims:,} claims")
    table(
        [
            ("one pair of frameworks, every proof", f"{milliseconds(pair)}, {pair_rows:,.0f} rows"),
            ("matrices of the sweep made", milliseconds(making)),
            ("all pairs swept", f"{milliseconds(sweeping)}, {rows:,} rows"),
            ("bare product in the same blocks", milliseconds(blocked)),
            ("bare product, whole", milliseconds(whole)),
            ("peak of the process: network", held),
            ("… and the matrices made", prepared),
            ("… and all pairs swept", swept_peak),
            ("… and the bare product, whole", peak()),
        ]
    )
    verdict("one pair", pair * 1000, 5, " ms")
    verdict("sweep / bare product, the faster of the two", sweeping / min(whole, blocked), 3, " times")
    gc.unfreeze()
    return Figures(claims, pair, pair_rows, sweeping, rows)


def main() -> None:
    """Measure every size, then print what a row costs as the claims grow."""
    found = [measured(size) for size in [int(argument) for argument in sys.argv[1:]] or SIZES]
    print("\n   claims   one pair: rows  µs a row   all pairs: rows  ns a row")
    longest = max(figures.swept / figures.rows for figures in found)
    for figures in found:
        pair, swept = figures.pair / figures.pair_rows, figures.swept / figures.rows
        bar = "█" * round(30 * swept / longest)
        print(
            f"{figures.claims:>9,}   {figures.pair_rows:>14,.0f}  {pair * 1e6:>8.1f}"
            f"   {figures.rows:>15,}  {swept * 1e9:>8.0f}  {bar}"
        )


if __name__ == "__main__":
    main()
