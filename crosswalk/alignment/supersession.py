"""What became of an older edition in a newer one, by the adopted claims between the two: a table of rules.

Only a claim that leaves no doubt that the two share something makes one statement the *successor* of another: the same,
close, broader, narrower. A related statement is none: it names the same subject, and neither stands for the other. So
related statements count for no split and no merger; they are told apart (`Change.related`).

Successors that lie one in the other, as a practice and a requirement of it, are one place and no split; several
statements are counted by those of them that lie side by side. The same holds of older statements that meet in one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from crosswalk.alignment.adoption import adopt
from crosswalk.model import Mapping as Claim
from crosswalk.relations import DISJOINT, INVERSE, SUBSET, SUPERSET, possible
from crosswalk.vocabulary import ENTAILED, NO_TERM_FOUND
from crosswalk.words import relation_from


class Edition(NamedTuple):
    """An edition: its statements in order, those of them at its mapping level, and the parents of each that has some.

    What lies above another is found by its parents.
    """

    name: str
    statements: Sequence[str]
    level: Collection[str]
    parents: Mapping[str, Collection[str]]


class Link(NamedTuple):
    """An adopted claim between two editions, read from the older: the newer statement, the relation, the record.

    `known` is what it tells of the two sets (see `relations`); `succeeds` whether it makes the newer a successor.
    """

    newer: str
    relation: str
    known: int
    succeeds: bool
    claim: str
    confidence: float | None = None


class Change(NamedTuple):
    """What became of a statement. `kind` is a name of `RULES`, or "new" for one of the newer edition that none meets.

    `successors` and `related` are its links, the uppermost first. `sharing` are the older statements, it among them,
    that meet in that of its successors where most do. `below` are statements below it that are met, where it is not.
    """

    kind: str
    statement: str
    successors: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    sharing: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class Diff(NamedTuple):
    """Two editions compared. `changes` has every statement of the older one's mapping level, in order; `new` what is
    new at the newer one's; `others` the statements of the older edition above and below its level."""

    older: str
    newer: str
    changes: tuple[Change, ...]
    new: tuple[Change, ...]
    others: tuple[Change, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many statements changed in each way, every kind named, in the order of `KINDS`."""
        found = [change.kind for change in (*self.changes, *self.new)]
        return {kind: found.count(kind) for kind in KINDS}

    def of(self) -> dict[str, Change]:
        """The change of every statement of the older edition, whatever its level."""
        return {change.statement: change for change in (*self.changes, *self.others)}


class Facts(NamedTuple):
    """What the rules look at: how many successors lie side by side, how many older statements meet in one of them.

    `known` is what the uppermost successor is as a set (0 without one), `related` whether something is related,
    `absent` whether somebody looked and found nothing, `denied` whether a claim was examined and rejected.
    """

    successors: int
    sharing: int
    known: int
    related: bool
    absent: bool
    denied: bool


#: The first rule that holds tells the change. ``older skos:broadMatch newer`` says that the newer is the broader, the
#: older a subset of it: it was widened. A set relation that a claim declares overrides its predicate, so what is close
#: and declared a subset was widened, too. Close otherwise is kept: each can stand for the other in some uses.
#: A search of the whole edition that found nothing says more than the denial of one pair, so "gone" comes first.
RULES: tuple[tuple[str, Callable[[Facts], bool]], ...] = (
    ("split and merged", lambda f: f.successors > 1 and f.sharing > 1),
    ("split", lambda f: f.successors > 1),
    ("merged", lambda f: f.successors == 1 and f.sharing > 1),
    ("widened", lambda f: f.successors == 1 and f.known == SUBSET),
    ("narrowed", lambda f: f.successors == 1 and f.known == SUPERSET),
    ("kept", lambda f: f.successors == 1),
    ("touched", lambda f: f.related),
    ("gone", lambda f: f.absent),
    ("denied", lambda f: f.denied),
    ("not reviewed", lambda _: True),
)

#: Every kind of change, in the order in which they are told.
KINDS = (
    "kept", "narrowed", "widened", "split", "merged", "split and merged", "touched", "gone", "denied", "not reviewed",
    "new",
)  # fmt: skip

#: The kinds without a link to the newer edition: silence that is not to be taken for coverage.
WITHOUT_LINK = ("gone", "denied", "not reviewed")


def compare(claims: Mapping[str, Claim], older: Edition, newer: Edition) -> Diff:
    """What became of each statement of the older edition, and what is new; `claims` are records by identifier."""
    links = _links(claims, older, newer)
    absent, denied = set(_absent(claims.values(), older, newer)), set(_denied(claims.values(), links, older, newer))
    above_older, above_newer = _above(older), _above(newer)
    order = {statement: i for i, statement in enumerate(newer.statements)}
    crowds = _crowds(links, older, above_older)
    below_older = _below([s for s in older.statements if s in links], above_older)
    met = {link.newer for found in links.values() for link in found}
    below_newer = _below([s for s in newer.statements if s in met], above_newer)

    def change(statement: str) -> Change:
        found = sorted(links.get(statement, ()), key=lambda x: (len(above_newer[x.newer]), order[x.newer]))
        successors = tuple(link for link in found if link.succeeds)
        related = tuple(link for link in found if not link.succeeds)
        fullest = max((crowds[link.newer] for link in successors), key=lambda crowd: crowd.abreast, default=_NOBODY)
        facts = Facts(
            side_by_side({link.newer for link in successors}, above_newer),
            fullest.abreast,
            successors[0].known if successors else 0,
            bool(related),
            statement in absent,
            statement in denied,
        )
        kind = next(name for name, holds in RULES if holds(facts))
        sharing = fullest.members if fullest.abreast > 1 else ()
        below = () if found else tuple(below_older.get(statement, ()))
        return Change(kind, statement, successors, related, sharing, below)

    new = tuple(
        Change("new", statement, below=tuple(below_newer.get(statement, ())))
        for statement in newer.statements
        if statement in newer.level and statement not in met
    )
    changes = [change(statement) for statement in older.statements]
    at, other = ([c for c in changes if (c.statement in older.level) == here] for here in (True, False))
    return Diff(older.name, newer.name, tuple(at), new, tuple(other))


class _Crowd(NamedTuple):
    """The older statements that a newer one succeeds, in order, and how many of them lie side by side."""

    abreast: int
    members: tuple[str, ...]


_NOBODY = _Crowd(0, ())


def _crowds(
    links: Mapping[str, Sequence[Link]], older: Edition, above: Mapping[str, Collection[str]]
) -> dict[str, _Crowd]:
    """What each successor succeeds, found once for all that it does."""
    met: dict[str, list[str]] = {}
    for statement in older.statements:
        for link in links.get(statement, ()):
            if link.succeeds:
                met.setdefault(link.newer, []).append(statement)
    return {newer: _Crowd(side_by_side(found, above), tuple(found)) for newer, found in met.items()}


def _below(statements: Sequence[str], above: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Those of the statements that lie below each statement above any of them, in order."""
    found: dict[str, list[str]] = {}
    for statement in statements:
        for upper in above[statement]:
            found.setdefault(upper, []).append(statement)
    return found


def side_by_side(statements: Collection[str], above: Mapping[str, Collection[str]]) -> int:
    """How many of the statements lie in no other way than side by side: those with none of the others below them."""
    within = {upper for statement in statements for upper in above[statement]}
    return max(sum(statement not in within for statement in statements), min(len(statements), 1))


def _above(edition: Edition) -> dict[str, frozenset[str]]:
    """The statements above each; one that lies below itself by mistake is not above itself."""
    found = {}
    for statement in edition.statements:
        seen: set[str] = set()
        waiting = list(edition.parents.get(statement, ()))
        while waiting:
            upper = waiting.pop()
            if upper not in seen:
                seen.add(upper)
                waiting += edition.parents.get(upper, ())
        found[statement] = frozenset(seen - {statement})
    return found


def _between(claim: Claim, older: Collection[str], newer: Collection[str]) -> bool:
    ends = (claim.subject, claim.object)
    return ends[0] != ends[1] and ((ends[0] in older and ends[1] in newer) or (ends[1] in older and ends[0] in newer))


def _links(claims: Mapping[str, Claim], older: Edition, newer: Edition) -> dict[str, list[Link]]:
    """The adopted claims between two editions by the older statement.

    A claim that declares its two sets disjoint links nothing. Claims are taken in the order of their identifiers, so
    that of two of the same rank the same one is adopted each time.
    """
    ours, theirs = frozenset(older.statements), frozenset(newer.statements)
    names = {claims[name]: name for name in sorted(claims, reverse=True) if _between(claims[name], ours, theirs)}
    found: dict[str, list[Link]] = {}
    for claim in adopt(sorted(names, key=names.__getitem__)):
        forward = claim.subject in ours and claim.object in theirs
        start, stop = (claim.subject, claim.object) if forward else (claim.object, claim.subject)
        told = possible(claim.predicate, False, claim.set_relation)
        known = told if forward else INVERSE[told]
        relation = relation_from(claim.predicate, "out" if forward else "in")
        if known != DISJOINT:
            succeeds = possible(claim.predicate) & DISJOINT == 0
            found.setdefault(start, []).append(Link(stop, relation, known, succeeds, names[claim], claim.confidence))
    return found


def _counts(claim: Claim) -> bool:
    """Whether a claim was made by somebody who looked: neither a candidate nor derived."""
    return claim.status != "candidate" and claim.kind != ENTAILED


def _absent(claims: Collection[Claim], older: Edition, newer: Edition) -> Iterator[str]:
    """The older statements of which somebody says that the newer edition has nothing for them."""
    ours = frozenset(older.statements)
    for claim in claims:
        if _counts(claim) and not claim.negated and claim.searched == newer.name:
            ends = {claim.subject, claim.object}
            if NO_TERM_FOUND in ends:
                yield from (end for end in ends if end in ours)


def _denied(
    claims: Collection[Claim], links: Mapping[str, Sequence[Link]], older: Edition, newer: Edition
) -> Iterator[str]:
    """The older statements of which a pair with the newer edition was examined and rejected.

    A claim that says the two sets have nothing in common rejects as well.
    """
    ours, theirs = frozenset(older.statements), frozenset(newer.statements)
    linked = {(start, link.newer) for start, found in links.items() for link in found}
    for claim in claims:
        rejects = claim.negated or claim.set_relation == "disjoint"
        if rejects and _counts(claim) and _between(claim, ours, theirs):
            forward = claim.subject in ours and claim.object in theirs
            start, stop = (claim.subject, claim.object) if forward else (claim.object, claim.subject)
            if (start, stop) not in linked:
                yield start
