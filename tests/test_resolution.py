from __future__ import annotations

import growth_model_case as case
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Citation
from crosswalk.sources.citations import find_citations
from crosswalk.sources.growth_model import resolve_citations
from crosswalk.sources.resolution import nearest_codes, resolve

ISTE, IB = "iste-coaches-2011", "ib-psp-2014"


def read(text: str, **given: object) -> Citation:
    (printed,) = find_citations(text)
    return resolve(printed, case.FRAMEWORKS, **given)  # type: ignore[arg-type]


def printed_rows() -> list[dict[str, str]]:
    """The answer without its one judged row, which no document prints."""
    return [row for row in case.expected("ais_citations") if row["normalised_code"] != "6b"]


@pytest.mark.parametrize("number", range(108))
def test_every_citation_of_the_document_means_what_was_checked_by_hand(number: int) -> None:
    row, (citing, printed) = printed_rows()[number], case.model().citations[number]
    found = resolve(printed, case.FRAMEWORKS, citing=f"ais-psi:{citing}")
    target = {"ISTE-C:2011": ISTE, "IB-PSP:2014": IB}[row["target_framework"]]
    assert found.citing == f"ais-psi:{row['indicator']}"
    assert found.printed_text == row["printed_citation"]
    assert found.printed_code == row["printed_code"]
    assert found.target == target
    assert found.verdict == {"out_of_range": "outOfRange"}.get(row["verdict"], row["verdict"])
    assert found.confidence == row["confidence"]
    if row["verdict"] == "out_of_range":
        guess = row["normalised_code"].removesuffix("?")
        assert found.resolved is None and (not guess or found.nearest[0] == f"{target}:{guess}")
    elif row["printed_code"] == "C1.1(a)":
        assert (printed.code, found.resolved) == (row["normalised_code"], f"{target}:C1.1")
    else:
        assert found.resolved == f"{target}:{row['normalised_code']}"


def test_the_verdicts_are_counted_as_by_hand() -> None:
    found = resolve_citations(case.model(), case.FRAMEWORKS)
    verdicts = ("exact", "normalised", "ambiguous", "outOfRange")
    counts = {
        target: [sum(c.target == target and c.verdict == verdict for c in found) for verdict in verdicts]
        for target in case.FRAMEWORKS
    }
    assert counts == {ISTE: [25, 0, 2, 0], IB: [63, 15, 1, 2]}


@pytest.mark.parametrize(("dotted", "letter"), [("6.1", "6a"), ("6.2", "6c"), ("4.1", "5a")])
def test_a_dotted_iste_number_is_read_through_the_georgia_numbering(dotted: str, letter: str) -> None:
    found = read(f"ISTE {dotted}")
    assert (found.verdict, found.confidence) == ("ambiguous", "medium")
    assert (found.resolved, found.through) == (f"{ISTE}:{letter}", f"psc-itec-2011:{dotted}")


def test_the_second_reading_of_a_merged_number_is_named_and_not_linked() -> None:
    assert "6b" in read("ISTE 6.1").note
    assert "6b" not in read("ISTE 6.2").note


def test_without_correspondences_a_dotted_number_is_out_of_range() -> None:
    assert read("ISTE 6.1", correspondences={}).verdict == "outOfRange"
    assert read("ISTE 6.3").resolved is None


def test_a_lettered_requirement_without_a_programme_names_those_that_exist() -> None:
    found = read("IB C1.1(a)")
    assert (found.verdict, found.resolved) == ("ambiguous", f"{IB}:C1.1")
    assert "C1.1a-dp, C1.1a-pyp" in found.note


def test_a_lettered_requirement_that_nobody_knows_says_so() -> None:
    found = read("IB C1.1(z)")
    assert (found.verdict, found.resolved) == ("ambiguous", f"{IB}:C1.1")
    assert "No requirement (z)" in found.note


def test_a_lettered_requirement_with_its_programme_is_exact() -> None:
    assert read("IB C1.1a-pyp").resolved == f"{IB}:C1.1a-pyp"
    assert read("IB C1.1a-pyp").verdict == "exact"


def test_a18_is_out_of_range_and_a8_comes_nearest() -> None:
    found = read("IB A1.8")
    assert (found.verdict, found.confidence, found.resolved) == ("outOfRange", "medium", None)
    assert found.nearest[0] == f"{IB}:A8"


def test_c212_is_out_of_range_and_its_three_likely_slips_come_first() -> None:
    found = read("IB C2.12")
    assert (found.verdict, found.confidence, found.resolved) == ("outOfRange", "low", None)
    assert found.nearest[:3] == (f"{IB}:C2.11", f"{IB}:C3.12", f"{IB}:B2.12")


def test_a_code_without_a_framework_names_every_candidate() -> None:
    (printed,) = find_citations("see 1a")
    loaded = {name: ("1a",) for name in ("iste-coaches-2011", "iste-coaches-2019")} | {"ib-psp-2014": ("A1",)}
    found = resolve(printed, loaded)
    assert (found.verdict, found.resolved) == ("ambiguous", None)
    assert found.nearest == ("iste-coaches-2011:1a", "iste-coaches-2019:1a")


def test_a_code_without_a_framework_that_none_has_is_out_of_range() -> None:
    found = read("see 7h")
    assert (found.verdict, found.nearest) == ("outOfRange", ())


def test_a_framework_that_is_not_loaded_is_said_to_be_missing() -> None:
    found = read("ib-psp-2020:0402-01")
    assert (found.verdict, found.resolved, found.nearest) == ("outOfRange", None, ())
    assert "not among those loaded" in found.note


def test_what_is_wrong_with_a_normalised_code_stands_in_its_note() -> None:
    assert "comma" in read("(IB A5,)").note
    assert read("IB A5").note == ""


def test_a_slip_in_an_indicator_leads_to_indicators_and_not_to_standards() -> None:
    assert read("ISTE 3z").nearest[0] == f"{ISTE}:3g"
    assert read("ISTE 7a").nearest[0] == f"{ISTE}:6a"


def test_a_code_that_nothing_comes_near_has_no_nearest() -> None:
    assert read("IB Z99.99").nearest == ()


def slips(one: str, other: str) -> int:
    """Levenshtein distance by its definition: the plain recursion."""
    if not one or not other:
        return len(one) + len(other)
    change = 0 if one[0] == other[0] else 1
    return min(slips(one[1:], other) + 1, slips(one, other[1:]) + 1, slips(one[1:], other[1:]) + change)


@given(st.from_regex(r"[A-D][1-5]\.[0-9]", fullmatch=True))
def test_the_nearest_codes_are_all_those_with_the_fewest_slips(code: str) -> None:
    notations = [notation for notation in case.FRAMEWORKS[IB] if len(notation) < 6]
    dotted = {notation: f"{notation[0]}.{notation[1:]}" for notation in notations if notation[1:].isdigit()}
    counts = {n: min(slips(code, n), slips(code, dotted.get(n, n))) for n in notations}
    fewest = min(counts.values())
    wanted = {n for n, count in counts.items() if count == fewest} if fewest <= 2 else set()
    assert set(nearest_codes(code, notations)) == wanted
