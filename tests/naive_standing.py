"""How a statement stands, a second time: by trying sets of practices, and by the words of the rules, one after another.

Nothing of `evidence.standing` or `alignment.compose` is used. What two claims on a way tell is found by trying all ways
in which three small sets can stand to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

from crosswalk.alignment.adoption import strongest
from crosswalk.model import JointClaim
from crosswalk.model import Mapping as Claim

RELATIONS = ("equal", "subset", "superset", "intersects", "disjoint")
EVERY = frozenset(RELATIONS)
WORST_FIRST = ("none", "candidate only", "cited only", "partial", "full")

#: What a predicate says of the two sets, subject to object: claimed, and denied.
SAYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "skos:exactMatch": (frozenset({"equal"}), EVERY - {"equal"}),
    "skos:broadMatch": (frozenset({"subset"}), EVERY - {"subset"}),
    "skos:narrowMatch": (frozenset({"superset"}), EVERY - {"superset"}),
    "skos:closeMatch": (EVERY - {"disjoint"}, EVERY),
    "skos:relatedMatch": (EVERY, EVERY),
    "skos:mappingRelation": (EVERY, EVERY),
}
CEILING = {"full": "full", "partial": "partial", "no": "none"}
TURNED = {
    "equal": "equal",
    "subset": "superset",
    "superset": "subset",
    "intersects": "intersects",
    "disjoint": "disjoint",
}


def stands(one: frozenset[int], other: frozenset[int]) -> str:
    """How two sets stand to each other."""
    if one == other:
        return "equal"
    if one < other:
        return "subset"
    if one > other:
        return "superset"
    return "intersects" if one & other else "disjoint"


@cache
def chained() -> dict[tuple[str, str], frozenset[str]]:
    """What two relations over a third set leave possible, by trying every three subsets of four things."""
    subsets = [frozenset(i for i in range(4) if n >> i & 1) for n in range(1, 16)]
    found: dict[tuple[str, str], set[str]] = {}
    for a, b, c in product(subsets, repeat=3):
        found.setdefault((stands(a, b), stands(b, c)), set()).add(stands(a, c))
    return {pair: frozenset(possible) for pair, possible in found.items()}


def tells(claim: Claim, start: str) -> frozenset[str]:
    """What a claim tells of its two ends, read from one of them."""
    claimed, denied = SAYS[claim.predicate]
    known = frozenset({claim.set_relation}) if claim.set_relation else denied if claim.negated else claimed
    return known if claim.subject == start else frozenset(TURNED[relation] for relation in known)


def in_force(claims: Mapping[str, Claim]) -> dict[frozenset[str], list[Claim]]:
    """The claims of each pair that the strongest of the pair does not gainsay: reviewed first, then judged."""
    ranks = ("candidate", "proposed", "reviewed", "published")
    pairs: dict[frozenset[str], list[tuple[str, Claim]]] = {}
    for name, claim in claims.items():
        if claim.status != "candidate":
            pairs.setdefault(frozenset((claim.subject, claim.object)), []).append((name, claim))
    kept = {}
    for pair, found in pairs.items():
        (first,) = strongest(claim for _, claim in found).values()
        assert ranks.index(first.status) == max(ranks.index(claim.status) for _, claim in found)
        kept[pair] = [claim for _, claim in found if claim.negated == first.negated]
    return kept


def by_sets(possible: frozenset[str]) -> str:
    """How much a statement supports another of which this is possible, read from it; "" where nothing is known."""
    if not possible or possible == {"disjoint"}:
        return "none"
    if possible <= {"equal", "superset"}:
        return "full"
    return "partial" if "disjoint" not in possible else ""


def status(
    target: str,
    evidence: Mapping[str, Iterable[str]],
    claims: Mapping[str, Claim],
    joint: Iterable[JointClaim],
    parents: Mapping[str, Iterable[str]],
    homes: Mapping[str, str],
) -> str:
    """How the target stands; `evidence` gives the qualities ("full", "partial", "no") of what was entered where."""
    best = "none"

    def comes(strength: str, start: str) -> None:
        nonlocal best
        for quality in evidence.get(start, ()):
            found = min(strength, CEILING[quality], key=WORST_FIRST.index)
            best = max(best, found, key=WORST_FIRST.index)

    comes("full", target)
    for other in evidence:
        if other != target and (other in above(target, parents) or target in above(other, parents)):
            comes("partial", other)
    pairs = in_force(claims)
    for start in evidence:
        if start != target:
            comes(along(start, target, pairs, homes), start)
    for claim in joint:
        if claim.object == target:
            best = max(best, together(claim, evidence), key=WORST_FIRST.index)
    return best


def above(statement: str, parents: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that a statement stands under."""
    direct = set(parents.get(statement, ()))
    return direct.union(*(above(parent, parents) for parent in direct)) if direct else set()


def along(start: str, target: str, pairs: Mapping[frozenset[str], list[Claim]], homes: Mapping[str, str]) -> str:
    """How strongly claims bear from one statement on another: those between the two, and ways over one more."""
    between = pairs.get(frozenset((start, target)), [])
    if any(claim.negated for claim in between):
        return "none"
    strength = "none"
    known = frozenset(EVERY.intersection(*(tells(claim, start) for claim in between)))
    if between:
        printed = any(claim.kind == "printed" for claim in between)
        heard = known
        if not known - {"disjoint"} and any(claim.status == "reviewed" for claim in between):
            reviewed = [claim for claim in between if claim.status == "reviewed"]
            heard = frozenset(EVERY.intersection(*(tells(claim, start) for claim in reviewed)))
        strength = by_sets(heard) or ("cited only" if printed else "candidate only")
    if homes[start] == homes[target]:
        return strength
    over, met = EVERY, False
    for pair, first in pairs.items():
        if start in pair and len(pair) == 2:
            (middle,) = pair - {start}
            if middle == target:
                continue
            for one, two in product(first, pairs.get(frozenset((middle, target)), [])):
                steps = product(tells(one, start), tells(two, middle))
                over &= frozenset().union(*(chained()[step] for step in steps))
                linking = not (one.negated or two.negated)
                linking = linking and tells(one, start) != {"disjoint"} and tells(two, middle) != {"disjoint"}
                met = met or linking
    return max(strength, reasoned(known, over, met, bool(between)), key=WORST_FIRST.index)


def reasoned(claimed: frozenset[str], over: frozenset[str], met: bool, direct: bool) -> str:
    """What follows: what the ways over others tell, with what the claims between the two tell, if that is more."""
    together_, said = claimed & over, over
    if not over or (over != EVERY and not together_ and claimed):
        return "none"  # the claims contradict
    if together_ != claimed:
        said = together_
    if said and "disjoint" not in said:
        return by_sets(said)
    return "candidate only" if met and not direct and said != {"disjoint"} else "none"


def together(claim: JointClaim, evidence: Mapping[str, Iterable[str]]) -> str:
    """A joint claim: the best piece of each of its statements, of those the weakest; a place to look if one lacks."""
    best = {
        subject: max((CEILING[quality] for quality in evidence[subject]), key=WORST_FIRST.index)
        for subject in claim.subjects
        if {"full", "partial"} & set(evidence.get(subject, ()))
    }
    if not best:
        return "none"
    if len(best) < len(claim.subjects):
        return min("candidate only", max(best.values(), key=WORST_FIRST.index), key=WORST_FIRST.index)
    strength = "full" if claim.extent == "whole" else "partial"
    return min(strength, *best.values(), key=WORST_FIRST.index)
