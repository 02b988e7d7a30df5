from __future__ import annotations

import growth_model_case as case

from crosswalk.sources.georgia_numbering import GEORGIA_NUMBERING, TARGET


def test_the_27_numbers_lead_to_all_28_indicators_once() -> None:
    reached = [notation for notations in GEORGIA_NUMBERING.values() for notation in notations]
    assert len(GEORGIA_NUMBERING) == 27
    assert sorted(reached) == sorted(n for n in case.FRAMEWORKS[TARGET] if len(n) == 2)


def test_it_orders_citizenship_before_professional_learning() -> None:
    assert [GEORGIA_NUMBERING[number][0] for number in ("3.1", "4.1", "5.1", "6.2")] == ["3a", "5a", "4a", "6c"]
