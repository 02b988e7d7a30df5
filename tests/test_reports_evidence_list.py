"""An evidence list as a report: what it states, its tables, and that every kind of file says the same, as text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from evidence_world import filled

from crosswalk.api import CrosswalkGraph
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.lists import evidence_list
from crosswalk.evidence.telling import WITHHELD, Shown
from crosswalk.reports.content import Report
from crosswalk.reports.evidence_list import MEANINGS, evidence_report
from crosswalk.reports.rendering import FORMATS, render

HOSTILE = '=cmd|"/c calc" <script>alert(1)</script> ![x](https://example.org/x.png) #read("/etc/passwd") \u202e😀'


@pytest.fixture
def graph(tmp_path: Path) -> CrosswalkGraph:
    return filled(tmp_path)


def made(graph: CrosswalkGraph, shown: Shown | None = None, **choices: object) -> Report:
    found = evidence_list(graph.workspace, graph.alignment, "ib-psp-2014", Choices(**choices))  # type: ignore[arg-type]
    return evidence_report(found, graph.workspace.vocabulary, graph.data_version, shown or Shown())


def test_the_list_states_its_filters_its_rules_its_words_its_date_its_data_and_its_rights(
    graph: CrosswalkGraph,
) -> None:
    report = made(graph, section="C3", owner="AB", today="2026-11-01")
    about = dict(report.about)
    assert report.title == "Evidence for IB programme standards and practices 2014, section C3"
    assert report.slug == "evidence-ib-psp-2014-C3" and report.subtitle.startswith("16 of 16 statements; ")
    assert about["Section"] == "ib-psp-2014:C3 Teaching and learning" and about["Only evidence of the owner"] == "AB"
    assert about["Date"] == "2026-11-01" and about["Data version"] == graph.version[:12]
    assert "No sentence of the publisher" in about["Rights"] or "no sentence" in about["Rights"]
    assert "Not produced or endorsed" in about["Rights"]
    assert all(about[f"“{status}” means"] == meaning for status, meaning in MEANINGS.items())
    assert "claims that are proposed count" in about["Claims"]
    assert [table.name for table in report.tables] == ["List", "Summary", "Evidence"]


def test_a_list_that_is_not_complete_says_so_first(graph: CrosswalkGraph) -> None:
    found = evidence_list(graph.workspace, graph.alignment, "cis-2016", Choices())
    report = evidence_report(found, graph.workspace.vocabulary, graph.data_version)
    assert report.about[0][0] == "Not complete" and "23 of 57" in report.about[0][1]


def test_the_account_counts_what_the_list_names_and_nothing_else(graph: CrosswalkGraph) -> None:
    whole, section = (dict(made(graph, section=code).about) for code in ("", "C3.1"))
    assert whole["Evidence"] == "2 records, of 2 looked at; 1 of them drafts"
    assert section["Evidence"] == "1 record, of 2 looked at; 0 of them drafts" and "Confidential" in section
    elsewhere = dict(made(graph, section="C3.10").about)
    assert elsewhere["Evidence"] == "1 record, of 2 looked at; 1 of them drafts" and "Confidential" not in elsewhere


def test_confidential_records_are_counted_and_not_named(graph: CrosswalkGraph) -> None:
    report = made(graph)
    assert dict(report.about)["Confidential"] == "1 record named by identifier alone"
    text = str(report)
    assert "Unit planners" not in text and WITHHELD in text and "example.org/units" not in text
    assert "Unit planners" in str(made(graph, Shown(frozenset({"units"}))))


def test_the_index_names_each_piece_once_with_the_statements_it_bears_on(graph: CrosswalkGraph) -> None:
    index = made(graph, Shown(everything=True)).tables[2]
    assert index.full and [row.cells[0] for row in index.rows] == ["plan-1", "units"]
    assert "B2.8" in str(index.rows[0].cells[-1]) and "C3.1" in str(index.rows[1].cells[-1])


def test_the_summary_adds_up(graph: CrosswalkGraph) -> None:
    summary = made(graph).tables[1]
    numbers = [[int(str(cell)) for cell in row.cells[1:]] for row in summary.rows]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][0] == 73 and summary.rows[-1].cells[0] == "All"


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_leave_as_words_in_every_form(form: str, graph: CrosswalkGraph) -> None:
    supports = [{"statement": "ib-psp-2014:C3.2", "reason": HOSTILE}, {"statement": "ib-psp-2014:C3.15"}]
    given = {"title": HOSTILE, "type": "policy-2", "owner": HOSTILE, "note": HOSTILE, "supports": supports}
    graph.workspace.add("decision", {"about": "ib-psp-2014:C3.3", "reason": HOSTILE}, HOSTILE)
    graph.workspace.add("evidence", given, "AB", "bad")
    content = render(made(graph, section="C3"), form)
    plain = HOSTILE.replace("\u202e", "")
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert any(str(cell.value).startswith("=cmd") for cell in cells)
    elif form == "docx":
        words = "\n".join(
            cell.text for table in docx.Document(io.BytesIO(content)).tables for row in table.rows for cell in row.cells
        )
        assert '=cmd|"/c calc" <script>alert(1)</script>' in words
    elif form == "html":
        assert b"<script" not in content and b"&lt;script&gt;alert(1)" in content and b"<img" not in content
    elif form == "pdf":
        assert content.startswith(b"%PDF") and b"root:" not in content
    elif form == "json":
        rows = {row["statement"]: row for row in json.loads(content)["rows"]}
        assert plain[:30] in rows["ib-psp-2014:C3.2"]["evidence"][0]["title"]
        assert plain[:30] in rows["ib-psp-2014:C3.2"]["evidence"][0]["reason"]
        assert plain[:30] in rows["ib-psp-2014:C3.3"]["out_of_scope"]
    elif form == "csv":
        rows_ = list(csv.DictReader(io.StringIO(content.decode())))
        assert len(rows_) == 16 and any("=cmd" in str(row["evidence"]) for row in rows_)
    else:
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.lstrip()[:1] in ("=", "+", "@")]
