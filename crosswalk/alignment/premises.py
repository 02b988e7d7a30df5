"""Which claims may carry a conclusion, and what each tells: claims become premises, and premises a network.

A candidate, NoTermFound, a claim of a statement to itself and what was itself derived are never premises. Where the
strongest claim of a pair is a denial (`adoption`), the pair's positive claims carry nothing; the denial stays, and says
what `relations.BRIDGES` lets it say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswalk.alignment.adoption import strongest
from crosswalk.model import Mapping as Claim
from crosswalk.relations import DISJOINT, INVERSE, possible
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND


class Premise(NamedTuple):
    """A claim as reasoning sees it.

    `claim` identifies the record. `known` is what it tells of the two sets, subject to object (see `relations`).
    `linking` says that it relates the two at all: a denial, or a claim that nothing is shared, does not.
    `confidence` is None where none is stated.
    """

    claim: str
    subject: str
    object: str
    known: int
    linking: bool = True
    confidence: float | None = None

    def other(self, end: str) -> str:
        """The statement at the other end."""
        return self.object if self.subject == end else self.subject

    def known_from(self, end: str) -> int:
        """What it tells of the two sets, read from that end."""
        return self.known if self.subject == end else INVERSE[self.known]


def premises(claims: Iterable[tuple[str, Claim]]) -> tuple[Premise, ...]:
    """The premises among claims, each given with its identifier; the order is kept, a claim given twice counts once."""
    usable = {name: claim for name, claim in claims if _usable(claim)}
    standing = strongest(usable.values())
    return tuple(
        _premise(name, claim)
        for name, claim in usable.items()
        if claim.negated == standing[frozenset((claim.subject, claim.object))].negated
    )


def _usable(claim: Claim) -> bool:
    ends = (claim.subject, claim.object)
    return NO_TERM_FOUND not in ends and ends[0] != ends[1] and claim.status != "candidate" and claim.kind != ENTAILED


def _premise(name: str, claim: Claim) -> Premise:
    known = possible(claim.predicate, claim.negated, claim.set_relation)
    linking = not claim.negated and known != DISJOINT
    return Premise(name, claim.subject, claim.object, known, linking, claim.confidence)


class Network:
    """The premises by the statements they touch, and the statements by their framework; built once, then only read."""

    def __init__(self, found: Iterable[Premise], frameworks: Mapping[str, Sequence[str]]) -> None:
        """`frameworks` lists the statements of each framework in their order; a statement may stand in several."""
        self.frameworks = {name: tuple(dict.fromkeys(members)) for name, members in frameworks.items()}
        self.touching: dict[str, list[Premise]] = {}
        for premise in dict.fromkeys(found):
            self.touching.setdefault(premise.subject, []).append(premise)
            self.touching.setdefault(premise.object, []).append(premise)
        self._reaching: dict[str, dict[str, list[Premise]]] = {}

    def between(self, frameworks: Mapping[str, Sequence[str]]) -> Network:
        """The same claims, of which the chains begin and end in these statements alone; they may pass any."""
        narrower = Network((), frameworks)
        narrower.touching = self.touching
        return narrower

    def reaching(self, framework: str) -> Mapping[str, Sequence[Premise]]:
        """The statements with a premise to one of that framework, each with those premises."""
        found = self._reaching.get(framework)
        if found is None:
            found = {}
            for statement in self.frameworks[framework]:
                for premise in self.touching.get(statement, ()):
                    found.setdefault(premise.other(statement), []).append(premise)
            self._reaching[framework] = found
        return found
