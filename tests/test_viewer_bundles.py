"""The committed bundles are what their sources and the lock file say, carry their licences, and ask nobody."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from crosswalk.viewer.bundles import BUILT, record, routes

FRONTEND = Path(BUILT).parent
LICENSES = (FRONTEND / "built" / "LICENSES.txt").read_text(encoding="utf-8")
LOCK = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_source_has_its_bundle_and_no_bundle_is_left_over():
    entries = {path.stem for path in (FRONTEND / "src").glob("*.js")}
    assert entries == set(record()) == {path.stem for path in (FRONTEND / "built").glob("*.js")}
    used = {path for bundle in record().values() for path in bundle["sources"]}
    assert used == {path.relative_to(FRONTEND).as_posix() for path in (FRONTEND / "src").rglob("*.js")}


@pytest.mark.parametrize("name", record())
def test_a_bundle_is_the_one_recorded_and_built_from_the_source_beside_it(name: str):
    how = "rebuild with `npm ci && npm run build` in crosswalk/viewer/frontend"
    assert record()[name]["sha256"] == sha256(FRONTEND / "built" / f"{name}.js"), how
    sources = {path: sha256(FRONTEND / path) for path in record()[name]["sources"]}
    assert record()[name]["sources"] == sources, how


@pytest.mark.parametrize("name", record())
def test_what_went_into_a_bundle_is_in_the_lock_file_and_under_a_licence_shipped_with_it(name: str):
    for package, version in record()[name]["packages"].items():
        locked = LOCK["packages"][f"node_modules/{package}"]
        assert (locked["version"], locked["license"]) == (version, "MIT")
        assert f"{package} {version} (MIT)\n" in LICENSES


def test_the_lock_file_names_no_registry():
    assert not re.search(r"https?://", re.sub(r'"(url|node)": ".*"', "", json.dumps(LOCK, indent=1)))


def answer_to(path: str) -> tuple[int, str]:
    """The status and media type of what the routes of the viewer answer."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asked = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(Starlette(routes=routes())(asked, receive, send))  # type: ignore[arg-type]
    return sent[0]["status"], dict(sent[0]["headers"])[b"content-type"].decode().partition(";")[0]


@pytest.mark.parametrize("name", record())
def test_the_viewer_serves_a_bundle(name: str):
    assert answer_to(f"/bundles/{name}.js") == (200, "text/javascript")


@pytest.mark.parametrize("path", ["/bundles/", "/bundles/../package.json", "/bundles//etc/passwd", "/bundles/no.js"])
def test_the_viewer_serves_nothing_outside_the_folder_of_the_bundles(path: str):
    assert answer_to(path)[0] == 404
