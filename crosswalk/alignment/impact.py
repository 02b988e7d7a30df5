"""What rests on statements that a new edition changed: the claims of other frameworks, and what follows by them.

Evidence that a school keeps for a statement comes with a later version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crosswalk.alignment.compose import Derived, compose_pair
from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.supersession import Change, Diff
from crosswalk.model import Mapping as Claim
from crosswalk.relations import ANY, COMPOSITION
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND


class Resting(NamedTuple):
    """A claim of another framework at one end of a changed statement; `other` is its other end."""

    name: str
    other: str
    claim: Claim


class Impact(NamedTuple):
    """A changed statement with the claims that rest on it, and the entailed relations.

    Of `results` those that end in the statement are about it; the others pass it as a hub.
    """

    change: Change
    claims: tuple[Resting, ...]
    results: tuple[Derived, ...]


def impact(diff: Diff, claims: Mapping[str, Claim], network: Network) -> Iterator[Impact]:
    """What rests on each statement of the older edition that was not kept, in order; also where nothing does.

    Claims are those of anybody that name the statement and one of a third framework, denials and candidates included,
    since whoever made them read the older wording. A search that found nothing rests on no pair and is left out, and so
    is what leads to the newer edition: that is the migration.
    """
    editions = {s for name in (diff.older, diff.newer) for s in network.frameworks.get(name, ())}
    touching: dict[str, list[Resting]] = {}
    for name in sorted(claims):
        claim = claims[name]
        if claim.kind != ENTAILED and NO_TERM_FOUND not in (claim.subject, claim.object):
            for here, there in ((claim.subject, claim.object), (claim.object, claim.subject)):
                if there not in editions:
                    touching.setdefault(here, []).append(Resting(name, there, claim))
    homes: dict[str, set[str]] = {}
    for framework, members in network.frameworks.items():
        for statement in members:
            homes.setdefault(statement, set()).add(framework)
    outward = _Outward(network, editions)
    for change in diff.changes:
        if change.kind != "kept":
            resting = sorted(touching.get(change.statement, ()), key=lambda r: (r.other, r.name))
            results = _results(network, change.statement, outward, homes)
            yield Impact(change, tuple(resting), tuple(sorted(results, key=lambda d: (d.subject, d.object))))


def _results(network: Network, statement: str, outward: _Outward, homes: Mapping[str, set[str]]) -> Iterator[Derived]:
    """The entailed relations, over chains of two claims, with a proof that passes the statement or ends in it."""
    for one, other in dict.fromkeys(
        [*_about(network, statement, outward), *_across(network, statement, outward, homes)]
    ):
        if homes.get(one, set()) & homes.get(other, set()):
            continue
        derived = compose_pair(network, one, other)
        if derived is not None and derived.verdict == "entailed" and _passes(derived, statement):
            yield derived


def _passes(derived: Derived, statement: str) -> bool:
    return any(statement in chain.stops for chain in derived.chains)


class _Outward(dict[str, list[Premise]]):
    """The premises that lead from a statement out of both editions, found when they are first asked for."""

    def __init__(self, network: Network, editions: set[str]) -> None:
        self._network, self._editions = network, editions

    def __missing__(self, statement: str) -> list[Premise]:
        touching = self._network.touching.get(statement, ())
        self[statement] = [premise for premise in touching if premise.other(statement) not in self._editions]
        return self[statement]


def _about(network: Network, statement: str, outward: _Outward) -> Iterable[tuple[str, str]]:
    """The pairs of the statement and another to which two claims that tell something lead."""
    for first in network.touching.get(statement, ()):
        middle = first.other(statement)
        for second in outward[middle]:
            if COMPOSITION[first.known_from(statement)][second.known_from(middle)] != ANY:
                yield statement, second.other(middle)


def _across(
    network: Network, statement: str, outward: _Outward, homes: Mapping[str, set[str]]
) -> Iterable[tuple[str, str]]:
    """The pairs of statements on either side of it about which two of its claims together tell something.

    One of the two may be of the older edition as well, where a claim relates two of its statements.
    """
    leading = outward[statement]
    own = homes.get(statement, set())
    inside = [p for p in network.touching.get(statement, ()) if homes.get(p.other(statement), set()) & own]
    for i, first in enumerate(leading):
        start = first.other(statement)
        for second in (*leading[i + 1 :], *inside):
            end = second.other(statement)
            if start != end and COMPOSITION[first.known_from(start)][second.known_from(statement)] != ANY:
                yield (start, end) if start < end else (end, start)
