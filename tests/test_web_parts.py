"""Parts of answers are awaited without keeping the event loop from anything, by their pipes and by threads alike."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from crosswalk.errors import AsksTooMuch, CrosswalkError, LimitExceeded
from crosswalk.graph import oxigraph
from crosswalk.graph.guard import Guard, WorkerSpec
from crosswalk.graph.streaming import AnswerStream
from crosswalk.terms import Iri, Literal, Triple
from crosswalk.web.parts import beginning, next_part
from crosswalk.web.threads import Threads

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows waits for pipes in threads alone.")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 60000"
COUNT = 3000

_T = TypeVar("_T")


class Counted(Threads):
    """Threads that count what they are given."""

    def __init__(self) -> None:
        super().__init__(4)
        self.given = 0

    async def run(self, work: Callable[[], _T]) -> _T:
        self.given += 1
        return await super().run(work)


@pytest.fixture(scope="module")
def others() -> frozenset[int]:
    """The processes that tests before these left to this one."""
    return _children()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, others: frozenset[int]) -> Iterator[Guard]:
    store, path = oxigraph.memory_store(), tmp_path_factory.mktemp("parts") / "data.nq"
    oxigraph.load_triples(
        store, (Triple(Iri(f"http://x/{n}"), Iri("http://x/p"), Literal(str(n))) for n in range(COUNT)), [None]
    )
    oxigraph.dump(store, str(path))
    with Guard(WorkerSpec(nquads=(str(path),)), row_limit=100_000) as guard:
        yield guard


@pytest.fixture
def guard(made: Guard) -> Guard:
    """A guard whose worker is ready."""
    assert b"".join(made.stream("ASK {}", "csv")) == b"true"
    return made


def run(work: Callable[[Counted], Coroutine[Any, Any, _T]]) -> tuple[_T, int]:
    """What some work comes to, and how much of it was given to threads."""

    async def within() -> tuple[_T, int]:
        threads = Counted()
        async with asyncio.timeout(60):
            return await work(threads), threads.given

    return asyncio.run(within())


async def whole(stream: AnswerStream, threads: Threads) -> bytes:
    parts = []
    while (part := await next_part(stream, threads)) is not None:
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("syntax", ["json", "csv", "xml"])
@pytest.mark.parametrize("query", ["ASK {}", "SELECT * { ?s ?p 'none' }", "SELECT * { ?s ?p ?o }", LONG])
def test_the_parts_are_the_answer_and_come_without_a_thread(guard: Guard, query: str, syntax: str) -> None:
    found, threads = run(lambda threads: whole(guard.stream(query, syntax), threads))
    assert (found, threads) == (b"".join(guard.stream(query, syntax)), 0)


def test_an_answer_that_cannot_be_watched_comes_from_a_thread(guard: Guard) -> None:
    stream = guard.stream("SELECT * { ?s ?p ?o }", "csv")
    stream.watchable = False
    found, threads = run(lambda threads: whole(stream, threads))
    assert (found.count(b"\r\n"), threads > 0) == (COUNT + 1, True)


def test_a_request_that_may_not_fit_into_the_pipe_is_not_written_in_the_event_loop(guard: Guard) -> None:
    long = f"ASK {{ FILTER(STRLEN('{'x' * 80_000}') > 0) }}"
    found, threads = run(lambda threads: whole(guard.stream(long, "csv"), threads))
    assert (found, threads > 0) == (b"true", True)


def test_the_beginning_ends_with_the_part_that_makes_it_long_and_the_rest_follows(guard: Guard) -> None:
    async def work(threads: Threads) -> tuple[bytes, bool, bytes]:
        stream = guard.stream(LONG, "csv")
        begun, ended = await beginning(stream, threads, 100_000)
        return begun, ended, await whole(stream, threads)

    (begun, ended, rest), _ = run(work)
    assert (100_000 < len(begun) < 400_000, ended) == (True, False)
    assert begun + rest == b"".join(guard.stream(LONG, "csv"))


def test_the_event_loop_turns_while_a_query_runs(guard: Guard) -> None:
    async def work(threads: Threads) -> int:
        asked = asyncio.ensure_future(whole(guard.stream(ENDLESS, "csv", time_limit=0.5), threads))
        turns = 0
        while not asked.done():
            await asyncio.sleep(0.005)
            turns += 1
        with pytest.raises(AsksTooMuch, match=r"stopped after 0\.5 seconds"):
            asked.result()
        return turns

    turns, _ = run(work)
    assert turns > 1


def test_an_answer_whose_worker_dies_fails_and_the_next_is_given(guard: Guard, others: frozenset[int]) -> None:
    async def work(threads: Threads) -> bytes:
        stream = guard.stream(ENDLESS, "csv", time_limit=30)
        asked = asyncio.ensure_future(whole(stream, threads))
        while stream.source is None:
            await asyncio.sleep(0.001)
        (worker,) = _children() - others
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(LimitExceeded, match="ended from outside"):
            await asked
        return await whole(guard.stream("ASK {}", "csv"), threads)

    assert run(work)[0] == b"true"


def test_an_answer_that_is_stopped_fails_and_one_that_nobody_takes_gives_its_worker_back(guard: Guard) -> None:
    async def work(threads: Threads) -> bytes:
        stopped = guard.stream(ENDLESS, "csv", time_limit=30)
        threading.Timer(0.2, stopped.stop).start()
        with pytest.raises(CrosswalkError):
            await whole(stopped, threads)
        left = guard.stream(LONG, "csv")
        assert await next_part(left, threads)
        left.close()
        return await whole(guard.stream("ASK {}", "csv"), threads)

    assert run(work)[0] == b"true"


def test_while_no_worker_is_free_it_is_waited_for_in_a_thread(guard: Guard) -> None:
    async def work(threads: Counted) -> bytes:
        first = guard.stream(LONG, "csv")
        assert await next_part(first, threads)
        second = asyncio.ensure_future(whole(guard.stream("ASK {}", "csv"), threads))
        while not threads.given:
            await asyncio.sleep(0.001)
        await whole(first, threads)
        return await second

    assert run(work) == (b"true", 1)


def test_whoever_stops_waiting_leaves_nothing_behind_in_the_loop(guard: Guard) -> None:
    async def work(threads: Threads) -> None:
        stream = guard.stream(ENDLESS, "csv", time_limit=30)
        asked = asyncio.ensure_future(whole(stream, threads))
        while stream.source is None:
            await asyncio.sleep(0.001)
        source = stream.source
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        assert asyncio.get_running_loop().remove_reader(source) is False
        stream.stop()
        await threads.run(stream.close)

    run(work)
    assert b"".join(guard.stream("ASK {}", "csv")) == b"true"


def _children() -> frozenset[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return frozenset(int(child) for task in tasks for child in task.read_text().split())
