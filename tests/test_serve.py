"""``crosswalk serve`` as a process: real clients, a real browser, and nothing of a school's own in reach of any."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pandas
import pytest
import rdflib
from browser import ROOT, Visit, chromium, free_port, serving  # noqa: F401 — a fixture
from command_line import run
from public_server import public_server
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import GET, JSON, POST, TURTLE, XML, SPARQLWrapper
from streamlit.proto.BackMsg_pb2 import BackMsg
from web import AT_WORK
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from crosswalk.api import open_graph
from crosswalk.graph import overlay
from crosswalk.graph.publication import write

SECRET = "zebra-report-of-a-school"
WORDING = "A sentence that only the owner of the copy may read"
SELECT = "SELECT ?f ?label WHERE { ?f a xw:Framework ; skos:prefLabel ?label } ORDER BY ?f"
COMMAND = [sys.executable, "-c", "from crosswalk.cli.main import run; run()", "serve"]

#: Pages that a school's own records have, and that everybody's viewer has not.
OWN_PAGES = ("evidence", "growth", "report")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a record and with a publisher's wording in it."""
    folder = tmp_path_factory.mktemp("school")
    graph = open_graph(workspace=str(folder))
    supports = [{"statement": str(graph.resolve("ais-psi:3.4").value)}]
    graph.workspace.add("evidence", {"title": SECRET, "type": "curriculum", "supports": supports}, "A teacher")
    iri = graph.resolve("ib-psp-2014:B2.8").value
    text = f'<{iri}> <https://purl.org/ctdlasn/terms/competencyText> "{WORDING}"@en .\n'
    list(write({overlay.file_name("ib-psp-2014"): text}, str(folder)))
    assert graph.statement("ib-psp-2014:B2.8").wording == WORDING
    return folder


@pytest.fixture(scope="module")
def server(school: Path) -> Iterator[tuple[str, int]]:
    """The address of a server beside such a workspace, and its process."""
    port = free_port()
    command = [*COMMAND, "--port", str(port), "--time-limit", "5"]
    with serving(command, port, ROOT, {"CROSSWALK_WORKSPACE": str(school)}) as process:
        yield f"http://127.0.0.1:{port}", process.pid


@pytest.fixture
def root(server: tuple[str, int]) -> str:
    return server[0]


def fetched(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers.items())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), dict(error.headers.items())


# Real clients.


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_reads_rows_and_triples(root: str, method: str) -> None:
    client = SPARQLWrapper(f"{root}/sparql")
    client.setMethod(method)
    client.setQuery("PREFIX xw: <https://w3id.org/standards-crosswalk/ontology#> " + SELECT)
    client.setReturnFormat(JSON)
    rows: Any = client.queryAndConvert()
    assert len(rows["results"]["bindings"]) == len(open_graph(private=False).records("list_frameworks"))
    client.setReturnFormat(XML)
    assert "<sparql" in str(client.queryAndConvert().toxml())  # type: ignore[union-attr]
    client.setQuery("CONSTRUCT WHERE { ?s a <http://www.w3.org/2004/02/skos/core#ConceptScheme> }")
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert())) > 5  # type: ignore[arg-type]


def test_the_sparql_store_of_rdflib_asks_the_endpoint_as_a_graph(root: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{root}/sparql", method="POST"))
    iri = rdflib.URIRef("https://w3id.org/standards-crosswalk/id/ais-psi/3.4")
    assert str(graph.value(iri, rdflib.SKOS.notation)) == "3.4"


def test_pandas_reads_an_address_as_a_table(root: str) -> None:
    address = f"{root}/sparql?{urlencode({'query': SELECT})}"
    table = pandas.read_csv(address, storage_options={"Accept": "text/csv"})
    assert list(table.columns) == ["f", "label"]
    assert len(table) > 5


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed: apt-get install curl.")
def test_curl_asks_as_the_readme_says(root: str) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if line.startswith("curl ") and "/sparql" in line]
    made = line.replace("http://localhost:8501", root)
    answer = subprocess.run(["bash", "-c", made], capture_output=True, check=True, text=True, timeout=60)
    assert len(list(pandas.read_csv(io.StringIO(answer.stdout)).columns)) > 1


def test_an_answer_is_packed_for_whoever_takes_it_packed(root: str) -> None:
    address = f"{root}/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o } LIMIT 500'})}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        import gzip

        packed, headers = answer.read(), answer.headers
    assert (headers["content-encoding"], "Accept-Encoding" in headers["vary"]) == ("gzip", True)
    assert json.loads(gzip.decompress(packed)) == json.loads(fetched(address)[1])
    assert headers["etag"] == {k.lower(): v for k, v in fetched(address)[2].items()}["etag"]


def test_a_query_that_runs_long_holds_up_nobody(root: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=60)",
             f"{root}/sparql?{urlencode({'query': endless})}"],
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]  # fmt: skip
    time.sleep(1.5)
    taken = []
    for _ in range(40):
        begun = time.monotonic()
        assert fetched(f"{root}/health")[0] == fetched(f"{root}/_stcore/health")[0] == 200
        taken.append(time.monotonic() - begun)
    assert [one.wait(30) for one in asked] == [1, 1]
    assert sorted(taken)[20] < 1, "an answer waited for a query"


def test_an_answer_that_nobody_waits_for_is_given_up(root: str) -> None:
    host, _, port = root.removeprefix("http://").partition(":")
    asked = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    for _ in range(4):
        with socket.create_connection((host, int(port))) as line:
            line.sendall(f"GET /sparql?{asked} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            time.sleep(0.3)
    begun = time.monotonic()
    status, said, _ = fetched(f"{root}/sparql?{urlencode({'query': AT_WORK})}")
    assert status == 200, said
    assert time.monotonic() - begun < 15, "four queries of five seconds each stood before it, two at a time"


def test_our_own_commands_take_it_for_an_endpoint(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"{root}/sparql"
    gaps = ("query", "list_gaps", "from_framework=ib-psp-2014", "to_framework=ais-psi", "--format", "csv")
    assert run(capsys, *gaps, "--endpoint", address) == run(capsys, *gaps)
    assert run(capsys, "show", "ais-psi:3.4", "--endpoint", address)[0] == 0
    code, out, err = run(capsys, "query", "--endpoint", address, "--file", os.devnull)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_it_listens_on_this_machine_alone_unless_told_otherwise(root: str) -> None:
    port = int(root.rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port), timeout=5):
        pass


# Nothing of a school's own.


def test_no_query_reaches_records_or_wordings(root: str) -> None:
    for pattern in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"):
        for text in (SECRET, WORDING):
            asked = urlencode({"query": f"ASK {{ {pattern} FILTER(CONTAINS(STR(?o), '{text}')) }}"})
            assert json.loads(fetched(f"{root}/sparql?{asked}")[1])["boolean"] is False


@pytest.mark.parametrize(
    "path",
    ["_stcore/upload_file/a/b", "_stcore/metrics", "_stcore/agent/interact", "mcp", "auth/login", "oauth2callback"],
)
def test_the_ways_in_that_streamlit_has_are_closed(root: str, path: str) -> None:
    assert fetched(f"{root}/{path}")[0] == 404
    for method in ("PUT", "POST", "DELETE"):
        request = urllib.request.Request(f"{root}/{path}", data=b"x", method=method)
        with pytest.raises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(request, timeout=10)
        raised.value.close()
        assert raised.value.code in (404, 405)


def shown(root: str, page: str, query: str = "", visitor: str = "127.0.0.1") -> str:
    """All that the server sends over its websocket for a page, as text; `visitor` is the address that asks."""
    address = root.replace("http", "ws", 1) + "/_stcore/stream"
    place = urlsplit(root)
    end = socket.create_connection((place.hostname or "", place.port or 80), 30, (visitor, 0))
    with connect(address, sock=end, subprotocols=["streamlit"], max_size=None) as line:  # type: ignore[list-item]
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        line.send(asked.SerializeToString())
        parts = b""
        while b'class="xw-footer"' not in parts and b"report what" not in parts:
            part = line.recv(timeout=60)
            parts += part if isinstance(part, bytes) else part.encode()
    return parts.decode("utf-8", "replace")


@pytest.mark.parametrize("page", OWN_PAGES)
def test_the_pages_of_records_do_not_exist(root: str, page: str) -> None:
    sent = shown(root, page, "id=e00001&view=add")
    assert "How one set of school standards meets another" in sent, "the first page comes instead"
    assert SECRET not in sent


def test_a_statement_is_shown_without_records_wordings_and_forms(root: str) -> None:
    for short in ("ais-psi:3.4", "ib-psp-2014:B2.8"):
        sent = shown(root, "standard", urlencode({"id": short}))
        assert short.partition(":")[2] in sent
        for text in (SECRET, WORDING, "Add evidence", "Report a problem"):
            assert text not in sent
    sent = shown(root, "mapping", urlencode({"a": "ais-psi:3.4", "b": "ib-psp-2014:B2.8"}))
    assert "Report a problem" not in sent
    sent = shown(root, "rubrics", urlencode({"id": "ais-psi"}))
    assert "Rate yourself" not in sent


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has many addresses of this machine: run it there.")
def test_the_limits_hold_on_the_query_page_and_nobody_keeps_another_waiting() -> None:
    def asked(text: str, visitor: str) -> str:
        return shown(f"http://127.0.0.1:{server.port}", "query", urlencode({"q": text}), visitor)

    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?g)) }"
    with public_server("--time-limit", "15", "--row-limit", "5") as server, ThreadPoolExecutor() as tabs:
        rows = asked("SELECT * { ?s ?p ?o }", "127.0.0.6")
        assert "at most 5 rows" in rows and "Here a query may take 15 seconds and give 5 rows." in rows
        found = [tabs.submit(asked, heavy, "127.0.0.5") for _ in range(5)]
        assert "Yes" in asked("ASK {}", "127.0.0.6")
        told = [one.result() for one in found]
    assert sum("is still running" in one for one in told) == 4
    assert sum("stopped after 15 seconds" in one for one in told) == 1


def test_a_page_from_elsewhere_cannot_open_the_websocket(root: str) -> None:
    address = root.replace("http", "ws", 1) + "/_stcore/stream"
    with pytest.raises(InvalidStatus), connect(address, subprotocols=["streamlit"], origin="https://evil.example"):  # type: ignore[list-item,arg-type]
        pass


@pytest.mark.browser
def test_every_page_works_under_the_security_policy(chromium: Any, root: str) -> None:  # noqa: F811
    window = Visit(chromium, f"{root}/")
    for address in (
        "",
        "standard?id=ais-psi:3.4",
        "crosswalk?from=ais-psi&to=ib-psp-2014",
        "crosswalk?from=ais-psi&to=ib-psp-2014&view=beside&a=ais-psi:3.4",
        "crosswalk?from=ais-psi&to=ib-psp-2014&view=flow",
        "crosswalk?from=ib-psp-2014&to=ais-psi&view=coverage",
        "graph?id=ais-psi:3.4",
        "rubrics",
        "query?" + urlencode({"q": "SELECT ?s { ?s a xw:Framework }"}),
        "about",
    ):
        window.open(address)
        if address.startswith("query"):
            window.page.get_by_text("The same question elsewhere").click()
            window.page.get_by_text(f"curl --get {root}/sparql").wait_for()
            assert "no endpoint" not in window.text
    menu = window.page.get_by_test_id("stTopNavLinkContainer").all_inner_texts()
    window.context.close()
    assert (window.wrong, window.hosts()) == ([], {"127.0.0.1"})
    assert menu
    assert not {name.lower() for name in menu} & set(OWN_PAGES)


# What goes wrong at the start.


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = run(capsys, "serve", "--port", str(port))
    assert (code, out, f"Port {port} of 127.0.0.1 is taken" in err) == (3, "", True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "0.0.0.0"), "--public-address"),
        (("--public-address", "crosswalk.example.org"), "https://crosswalk.example.org"),
        (("--public-address", "https://x.example/path"), "without a path"),
        (("--time-limit", "0"), "--time-limit"),
        (("--time-limit", "nan"), "--time-limit"),
        (("--row-limit", "0"), "--row-limit"),
        (("--workers", "-1"), "--workers"),
        (("--log-queries",), "--access-log"),
        (("--port", "70000"), "70000"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, "serve", *words)
    assert (code in (2, 3), out, err.count("\n")) == (True, "", 1)
    assert said in err


def test_ctrl_c_ends_the_server_and_its_workers() -> None:
    port = free_port()
    with serving([*COMMAND, "--port", str(port)], port, ROOT) as process:
        fetched(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D")
        workers = _children(process.pid)
        assert workers
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stdout is not None
        said = process.stdout.read()
    address = f"http://127.0.0.1:{port}"
    assert said == f"The viewer is at {address}, SPARQL at {address}/sparql; Ctrl-C ends it.\n"
    time.sleep(0.5)
    assert not [pid for pid in workers if _runs(pid)]


def _runs(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
