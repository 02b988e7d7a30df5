"""Queries under limits: stopped, replaced, refused, and never a process left behind."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crosswalk.errors import CrosswalkError, EnvironmentFault, InputError, LimitExceeded, QueryRefused, QuerySyntaxError
from crosswalk.graph import oxigraph
from crosswalk.graph.guard import Guard, GuardedAnswer, WorkerSpec
from crosswalk.graph.process import Died, Expired, WorkerProcess
from crosswalk.terms import Iri, Literal, Triple

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="Processes are counted by way of /proc.")

COUNT = 3000
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> str:
    store, path = oxigraph.memory_store(), tmp_path_factory.mktemp("guard") / "data.nq"
    oxigraph.load_triples(
        store, (Triple(Iri(f"http://x/{n}"), Iri("http://x/p"), Literal(str(n))) for n in range(COUNT)), [None]
    )
    oxigraph.dump(store, str(path))
    return str(path)


@pytest.fixture
def guard(nquads: str) -> Iterator[Guard]:
    with Guard(WorkerSpec(nquads=(nquads,))) as made:
        yield made
    assert children() == []


def children(pid: int | str = "self") -> list[int]:
    """The processes that this one has, also those that ended and were not waited for, and none from before."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for task in tasks for child in task.read_text().split()]
    return [child for child in found if child not in OTHERS]


#: The processes that tests before these left to this one.
OTHERS: set[int] = set()


@pytest.fixture(scope="module", autouse=True)
def others() -> None:
    OTHERS.update(children())


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.01)


def bindings(answer: GuardedAnswer) -> list[dict[str, dict[str, str]]]:
    return list(json.loads(answer.content)["results"]["bindings"])


class Running:
    """A query under way in another thread, and what became of it."""

    def __init__(self, guard: Guard, text: str = ENDLESS) -> None:
        self.result: GuardedAnswer | CrosswalkError | None = None
        self._thread = threading.Thread(target=self._run, args=(guard, text))
        before = len(busy(guard))
        self._thread.start()
        wait_until(lambda: len(busy(guard)) > before)

    def _run(self, guard: Guard, text: str) -> None:
        try:
            self.result = guard.run(text, time_limit=300)
        except CrosswalkError as error:
            self.result = error

    def end(self) -> GuardedAnswer | CrosswalkError | None:
        self._thread.join(60)
        assert not self._thread.is_alive()
        return self.result


def busy(guard: Guard) -> list[WorkerProcess]:
    return [worker for worker in guard._fleet._workers if worker.ready and worker.busy]


def test_each_form_of_query_has_its_answer(guard: Guard) -> None:
    select = guard.run("SELECT ?o { <http://x/7> ?p ?o }")
    assert (select.kind, bindings(select)) == ("select", [{"o": {"type": "literal", "value": "7"}}])
    assert (select.truncated, select.row_limit, select.time_limit) == (False, 10_000, 20.0)
    assert select.elapsed_seconds >= 0
    ask = guard.run("ASK { ?s ?p 'none' }")
    assert (ask.kind, json.loads(ask.content)["boolean"]) == ("ask", False)
    triple = b'<http://x/7> <http://x/p> "7" .\n'
    construct = guard.run("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o = '7') }")
    assert (construct.kind, construct.content) == ("construct", triple)
    describe = guard.run("DESCRIBE <http://x/7>")
    assert (describe.kind, describe.content) == ("describe", triple)


def test_one_worker_serves_query_after_query(guard: Guard) -> None:
    assert children() == []
    guard.run("ASK {}")
    first = children()
    guard.run("ASK {}")
    assert children() == first
    assert len(first) == 1


def test_a_store_on_disk_is_opened_for_reading(tmp_path: Path) -> None:
    store = oxigraph.memory_store()
    oxigraph.load_triples(store, [Triple(Iri("http://x/a"), Iri("http://x/p"), Literal("1"))], [None])
    oxigraph.write_store(store, str(tmp_path / "store"))
    with Guard(WorkerSpec(store=str(tmp_path / "store")), workers=2) as guard:
        assert len(bindings(guard.run("SELECT * { ?s ?p ?o }"))) == 1


def test_several_files_are_loaded_together(nquads: str, tmp_path: Path) -> None:
    (tmp_path / "more.nq").write_text("<http://x/a> <http://x/p> <http://x/b> <http://x/g> .\n", encoding="utf-8")
    with Guard(WorkerSpec(nquads=(nquads, str(tmp_path / "more.nq")))) as guard:
        assert json.loads(guard.run("ASK { ?s ?p '7' GRAPH <http://x/g> { ?a ?b ?c } }").content)["boolean"]


def test_a_query_that_passes_its_time_is_stopped_and_the_next_one_works(guard: Guard) -> None:
    with pytest.raises(LimitExceeded, match="stopped after 1 second;"):
        guard.run(ENDLESS, time_limit=1)
    assert json.loads(guard.run("ASK {}").content)["boolean"]


def test_the_guard_has_a_time_limit_of_its_own(nquads: str) -> None:
    with (
        Guard(WorkerSpec(nquads=(nquads,)), time_limit=0.5) as guard,
        pytest.raises(LimitExceeded, match=r"0\.5 seconds"),
    ):
        guard.run(ENDLESS)


@pytest.mark.parametrize("text", ["SELECT ?s { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_rows_and_triples_beyond_the_limit_are_cut_and_that_is_said(guard: Guard, text: str) -> None:
    def size(answer: GuardedAnswer) -> int:
        return len(bindings(answer)) if answer.kind == "select" else answer.content.count(b"\n")

    for limit in (0, 1, COUNT - 1):
        cut = guard.run(text, row_limit=limit)
        assert (size(cut), cut.truncated, cut.row_limit) == (limit, True, limit)
    whole = guard.run(text, row_limit=COUNT)
    assert (size(whole), whole.truncated) == (COUNT, False)


def test_the_first_rows_of_an_endless_answer_come_at_once(guard: Guard) -> None:
    assert guard.run("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", row_limit=10).truncated


def test_a_query_that_passes_its_memory_is_stopped_and_the_next_one_works(nquads: str) -> None:
    with Guard(WorkerSpec(nquads=(nquads,)), memory_limit=200 * MIB, time_limit=120) as guard:
        with pytest.raises(LimitExceeded, match="200 MiB of memory"):
            guard.run(GREEDY)
        assert json.loads(guard.run("ASK {}").content)["boolean"]


def test_an_answer_of_few_but_enormous_rows_is_not_sent(guard: Guard) -> None:
    doubling = "BIND('x' AS ?a0) " + " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(27))
    with pytest.raises(LimitExceeded, match="64 MiB"):
        guard.run(f"SELECT ?a27 {{ {doubling} }}")
    assert json.loads(guard.run("ASK {}").content)["boolean"]


def test_nesting_as_deep_as_a_query_can_be_long_does_no_harm(guard: Guard) -> None:
    for text in ("SELECT * " + "{" * 49_000 + "}" * 49_000, "SELECT * { FILTER(" + "!" * 99_000 + "1) }"):
        try:
            guard.run(text)
        except InputError as error:
            assert str(error).endswith(".")
    assert json.loads(guard.run("ASK {}").content)["boolean"]


def test_a_worker_killed_between_queries_is_replaced_unnoticed(guard: Guard) -> None:
    guard.run("ASK {}")
    (pid,) = children()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert json.loads(guard.run("ASK {}").content)["boolean"]


@pytest.mark.parametrize(
    ("number", "words"), [(signal.SIGKILL, "from outside"), (signal.SIGSEGV, "more than the engine can take")]
)
def test_a_worker_killed_in_a_query_costs_one_sentence_and_is_replaced(
    guard: Guard, number: signal.Signals, words: str
) -> None:
    query = Running(guard)
    os.kill(children()[0], number)
    error = query.end()
    assert isinstance(error, LimitExceeded)
    assert words in str(error)
    assert json.loads(guard.run("ASK {}").content)["boolean"]


def test_two_workers_run_two_queries_at_once(nquads: str) -> None:
    with Guard(WorkerSpec(nquads=(nquads,)), workers=2) as guard:
        endless = Running(guard)
        assert json.loads(guard.run("ASK {}").content)["boolean"]
        assert endless.result is None
        guard.close()
        assert isinstance(endless.end(), EnvironmentFault)


def test_many_threads_share_two_workers_and_each_has_its_own_answer(nquads: str) -> None:
    with Guard(WorkerSpec(nquads=(nquads,)), workers=2) as guard:
        found: dict[int, str] = {}

        def ask(number: int) -> None:
            for _ in range(5):
                answer = guard.run(f"SELECT ?o {{ <http://x/{number}> ?p ?o }}")
                found[number] = bindings(answer)[0]["o"]["value"]

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == {number: str(number) for number in range(12)}
        assert len(children()) <= 2


def test_a_query_that_waits_too_long_for_its_turn_is_not_begun(nquads: str) -> None:
    with Guard(WorkerSpec(nquads=(nquads,)), queue_limit=0.2) as guard:
        endless = Running(guard)
        with pytest.raises(LimitExceeded, match=r"waited 0\.2 seconds"):
            guard.run("ASK {}")
        guard.close()
        endless.end()


def test_a_thread_that_ends_takes_no_worker_with_it(guard: Guard) -> None:
    thread = threading.Thread(target=guard.run, args=("ASK {}",))
    thread.start()
    thread.join()
    before = children()
    guard.run("ASK {}")
    assert children() == before


def test_an_update_is_refused_before_any_process_starts(guard: Guard) -> None:
    for text in ("INSERT DATA { <a:b> <a:b> 1 }", "LOAD <http://127.0.0.1:9/>", "SELECT * { SERVICE <http://x/> {} }"):
        with pytest.raises(QueryRefused):
            guard.run(text)
    assert children() == []


def test_words_that_only_look_like_it_are_harmless(guard: Guard) -> None:
    text = "PREFIX service: <http://x/> SELECT ?load { service:7 service:p ?load . FILTER(?load != 'INSERT SERVICE') }"
    assert [row["load"]["value"] for row in bindings(guard.run(text))] == ["7"]


def test_a_syntax_error_has_line_and_column_and_leaves_the_worker_alive(guard: Guard) -> None:
    guard.run("ASK {}")
    before = children()
    with pytest.raises(QuerySyntaxError, match="line 2, column 6") as error:
        guard.run("SELECT * {\n  ?s ?? }")
    assert (error.value.line, error.value.column) == (2, 6)
    assert children() == before


@pytest.mark.parametrize(
    "limits", [{"time_limit": 0}, {"time_limit": -1}, {"row_limit": -1}, {"time_limit": float("nan")}]
)
def test_limits_below_zero_are_refused(guard: Guard, limits: dict[str, float]) -> None:
    with pytest.raises(InputError, match="limits"):
        guard.run("ASK {}", **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize("spec", [WorkerSpec(store="/nowhere/at/all"), WorkerSpec(nquads=("/nowhere.nq",))])
def test_a_store_that_cannot_be_opened_is_a_fault_of_the_environment(spec: WorkerSpec) -> None:
    with Guard(spec) as guard:
        for _ in range(2):
            with pytest.raises(EnvironmentFault, match="could not open the store"):
                guard.run("ASK {}")
        assert children() == []


def test_a_broken_file_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_text("<http://x/a> <http://x", encoding="utf-8")
    with Guard(WorkerSpec(nquads=(str(tmp_path / "broken.nq"),))) as guard, pytest.raises(EnvironmentFault):
        guard.run("ASK {}")


class Listener:
    """A server on this machine that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.callers = 0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            caller = self._socket.accept()[0]
            with caller:
                if caller.recv(1) == b"!":
                    return
                self.callers += 1

    def close(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as last:
            last.sendall(b"!")
        self._thread.join()
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def test_a_service_is_called_only_where_that_is_allowed(guard: Guard, listener: Listener) -> None:
    text = f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryRefused):
        guard.run(text)
    assert listener.callers == 0
    with pytest.raises(InputError, match="could not be evaluated"):
        guard.run(text, allow_service=True)  # the listener hangs up without an answer
    assert listener.callers == 1


def test_a_call_that_slipped_past_the_refusal_would_find_no_socket(nquads: str, listener: Listener) -> None:
    worker = WorkerProcess(WorkerSpec(nquads=(nquads,)), 512 * MIB)
    assert worker.await_ready(60) is None
    request = {"text": f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}", "row_limit": 1}
    for network, callers in ((False, 0), (True, 1), (False, 1)):
        assert worker.ask({**request, "network": network}, 60).header["error"] == "evaluation"
        assert listener.callers == callers
    assert (
        worker.ask({"text": "ASK {}", "row_limit": 1, "network": False}, 60).content == b'{"head": {}, "boolean": true}'
    )
    worker.end()


def test_a_worker_that_is_ended_twice_is_ended(nquads: str) -> None:
    worker = WorkerProcess(WorkerSpec(nquads=(nquads,)), 512 * MIB)
    worker.end()
    worker.end()
    assert not worker.alive()
    with pytest.raises(Died):
        worker.await_ready(60)


def test_a_worker_that_does_not_start_in_time_is_killed(nquads: str) -> None:
    worker = WorkerProcess(WorkerSpec(nquads=(nquads,)), 512 * MIB)
    os.kill(worker.pid, signal.SIGSTOP)
    with pytest.raises(Expired):
        worker.await_ready(0.1)
    assert not worker.alive()
    worker.end()


def test_a_closed_guard_starts_nothing(nquads: str) -> None:
    guard = Guard(WorkerSpec(nquads=(nquads,)))
    guard.run("ASK {}")
    guard.close()
    guard.close()
    assert children() == []
    with pytest.raises(EnvironmentFault, match="closed"):
        guard.run("ASK {}")
    assert children() == []


def test_a_guard_that_is_forgotten_leaves_no_child(nquads: str) -> None:
    guard = Guard(WorkerSpec(nquads=(nquads,)))
    guard.run("ASK {}")
    assert len(children()) == 1
    del guard
    gc.collect()
    assert children() == []


PARENT = """
import sys, threading
from crosswalk.graph.guard import Guard, WorkerSpec
guard = Guard(WorkerSpec(nquads=(sys.argv[1],)), workers=2)
guard.run("ASK {}")
if sys.argv[2] == "busy":
    threading.Thread(target=guard.run, args=(sys.argv[3],), kwargs={"time_limit": 600}, daemon=True).start()
    while not any(worker.busy for worker in guard._fleet._workers):
        pass
print("begun", flush=True)
if sys.argv[2] != "leave":
    threading.Event().wait()
"""


def parent(nquads: str, state: str) -> subprocess.Popen[str]:
    home = str(Path(__file__).parent.parent)
    made = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PARENT, nquads, state, ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": home},
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "begun\n"
    return made


@pytest.mark.parametrize("state", ["idle", "busy"])
def test_a_parent_that_is_killed_leaves_no_child(nquads: str, state: str) -> None:
    with parent(nquads, state) as process:
        workers = children(process.pid)
        assert len(workers) == 1
        process.kill()
        wait_until(lambda: not any(running(pid) for pid in workers))


def test_a_parent_that_ends_without_closing_leaves_no_child_and_says_nothing(nquads: str) -> None:
    with parent(nquads, "leave") as process:
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait() == 0


def test_a_message_to_a_person_names_no_machinery(guard: Guard) -> None:
    with pytest.raises(LimitExceeded) as error:
        guard.run(ENDLESS, time_limit=0.2)
    assert not re.search(r"SIGKILL|worker|pipe|Traceback", str(error.value))


# Answers that come part by part.


def test_an_answer_in_parts_is_the_answer(guard: Guard) -> None:
    parts = list(guard.stream("SELECT ?s ?o { ?s ?p ?o }", "csv", row_limit=COUNT))
    assert b"".join(parts).count(b"\r\n") == COUNT + 1
    triples = b"".join(guard.stream("CONSTRUCT WHERE { ?s ?p ?o }", "ntriples", row_limit=COUNT))
    assert triples.count(b"\n") == COUNT
    assert b"".join(guard.stream("ASK {}", "csv")) == b"true"


def test_an_answer_in_parts_over_graphs_that_are_named(guard: Guard) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert b"".join(guard.stream(count, "csv", dataset=(("http://x/none",), ()))) == b"n\r\n0\r\n"
    assert b"".join(guard.stream(count, "csv")) == f"n\r\n{COUNT}\r\n".encode()


def test_limits_hold_for_an_answer_in_parts_and_leave_a_worker_that_answers(guard: Guard) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    for asked, limits, said in (
        (everything, {"row_limit": COUNT - 1}, f"more than {COUNT - 1:,} rows"),
        (everything, {"byte_limit": 10 * 1024, "row_limit": COUNT}, "larger than 0 MiB"),
        (ENDLESS, {"time_limit": 0.5}, "stopped after 0.5 seconds"),
    ):
        with pytest.raises(LimitExceeded, match=said):
            list(guard.stream(asked, "json", **limits))  # type: ignore[arg-type]
        assert b"".join(guard.stream("ASK {}", "csv")) == b"true"


def test_what_is_refused_in_parts_is_refused_before_the_first(guard: Guard) -> None:
    with pytest.raises(QueryRefused):
        guard.stream("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "json")
    with pytest.raises(QuerySyntaxError):
        list(guard.stream("SELECT * { ?s ", "json"))


def test_an_answer_that_is_stopped_ends_and_the_next_is_given(guard: Guard) -> None:
    stream = guard.stream(ENDLESS, "json", time_limit=30)
    threading.Timer(0.5, stream.stop).start()
    begun = time.monotonic()
    with pytest.raises(CrosswalkError):
        next(stream)
    stream.close()
    assert time.monotonic() - begun < 15
    assert b"".join(guard.stream("ASK {}", "csv")) == b"true"


def test_an_answer_that_is_stopped_before_it_begins_leaves_the_worker_alone(guard: Guard) -> None:
    b"".join(guard.stream("ASK {}", "csv"))
    (worker,) = children()
    stream = guard.stream("ASK {}", "csv")
    stream.stop()
    with pytest.raises(LimitExceeded, match="given up"):
        next(stream)
    stream.stop()
    stream.close()
    assert children() == [worker]


def test_an_answer_that_is_over_stops_no_other(guard: Guard) -> None:
    first = guard.stream("ASK {}", "csv")
    b"".join(first)
    (worker,) = children()
    second = guard.stream("SELECT * { ?s ?p ?o }", "csv", row_limit=COUNT)
    begun = next(second)
    first.stop()
    assert (begun + b"".join(second)).count(b"\n") == COUNT + 1
    assert children() == [worker]


def test_an_answer_that_is_left_in_the_middle_gives_its_worker_back(guard: Guard) -> None:
    stream = guard.stream("SELECT * { ?s ?p ?o . ?a ?b ?c }", "json", row_limit=10**9)
    assert next(stream)
    stream.close()
    assert b"".join(guard.stream("ASK {}", "csv")) == b"true"


def test_a_guard_that_is_closed_ends_an_answer_in_the_middle(nquads: str) -> None:
    made = Guard(WorkerSpec(nquads=(nquads,)))
    stream = made.stream("SELECT * { ?s ?p ?o . ?a ?b ?c }", "json", row_limit=10**9)
    next(stream)
    made.close()
    with pytest.raises(EnvironmentFault):
        list(stream)
    assert children() == []


def test_a_guard_that_is_warm_has_its_workers_before_it_is_asked(nquads: str) -> None:
    with Guard(WorkerSpec(nquads=(nquads,)), workers=2) as guard:
        guard.warm()
        first = children()
        assert len(first) == 2
        guard.run("ASK {}")
        assert children() == first


def test_a_worker_that_was_stopped_gets_no_other_query(nquads: str) -> None:
    worker = WorkerProcess(WorkerSpec(nquads=(nquads,)), 2**30)
    try:
        assert worker.await_ready(60) is None
        worker.stop()
        assert not worker.alive(), "though the system may take a moment to end it"
    finally:
        worker.end()
