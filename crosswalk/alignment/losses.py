"""What would be lost without a statement: the pairs for which something follows, or which meet, only through it.

The answer is that of taking the statement's claims away and composing again, without doing it. A chain of two claims
passes one statement, so what is left of a pair without that statement is told by its other chains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from crosswalk.alignment.compose import Chain, Derived, compose, conclude
from crosswalk.alignment.premises import Network

#: More chains than this are not walked: then only so many statements are started from as lead to about this many, drawn
#: with `SEED`, and what they tell is multiplied.
MOST_CHAINS = 500_000

SEED = 2008


class Losses(NamedTuple):
    """By statement: the pairs that meet there or for which something follows through it, and those lost without it.

    `share` is how much of all was looked at: below 1.0 the counts are estimates from that share.
    """

    meeting: Counter[str]
    lost: Counter[str]
    share: float


def losses(network: Network, pairs: Iterable[tuple[str, str]], most_chains: int = MOST_CHAINS) -> Losses:
    """The losses over pairs of frameworks, with chains of two claims.

    Statements of which the claims tell the same of the same others are alike in all that follows for them, so of these
    one is looked at and counts for all: a statement related to ten thousand others with nothing else is done at once.
    """
    pairs = list(pairs)
    weight = _weights(network)
    ends = network.between({name: [s for s in members if s in weight] for name, members in network.frameworks.items()})
    work = [(_work(ends, source, target, weight), source, target) for source, target in pairs]
    share = most_chains / max(1, sum(start.chains for starts, _, _ in work for start in starts.values()))
    meeting: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    looked = everything = 0
    for starts, source, target in work:
        drawn = _drawn(starts, share)
        looked += sum(starts[start].stands_for for start in drawn)
        everything += sum(start.stands_for for start in starts.values())
        begun = ends if len(drawn) == len(starts) else ends.between({**ends.frameworks, source: drawn})
        for derived in compose(begun, source, target):
            if derived.verdict != "contradiction":
                count = weight[derived.subject] * weight[derived.object]
                for statement in through(derived):
                    meeting[statement] += count
                for statement in without(derived):
                    lost[statement] += count
    if looked == everything:
        return Losses(meeting, lost, 1.0)
    seen = looked / everything
    return Losses(_scaled(meeting, seen), _scaled(lost, seen), seen)


def _scaled(counts: Counter[str], share: float) -> Counter[str]:
    return Counter({statement: round(count / share) for statement, count in counts.items()})


def _weights(network: Network) -> dict[str, int]:
    """One of each class of statements that are alike, the first in order, with how many it stands for.

    A statement that stands in several frameworks stands for itself alone.
    """
    homes: Counter[str] = Counter(statement for members in network.frameworks.values() for statement in members)
    alike: dict[tuple[object, ...], str] = {}
    weight: dict[str, int] = {}
    for framework, members in network.frameworks.items():
        for statement in members:
            told = frozenset(
                (p.other(statement), p.known_from(statement), p.linking) for p in network.touching.get(statement, ())
            )
            first = statement if homes[statement] > 1 else alike.setdefault((framework, told), statement)
            weight[first] = 1 if homes[statement] > 1 else weight.get(first, 0) + 1
    return weight


class _Start(NamedTuple):
    """How many chains of two claims lead from a statement to a framework, and for how many in all they stand."""

    chains: int = 0
    stands_for: int = 0


def _work(network: Network, source: str, target: str, weight: dict[str, int]) -> dict[str, _Start]:
    """The statements of the source from which chains of two claims lead to the target."""
    inward = network.reaching(target)
    starts: dict[str, _Start] = {}
    for turn, premises in network.reaching(source).items():
        if turn in inward:
            ends = sum(weight[premise.other(turn)] for premise in inward[turn])
            for premise in premises:
                name = premise.other(turn)
                before = starts.get(name, _Start())
                starts[name] = _Start(before.chains + len(inward[turn]), before.stands_for + weight[name] * ends)
    return {name: starts[name] for name in network.frameworks[source] if name in starts}


def _drawn(starts: dict[str, _Start], share: float) -> list[str]:
    """All statements to start from, or as many, drawn blindly, as make that share of the chains; one at least."""
    if share >= 1.0 or not starts:
        return list(starts)
    budget = share * sum(start.chains for start in starts.values())
    drawn: set[str] = set()
    for name in Random(SEED).sample(list(starts), len(starts)):  # noqa: S311 (a sample, no secret)
        if drawn and starts[name].chains > budget:
            break
        drawn.add(name)
        budget -= starts[name].chains
    return [name for name in starts if name in drawn]


def through(derived: Derived) -> tuple[str, ...]:
    """The statements at which the two of a result meet, or through which something is told of them."""
    passed = (chain.stops[1] for chain in derived.chains if len(chain.premises) == 2)
    return tuple(dict.fromkeys([*derived.hubs, *passed]))


def without(derived: Derived) -> Iterator[str]:
    """The statements without which nothing follows for the two of a result and they meet nowhere."""
    if derived.verdict == "candidate":
        if len(derived.hubs) == 1:
            yield derived.hubs[0]
        return
    telling: dict[int, dict[str, Chain]] = {}
    for chain in derived.chains:
        if len(chain.premises) == 2:
            telling.setdefault(chain.known, {})[chain.stops[1]] = chain
    # Only what is told at one statement alone can be lost with it.
    for statement in sorted({stop for told in telling.values() if len(told) == 1 for stop in told}):
        if not derived.direct and any(hub != statement for hub in derived.hubs):
            continue  # they still meet
        others = ([chain for stop, chain in told.items() if stop != statement][:1] for told in telling.values())
        left = [chain for chains in others for chain in chains]
        if conclude(derived.subject, derived.object, [*_direct(derived), *left]) is None:
            yield statement


def _direct(derived: Derived) -> Iterator[Chain]:
    ends = (derived.subject, derived.object)
    for premise in derived.direct:
        yield Chain((premise,), ends, premise.known_from(derived.subject), premise.linking)
