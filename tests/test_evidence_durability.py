"""A process that dies in the middle of writing loses nothing it had acknowledged, and leaves nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dying_writers import ROOT, killed, wrong_after
from evidence_world import opened

from crosswalk.errors import EditConflict

KILLS = 4


@pytest.mark.parametrize("way", ["forms", "sheets"])
def test_a_kill_in_the_middle_of_writing_loses_nothing_and_leaves_nothing_half_written(
    way: str, tmp_path: Path
) -> None:
    """Some kills here; ``benchmarks/durability.py`` makes a hundred."""
    acknowledged = 0
    for seed in range(KILLS):
        folder = str(tmp_path / str(seed))
        said = killed(way, folder, seed)
        acknowledged += len(said)
        assert wrong_after(way, folder, said) == []
    assert acknowledged > 0


def crosswalk(folder: Path, *words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}\nimport sys\nfrom crosswalk.cli.main import run\nsys.argv[1:] = {list(words)!r}\nrun()"
    env = {**os.environ, "CROSSWALK_WORKSPACE": str(folder), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of the size of files; run it elsewhere.")
def test_a_full_disk_is_told_in_a_sentence_and_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    desk = opened(tmp_path).workspace
    desk.add("evidence", {"title": "Before", "type": "policy"}, "AB", "before")
    desk.database.close()
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"
    words = ("evidence", "add", "--title", "Too much", "--type", "policy", "--note", "n" * 19_000)
    codes = []
    for _ in range(8):  # until the write-ahead log has no room left
        done = crosswalk(tmp_path, *words, before=limit)
        codes.append(done.returncode)
        if done.returncode:
            break
    assert codes[-1] == 3
    assert "could not be written: the disk or the limit for files is full" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    again = opened(tmp_path).workspace
    assert again.database.check() == []
    assert len(again.records("evidence")) == len(codes)
    assert crosswalk(tmp_path, *words).returncode == 0


def test_two_processes_that_write_at_once_lose_no_record(tmp_path: Path) -> None:
    opened(tmp_path).workspace.database.close()
    code = (
        "import sys\nfrom crosswalk import open_graph\ndesk = open_graph().workspace\n"
        "for n in range(40):\n    desk.add('evidence', {'title': f'{sys.argv[1]} {n}', 'type': 'policy'}, sys.argv[1])"
    )
    env = {**os.environ, "CROSSWALK_WORKSPACE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([sys.executable, "-c", code, name], env=env) for name in ("AB", "CD", "EF")]
    assert [process.wait() for process in both] == [0, 0, 0]
    titles = {one.body["title"] for one in opened(tmp_path).workspace.records("evidence")}
    assert titles == {f"{name} {n}" for name in ("AB", "CD", "EF") for n in range(40)}


def test_a_command_and_a_visit_that_change_one_record_are_told_of_each_other(tmp_path: Path) -> None:
    desk = opened(tmp_path).workspace
    desk.add("evidence", {"title": "Plan", "type": "policy"}, "AB", "plan")
    assert crosswalk(tmp_path, "evidence", "edit", "plan", "--owner", "CD", "--who", "CD").returncode == 0
    with pytest.raises(EditConflict, match=r"CD changed owner of the evidence plan"):
        desk.edit("evidence", "plan", 1, {"note": "Mine"}, "AB")
    late = crosswalk(tmp_path, "evidence", "edit", "plan", "--note", "Late", "--revision", "1")
    assert late.returncode == 2 and "CD changed owner" in late.stderr
