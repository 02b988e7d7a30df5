"""A made-up graph of claims for the benchmarks of alignment: the same one every time, of any size.

There are 200 frameworks. As the claims grow so do the frameworks, 500 statements each at 1,000,000 claims, and a
statement has 20 claims on average at any size. A mapping set claims one statement of one framework for each of the
other: of the same tenth, since two documents treat things in a like order, and otherwise at random. Which frameworks a
set relates is drawn at random too. One claim of 100 is made twice, by different people.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from crosswalk.alignment.premises import Network, Premise
from crosswalk.relations import possible

FRAMEWORKS = 200
CLAIMS_A_STATEMENT = 10
TENTHS = 10
STATED = 0.8

#: How often a claim has which predicate, denied or not, in hundredths.
MIX: dict[tuple[str, bool], int] = {
    ("skos:exactMatch", False): 22,
    ("skos:broadMatch", False): 20,
    ("skos:narrowMatch", False): 20,
    ("skos:closeMatch", False): 27,
    ("skos:relatedMatch", False): 8,
    ("skos:exactMatch", True): 3,
}


def frameworks(claims: int) -> dict[str, tuple[str, ...]]:
    """The statements of each framework."""
    size = claims // CLAIMS_A_STATEMENT // FRAMEWORKS
    return {f"made-{f}": tuple(f"made-{f}:{i}" for i in range(size)) for f in range(FRAMEWORKS)}


def claims(count: int) -> Iterator[Premise]:
    """That many claims, a mapping set after the other."""
    random, members = Random(7), list(frameworks(count).values())
    kinds, size, made = list(MIX), len(members[0]), 0
    while made < count:
        first, second = random.sample(members, 2)
        for i, subject in enumerate(first):
            tenth = i * TENTHS // size
            low, high = -(-tenth * size // TENTHS), -(-(tenth + 1) * size // TENTHS)
            object_ = second[random.randrange(low, max(high, low + 1))]
            predicate, negated = random.choices(kinds, MIX.values())[0]
            known = possible(predicate, negated)
            for _ in range(1 + (random.random() < 0.01)):
                sure = round(random.uniform(0.3, 1), 2) if random.random() < STATED else None
                yield Premise(f"claim-{made}", subject, object_, known, not negated, sure)
                made += 1
                if made == count:
                    return


def network(count: int) -> Network:
    """The network of that many claims."""
    return Network(claims(count), frameworks(count))
