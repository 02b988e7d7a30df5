"""The store of a workspace: what was acknowledged is there, whole, with its history, whoever wrote at the same time."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.errors import EditConflict, WorkspaceFault
from crosswalk.evidence import database
from crosswalk.evidence.database import FILE, Database, Write

AT = "2026-01-01T00:00:00Z"


def put(store: Database, id_: str, expected: int, **body: object) -> int:
    return store.commit([Write("evidence", id_, body, expected)], AT, "AB", "wrote").number


def test_a_record_is_read_back_with_its_revision_and_its_change(tmp_path: Path) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, title="One ä")
    put(store, "a", 1, title="Two")
    stored = Database(str(tmp_path)).get("evidence", "a")
    assert stored is not None and (stored.number, stored.change, stored.body) == (2, 2, {"title": "Two"})
    first, second = store.revisions("evidence", "a")
    assert (first.before, first.after, second.before) == (None, {"title": "One ä"}, {"title": "One ä"})
    assert store.get("evidence", "b") is None and store.last() == 2


def test_all_of_a_change_is_written_or_nothing(tmp_path: Path) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, title="One")
    with pytest.raises(EditConflict, match=r"The identifier a is taken"):
        store.commit([Write("evidence", "b", {}, 0), Write("evidence", "a", {}, 0)], AT, "AB", "wrote")
    assert store.get("evidence", "b") is None and store.last() == 1


def test_whoever_writes_second_over_the_same_record_is_told_what_changed(tmp_path: Path) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, title="One", owner="X")
    put(store, "a", 1, title="Two", owner="X")
    with pytest.raises(EditConflict, match=r"AB changed title of the evidence a on 2026-01-01T00:00:00Z") as told:
        put(store, "a", 1, title="Three")
    assert told.value.fields == ("title",)
    with pytest.raises(EditConflict, match=r"There is no record evidence z to change"):
        put(store, "z", 4, title="Three")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 99), st.booleans()), max_size=20))
def test_any_sequence_of_writes_is_kept_as_a_plain_list_would_keep_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, bool]]
) -> None:
    folder = str(tmp_path_factory.mktemp("store"))
    store, model = Database(folder), {}
    for id_, value, reopen in steps:
        put(store, id_, len(model.get(id_, [])), value=value)
        model.setdefault(id_, []).append({"value": value})
        if reopen:
            store.close()
            store = Database(folder)
    assert {one.id: one.body for one in store.since(0)} == {id_: bodies[-1] for id_, bodies in model.items()}
    for id_, bodies in model.items():
        assert [revision.after for revision in store.revisions("evidence", id_)] == bodies
    assert store.last() == len(steps) and store.check() == []
    store.close()


def test_threads_that_write_at_once_lose_no_update(tmp_path: Path) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, **{str(n): 0 for n in range(8)})

    def work(number: int) -> None:
        for value in range(1, 6):
            while True:
                stored = store.get("evidence", "a")
                assert stored is not None
                try:
                    put(store, "a", stored.number, **{**stored.body, str(number): value})
                    break
                except EditConflict:
                    continue
        store.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = store.get("evidence", "a")
    assert stored is not None and stored.number == 41 and set(stored.body.values()) == {5}


def test_a_newer_layout_is_refused_and_left_alone(tmp_path: Path) -> None:
    Database(str(tmp_path)).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(f"PRAGMA user_version = {database.FORMAT + 1}")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(WorkspaceFault, match=r"written by a newer version .* install the newer version"):
        Database(str(tmp_path))
    assert (tmp_path / FILE).read_bytes() == before


def test_an_older_layout_is_copied_aside_and_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, title="One")
    store.close()
    monkeypatch.setattr(database, "FORMAT", 2)
    monkeypatch.setitem(database.MIGRATIONS, 1, lambda c: c.execute("ALTER TABLE change ADD COLUMN place TEXT"))
    migrated = Database(str(tmp_path))
    assert migrated.get("evidence", "a") is not None
    columns = [row[1] for row in migrated._read("PRAGMA table_info(change)")]
    assert columns[-1] == "place" and migrated._read("PRAGMA user_version") == [(2,)]
    aside = sqlite3.connect(tmp_path / f"{FILE}.layout-1.backup")
    assert aside.execute("PRAGMA user_version").fetchone() == (1,)
    assert aside.execute("SELECT count(*) FROM record").fetchone() == (1,)
    aside.close()
    migrated.close()


def test_a_migration_that_fails_leaves_the_older_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Database(str(tmp_path))
    put(store, "a", 0, title="One")
    store.close()
    monkeypatch.setattr(database, "FORMAT", 2)
    monkeypatch.setitem(database.MIGRATIONS, 1, lambda c: c.execute("ALTER TABLE nowhere ADD COLUMN place TEXT"))
    with pytest.raises(WorkspaceFault, match=r"no such table"):
        Database(str(tmp_path))
    monkeypatch.undo()
    again = Database(str(tmp_path))
    assert again.get("evidence", "a") is not None
    again.close()


def test_what_is_no_workspace_is_told_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    for number, content in enumerate(
        (b"just some text, long enough to be no header", b"SQLite format 3\x00" + b"x" * 200)
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / FILE).write_bytes(content)
        with pytest.raises(WorkspaceFault, match=r"is damaged or no workspace .* restore a backup"):
            Database(str(folder))
        assert (folder / FILE).read_bytes() == content
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("CREATE TABLE songs (title TEXT)")
    other.commit()
    other.close()
    with pytest.raises(WorkspaceFault, match=r"is a database of another program"):
        Database(str(tmp_path))
    (tmp_path / "file").write_text("a file")
    with pytest.raises(WorkspaceFault):
        Database(str(tmp_path / "file" / "inside"))


def test_a_store_that_stays_locked_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    store = Database(str(tmp_path))
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorkspaceFault, match=r"is being written by another process"):
        put(store, "a", 0, title="One")
    other.execute("ROLLBACK")
    other.close()
    assert put(store, "a", 0, title="One") == 1
