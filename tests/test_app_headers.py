"""``crosswalk app`` sends the headers of safety with every kind of answer, and its pages do all they do under them."""

from __future__ import annotations

import csv
import http.client
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from browser import ROOT, Visit, chromium, free_port, serving  # noqa: F401 — a fixture
from evidence_world import filled

from crosswalk.web.security_headers import HEADERS

COMMAND = (sys.executable, "-c", "from crosswalk.cli.main import run; run()", "app", "--no-browser")


class Viewer(NamedTuple):
    """A viewer of one person, and the folder of their records."""

    port: int
    folder: str


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    """``crosswalk app`` over a workspace with records."""
    folder, port = filled(tmp_path_factory.mktemp("own") / "register").workspace.folder, free_port()
    command = [*COMMAND, "--port", str(port), "--workspace", folder]
    with serving(command, port, ROOT, {"CROSSWALK_USER": "AB"}):
        yield Viewer(port, folder)


def answered(port: int, method: str, path: str, host: str = "") -> tuple[int, dict[str, list[str]], str]:
    """The status of an answer, its headers by their names in lower case, and its text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, headers={"Host": host} if host else {})
        found = connection.getresponse()
        headers: dict[str, list[str]] = {}
        for name, value in found.getheaders():
            headers.setdefault(name.lower(), []).append(value)
        return found.status, headers, found.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("method", "path", "host"),
    [
        ("GET", "/", ""),
        ("HEAD", "/", ""),
        ("GET", "/standard?id=ais-psi:3.4", ""),
        ("GET", "/nowhere/at/all.js", ""),
        ("GET", "/static/no-such-file.js", ""),
        ("GET", "/_stcore/health", ""),
        ("GET", "/_stcore/host-config", ""),
        ("GET", "/_stcore/stream", ""),
        ("GET", "/media/nothing.csv", ""),
        ("GET", "/component/nothing/index.html", ""),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", ""),
        ("GET", "//elsewhere.example/", ""),
        ("PUT", "/_stcore/upload_file/a/b", ""),
        ("OPTIONS", "/", ""),
        ("POST", "/", ""),
        ("GET", "/", "elsewhere.example"),
    ],
)
def test_every_kind_of_answer_has_the_headers_of_safety(viewer: Viewer, method: str, path: str, host: str) -> None:
    status, headers, _ = answered(viewer.port, method, path, host)
    assert {name: headers.get(name.lower()) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}
    assert 200 <= status < 500


def test_what_a_page_loads_has_them_too(viewer: Viewer) -> None:
    page = answered(viewer.port, "GET", "/")[2]
    loaded = re.findall(r'(?:src|href)="\./(static/[^"]+)"', page)
    assert any(name.endswith(".js") for name in loaded)
    for name in loaded:
        status, headers, _ = answered(viewer.port, "GET", f"/{name}")
        assert (status, headers["content-security-policy"]) == (200, [HEADERS["Content-Security-Policy"]])


@pytest.mark.browser
def test_every_page_works_under_the_policy(chromium: Any, viewer: Viewer, tmp_path: Path) -> None:  # noqa: F811
    window = Visit(chromium, f"http://127.0.0.1:{viewer.port}/")
    for address in (
        "",
        "standard?id=ais-psi:3.4",
        "crosswalk?from=ais-psi&to=ib-psp-2014&view=beside&a=ais-psi:3.4",
        "graph?id=ais-psi:3.4",
        "query?" + urlencode({"q": "SELECT ?s { ?s a xw:Framework }"}),
        "evidence",
        "growth",
        "report",
    ):
        window.open(address)
    upload(window, tmp_path)
    window.context.close()
    assert (window.wrong, window.hosts()) == ([], {"127.0.0.1"})


def upload(window: Visit, folder: Path) -> None:
    """Take the template for evidence home, and hand it in again with a row in it."""
    window.open("evidence?view=import")
    with window.page.expect_download() as taken:
        window.page.get_by_role("button", name="Template (CSV)").click()
    headings = next(csv.reader(io.StringIO(Path(taken.value.path()).read_text("utf-8-sig"))))
    row = {"title": "From a sheet", "type": "policy-3", "supports": "ib-psp-2014:C3.4"}
    sheet = folder / "mine.csv"
    sheet.write_text("\n".join([",".join(headings), ",".join(row.get(name, "") for name in headings)]) + "\n", "utf-8")
    window.page.locator("input[type=file]").set_input_files(sheet)
    window.page.wait_for_selector("text=1 new, 0 changed, 0 unchanged")
    window.settle()
