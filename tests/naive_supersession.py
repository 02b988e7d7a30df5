"""A second, slow and obviously right answer to what a newer edition changes: every pair looked at, every case spelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, combinations

from crosswalk.alignment.supersession import Edition
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES, ENTAILED, NO_TERM_FOUND

SUCCESSION = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch")


def looked(claim: Claim) -> bool:
    return claim.status != "candidate" and claim.kind != ENTAILED


def strongest(claims: Mapping[str, Claim], one: str, other: str) -> Claim | None:
    """The claim in force on a pair, a denial or not."""
    on_pair = [(name, c) for name, c in claims.items() if {c.subject, c.object} == {one, other} and looked(c)]

    def rank(item: tuple[str, Claim]) -> tuple[object, ...]:
        claim = item[1]
        stated = -1.0 if claim.confidence is None else claim.confidence
        status, kind = CURATION_STATUSES.index(claim.status), CLAIM_KINDS.index(claim.kind)
        return (status, kind, stated, claim.negated, claim.predicate, claim.subject, claim.author)

    best = max(map(rank, on_pair), default=None)
    return min(((n, c) for n, c in on_pair if rank((n, c)) == best), default=("", None))[1]


def below(edition: Edition, statement: str) -> set[str]:
    """Everything under a statement."""
    children = {child for child, parents in edition.parents.items() if statement in parents}
    return children.union(*(below(edition, child) for child in children))


def apart(edition: Edition, statements: Iterable[str]) -> int:
    """The most of the statements of which none lies under another."""
    held = sorted(set(statements))
    choices = chain.from_iterable(combinations(held, size) for size in range(len(held) + 1))
    return max(len(chosen) for chosen in choices if not any(b in below(edition, a) for a in chosen for b in chosen))


def direction(claim: Claim, older: str) -> str:
    """Whether the newer of the two is said to be broader, narrower, or neither."""
    if claim.set_relation:
        reading = {"subset": "broader", "superset": "narrower"}.get(claim.set_relation, "")
    else:
        reading = {"skos:broadMatch": "broader", "skos:narrowMatch": "narrower"}.get(claim.predicate, "")
    if claim.subject == older:
        return reading
    return {"broader": "narrower", "narrower": "broader"}.get(reading, "")


def kinds(claims: Mapping[str, Claim], older: Edition, newer: Edition) -> dict[str, str]:
    """What became of each older statement."""
    linked: dict[tuple[str, str], Claim] = {}
    denied: set[str] = set()
    for one in older.statements:
        for other in newer.statements:
            claim = strongest(claims, one, other)
            if claim is None:
                continue
            if claim.negated or claim.set_relation == "disjoint":
                denied.add(one)
            else:
                linked[one, other] = claim
    succeeded = {pair for pair, claim in linked.items() if claim.predicate in SUCCESSION}
    found = {}
    for one in older.statements:
        after = [other for other in newer.statements if (one, other) in succeeded]
        shared = max((apart(older, [o for o, n in succeeded if n == other]) for other in after), default=0)
        count = apart(newer, after)
        top = [n for n in after if not any(n in below(newer, m) for m in after)][:1]
        searched = any(
            looked(c) and not c.negated and c.searched == newer.name and {c.subject, c.object} == {one, NO_TERM_FOUND}
            for c in claims.values()
        )
        if count > 1:
            found[one] = "split and merged" if shared > 1 else "split"
        elif count == 1 and shared > 1:
            found[one] = "merged"
        elif count == 1:
            found[one] = {"broader": "widened", "narrower": "narrowed"}.get(direction(linked[one, top[0]], one), "kept")
        elif any(o == one for o, _ in linked):
            found[one] = "touched"
        elif searched:
            found[one] = "gone"
        else:
            found[one] = "denied" if one in denied else "not reviewed"
    return found


def unmet(claims: Mapping[str, Claim], older: Edition, newer: Edition) -> list[str]:
    """The statements of the newer edition's mapping level that no claim in force relates to the older."""
    found = []
    for other in newer.statements:
        held = [strongest(claims, one, other) for one in older.statements]
        if other in newer.level and not any(c and not c.negated and c.set_relation != "disjoint" for c in held):
            found.append(other)
    return found
