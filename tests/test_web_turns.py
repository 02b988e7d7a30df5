"""Turns are fair: no client keeps another waiting, nobody is forgotten, and no more run than may; and so over HTTP."""

from __future__ import annotations

import asyncio
import http.client
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from public_server import public_server, query_path

from crosswalk.web import admission
from crosswalk.web.admission import Admission
from crosswalk.web.refusal import Refusal

HEAVY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"


class Request:
    """A request that asks for a turn and keeps it until it is told to end."""

    def __init__(self, queue: Admission, client: str, patience: float = 60) -> None:
        self.client = client
        self.runs = False
        self._patience = patience
        self._end = asyncio.Event()
        self.task = asyncio.create_task(self._ask(queue))

    async def _ask(self, queue: Admission) -> None:
        admission.WAITING_TIME = self._patience
        try:
            async with queue.turn(self.client):
                self.runs = True
                await self._end.wait()
        except Refusal:
            pass
        finally:
            self.runs = False

    def end(self) -> None:
        """Let it come to its end."""
        self._end.set()


class Step(NamedTuple):
    """Something that happens: a client asks, or one of the requests that are there ends or is broken off."""

    kind: str
    client: str
    which: int
    patience: float


KINDS = st.sampled_from(["ask", "ask", "ask", "end", "break off"])
STEPS = st.builds(Step, KINDS, st.sampled_from("abcd"), st.integers(0, 30), st.sampled_from([60, 60, 0]))


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "WAITING_TIME", admission.WAITING_TIME)  # put back after each test


async def settled() -> None:
    """Let the loop turn until whatever follows from what happened has happened."""
    for _ in range(10):
        await asyncio.sleep(0)


class Model:
    """The rule word for word: requests by number, each running or waiting with the moment since when it is due."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.running: dict[int, str] = {}
        self._waiting: dict[int, tuple[str, int]] = {}
        self._moment = 0

    def ask(self, number: int, client: str) -> None:
        self._moment += 1
        self._waiting[number] = (client, self._moment)
        self._give()

    def leave(self, number: int) -> None:
        self._waiting.pop(number, None)
        self.running.pop(number, None)
        self._give()

    def _give(self) -> None:
        while len(self.running) < self._workers:
            has = Counter(self.running.values())
            most = max(1, self._workers - 1)
            ranked = [
                (has[client], since, number) for number, (client, since) in self._waiting.items() if has[client] < most
            ]
            if not ranked:
                return
            number = min(ranked)[2]
            self.running[number] = client = self._waiting.pop(number)[0]
            self._moment += 1
            again = {n: (c, self._moment) for n, (c, _) in sorted(self._waiting.items()) if c == client}
            self._waiting.update(again)


@given(st.integers(1, 4), st.lists(STEPS, max_size=40))
def test_turns_are_given_as_the_rule_says(workers: int, steps: list[Step]) -> None:
    async def run() -> None:
        queue, model, requests = Admission(workers, 100, 1000), Model(workers), dict[int, Request]()
        for number, step in enumerate(steps):
            if step.kind == "ask":
                requests[number] = Request(queue, step.client)
                model.ask(number, step.client)
            elif requests:
                which = sorted(requests)[step.which % len(requests)]
                one = requests[which]
                if step.kind == "break off":
                    one.task.cancel()
                elif one.runs:
                    one.end()
                else:
                    continue
                del requests[which]
                model.leave(which)
            await settled()
            assert {n: one.client for n, one in requests.items() if one.runs} == model.running
        await all_gone(requests.values())

    asyncio.run(run())


async def all_gone(requests: Iterable[Request]) -> None:
    """Break off whatever is left."""
    left = list(requests)
    for one in left:
        one.task.cancel()
    await asyncio.gather(*(one.task for one in left), return_exceptions=True)


@given(st.integers(1, 4), st.lists(st.lists(STEPS, max_size=8), max_size=8))
def test_whatever_happens_in_one_moment_nobody_is_forgotten(workers: int, moments: list[list[Step]]) -> None:
    async def run() -> None:
        queue, requests = Admission(workers, 100, 1000), list[Request]()
        for moment in moments:
            for step in moment:
                if step.kind == "ask":
                    requests.append(Request(queue, step.client, step.patience))
                elif requests:
                    one = requests[step.which % len(requests)]
                    one.task.cancel() if step.kind == "break off" else one.end()
            await settled()
            requests = [one for one in requests if not one.task.done()]
            has = Counter(one.client for one in requests if one.runs)
            assert has.total() <= workers
            assert max(has.values(), default=0) <= max(1, workers - 1)
            if has.total() < workers:
                assert not [one for one in requests if not one.runs and not has[one.client]]
        while requests:  # each that waits has its turn in the end
            for one in requests:
                one.end()
            await settled()
            left = [one for one in requests if not one.task.done()]
            assert len(left) < len(requests)
            requests = left
        last = [Request(queue, str(number)) for number in range(workers)]
        await settled()
        assert all(one.runs for one in last)  # and no turn is lost
        await all_gone(last)

    asyncio.run(run())


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_whoever_comes_while_others_ask_without_end_waits_for_one_more_of_each(workers: int) -> None:
    async def run() -> tuple[str, ...]:
        queue = Admission(workers, 100, 1000)
        requests = [Request(queue, client) for client in "ab" * 10]
        await settled()
        before = {one for one in requests if one.runs}
        requests.append(Request(queue, "c"))
        await settled()
        begun = list[Request]()
        while not requests[-1].runs:
            next(one for one in requests if one.runs).end()
            await settled()
            begun += [one for one in requests if one.runs and one not in before and one not in begun]
        await all_gone(requests)
        return tuple(sorted(one.client for one in begun))

    assert asyncio.run(run()) in (("c",), ("a", "c"), ("b", "c"), ("a", "b", "c"))


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has more loopback addresses than 127.0.0.1.")
def test_one_address_shuts_nobody_else_out() -> None:
    # What runs may take longer than anybody waits for a turn.
    with (
        public_server("--time-limit", "120", "--per-client", "4") as server,
        asking_from("127.0.0.5", server.port, HEAVY, 4),
    ):
        while ask_from("127.0.0.5", server.port, HEAVY)[0] != 429:  # until all four are under way
            pass
        assert ask_from("127.0.0.6", server.port, "ASK {}") == (200, True)


def connection_from(address: str, port: int, query: str) -> http.client.HTTPConnection:
    """A connection from a loopback address that has asked a query."""
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=90, source_address=(address, 0))
    made.request("GET", query_path(query), headers={"Accept": "application/sparql-results+json"})
    return made


def ask_from(address: str, port: int, query: str) -> tuple[int, bool | None]:
    """The status of an answer, and what it says where it is that of ASK."""
    made = connection_from(address, port, query)
    try:
        answer = made.getresponse()
        content = answer.read()
        return answer.status, json.loads(content).get("boolean") if answer.status == 200 else None
    finally:
        made.close()


@contextmanager
def asking_from(address: str, port: int, query: str, times: int) -> Iterator[None]:
    """So many queries under way from an address."""
    made = [connection_from(address, port, query) for _ in range(times)]
    try:
        yield
    finally:
        for one in made:
            one.close()
