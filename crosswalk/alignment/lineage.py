"""Which edition came after which: the way from one to another, and editions that replace each other in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple


class Lineage(NamedTuple):
    """How two editions stand to each other: `way` leads from the older to the newer, both included.

    It is empty where no source says so; `back` is then the way from the newer to the older, if there is one. `circle`
    are editions that replace each other in a circle, the first repeated at the end, where one of the two is among them.
    """

    older: str
    newer: str
    way: tuple[str, ...]
    back: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()


def lineage(replacements: Iterable[tuple[str, str]], older: str, newer: str) -> Lineage:
    """How two editions stand to each other; `replacements` are pairs of an older edition and one that replaces it."""
    later: dict[str, set[str]] = {}
    for before, after in replacements:
        later.setdefault(before, set()).add(after)
    way = _way(later, older, newer)
    circle = _way(later, older, older) or _way(later, newer, newer)
    return Lineage(older, newer, way, () if way else _way(later, newer, older), circle)


def _way(later: Mapping[str, Iterable[str]], start: str, end: str) -> tuple[str, ...]:
    """The fewest editions from one to another, at least one step; each edition is looked at once."""
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(later.get(here, ())):
            if there not in before:
                before[there] = here
                waiting.append(there)
            if there == end:
                way = [end, here]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return tuple(reversed(way))
    return ()


def standing(found: Lineage, claimed: bool) -> tuple[str, ...]:
    """What is to be known before two editions are compared, in sentences; none where one simply replaces the other.

    `claimed` tells whether there are claims between the two at all.
    """
    older, newer = found.older, found.newer
    said = []
    if found.circle:
        said.append(
            f"These editions replace each other in a circle, so that none is the newer: {' → '.join(found.circle)}; "
            f"{newer} is read as the newer, as asked."
        )
    elif len(found.way) > 2:
        said.append(f"{newer} came after {older} by way of {', '.join(found.way[1:-1])}.")
    elif found.back:
        said.append(f"{older} is known as the newer of the two; {newer} is read as the newer, as asked.")
    elif not found.way:
        said.append(f"No source says that {newer} replaces {older}; the answer is what the claims between them say.")
    if not claimed:
        said.append(f"There are no claims between {older} and {newer}: nothing here is reviewed, and nothing is known.")
        if len(found.way) > 2 and not found.circle:
            said.append(f"Compare the editions one after the other: {_steps(found.way)}.")
    return tuple(said)


def _steps(way: Sequence[str]) -> str:
    return ", ".join(f"{before} and {after}" for before, after in pairwise(way))
