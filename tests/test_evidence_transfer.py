"""Plain files out and in: the same records and the same graph, added and updated, never deleted by what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled, opened

from crosswalk.errors import InputError, UnreadableFile
from crosswalk.evidence.kinds import KINDS
from crosswalk.evidence.sheets import plan as plan_of_sheet
from crosswalk.evidence.transfer import carry_out, export, plan, read_files
from crosswalk.evidence.triples import record_triples
from crosswalk.evidence.workspace import Workspace
from crosswalk.formats.sheets import read_sheet


def bodies(desk: Workspace) -> dict[tuple[str, str], object]:
    return {(kind, one.id): one.body for kind in KINDS for one in desk.records(kind, retired=True)}


def triples(desk: Workspace) -> set[object]:
    return {t for (kind, id_), body in bodies(desk).items() for t in record_triples(kind, id_, body)}  # type: ignore[arg-type]


def taken_in(desk: Workspace, *paths: Path) -> list[str]:
    records, files = read_files(map(str, paths))
    planned = plan(records, files, desk)
    carry_out(planned, files, desk, "CD")
    return [row.state for row in planned]


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    made = filled(tmp_path / "ws").workspace
    (tmp_path / "plan.txt").write_text("A plan")
    made.edit("evidence", "plan-1", 1, {"attachments": [made.keep(str(tmp_path / "plan.txt"))]}, "AB")
    return made


def test_an_export_gives_the_same_records_and_the_same_graph_elsewhere(desk: Workspace, tmp_path: Path) -> None:
    written = export(desk, str(tmp_path / "out"))
    names = {Path(path).name for path in written}
    assert {"evidence.ttl", "assessments.ttl", "decisions.ttl", "problems.ttl", "history.ttl", "evidence.csv"} < names
    other = opened(tmp_path / "other").workspace
    assert set(taken_in(other, tmp_path / "out")) == {"new"}
    assert bodies(other) == bodies(desk) and triples(other) == triples(desk)
    file = other.get("evidence", "plan-1").body["attachments"][0]
    from crosswalk.evidence import attachments

    assert attachments.content(other.folder, file) == b"A plan"


def test_reading_it_again_changes_nothing_and_a_dry_run_writes_nothing(desk: Workspace, tmp_path: Path) -> None:
    export(desk, str(tmp_path / "out"))
    before = desk.version()
    assert set(taken_in(desk, tmp_path / "out")) == {"unchanged"} and desk.version() == before
    other = opened(tmp_path / "other").workspace
    plan(*read_files([str(tmp_path / "out")]), other)
    assert other.version() == 0


def test_what_a_file_leaves_out_is_not_deleted(desk: Workspace, tmp_path: Path) -> None:
    export(desk, str(tmp_path / "out"))
    desk.edit("evidence", "plan-1", 2, {"note": "Since", "supports": "ais-psi:3.4; ais-psi:3.5"}, "AB")
    desk.add("evidence", {"title": "New since", "type": "policy"}, "AB", "since")
    taken_in(desk, tmp_path / "out" / "evidence.ttl")
    body = desk.get("evidence", "plan-1").body
    assert body["note"] == "Since" and [one["statement"] for one in body["supports"]] == ["ais-psi:3.4", "ais-psi:3.5"]
    assert desk.get("evidence", "since")


def test_the_sheet_of_an_export_is_read_back_as_it_is(desk: Workspace, tmp_path: Path) -> None:
    export(desk, str(tmp_path / "out"))
    found = plan_of_sheet(read_sheet(str(tmp_path / "out" / "evidence.csv")), desk)
    assert found.sound and {row.state for row in found.rows} <= {"unchanged"}


def test_an_attachment_that_is_missing_or_another_is_told_and_nothing_is_written(
    desk: Workspace, tmp_path: Path
) -> None:
    export(desk, str(tmp_path / "out"))
    other = opened(tmp_path / "other").workspace
    with pytest.raises(InputError, match=r"The attachment plan.txt is not beside the file"):
        taken_in(other, tmp_path / "out" / "evidence.ttl")
    (file,) = [path for path in (tmp_path / "out" / "attachments").rglob("*") if path.is_file()]
    file.write_bytes(b"tampered")
    with pytest.raises(UnreadableFile, match=r"is not the attachment plan.txt"):
        taken_in(other, tmp_path / "out")
    assert other.version() == 0


PREFIX = (
    "@prefix xw: <https://w3id.org/standards-crosswalk/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
)
ID = "<https://w3id.org/standards-crosswalk/id/evidence/x>"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (f"{ID} a xw:Evidence .", "exactly one title"),
        (f'{ID} a xw:Evidence ; dcterms:title "T" ; xw:hasEvidenceType <https://example.org/t> .', "cannot be read"),
        (f'{ID} a xw:Evidence ; dcterms:title "T" ; xw:participants "many" .', "cannot be read"),
        (f"{ID} a xw:Evidence ; xw:support <https://example.org/s> .", "cannot be read"),
        ("<https://w3id.org/standards-crosswalk/id/evidence/a%20b> a xw:Evidence .", "is no identifier|exactly one"),
    ],
)
def test_a_record_that_cannot_be_one_is_told_and_nothing_is_written(
    said: str, wrong: str, desk: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "bad.ttl").write_text(PREFIX + said)
    before = desk.version()
    with pytest.raises((InputError, UnreadableFile), match=wrong):
        taken_in(desk, tmp_path / "bad.ttl")
    assert desk.version() == before


def test_a_folder_without_records_is_told(desk: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match=r"holds no Turtle file"):
        taken_in(desk, tmp_path / "empty")
