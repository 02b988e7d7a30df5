"""Linked data and dumps before the true server: asked by a program over HTTP, and by a person in a real browser."""

import gzip
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from browser import ROOT, Visit, free_port, serving

from crosswalk.graph import oxigraph
from crosswalk.terms import Iri
from crosswalk.vocabulary import BASE

COMMAND = "from crosswalk.cli.main import run; run()"


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of ``crosswalk serve`` in a process of its own."""
    port = free_port()
    with serving([sys.executable, "-c", COMMAND, "serve", "--port", str(port)], port, ROOT):
        yield f"http://127.0.0.1:{port}"


def fetch(address: str, **headers: str) -> tuple[int, bytes, HTTPMessage, str]:
    """Status, body, headers and last address of a request that follows where it is led."""
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), answer.headers, answer.url
    except HTTPError as error:
        return error.code, error.read(), error.headers, error.url


def test_an_identifier_leads_a_program_to_data_and_a_person_to_the_page(served: str) -> None:
    status, body, headers, url = fetch(f"{served}/id/ais-psi/3.4", Accept="text/turtle")
    assert (status, url) == (200, f"{served}/data/id/ais-psi/3.4.ttl")
    assert headers["x-content-type-options"] == "nosniff"
    assert Iri(f"{BASE}id/ais-psi/3.4") in {triple.subject for triple in oxigraph.parse(body, ".ttl")}
    status, body, headers, url = fetch(f"{served}/id/ais-psi/3.4", Accept="text/html")
    assert (status, url) == (200, f"{served}/standard?id=ais-psi:3.4")
    assert headers["content-type"].startswith("text/html") and b"<html" in body
    status, packed, headers, _ = fetch(f"{served}/data/id/ais-psi/3.4.nt", Accept_Encoding="gzip")
    assert status == 200 and headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == fetch(f"{served}/data/id/ais-psi/3.4.nt")[1]
    assert fetch(f"{served}/id/ais-psi/nobody")[0] == 404


def test_a_dump_of_the_true_server_has_the_bytes_that_its_digest_says(served: str) -> None:
    status, body, headers, url = fetch(f"{served}/dumps/latest/crosswalk.nq", Accept_Encoding="gzip")
    digest = sha256(body).hexdigest()
    assert status == 200 and "/latest/" not in url and headers["etag"] == f'"{digest}"'
    assert fetch(f"{url}.sha256")[1].decode() == f"{digest}  crosswalk.nq\n"
    status, part, headers, _ = fetch(url, Range="bytes=1000-1999", Accept_Encoding="gzip")
    assert (status, part) == (206, body[1000:2000])
    assert fetch(f"{served}/robots.txt")[1].startswith(b"User-agent: *")


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed: apt-get install curl.")
def test_curl_follows_identifiers_as_the_readme_says(served: str, tmp_path: Path) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("curl ") and "/sparql" not in line]
    assert len(lines) == 3
    for line in lines:
        made = line.replace("http://localhost:8501", served)
        answer = subprocess.run(["bash", "-c", made], cwd=tmp_path, capture_output=True, check=True, timeout=60)
        ending = ".ttl" if ".ttl" in line else ".jsonld"
        content = (tmp_path / "crosswalk.nq").read_bytes() if " -O " in line else answer.stdout
        triples = [t for t, _ in oxigraph.parse_quads(content, ".nq" if " -O " in line else ending)]
        assert Iri(f"{BASE}id/ais-psi/3.4") in {triple.subject for triple in triples}


@pytest.mark.browser
def test_a_person_who_opens_an_identifier_reads_the_page_of_it(chromium: Any, served: str) -> None:
    window = Visit(chromium, f"{served}/")
    window.open("id/ais-psi/3.4")
    assert window.address == "standard?id=ais-psi:3.4" and "3.4" in window.title
    assert window.hosts() == {"127.0.0.1"} and window.wrong == []
    window.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["id/agent/ib", "ontology", "id/mapping-set/mps-itl--ais-psi--judged"])
def test_what_the_viewer_has_no_page_of_has_one_that_everybody_can_use(
    chromium: Any, served: str, name: str, dark: bool
) -> None:
    window = Visit(chromium, f"{served}/", width=360, dark=dark)
    window.page.goto(f"{served}/{name}")
    assert window.address == f"data/{name}.html"
    assert window.page.locator("h1").inner_text()
    # Its policy lets its own style through, and nothing else is asked for.
    assert window.page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"
    red = window.page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])")
    assert (red < 60) is dark
    assert window.violations() == [] and window.hosts() == {"127.0.0.1"}
    assert window.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert [one for one in window.wrong if "favicon" not in one] == []
    window.context.close()


@pytest.mark.browser
def test_links_lead_from_such_a_page_to_the_viewer(chromium: Any, served: str) -> None:
    window = Visit(chromium, f"{served}/")
    window.page.goto(f"{served}/id/agent/ib")
    window.page.get_by_role("link", name="ib-psp-2014").first.click()
    window.settle()
    assert window.address == "framework?id=ib-psp-2014"
    window.context.close()


@pytest.mark.browser
def test_an_unknown_identifier_leads_a_person_to_the_nearest(chromium: Any, served: str) -> None:
    window = Visit(chromium, f"{served}/")
    window.page.goto(f"{served}/id/ais-psi/3.44")
    assert window.page.locator("h1").inner_text() == "Not found" and window.violations() == []
    window.page.get_by_role("link", name="ais-psi:3.4", exact=True).click()
    window.settle()
    assert window.address == "standard?id=ais-psi:3.4"
    window.context.close()
