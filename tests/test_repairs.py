from __future__ import annotations

import growth_model_case as case
import pytest

from crosswalk.errors import InputError
from crosswalk.sources.repairs import REPAIR_KINDS, Repair, least, read_repairs

HEADER = "kind,place,words,confidence,reason\n"


def test_a_row_becomes_a_repair_with_its_line() -> None:
    (repair,) = read_repairs(HEADER + 'split,PSI1/meets,"one, two",medium,because\n')
    assert repair == Repair("split", "PSI1/meets", "one, two", "medium", "because", 2)
    assert repair.wording == ("one,", "two")


def test_a_byte_order_mark_from_a_spreadsheet_does_no_harm() -> None:
    assert read_repairs("\ufeff" + HEADER) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind,place,words,confidence\n", "reason"),
        ("", "kind"),
        (HEADER + "cut,PSI1/meets,a,high,b\n", "r.csv:2 has the kind 'cut'"),
        (HEADER + "split,PSI1/meets,a,sure,b\n", "r.csv:2 has the confidence 'sure'"),
        (HEADER + "split,PSI1/meets,,high,b\n", "r.csv:2 leaves words empty"),
        (HEADER + "split,PSI1/meets,a,high,\n", "r.csv:2 leaves reason empty"),
        (HEADER + "split,PSI1/meets\n", "r.csv:2 has the confidence ''"),
    ],
)
def test_a_table_that_is_no_repairs_table_is_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_repairs(text, "r.csv")
    assert words in str(caught.value)
    assert str(caught.value).endswith(".") and "\n" not in str(caught.value)


def test_the_least_sure_of_several_counts() -> None:
    assert [least([]), least(["high", "medium"]), least(["low", "medium"])] == ["high", "medium", "low"]


def test_every_shipped_repair_is_of_a_known_kind_and_gives_its_reason() -> None:
    assert {repair.kind for repair in case.repairs()} == set(REPAIR_KINDS)
    assert all(len(repair.reason.split()) >= 4 for repair in case.repairs())
    assert len({(repair.place, repair.words) for repair in case.repairs()}) == len(case.repairs())
