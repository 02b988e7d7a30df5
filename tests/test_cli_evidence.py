"""``crosswalk evidence`` and ``workspace`` as a person types them: what is said and written, each error a sentence."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from command_line import run

pytestmark = pytest.mark.usefixtures("folder")


def added(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    given = ("evidence", "add", "--title", "Plan", "--type", "policy", *words, "--format", "json")
    code, out, err = run(capsys, *given)
    assert code == 0, err
    return json.loads(out)  # type: ignore[no-any-return]


def test_the_command_of_the_issue_works_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--supports", "ais-psi:3.4", "--level", "Meets", "--owner", "AB", "--link", "https://example.org/plan")
    made = added(capsys, *words)
    assert made["supports"] == [
        {
            "statement": "ais-psi:3.4",
            "level": "Meets",
            "reason": "",
            "label": "Assistive technology for diverse learners",
        }
    ]
    code, out, _ = run(capsys, "evidence", "list", "--format", "json")
    (row,) = json.loads(out)
    assert code == 0 and (row["supports"], row["type"], row["status"]) == (["ais-psi:3.4"], "Policies", "draft")
    shown = run(capsys, "evidence", "show", str(made["id"])[:4])[1]
    assert "title: Plan" in shown and "ais-psi:3.4  Meets" in shown


def test_supports_and_levels_may_be_repeated_and_files_attached(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "plan.txt").write_text("A plan")
    words = ("--supports", "ais-psi:3.4", "--supports", "ib-psp-2014:B2.8", "--level", "Meets", "--level", "Emerging")
    made = added(capsys, *words, "--attach", "plan.txt", "--reason", "So.")
    assert [(one["level"], one["reason"]) for one in made["supports"]] == [("Meets", "So."), ("Emerging", "So.")]  # type: ignore[attr-defined]
    assert made["attachments"][0]["name"] == "plan.txt"  # type: ignore[index]
    own = added(capsys, "--supports", "ais-psi:3.4 = Exceeds", "--supports", "ais-psi:1.1", "--level", "Meets")
    assert [one["level"] for one in own["supports"]] == ["Exceeds", "Meets"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--type", "polici", "--title", "T"), "There is no type of evidence 'polici'; did you mean"),
        (("--type", "policy"), "needs exactly one title"),
        (("--title", "T"), "needs exactly one type of evidence"),
        (("--type", "policy", "--title", "T", "--supports", "B2.13"), "did you mean ib-psp-2014:B2"),
        (("--type", "policy", "--title", "T", "--supports", "1a"), "is a code without its framework"),
        (("--type", "policy", "--title", "T", "--level", "Meets"), "A level or a reason needs a statement"),
        (("--type", "policy", "--title", "T", "--supports", "ais-psi:1.1", "--level", "Good"), "no level 'Good'"),
        (("--type", "policy", "--title", "T", "--supports", "ais-psi:1.1", "--level", "Meets", "--level", "Meets"),
         "There are 2 levels for 1 statements"),
        (("--type", "policy", "--title", "T", "--attach", "lost.pdf"), "There is no file lost.pdf to attach"),
        (("--type", "policy", "--title", "T", "--date", "tomorrow"), "'tomorrow' is no date"),
        (("--type", "policy", "--title", "T", "--link", "javascript:alert(1)"), "which is no address of a page"),
        (("--type", "policy", "--title", "T", "--set", "participants=3"), "does not belong to the type policy"),
        (("--type", "policy", "--title", "T", "--set", "colour"), "has no '='"),
        (("--type", "policy", "--title", "T", "--set", "colour=red"), "There is no field 'colour'"),
        (("--type", "policy", "--title", "T", "--id", "../x"), "is no identifier"),
        (("--type", "policy", "--title", "T", "--who", " "), "needs to say who makes it"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_told_and_nothing_is_written(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "evidence", "add", *words)
    assert code == 2 and said in err and "Traceback" not in err
    assert json.loads(run(capsys, "evidence", "list", "--format", "json")[1]) == []


def test_a_record_is_changed_emptied_retired_and_its_history_told(capsys: pytest.CaptureFixture[str]) -> None:
    added(capsys, "--id", "p", "--owner", "AB")
    assert run(capsys, "evidence", "edit", "p", "--note", "N", "--set", "owner=")[1] == "Changed p Plan (revision 2).\n"
    assert run(capsys, "evidence", "edit", "p", "--note", "N")[1] == "Unchanged: p Plan (revision 2).\n"
    code, _, err = run(capsys, "evidence", "edit", "p", "--note", "M", "--revision", "1", "--who", "CD")
    assert code == 2 and "AB changed note, owner of the evidence p" in err
    assert "Retired p Plan" in run(capsys, "evidence", "retire", "p", "--reason", "Old.")[1]
    rows = json.loads(run(capsys, "evidence", "history", "p", "--format", "json")[1])
    assert [row["what"] for row in rows] == ["added evidence", "changed evidence", "retired evidence"]
    assert rows[1]["fields"] == "note: – → N; owner: AB → –" and rows[2]["reason"] == "Old."
    assert "There is no such evidence yet" in run(capsys, "evidence", "list")[1]
    assert run(capsys, "workspace", "undo", "3")[0] == 0
    assert json.loads(run(capsys, "evidence", "show", "p", "--format", "json")[1])["status"] == "draft"


def test_a_template_is_filled_in_and_imported(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert "Wrote t.xlsx" in run(capsys, "evidence", "template", "--out", "t.xlsx")[1]
    book = openpyxl.load_workbook(folder / "t.xlsx")
    headings = [cell.value for cell in book.worksheets[0][1]]
    rows = [{"title": "One", "type": "policy-2", "supports": "ais-psi:3.4"}, {"title": "Two", "type": "lost"}]
    for row in rows:
        book.worksheets[0].append([row.get(str(name), "") for name in headings])
    book.save(folder / "t.xlsx")
    code, out, err = run(capsys, "evidence", "import", "t.xlsx")
    assert code == 1 and "1 new, 0 changed, 0 unchanged, 1 wrong; nothing was written" in out and "row 3, type" in err
    assert json.loads(run(capsys, "evidence", "list", "--format", "json")[1]) == []
    code, out, _ = run(capsys, "evidence", "import", "t.xlsx", "--partly")
    assert code == 1 and "crosswalk workspace undo 1 takes it back" in out
    assert [row["title"] for row in json.loads(run(capsys, "evidence", "list", "--format", "json")[1])] == ["One"]
    assert run(capsys, "evidence", "template", "--out", "t.doc")[0] == 2
    assert run(capsys, "evidence", "template", "--out", "t.csv")[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"%PDF-1.7", "is a PDF, whatever its name says"),
        ("a.csv", b"title,kind\nA,B\n", "There is no column 'kind'"),
        ("a.csv", b"type\npolicy\n", "The column 'title' is missing"),
        ("a.csv", b"title,type\n=1+1,policy\n", "The cell holds a formula"),
        ("a.csv", b"id,title,type\nx,A,policy\nx,B,policy\n", "x stands in 2 rows"),
        ("a.csv", b"title,type\n" + b"A,policy\n" * 25_001, "more than 25,000 rows"),
        ("a.csv", b"", "holds no table"),
    ],
)
def test_a_sheet_that_cannot_be_imported_is_told_and_nothing_is_written(
    name: str, content: bytes, said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / name).write_bytes(content)
    code, _, err = run(capsys, "evidence", "import", name)
    assert code in (1, 2) and said in err and "Traceback" not in err
    assert json.loads(run(capsys, "workspace", "info", "--format", "json")[1])["changes"] == 0


def test_a_dry_run_says_what_would_happen_and_writes_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "a.csv").write_text("title,type\nA,policy\n")
    assert "1 new" in run(capsys, "evidence", "import", "a.csv", "--dry-run")[1]
    assert json.loads(run(capsys, "workspace", "info", "--format", "json")[1])["evidence"] == 0


def test_a_statement_goes_out_of_scope_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "evidence", "exclude", "ib-psp-2014:C3", "--reason", "No.")[0] == 0
    rows = json.loads(run(capsys, "report", "ib-psp-2014", "--section", "C3", "--format", "json")[1])
    assert {(row["status"], row["out_of_scope"]) for row in rows} == {("out of scope", "No.")}
    code, _, err = run(capsys, "evidence", "include", "ib-psp-2014:C3.1", "--reason", "Yes.")
    assert code == 2 and "No decision puts ib-psp-2014:C3.1 out of scope" in err
    assert run(capsys, "evidence", "include", "ib-psp-2014:C3", "--reason", "Yes.")[0] == 0
    rows = json.loads(run(capsys, "report", "ib-psp-2014", "--section", "C3", "--format", "json")[1])
    assert {row["status"] for row in rows} == {"none"}


def test_a_workspace_is_told_backed_up_restored_exported_and_imported(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    added(capsys, "--id", "p")
    told = json.loads(run(capsys, "workspace", "info", "--format", "json")[1])
    assert told["folder"] == str(folder / "ws") and told["evidence"] == 1 and told["last_changes"][0]["who"] == "AB"
    assert "last changes:" in run(capsys, "workspace", "info")[1]
    assert run(capsys, "workspace", "check") == (0, f"{folder / 'ws'}: nothing to report.\n", "")
    assert run(capsys, "workspace", "backup", "b.zip")[0] == 0 and zipfile.is_zipfile("b.zip")
    code, _, err = run(capsys, "workspace", "restore", "b.zip")
    assert code == 2 and "--replace" in err
    assert run(capsys, "workspace", "restore", "b.zip", "--workspace", "other")[0] == 0
    assert run(capsys, "workspace", "export", "out")[0] == 0
    code, out, _ = run(capsys, "workspace", "import", "out", "--workspace", "third", "--dry-run")
    assert (code, out) == (0, "new        evidence p\nNothing was written.\n")
    assert "1 records written" in run(capsys, "workspace", "import", "out", "--workspace", "third")[1]
    assert "Everything was there already" in run(capsys, "workspace", "import", "out", "--workspace", "third")[1]
    assert run(capsys, "workspace", "undo", "9")[0] == 2


def test_damage_is_told_with_exit_code_one(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "f").write_text("x")
    added(capsys, "--id", "p", "--attach", "f")
    next(path for path in (folder / "ws" / "attachments").rglob("*") if path.is_file()).unlink()
    code, out, _ = run(capsys, "workspace", "check")
    assert code == 1 and "The attachment f is missing" in out


def test_a_workspace_that_cannot_be_one_is_told_with_exit_code_three(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "file").write_text("x")
    code, _, err = run(capsys, "evidence", "list", "--workspace", "file")
    assert code == 3 and len(err.strip().splitlines()) == 1


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "ws" / "attachments").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "soon"), ("--attach", "lost"), ("--id", "../x"), ("--who", " "), ("--set", "colour=red"),
        ("--supports", "B2.13"), ("--link", "file:///x"), ("--set", "attachments=f"), ("--set", "supports=;=;"),
    ],
)  # fmt: skip
def test_a_file_is_kept_only_with_a_record_that_is_written(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "f").write_text("x")
    code, _, err = run(capsys, "evidence", "add", "--title", "T", "--type", "policy", "--attach", "f", *words)
    assert code == 2 and "Traceback" not in err and kept(folder) == []
    added(capsys, "--id", "p")
    assert run(capsys, "evidence", "edit", "p", "--attach", "f", "--date", "soon")[0] == 2 and kept(folder) == []
    assert run(capsys, "evidence", "edit", "p", "--attach", "f")[0] == 0 and len(kept(folder)) == 1


def test_the_same_file_is_attached_once_and_another_is_added(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for name in ("f", "g"):
        (folder / name).write_text(name)
    added(capsys, "--id", "p", "--attach", "f")
    assert "Unchanged: p" in run(capsys, "evidence", "edit", "p", "--attach", "f")[1]
    assert "Changed p" in run(capsys, "evidence", "edit", "p", "--attach", "g")[1]
    made = json.loads(run(capsys, "evidence", "show", "p", "--format", "json")[1])
    assert [one["name"] for one in made["attachments"]] == ["f", "g"]


@pytest.mark.parametrize("name", ["../../evil.pdf", "..", "a/b.pdf", "C:\\x.pdf", "\u202egnp.exe"])
def test_no_name_of_a_file_leads_out_of_the_workspace(
    name: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    from crosswalk.api import open_graph

    desk = open_graph(workspace=str(folder / "ws")).workspace
    made = desk.keep_bytes(name, b"x")
    desk.add("evidence", {"title": "T", "type": "policy", "supports": "ib-psp-2014:C3.1", "attachments": [made]}, "AB")
    assert run(capsys, "report", "ib-psp-2014", "--pack", "p.zip")[0] == 0
    (inside,) = [n for n in zipfile.ZipFile("p.zip").namelist() if n.startswith("attachments/")]
    assert inside.count("/") == 1 and "\\" not in inside and inside.isprintable()


def test_a_template_is_never_written_over_a_sheet_that_is_there(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "evidence.xlsx").write_bytes(b"filled in")
    code, _, err = run(capsys, "evidence", "template")
    assert code == 2 and "There is a file evidence.xlsx already" in err
    assert (folder / "evidence.xlsx").read_bytes() == b"filled in"


def test_a_workbook_with_formulas_and_one_with_a_hundred_thousand_rows_are_refused(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    for name, rows, said in (
        ("f.xlsx", [["A", "policy"], ["=HYPERLINK(1)", "policy"]], "row 3, title: violation sheet-formula"),
        ("m.xlsx", [["A", "policy"]] * 100_000, "m.xlsx has more than 25,000 rows; split it into several files."),
    ):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [["title", "type"], *rows]:
            sheet.append(row)
        book.save(folder / name)
        code, _, err = run(capsys, "evidence", "import", name)
        assert code in (1, 2) and said in err and "Traceback" not in err
    assert json.loads(run(capsys, "workspace", "info", "--format", "json")[1])["changes"] == 0


def test_a_framework_that_is_out_of_scope_is_so_with_all_its_statements(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "evidence", "exclude", "cis-2016", "--reason", "Not ours.")[0] == 0
    assert run(capsys, "evidence", "exclude", "cis-2016:A1", "--reason", "Own.")[0] == 0
    rows = {row["statement"]: row for row in json.loads(run(capsys, "report", "cis-2016", "--format", "json")[1])}
    assert {row["status"] for row in rows.values()} == {"out of scope"}
    assert rows["cis-2016:A1"]["out_of_scope"] == "Own." and rows["cis-2016:B"]["out_of_scope"] == "Not ours."
