"""Fixtures of the whole suite: a cache folder of its own, and (from `browser`) a real browser before the viewer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, viewer, visit
from hypothesis import settings

__all__ = ["chromium", "viewer", "visit"]

# No test asserts how long something takes: a busy machine is no failure.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nobody's own workspace has a say in what the tests see."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CROSSWALK_WORKSPACE", str(tmp_path_factory.mktemp("workspace")))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The stores of this run lie in a folder that goes with it, unless CROSSWALK_CACHE names another."""
    before = os.environ.get("CROSSWALK_CACHE")
    folder = before or str(tmp_path_factory.mktemp("cache"))
    os.environ["CROSSWALK_CACHE"] = folder
    yield folder
    if before is None:
        del os.environ["CROSSWALK_CACHE"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with a workspace of its own, for somebody whose initials are AB."""
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path / "ws"))
    monkeypatch.setenv("CROSSWALK_USER", "AB")
    monkeypatch.chdir(tmp_path)
    return tmp_path
