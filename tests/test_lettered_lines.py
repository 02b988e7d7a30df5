"""Which line of a lettered text belongs to which code."""

from __future__ import annotations

import pytest

from crosswalk.sources.document import wording
from crosswalk.sources.lettered_lines import read_lines


def drafts(text: str) -> dict[str, str]:
    """The words by code."""
    return {draft.code: wording(text, draft.words) for draft in read_lines(text, "t").drafts}


def findings(text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in read_lines(text, "t").findings]


@pytest.mark.parametrize(
    "line", ["1a: Nap", "1A. Nap", "1 a) Nap", "- 1a: Nap", "  •\u00a01a:\tNap", "1a:  Nap  \r", "1a : Nap"]
)
def test_a_whole_code_may_be_written_in_many_ways(line: str) -> None:
    assert drafts(line) == {"1a": "Nap"}


@pytest.mark.parametrize("line", ["- a. Nap", "a. Nap", "a) Nap", "(a) Nap", "–a: Nap", "*  a.\tNap", "\u00a0• a. Nap"])
def test_a_letter_may_be_written_in_many_ways(line: str) -> None:
    assert drafts(f"2. Cats.\n{line}") == {"2": "Cats.", "2a": "Nap"}


@pytest.mark.parametrize("line", ["- Nap", "1.2 Nap", "ab. Nap", "a.m. is early", "111. Nap", "1ab: Nap", "-- a. Nap"])
def test_what_only_looks_like_a_code_is_none(line: str) -> None:
    assert list(drafts(f"2. Cats.\n\n- b. Doze.\n\n{line}")) == ["2", "2b"]


def test_a_line_without_a_blank_line_between_goes_on_with_the_one_above() -> None:
    text = "1. Cats nap\nin the sun.\n- a. On the\nHMS Hammock\n- b. Doze. Then\nwake. And\nnap.\n2. Cats wake."
    assert drafts(text) == {
        "1": "Cats nap in the sun.",
        "1a": "On the HMS Hammock",
        "1b": "Doze. Then wake. And nap.",
        "2": "Cats wake.",
    }
    assert findings(text) == []


def test_a_sentence_under_its_number_may_be_a_paragraph_of_its_own_but_one() -> None:
    text = "1. Naps.\n\nCats nap\nlong.\n\nPage 2\n\n- a. Doze"
    assert drafts(text) == {"1": "Naps. Cats nap long.", "1a": "Doze"}


def test_a_paragraph_after_a_statement_belongs_to_none() -> None:
    assert drafts("1a: Nap\n\nPage 2\nof 3\n\n1b: Doze") == {"1a": "Nap", "1b": "Doze"}


def test_an_unnumbered_standard_has_its_number_from_the_code_below() -> None:
    assert drafts("Cats nap.\n1a: Doze.\nCats wake.\n\n2a: Yawn.") == {
        "1": "Cats nap.",
        "1a": "Doze.",
        "2": "Cats wake.",
        "2a": "Yawn.",
    }


def test_only_the_last_paragraph_above_a_code_is_its_standard() -> None:
    text = "Charter of cats\n\nCats nap.\n\n1a: Doze.\n\nPage 2\n\nCats wake.\n2a: Yawn."
    assert drafts(text) == {"1": "Cats nap.", "1a": "Doze.", "2": "Cats wake.", "2a": "Yawn."}


def test_words_above_a_further_code_of_the_same_standard_are_none() -> None:
    assert drafts("Cats nap.\n1a: Doze.\n\nCats wake.\n1b: Yawn.") == {"1": "Cats nap.", "1a": "Doze.", "1b": "Yawn."}


def test_a_standard_under_a_statement_without_a_full_stop_is_told_to_be_uncertain() -> None:
    text = "Cats nap.\n1a: Doze\nCats wake.\n2a: Yawn"
    assert drafts(text)["2"] == "Cats wake."
    assert findings(text) == [("place-uncertain", "t:3")]
    assert drafts("Cats nap.\n1a: Doze\nin peace.\n2a: Yawn") == {
        "1": "Cats nap.",
        "1a": "Doze in peace.",
        "2a": "Yawn",
    }


def test_an_unnumbered_standard_of_two_lines_is_told_to_be_uncertain() -> None:
    text = "Cats nap.\n1a: Doze.\nIn peace.\nCats wake.\n2a: Yawn."
    assert drafts(text)["2"] == "In peace. Cats wake."
    assert findings(text) == [("place-uncertain", "t:4")]
    settled = text.replace("Cats wake", "\nCats wake")
    assert drafts(settled) == {"1": "Cats nap.", "1a": "Doze. In peace.", "2": "Cats wake.", "2a": "Yawn."}
    assert findings(settled) == []


def test_a_code_that_stands_twice_is_a_finding_and_only_the_first_is_read() -> None:
    text = "1. Cats nap.\n- a. Doze\n- a. Yawn\nand yawn\n1. Cats wake."
    assert drafts(text) == {"1": "Cats nap.", "1a": "Doze"}
    assert findings(text) == [("duplicate-notation", "t:3"), ("duplicate-notation", "t:5")]


def test_a_letter_before_any_standard_belongs_to_none() -> None:
    assert drafts("- a. Doze\nin peace\n1. Cats nap.") == {"1": "Cats nap."}


def test_what_stands_before_the_first_code_is_left_out_on_purpose() -> None:
    uses = read_lines("Charter\nof cats\n\n1. Cats nap.", "t").uses
    assert [(use.role, use.start, use.end) for use in uses] == [("skipped", 0, 7), ("skipped", 8, 15)]
