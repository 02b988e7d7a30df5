"""The growth record as a report says whose it is, counts and does not average, and labels a translation as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled

from crosswalk.api import CrosswalkGraph
from crosswalk.evidence.assessment import profile
from crosswalk.evidence.translation import LABEL, translate
from crosswalk.reports.growth import COUNTS, FIELDS, QUOTED, growth_report, translation_rows
from crosswalk.reports.rendering import FORMATS, render


@pytest.fixture
def graph(tmp_path: Path) -> CrosswalkGraph:
    return filled(tmp_path)


def test_the_record_says_whose_it_is_and_how_it_is_counted(graph: CrosswalkGraph) -> None:
    report = growth_report(profile(graph.workspace, "c1"), graph.workspace.vocabulary, graph.data_version)
    about = dict(report.about)
    assert report.title == "Growth record of AB, Autumn" and report.subtitle == "1 of 32 criteria rated, 1 goal"
    assert about["How it is counted"] == COUNTS and about["Rights"] == QUOTED and "Translation" not in about
    assert [table.name for table in report.tables] == ["Profile", "Criteria", "Goals"]
    assert len(report.records) == 32 and set(report.records[0]) == set(FIELDS)
    first = report.records[0]
    assert (first["level"], first["evidence"], first["next_level"]) == ("Meets", ["plan-1"], "Exceeds")


def test_a_translation_is_labelled_as_one(graph: CrosswalkGraph) -> None:
    found = profile(graph.workspace, "c1")
    made = translate(found, graph.workspace.vocabulary, graph.alignment, "ib-psp-2014")
    report = growth_report(found, graph.workspace.vocabulary, graph.data_version, made)
    assert dict(report.about)["Translation"] == LABEL
    assert "a translation, no rating by its publisher" in report.tables[-1].title
    assert "is not translated" in dict(report.about)["How it is translated"]


def test_a_translated_statement_names_indicators_criteria_and_claims(graph: CrosswalkGraph) -> None:
    found = profile(graph.workspace, "c1")
    made = translate(found, graph.workspace.vocabulary, graph.alignment, "iste-coaches-2011")
    row = next(r for r in translation_rows(made, graph.workspace.vocabulary) if r["statement"].endswith(":1a"))
    assert row["criteria"] == ["1-vision"] and row["note"] == LABEL
    assert "ais-psi:1.1" in row["indicators"] and row["claims"] and set(row["claims"]) <= set(made.claims)
    author = made.claims[row["claims"][0]].author_label
    assert f"ais-psi:1.1 at Meets (from 1-vision), judged (by {author}" in row["from"][0]


@pytest.mark.parametrize("form", FORMATS)
def test_it_leaves_in_every_form(form: str, graph: CrosswalkGraph) -> None:
    report = growth_report(profile(graph.workspace, "c1"), graph.workspace.vocabulary, graph.data_version)
    assert len(render(report, form)) > 500
