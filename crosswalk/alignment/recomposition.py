"""Which other sets explain a mapping set: how far joining two of them over a third framework gives it again.

Two figures, apart. The *pairs*: any chain of two claims that relate their ends makes a pair, which is how crosswalks
are often joined, though it proves nothing. The *relations*: what really follows of the pairs (`relations.COMPOSITION`),
against what the set claims. A set that is explained was most likely made so, or could have been: it adds little to the
two that it is made of, and where its pairs do not follow it is no better than a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from crosswalk.alignment.premises import Premise
from crosswalk.relations import ANY, COMPOSITION, CONCLUSION

#: A set is explained where precision and recall of its pairs are both at least this.
EXPLAINED = 0.9

#: From a statement: to which others claims lead, and what each of them tells of the two.
Reach = dict[str, set[tuple[str, int]]]


class Retracing(NamedTuple):
    """How far the join of two sets over a hub framework gives a set again.

    `first` and `second` name the sets from the source to the hub and from the hub to the target. Of the `pairs` of the
    set and the `composed` ones `shared` are the same: `precision` is their share of the composed, `recall` of the
    set's. `follows` is for how many composed pairs a relation follows, `telling` for how many of its pairs the set
    claims one, `proved` for how many of these what follows leaves nothing possible but what is claimed;
    `relation_precision` and `relation_recall` are the shares of `proved` in the two, None where there is nothing to
    share.
    """

    hub: str
    first: str
    second: str
    pairs: int
    composed: int
    shared: int
    precision: float
    recall: float
    follows: int
    telling: int
    proved: int
    relation_precision: float | None
    relation_recall: float | None
    explained: bool

    @property
    def both(self) -> float:
        """Precision and recall as one figure, their harmonic mean (C. van Rijsbergen, Information Retrieval, 1979)."""
        return 2 * self.shared / (self.pairs + self.composed)


def retrace(
    given: Iterable[Premise],
    sets: Mapping[str, Iterable[Premise]],
    frameworks: Mapping[str, Sequence[str]],
    source: str,
    target: str,
    threshold: float = EXPLAINED,
) -> tuple[Retracing, ...]:
    """For every hub framework and every two sets over it how far they give the set again, the best first.

    `given` is the set, `sets` what it may be made of, by name; of each only the premises between the frameworks in
    question count, and only those that relate their ends. Hubs that give no pair are left out, and so is everything
    where the set has no pair.
    """
    ends = {name: frozenset(members) for name, members in frameworks.items()}
    claimed = _pairs(_reach(given, ends[source], ends[target]))
    linking = {name: [p for p in found if p.linking] for name, found in sets.items()}
    results = []
    for hub in frameworks:
        if hub in (source, target) or not claimed:
            continue
        outward = {name: _reach(found, ends[source], ends[hub]) for name, found in linking.items()}
        inward = {name: _reach(found, ends[hub], ends[target]) for name, found in linking.items()}
        for first, second in product(linking, repeat=2):
            found = _compare(claimed, outward[first], inward[second])
            if found is not None:
                results.append(_result(hub, first, second, len(claimed), found, threshold))
    return tuple(sorted(results, key=lambda r: (-r.both, -r.proved, r.hub, r.first, r.second)))


class _Counts(NamedTuple):
    composed: int
    shared: int
    follows: int
    telling: int
    proved: int


def _result(hub: str, first: str, second: str, pairs: int, found: _Counts, threshold: float) -> Retracing:
    precision, recall = found.shared / found.composed, found.shared / pairs
    return Retracing(
        hub,
        first,
        second,
        pairs,
        found.composed,
        found.shared,
        precision,
        recall,
        found.follows,
        found.telling,
        found.proved,
        found.proved / found.follows if found.follows else None,
        found.proved / found.telling if found.telling else None,
        min(precision, recall) >= threshold,
    )


def _reach(premises: Iterable[Premise], source: frozenset[str], target: frozenset[str]) -> Reach:
    """The premises that relate a statement of one framework to one of another, read from the first."""
    reach: Reach = {}
    for premise in premises:
        for end in (premise.subject, premise.object):
            other = premise.other(end)
            if premise.linking and end != other and end in source and other in target:
                reach.setdefault(end, set()).add((other, premise.known_from(end)))
    return reach


def _pairs(reach: Reach) -> dict[tuple[str, str], int]:
    """What a set tells of each of its pairs: what all of its claims tell together."""
    told: dict[tuple[str, str], int] = {}
    for start, found in reach.items():
        for end, known in found:
            told[start, end] = told.get((start, end), ANY) & known
    return told


def _compare(claimed: Mapping[tuple[str, str], int], outward: Reach, inward: Reach) -> _Counts | None:
    """The counts of a join against a set; None where the join gives no pair.

    Statements that lead to the same in the middle are joined once, so that a middle with ten thousand claims on either
    side costs what it gives for one of them.
    """
    alike: dict[frozenset[tuple[str, int]], list[str]] = {}
    for start, found in outward.items():
        alike.setdefault(frozenset(found), []).append(start)
    mine: dict[str, dict[str, int]] = {}
    for (start, end), known in claimed.items():
        mine.setdefault(start, {})[end] = known
    composed = shared = follows = proved = 0
    for middle, starts in alike.items():
        joined = _joined(middle, inward)
        concluded = sum(1 for known in joined.values() if CONCLUSION[known])
        for start in starts:
            composed += len(joined) - (start in joined)
            follows += concluded - (start in joined and bool(CONCLUSION[joined[start]]))
            for end, known in mine.get(start, {}).items():
                if end in joined:
                    shared += 1
                    proved += known != ANY and joined[end] != 0 and joined[end] & ~known == 0
    telling = sum(known != ANY for known in claimed.values())
    return _Counts(composed, shared, follows, telling, proved) if composed else None


def _joined(middle: Iterable[tuple[str, int]], inward: Reach) -> dict[str, int]:
    """Where the chains lead that begin with these, and what all of them tell together."""
    joined: dict[str, int] = {}
    for stop, first in middle:
        for end, second in inward.get(stop, ()):
            joined[end] = joined.get(end, ANY) & COMPOSITION[first][second]
    return joined
