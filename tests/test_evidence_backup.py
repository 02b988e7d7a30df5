"""A backup brings everything back as it was; what is damaged, tampered with or in the way is refused."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from crosswalk.errors import CrosswalkError, InputError, UnreadableFile, WorkspaceFault
from crosswalk.evidence import attachments, backup
from crosswalk.evidence import database as layout
from crosswalk.evidence.backup import back_up, restore
from crosswalk.evidence.database import FILE, Database, Write

NOON = "2026-03-31T12:00:00.000+00:00"
MANIFEST = "manifest.json"


def put(folder: Path, id_: str, expected: int = 0, **body: Any) -> None:
    database = Database(str(folder))
    database.commit([Write("evidence", id_, body, expected)], NOON, "ab", "changed evidence")
    database.close()


def content(folder: Path) -> tuple[list[Any], dict[str, bytes]]:
    """All revisions of a workspace, and its other files."""
    database = Database(str(folder))
    revisions = list(database.revisions())
    assert database.check() == []
    database.close()
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return revisions, {name: data for name, data in files.items() if not name.startswith(FILE)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two revisions, an attachment, an overlay, and a file that is nobody's."""
    found = tmp_path / "workspace"
    put(found, "a", title="one")
    put(found, "a", 1, title="two")
    kept = attachments.keep_bytes(str(found), "plan.pdf", b"plan")
    put(found, "b", attachments=[kept])
    (found / "overlay").mkdir()
    (found / "overlay" / "cats.overlay.ttl").write_text("# wording")
    (found / "notes.txt").write_text("no part of a workspace")
    return found


@pytest.fixture
def packed(folder: Path, tmp_path: Path) -> Path:
    made = back(folder, tmp_path / "out" / "backup.zip")
    assert (made.files, made.change) == (3, 3) and made.size == os.path.getsize(made.path)
    return Path(made.path)


def back(folder: Path, path: Path) -> backup.Backup:
    database = Database(str(folder))
    try:
        return back_up(database, str(folder), str(path))
    finally:
        database.close()


def repacked(path: Path, change: dict[str, bytes | None], manifest: dict[str, Any] | None = None) -> Path:
    """The backup with members changed, added, or (None) left out, and its list of files with them where given."""
    with zipfile.ZipFile(path) as package:
        members: dict[str, bytes | None] = {name: package.read(name) for name in package.namelist()}
    if manifest is not None:
        members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST] or b""), **manifest}).encode()
    target = path.with_name("tampered.zip")
    with zipfile.ZipFile(target, "w") as package:
        for name, data in {**members, **change}.items():
            if data is not None:
                package.writestr(name, data)
    return target


def listed(path: Path, **more: bytes) -> dict[str, Any]:
    """A list of files that names more members, with the right hashes."""
    with zipfile.ZipFile(path) as package:
        files = json.loads(package.read(MANIFEST))["files"]
    return {"files": {**files, **{name: sha256(data).hexdigest() for name, data in more.items()}}}


def refusal(path: Path, target: Path, kind: type[CrosswalkError] = UnreadableFile) -> str:
    """What is said of a backup that is not restored; nothing is left of the attempt."""
    before = sorted(os.listdir(target.parent))
    with pytest.raises(kind) as caught:
        restore(str(path), str(target))
    assert sorted(os.listdir(target.parent)) == before
    return str(caught.value)


def test_what_is_restored_is_what_was_backed_up(folder: Path, packed: Path, tmp_path: Path):
    found = restore(str(packed), str(tmp_path / "new"))
    assert (found.files, found.change) == (3, 3)
    revisions, files = content(folder)
    del files["notes.txt"]
    assert content(tmp_path / "new") == (revisions, files)
    put(tmp_path / "new", "c", title="and it goes on")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600


def test_a_backup_of_what_was_restored_restores_the_same(packed: Path, tmp_path: Path):
    restore(str(packed), str(tmp_path / "new"))
    back(tmp_path / "new", tmp_path / "again.zip")
    restore(str(tmp_path / "again.zip"), str(tmp_path / "newer"))
    assert content(tmp_path / "newer") == content(tmp_path / "new")


def test_a_backup_takes_the_place_of_the_last_as_a_whole(folder: Path, packed: Path, monkeypatch: pytest.MonkeyPatch):
    before = packed.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(WorkspaceFault, match=r"cannot be written .No space left on device.; choose another place"):
            back(folder, packed)
    assert packed.read_bytes() == before and os.listdir(packed.parent) == [packed.name]
    put(folder, "c")
    assert back(folder, packed).change == 4


def test_a_backup_says_of_which_change_it_is_though_others_write_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    kept = backup._kept

    def meanwhile(found: str) -> Any:
        put(folder, "late")
        return kept(found)

    monkeypatch.setattr(backup, "_kept", meanwhile)
    assert back(folder, tmp_path / "backup.zip").change == 3
    assert restore(str(tmp_path / "backup.zip"), str(tmp_path / "new")).change == 3


def test_a_folder_in_use_is_left_alone_unless_it_is_put_aside(folder: Path, packed: Path, tmp_path: Path):
    put(folder, "late")
    assert "holds a workspace already" in refusal(packed, folder, InputError)
    full = content(folder)
    restore(str(packed), str(folder), replace=True)
    assert len(content(folder)[0]) == 3
    (aside,) = tmp_path.glob("workspace.before-restore-*")
    assert content(aside) == full


def test_a_folder_with_other_files_is_never_put_aside_unasked(packed: Path, tmp_path: Path):
    (tmp_path / "documents").mkdir()
    assert restore(str(packed), str(tmp_path / "documents")).files == 3  # an empty one may be filled
    shutil.rmtree(tmp_path / "documents")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "thesis.odt").write_text("years of work")
    assert "holds other files already" in refusal(packed, tmp_path / "documents", InputError)


def test_what_was_put_aside_is_put_back_where_the_last_step_fails(
    folder: Path, packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rename, before = os.rename, content(folder)

    def refuse(source: str, target: str) -> None:
        if ".restoring-" in str(source):
            raise OSError(13, "Permission denied")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(WorkspaceFault, match=r"cannot be written .Permission denied"):
        restore(str(packed), str(folder), replace=True)
    assert content(folder) == before and not list(tmp_path.glob("*.before-restore-*"))


def test_a_member_that_was_changed_or_is_missing_is_refused(packed: Path, tmp_path: Path):
    new = tmp_path / "new"
    name = next(n for n in zipfile.ZipFile(packed).namelist() if n.startswith("attachments/"))
    assert f"{name} in " in refusal(repacked(packed, {name: b"another plan"}), new)
    assert f"lacks {name}" in refusal(repacked(packed, {name: None}), new)
    assert "is not what was backed up" in refusal(repacked(packed, {FILE: b"SQLite format 3\x00" + b"x" * 5000}), new)
    assert "no sound list of its files" in refusal(repacked(packed, {MANIFEST: None}), new)


def test_a_member_that_no_list_names_is_never_unpacked(packed: Path, tmp_path: Path):
    path = repacked(packed, {"extra.exe": b"x", "../outside": b"x", "attachments/../../up": b"x", "/root": b"x"})
    restore(str(path), str(tmp_path / "new"))
    names = {p.relative_to(tmp_path / "new").parts[0] for p in (tmp_path / "new").rglob("*")}
    assert names == {FILE, "attachments", "overlay"}
    assert not (tmp_path / "outside").exists() and not (tmp_path / "up").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "/etc/passwd", "attachments/../../outside", "extra.txt", f"{FILE}-wal", f"{FILE}\n",
        "attachments/ab/short", "overlay/../x.overlay.ttl", "overlay/a/b.overlay.ttl", "..\\outside", "C:\\x",
    ],
)  # fmt: skip
def test_a_name_that_is_none_of_a_workspace_is_refused(packed: Path, tmp_path: Path, name: str):
    path = repacked(packed, {name: b"x"}, listed(packed, **{name: b"x"}))
    assert "is none of a workspace; it is not read" in refusal(path, tmp_path / "new").replace("\\n", "")


@pytest.mark.parametrize(
    "manifest",
    [
        {"files": []}, {"files": {}}, {"change": "many"}, {"change": -1}, {"change": float("inf")}, {"change": None},
        {"files": {FILE: 7}},
    ],
)  # fmt: skip
def test_a_list_of_files_that_is_none_is_refused(packed: Path, tmp_path: Path, manifest: dict[str, Any]):
    assert refusal(repacked(packed, {}, manifest), tmp_path / "new")


@pytest.mark.parametrize("text", [b"", b"[]", b"[" * 200_000, b"\xff\xfe", b'{"files": ', b"null"])
def test_a_list_of_files_that_does_not_parse_is_refused(packed: Path, tmp_path: Path, text: bytes):
    assert "no sound list of its files" in refusal(repacked(packed, {MANIFEST: text}), tmp_path / "new")


def test_a_backup_that_would_fill_the_disk_is_refused_by_what_it_declares(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bomb = bytearray(repacked(packed, {}).read_bytes())
    entry = bomb.index(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = (0xFFFFFFF0).to_bytes(4, "little")  # the unpacked size of the first member
    path = tmp_path / "bomb.zip"
    path.write_bytes(bomb)
    monkeypatch.setattr(backup, "_UNPACKED", 1024**3)
    assert "unpacks to more than a backup may" in refusal(path, tmp_path / "new")
    monkeypatch.setattr(backup, "_FILES", 2)
    assert "unpacks to more than a backup may" in refusal(packed, tmp_path / "new")


def test_a_file_that_is_no_backup_is_refused(packed: Path, tmp_path: Path):
    (tmp_path / "text.zip").write_text("no ZIP at all")
    assert "is no ZIP file that can be read" in refusal(tmp_path / "text.zip", tmp_path / "new")
    assert "cannot be read (No such file" in refusal(tmp_path / "gone.zip", tmp_path / "new")
    assert "cannot be read (Is a directory" in refusal(packed.parent, tmp_path / "new")
    (tmp_path / "half.zip").write_bytes(packed.read_bytes()[:-200])
    assert "is no ZIP file" in refusal(tmp_path / "half.zip", tmp_path / "new")


def test_a_backup_with_bytes_turned_over_is_refused_or_the_same(folder: Path, packed: Path, tmp_path: Path):
    sound, chance = packed.read_bytes(), random.Random(7)
    revisions = content(folder)[0]
    for _ in range(200):
        broken = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            broken[chance.choice((chance.randrange(len(broken)), -chance.randint(1, 600)))] = chance.randrange(256)
        (tmp_path / "broken.zip").write_bytes(broken)
        try:
            restore(str(tmp_path / "broken.zip"), str(tmp_path / "new"))
        except CrosswalkError as error:
            assert isinstance(error, UnreadableFile), error
            continue
        assert content(tmp_path / "new")[0] == revisions
        shutil.rmtree(tmp_path / "new")


def test_a_database_in_it_that_is_none_of_ours_is_refused(packed: Path, tmp_path: Path):
    data = b"Dear colleagues"
    path = repacked(packed, {FILE: data}, listed(packed, **{FILE: data}))
    said = refusal(path, tmp_path / "new")
    assert "cannot be restored" in said and ".restoring-" not in said


def test_a_backup_whose_records_are_not_their_revisions_is_refused(folder: Path, tmp_path: Path):
    database = Database(str(folder))
    database._connection().execute("UPDATE record SET body = '{}'")
    database.close()
    back(folder, tmp_path / "backup.zip")
    assert "holds a damaged database (evidence a is not" in refusal(tmp_path / "backup.zip", tmp_path / "new")


def test_a_backup_of_another_version_is_refused_or_migrated(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as newer:
        newer.setattr(layout, "FORMAT", 2)
        step = {1: lambda connection: connection.execute("UPDATE change SET reason = 'migrated'")}
        newer.setattr(layout, "MIGRATIONS", step)
        restore(str(packed), str(tmp_path / "migrated"))
        assert Database(str(tmp_path / "migrated")).changes()[0].reason == "migrated"
        back(tmp_path / "migrated", tmp_path / "newer.zip")
    assert "newer version of this program" in refusal(tmp_path / "newer.zip", tmp_path / "new")
