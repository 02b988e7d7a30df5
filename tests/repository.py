"""The repository as the tests read it: its root, the files under version control, and their words."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def tracked() -> tuple[str, ...]:
    """The files under version control, as paths relative to the root; without git, every file of the known folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())
    folders = ("crosswalk", "data", "ontology", "queries", "tests", "benchmarks", "docs", ".ci", ".streamlit")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    return tuple(sorted(str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts))


@cache
def content(name: str) -> str:
    """The text of a tracked file; empty for a binary one."""
    data = (ROOT / name).read_bytes()
    return "" if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")


def modules() -> dict[str, Path]:
    """The Python modules of the package and ``app.py``, by dotted name, whether or not they are tracked yet."""
    found: dict[str, Path] = {}
    for path in sorted((ROOT / "crosswalk").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    if (ROOT / "app.py").is_file():
        found["app"] = ROOT / "app.py"
    return found


def words(text: str) -> list[str]:
    """The words of a text in lower case; everything that is neither letter nor digit separates them."""
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of that many successive words."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}
