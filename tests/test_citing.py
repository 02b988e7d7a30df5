"""Citations in any text: of the shipped frameworks by their names, of added ones by their short forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_cli import run

from crosswalk import open_graph
from crosswalk.sources.citing import cite

CODES = {"ib-psp-2014": ["B2.8", "C3.10"], "iste-coaches-2011": ["3d"], "skills": ["1.2", "B2.8", "plan"]}


def resolved(text: str) -> list[tuple[str | None, str]]:
    return [(citation.resolved, citation.verdict) for citation in cite(text, CODES)]


def test_names_and_short_forms_are_found_in_the_order_of_the_text() -> None:
    text = "skills:plan, then (ISTE 3d / IB B2.8) and ib-psp-2014:C3.10; at last skills:1.2."
    assert [short for short, _ in resolved(text)] == [
        "skills:plan", "iste-coaches-2011:3d", "ib-psp-2014:B2.8", "ib-psp-2014:C3.10", "skills:1.2",
    ]  # fmt: skip


def test_the_code_within_a_short_form_is_no_code_of_another_framework() -> None:
    assert resolved("see skills:B2.8") == [("skills:B2.8", "exact")]


def test_a_code_that_an_added_framework_has_not_is_out_of_range_with_the_nearest() -> None:
    (citation,) = cite("see skills:1.3", CODES)
    assert (citation.resolved, citation.verdict, citation.nearest) == (None, "outOfRange", ("skills:1.2",))


def test_the_bracket_that_ends_a_code_is_a_part_of_it_when_the_nearest_are_looked_for() -> None:
    (citation,) = cite("(skills:1(b))", {"skills": ["1(a)", "2"]})
    assert (citation.printed_code, citation.nearest) == ("skills:1(b)", ("skills:1(a)",))


def test_a_framework_that_is_not_held_is_no_citation() -> None:
    assert resolved("see nothing:1.2") == []


@pytest.mark.parametrize("text", ["", "skills", "skills:", ":", "\x00skills:\x00"])
def test_what_is_no_citation_is_passed_over(text: str) -> None:
    assert [verdict for _, verdict in resolved(text) if verdict == "exact"] == []


def test_the_codes_of_added_data_are_found_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://example.org/fw> a skos:ConceptScheme ; skos:prefLabel "Own skills"@en ;\n'
        '  <http://purl.org/dc/terms/identifier> "skills" .\n'
        '<http://example.org/fw/1> a skos:Concept ; skos:inScheme <http://example.org/fw> ; skos:notation "S.1" ;\n'
        '  skos:prefLabel "Planning"@en .\n'
    )
    text = tmp_path / "plan.txt"
    text.write_text("We work on skills:S.1, (IB B2.8) and skills:S.9.")
    code, out, _ = run(capsys, "cite", str(text), "--data", str(tmp_path / "own.ttl"), "--format", "csv")
    lines = out.splitlines()[1:]
    assert code == 1
    assert ["skills:S.1,Planning" in lines[0], "ib-psp-2014:B2.8" in lines[1], "outOfRange" in lines[2]] == [True] * 3


def test_the_shipped_document_is_cited_as_before() -> None:
    graph = open_graph()
    found = graph.cite("as in IB B2.8 and ISTE Coaches 3d, cis-2016:A")
    assert [c.resolved for c, _ in found][:2] == ["ib-psp-2014:B2.8", "iste-coaches-2011:3d"]
    assert found[-1][0].resolved == "cis-2016:A"
