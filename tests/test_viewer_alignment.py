"""The pages that show what follows: sets of pairs told apart, and a pair with every proof, text staying text."""

from __future__ import annotations

import csv
import io

import pytest
from test_viewer import opened, shown

from crosswalk import open_graph, words
from crosswalk.alignment.explanation import Explanation, Proof, Step
from crosswalk.reports.spreadsheet import spreadsheet_csv
from crosswalk.viewer import derived, trails
from crosswalk.viewer.state import href

PAIR = {"from_": "ais-psi", "to": "iste-coaches-2011"}
CLAIMS = {"from_framework": "ais-psi", "to_framework": "iste-coaches-2011"}
COACHES, LEADERS = "iste-coaches-2011:5b", "iste-education-leaders-2018:1d"


def rows_of(verdict: str, start: str = "ais-psi", end: str = "iste-coaches-2011") -> list[dict]:
    return [row for row in open_graph().alignment.rows(start, end) if row["verdict"] == verdict]


def test_all_pairs_are_the_claims_with_all_their_columns_then_what_follows() -> None:
    page = shown(opened("pair", **PAIR))
    claims = open_graph().records("list_mappings", **CLAIMS)
    tables = [found for verdict in words.DERIVED if (found := rows_of(verdict))]
    assert tables
    assert page.tags.count("tr") == len(claims) + 1 + sum(len(found) + 1 for found in tables)
    for claim in claims:
        assert str(claim["subject_label"]) in page.text and str(claim["object_label"]) in page.text
        assert str(claim["citation"] or claim["reason"]) in page.text
        assert href("mapping", a=claim["subject"], b=claim["object"]) in page.links


@pytest.mark.parametrize("kind", ["printed", "judged", "denied"])
def test_the_pairs_can_be_narrowed_to_what_is_printed_judged_or_denied(kind: str) -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2014", kind=kind))
    claims = open_graph().records("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
    wanted = [row for row in claims if ("denied" if row["denied"] else str(row["kind"]).removeprefix("xw:")) == kind]
    assert page.tags.count("tr") == len(wanted) + 1 > 1
    assert (words.DENIED if kind == "denied" else words.KINDS[f"xw:{kind}"]).definition in page.text


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("entailed", "iste-coaches-2011", "iste-education-leaders-2018"),
        ("candidate", "ais-psi", "ib-psp-2020"),
    ],
)
def test_what_follows_is_shown_apart_from_what_is_claimed(kind: str, start: str, end: str) -> None:
    page = shown(opened("pair", from_=start, to=end, kind=kind))
    found = rows_of(kind, start, end)
    assert page.tags.count("tr") == len(found) + 1 > 1
    assert words.DERIVED[kind].definition in page.text
    assert "Who says so" not in page.text
    for row in found:
        assert href("mapping", a=row["subject"], b=row["object"]) in page.links
    assert ("no match" in page.text) is (kind == "candidate")


def test_two_frameworks_without_claims_say_by_way_of_which_claims_lead() -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2020"))
    assert "No claim relates" in page.text
    assert "Claims lead from one to the other by way of IB programme standards and practices 2014." in page.text


@pytest.mark.parametrize(
    ("end", "offered"),
    [
        ("iste-coaches-2011", ["Set", "Relation", "Status"]),
        ("ib-psp-2020", ["Set"]),
        ("cis-2016-revised", []),
    ],
)
def test_a_filter_is_offered_only_where_there_is_something_to_choose(end: str, offered: list[str]) -> None:
    app = opened("pair", from_="ais-psi", to=end)
    assert [group.label for group in app.button_group] == offered
    assert any(box.label == "Sort by" for box in app.selectbox) is bool(offered)


def test_a_set_that_does_not_exist_gets_a_sentence_and_all_pairs() -> None:
    app = opened("pair", **PAIR, kind="guessed")
    assert "guessed" in app.warning[0].value
    assert shown(app).tags.count("tr") > 50
    assert "contradiction" in opened("pair", **PAIR, kind="contradiction").warning[0].value


def test_a_pair_shows_both_statements_what_is_claimed_and_every_proof() -> None:
    page = shown(opened("mapping", a=COACHES, b=LEADERS))
    explained = open_graph().alignment.explain(COACHES, LEADERS)
    assert explained is not None and explained.proofs and explained.direct
    assert f"{COACHES} and {LEADERS}" in page.text
    assert explained.conclusion in page.text
    for proof in explained.proofs:
        assert proof.comes_to in page.text
        for step in proof.steps:
            assert step.sentence in page.text
            assert href("standard", id=step.start) in page.links and href("standard", id=step.stop) in page.links


def test_a_pair_of_which_nothing_follows_says_so_and_names_the_nearest_way() -> None:
    far = ("ais-psi:1.1", "cis-2016:A")
    page = shown(opened("mapping", a=far[0], b=far[1], hops="2"))
    assert open_graph().alignment.explain(*far) is None
    assert "Nothing follows for the two" in page.text
    assert "The nearest way has" in page.text or "No claims lead" in page.text


def test_the_length_of_a_way_is_in_the_address() -> None:
    page = shown(opened("mapping", a=COACHES, b=LEADERS))
    assert href("mapping", a=COACHES, b=LEADERS, hops=3) in page.links
    assert not opened("mapping", a=COACHES, b=LEADERS, hops="4").warning
    assert "'9' claims" in opened("mapping", a=COACHES, b=LEADERS, hops="9").warning[0].value.replace("\\", "")


def test_what_names_no_pair_gets_a_sentence_and_a_way_on() -> None:
    assert "Two statements make a pair" in shown(opened("mapping")).text
    assert "Two statements make a pair" in shown(opened("mapping", a=COACHES)).text
    unknown = opened("mapping", a="foo bar", b=LEADERS)
    assert "foo bar" in unknown.warning[0].value
    assert "3.4" in opened("mapping", a="3.4", b=LEADERS).warning[0].value.replace("\\", "")
    same = opened("mapping", a=COACHES, b=COACHES)
    assert "Both ends are" in same.warning[0].value
    framework = opened("mapping", a="ais-psi", b=COACHES)
    assert "names a framework" in framework.warning[0].value


def test_text_of_a_claim_stays_text_in_a_trail() -> None:
    step = Step("a:1", "b:1", "c", "<script>alert(1)</script> judges: a:1 close to b:1.")
    found = Explanation("a:1", "b:1", "candidate", "<b>Nothing</b>", (Proof((step,), "<i>"),), (step,))
    html = trails.explanation(found)
    assert "<script>" not in html and "<b>Nothing" not in html and "<i>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;" in trails.nearest(["<b>"])


def test_a_candidate_never_wears_the_badge_of_a_relation() -> None:
    row = {"verdict": "candidate", "follows": None}
    assert "xw-badge" not in derived.follows(row)
    assert "xw-badge" in derived.follows({"verdict": "entailed", "follows": "subset"})


def test_the_table_to_take_home_has_verdict_and_proof_and_disarms_formulas() -> None:
    rows = rows_of("entailed", "iste-coaches-2011", "iste-education-leaders-2018")
    rows[0]["subject_label"] = "=1+1"
    content = spreadsheet_csv(list(rows[0]), [list(row.values()) for row in rows]).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(content)))
    assert {row["verdict"] for row in read} == {"entailed"}
    assert all(row["proof"] for row in read)
    assert read[0]["subject_label"] == "'=1+1"


def test_coverage_shows_each_kind_apart_with_what_it_means_and_what_adds_up() -> None:
    page = shown(opened("pair", from_="psc-itec-2011", to="iste-coaches-2011", view="coverage"))
    alignment = open_graph().alignment
    everything = list(alignment.coverage_rows("psc-itec-2011", "iste-coaches-2011"))[-1]
    for state, said in words.REACHES.items():
        assert (said.definition in page.text) is bool(everything[state.replace(" ", "_")])
    for row in alignment.joint_rows("iste-coaches-2011", "psc-itec-2011"):
        assert str(row["told"]) in page.text


def test_a_gap_says_where_candidates_meet() -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2020", view="gaps"))
    assert href("mapping", a="ais-psi:1.2", b="ib-psp-2020:0201-04") in page.links
    assert "by way of B1.6" in page.text


def test_a_newer_edition_shows_what_changed_and_what_is_carried_over_or_open() -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2014", view="migration"))
    alignment = open_graph().alignment
    diff = alignment.supersession("ib-psp-2014", "ib-psp-2020")
    for change, count in diff.counts().items():
        assert (f"{words.CHANGES[change].words}: {count}" in page.text) is bool(count)
    rows = list(alignment.migration_rows(alignment.migration("ais-psi", "ib-psp-2014", "ib-psp-2020")))
    assert page.tags.count("tr") == len(rows) + 1
    for row in rows:
        if row["object"]:
            assert href("mapping", a=row["subject"], b=row["object"]) in page.links
    assert words.OPEN.definition in page.text


def test_an_edition_without_a_newer_one_says_so_and_shows_where_there_is_one() -> None:
    page = shown(opened("pair", from_="ais-psi", to="ib-psp-2020", view="migration"))
    assert "No newer edition" in page.text
    assert href("crosswalk", from_="ais-psi", to="ib-psp-2014", view="migration") in page.links
