"""How sure a conclusion is: the product along a chain, and noisy-or over chains that rest on nothing in common.

A conclusion holds if any one of its supports holds, a support only if each of its premises does. Supports that share a
premise stand or fall with it together, so of these only the surest counts: what is given is a lower bound of the
probability, whatever else is true, as long as the premises are independent of each other. Where a premise states no
confidence its support has none ("not stated"); it is not taken for 1.

Source: J. Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, 4.3.2 (noisy-or). Two premises of 0.1 in one
chain give 0.01; two chains of 0.5 without a common premise give 0.75.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol


class Stated(Protocol):
    """What has an identity and a confidence, None where it states none: a premise."""

    @property
    def claim(self) -> str:
        """What identifies it: the same claim counts once."""
        ...

    @property
    def confidence(self) -> float | None:
        """From 0 to 1."""
        ...


def together(premises: Iterable[Stated]) -> float | None:
    """That all of them hold: the product, each claim once; None where one states nothing."""
    product = 1.0
    for confidence in {premise.claim: premise.confidence for premise in premises}.values():
        if confidence is None:
            return None
        product *= confidence
    return product


def any_of(supports: Iterable[Sequence[Stated]]) -> float | None:
    """That at least one of the supports holds; None where none states a confidence."""
    stated = [(sure, support) for support in supports if (sure := together(support)) is not None]
    if not stated:
        return None
    if len(stated) == 1:
        return stated[0][0]
    missed, used = 1.0, set[str]()
    for sure, support in sorted(stated, key=lambda item: (-item[0], sorted(p.claim for p in item[1]))):
        claims = {premise.claim for premise in support}
        if used.isdisjoint(claims):
            used |= claims
            missed *= 1 - sure
    return 1 - missed
