"""SKOS integrity after inference: does what follows clash with what is adopted, or with what else follows?

SKOS Reference S46 (exactMatch is disjoint with broadMatch and relatedMatch, so with narrowMatch) and S27 (related is
disjoint with broaderTransitive) are asked of the adopted matches and the hierarchy together with the matches that are
entailed. Only what the entailed ones bring about is a finding here; each names both proofs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crosswalk.model import Finding
from crosswalk.quality.closure import close
from crosswalk.terms import Iri, Literal, Term, Triple
from crosswalk.vocabulary import OWL, PROV, SKOS, SSSOM, XW, short_form

#: Relations that cannot both hold of a pair on the closure: condition, the two properties, in words.
_CLASHES: tuple[tuple[str, Iri, Iri, str], ...] = (
    ("S46", SKOS.exactMatch, SKOS.broadMatch, "the same and narrower"),
    ("S46", SKOS.exactMatch, SKOS.relatedMatch, "the same and only related"),
    ("S27", SKOS.broaderTransitive, SKOS.related, "below the other and only related"),
)

#: What may lie on the way to each property.
_STEPS: dict[Iri, tuple[Iri, ...]] = {
    SKOS.exactMatch: (SKOS.exactMatch,),
    SKOS.broadMatch: (SKOS.broadMatch,),
    SKOS.relatedMatch: (SKOS.relatedMatch,),
    SKOS.related: (SKOS.related, SKOS.relatedMatch),
    SKOS.broaderTransitive: (SKOS.broader, SKOS.broadMatch, SKOS.broaderTransitive),
}

_OPPOSITE = {
    SKOS.narrowMatch: SKOS.broadMatch,
    SKOS.narrower: SKOS.broader,
    SKOS.narrowerTransitive: SKOS.broaderTransitive,
}
_SYMMETRIC = (SKOS.exactMatch, SKOS.relatedMatch, SKOS.related)


class _Step(NamedTuple):
    """A relation as it is read, and where it comes from in words."""

    start: Term
    predicate: Iri
    end: Term
    ground: str


def clashes(asserted: Iterable[Triple], inferred: Iterable[Triple]) -> Iterator[Finding]:
    """A finding for each clash that the entailed matches bring about, in the order of the pairs."""
    stated = [triple for triple in asserted if triple.predicate in _READ]
    entailed = list(_entailed(inferred))
    if not entailed:
        return
    before = set(_pairs(stated))
    steps = [*map(_asserted, stated), *entailed]
    for clash in sorted(_pairs([*stated, *(Triple(s.start, s.predicate, s.end) for s in entailed)])):  # type: ignore[arg-type]
        if clash not in before:
            yield _finding(clash, steps)


_READ = frozenset({p for steps in _STEPS.values() for p in steps} | set(_OPPOSITE))


def _pairs(triples: Iterable[Triple]) -> Iterator[tuple[str, str, str, str, str]]:
    """Condition, the two properties and the two ends of every clash on the closure, each once."""
    closed: dict[Iri, set[tuple[Term, Term]]] = {}
    for subject, predicate, value in close(triples):
        closed.setdefault(predicate, set()).add((subject, value))
    seen: set[tuple[str, frozenset[str]]] = set()
    for condition, first, second, words in _CLASHES:
        for start, end in sorted(closed.get(first, set()) & closed.get(second, set()), key=str):
            pair = frozenset((str(start), str(end)))
            if (words, pair) not in seen:
                seen.add((words, pair))
                yield condition, str(first), str(second), str(start), str(end)


def _entailed(inferred: Iterable[Triple]) -> Iterator[_Step]:
    """The entailed records that are SKOS matches, each with the claims that it rests on."""
    records: dict[Term, dict[Iri, list[Term]]] = {}
    for triple in inferred:
        records.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    for about in records.values():
        if about.get(XW.claimKind) != [XW.entailed] or SSSOM.predicate_modifier in about:
            continue
        predicate = about[OWL.annotatedProperty][0]
        if isinstance(predicate, Iri) and predicate in (SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch):
            premises = ", ".join(sorted(short_form(str(premise)) for premise in about.get(PROV.wasDerivedFrom, [])))
            ends = about[OWL.annotatedSource][0], about[OWL.annotatedTarget][0]
            yield _Step(ends[0], predicate, ends[1], f"follows from {premises}")


def _asserted(triple: Triple) -> _Step:
    return _Step(triple.subject, triple.predicate, triple.object, "is stated")


def _finding(clash: tuple[str, str, str, str, str], steps: list[_Step]) -> Finding:
    condition, first, second, start, end = clash
    proofs = [_proof(steps, Iri(predicate), start, end) for predicate in (first, second)]
    words = next(w for c, f, s, w in _CLASHES if (c, str(f), str(s)) == (condition, first, second))
    return Finding(
        "violation",
        f"SKOS-{condition}",
        f"{short_form(start)} and {short_form(end)}",
        f"What follows from claims makes {short_form(start)} and {short_form(end)} {words} at once.",
        f"First proof: {proofs[0]}. Second proof: {proofs[1]}. At least one of these claims is wrong; review them.",
        f"https://www.w3.org/TR/skos-reference/#{condition}",
        start,
        second,
        end,
    )


def _proof(steps: list[_Step], predicate: Iri, start: str, end: str) -> str:
    """The fewest steps of a relation from one concept to another, in words."""
    after: dict[str, list[_Step]] = {}
    for step in steps:
        for read in _readings(step):
            if read.predicate in _STEPS[predicate]:
                after.setdefault(str(read.start), []).append(read)
    before: dict[str, _Step] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for step in after.get(here, ()):
            there = str(step.end)
            if there not in before:
                before[there] = step
                waiting.append(there)
        if end in before:
            break
    told: list[str] = []
    here = end
    while here in before and (not told or here != start):
        step = before[here]
        told.append(f"{short_form(str(step.start))} {short_form(str(step.predicate))} {short_form(here)} {step.ground}")
        here = str(step.start)
    return "; ".join(reversed(told))


def _readings(step: _Step) -> Iterator[_Step]:
    """A step as it can be read: turned to broader where it says narrower, both ways where it is symmetric."""
    if isinstance(step.end, Literal):
        return
    if step.predicate in _OPPOSITE:
        yield _Step(step.end, _OPPOSITE[step.predicate], step.start, step.ground)
    else:
        yield step
        if step.predicate in _SYMMETRIC:
            yield _Step(step.end, step.predicate, step.start, step.ground)
