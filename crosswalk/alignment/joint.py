"""What statements of one framework cover of a statement of another: alone, together, or in parts that may not add up.

A statement covers another alone where whatever satisfies it satisfies the other (equal, or a subset). Several cover it
together only where somebody says so, in a joint claim; parts that are merely known are not summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswalk import words
from crosswalk.alignment.adoption import adopt
from crosswalk.model import JointClaim
from crosswalk.model import Mapping as Claim
from crosswalk.relations import ANY, EQUAL, INVERSE, SUBSET, possible


class Cover(NamedTuple):
    """A statement with what is known to cover it.

    `alone` cover it each by itself, `parts` are related to it otherwise, `joint` are the claims that several make
    together.
    """

    statement: str
    alone: tuple[str, ...]
    parts: tuple[str, ...]
    joint: tuple[JointClaim, ...] = ()

    def told(self) -> str:
        """What is known, in sentences.

        >>> Cover("b:1", (), ("a:1", "a:2")).told()
        'Parts known: a:1, a:2; whether they add up is not known.'
        """
        said = [f"{', '.join(self.alone)} {_covers(self.alone)} it alone."] if self.alone else []
        for claim in self.joint:
            verb = words.EXTENTS[f"xw:{claim.extent}"].words
            said.append(f"{' + '.join(claim.subjects)} {verb} it, says {claim.author_label}: {claim.reason}")
        spoken_for = {subject for claim in self.joint for subject in claim.subjects}
        if left := [part for part in self.parts if part not in spoken_for]:
            said.append(f"Parts known: {', '.join(left)}; whether they add up is not known.")
        return " ".join(said)


def _covers(alone: Sequence[str]) -> str:
    return "covers" if len(alone) == 1 else "each cover"


def joint_coverage(
    order: Mapping[str, Sequence[str]], claims: Iterable[Claim], joint: Iterable[JointClaim]
) -> tuple[Cover, ...]:
    """What the statements of one framework cover of another's, for each statement that something is known of.

    `order` gives the statements of both under "covering" and "covered". Of several claims on a pair the adopted one
    counts (`adoption`).
    """
    covering, covered = frozenset(order["covering"]), frozenset(order["covered"])
    place = {statement: i for i, statement in enumerate(order["covering"])}
    touching: dict[str, dict[str, int]] = {}
    for claim in adopt(claims):
        known = possible(claim.predicate, claim.negated, claim.set_relation)
        if claim.subject in covering and claim.object in covered:
            touching.setdefault(claim.object, {})[claim.subject] = known
        elif claim.object in covering and claim.subject in covered:
            touching.setdefault(claim.subject, {})[claim.object] = INVERSE[known]
    said: dict[str, list[JointClaim]] = {}
    for one in joint:
        if one.object in covered and covering.issuperset(one.subjects):
            said.setdefault(one.object, []).append(one)
    return tuple(
        _cover(statement, touching.get(statement, {}), said.get(statement, []), place)
        for statement in dict.fromkeys(order["covered"])
        if statement in touching or statement in said
    )


def _cover(statement: str, touching: Mapping[str, int], joint: Sequence[JointClaim], place: Mapping[str, int]) -> Cover:
    ends = sorted(touching, key=place.__getitem__)
    alone = tuple(end for end in ends if touching[end] != ANY and touching[end] & ~(EQUAL | SUBSET) == 0)
    return Cover(statement, alone, tuple(end for end in ends if end not in alone), tuple(joint))
