"""``crosswalk report`` and ``checklist``: rows for programs, files for people, and the filters that they follow."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from evidence_world import filled

from crosswalk.cli import main as cli
from crosswalk.cli.report import FORMATS


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path / "ws"))
    filled(tmp_path / "ws")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main([*words])
    return (code, *capsys.readouterr())


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    code, out, err = run(capsys, "report", *words, "--format", "json")
    assert code == 0, err
    return {row["statement"]: row for row in json.loads(out)}


def test_the_rows_name_statement_status_evidence_and_via(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "ib-psp-2014", "--section", "C3")
    assert len(found) == 16
    row = found["ib-psp-2014:C3.10"]
    assert row["status"] == "partial" and row["evidence"][0]["id"] == "plan-1"  # type: ignore[index]
    assert row["via"][0] == "ais-psi:3.4" and str(row["via"][1]).startswith("xwid:mapping/")  # type: ignore[index]
    assert found["ib-psp-2014:C3.1"]["via"] == [] and found["ib-psp-2014:C3.1"]["status"] == "full"


def test_the_options_choose(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(rows(capsys, "ib-psp-2014", "--only", "full")) == {"ib-psp-2014:C3.1"}
    assert "ib-psp-2014:C3.10" not in rows(capsys, "ib-psp-2014", "--only", "partial", "--reviewed-only")
    assert rows(capsys, "ib-psp-2014", "--owner", "nobody", "--only", "full", "--only", "partial") == {}
    assert len(rows(capsys, "ib-psp-2020")) == 41 and len(rows(capsys, "cis-2016")) == 36
    moved = rows(capsys, "ais-psi", "--least-level", "Approaches")
    assert moved["ais-psi:1.1"]["status"] == "full" and rows(capsys, "ais-psi")["ais-psi:1.1"]["status"] == "partial"
    ordered = list(rows(capsys, "ib-psp-2014", "--section", "C3", "--sort", "status"))
    assert ordered[0] == "ib-psp-2014:C3.1"
    (piece,) = rows(capsys, "ib-psp-2014", "--only", "full", "--confidential", "units")["ib-psp-2014:C3.1"]["evidence"]  # type: ignore[misc]
    assert piece["title"] == "Unit planners"


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_every_form_is_written_to_a_file(form: str, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out, _ = run(capsys, "report", "ib-psp-2014", "--section", "C3", "--format", form, "--out", "out/list")
    assert (
        code == 0
        and out.startswith("Wrote out/list: Evidence for IB")
        and (folder / "out" / "list").stat().st_size > 500
    )


def test_on_the_terminal_the_list_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "report", "cis-2016", "--section", "A")
    assert code == 0 and "Not complete: " in out and "Rights: " in out
    assert "Nothing to list." in run(capsys, "report", "cis-2016", "--only", "full")[1]


def test_a_pack_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "report", "ib-psp-2014", "--pack", "visit.zip")[0] == 0
    assert {"index.html", "index.csv"} < set(zipfile.ZipFile("visit.zip").namelist())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("report", "nowhere"), "There is no framework 'nowhere'"),
        (("report", "ib-psp-2014", "--section", "C99"), "There is no section 'C99'"),
        (("report", "ib-psp-2014", "--programme", "XX"), "it can be DP, MYP, PYP"),
        (("report", "ib-psp-2014", "--only", "good"), "'good' is no way to stand"),
        (("report", "ib-psp-2014", "--from", "soon"), "'soon' is no date"),
        (("report", "ib-psp-2014", "--from", "20260331"), "'20260331' is no date"),
        (("report", "ib-psp-2014", "--from", "2026-05-01", "--to", "2026-01-01"), "before it begins on 2026-05-01"),
        (("report", "ib-psp-2014", "--least-level", "Does not meet"), "it cannot count as full"),
        (("report", "ib-psp-2014", "--pack", "p.zip", "--format", "docx"), "A pack holds the list in forms of its own"),
        (("report", "ib-psp-2014", "--format", "odt"), "odt"),
        (("checklist", "ib", "--confidential", "lost"), "There is no evidence 'lost'"),
        (("report", "ib-psp-2014", "--least-level", "Good"), "There is no level 'Good'"),
        (("report", "ib-psp-2014", "--confidential", "lost"), "There is no evidence 'lost'"),
        (("report", "ib-psp-2014", "--out", "x"), "x needs --format"),
        (("report", "ib-psp-2014", "--max-hops", "9"), "2 to 6"),
        (("report", "ib-psp-2014", "--format", "csv", "--out", "/dev/null/x"), "cannot be written"),
        (("checklist", "wasc"), "a checklist can be had for cis, ib"),
        (("checklist", "ib", "--only", "good"), "'good' is no way to stand"),
    ],
)
def test_what_cannot_be_listed_is_told_in_a_sentence(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code, _, err = run(capsys, *words)
    except SystemExit as ended:
        code, err = int(str(ended.code)), capsys.readouterr().err
    assert code in (2, 3) and not list(Path.cwd().glob("*.zip")) and said in err and "Traceback" not in err


def test_a_checklist_is_listed_and_written(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "checklist", "ib", "--format", "json")
    found = {row["type"]: row for row in json.loads(out)}
    assert code == 0 and found["policy-2"]["status"] == "only drafts" and found["curriculum-2"]["status"] == "held"
    assert run(capsys, "checklist", "cis", "--only", "missing", "--format", "docx", "--out", "c.docx")[0] == 0
    assert "Documents that" in run(capsys, "checklist", "cis")[1]


def test_a_confidential_record_may_be_named_by_how_its_identifier_begins(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("ib-psp-2014", "--only", "full", "--confidential")
    (piece,) = rows(capsys, *words, "uni")["ib-psp-2014:C3.1"]["evidence"]  # type: ignore[misc]
    assert piece["title"] == "Unit planners"
    out = run(capsys, "checklist", "ib", "--only", "held", "--confidential", "uni", "--format", "json")[1]
    title = '"title": "Unit planners"'
    assert title in out and title not in run(capsys, "checklist", "ib", "--format", "json")[1]


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_pack_is_not_written_where_an_attachment_is_not_what_it_was(
    damage: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "plan.txt").write_text("A plan")
    assert run(capsys, "evidence", "edit", "plan-1", "--attach", "plan.txt")[0] == 0
    (file,) = [path for path in (folder / "ws" / "attachments").rglob("*") if path.is_file()]
    file.unlink() if damage == "missing" else file.write_text("other")
    code, _, err = run(capsys, "report", "ib-psp-2014", "--pack", "p.zip")
    assert code == 3 and f"plan.txt {'is' if damage == 'missing' else 'was'} {damage}" in err
    assert not (folder / "p.zip").exists() and err.count("\n") == 1
