"""Why something follows, in sentences: each claim of each proof as it reads along the way, then what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crosswalk import words
from crosswalk.alignment.compose import Chain, Derived
from crosswalk.model import Mapping as Claim
from crosswalk.relations import CONCLUSION, names


class Step(NamedTuple):
    """One claim of a proof, read from one statement to the next: where it leads, which record it is, a sentence."""

    start: str
    stop: str
    claim: str
    sentence: str


class Proof(NamedTuple):
    """A chain of claims in sentences; `comes_to` says what they tell together."""

    steps: tuple[Step, ...]
    comes_to: str


class Explanation(NamedTuple):
    """What follows for two statements, every proof of it, and the claims between the two themselves."""

    subject: str
    object: str
    verdict: str
    conclusion: str
    proofs: tuple[Proof, ...]
    direct: tuple[Step, ...] = ()


def explain(derived: Derived, claims: Mapping[str, Claim], printed: Mapping[str, str]) -> Explanation:
    """A result in sentences; `claims` are the records by identifier, `printed` the printed words of some of them.

    The claims between the two statements come first, each once; a proof of more than one claim has a step for each.
    """

    def step(start: str, stop: str, claim: str) -> Step:
        return Step(start, stop, claim, sentence(start, stop, claims[claim], printed.get(claim, "")))

    proofs = tuple(
        Proof(
            tuple(step(chain.stops[i], chain.stops[i + 1], p.claim) for i, p in enumerate(chain.premises)),
            comes_to(chain),
        )
        for chain in derived.chains
        if len(chain.premises) > 1
    )
    direct = tuple(step(derived.subject, derived.object, premise.claim) for premise in derived.direct)
    return Explanation(derived.subject, derived.object, derived.verdict, concluding(derived), proofs, direct)


def sentence(start: str, stop: str, claim: Claim, printed: str = "") -> str:
    """One claim as it reads from one of its statements to the other.

    >>> from crosswalk.model import Mapping
    >>> claim = Mapping("a:1", "skos:broadMatch", "b:2", "", "", "Somebody", "judged", "proposed", confidence=0.6)
    >>> sentence("b:2", "a:1", claim)
    'Somebody judges: b:2 broader than a:1 (confidence 0.6).'
    """
    if claim.kind == "printed":
        where = f" in the printed text “{printed}”" if printed else ""
        verb = "cites" if start == claim.subject else "is cited by"
        return f"{start} {verb} {stop}{where}, says {claim.author_label}."
    relation = words.relation_from(claim.predicate, "out" if start == claim.subject else "in")
    said = words.wording(words.RELATIONS, relation).words
    as_sets = f"; as sets of practices: {_turned(claim, start)}" if claim.set_relation else ""
    sure = "not stated" if claim.confidence is None else f"{claim.confidence:g}"
    reason = f" {claim.reason}" if claim.reason else ""
    verb = "denies" if claim.negated else "judges"
    return f"{claim.author_label} {verb}: {start} {said} {stop}{as_sets} (confidence {sure}).{reason}"


def _turned(claim: Claim, start: str) -> str:
    """The set relation that a claim declares, in words, as it reads from one of its ends."""
    other = {"subset": "superset", "superset": "subset"}
    relation = claim.set_relation if start == claim.subject else other.get(claim.set_relation, claim.set_relation)
    return words.wording(words.SETS, relation).words


def comes_to(chain: Chain) -> str:
    """What the claims of a chain tell together, in a sentence."""
    start, stop = chain.stops[0], chain.stops[-1]
    said = CONCLUSION[chain.known]
    if said:
        return f"Together: {start} {words.SETS[said].words} {stop}."
    if len(names(chain.known)) == len(words.SETS) - 1:
        return f"Together they tell nothing of {start} and {stop}."
    left = ", ".join(words.SETS[name].words for name in names(chain.known))
    return f"Together they leave open for {start} and {stop}: {left}."


def concluding(derived: Derived) -> str:
    """What all of it comes to, in a sentence or two."""
    subject, object_ = derived.subject, derived.object
    if derived.verdict == "contradiction":
        return f"The claims on the ways between {subject} and {object_} cannot all hold: at least one of them is wrong."
    if derived.verdict == "candidate":
        met = f"{len(derived.hubs)} statement{'s' if len(derived.hubs) > 1 else ''}"
        return (
            f"Nothing follows for {subject} and {object_}; they meet in {met}: {', '.join(derived.hubs)}. "
            "A candidate is a place to look, and no match."
        )
    said = words.SETS[derived.relation]
    sure = "not stated" if derived.confidence is None else f"at least {derived.confidence:.2g}"
    return f"It follows: {subject} {said.words} {object_}. {said.definition} Confidence {sure}."
