"""A folder that a process holds is not pruned; the lock goes with the process, however it ends."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from repository import ROOT

from crosswalk.graph.dataset import dataset
from crosswalk.graph.holding import held, hold
from crosswalk.graph.store import EmbeddedStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock, and removes no open file.")


def test_a_folder_is_held_until_the_last_lets_it_go(tmp_path: Path) -> None:
    assert not held(str(tmp_path))
    first, second = hold(str(tmp_path)), hold(str(tmp_path))
    assert first is not None
    assert second is not None
    first()
    assert held(str(tmp_path))
    second()
    assert not held(str(tmp_path))


def test_a_folder_that_is_not_there_is_neither_held_nor_to_be_held(tmp_path: Path) -> None:
    assert hold(str(tmp_path / "none")) is None
    assert not held(str(tmp_path / "none"))


def test_what_another_process_holds_is_free_once_that_is_killed(tmp_path: Path) -> None:
    code = "import sys, time; from crosswalk.graph import holding; holding.hold(sys.argv[1]); print(1, flush=True)"
    code += "; time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        assert held(str(tmp_path))
        other.kill()
    end = time.monotonic() + 30
    while held(str(tmp_path)):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_store_of_the_cache_is_held_as_long_as_it_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_CACHE", str(tmp_path))
    store = EmbeddedStore(dataset())
    assert store.location is not None
    location = store.location
    assert held(location)
    del store
    assert not held(location)
