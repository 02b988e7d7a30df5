"""The checklist of an accreditor: each type that is known to be expected, how well, what is held, what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled

from crosswalk.api import CrosswalkGraph
from crosswalk.errors import UnknownIdentifier
from crosswalk.evidence.checklists import STATES, checklist
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.telling import Shown
from crosswalk.reports.checklist import VERIFIED, checklist_report
from crosswalk.reports.rendering import FORMATS, render


@pytest.fixture
def graph(tmp_path: Path) -> CrosswalkGraph:
    return filled(tmp_path)


def states(graph: CrosswalkGraph, accreditor: str = "ib", **choices: object) -> dict[str, str]:
    found = checklist(graph.workspace, accreditor, Choices(**choices))  # type: ignore[arg-type]
    return {item.type.code: item.state for item in found.items}


def test_every_type_that_the_accreditor_expects_is_there_once(graph: CrosswalkGraph) -> None:
    for accreditor, agent in (("ib", "agent:ib"), ("CIS", "agent:cis"), ("agent:ib", "agent:ib")):
        expected = {str(row["code"]) for row in graph.records("list_evidence_types", by_accreditor=agent)}
        assert set(states(graph, accreditor)) == expected
    assert len(states(graph, "ib")) == 33


def test_a_type_is_held_by_what_is_handed_in_and_has_not_expired(graph: CrosswalkGraph) -> None:
    found = states(graph)
    assert (found["policy-2"], found["curriculum-2"], found["policy-1"]) == ("only drafts", "held", "missing")
    desk = graph.workspace
    desk.add("evidence", {"title": "A", "type": "policy-1", "status": "accepted", "expires": "2026-01-01"}, "AB")
    assert states(graph, today="2026-02-01")["policy-1"] == "only expired"
    assert states(graph, today="2026-01-01")["policy-1"] == "held"
    assert states(graph, today="2026-02-01", count_expired=True)["policy-1"] == "held"
    assert states(graph, owner="nobody")["curriculum-2"] == "missing"


def test_a_record_of_a_whole_category_is_told_apart_and_fills_no_type(graph: CrosswalkGraph) -> None:
    graph.workspace.add("evidence", {"title": "Some policy", "type": "policy", "status": "accepted"}, "AB", "some")
    found = checklist(graph.workspace, "ib", Choices())
    assert {code: [one.id for one in held] for code, held in found.unspecified.items()} == {"policy": ["some"]}
    assert states(graph)["policy-1"] == "missing"
    report = checklist_report(found, graph.workspace.vocabulary, graph.data_version)
    assert [table.name for table in report.tables] == ["Checklist", "Without a type"]


def test_an_unknown_accreditor_is_told_with_those_that_are_known(graph: CrosswalkGraph) -> None:
    with pytest.raises(UnknownIdentifier, match=r"what 'wasc' expects; a checklist can be had for cis, ib"):
        checklist(graph.workspace, "wasc", Choices())


def test_the_report_says_where_it_comes_from_how_well_it_is_known_and_what_the_words_mean(
    graph: CrosswalkGraph,
) -> None:
    found = checklist(graph.workspace, "cis", Choices(), ("missing",))
    report = checklist_report(found, graph.workspace.vocabulary, graph.data_version)
    about = dict(report.about)
    assert "decides what is to be handed in" in about["Where this comes from"]
    assert all(f"“{state}” means" in about for state in STATES)
    assert {row["status"] for row in report.records} == {"missing"}
    assert {row["verification"] for row in report.records} <= set(VERIFIED.values())
    assert report.subtitle.startswith(f"{len(found.items)} of {len(found.all_items)} types; ")


def test_a_confidential_record_is_named_by_its_identifier_and_the_list_says_so(graph: CrosswalkGraph) -> None:
    found = checklist(graph.workspace, "ib", Choices())
    report = checklist_report(found, graph.workspace.vocabulary, graph.data_version)
    (row,) = [row for row in report.records if row["type"] == "curriculum-2"]
    assert "example.org/units" not in str(report) and "confidential" in str(row["evidence"])
    assert dict(report.about)["Confidential"] == "1 record named by identifier alone"
    shown = checklist_report(found, graph.workspace.vocabulary, graph.data_version, Shown(frozenset({"units"})))
    assert "example.org/units" in str(shown) and "Confidential" not in dict(shown.about)


@pytest.mark.parametrize("form", FORMATS)
def test_it_leaves_in_every_form(form: str, graph: CrosswalkGraph) -> None:
    found = checklist(graph.workspace, "ib", Choices())
    content = render(checklist_report(found, graph.workspace.vocabulary, graph.data_version), form)
    assert len(content) > 1000 and b"Unit planners, grade" not in content
