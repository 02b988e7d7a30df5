"""Data of somebody's own in the viewer, as CROSSWALK_DATA adds it, for the time of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crosswalk.viewer import shared


@contextmanager
def viewing_too(turtle: str, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The viewer with what ships and this Turtle, which stands in `folder` meanwhile."""
    path = folder / "demo.ttl"
    path.write_text(turtle, encoding="utf-8")
    patch.setenv("CROSSWALK_DATA", str(path))
    shared.graph.clear()
    yield
    shared.graph.clear()
