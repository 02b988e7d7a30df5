"""What rests on statements that a new edition changed: the claims of other frameworks, and what follows by them.

Evidence that a school keeps for a statement comes with a later version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crosswalk.alignment.compose import Derived, compose_pair
from crosswalk.alignment.premises import Network
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
    newer = frozenset(network.frameworks.get(diff.newer, ()))
    for change in diff.changes:
        if change.kind != "kept":
            resting = sorted(touching.get(change.statement, ()), key=lambda r: (r.other, r.name))
            results = _results(network, change.statement, homes, newer)
            yield Impact(change, tuple(resting), tuple(sorted(results, key=lambda d: (d.subject, d.object))))


def _results(
    network: Network, statement: str, homes: Mapping[str, set[str]], newer: frozenset[str]
) -> Iterator[Derived]:
    """The entailed relations, over chains of two claims, with a proof that passes the statement or ends in it."""
    for one, other in dict.fromkeys([*_about(network, statement), *_across(network, statement)]):
        if one in newer or other in newer or homes.get(one, set()) & homes.get(other, set()):
            continue
        derived = compose_pair(network, one, other)
        if derived is not None and derived.verdict == "entailed" and _passes(derived, statement):
            yield derived


def _passes(derived: Derived, statement: str) -> bool:
    return any(statement in chain.stops for chain in derived.chains)


def _about(network: Network, statement: str) -> Iterable[tuple[str, str]]:
    """The pairs of the statement and another to which two claims that tell something lead."""
    for first in network.touching.get(statement, ()):
        middle = first.other(statement)
        for second in network.touching.get(middle, ()):
            end = second.other(middle)
            known = COMPOSITION[first.known_from(statement)][second.known_from(middle)]
            if end != statement and known != ANY:
                yield statement, end


def _across(network: Network, statement: str) -> Iterable[tuple[str, str]]:
    """The pairs of statements on either side of it about which two of its claims together tell something."""
    touching = network.touching.get(statement, ())
    for i, first in enumerate(touching):
        start = first.other(statement)
        for second in touching[i + 1 :]:
            end = second.other(statement)
            if start != end and COMPOSITION[first.known_from(start)][second.known_from(statement)] != ANY:
                yield (start, end) if start < end else (end, start)
