from __future__ import annotations

import re

import growth_model_case as case
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.sources import citations
from crosswalk.sources.citations import FRAMEWORK_NAMES, PrintedCitation, find_citations


def codes(text: str) -> list[tuple[str, str]]:
    return [(found.framework, found.code) for found in find_citations(text)]


def only(text: str) -> PrintedCitation:
    (found,) = find_citations(text)
    return found


ISTE, IB, AIS = "iste-coaches-2011", "ib-psp-2014", "ais-psi"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(ISTE 3d / IB B2.8, C3.10)", [(ISTE, "3d"), (IB, "B2.8"), (IB, "C3.10")]),
        ("(ISTE 1a / B1.5,C1.1, C3.4)", [(ISTE, "1a"), (IB, "B1.5"), (IB, "C1.1"), (IB, "C3.4")]),
        ("(ISTE 5a / IBC3.9)", [(ISTE, "5a"), (IB, "C3.9")]),
        ("(ISTE 5b / IB A5,)", [(ISTE, "5b"), (IB, "A5")]),
        ("(ISTE 2f / IB C1.1(a), C3.11)", [(ISTE, "2f"), (IB, "C1.1a"), (IB, "C3.11")]),
        ("(ISTE 6.1 / IB C2.10)", [(ISTE, "6.1"), (IB, "C2.10")]),
        ("IB A.1 and A.9", [(IB, "A1"), (IB, "A9")]),
        ("IB C1.1a-pyp", [(IB, "C1.1a-pyp")]),
        ("IB C1.1 (b)", [(IB, "C1.1b")]),
        ("IB C3", [(IB, "C3")]),
        ("ISTE Coaches 3d", [(ISTE, "3d")]),
        ("ISTE Standards for Coaches (2019) 3d", [("iste-coaches-2019", "3d")]),
        ("ISTE Coaches 2019: 3d", [("iste-coaches-2019", "3d")]),
        ("iste-education-leaders-2018:1a", [("iste-education-leaders-2018", "1a")]),
        ("ib-psp-2014:B2.8", [(IB, "B2.8")]),
        ("IB 0402-01-0100", [("ib-psp-2020", "0402-01-0100")]),
        ("AIS 3.4", [(AIS, "3.4")]),
        ("AIS PSI 3, ais-psi:PSI1.d2", [(AIS, "PSI3"), (AIS, "PSI1.d2")]),
        ("PSC 6.1", [("psc-itec-2011", "6.1")]),
        ("IB C3.10–C3.12", [(IB, "C3.10"), (IB, "C3.12")]),
        ("IB practice B2.8, iste 3D", [(IB, "B2.8"), (ISTE, "3d")]),
        ("[IB\u00a0B2.8]", [(IB, "B2.8")]),
        ("(ISTE\n3d,\n  IB B2.8)", [(ISTE, "3d"), (IB, "B2.8")]),
        ("a code that no edition has: ISTE B2.8, IB 3d", [(ISTE, "B2.8"), (IB, "3d")]),
    ],
)
def test_a_citation_is_found_however_it_is_written(text: str, wanted: list[tuple[str, str]]) -> None:
    assert codes(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "(CIS, AdvancedED, SAIS, IBO)",
        "(from IB and other recognized providers)",
        "ISTE Standards for Coaches, IB Standards and Practices, LP",
        "the 21st century, 3.4 percent, room A4, in 2011, 1.2.3",
        "IB World Schools at AIS",
        "IBM B2.8x, AISB 3.4, C3.9.1",
        "growth at AIS\n6.2 Reflection\nthe dispositions of AIS\n\nPSI6: Growth",
        "IB 4.5 points on average",
        "1a: the first of a list\n1b. the next\n2a) another\n2b\tone more",
        "a 3d-printed part",
        "\u0131STE 3x",
        "IB B\u0663.\u0664",
        "",
    ],
)
def test_prose_that_only_looks_like_one_is_no_citation(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["see 1a", "1a", "in C3.10 we read", "in 3d, of course"])
def test_a_code_without_a_framework_is_found_and_gets_none(text: str) -> None:
    assert only(text).framework == ""


def test_a_blank_line_ends_a_run_so_that_the_next_code_has_no_framework() -> None:
    assert codes("IB B2.8\n\nB2.9") == [(IB, "B2.8"), ("", "B2.9")]


@pytest.mark.parametrize(
    ("text", "printed_code", "printed_text"),
    [
        ("see (ISTE 3d) there", "ISTE 3d", "(ISTE 3d)"),
        ("see ( IB B2.8, ) there", "B2.8", "( IB B2.8, )"),
        ("see (as ISTE 3d) there", "ISTE 3d", "ISTE 3d"),
        ("see (ISTE 3d] there", "ISTE 3d", "ISTE 3d"),
        ("see IB C1.1(a) there", "C1.1(a)", "IB C1.1(a)"),
    ],
)
def test_the_printed_words_are_the_run_with_the_parentheses_it_fills(
    text: str, printed_code: str, printed_text: str
) -> None:
    found = only(text)
    assert (found.printed_code, found.printed_text) == (printed_code, printed_text)
    assert found.enclosed == printed_text.startswith("(")


@pytest.mark.parametrize(
    ("text", "departures"),
    [
        ("(ISTE 3d)", [()]),
        ("(ISTE 3d / B2.8)", [(), ("prefix-missing",)]),
        ("IBC3.9", [("space-missing",)]),
        ("(IB A5,)", [("trailing-comma",)]),
        ("IB B1.5,C1.1", [(), ("space-missing",)]),
        ("IB A.1", [("spelling",)]),
        ("IB c3.9", [("spelling",)]),
        ("ISTE 3D", [("spelling",)]),
        ("IB C1.1(a)", [()]),
    ],
)
def test_each_departure_from_the_plain_form_is_named(text: str, departures: list[tuple[str, ...]]) -> None:
    assert [found.departures for found in find_citations(text)] == departures


def test_the_document_holds_27_runs_with_27_iste_codes_and_81_ib_codes_and_no_other() -> None:
    found = find_citations(case.text())
    assert len({(c.text_start, c.text_end) for c in found}) == 27
    assert [sum(c.framework == framework for c in found) for framework in (ISTE, IB)] == [27, 81]
    assert len(found) == 108


def test_a_run_that_never_ends_is_quoted_in_parts() -> None:
    found = find_citations("IB " + "C3.1, " * 500)
    assert len(found) == 500
    assert {c.framework for c in found} == {IB}
    assert max(len(c.printed_text) for c in found) < 500


HOSTILE = [
    "(ISTE ",
    "IB ",
    "C3.1,",
    "(",
    "ISTE Standards for ",
    "ib-psp-2014:",
    " ",
    "1a",
    "9.",
    "ISTE   ",
    "IB B2.8 (",
    "C1.1(a",
    "0402-01-",
    "PSI",
    "\n",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_text_gives_short_matches_and_short_quotes(part: str) -> None:
    """With every match and quote bounded, the work grows as the text does; see the next test for the patterns."""
    text = part * 3000
    assert all(token.end - token.start <= 40 for token in citations._tokens(text, FRAMEWORK_NAMES))
    assert all(len(found.printed_text) <= 64 * 16 for found in find_citations(text))


def test_no_pattern_repeats_without_a_bound() -> None:
    """An unbounded repetition is what makes a regex slow; names and codes are written without any."""
    patterns = [*citations._SHAPES.values(), *(citations._spelled(name) for name in FRAMEWORK_NAMES)]
    patterns += [citations._BETWEEN_CODES.pattern, citations._AFTER_NAME.pattern, citations._TAIL.pattern]
    for pattern in patterns:
        outside_classes = re.sub(r"\[[^\]]*\]|\\.", "", pattern)
        assert not re.search(r"[*+]|\{\d+,\}", outside_classes), pattern


PIECES = st.sampled_from(
    ["ISTE ", "IB ", "IBC3.9", "B2.8", "3d", ", ", " / ", "(", ")", "C1.1(a)", "6.1", "AIS ", "x", "\n"]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_lead_back_to_the_words(text: str) -> None:
    found = find_citations(text)
    for citation in found:
        assert text[citation.start : citation.end] == citation.printed_code
        assert text[citation.text_start : citation.text_end] == citation.printed_text
        assert citation.text_start <= citation.start < citation.end <= citation.text_end
    assert [c.start for c in found] == sorted(c.start for c in found)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for citation in find_citations(text):
        assert citation.code


@given(st.text(alphabet="IiBbSsTtEe\u0131\u0130\u017f\u212a 13.dDcC(),/-PSI", max_size=40))
def test_letters_that_only_look_alike_do_no_harm(text: str) -> None:
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.printed_code


def test_a_framework_of_an_unknown_kind_may_have_any_code() -> None:
    (found,) = find_citations("ours B2.8", {"ours": "cis-2016"})
    assert (found.framework, found.code) == ("cis-2016", "B2.8")


def test_names_may_be_given_by_the_caller() -> None:
    (found,) = find_citations("our own 3d", {"our own": "iste-coaches-2019"})
    assert (found.framework, found.code) == ("iste-coaches-2019", "3d")
