"""What follows for two statements from the claims that lie between them: sound, with every proof, and no more.

A chain of claims leads from one statement to another; what it tells is the composition of what its claims tell
(`relations.COMPOSITION`). What several chains tell holds at once, so it is intersected. Nothing is guessed: where
nothing follows, two statements that meet in a third are a *candidate*, a hint to look there and never a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from crosswalk.alignment.confidence import any_of, together
from crosswalk.alignment.premises import Network, Premise
from crosswalk.errors import UnknownIdentifier
from crosswalk.relations import ANY, COMPOSITION, CONCLUSION, CONCLUSIONS, INVERSE

Verdict = Literal["entailed", "candidate", "contradiction"]

#: Of the chains of three claims and more that lead to one statement and tell the same, this many are kept, the surest.
KEPT = 8


class Chain(NamedTuple):
    """Claims in a row from one statement to another: `stops` are the statements passed, both ends included.

    `known` is what the claims tell together (see `relations`), `linking` whether each of them relates its two ends.
    """

    premises: tuple[Premise, ...]
    stops: tuple[str, ...]
    known: int
    linking: bool

    @property
    def confidence(self) -> float | None:
        """That all of its claims hold; None where one states nothing."""
        return together(self.premises)


class Derived(NamedTuple):
    """What follows for a subject and an object.

    `relation` is what `relations.conclusion` says, "" where nothing follows. `known` are the relations still possible.
    `chains` are the proof: all chains that tell something, the surest first; for a candidate those through a hub.
    `hubs` are the statements where the two meet over one claim on either side. `direct` are the claims in force between
    the two, whatever they say. `confidence` is that of an entailed relation, None where it is not stated.
    """

    subject: str
    object: str
    verdict: Verdict
    relation: str
    known: int
    chains: tuple[Chain, ...]
    hubs: tuple[str, ...] = ()
    direct: tuple[Premise, ...] = ()
    confidence: float | None = None


def compose(network: Network, source: str, target: str, max_hops: int = 2) -> Iterator[Derived]:
    """What follows for the statements of one framework and those of another, in the order of the two.

    `max_hops` is how many claims a chain may have, from 2. Results come one statement of `source` at a time, so what is
    held at once is what follows for one statement. Raises UnknownIdentifier for a framework that is not there.
    """
    for framework in (source, target):
        if framework not in network.frameworks:
            raise UnknownIdentifier(f"There is no framework {framework!r}; crosswalk frameworks lists them.")
    place = {statement: i for i, statement in enumerate(network.frameworks[target])}
    reaching = network.reaching(target)
    for statement, first in _starts(network, source, target, max_hops):
        found: dict[str, list[Chain]] = {}
        for chain in _chains(network, statement, first, reaching, place, max_hops):
            found.setdefault(chain.stops[-1], []).append(chain)
        for end in sorted(found, key=place.__getitem__):
            derived = conclude(statement, end, found[end])
            if derived is not None:
                yield derived


def compose_pair(network: Network, subject: str, object_: str, max_hops: int = 2) -> Derived | None:
    """What follows for one pair of statements; None where nothing does and they meet nowhere."""
    reaching: dict[str, list[Premise]] = {}
    for premise in network.touching.get(object_, ()):
        reaching.setdefault(premise.other(object_), []).append(premise)
    first = network.touching.get(subject, ())
    return conclude(subject, object_, list(_chains(network, subject, first, reaching, {object_: 0}, max_hops)))


def _starts(network: Network, source: str, target: str, max_hops: int) -> Iterator[tuple[str, Sequence[Premise]]]:
    """The statements of the source from which a chain may lead to the target, with the premises it may begin with."""
    if max_hops > 2:
        yield from ((s, network.touching[s]) for s in network.frameworks[source] if s in network.touching)
        return
    # A chain of two claims turns at a statement that both frameworks reach: few, and found without a loop.
    outward, inward = network.reaching(source), network.reaching(target)
    begun: dict[str, list[Premise]] = {}
    for turn in outward.keys() & inward.keys():
        for premise in outward[turn]:
            begun.setdefault(premise.other(turn), []).append(premise)
    for statement in network.frameworks[source]:
        if statement in begun:
            if statement in inward:  # the network holds a premise once, so the same object is the same premise
                yield statement, [*{id(p): p for p in (*begun[statement], *inward[statement])}.values()]
            else:
                yield statement, begun[statement]


def _chains(
    network: Network,
    start: str,
    first: Iterable[Premise],
    reaching: Mapping[str, Sequence[Premise]],
    ends: Mapping[str, int],
    max_hops: int,
) -> Iterator[Chain]:
    """Every chain of at most so many claims that begins with one of `first` and ends in one of `ends`.

    No chain comes by a statement twice: a round trip tells nothing that the chain without it does not. Of chains of
    three claims and more those that tell nothing are left out, and of those alike only `KEPT` are kept.
    """
    level: list[Chain] = []
    for premise in first:
        stop = premise.other(start)
        chain = Chain((premise,), (start, stop), premise.known_from(start), premise.linking)
        if stop in ends:
            yield chain
        if premise.linking or premise.known != ANY:  # any other denial leads nowhere
            level.append(chain)
    for hops in range(2, max_hops + 1):
        for chain in level:
            middle = chain.stops[-1]
            for premise in reaching.get(middle, ()):
                longer = _extended(chain, middle, premise)
                if longer is not None and (longer.known != ANY or (hops == 2 and longer.linking)):
                    yield longer
        if hops < max_hops:
            level = _onward(network, level)


def _extended(chain: Chain, middle: str, premise: Premise) -> Chain | None:
    """The chain with one claim more; None where that would come by a statement twice."""
    _, subject, object_, known, linking, _ = premise  # as `other` and `known_from` do, without calling them so often
    stop, known = (object_, known) if subject == middle else (subject, INVERSE[known])
    premises, stops, so_far, linked = chain
    if stop in stops:
        return None
    return Chain((*premises, premise), (*stops, stop), COMPOSITION[so_far][known], linked and linking)


def _onward(network: Network, level: Iterable[Chain]) -> list[Chain]:
    """The chains with one claim more, wherever that leads; only what tells something, and of those alike the surest."""
    alike: dict[tuple[str, int], list[Chain]] = {}
    for chain in level:
        middle = chain.stops[-1]
        for premise in network.touching[middle]:
            longer = _extended(chain, middle, premise) if premise.known != ANY else None
            if longer is not None and longer.known != ANY:
                alike.setdefault((longer.stops[-1], longer.known), []).append(longer)
    return [chain for chains in alike.values() for chain in sorted(chains, key=surest)[:KEPT]]


def surest(chain: Chain) -> tuple[float, int, tuple[str, ...]]:
    """Sorts chains: the surest first, those without a stated confidence last; then the shorter."""
    confidence = chain.confidence
    return (1.0 if confidence is None else -confidence, len(chain.premises), tuple(p.claim for p in chain.premises))


def conclude(subject: str, object_: str, chains: Sequence[Chain]) -> Derived | None:
    """What the chains from one statement to another tell together; None where they tell nothing and meet nowhere.

    What the claims between the two alone tell is no conclusion: it is there already. They count where the chains and
    they together tell more than they do. A pair that such a claim relates or denies is no candidate.
    """
    if len(chains) == 1 and chains[0].known:
        return _conclude_one(subject, object_, chains[0])
    telling, direct, hubs = [], [], dict[str, None]()
    known = claimed = chained = ANY
    for chain in chains:
        if chain.known != ANY:
            telling.append(chain)
            known &= chain.known
        if len(chain.premises) == 1:
            direct.append(chain.premises[0])
            claimed &= chain.known
        else:
            chained &= chain.known
            if chain.linking and len(chain.premises) == 2:
                hubs[chain.stops[1]] = None
    if chained == 0 or (chained != ANY and known == 0 and claimed != 0):
        proof = tuple(sorted(telling, key=surest))
        return Derived(subject, object_, "contradiction", "", 0, proof, tuple(sorted(hubs)), tuple(direct))
    if known == claimed:  # they say as much, or disagree among themselves: what the chains tell stands without them
        known, telling = chained, [chain for chain in telling if len(chain.premises) > 1]
    relation = CONCLUSION[known]
    if relation:
        proof = tuple(sorted(telling, key=surest)) if len(telling) > 1 else tuple(telling)
        sure = any_of(supports(proof, CONCLUSIONS[relation]))
        return Derived(subject, object_, "entailed", relation, known, proof, tuple(sorted(hubs)), tuple(direct), sure)
    if hubs and not direct:
        met = [chain for chain in chains if chain.linking and len(chain.premises) == 2]
        proof = tuple(sorted(met, key=surest)) if len(met) > 1 else tuple(met)
        return Derived(subject, object_, "candidate", "", known, proof, tuple(sorted(hubs)))
    return None


def _conclude_one(subject: str, object_: str, chain: Chain) -> Derived | None:
    """What `conclude` says of one chain alone that does not contradict itself: by far the most pairs have no other."""
    length = len(chain.premises)
    if length == 1:
        return None
    known, hubs = chain.known, (chain.stops[1],) if chain.linking and length == 2 else ()
    relation = CONCLUSION[known]
    if relation:
        return Derived(subject, object_, "entailed", relation, known, (chain,), hubs, (), chain.confidence)
    return Derived(subject, object_, "candidate", "", known, (chain,), hubs) if hubs else None


def supports(chains: Sequence[Chain], allowed: int) -> list[list[Premise]]:
    """The premises of each of the ways in which chains leave no relation possible but those allowed.

    A way is one chain; where no single one suffices, two; where no two do, all of them together.
    """
    ways = [[chain] for chain in chains if chain.known & ~allowed == 0]
    if not ways:
        ways = [
            [one, other]
            for i, one in enumerate(chains)
            for other in chains[i + 1 :]
            if one.known & other.known & ~allowed == 0
        ]
    return [[p for chain in way for p in chain.premises] for way in (ways or [list(chains)])]
