"""What follows for all pairs of statements at once: chains of two claims and the claims between, as sparse products.

The same answers as `compose` with chains of at most two claims, in arrays and without proofs. One relation of two sets
is possible as long as no chain excludes it, and what a chain of two claims excludes depends on the *kinds* of the two
alone: what each tells, and whether it counts towards a hub. So one product of sparse matrices counts, for each pair,
how many chains exclude each of the five relations and in how many hubs the two meet. The six counts share one integer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from crosswalk.alignment.premises import Network
from crosswalk.relations import ANY, COMPOSITION, CONCLUSION, INVERSE

if TYPE_CHECKING:
    from numpy import bool_, int32, intp, uint8
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: The verdicts by the number that `Block.verdict` holds; `compose.Verdict` has the same names.
VERDICTS = ("", "entailed", "candidate", "contradiction")

#: How wide one of the counts is, in bits, where the hubs' is the sixth: they and the sign have to fit into 64.
WIDTH = 10

#: The most that such a count may reach.
LIMIT = (1 << WIDTH) - 1

#: How many cells a block has at most, statements of the block times all statements: what bounds the memory.
CELLS = 1 << 24

#: Beside what a claim tells, five bits, one more: that it counts towards a hub.
COUNTING = ANY + 1

_RELATIONS = tuple(1 << i for i in range(ANY.bit_length()))
_OWN, _CLAIMED, _VERDICT = COUNTING << 1, COUNTING.bit_length(), ANY.bit_length()
_HUBS = len(_RELATIONS) * WIDTH


class Block(NamedTuple):
    """What follows for some statements and all others: arrays of one length, an entry a pair of which something does.

    `source` and `target` (int32) are places in `Sweep.statements`; the sources of a block stand in their order, the
    targets of one source in any. `known` (uint8) are the relations still possible, as `Derived.known`; `CONCLUSION`
    names what they say. `hubs` (int32) counts the statements where the two meet over one claim on either side.
    `verdict` (uint8) is a place in `VERDICTS`.
    """

    source: NDArray[int32]
    target: NDArray[int32]
    known: NDArray[uint8]
    hubs: NDArray[int32]
    verdict: NDArray[uint8]


class Found(NamedTuple):
    """The pairs of a block that chains join: row, column, and in how many hubs.

    `told` are the relations that the chains exclude, with `COUNTING` where the two meet in a hub.
    """

    row: NDArray[int32]
    column: NDArray[int32]
    told: NDArray[uint8]
    hubs: NDArray[int32]


class Claims(NamedTuple):
    """Every claim from either of its ends: places of statements, what is known read so, and whether it links."""

    start: NDArray[intp]
    stop: NDArray[intp]
    known: NDArray[intp]
    linking: NDArray[bool_]


class Edges(NamedTuple):
    """What chains are made of, in the order of `start`, then `stop`; claims of a pair that are of one kind stand once.

    `kind` is a place in `codes`, which are what is known, with `COUNTING` where the claim counts towards a hub. `most`
    is how many lie between one pair at most.
    """

    start: NDArray[intp]
    stop: NDArray[intp]
    kind: NDArray[intp]
    codes: tuple[int, ...]
    most: int


class Sweep:
    """A network as matrices; built once, then swept as often as one likes."""

    def __init__(self, network: Network) -> None:
        """The statements of the network's frameworks are its pairs; others that claims touch are only passed by."""
        members = dict.fromkeys(s for statements in network.frameworks.values() for s in statements)
        self.statements = tuple(members)
        places = {statement: i for i, statement in enumerate([*members, *(network.touching.keys() - members.keys())])}
        claims = _claims(network, places)
        edges = _edges(claims, len(places))
        self._direct = _direct(claims, len(places), len(members))
        self._left, self._right = _factors(edges, len(places), len(members))
        self._limit = LIMIT // edges.most

    def blocks(self, cells: int = CELLS) -> Iterator[Block]:
        """What follows for all pairs, in either direction, some sources at a time: `cells` is what one block may hold.

        A pair of two statements of one framework is a pair like any other; a statement and itself are none.
        """
        import numpy

        wide = len(self.statements)
        rows = max(1, cells // max(1, wide))
        claimed = numpy.zeros(min(rows, wide) * wide, dtype=numpy.uint8)
        for begin in range(0, wide, rows):
            end = min(begin + rows, wide)
            found = self._found(begin, end)
            low, high = self._direct.indptr[begin], self._direct.indptr[end]
            lengths = numpy.diff(self._direct.indptr[begin : end + 1])
            put = numpy.repeat(numpy.arange(end - begin), lengths) * wide + self._direct.indices[low:high]
            own = numpy.arange(end - begin) * (wide + 1) + begin
            claimed[put], claimed[own] = self._direct.data[low:high], _OWN
            cell = found.row * numpy.intp(wide)
            cell += found.column
            case = claimed.take(cell).astype(numpy.intp)
            claimed[put] = claimed[own] = 0
            case <<= _CLAIMED
            case |= found.told
            yield _block(begin, found, case)

    def _found(self, begin: int, end: int) -> Found:
        import numpy

        parts = [_decoded(piece @ self._right) for piece in _pieces(self._left[begin:end], self._limit)]
        if len(parts) == 1:
            return parts[0]
        row, column, told, hubs = (numpy.concatenate(arrays) for arrays in zip(*parts, strict=True))
        order = numpy.lexsort((column, row))
        row, column = row[order], column[order]
        first = numpy.flatnonzero((numpy.diff(row, prepend=-1) != 0) | (numpy.diff(column, prepend=-1) != 0))
        told = numpy.bitwise_or.reduceat(told[order], first)
        return Found(row[first], column[first], told, numpy.add.reduceat(hubs[order], first))


def sweep(network: Network, cells: int = CELLS) -> Iterator[Block]:
    """What follows for all pairs of statements of all frameworks, as `compose` says with chains of at most two claims.

    The blocks come one after the other and none is kept, so memory is bounded by the network and `cells`. Where the
    statements have to be named, or a network is swept twice, make a `Sweep`.
    """
    yield from Sweep(network).blocks(cells)


def decide(chained: int, claimed: int, met: bool, direct: bool) -> tuple[str, int]:
    """The verdict and what is known, as `compose.conclude` has it; ("", known) where nothing follows.

    `chained` is what the chains of two claims leave possible, `claimed` what the claims between the two do; `met` says
    that the two meet in a hub, `direct` that there is a claim between them.
    """
    known = chained & claimed
    if chained == 0 or (chained != ANY and known == 0 and claimed != 0):
        return "contradiction", 0
    if known == claimed:
        known = chained
    if CONCLUSION[known]:
        return "entailed", known
    return ("candidate" if met and not direct else ""), known


def _block(begin: int, found: Found, case: NDArray[intp]) -> Block:
    """The pairs of which something follows, where the block begins with that source."""
    import numpy

    outcome = _outcomes().take(case)
    kept = numpy.flatnonzero(outcome > ANY)
    outcome = outcome.take(kept)
    return Block(
        found.row.take(kept) + numpy.int32(begin),
        found.column.take(kept).astype(numpy.int32, copy=False),
        outcome & numpy.uint8(ANY),
        found.hubs.take(kept),
        outcome >> numpy.uint8(_VERDICT),
    )


@cache
def _outcomes() -> NDArray[uint8]:
    """`decide` for all there is, the verdict's number above what is known; 0 for a statement and itself.

    A place is what a block's chains tell, as `Found.told`, and above it what claims exclude, with `COUNTING` for any.
    """
    import numpy

    outcomes = numpy.zeros((2 * _OWN) << _CLAIMED, numpy.uint8)
    for direct, met, claims, chains in product(range(2), range(2), range(ANY + 1), range(ANY + 1)):
        verdict, known = decide(ANY & ~chains, ANY & ~claims, bool(met), bool(direct))
        place = (claims | direct * COUNTING) << _CLAIMED | chains | met * COUNTING
        outcomes[place] = VERDICTS.index(verdict) << _VERDICT | known if verdict else 0
    return outcomes


def _claims(network: Network, places: dict[str, int]) -> Claims:
    import numpy

    rows = [
        (places[premise.subject], places[premise.object], premise.known, premise.linking)
        for statement, touching in network.touching.items()
        for premise in touching
        if premise.subject == statement and premise.object != statement
    ]
    subject, object_, known, linking = numpy.array(rows, dtype=numpy.intp).reshape(-1, 4).T
    return Claims(
        numpy.concatenate([subject, object_]),
        numpy.concatenate([object_, subject]),
        numpy.concatenate([known, numpy.array(INVERSE, dtype=numpy.intp)[known]]),
        numpy.concatenate([linking, linking]) != 0,
    )


def _edges(claims: Claims, size: int) -> Edges:
    """The claims that tell something or count towards a hub: one claim of a pair at most counts."""
    import numpy

    pair = claims.start * size + claims.stop
    linking = numpy.flatnonzero(claims.linking)
    counting = numpy.zeros(len(pair), dtype=numpy.intp)
    counting[linking[numpy.unique(pair[linking], return_index=True)[1]]] = COUNTING
    carrying = (claims.known != ANY) | (counting != 0)
    coded = numpy.unique((pair * 2 * COUNTING + (claims.known | counting))[carrying])
    pair, code = coded // (2 * COUNTING), coded % (2 * COUNTING)
    codes, kind = numpy.unique(code, return_inverse=True)
    most = int(numpy.unique(pair, return_counts=True)[1].max(initial=1))
    return Edges(pair // size, pair % size, kind.astype(numpy.intp), tuple(codes.tolist()), most)


def _direct(claims: Claims, size: int, wide: int) -> csr_array:
    """For each pair that claims lie between: what they exclude together, and `COUNTING` to say that there are any."""
    import numpy
    from scipy.sparse import csr_array

    inside = (claims.start < wide) & (claims.stop < wide)
    pair, excluded = (claims.start * size + claims.stop)[inside], (ANY - claims.known[inside]).astype(numpy.uint8)
    order = numpy.argsort(pair, kind="stable")
    pair, first = numpy.unique(pair[order], return_index=True)
    told = numpy.bitwise_or.reduceat(excluded[order], first) if len(first) else excluded
    return csr_array((told | numpy.uint8(COUNTING), (pair // size, pair % size)), shape=(wide, wide))


def _factors(edges: Edges, size: int, wide: int) -> tuple[csr_array, csr_array]:
    """The matrices whose product counts: statements by (middle, kind of the first claim), and that by statements.

    An entry of the second is what the second claim excludes after a first of that kind. Only those (middle, kind) have
    a place that occur, so that the product takes one multiplication a chain.
    """
    import numpy
    from scipy.sparse import csr_array

    kinds = max(1, len(edges.codes))
    turns, place = numpy.unique(edges.stop * kinds + edges.kind, return_inverse=True)
    outer = numpy.searchsorted(edges.start, numpy.arange(wide + 1))
    count = int(outer[-1])
    left = _narrow(csr_array((numpy.ones(count, numpy.int64), place[:count], outer), shape=(wide, len(turns))))

    ending = edges.stop < wide
    start, stop, kind = edges.start[ending], edges.stop[ending], edges.kind[ending]
    begin = numpy.searchsorted(start, numpy.arange(size + 1))
    lengths = numpy.diff(begin)[turns // kinds]
    pointers = numpy.concatenate([[0], numpy.cumsum(lengths)])
    taken = numpy.arange(pointers[-1]) + numpy.repeat(begin[turns // kinds] - pointers[:-1], lengths)
    table = numpy.array([[_counts(a, b) for b in edges.codes] for a in edges.codes], numpy.int64).reshape(kinds, -1)
    data = table[numpy.repeat(turns % kinds, lengths), kind[taken]]
    return left, _narrow(csr_array((data, stop[taken], pointers), shape=(len(turns), wide)))


def _narrow(matrix: csr_array) -> csr_array:
    """The matrix with indices of 32 bits where they suffice: half the memory to go through, so nearly twice as fast."""
    import numpy

    if max(matrix.nnz, *matrix.shape) < 1 << 31:
        matrix.indices, matrix.indptr = matrix.indices.astype(numpy.int32), matrix.indptr.astype(numpy.int32)
    return matrix


def _counts(first: int, second: int) -> int:
    """What a chain of two claims adds to the counts of its pair: 1 for each relation excluded, 1 where it is a hub."""
    excluded = ANY & ~COMPOSITION[first & ANY][second & ANY]
    counts = sum(1 << i * WIDTH for i, relation in enumerate(_RELATIONS) if excluded & relation)
    return counts + (bool(first & second & COUNTING) << _HUBS)


def _pieces(left: csr_array, limit: int) -> Iterator[csr_array]:
    """The rows as a sum of matrices with at most so many entries a row, so that no count can overflow."""
    import numpy
    from scipy.sparse import csr_array

    lengths = numpy.diff(left.indptr)
    if lengths.max(initial=0) <= limit:
        yield left
        return
    row = numpy.repeat(numpy.arange(len(lengths)), lengths)
    piece = (numpy.arange(left.nnz) - left.indptr[:-1][row]) // limit
    for number in range(int(piece.max()) + 1):
        chosen = piece == number
        yield csr_array((left.data[chosen], (row[chosen], left.indices[chosen])), shape=left.shape)


def _decoded(counts: csr_array) -> Found:
    """The counts read: a relation is excluded where one chain excludes it."""
    import numpy

    row = numpy.repeat(numpy.arange(counts.shape[0], dtype=numpy.int32), numpy.diff(counts.indptr))
    told = (counts.data >= 1 << _HUBS).view(numpy.uint8) * numpy.uint8(COUNTING)
    for i, relation in enumerate(_RELATIONS):
        told |= ((counts.data & (LIMIT << i * WIDTH)) != 0).view(numpy.uint8) * numpy.uint8(relation)
    return Found(row, counts.indices, told, (counts.data >> _HUBS).astype(numpy.int32))
