"""Kills, full disks and crowds: what was acknowledged is there, whole, and the workspace opens again without help."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from repository import ROOT

from crosswalk.errors import EditConflict
from crosswalk.evidence.database import Database
from crosswalk.evidence.vocabulary import Vocabulary
from crosswalk.evidence.workspace import Workspace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills and limits of files are those of POSIX")

#: As many saves and as many imports are killed here; ``benchmarks/durability.py`` kills a hundred of each.
KILLS = 6


@pytest.fixture(scope="module")
def durability() -> Iterator[ModuleType]:
    """The script whose processes are killed."""
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("durability", ROOT / "benchmarks" / "durability.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    patch.undo()


@pytest.fixture(scope="module")
def vocabulary(durability: ModuleType) -> Vocabulary:
    return durability.known()


def python(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    """A process of this Python that imports this very package."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CROSSWALK_USER": "ab"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, *arguments], env=environment, **pipes, **options)


@pytest.mark.parametrize("load", ["saves", "imports"])
def test_a_kill_in_the_middle_of_a_write_loses_nothing_that_was_acknowledged(
    durability: ModuleType, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch, load: str
):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    found = durability.kills(load, KILLS, vocabulary)
    assert found.kills == KILLS and found.acknowledged > 0
    assert (found.lost, found.half, found.damaged) == (0, 0, 0)


def test_the_examination_after_a_kill_finds_what_is_lost_or_half_written(
    durability: ModuleType, vocabulary: Vocabulary, tmp_path: Path
):
    with durability.opened(str(tmp_path), vocabulary) as workspace:
        step = durability.save(workspace, "run")
        said = [[word, *map(str, next(step))] for word in ("writing", "written", "writing")]
        assert durability.examine("saves", workspace, said)[1:] == (1, 0, 0, 0, 0)
        connection = workspace.database._connection()
        connection.execute("UPDATE revision SET body = replace(body, 'Title of run', 'Title of ru')")
        assert durability.examine("saves", workspace, said)[1:] == (1, 0, 0, 1, 1)
        connection.execute("DELETE FROM revision WHERE id = 'run-1'")
        assert durability.examine("saves", workspace, said)[1:] == (1, 0, 1, 0, 1)


def limited(size: int) -> Any:
    """What sets the limit of files in a process before it begins; writing past it fails, as on a full disk."""
    import resource
    import signal

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def add(folder: Path, *arguments: str, **options: Any) -> tuple[int, str, str]:
    """Run ``crosswalk evidence add``; its exit code and what it said."""
    command = "from crosswalk.cli.main import run; run()"
    fixed = ("evidence", "add", "--workspace", str(folder), "--type", "policy-2", *arguments)
    with python("-c", command, *fixed, **options) as process:
        said, errors = process.communicate()
    return process.returncode, said, errors


@pytest.mark.parametrize("size", [8_192, 45_000, 70_000])
def test_a_limit_for_files_hit_in_mid_write_is_one_sentence_and_leaves_the_store_intact(
    vocabulary: Vocabulary, tmp_path: Path, size: int
):
    folder = tmp_path / "workspace"
    with closing(Workspace(str(folder), vocabulary).database) as database:
        Workspace(str(folder), vocabulary).add("evidence", {"title": "one", "type": "policy-2"}, "ab", "a")
        before = list(database.revisions())
    note = ("--title", "two", "--id", "b", "--note", "words " * 3_300)
    code, said, errors = add(folder, *note, preexec_fn=limited(size))
    assert (code, said) == (3, ""), errors
    assert len(errors.strip().splitlines()) == 1 and "workspace.sqlite3 could not be written" in errors
    assert "make room" in errors and "Traceback" not in errors
    with closing(Database(str(folder))) as database:
        assert list(database.revisions()) == before and database.check() == []
    code, said, errors = add(folder, *note)
    assert (code, errors) == (0, "") and said.startswith("Added b two")


def test_an_attachment_larger_than_the_limit_leaves_nothing_behind(vocabulary: Vocabulary, tmp_path: Path):
    folder = tmp_path / "workspace"
    Workspace(str(folder), vocabulary).database.close()
    (tmp_path / "large.pdf").write_bytes(b"x" * 300_000)
    code, said, errors = add(
        folder, "--title", "x", "--attach", str(tmp_path / "large.pdf"), preexec_fn=limited(200_000)
    )
    assert (code, said) == (3, "") and "cannot be written (File too large); make room" in errors
    assert [name for _, _, names in os.walk(folder) for name in names] == ["workspace.sqlite3"]


OPENING = """
import sys
from crosswalk.evidence.database import Database, Write
print("ready", flush=True)
sys.stdin.readline()
database = Database(sys.argv[1])
database.commit([Write("evidence", sys.argv[2], {}, 0)], "2026-03-31T12:00:00+00:00", "ab", "added")
"""


def test_processes_that_open_an_empty_folder_at_once_lay_it_out_once(tmp_path: Path):
    for attempt in range(3):
        folder = tmp_path / f"workspace-{attempt}"
        processes = [python("-c", OPENING, str(folder), str(number)) for number in range(8)]
        for process in processes:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate()[1] for process in processes] == [""] * 8
        with closing(Database(str(folder))) as database:
            assert len(database.since(0)) == 8 == database.last() and database.check() == []


EDITING = """
import sys
from crosswalk.errors import EditConflict
from crosswalk.evidence.database import Database, Write
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[3])):
    while True:
        stored = database.get("evidence", "a")
        body = {**stored.body, "participants": stored.body["participants"] + 1}
        body[sys.argv[2]] = body.get(sys.argv[2], 0) + 1
        try:
            database.commit([Write("evidence", "a", body, stored.number)], "2026-03-31T12:00:00+00:00", sys.argv[2], "")
            break
        except EditConflict:
            pass
"""


def test_eight_sessions_that_edit_one_record_lose_no_update(tmp_path: Path):
    times, names = 15, [f"session{number}" for number in range(8)]
    with closing(Database(str(tmp_path))) as database:
        from crosswalk.evidence.database import Write

        first = Write("evidence", "a", {"participants": 0}, 0)
        database.commit([first], "2026-03-31T12:00:00+00:00", "ab", "added")
        processes = [python("-c", EDITING, str(tmp_path), name, str(times)) for name in names]
        for process in processes:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate()[1] for process in processes] == [""] * 8
        stored = database.get("evidence", "a")
        assert stored is not None
        assert stored.body == {"participants": 8 * times, **dict.fromkeys(names, times)}
        assert stored.number == 8 * times + 1 and database.check() == []
        assert {r.change.who for r in database.revisions("evidence", "a")} == {"ab", *names}


FIELDS = ("note", "owner", "need", "follow_up", "evaluation", "link", "title", "hours")


def test_eight_threads_that_edit_fields_of_one_record_lose_no_update(vocabulary: Vocabulary, tmp_path: Path):
    workspace = Workspace(str(tmp_path), vocabulary)
    workspace.add("evidence", {"title": "0", "type": "programme-1", "participants": 0}, "ab", "a")
    failures: list[BaseException] = []

    def edit(field: str) -> None:
        try:
            for number in range(1, 11):
                value = f"https://example.org/{number}" if field == "link" else str(number)
                while True:
                    stored = workspace.get("evidence", "a")
                    given = {field: value, "participants": stored.body["participants"] + 1}
                    try:
                        workspace.edit("evidence", "a", stored.number, given, field)
                        break
                    except EditConflict as error:
                        assert "participants" in error.fields and field not in error.fields
        except BaseException as error:
            failures.append(error)
        finally:
            workspace.database.close()

    threads = [threading.Thread(target=edit, args=(field,)) for field in FIELDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    body = workspace.get("evidence", "a").body
    assert body["participants"] == 80 and (body["note"], body["hours"]) == ("10", 10)
    assert len(workspace.history("evidence", "a")) == 81 and body["link"] == "https://example.org/10"
    workspace.database.close()


def test_without_reading_again_the_second_is_told_what_the_first_changed(vocabulary: Vocabulary, tmp_path: Path):
    first, second = (Workspace(str(tmp_path), vocabulary) for _ in range(2))
    first.add("evidence", {"title": "x", "type": "policy-2"}, "first", "a")
    read = second.get("evidence", "a")
    first.edit("evidence", "a", 1, {"note": "n", "owner": "o"}, "first")
    with pytest.raises(EditConflict, match=r"^first changed note, owner of the evidence a") as caught:
        second.edit("evidence", "a", read.number, {"title": "y"}, "second")
    assert caught.value.fields == ("note", "owner")
    assert second.get("evidence", "a").body["title"] == "x"
    first.database.close()
    second.database.close()
