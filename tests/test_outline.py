from __future__ import annotations

import pytest

from crosswalk.sources.citations import find_citations
from crosswalk.sources.document import wording
from crosswalk.sources.outline import LEVEL_LABELS, Outline, read_outline

HEAD = "\t".join(LEVEL_LABELS) + "\n"


def read(text: str) -> Outline:
    return read_outline(text, find_citations(text), "ours")


def roles(text: str) -> list[tuple[str, str]]:
    """What the words of a text were read as, in order."""
    return [(use.role, text[use.start : use.end]) for use in sorted(read(text).uses)]


def test_a_heading_has_a_notation_a_title_and_a_statement() -> None:
    assert roles("PSI1: Ours: It is said: so") == [
        ("notation", "PSI1:"),
        ("title", "Ours"),
        ("mark", ":"),
        ("statement", "It is said: so"),
    ]


@pytest.mark.parametrize("heading", ["PSI 1: Ours: Said", "  PSI1 : Ours:Said"])
def test_a_heading_may_be_spaced_otherwise(heading: str) -> None:
    (psi,) = read(heading).psis
    assert psi.notation == "PSI1"
    assert [wording(heading, psi.title), wording(heading, psi.text)] == ["Ours", "Said"]


def test_a_list_under_a_statement_that_ends_in_a_colon_is_of_dispositions() -> None:
    text = "PSI1: Ours: They are:\n\n- kind\n- brave\n\nThese follow:\n"
    (psi,) = read(text).psis
    assert [wording(text, [item]) for item in psi.dispositions] == ["kind", "brave"]
    assert read(text).owners[4] == "PSI1.d2"
    assert ("skipped", "These follow:") in roles(text)


def test_a_list_under_any_other_statement_is_left_alone() -> None:
    assert ("statement", "kind") not in roles("PSI1: Ours: Said\n- kind\n")
    assert "kind" not in {words for _, words in roles("PSI1: Ours: Said\n- kind\n")}


@pytest.mark.parametrize(
    ("lines", "title", "sentence"),
    [
        ("1.1 Title\tWords", "Title", "Words"),
        ("1.1 Title\nWords", "Title", "Words"),
        ("1.1\tWords\n\nTitle\t", "Title", "Words"),
        ("1.1 Title\t(ISTE 1a) Words", "Title", "Words"),
        ("1.1 Title\tWords (IB B2.8)\tMore", "Title", "Words More"),
        ("1.1 Title\tSome (ISTE 1a) words", "Title", "Some words"),
        ("1.1 Title\tWords (not a citation)", "Title", "Words (not a citation)"),
    ],
)
def test_an_indicator_is_read_in_each_of_its_layouts(lines: str, title: str, sentence: str) -> None:
    text = f"PSI1: Ours: Said\n{lines}"
    (indicator,) = read(text).psis[0].indicators
    assert [wording(text, indicator.title), wording(text, indicator.text)] == [title, sentence]


def test_a_table_rule_is_skipped_and_a_row_is_four_fields() -> None:
    text = f"PSI1: Ours: Said\n{HEAD}a\tb\tc\td\n--\t---\t--\t\nnot a row\n"
    (psi,) = read(text).psis
    assert [[text[start:end] for start, end in row] for row in psi.rows] == [["a", "b", "c", "d"]]
    assert ("skipped", "--\t---\t--") in roles(text)


def test_an_item_after_the_table_goes_on_over_tabbed_lines_until_a_blank_one() -> None:
    text = f"PSI1: Ours: Said\n{HEAD}a\tb\tc\td\n•\tone\n\ttwo\n\n\tthree\n"
    (psi,) = read(text).psis
    assert [wording(text, item) for item in psi.loose] == ["one two"]


def test_front_matter_is_skipped_each_line_with_its_reason() -> None:
    text = "The title\n\n(Write this)\n\nSome words\nPSI 1\tOurs\n\nPSI1: Ours: Said\n"
    reasons = [use.reason for use in read(text).uses if use.role == "skipped"]
    assert reasons == [
        "The document's own title.",
        "A drafting note in parentheses.",
        "Front matter, before the first PSI.",
        "The list of PSIs repeats the heading of PSI1.",
    ]
