"""A crosswalk to an older edition carried over to the newer one: what follows for each statement, and what stays open.

Claims of the framework and the older edition meet those of the older and the newer in a statement of the older. What
follows is entailed, or a candidate, or a contradiction (`compose`), each row with its proof and with what became of the
statement where they meet. A printed citation that a judgement denies carries nothing (`premises`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.premises import Network, Premise
from crosswalk.alignment.supersession import WITHOUT_LINK, Change, Diff, Edition, compare
from crosswalk.model import Mapping as Claim


class Proposal(NamedTuple):
    """What follows for a statement and one of the newer edition, with what became of each hub, in order.

    `derived.direct` are the claims in force that are there already between the two.
    """

    derived: Derived
    changes: tuple[Change, ...]


class Open(NamedTuple):
    """A statement that has no proposal by way of an older one: `change` is what became of that.

    Where `older` is empty no claim in force relates the statement to the older edition, and `change` is what is known
    of it there: "gone" (somebody looked, and found nothing), "denied", or "not reviewed".
    """

    subject: str
    older: str
    change: str


class Migration(NamedTuple):
    """A migration: its proposals in the order of the statements, and what stays open, in order."""

    framework: str
    older: str
    newer: str
    proposals: tuple[Proposal, ...]
    open: tuple[Open, ...]

    def counts(self) -> dict[str, int]:
        """How many proposals have each verdict."""
        found = [proposal.derived.verdict for proposal in self.proposals]
        return {verdict: found.count(verdict) for verdict in ("entailed", "candidate", "contradiction")}


def migrate(network: Network, claims: Mapping[str, Claim], framework: Edition, diff: Diff, older: Edition) -> Migration:
    """Carry what a framework is mapped to in the older edition over to the newer one, as far as that follows.

    `diff` is the older edition compared with the newer. What claims between the framework and the newer edition say
    counts for what is entailed and for contradictions; a candidate of which they say something stays, and names them.
    """
    source, target = framework.name, diff.newer
    through = _restricted(network, (source, diff.older), (diff.older, target))
    told = _restricted(network, (source, diff.older), (diff.older, target), (source, target))
    known = {(derived.subject, derived.object): derived for derived in compose(told, source, target)}
    changes = diff.of()
    proposals = []
    for derived in compose(through, source, target):
        pair = (derived.subject, derived.object)
        found = known.get(pair) or derived._replace(direct=_direct(told, *pair))
        hubs = dict.fromkeys(chain.stops[1] for chain in found.chains if len(chain.premises) == 2)
        proposals.append(Proposal(found, tuple(changes[hub] for hub in sorted(hubs))))
    return Migration(source, diff.older, target, tuple(proposals), _open(through, claims, framework, changes, older))


def _restricted(network: Network, *pairs: tuple[str, str]) -> Network:
    """The network with the premises between those pairs of frameworks only."""
    members = {name: frozenset(network.frameworks[name]) for pair in pairs for name in pair}

    def kept(premise: Premise) -> bool:
        return any(
            (premise.subject in members[a] and premise.object in members[b])
            or (premise.subject in members[b] and premise.object in members[a])
            for a, b in pairs
        )

    named = {name: network.frameworks[name] for name in members}
    found = (p for name in named for s in named[name] for p in network.touching.get(s, ()) if kept(p))
    return Network(found, named)


def _direct(network: Network, subject: str, object_: str) -> tuple[Premise, ...]:
    return tuple(p for p in network.touching.get(subject, ()) if p.other(subject) == object_)


def _open(
    network: Network, claims: Mapping[str, Claim], framework: Edition, changes: Mapping[str, Change], older: Edition
) -> tuple[Open, ...]:
    """What has no proposal: by way of an older statement without a link onward, or for want of an older one.

    Looked at are the statements of the framework's mapping level, and whatever else is related to the older edition.
    """
    to_older = {change.statement: change.kind for change in compare(claims, framework, older).of().values()}
    found: list[Open] = []
    for statement in framework.statements:
        ends = _reached(network.touching.get(statement, ()), statement, changes)
        found += (Open(statement, end, changes[end].kind) for end in ends if changes[end].kind in WITHOUT_LINK)
        if not ends and statement in framework.level:
            found.append(Open(statement, "", to_older[statement]))
    return tuple(found)


def _reached(premises: Iterable[Premise], statement: str, changes: Mapping[str, Change]) -> Sequence[str]:
    """The older statements to which a premise relates the statement."""
    return sorted({p.other(statement) for p in premises if p.linking and p.other(statement) in changes})
