"""Where two statements are not joined by a chain short enough: how they are joined at all, or how near one comes."""

from __future__ import annotations

from collections import deque
from collections.abc import Container

from crosswalk.alignment.premises import Network, Premise


def route(network: Network, start: str, ends: Container[str]) -> tuple[Premise, ...]:
    """The fewest claims in a row, each relating its two ends, that lead from a statement to one of `ends`.

    Empty where none do. Nothing need follow from them: it is the way, not a proof.
    """
    before: dict[str, tuple[str, Premise] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here in ends and here != start:
            return _walked(before, here)
        for premise in network.touching.get(here, ()):
            there = premise.other(here)
            if premise.linking and there not in before:
                before[there] = (here, premise)
                waiting.append(there)
    return ()


def _walked(before: dict[str, tuple[str, Premise] | None], end: str) -> tuple[Premise, ...]:
    steps: list[Premise] = []
    here = before[end]
    while here is not None:
        steps.append(here[1])
        here = before[here[0]]
    return tuple(reversed(steps))


def framework_route(network: Network, source: str, target: str) -> tuple[str, ...]:
    """The frameworks by way of which claims lead from one framework to another, the fewest; empty where none do.

    Both ends are included. The framework after the first is the nearest hub; a chain of claims need not run through.
    """
    neighbours = _neighbours(network)
    before: dict[str, str] = {source: ""}
    waiting = deque([source])
    while waiting:
        here = waiting.popleft()
        if here == target:
            way = [here]
            while before[way[-1]]:
                way.append(before[way[-1]])
            return tuple(reversed(way))
        for there in sorted(neighbours.get(here, ())):
            if there not in before:
                before[there] = here
                waiting.append(there)
    return ()


def _neighbours(network: Network) -> dict[str, set[str]]:
    """The frameworks that claims relate to each framework."""
    homes: dict[str, list[str]] = {}
    for framework, members in network.frameworks.items():
        for statement in members:
            homes.setdefault(statement, []).append(framework)
    found: dict[str, set[str]] = {}
    for statement, premises in network.touching.items():
        for premise in premises:
            if premise.linking:
                for here in homes.get(statement, ()):
                    found.setdefault(here, set()).update(homes.get(premise.other(statement), ()))
    return found
