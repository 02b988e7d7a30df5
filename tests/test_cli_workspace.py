"""``crosswalk workspace`` with what cannot be used: one sentence, an exit code, and nothing written anywhere."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import run

from crosswalk.cli import main as cli

pytestmark = pytest.mark.usefixtures("folder")


def zipped(members: dict[str, bytes | str]) -> None:
    with zipfile.ZipFile("b.zip", "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)


def manifest(*names: str) -> str:
    return json.dumps({"layout": 1, "made": "", "change": 1, "files": dict.fromkeys(names, "0" * 64)})


def real(capsys: pytest.CaptureFixture[str], spoil: Callable[[dict[str, bytes]], None]) -> None:
    """A backup of a workspace with one record, spoiled."""
    assert run(capsys, "evidence", "add", "--title", "T", "--type", "policy", "--workspace", "made")[0] == 0
    assert run(capsys, "workspace", "backup", "b.zip", "--workspace", "made")[0] == 0
    with zipfile.ZipFile("b.zip") as package:
        members = {name: package.read(name) for name in package.namelist()}
    spoil(members)
    zipped({**members})


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", "<html>".encode("utf-16")])
def test_what_is_no_archive_is_not_restored(content: bytes, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "b.zip").write_bytes(content)
    code, out, err = run(capsys, "workspace", "restore", "b.zip")
    assert (code, out) == (2, "") and "b.zip is no ZIP file that can be read" in err and err.count("\n") == 1
    assert sorted(path.name for path in folder.iterdir()) == ["b.zip"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "attachments/../../evil", "C:\\evil", "stray.txt"])
def test_an_archive_with_names_that_lead_elsewhere_is_not_restored(
    name: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    zipped({"manifest.json": manifest("workspace.sqlite", name), "workspace.sqlite": b"", name: b"x"})
    code, out, err = run(capsys, "workspace", "restore", "b.zip")
    assert (code, out) == (2, "") and err.count("\n") == 1 and "Traceback" not in err
    assert sorted(path.name for path in folder.iterdir()) == ["b.zip"]
    assert not list(folder.parent.glob("evil*"))


def test_a_backup_that_was_changed_is_not_restored(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    def longer(members: dict[str, bytes]) -> None:
        (database,) = [name for name in members if name.endswith((".sqlite", ".sqlite3", ".db"))]
        members[database] += b"x"

    real(capsys, longer)
    code, _, err = run(capsys, "workspace", "restore", "b.zip")
    assert code == 2 and err.count("\n") == 1 and not (folder / "ws").exists()


def test_a_missing_backup_and_a_place_that_cannot_be_written_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "workspace", "restore", "lost.zip")
    assert (code, err) == (2, "lost.zip cannot be read (No such file or directory); check the name.\n")
    code, _, err = run(capsys, "workspace", "backup", "/dev/null/b.zip")
    assert code == 3 and err.count("\n") == 1
    code, _, err = run(capsys, "workspace", "export", "/dev/null/out")
    assert code == 3 and err.count("\n") == 1


def test_what_holds_no_records_is_not_imported(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "a.ttl").write_text("this is <not Turtle")
    (folder / "empty").mkdir()
    for path, said in (("a.ttl", "a.ttl"), ("empty", "holds no Turtle file"), ("lost.ttl", "There is no file")):
        code, _, err = run(capsys, "workspace", "import", path)
        assert code == 2 and said in err and err.count("\n") == 1
    assert json.loads(run(capsys, "workspace", "info", "--format", "json")[1])["changes"] == 0


def test_an_export_is_the_sheet_that_can_be_imported_and_no_cell_of_it_is_a_formula(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    hostile = "=HYPERLINK(1)"
    words = ("--title", hostile, "--type", "policy", "--owner", "+1", "--note", "@x\n=2", "--id", "p")
    assert run(capsys, "evidence", "add", *words, "--supports", "ais-psi:3.4", "--level", "Meets")[0] == 0
    assert run(capsys, "workspace", "export", "out")[0] == 0
    text = (folder / "out" / "evidence.csv").read_text()
    assert "'=HYPERLINK(1)" in text and "'+1" in text and ",=" not in text
    code, out, _ = run(capsys, "evidence", "import", "out/evidence.csv")
    assert code == 0 and "0 new, 0 changed, 1 unchanged, 0 wrong" in out
    code, out, _ = run(capsys, "evidence", "import", "out/evidence.csv", "--workspace", "other")
    assert (
        code == 0
        and json.loads(run(capsys, "evidence", "show", "p", "--workspace", "other", "--format", "json")[1])["title"]
        == hostile
    )


def test_a_change_that_there_is_not_cannot_be_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "workspace", "undo", "7")
    assert (code, err) == (2, "There is no change 7; crosswalk workspace info lists the last ones.\n")
    with pytest.raises(SystemExit) as ended:
        cli.main(["workspace", "undo", "x"])
    assert ended.value.code == 2 and "invalid int value" in capsys.readouterr().err
