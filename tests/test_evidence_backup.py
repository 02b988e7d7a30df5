"""A backup is the whole workspace, and nothing that was tampered with is restored."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from evidence_world import filled, opened

from crosswalk.errors import InputError, UnreadableFile, WorkspaceFault
from crosswalk.evidence import backup
from crosswalk.evidence.backup import back_up, restore
from crosswalk.evidence.database import FILE
from crosswalk.evidence.workspace import Workspace, check


@pytest.fixture
def made(tmp_path: Path) -> tuple[Workspace, Path]:
    desk = filled(tmp_path / "ws").workspace
    (tmp_path / "plan.txt").write_text("A plan")
    desk.edit("evidence", "plan-1", 1, {"attachments": [desk.keep(str(tmp_path / "plan.txt"))]}, "AB")
    (tmp_path / "ws" / "overlay").mkdir()
    (tmp_path / "ws" / "overlay" / "ais-psi.overlay.ttl").write_text("# mine")
    (tmp_path / "ws" / "overlay" / "stray.txt").write_text("stray")
    path = tmp_path / "backup.zip"
    back_up(desk.database, desk.folder, str(path))
    return desk, path


def everything(desk: Workspace) -> list[object]:
    return [*desk.database.revisions(), *desk.database.since(0)]


def test_restoring_gives_everything_back(made: tuple[Workspace, Path], tmp_path: Path) -> None:
    desk, path = made
    found = restore(str(path), str(tmp_path / "new"))
    again = opened(tmp_path / "new").workspace
    assert everything(again) == everything(desk) and list(check(again)) == []
    assert found.files == 3 and found.change == desk.version()
    assert (tmp_path / "new" / "overlay" / "ais-psi.overlay.ttl").read_text() == "# mine"
    assert not (tmp_path / "new" / "overlay" / "stray.txt").exists()
    assert [entry for entry in os.listdir(tmp_path) if entry.startswith(".restoring")] == []


def test_a_workspace_that_is_there_is_put_aside_and_never_written_over(
    made: tuple[Workspace, Path], tmp_path: Path
) -> None:
    desk, path = made
    other = opened(tmp_path / "other").workspace
    other.add("evidence", {"title": "Mine", "type": "policy"}, "AB", "mine")
    other.database.close()
    with pytest.raises(InputError, match=r"holds a workspace already; .* --replace"):
        restore(str(path), str(tmp_path / "other"))
    restore(str(path), str(tmp_path / "other"), replace=True)
    (aside,) = tmp_path.glob("other.before-restore-*")
    assert opened(aside).workspace.get("evidence", "mine").body["title"] == "Mine"
    assert everything(opened(tmp_path / "other").workspace) == everything(desk)


def test_a_backup_takes_the_place_of_the_last_as_a_whole(made: tuple[Workspace, Path], tmp_path: Path) -> None:
    desk, path = made
    desk.add("evidence", {"title": "Later", "type": "policy"}, "AB", "later")
    back_up(desk.database, desk.folder, str(path))
    restore(str(path), str(tmp_path / "new"))
    assert opened(tmp_path / "new").workspace.get("evidence", "later")
    with pytest.raises(WorkspaceFault, match=r"cannot be written"):
        back_up(desk.database, desk.folder, str(path / "below"))


def rewritten(path: Path, target: Path, change: dict[str, bytes], manifest: dict[str, str] | None = None) -> str:
    """A backup with members put in the place of others, and names added to its list."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        listed = json.loads(before.read("manifest.json"))
        listed["files"] |= manifest or {}
        for name in before.namelist():
            content = json.dumps(listed).encode() if name == "manifest.json" else before.read(name)
            after.writestr(name, change.get(name, content))
        for name in change.keys() - set(before.namelist()):
            after.writestr(name, change[name])
    return str(target)


def test_what_was_tampered_with_is_not_restored(made: tuple[Workspace, Path], tmp_path: Path) -> None:
    _, path = made
    bad = tmp_path / "bad.zip"
    cases = [
        (rewritten(path, bad, {FILE: b"other"}), r"is not what was backed up"),
        (rewritten(path, tmp_path / "b2.zip", {"../evil": b"x"}, {"../evil": "0" * 64}), r"none of a workspace"),
        (rewritten(path, tmp_path / "b3.zip", {}, {"/etc/cron.d/x": "0" * 64}), r"none of a workspace"),
        (rewritten(path, tmp_path / "b4.zip", {}, {f"attachments/ab/{'ab' * 32}": "0" * 64}), r"lacks attachments/ab"),
        (rewritten(path, tmp_path / "b5.zip", {"manifest.json": b"[]"}), r"is no backup of a workspace"),
        (rewritten(path, tmp_path / "b6.zip", {"manifest.json": b"{"}), r"is no backup of a workspace"),
    ]
    (tmp_path / "text.zip").write_text("no zip")
    cases += [(str(tmp_path / "text.zip"), r"is no ZIP file"), (str(tmp_path / "lost.zip"), r"There is no file")]
    for source, said in cases:
        with pytest.raises(UnreadableFile, match=said):
            restore(source, str(tmp_path / "new"))
        assert not (tmp_path / "new").exists() and not (tmp_path / "evil").exists()


def test_members_that_are_not_on_the_list_are_left_where_they_are(made: tuple[Workspace, Path], tmp_path: Path) -> None:
    _, path = made
    restore(rewritten(path, tmp_path / "more.zip", {"../evil": b"x", "extra": b"y"}), str(tmp_path / "new"))
    assert not (tmp_path / "evil").exists() and not (tmp_path / "new" / "extra").exists()


def test_a_bomb_is_refused_by_what_it_says_it_unpacks_to(
    made: tuple[Workspace, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match=r"unpacks to more than a backup may"):
        restore(str(made[1]), str(tmp_path / "new"))


def test_a_backup_of_a_newer_version_is_refused(made: tuple[Workspace, Path], tmp_path: Path) -> None:
    desk, path = made
    desk.database._read("PRAGMA user_version = 99")
    back_up(desk.database, desk.folder, str(path))
    with pytest.raises(WorkspaceFault, match=r"newer version"):
        restore(str(path), str(tmp_path / "new"))
    assert not (tmp_path / "new").exists()
