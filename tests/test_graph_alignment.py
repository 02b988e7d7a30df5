"""What people ask of the alignment of a graph: any two frameworks, any two statements, each answer with its reasons."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from crosswalk import open_graph
from crosswalk.alignment.coverage import coverage
from crosswalk.alignment.joint import joint_coverage
from crosswalk.errors import AmbiguousIdentifier, InputError, UnknownIdentifier
from crosswalk.graph.alignment import DERIVED_COLUMNS, MOST_HOPS, Alignment
from crosswalk.graph.answers import Answers
from crosswalk.graph.coverage import joint_claims, sections


@pytest.fixture(scope="module")
def alignment() -> Alignment:
    return open_graph().alignment


def test_the_rows_of_two_frameworks_have_their_columns_and_reasons(alignment: Alignment) -> None:
    rows = list(alignment.rows("iste-coaches-2011", "iste-education-leaders-2018"))
    assert rows and {tuple(row) for row in rows} == {DERIVED_COLUMNS}
    for row in rows:
        assert set(str(row["proof"]).replace(" | ", " ").split()) <= alignment.claims.values.keys()
        assert (row["relation"] is None) is (row["verdict"] != "entailed")


def test_the_inferred_graph_holds_what_is_composed_on_asking(alignment: Alignment) -> None:
    graph = open_graph()
    for source, target in (("iste-coaches-2011", "iste-education-leaders-2018"), ("ib-psp-2020", "ais-psi")):
        stored = graph.records("list_inferred", from_framework=source, to_framework=target)
        asked = list(alignment.rows(source, target))
        assert [(r["subject"], r["object"], r["verdict"], r["relation"], r["confidence"]) for r in stored] == [
            (r["subject"], r["object"], r["verdict"], r["relation"], r["confidence"] and pytest.approx(r["confidence"]))
            for r in asked
        ]
        candidates = [row for row in asked if row["verdict"] == "candidate"]
        assert [r["hubs"] for r in stored if r["verdict"] == "candidate"] == [r["hubs"] for r in candidates]


def test_coverage_reads_no_claim_too_few(alignment: Alignment) -> None:
    claims, frameworks = alignment.claims.values.values(), alignment.network.frameworks
    for source, target in permutations(frameworks, 2):
        edition = alignment.edition(source)
        level = [statement for statement in edition.statements if statement in edition.level]
        derived = alignment.derive(source, target)
        of_all = coverage(sections(alignment.statements, level), target, frameworks[target], claims, derived)
        assert alignment.coverage(source, target) == of_all
        order = {"covering": frameworks[source], "covered": frameworks[target]}
        assert alignment.joint(source, target) == joint_coverage(order, claims, joint_claims(alignment.joint_records))


def test_all_statements_are_read_once_for_whoever_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    graph = open_graph(keep=True, workspace=str(tmp_path))
    monkeypatch.setattr(graph, "_answers", Answers(0))  # as where they are too many to be kept as an answer
    asked: list[str] = []
    query = graph.query
    monkeypatch.setattr(graph, "query", lambda name, /, **given: asked.append(name) or query(name, **given))
    assert graph.search("assistive") and graph.alignment.statements and graph.workspace.vocabulary.statements
    assert asked.count("list_statements") == 1
    assert graph.records("list_statements") and asked.count("list_statements") == 2, "a copy of one's own"


def test_a_denied_printed_citation_leads_nowhere(alignment: Alignment) -> None:
    denied = {frozenset((row["statement"], row["cited"])) for row in open_graph().records("list_denied_citations")}
    assert denied
    for derived in alignment.derive("ais-psi", "ib-psp-2020"):
        for chain in derived.chains:
            for here, there in zip(chain.stops, chain.stops[1:], strict=False):
                assert frozenset((here, there)) not in denied


def test_the_same_framework_twice_and_unknown_names_are_sentences(alignment: Alignment) -> None:
    with pytest.raises(InputError, match="Both frameworks are ais-psi"):
        alignment.derive("ais-psi", "AIS-PSI")
    with pytest.raises(UnknownIdentifier, match="ib-psp-2014"):
        alignment.derive("ais-psi", "ib-psp-214")
    with pytest.raises(InputError, match=r"Both statements are ais-psi:3\.4"):
        alignment.derive_pair("ais-psi:3.4", "ais-psi:3.4")
    with pytest.raises(AmbiguousIdentifier):
        alignment.explain("3.4", "ais-psi:3.4")
    for hops in (1, MOST_HOPS + 1):
        with pytest.raises(InputError, match=f"A chain of {hops} claims"):
            alignment.derive("ais-psi", "ib-psp-2014", hops)


def test_without_a_chain_the_nearest_hub_and_way_are_named(alignment: Alignment) -> None:
    assert alignment.way("mps-itl", "ib-psp-2020") == ("mps-itl", "ais-psi", "ib-psp-2014", "ib-psp-2020")
    assert alignment.way("ais-psi", "cis-2016-revised") == ()
    assert alignment.explain("ais-psi:1.1", "cis-2016:A") is None
    told = alignment.nearest("ais-psi:2.1", "cis-2016:A")
    assert len(told) >= 2 and "ais-psi:2.1" in told[0]


def test_longer_chains_find_no_less(alignment: Alignment) -> None:
    short = {(d.subject, d.object) for d in alignment.derive("mps-itl", "iste-coaches-2019", 2)}
    longer = {(d.subject, d.object) for d in alignment.derive("mps-itl", "iste-coaches-2019", 4)}
    assert short <= longer
