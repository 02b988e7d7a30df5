"""How far two sets of claims over the same two frameworks agree: what both link, what one does, and kappa.

A set says one thing of a pair: what its strongest claim says (`adoption`), read from the first framework to the second
whichever way round it is recorded. Candidates, which nobody looked at, and searches that found nothing say nothing of
a pair. What two sets do not agree on is a *disagreement*: each stands by itself, and neither follows from the other, so
it is no contradiction (see `compose`).

Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from crosswalk.alignment.adoption import outranks
from crosswalk.model import Mapping as Claim
from crosswalk.relations import DISJOINT, INVERSE, possible
from crosswalk.vocabulary import CLAIM_KINDS, NO_TERM_FOUND
from crosswalk.words import INVERSES

Pair = tuple[str, str]

#: What a set says of a pair that it does not link: that it denies it (or says that nothing is shared), or nothing.
DENIED, NO_CLAIM = "denied", "no claim"

#: How two sets can stand on a pair: linked by both in the same relation or in another, linked by one and denied by the
#: other, linked by one while the other says nothing; linked by neither, though at least one denies it.
OUTCOMES = ("same", "differs", "denied", "first", "second", "neither")


class Kappa(NamedTuple):
    """Agreement beyond what the habits of the two would give by chance, with its counts.

    `table` has a row for each of the `categories` as the first says it and a column as the second does. `observed` is
    the share of pairs on which they say the same, `expected` the share if each kept its habits and threw dice. All
    three figures are None where there is no pair, and `value` is None, "not defined", where chance alone would make
    them always agree: both say the same one thing of every pair.
    """

    categories: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]
    pairs: int
    observed: float | None
    expected: float | None
    value: float | None


class Judged(NamedTuple):
    """A pair with what each set says of it (a predicate, `DENIED` or `NO_CLAIM`), and one of `OUTCOMES`."""

    subject: str
    object: str
    first: str
    second: str
    outcome: str


class Agreement(NamedTuple):
    """All pairs of which either set says anything, in the order of the frameworks, and what that comes to.

    Both kappas are over the pairs that at least one of the two sets links; pairs that neither links are as many as one
    likes to call pairs, and would make any two sets agree. `relations` takes each relation as a category of its own,
    `links` all relations as one; in both, "denied" and "no claim" are categories.
    """

    pairs: tuple[Judged, ...]
    counts: dict[str, int]
    relations: Kappa
    links: Kappa


def kappa(said: Iterable[tuple[str, str]]) -> Kappa:
    """Cohen's kappa of what two say, one pair of categories for each thing they speak of; the order does not matter.

    Counted in whole numbers, so that what is not defined is told from what is nearly so.

    >>> kappa([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15).value
    0.4
    >>> kappa([("yes", "yes")] * 3).value is None
    True
    """
    counted = Counter(said)
    categories = tuple(sorted({category for pair in counted for category in pair}))
    table = tuple(tuple(counted[row, column] for column in categories) for row in categories)
    total = sum(map(sum, table))
    if not total:
        return Kappa((), (), 0, None, None, None)
    same = sum(table[i][i] for i in range(len(categories)))
    chance = sum(sum(table[i]) * sum(row[i] for row in table) for i in range(len(categories)))  # of total squared
    beyond = None if chance == total**2 else (same * total - chance) / (total**2 - chance)
    return Kappa(categories, table, total, same / total, chance / total**2, beyond)


def readings(claims: Iterable[Claim], source: Collection[str], target: Collection[str]) -> dict[Pair, str]:
    """What a set says of each pair of statements of the two frameworks: a predicate read from source to target, or
    `DENIED`. Claims about anything else are passed over.
    """
    strongest: dict[Pair, tuple[Claim, str]] = {}
    for claim in claims:
        if claim.status == "candidate" or NO_TERM_FOUND in (claim.subject, claim.object):
            continue
        pair = _placed(claim, source, target)
        if pair is None:
            continue
        ranked = claim if claim.kind in CLAIM_KINDS else claim._replace(kind=CLAIM_KINDS[-1])  # a derived set has a say
        said = _said(claim, pair[0] != claim.subject)
        held = strongest.get(pair)
        if held is None or outranks(ranked, held[0]) or (said == DENIED and not outranks(held[0], ranked)):
            strongest[pair] = (ranked, said)
    return {pair: said for pair, (_, said) in strongest.items()}


def _placed(claim: Claim, source: Collection[str], target: Collection[str]) -> Pair | None:
    """The two statements of a claim, that of the source first; where each could be that, in their own order."""
    one, other = claim.subject, claim.object
    forward, backward = one in source and other in target, other in source and one in target
    if one == other or not (forward or backward):
        return None
    if forward and backward:
        return (min(one, other), max(one, other))
    return (one, other) if forward else (other, one)


def _said(claim: Claim, turned: bool) -> str:
    known = possible(claim.predicate, claim.negated, claim.set_relation)
    if claim.negated or known == DISJOINT:
        return DENIED
    return read_back(claim.predicate) if turned else claim.predicate


def read_back(predicate: str) -> str:
    """A predicate as it reads from its other end: "^" before one that has a direction and no inverse of that name."""
    if predicate.startswith("^"):
        return predicate[1:]
    told = possible(predicate)
    return INVERSES.get(predicate, predicate if INVERSE[told] == told else f"^{predicate}")


def agree(
    first: Mapping[Pair, str], second: Mapping[Pair, str], source: Iterable[str] = (), target: Iterable[str] = ()
) -> Agreement:
    """How two sets of `readings` agree; `source` and `target` give the order of the statements, if any is wanted."""
    places = [{statement: i for i, statement in enumerate(order)} for order in (source, target)]

    def place(pair: Pair) -> tuple[object, ...]:
        return (places[0].get(pair[0], len(places[0])), places[1].get(pair[1], len(places[1])), pair)

    pairs = tuple(
        Judged(*pair, one, other, outcome(one, other))
        for pair in sorted({**first, **second}, key=place)
        for one, other in [(first.get(pair, NO_CLAIM), second.get(pair, NO_CLAIM))]
    )
    counted = Counter(pair.outcome for pair in pairs)
    linked = [pair for pair in pairs if pair.outcome != "neither"]
    return Agreement(
        pairs,
        {name: counted[name] for name in OUTCOMES},
        kappa((pair.first, pair.second) for pair in linked),
        kappa((_link(pair.first), _link(pair.second)) for pair in linked),
    )


def outcome(first: str, second: str) -> str:
    """How two sets stand on a pair, one of `OUTCOMES`."""
    links = [said not in (DENIED, NO_CLAIM) for said in (first, second)]
    if all(links):
        return "same" if first == second else "differs"
    if not any(links):
        return "neither"
    if DENIED in (first, second):
        return "denied"
    return "first" if links[0] else "second"


def _link(said: str) -> str:
    return said if said in (DENIED, NO_CLAIM) else "linked"
