"""The store keeps every revision, writes a change whole or not at all, and says in a sentence what it cannot use."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crosswalk.errors import EditConflict, WorkspaceFault
from crosswalk.evidence import database as layout
from crosswalk.evidence.database import FILE, Change, Database, Write

NOON = "2026-03-31T12:00:00.000+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "workspace")


@pytest.fixture
def database(folder: str) -> Iterator[Database]:
    opened = Database(folder)
    yield opened
    opened.close()


def put(database: Database, *writes: Write, who: str = "ab") -> Change:
    return database.commit(writes, NOON, who, "changed evidence", "because")


def write(id_: str, expected: int = 0, **body: object) -> Write:
    return Write("evidence", id_, body, expected)


def raw(folder: str) -> sqlite3.Connection:
    """The database as any other program would open it."""
    os.makedirs(folder, exist_ok=True)
    return sqlite3.connect(os.path.join(folder, FILE), isolation_level=None)


def refusal(folder: str) -> str:
    with pytest.raises(WorkspaceFault) as caught:
        Database(folder)
    return str(caught.value)


def test_what_is_written_is_in_the_log_and_flushed_at_each_change(database: Database):
    pragmas = {name: database._read(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_record_is_read_as_it_was_written_with_its_revision_and_change(database: Database):
    put(database, write("a", title="Ålesund", participants=3, confidential=True))
    change = put(database, write("a", 1, title="Ålesund 2"))
    stored = database.get("evidence", "a")
    assert stored == ("evidence", "a", 2, 2, {"title": "Ålesund 2"})
    assert change == (2, NOON, "ab", "changed evidence", "because")
    assert database.get("evidence", "b") is None and database.get("goal", "a") is None


def test_the_history_says_who_when_before_and_after(database: Database):
    put(database, write("a", title="one"))
    put(database, write("a", 1, title="two"), write("b", title="other"), who="cd")
    history = list(database.revisions("evidence", "a"))
    assert [(r.number, r.change.who, r.before, r.after) for r in history] == [
        (1, "ab", None, {"title": "one"}),
        (2, "cd", {"title": "one"}, {"title": "two"}),
    ]
    assert [r.id for r in database.of_change(2)] == ["a", "b"] and database.of_change(3) == []
    assert [r.id for r in database.revisions(since=1)] == ["a", "b"]
    assert [c.number for c in database.changes(1)] == [2]


def test_what_changed_since_is_told_in_order(database: Database):
    put(database, write("b", title="b"), write("a", title="a"))
    put(database, write("b", 1, title="B"))
    assert [stored.id for stored in database.since(0)] == ["a", "b"]
    assert [stored.body for stored in database.since(1)] == [{"title": "B"}]
    assert database.since(database.last()) == []


def test_the_second_of_two_who_change_a_record_is_told_what_the_first_changed(database: Database):
    put(database, write("a", title="one", owner="x", note="n"))
    put(database, write("a", 1, title="two", owner="x"), who="first")
    with pytest.raises(EditConflict, match=r"^first changed note, title of the evidence a on 2026-03-31") as caught:
        put(database, write("a", 1, title="one", owner="y", note="n"))
    assert caught.value.fields == ("note", "title")
    assert database.last() == 2


@pytest.mark.parametrize(
    ("writes", "told"),
    [
        ([write("a", 0, title="x")], "evidence a is there already; change that"),
        ([write("b", 3, title="x")], "There is no record evidence b to change"),
        ([write("b", 0), write("b", 0)], "written twice in one change"),
        ([write("b", 0), write("a", 7)], "changed"),
    ],
)
def test_a_change_with_one_write_that_cannot_be_writes_nothing(database: Database, writes: list[Write], told: str):
    put(database, write("a", title="one"))
    with pytest.raises(EditConflict, match=told):
        put(database, *writes)
    assert database.last() == 1 and [s.id for s in database.since(0)] == ["a"]
    assert put(database, write("b")).number == 2


def test_a_full_disk_is_a_sentence_and_leaves_everything_as_it_was(database: Database):
    put(database, write("a", title="one"))
    pages = database._read("PRAGMA page_count")[0][0]
    database._connection().execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WorkspaceFault, match=r"the disk or the limit for files is full. Nothing was changed"):
        put(database, write("a", 1, title="long " * 100_000))
    assert database.since(0)[0].body == {"title": "one"} and database.check() == []
    database._connection().execute("PRAGMA max_page_count = 1000000")
    assert put(database, write("a", 1, title="two")).number == 2


def test_a_file_that_may_only_be_read_is_a_sentence(database: Database):
    database._connection().execute("PRAGMA query_only = ON")
    with pytest.raises(WorkspaceFault, match="cannot be opened for writing; give a workspace folder that you may"):
        put(database, write("a"))


@pytest.mark.parametrize(
    ("number", "told"),
    [(13, "cannot be opened for writing"), (30, "cannot be opened for writing"), (28, "make room"), (5, "cannot be")],
)
def test_what_the_system_refuses_is_a_sentence(folder: str, monkeypatch: pytest.MonkeyPatch, number: int, told: str):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), folder)

    monkeypatch.setattr(os, "makedirs", refuse)
    assert told in refusal(folder) and "Errno" not in refusal(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may write anything needs no leave")
def test_a_folder_that_may_only_be_read_is_a_sentence(tmp_path: Path):
    tmp_path.chmod(0o500)
    try:
        assert "cannot be" in refusal(str(tmp_path)) and "workspace" in refusal(str(tmp_path / "new"))
    finally:
        tmp_path.chmod(0o700)


def test_another_process_that_writes_for_too_long_is_a_sentence(
    database: Database, folder: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(layout, "PATIENCE", 0.05)
    database.close()
    with closing(raw(folder)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceFault, match=r"is being written by another process for too long"):
            put(database, write("a"))
        assert database.last() == 0  # whoever reads need not wait
        other.execute("COMMIT")
    assert put(database, write("a")).number == 1


def test_a_text_file_in_its_place_is_refused_and_left_alone(folder: str):
    os.makedirs(folder)
    Path(folder, FILE).write_text("Dear colleagues,\n" * 100, encoding="utf-8")
    assert "is damaged or no workspace" in refusal(folder)
    assert Path(folder, FILE).read_text(encoding="utf-8").startswith("Dear colleagues")


@pytest.mark.parametrize(("application", "version"), [(0, 0), (0, 1), (7, 1), (7, 0), (0, 99)])
def test_a_database_of_another_program_is_refused_and_left_alone(folder: str, application: int, version: int):
    with closing(raw(folder)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
        other.execute(f"PRAGMA application_id = {application}")
        other.execute(f"PRAGMA user_version = {version}")
    before = Path(folder, FILE).read_bytes()
    assert "is a database of another program; name another workspace" in refusal(folder)
    assert Path(folder, FILE).read_bytes() == before and os.listdir(folder) == [FILE]


def test_a_folder_or_a_file_in_the_way_is_a_sentence(tmp_path: Path):
    (tmp_path / "w" / FILE).mkdir(parents=True)
    assert "cannot be opened" in refusal(str(tmp_path / "w"))
    (tmp_path / "file").write_text("")
    assert "cannot be used" in refusal(str(tmp_path / "file" / "below"))


def test_a_damaged_database_is_found_or_refused(database: Database, folder: str):
    put(database, *(write(f"e{number}", title="long " * 200) for number in range(200)))
    database.close()
    with open(os.path.join(folder, FILE), "r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096 * 40)
    try:
        found = Database(folder).check()
    except WorkspaceFault as error:
        found = [str(error)]
    assert found


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE record SET body = '{}'",
        "DELETE FROM record",
        "UPDATE record SET number = 1",
        "DELETE FROM revision WHERE number = 1",
        "DELETE FROM revision",
    ],
)
def test_a_record_that_is_not_its_last_revision_is_found(database: Database, folder: str, tampering: str):
    put(database, write("a", title="one"))
    put(database, write("a", 1, title="two"))
    assert database.check() == []
    with closing(raw(folder)) as other:
        other.execute(tampering)
    assert database.check() == ["evidence a is not the last of its revisions"]


def test_a_workspace_of_a_newer_version_is_refused_with_what_to_do(
    database: Database, folder: str, monkeypatch: pytest.MonkeyPatch
):
    put(database, write("a"))
    database.close()
    with closing(raw(folder)) as other:
        other.execute(f"PRAGMA user_version = {layout.FORMAT + 1}")
    assert f"layout {layout.FORMAT + 1}" in refusal(folder) and "install the newer version" in refusal(folder)
    monkeypatch.setattr(layout, "FORMAT", layout.FORMAT + 1)
    assert [stored.id for stored in Database(folder).since(0)] == ["a"]


def test_a_workspace_of_an_older_version_is_copied_then_migrated(
    database: Database, folder: str, monkeypatch: pytest.MonkeyPatch
):
    put(database, write("a", title="one"))
    database.close()
    monkeypatch.setattr(layout, "FORMAT", 3)
    steps = {
        1: lambda connection: connection.execute("UPDATE change SET reason = 'step 1'"),
        2: lambda connection: connection.execute("UPDATE change SET reason = reason || ', step 2'"),
    }
    monkeypatch.setattr(layout, "MIGRATIONS", steps)
    migrated = Database(folder)
    assert migrated.changes()[0].reason == "step 1, step 2" and migrated.check() == []
    assert put(migrated, write("a", 1, title="two")).number == 2
    migrated.close()
    with closing(sqlite3.connect(os.path.join(folder, f"{FILE}.layout-1.backup"))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT reason FROM change").fetchall() == [("because",)]
    monkeypatch.setattr(layout, "MIGRATIONS", {})  # done once, and never again
    assert Database(folder).last() == 2


@pytest.mark.parametrize("way", ["fails", "is missing"])
def test_a_migration_that_cannot_be_done_leaves_the_older_version(
    database: Database, folder: str, monkeypatch: pytest.MonkeyPatch, way: str
):
    put(database, write("a", title="one"))
    database.close()
    with monkeypatch.context() as newer:
        newer.setattr(layout, "FORMAT", 3)
        steps = {1: lambda connection: connection.execute("UPDATE change SET reason = 'half'")}
        steps |= {2: lambda connection: connection.execute("UPDATE gone SET x = 1")} if way == "fails" else {}
        newer.setattr(layout, "MIGRATIONS", steps)
        assert ("no such table" if way == "fails" else "the layout 2, of which nothing is known") in refusal(folder)
    assert Database(folder).changes()[0].reason == "because"


def test_a_database_put_in_its_place_is_read_and_written_from_then_on(database: Database, folder: str, tmp_path: Path):
    put(database, write("a", title="one"))
    copy = tmp_path / "other"
    copy.mkdir()
    database.copy_to(str(copy / FILE))
    put(database, write("a", 1, title="two"))
    before = database.identity()
    shutil.move(folder, tmp_path / "aside")
    shutil.move(copy, folder)
    assert database.get("evidence", "a").body == {"title": "one"} and database.identity() != before
    put(database, write("b"))
    assert [s.id for s in Database(folder).since(0)] == ["a", "b"]
    assert [s.id for s in Database(str(tmp_path / "aside")).since(0)] == ["a"]


def test_a_change_to_a_folder_that_was_deleted_is_never_acknowledged(database: Database, folder: str):
    put(database, write("a"))
    shutil.rmtree(folder)
    with pytest.raises(WorkspaceFault, match="is not there any more"):
        put(database, write("b"))
    assert not os.path.exists(folder)


def test_a_copy_is_whole_while_somebody_is_in_the_middle_of_a_change(database: Database, folder: str, tmp_path: Path):
    put(database, write("a", title="one"))
    with closing(raw(folder)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE record SET body = '{}'")
        os.makedirs(tmp_path / "copy")
        database.copy_to(str(tmp_path / "copy" / FILE))
        other.execute("ROLLBACK")
    copy = Database(str(tmp_path / "copy"))
    assert copy.since(0) == database.since(0) and copy.check() == []
