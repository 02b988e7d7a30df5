"""A pack holds the list, an index and the files, and of what is confidential only what was asked for by name."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from evidence_world import filled

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph
from crosswalk.errors import WorkspaceFault
from crosswalk.evidence import attachments
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.lists import evidence_list
from crosswalk.evidence.telling import Shown
from crosswalk.reports.evidence_list import evidence_report
from crosswalk.reports.pack import pack


@pytest.fixture
def graph(tmp_path: Path) -> CrosswalkGraph:
    made = filled(tmp_path)
    desk = made.workspace
    files = [desk.keep_bytes("../../plan.pdf", b"%PDF plan"), desk.keep_bytes("=1+1.txt", b"odd")]
    desk.edit("evidence", "plan-1", 1, {"attachments": files}, "AB")
    desk.edit("evidence", "units", 1, {"attachments": [desk.keep_bytes("secret.txt", b"secret")]}, "AB")
    return made


def packed(graph: CrosswalkGraph, shown: Shown | None = None) -> zipfile.ZipFile:
    shown = shown or Shown()
    found = evidence_list(graph.workspace, graph.alignment, "ib-psp-2014", Choices())
    report = evidence_report(found, graph.workspace.vocabulary, graph.data_version, shown)
    return zipfile.ZipFile(io.BytesIO(pack(report, [*found.evidence.values()], graph.workspace, shown)))


def test_the_files_are_there_under_safe_names_and_the_index_says_where(graph: CrosswalkGraph) -> None:
    package = packed(graph)
    names = package.namelist()
    assert [n for n in names if n.startswith("attachments/")] == [
        "attachments/001-plan.pdf",
        "attachments/002-=1+1.txt",
    ]
    assert {"index.html", "index.csv", "evidence-ib-psp-2014.html", "evidence-ib-psp-2014.xlsx"} < set(names)
    assert package.read("attachments/001-plan.pdf") == b"%PDF plan"
    rows = list(csv.reader(io.StringIO(package.read("index.csv").decode("utf-8-sig"))))
    places = {row[-1] for row in rows if row and row[0] == "plan-1"}
    assert places == {"attachments/001-plan.pdf", "attachments/002-=1+1.txt"}
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]


def test_what_is_confidential_stays_out_unless_it_is_named(graph: CrosswalkGraph) -> None:
    package = packed(graph)
    content = b"".join(package.read(name) for name in package.namelist())
    assert b"secret" not in content and b"Unit planners" not in content
    named = packed(graph, Shown(frozenset({"units"})))
    assert [n for n in named.namelist() if n.endswith("secret.txt")] and b"Unit planners" in named.read("index.html")


def test_a_file_that_was_changed_stops_the_pack_in_a_sentence(graph: CrosswalkGraph) -> None:
    file = graph.workspace.get("evidence", "plan-1").body["attachments"][0]
    Path(attachments.location(graph.workspace.folder, file["sha256"])).write_bytes(b"other")
    with pytest.raises(WorkspaceFault, match=r"plan.pdf was changed outside this program"):
        packed(graph)


def test_only_files_of_what_the_list_names_are_in_it(graph: CrosswalkGraph) -> None:
    desk = graph.workspace
    other = {"title": "Budget", "type": "policy-2", "supports": "mps-itl:ITL-S1"}
    desk.add("evidence", {**other, "attachments": [desk.keep_bytes("budget.txt", b"budget")]}, "AB", "budget")
    names = packed(graph).namelist()
    assert [n for n in names if n.endswith("plan.pdf")] and not [n for n in names if n.endswith("budget.txt")]
    assert b"Budget" not in packed(graph).read("index.html")


def test_a_code_that_names_a_folder_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/s> a skos:ConceptScheme ; skos:prefLabel "Ours"@en .\n'
        '<https://example.org/s/1> a skos:Concept ; skos:inScheme <https://example.org/s> ; skos:notation "../../x" ;\n'
        '  skos:prefLabel "One"@en ; skos:topConceptOf <https://example.org/s> .\n'
    )
    made = open_graph(data=[str(tmp_path / "own.ttl")], workspace=str(tmp_path / "ws"))
    (name,) = [str(r["framework"]) for r in made.records("list_frameworks") if r["label"] == "Ours"]
    (short,) = [str(r["statement"]) for r in made.records("list_statements") if r["framework"] == name]
    found = evidence_list(made.workspace, made.alignment, name, Choices(section=short))
    report = evidence_report(found, made.workspace.vocabulary, made.data_version)
    assert "/" not in report.slug
