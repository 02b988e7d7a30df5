"""How far one framework is covered by another, statement by statement: what reaches each, and what nobody looked at.

A statement is *reached* by a claim, or by what follows from claims, that relates it to some statement of the other
framework. Printed, judged, denied, entailed and candidate are different things and are counted apart; of what none of
them reaches, "nothing found" says that somebody looked, "not reviewed" that nobody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswalk.alignment.adoption import strongest
from crosswalk.alignment.compose import Derived
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import CLAIM_KINDS, ENTAILED, NO_TERM_FOUND

#: What may be said of a statement, the strongest first. Each statement has one strongest, so that shares add up to one.
STATES = ("judged", "printed", "entailed", "candidate", "denied", "nothing found", "not reviewed")

#: The states of what counts as reached: a claim says so, or it follows from claims.
REACHED = frozenset(("judged", "printed", "entailed"))


class Reach(NamedTuple):
    """One statement with all that is said of it and the other framework.

    `states` are those of `STATES` that hold; `strongest` is the first that stands, for a claim whose pair has a
    stronger denial does not (`adoption`). `others` are the statements at the other end, by state; `hubs` are where
    candidates meet.
    """

    statement: str
    section: str
    states: tuple[str, ...]
    strongest: str
    others: Mapping[str, tuple[str, ...]]
    hubs: tuple[str, ...] = ()


class Share(NamedTuple):
    """A section, or all of a framework where `section` is "": how many statements, how many in each state.

    `reached` counts every state that a statement is in, `strongest` each statement once.
    """

    section: str
    statements: int
    reached: Mapping[str, int]
    strongest: Mapping[str, int]


def coverage(
    sections: Mapping[str, str],
    target: str,
    members: Iterable[str],
    claims: Iterable[Claim],
    derived: Iterable[Derived],
) -> tuple[Reach, ...]:
    """What reaches each statement from the framework `target`, whose statements are `members`.

    `sections` gives the statements looked at, in their order, each with its section. `derived` is what follows for them
    and the other framework, read from them.
    """
    others, claims = frozenset(members), tuple(claims)
    rejected = {pair for pair, claim in strongest(claims).items() if _rejects(claim)}
    found: dict[str, dict[str, dict[str, None]]] = {statement: {} for statement in sections}
    for claim in claims:
        for here, there in ((claim.subject, claim.object), (claim.object, claim.subject)):
            state = _state(claim, there, target, others) if here in found else ""
            if state:
                found[here].setdefault(state, {})[there] = None
    hubs: dict[str, dict[str, None]] = {}
    for one in derived:
        state = one.verdict if one.verdict == "candidate" or one.relation not in ("", "disjoint") else ""
        if state in STATES and one.subject in found:
            found[one.subject].setdefault(state, {})[one.object] = None
            if state == "candidate":
                hubs.setdefault(one.subject, {}).update(dict.fromkeys(one.hubs))
    return tuple(_reach(s, sections[s], found[s], tuple(hubs.get(s, ())), rejected) for s in sections)


def _rejects(claim: Claim) -> bool:
    """Whether a claim says that the two do not belong together: a denial, or that they share no practice."""
    return claim.negated or claim.set_relation == "disjoint"


def _state(claim: Claim, there: str, target: str, others: frozenset[str]) -> str:
    """What a claim says of the statement at one end, whose other end is `there`; "" where it says nothing of it."""
    if claim.status == "candidate" or claim.kind == ENTAILED:
        return ""
    if there == NO_TERM_FOUND:
        return "nothing found" if claim.searched == target and not claim.negated else ""
    if there not in others:
        return ""
    return "denied" if _rejects(claim) else claim.kind


def _reach(
    statement: str,
    section: str,
    said: Mapping[str, Mapping[str, None]],
    hubs: tuple[str, ...],
    rejected: set[frozenset[str]],
) -> Reach:
    states = tuple(state for state in STATES if said.get(state)) or ("not reviewed",)

    def stands(state: str) -> bool:
        """A claim stands where the strongest of its pair is no denial; what is said of no pair stands."""
        ends = said.get(state, {})
        return state not in CLAIM_KINDS or any(frozenset((statement, end)) not in rejected for end in ends)

    others = {state: tuple(said[state]) for state in states if state in said}
    return Reach(statement, section, states, next(filter(stands, states)), others, hubs)


def shares(reaches: Sequence[Reach]) -> tuple[Share, ...]:
    """The counts of each section in its order, then of all together."""
    by_section: dict[str, list[Reach]] = {}
    for reach in reaches:
        by_section.setdefault(reach.section, []).append(reach)
    parts = [_share(section, found) for section, found in by_section.items()]
    return (*parts, _share("", reaches))


def _share(section: str, reaches: Sequence[Reach]) -> Share:
    return Share(
        section,
        len(reaches),
        {state: sum(state in reach.states for reach in reaches) for state in STATES},
        {state: sum(state == reach.strongest for reach in reaches) for state in STATES},
    )


def gaps(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    """The statements that no claim reaches and of which nothing follows, in their order."""
    return tuple(reach for reach in reaches if reach.strongest not in REACHED)
