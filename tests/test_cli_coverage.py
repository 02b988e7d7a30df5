"""Coverage, gaps and the matrix on the command line: the same figures as the queries, in plain words."""

from __future__ import annotations

import json

import pytest
from test_cli import run
from test_cli_alignment import table

from crosswalk import open_graph
from crosswalk.graph.coverage import COVERAGE_COLUMNS, JOINT_COLUMNS, MATRIX_COLUMNS, REACH_COLUMNS

Capture = pytest.CaptureFixture[str]


def test_coverage_by_section_is_that_of_the_query_with_each_kind_apart(capsys: Capture) -> None:
    code, out, err = run(capsys, "coverage", "ib-psp-2014", "ais-psi", "--format", "csv")
    rows = table(out)
    assert (code, err, tuple(rows[0])) == (0, "", COVERAGE_COLUMNS)
    query = open_graph().records("measure_coverage", from_framework="ib-psp-2014", to_framework="ais-psi")
    assert [(r["section"], r["statements"], r["reached"]) for r in rows[:-1]] == [
        (str(q["section"]), str(q["statements"]), str(q["mapped"])) for q in query
    ]
    assert (rows[-1]["label"], rows[-1]["statements"], rows[-1]["printed"]) == ("all", "73", "32")


def test_coverage_says_in_words_what_its_columns_mean(capsys: Capture) -> None:
    _, out, _ = run(capsys, "coverage", "ib-psp-2014", "ais-psi")
    assert "Nobody has looked yet: not mapped is not the same as no match." in out
    assert "no match" not in out.replace("not the same as no match", "")


def test_coverage_by_statement_names_the_other_ends(capsys: Capture) -> None:
    _, out, _ = run(capsys, "coverage", "ais-psi", "ib-psp-2014", "--by", "statement", "--format", "json")
    rows = json.loads(out)
    assert tuple(rows[0]) == REACH_COLUMNS
    assert next(row for row in rows if row["statement"] == "ais-psi:3.4")["others"].split()[0] == "ib-psp-2014:B2.8"


def test_joint_coverage_does_not_add_up_what_nobody_says_adds_up(capsys: Capture) -> None:
    _, out, _ = run(capsys, "coverage", "psc-itec-2011", "iste-coaches-2011", "--joint", "--format", "csv")
    rows = table(out)
    assert tuple(rows[0]) == JOINT_COLUMNS
    told = {row["statement"]: row["told"] for row in rows}
    assert "iste-coaches-2011:6a + iste-coaches-2011:6b together cover" in told["psc-itec-2011:6.1"]
    assert any(said.endswith("whether they add up is not known.") for said in told.values())
    _, out, _ = run(capsys, "coverage", "ais-psi", "cis-2016-revised", "--joint")
    assert "not mapped, or not yet looked at" in out


def test_gaps_go_both_ways_and_say_where_candidates_meet(capsys: Capture) -> None:
    _, out, _ = run(capsys, "gaps", "ais-psi", "ib-psp-2020", "--format", "csv")
    rows = table(out)
    assert {row["framework"] for row in rows} == {"ais-psi", "ib-psp-2020"}
    candidate = next(row for row in rows if row["statement"] == "ais-psi:1.2")
    assert (candidate["strongest"], candidate["hubs"]) == ("candidate", "ib-psp-2014:B1.6")
    _, out, _ = run(capsys, "gaps", "ais-psi", "ib-psp-2020", "--one-way")
    assert out.startswith("27 of 27 statements of ais-psi are not reached from ib-psp-2020")
    assert "Claims lead from one to the other by way of ib-psp-2014." in out


def test_the_gaps_of_claims_are_those_of_the_query(capsys: Capture) -> None:
    _, out, _ = run(capsys, "gaps", "ib-psp-2014", "ais-psi", "--one-way", "--format", "csv")
    query = open_graph().records("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    assert [row["statement"] for row in table(out)] == [row["statement"] for row in query]


def test_the_matrix_has_every_two_frameworks_and_counts_what_map_lists(capsys: Capture) -> None:
    _, out, _ = run(capsys, "matrix", "--format", "csv")
    rows = table(out)
    frameworks = open_graph().records("list_frameworks")
    assert tuple(rows[0]) == MATRIX_COLUMNS
    assert len(rows) == len(frameworks) * (len(frameworks) - 1)
    cell = next(r for r in rows if (r["from_framework"], r["to_framework"]) == ("ais-psi", "ib-psp-2014"))
    assert (cell["printed"], cell["judged"], cell["denied"]) == ("79", "33", "46")
    _, out, _ = run(capsys, "map", "ais-psi", "ib-psp-2020", "--include", "candidates", "--format", "csv")
    cell = next(r for r in rows if (r["from_framework"], r["to_framework"]) == ("ais-psi", "ib-psp-2020"))
    assert cell["candidate"] == str(len(table(out)))
    _, out, _ = run(capsys, "matrix")
    assert "more pairs of frameworks nothing is known: not mapped, or not yet looked at." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("coverage", "ais-psi", "ais-psi"), "Both frameworks are ais-psi"),
        (("gaps", "ais-psi", "ib-psp-214"), "did you mean ib-psp-2014"),
        (("coverage", "ais-psi", "ib-psp-2014", "--by", "guess"), "invalid choice"),
        (("matrix", "--max-hops", "40"), "A chain of 40 claims"),
    ],
)
def test_a_bad_input_is_one_sentence(arguments: tuple[str, ...], said: str, capsys: Capture) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err and err.count("\n") == 1
