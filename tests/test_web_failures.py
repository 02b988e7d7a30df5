"""What the machine does to a public server: takes its workers away, its disk, its port, its place in the cache."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from public_server import COMMAND, JSON, Answer, PublicServer, public_server, query_path
from repository import ROOT
from web import AT_WORK

from crosswalk.graph.dataset import dataset
from crosswalk.graph.store import EmbeddedStore

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="Processes are found by way of /proc, which is Linux's."
)

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) < STR(?g)) }"
#: More than is sent before the next of it must be found.
LONG = f"SELECT * {{ ?s ?p ?o . ?t ?q ?r BIND(CONCAT({', '.join(['STR(?p)'] * 40)}) AS ?x) }}"
SKILLS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/skills/> .
:skills a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :skills ; skos:prefLabel "%s"@en ."""
LABEL = """SELECT ?label { <http://example.org/skills/a> <http://www.w3.org/2004/02/skos/core#prefLabel> ?label
    FILTER(RAND() <= 1) }"""


@pytest.fixture(scope="module")
def server() -> Iterator[PublicServer]:
    with public_server("--workers", "1", "--time-limit", "60") as found:
        yield found


def wait_until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)


def kill(worker: int) -> None:
    """Kill a worker, and wait until all of its threads are gone."""
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: len(os.listdir(f"/proc/{worker}/task")) == 1)
    wait_until(lambda: Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[0] == "Z")


def busy(process: int) -> float:
    """For how many ticks of the clock a process has run."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def label(answer: Answer) -> str:
    return str(json.loads(answer.body)["results"]["bindings"][0]["label"]["value"])


def test_a_worker_killed_in_the_middle_of_a_query_is_told_of_and_replaced(server: PublicServer) -> None:
    assert server.ask(AT_WORK).status == 200
    [worker] = server.workers()
    before, answers = busy(worker), list[Answer]()
    asking = threading.Thread(target=lambda: answers.append(server.ask(ENDLESS)))
    asking.start()
    wait_until(lambda: busy(worker) > before + 20)
    os.kill(worker, signal.SIGKILL)
    asking.join(60)
    assert answers[0].status == 503
    assert answers[0].body.startswith("The query's process was ended from outside")
    assert answers[0].headers["retry-after"]
    assert server.ask(AT_WORK).status == 200
    assert worker not in server.workers()


def test_a_worker_killed_between_two_queries_is_replaced(server: PublicServer) -> None:
    assert server.ask(AT_WORK).status == 200
    [worker] = server.workers()
    kill(worker)
    assert server.ask(AT_WORK).status == 200


def test_an_answer_whose_worker_is_killed_is_broken_off_and_not_ended(server: PublicServer) -> None:
    assert server.ask(AT_WORK).status == 200
    [worker] = server.workers()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", query_path(LONG), headers={"Accept": JSON})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read(1000)
    os.kill(worker, signal.SIGKILL)
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        answer.read()
    connection.close()
    assert server.ask(AT_WORK).status == 200


def test_a_client_that_goes_away_ends_its_query(server: PublicServer) -> None:
    assert server.ask(AT_WORK).status == 200
    [worker] = server.workers()
    before = busy(worker)
    with socket.create_connection(("127.0.0.1", server.port)) as plug:
        plug.sendall(f"GET {query_path(ENDLESS)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {JSON}\r\n\r\n".encode())
        wait_until(lambda: busy(worker) > before + 20)
    wait_until(lambda: worker not in server.workers())
    assert server.ask(AT_WORK).status == 200


def test_a_server_answers_from_what_it_had_while_a_newer_one_starts_beside_and_the_cache_is_pruned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, file = tmp_path / "cache", tmp_path / "skills.ttl"
    monkeypatch.setenv("CROSSWALK_CACHE", str(cache))
    file.write_text(SKILLS % "First", encoding="utf-8")
    wrong: list[str] = []
    with public_server("--workers", "1", "--data", str(file)) as old:
        ended = threading.Event()

        def ask() -> None:
            while not ended.wait(0.02):
                if (answer := old.ask(LABEL)).status != 200 or label(answer) != "First":
                    wrong.append(answer.body)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            file.write_text(SKILLS % "Second", encoding="utf-8")
            with public_server("--workers", "1", "--data", str(file)) as new:
                assert label(new.ask(LABEL)) == "Second"
                assert json.loads(new.get("/health").body)["data"] != json.loads(old.get("/health").body)["data"]
            for number in range(4):  # one more than are kept
                file.write_text(SKILLS % number, encoding="utf-8")
                EmbeddedStore(dataset(own=[str(file)]))
        finally:
            ended.set()
            asking.join(60)
        assert wrong == []
        [worker] = old.workers()
        kill(worker)  # whoever takes its place opens the store anew
        assert label(old.ask(LABEL)) == "First"
        kept = {entry.name for entry in (cache / "own").iterdir()}
        assert json.loads(old.get("/health").body)["data"] in kept
        assert len(kept) == 5, "that of the server which has ended was pruned"


def test_a_store_that_is_taken_away_is_told_of_without_naming_its_folder(tmp_path: Path) -> None:
    with public_server("--workers", "1", env={"CROSSWALK_CACHE": str(tmp_path)}) as found:
        assert found.ask(AT_WORK).status == 200
        shutil.rmtree(tmp_path / "stores")
        kill(found.workers()[0])
        answer = found.ask(AT_WORK)
        assert (answer.status, answer.headers["retry-after"]) == (503, "5")
        assert answer.body.startswith("The query cannot be answered at present; ")
        assert str(tmp_path) not in answer.body
        assert found.get("/health").status == 200


def run(*options: str, env: dict[str, str] | None = None, before: str = "") -> tuple[int, str, str]:
    """The exit code of a server that is expected not to start, and what it said."""
    command = [sys.executable, "-c", before + COMMAND[2], "serve", *options]
    environment = {**os.environ, **(env or {})}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        code, out, err = run("--port", str(port))
    assert (code, out) == (3, "")
    assert err == (f"Port {port} of 127.0.0.1 is taken or reserved; end what uses it, or give another --port.\n")


#: A process that can create files and write nothing into them, as on a disk that is full.
FULL = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
)


def test_without_a_file_to_write_anywhere_it_says_so_and_does_not_start(tmp_path: Path) -> None:
    code, out, err = run(env={"CROSSWALK_CACHE": str(tmp_path), "TMPDIR": str(tmp_path)}, before=FULL)
    assert (code, out) == (3, "")
    assert err.startswith("No temporary file could be written for the processes that run queries (")
    assert err.count("\n") == 1


def test_a_cache_that_cannot_be_written_takes_nobody_an_answer(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    with public_server("--workers", "1", env={"CROSSWALK_CACHE": str(tmp_path / "cache")}) as found:
        assert json.loads(found.ask("ASK { ?s ?p ?o FILTER(RAND() <= 1) }").body)["boolean"]
        kill(found.workers()[0])
        assert json.loads(found.ask("ASK { ?s ?p ?o FILTER(RAND() <= 1) }").body)["boolean"]


def test_an_access_log_on_a_full_disk_takes_nobody_an_answer() -> None:
    with public_server("--workers", "1", "--access-log", "/dev/full") as found:
        for _ in range(3):
            assert found.ask(AT_WORK).status == 200
