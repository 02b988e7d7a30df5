"""How the statements of a framework stand by the evidence of a school: full, partial, cited only …, each with its ways.

Evidence stands at the statements that it was entered for. It bears on another along a *way*: a claim, what follows from
claims, a joint claim, or the hierarchy. Only what is equal to the target or contains it supports it fully; a part, or
an overlap, is partial; a document's mere citation is that, and a place to look is no more. What is shown not to be met
says nothing of narrower statements, and supports none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from crosswalk.alignment.compose import Derived, compose
from crosswalk.alignment.premises import Network, Premise
from crosswalk.model import JointClaim
from crosswalk.model import Mapping as Claim
from crosswalk.relations import ANY, DISJOINT, EQUAL, SUPERSET
from crosswalk.vocabulary import CURATION_STATUSES

#: How a statement can stand, the best first.
STATUSES = ("full", "partial", "cited only", "candidate only", "none", "out of scope")

#: How good one piece of evidence is by itself: it counts in full, in part (expired, below the line), or not at all.
Quality = Literal["full", "partial", "no"]

#: What leads from the evidence to the statement.
WayKind = Literal["direct", "part", "heading", "printed", "judged", "entailed", "candidate", "joint", "denied"]

_RANK = {status: i for i, status in enumerate(STATUSES)}
_CEILING: dict[Quality, int] = {"full": _RANK["full"], "partial": _RANK["partial"], "no": _RANK["none"]}


class Bearing(NamedTuple):
    """One piece of evidence at a statement: its identifier, how good it is there, and why it is not better ("").

    `at` is the statement, which tells apart what comes along a joint claim.
    """

    evidence: str
    quality: Quality
    level: str = ""
    held_back: str = ""
    at: str = ""


class Way(NamedTuple):
    """How evidence at `start` bears on the statement: how strongly at best, along which claims.

    `claims` are the records relied upon, `hubs` the statements passed. `proposed` says that one is not reviewed.
    `reason` is why it carries no more, or who denies it.
    """

    kind: WayKind
    start: tuple[str, ...]
    strength: str
    claims: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    proposed: bool = False
    reason: str = ""


class Standing(NamedTuple):
    """A statement, how it stands, and every way with the evidence that comes along it, the strongest first.

    `denied` are ways that somebody closed. `out_of_scope` is the reason of a decision, "" where there is none.
    """

    statement: str
    status: str
    ways: tuple[tuple[Way, tuple[Bearing, ...]], ...]
    denied: tuple[Way, ...] = ()
    out_of_scope: str = ""

    @property
    def counted(self) -> tuple[tuple[Way, tuple[Bearing, ...]], ...]:
        """The ways along which something comes that counts as much as the status says."""
        return tuple((way, found) for way, found in self.ways if contribution(way, found) == self.status)


class Grounds(NamedTuple):
    """What is reasoned from: the network of claims in force, the claims by name, the joint claims, and parents."""

    network: Network
    claims: Mapping[str, Claim]
    joint: Sequence[JointClaim]
    parents: Mapping[str, Sequence[str]]


def stand(
    target: str,
    statements: Sequence[str],
    supported: Mapping[str, Sequence[Bearing]],
    grounds: Grounds,
    out_of_scope: Mapping[str, str] | None = None,
    max_hops: int = 2,
) -> tuple[Standing, ...]:
    """How each of the statements of the framework `target` stands, in the order given.

    `supported` are the bearings at each statement of any framework; `out_of_scope` gives the reasons of decisions, by
    statement or by a heading above it.
    """
    wanted = dict.fromkeys(statements)
    parts = _parts(supported, grounds.parents)
    ways: dict[str, list[Way]] = {statement: [] for statement in wanted}
    denied: dict[str, list[Way]] = {statement: [] for statement in wanted}
    for statement in wanted:
        ways[statement] += _at_home(statement, supported, grounds.parents, parts.get(statement, ()))
        for way in _claimed(statement, supported, grounds):
            (denied if way.kind == "denied" else ways)[statement].append(way)
    for derived in _derived(target, wanted, supported, grounds, max_hops):
        closed = any(way.start == (derived.subject,) for way in denied[derived.object])
        if not closed and (followed := _followed(derived, grounds.claims)):
            ways[derived.object].append(followed)
    for claim in grounds.joint:
        if claim.object in wanted and (joined := _together(claim, supported)):
            ways[claim.object].append(joined)
    decided = out_of_scope or {}
    return tuple(
        _standing(s, ways[s], denied[s], supported, _scope(s, decided, grounds.parents)) for s in wanted
    )  # fmt: skip


def contribution(way: Way, bearings: Iterable[Bearing]) -> str:
    """How much what comes along a way supports: no more than the way allows, and no more than the evidence is good."""
    if way.kind == "joint" and way.strength in ("full", "partial"):
        # Of a joint claim that covers, each statement is needed, and the weakest decides.
        best: dict[str, int] = {}
        for bearing in bearings:
            rank = _CEILING[bearing.quality]
            best[bearing.at] = min(best.get(bearing.at, rank), rank)
        brought = [max(best.values())] if best else []
    else:
        brought = [_CEILING[bearing.quality] for bearing in bearings]
    if not brought:
        return "none"
    return STATUSES[min(max(min(brought), _RANK[way.strength]), _RANK["none"])]


def _parts(supported: Iterable[str], parents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What there is evidence for below each statement, found once and not for every statement of the list."""
    found: dict[str, list[str]] = {}
    for other in supported:
        for heading in above(other, parents):
            if heading != other:
                found.setdefault(heading, []).append(other)
    return found


def _at_home(
    statement: str, supported: Mapping[str, object], parents: Mapping[str, Sequence[str]], parts: Iterable[str]
) -> Iterable[Way]:
    """The ways of the hierarchy: what was entered for the statement, for a heading above it, for one of its parts."""
    if statement in supported:
        yield Way("direct", (statement,), "full")
    for heading in above(statement, parents):
        if heading in supported:
            yield Way("heading", (heading,), "partial", reason="entered for the heading as a whole")
    for part in parts:
        yield Way("part", (part,), "partial", reason="one of its parts")


def above(statement: str, parents: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """Everything that a statement stands under, each once."""
    found: dict[str, None] = {}
    waiting = list(parents.get(statement, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found[parent] = None
            waiting += parents.get(parent, ())
    return found


def _claimed(statement: str, supported: Mapping[str, object], grounds: Grounds) -> Iterable[Way]:
    """The ways of one claim: those in force between the statement and one with evidence, pair by pair."""
    by_start: dict[str, list[Premise]] = {}
    for premise in grounds.network.touching.get(statement, ()):
        if (start := premise.other(statement)) in supported:
            by_start.setdefault(start, []).append(premise)
    for start, premises in sorted(by_start.items()):
        claims = [grounds.claims[premise.claim] for premise in premises]
        names = tuple(premise.claim for premise in premises)
        if any(claim.negated for claim in claims):
            told = "; ".join(f"denied by {c.author_label}: {c.reason}" for c in claims if c.negated)
            yield Way("denied", (start,), "none", names, reason=told)
            continue
        known = _known(premises, grounds.claims, start)
        judged = any(claim.kind == "judged" for claim in claims)
        strength = _strength(known) or ("candidate only" if judged and not _printed(claims) else "cited only")
        proposed = any(claim.status == "proposed" for claim in claims)
        yield Way("judged" if judged else "printed", (start,), strength, names, (), proposed, _why(known, judged))


def _known(premises: Sequence[Premise], claims: Mapping[str, Claim], start: str) -> int:
    """What the claims on a pair tell together, read from the start.

    Where they leave nothing in common, only those of the strongest status are heard: what nobody reviewed takes nothing
    away from what was reviewed (`alignment.adoption`).
    """
    ranks = [CURATION_STATUSES.index(claims[premise.claim].status) for premise in premises]
    known = strongest = ANY
    for premise, rank in zip(premises, ranks, strict=True):
        known &= premise.known_from(start)
        strongest &= premise.known_from(start) if rank == max(ranks) else ANY
    return strongest if known in (0, DISJOINT) else known


def _printed(claims: Iterable[Claim]) -> bool:
    return any(claim.kind == "printed" for claim in claims)


def _strength(known: int) -> str:
    """How strongly a statement supports another, by what is known of the two, read from it; "" where nothing is."""
    if known and known & ~(EQUAL | SUPERSET) == 0:
        return "full"
    if known and known & DISJOINT == 0:
        return "partial"
    return "none" if known in (0, DISJOINT) else ""


def _why(known: int, judged: bool) -> str:
    if known == 0:
        return "the claims on this pair cannot all hold"
    if known == DISJOINT:
        return "judged to share nothing"
    if _strength(known) == "":
        return "judged related, and no more" if judged else "cited in print, and no more"
    return "" if _strength(known) == "full" else "covers a part of it"


def _derived(
    target: str, wanted: Mapping[str, None], supported: Mapping[str, object], grounds: Grounds, max_hops: int
) -> Iterable[Derived]:
    """What follows for statements with evidence and those wanted, framework by framework."""
    for framework, members in grounds.network.frameworks.items():
        starts = [statement for statement in members if statement in supported]
        if framework != target and starts:
            narrower = grounds.network.between({framework: starts, target: list(wanted)})
            yield from compose(narrower, framework, target, max_hops)


def _followed(derived: Derived, claims: Mapping[str, Claim]) -> Way | None:
    """The way of what follows from claims; None where it carries nothing (disjoint, or the claims contradict)."""
    names = tuple(dict.fromkeys(p.claim for chain in derived.chains for p in chain.premises))
    proposed = any(claims[name].status == "proposed" for name in names)
    hubs = derived.hubs or tuple(dict.fromkeys(stop for chain in derived.chains for stop in chain.stops[1:-1]))
    if derived.verdict == "candidate":
        told = "meets it in another statement, and nothing follows"
        return Way("candidate", (derived.subject,), "candidate only", names, hubs, proposed, told)
    strength = _strength(derived.known) if derived.verdict == "entailed" else ""
    if strength not in ("full", "partial"):
        return None
    told = "" if strength == "full" else "covers a part of it"
    return Way("entailed", (derived.subject,), strength, names, hubs, proposed, told)


def _together(claim: JointClaim, supported: Mapping[str, Sequence[Bearing]]) -> Way | None:
    """The way of a joint claim; a place to look where evidence for some of its statements lacks.

    A statement of which there is only evidence that it is not met lacks evidence as well.
    """
    lacking = [s for s in claim.subjects if all(one.quality == "no" for one in supported.get(s, ()))]
    if len(lacking) == len(claim.subjects):
        return None
    proposed = claim.status == "proposed"
    if lacking:
        told = f"together with {', '.join(lacking)}, for which no evidence counts"
        return Way("joint", claim.subjects, "candidate only", (), (), proposed, told)
    strength = "full" if claim.extent == "whole" else "partial"
    return Way("joint", claim.subjects, strength, (), (), proposed, claim.reason)


def _scope(statement: str, decided: Mapping[str, str], parents: Mapping[str, Sequence[str]]) -> str:
    return next((decided[s] for s in (statement, *above(statement, parents)) if s in decided), "")


def _standing(
    statement: str,
    ways: Iterable[Way],
    denied: Sequence[Way],
    supported: Mapping[str, Sequence[Bearing]],
    out_of_scope: str,
) -> Standing:
    brought = [(way, tuple(b for start in way.start for b in supported.get(start, ()))) for way in ways]
    brought.sort(key=lambda pair: (_RANK[contribution(*pair)], _RANK[pair[0].strength]))
    status = contribution(*brought[0]) if brought else "none"
    return Standing(statement, "out of scope" if out_of_scope else status, tuple(brought), tuple(denied), out_of_scope)
