"""How sure a conclusion is: worked examples, and never more than the premises allow."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.alignment.confidence import any_of, together
from crosswalk.alignment.premises import Premise


def premise(name: str, confidence: float | None) -> Premise:
    return Premise(name, "a:1", "b:1", 1, True, confidence)


SUPPORTS = st.dictionaries(st.sampled_from("pqrst"), st.floats(0, 1), min_size=1).flatmap(
    lambda sure: st.lists(
        st.lists(st.sampled_from(sorted(sure)), min_size=1, max_size=3, unique=True).map(
            lambda names: [premise(name, sure[name]) for name in names]
        ),
        min_size=1,
        max_size=4,
    )
)


def really(supports: list[list[Premise]]) -> float:
    """The probability that some support holds whole, counted over every way in which the premises can hold."""
    sure = {p.claim: p.confidence or 0.0 for support in supports for p in support}
    total = 0.0
    for holds in product((True, False), repeat=len(sure)):
        case = dict(zip(sure, holds, strict=True))
        weight = 1.0
        for name, held in case.items():
            weight *= sure[name] if held else 1 - sure[name]
        total += weight * any(all(case[p.claim] for p in support) for support in supports)
    return total


def test_a_chain_of_two_premises_of_a_tenth_is_a_hundredth() -> None:
    assert together([premise("p", 0.1), premise("q", 0.1)]) == pytest.approx(0.01)
    assert any_of([[premise("p", 0.1), premise("q", 0.1)]]) == pytest.approx(0.01)


def test_two_chains_that_share_nothing_make_each_other_surer() -> None:
    assert any_of([[premise("p", 0.5)], [premise("q", 0.5)]]) == pytest.approx(0.75)


def test_a_premise_that_two_chains_share_counts_once() -> None:
    shared = premise("p", 0.1)
    assert any_of([[shared, premise("q", 0.1)], [shared, premise("r", 0.1)]]) == pytest.approx(0.01)
    assert together([shared, shared]) == pytest.approx(0.1)
    assert any_of([[shared], [shared]]) == pytest.approx(0.1)


def test_what_is_not_stated_stays_so() -> None:
    assert together([premise("p", None), premise("q", 0.9)]) is None
    assert any_of([[premise("p", None)]]) is None
    assert any_of([]) is None
    assert any_of([[premise("p", None)], [premise("q", 0.3)]]) == pytest.approx(0.3)


@given(SUPPORTS)
def test_it_is_never_more_than_independent_premises_give_and_never_less_than_the_surest_support(
    supports: list[list[Premise]],
) -> None:
    found = any_of(supports)
    assert found is not None
    assert max(together(s) or 0.0 for s in supports) - 1e-9 <= found <= really(supports) + 1e-9


@given(SUPPORTS)
def test_order_and_repetition_do_not_matter(supports: list[list[Premise]]) -> None:
    assert any_of(supports) == pytest.approx(any_of([*reversed(supports), *supports]))
