"""A second, slow and obviously right answer to what follows from claims: every way walked, every case looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crosswalk.alignment.premises import Premise
from crosswalk.relations import ANY, COMPOSITION, CONCLUSION, INVERSE


class Way(NamedTuple):
    """A row of claims from one statement to another that comes by none twice."""

    premises: tuple[Premise, ...]
    stops: tuple[str, ...]


def ways(premises: Sequence[Premise], start: str, end: str, most: int) -> list[Way]:
    """All of them, of at most so many claims."""
    found: list[Way] = []

    def walk(here: str, used: tuple[Premise, ...], stops: tuple[str, ...]) -> None:
        if here == end:
            found.append(Way(used, stops))
            return
        if len(used) == most:
            return
        for premise in premises:
            if here in (premise.subject, premise.object):
                there = premise.object if premise.subject == here else premise.subject
                if there not in stops:
                    walk(there, (*used, premise), (*stops, there))

    walk(start, (), (start,))
    return found


def told(way: Way) -> int:
    """What the claims of a way tell together."""
    known = None
    for premise, here in zip(way.premises, way.stops, strict=False):
        read = premise.known if premise.subject == here else INVERSE[premise.known]
        known = read if known is None else COMPOSITION[known][read]
    assert known is not None
    return known


def answer(premises: Sequence[Premise], start: str, end: str, most: int) -> tuple[str, str, int, frozenset[str]] | None:
    """The verdict, the relation, what is still possible and the hubs; None where there is nothing to say."""
    found = ways(list(dict.fromkeys(premises)), start, end, most)
    claimed = chained = ANY
    for way in found:
        if len(way.premises) == 1:
            claimed &= told(way)
        else:
            chained &= told(way)
    hubs = frozenset(w.stops[1] for w in found if len(w.premises) == 2 and all(p.linking for p in w.premises))
    direct = any(len(way.premises) == 1 for way in found)
    if chained == 0 or (chained != ANY and claimed and claimed & chained == 0):
        return "contradiction", "", 0, hubs
    known = claimed & chained
    if known == claimed or claimed == 0:
        known = chained
    if CONCLUSION[known]:
        return "entailed", CONCLUSION[known], known, hubs
    return ("candidate", "", known, hubs) if hubs and not direct else None
