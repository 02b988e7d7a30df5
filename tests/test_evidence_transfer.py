"""Exported files read back are the same records and triples; reading adds and updates, and never deletes."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.api import open_graph
from crosswalk.errors import InputError, UnreadableFile, WorkspaceFault
from crosswalk.evidence import attachments
from crosswalk.evidence.database import Stored, Write
from crosswalk.evidence.kinds import KINDS
from crosswalk.evidence.reading import clean
from crosswalk.evidence.sheets import carry_out as write_sheet
from crosswalk.evidence.sheets import plan as plan_sheet
from crosswalk.evidence.transfer import carry_out, export, exported, plan, read_files, sheet
from crosswalk.evidence.triples import record_triples
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import read_sheet
from crosswalk.graph.canonical import turtle
from crosswalk.graph.syntax import read_file
from crosswalk.terms import Literal, Triple
from crosswalk.vocabulary import SCHEMA

GIVEN: dict[str, Any] = {"title": "Plan", "type": "policy-2", "supports": "ais-psi:3.4 = Meets"}


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    with closing(open_graph()) as graph:
        yield Vocabulary(graph.records, graph.resolve)


@contextmanager
def opened(folder: str | Path, vocabulary: Vocabulary) -> Iterator[Workspace]:
    workspace = Workspace(str(folder), vocabulary)
    yield workspace
    workspace.database.close()


@pytest.fixture
def workspace(tmp_path: Path, vocabulary: Vocabulary) -> Iterator[Workspace]:
    """One with a record of every kind, one retired, one with an attachment, and texts that files find hard."""
    with opened(tmp_path / "workspace", vocabulary) as made:
        (tmp_path / "plan.pdf").write_bytes(b"plan")
        kept = made.keep(str(tmp_path / "plan.pdf"))
        made.add("evidence", {**GIVEN, "attachments": [kept], "confidential": True}, "ab", "E-1")
        hard = {
            "type": "programme-2",
            "amount": "0.000001",
            "currency": "EUR",
            "title": '=1+1"\\;é',
            "status": "accepted",
        }
        made.add("evidence", {**hard, "note": 'a\n\n"b", c\\d\t<e>', "supports": "ib-psp-2014:B2.8"}, "ab", "E-2.")
        made.add("evidence", GIVEN, "ab", "E-3")
        made.retire("evidence", "E-3", "Out of date.", "cd")
        made.add("cycle", {"person": "xy", "framework": "ais-psi", "title": "Autumn"}, "ab", "c1")
        rating = {
            "cycle": "c1",
            "about": "ais-psi/rubric/PSI1/1-vision",
            "level": "ais-psi/level/meets",
            "evidence": "E-2.; E-1",
        }
        made.add("rating", rating, "ab", "r1")
        smart = dict.fromkeys(("specific", "measurable", "achievable", "relevant"), "Because.")
        made.add("goal", {"cycle": "c1", "about": "ais-psi:3.4", "due": "2026-12-01", **smart}, "ab", "g1")
        made.add("decision", {"about": "ib-psp-2014:C3.15", "reason": "No such programme."}, "ab", "d1")
        made.add("problem", {"about": "ais-psi:3.4", "message": "A typing error."}, "ab", "p1")
        yield made


def records(workspace: Workspace) -> list[tuple[str, str, Any]]:
    return [(kind, s.id, s.body) for kind in KINDS for s in workspace.records(kind, retired=True)]


def graph_files(workspace: Workspace) -> dict[str, str]:
    """The Turtle of the records, without the history, which is of each workspace's own."""
    return {name: text for name, text in exported(workspace).items() if name not in ("history.ttl", "evidence.csv")}


def brought(paths: list[str], into: Workspace) -> list[str]:
    """The states of what was read and written."""
    found, files = read_files(paths)
    planned = plan(found, files, into)
    carry_out(planned, files, into, "cd")
    return [row.state for row in planned]


def messages(text: str, into: Workspace, path: Path) -> list[str]:
    """What is wrong with the records of a Turtle file; nothing of it is written."""
    path.write_text(text, encoding="utf-8")
    before = into.version()
    found, files = read_files([str(path)])
    planned = plan(found, files, into)
    with pytest.raises(InputError, match="Nothing was imported"):
        carry_out(planned, files, into, "ab")
    assert into.version() == before
    return [f"{f.where}: {f.message}" for row in planned for f in row.findings]


def test_an_export_read_into_an_empty_workspace_is_the_same_graph(
    workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path
):
    paths = export(workspace, str(tmp_path / "out"))
    names = sorted(os.path.relpath(path, tmp_path / "out").split(os.sep)[0] for path in paths)
    assert names == [
        "assessments.ttl", "attachments", "decisions.ttl", "evidence.csv", "evidence.ttl", "history.ttl",
        "problems.ttl",
    ]  # fmt: skip
    with opened(tmp_path / "new", vocabulary) as new:
        assert brought([str(tmp_path / "out")], new) == ["new"] * 8
        assert records(new) == records(workspace) and graph_files(new) == graph_files(workspace)
        kept = new.get("evidence", "E-1").body["attachments"][0]
        assert attachments.content(new.folder, kept) == b"plan" and new.version() == 1
        assert brought([str(tmp_path / "out")], new) == ["unchanged"] * 8 and new.version() == 1


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
ANYTHING = st.fixed_dictionaries(
    {"title": TEXTS.filter(clean), "type": st.sampled_from(["policy-2", "programme-3"])},
    optional={
        "note": TEXTS,
        "owner": TEXTS,
        "date": st.dates().map(str),
        "confidential": st.booleans(),
        "supports": st.lists(
            st.fixed_dictionaries(
                {"statement": st.sampled_from(["ais-psi:3.4", "ib-psp-2014:B2.8", "cis-2016:A"])},
                optional={"level": st.sampled_from(["Meets", "Exceeds"]), "reason": TEXTS},
            ),
            max_size=4,
        ),
    },
)


@settings(max_examples=20)
@given(given_=st.lists(st.tuples(ANYTHING, st.booleans()), max_size=4))
def test_whatever_was_written_comes_back_the_same(given_: list[tuple[dict[str, Any], bool]], vocabulary: Vocabulary):
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(f"{folder}/workspace", vocabulary) as workspace,
        opened(f"{folder}/new", vocabulary) as new,
    ):
        for number, (one, retired) in enumerate(given_):
            workspace.add("evidence", one, "ab", f"e{number}")
            if retired:
                workspace.retire("evidence", f"e{number}", "Out of date.", "ab")
        export(workspace, f"{folder}/out")
        assert brought([f"{folder}/out"], new) == ["new"] * len(given_)
        assert records(new) == records(workspace) and graph_files(new) == graph_files(workspace)


def test_the_history_goes_out_as_provenance(workspace: Workspace, tmp_path: Path):
    export(workspace, str(tmp_path / "out"))
    text = (tmp_path / "out" / "history.ttl").read_text(encoding="utf-8")
    assert "prov:wasRevisionOf" in text and "Out of date." in text and '"cd"' in text
    assert len(read_file(str(tmp_path / "out" / "history.ttl")).triples) > 80
    assert {os.stat(tmp_path / "out" / name).st_mode & 0o777 for name in ("history.ttl", "evidence.csv")} == {0o600}


def test_an_empty_workspace_goes_out_and_comes_in(vocabulary: Vocabulary, tmp_path: Path):
    with opened(tmp_path / "workspace", vocabulary) as workspace:
        export(workspace, str(tmp_path / "out"))
        assert brought([str(tmp_path / "out")], workspace) == [] and workspace.version() == 0


def test_the_sheet_of_an_export_changes_nothing_when_it_is_read_again(workspace: Workspace, tmp_path: Path):
    export(workspace, str(tmp_path / "out"))
    path = tmp_path / "out" / "evidence.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert rows[1]["title"].startswith("'=1+1")  # no spreadsheet computes it
    found = plan_sheet(read_sheet(str(path)), workspace)
    assert [row.state for row in found.rows][:2] == ["unchanged"] * 2
    assert write_sheet(found, workspace, "ab", "evidence.csv", partly=True) is None


def test_the_sheet_of_an_export_makes_a_new_workspace_its_living_evidence_with_the_reasons(
    workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path
):
    supports = [{"statement": "ais-psi:3.4", "reason": "Seen in class."}]
    workspace.add("evidence", {**GIVEN, "supports": supports}, "ab", "E-4")
    export(workspace, str(tmp_path / "out"))
    with opened(tmp_path / "new", vocabulary) as new:
        new.keep(str(tmp_path / "plan.pdf"))
        found = plan_sheet(read_sheet(str(tmp_path / "out" / "evidence.csv")), new)
        write_sheet(found, new, "ab", "evidence.csv")
        assert [s.id for s in new.records("evidence", retired=True)] == ["E-1", "E-2.", "E-4"]  # E-3 is retired
        assert [s["reason"] for s in new.get("evidence", "E-4").body["supports"]] == ["Seen in class."]


LINES = st.text(st.sampled_from("=+-@'\";, \\aé\t|"), min_size=1, max_size=12).map(clean).filter(bool)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(
        LINES.filter(lambda line: line != "-" and line[:2] not in ("'=", "'+", "'-", "'@", "''")), max_size=4
    )
)
def test_any_title_survives_the_sheet(titles: list[str], vocabulary: Vocabulary, tmp_path: Path):
    made = [Stored("evidence", f"e{n}", 1, 1, {"title": t, "type": "policy-2"}) for n, t in enumerate(titles)]
    (tmp_path / "sheet.csv").write_bytes(sheet(made, vocabulary))
    assert [str(row.cells["title"]) for row in read_sheet(str(tmp_path / "sheet.csv")).rows] == titles


def test_what_a_file_leaves_out_stays(workspace: Workspace, tmp_path: Path):
    before = workspace.get("evidence", "E-1").body
    part = {"title": "Plan, second edition", "supports": [{"statement": "ais-psi:3.5", "reason": "New."}]}
    path = tmp_path / "part.ttl"
    path.write_text(turtle(record_triples("evidence", "E-1", part)), encoding="utf-8")
    assert brought([str(path)], workspace) == ["changed"]
    assert workspace.get("evidence", "E-1").body == {
        **before, "title": "Plan, second edition", "supports": [*before["supports"], *part["supports"]]
    }  # fmt: skip
    assert len(records(workspace)) == 8
    assert [r.change.what for r in workspace.history("evidence", "E-1")] == ["added evidence", "imported records"]


def test_an_older_export_brings_a_record_back_without_the_reason_it_was_retired_for(
    workspace: Workspace, tmp_path: Path
):
    export(workspace, str(tmp_path / "out"))
    workspace.retire("evidence", "E-1", "By mistake.", "ab")
    assert "changed" in brought([str(tmp_path / "out")], workspace)
    assert workspace.get("evidence", "E-1").body["status"] == "draft"
    assert "retired_because" not in workspace.get("evidence", "E-1").body


def test_the_same_record_in_two_files_counts_once_and_a_different_one_is_refused(
    workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path
):
    export(workspace, str(tmp_path / "out"))
    both = [str(tmp_path / "out"), str(tmp_path / "out" / "evidence.ttl")]
    with opened(tmp_path / "new", vocabulary) as new:
        assert brought(both, new) == ["new"] * 8
        text = (tmp_path / "out" / "evidence.ttl").read_text(encoding="utf-8").replace('"Plan"', '"Plan 2"')
        (tmp_path / "other.ttl").write_text(text, encoding="utf-8")
        found, files = read_files([*both, str(tmp_path / "other.ttl")])
        wrong = [row for row in plan(found, files, new) if row.findings]
        assert [row.id for row in wrong] == ["E-1", "E-3"]
        assert "stands in two of the files" in wrong[0].findings[0].message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"title": "x"}, "needs exactly one type"),
        ({**GIVEN, "supports": [], "status": "lost"}, "which evidence cannot have"),
        ({**GIVEN, "supports": [], "status": "draft", "link": "file:///etc/passwd"}, "no address of a page"),
        ({**GIVEN, "supports": [], "status": "draft", "date": "soon"}, "where a date belongs"),
    ],
)
def test_a_record_that_breaks_a_shape_is_told_and_nothing_is_written(
    workspace: Workspace, tmp_path: Path, body: dict[str, Any], message: str
):
    text = turtle([*record_triples("evidence", "new", body), *record_triples("evidence", "E-1", {"title": "2"})])
    assert any(
        message in told and told.startswith("evidence new") for told in messages(text, workspace, tmp_path / "x.ttl")
    )


def attached(**change: Any) -> str:
    """A Turtle file with a record whose attachment is as given."""
    file = {"name": "plan.pdf", "sha256": "0" * 64, "size": 1, **change}
    return turtle(
        record_triples("evidence", "new", {**GIVEN, "supports": [], "status": "draft", "attachments": [file]})
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, "plan.pdf is not beside the file, and not in the workspace"),
        ({"sha256": "../../etc/passwd"}, "needs exactly one SHA-256"),
        ({"name": "../../etc/passwd"}, "file name without a folder"),
        ({"name": ".."}, "'..' is no name that a file can have everywhere"),
        ({"name": "a\tb:c"}, "is no name that a file can have everywhere"),
        ({"name": ""}, "file name without a folder"),
    ],
)
def test_an_attachment_that_leads_nowhere_or_outside_is_refused(
    workspace: Workspace, tmp_path: Path, change: dict[str, Any], message: str
):
    assert any(message in told for told in messages(attached(**change), workspace, tmp_path / "x.ttl"))


def test_an_attachment_that_is_not_what_its_name_says_is_refused(
    workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path
):
    export(workspace, str(tmp_path / "out"))
    (file,) = (path for path in (tmp_path / "out" / "attachments").rglob("*") if path.is_file())
    file.write_bytes(b"another plan")
    with opened(tmp_path / "new", vocabulary) as new:
        with pytest.raises(UnreadableFile, match=r"is not the attachment plan.pdf that its name says"):
            brought([str(tmp_path / "out")], new)
        assert new.version() == 0


def test_an_export_without_an_attachment_that_is_missing_is_no_export(workspace: Workspace, tmp_path: Path):
    kept = workspace.get("evidence", "E-1").body["attachments"][0]
    os.remove(attachments.location(workspace.folder, kept["sha256"]))
    with pytest.raises(WorkspaceFault, match=r"plan.pdf is missing"):
        export(workspace, str(tmp_path / "out"))


def test_a_record_whose_identifier_cannot_be_one_is_refused(workspace: Workspace, tmp_path: Path):
    body = {**GIVEN, "supports": [], "status": "draft"}
    text = turtle(record_triples("evidence", "a/b", body))
    assert any("is no identifier" in told for told in messages(text, workspace, tmp_path / "x.ttl"))


def test_files_that_hold_no_records_are_told(workspace: Workspace, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    for path, message in [
        (tmp_path / "gone.ttl", "gone.ttl"),
        (tmp_path / "empty", "holds no Turtle file; crosswalk workspace export writes such a folder"),
    ]:
        with pytest.raises(UnreadableFile, match=message):
            read_files([str(path)])
    two = [*record_triples("evidence", "a", GIVEN | {"supports": []})]
    two.append(Triple(two[0].subject, SCHEMA.url, Literal("https://a.example")))
    two.append(Triple(two[0].subject, SCHEMA.url, Literal("https://b.example")))
    (tmp_path / "two.ttl").write_text(turtle(two), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"holds a record that cannot be read: it has 2 values of link"):
        read_files([str(tmp_path / "two.ttl")])


def test_an_import_can_be_undone_as_a_whole(workspace: Workspace, vocabulary: Vocabulary, tmp_path: Path):
    export(workspace, str(tmp_path / "out"))
    with opened(tmp_path / "new", vocabulary) as new:
        new.commit([Write("evidence", "E-1", {**GIVEN, "supports": [], "status": "accepted"}, 0)], "ab", "added")
        before = records(new)
        brought([str(tmp_path / "out")], new)
        new.undo(2, "ab")
        assert records(new)[0] == before[0]
        assert {body["status"] for _, id_, body in records(new) if id_ != "E-1"} == {"retired"}
