"""What follows, on the command line: added to the mappings, explained for a pair, written as SSSOM."""

from __future__ import annotations

import csv
import io
import json

import pytest
from test_cli import run

from crosswalk import open_graph
from crosswalk.formats import sssom
from crosswalk.vocabulary import ENTAILED

PAIR = ("iste-coaches-2011", "iste-education-leaders-2018")
Capture = pytest.CaptureFixture[str]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_what_follows_is_added_to_the_claims_with_its_verdict_and_proof(capsys: Capture) -> None:
    _, plain, _ = run(capsys, "map", *PAIR, "--format", "csv")
    _, out, _ = run(capsys, "map", *PAIR, "--include", "entailed,candidates", "--format", "csv")
    asserted, all_rows = table(plain), table(out)
    assert [row["mapping"] for row in asserted if "mapping" in row] == []
    assert len(all_rows) > len(asserted)
    assert {row["verdict"] for row in all_rows[: len(asserted)]} <= {"printed", "judged", "denied"}
    derived = all_rows[len(asserted) :]
    assert {row["verdict"] for row in derived} == {"entailed", "candidate"}
    assert all(row["proof"] and not row["kind"] and not row["status"] for row in derived)
    assert all(row["hubs"] and not row["relation"] for row in derived if row["verdict"] == "candidate")
    assert all(row["follows"] and row["relation"] for row in derived if row["verdict"] == "entailed")


def test_only_what_is_asked_for_is_added(capsys: Capture) -> None:
    _, out, _ = run(capsys, "map", *PAIR, "--include", "entailed", "--format", "json")
    assert {row["verdict"] for row in json.loads(out)} == {"judged", "entailed"}
    code, _, err = run(capsys, "map", *PAIR, "--include", "guesses")
    assert code == 2
    assert err == "--include does not know 'guesses'; it can be entailed, candidates, contradictions.\n"


def test_a_candidate_is_not_written_as_a_match_and_is_counted(capsys: Capture) -> None:
    code, out, err = run(capsys, "map", *PAIR, "--include", "entailed,candidates", "--format", "sssom")
    reading = sssom.read(out.encode(), "made.tsv")
    assert (code, reading.findings) == (0, ())
    assert reading.mapping_set is not None
    found = list(open_graph().alignment.derive(*PAIR))
    entailed = [m for m in reading.mapping_set.mappings if m.kind == ENTAILED]
    assert len(entailed) == sum(d.verdict == "entailed" for d in found) > 0
    assert f"Left out are {sum(d.verdict == 'candidate' for d in found)} rows that are no matches" in err


def test_claims_that_cannot_be_turned_are_told_of(capsys: Capture) -> None:
    _, out, err = run(capsys, "map", "ib-psp-2014", "ais-psi", "--format", "sssom")
    assert sssom.read(out.encode(), "made.tsv").findings == ()
    assert "Left out are 79 claims that are recorded from ais-psi" in err


def test_without_mappings_the_way_is_named(capsys: Capture) -> None:
    code, out, _ = run(capsys, "map", "ais-psi", "ib-psp-2020")
    assert code == 0
    assert "not mapped, or not yet looked at. Claims lead there by way of ib-psp-2014;" in out


def test_a_pair_is_explained_claim_by_claim(capsys: Capture) -> None:
    code, out, err = run(capsys, "explain", "iste-coaches-2011:5b", "iste-education-leaders-2018:1d")
    assert (code, err) == (0, "")
    explained = open_graph().alignment.explain("iste-coaches-2011:5b", "iste-education-leaders-2018:1d")
    assert explained is not None
    for proof in explained.proofs:
        assert all(step.sentence in out for step in proof.steps) and proof.comes_to in out
    assert out.rstrip().endswith(explained.conclusion)


def test_an_explanation_cites_the_printed_words(capsys: Capture) -> None:
    _, out, _ = run(capsys, "explain", "ais-psi:3.4", "ib-psp-2020:0202-02")
    assert "ais-psi:3.4 cites ib-psp-2014:B2.8 in the printed text “(ISTE 3d / IB B2.8, C3.10, C3.11, C3.15)”" in out
    assert "A candidate is a place to look, and no match." in out


def test_an_explanation_as_a_table_has_a_row_for_each_step(capsys: Capture) -> None:
    _, out, _ = run(capsys, "explain", "iste-coaches-2011:5b", "iste-education-leaders-2018:1d", "--format", "csv")
    rows = table(out)
    assert [(row["proof"], row["step"]) for row in rows] == [("0", "1"), ("1", "1"), ("1", "2"), ("", "")]
    assert rows[-1]["claim"] == "entailed"
    _, out, _ = run(capsys, "explain", "ais-psi:1.1", "cis-2016:A", "--format", "json")
    assert json.loads(out) == []


def test_where_nothing_follows_the_nearest_way_is_told(capsys: Capture) -> None:
    code, out, _ = run(capsys, "explain", "ais-psi:2.1", "cis-2016:A")
    assert code == 0
    assert "Nothing follows for ais-psi:2.1 and cis-2016:A" in out
    assert "The nearest way has" in out
    unknown = next(row for row in open_graph().records("list_statements", in_framework="cis-2016-revised"))
    _, out, _ = run(capsys, "explain", "ais-psi:2.1", str(unknown["statement"]))
    assert "not mapped, or not yet looked at" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", "foo", "ais-psi:3.4"), "There is no statement or framework 'foo'"),
        (("explain", "3.4", "ais-psi:3.4"), "is a code without its framework"),
        (("explain", "ais-psi:3.4", "ais-psi:3.4"), "Both statements are ais-psi:3.4"),
        (("explain", "ais-psi:3.4", "ib-psp-2020:0202-02", "--max-hops", "1"), "A chain of 1 claims"),
        (("explain", "ais-psi:3.4", "ib-psp-2020:0202-02", "--max-hops", "x"), "invalid int value"),
        (("map", "ais-psi", "nowhere", "--include", "entailed"), "nowhere"),
        (("map", "ais-psi", "ais-psi", "--include", "entailed"), "Both frameworks are ais-psi"),
    ],
)
def test_a_bad_input_is_one_sentence(arguments: tuple[str, ...], said: str, capsys: Capture) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err and err.count("\n") == 1
