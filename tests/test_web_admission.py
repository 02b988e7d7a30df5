"""Queries wait for their turn in the order in which they came, so many of them and so long, and no longer."""

from __future__ import annotations

import anyio
import pytest

from crosswalk.web import admission
from crosswalk.web.admission import Admission
from crosswalk.web.refusal import Refusal


def test_turns_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    order: list[int] = []

    async def ask(queue: Admission, number: int) -> None:
        async with queue.turn("somebody"):
            order.append(number)
            await anyio.sleep(0.01)

    async def run() -> None:
        queue = Admission(running=1, per_client=10, waiting=10)
        async with anyio.create_task_group() as group:
            for number in range(5):
                group.start_soon(ask, queue, number)

    anyio.run(run)
    assert order == [0, 1, 2, 3, 4]


def test_whoever_waits_too_long_for_a_turn_is_told_and_takes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "WAITING_TIME", 0.1)

    told: list[Refusal] = []

    async def ask(queue: Admission) -> None:
        try:
            async with queue.turn("another"):
                pytest.fail("another has the turn")
        except Refusal as refusal:
            told.append(refusal)

    async def run() -> None:
        queue = Admission(running=1, per_client=10, waiting=10)
        async with queue.turn("somebody"), anyio.create_task_group() as group:
            group.start_soon(ask, queue)
        async with queue.turn("somebody"):
            pass

    anyio.run(run)
    assert [(one.status, one.headers) for one in told] == [(503, {"Retry-After": "10"})]
    assert told[0].sentence.startswith("The query waited 0.1 seconds for others to end and was not begun; ")


def test_one_client_has_so_many_under_way_and_all_together_so_many() -> None:
    async def run() -> None:
        queue = Admission(running=1, per_client=2, waiting=2)
        async with queue.admitted("a"), queue.admitted("a"):
            with pytest.raises(Refusal) as own:
                async with queue.admitted("a"):
                    pass
            async with queue.admitted("b"):
                with pytest.raises(Refusal) as everybody:
                    async with queue.admitted("c"):
                        pass
        assert (own.value.status, everybody.value.status) == (429, 503)
        async with queue.admitted("a"):
            pass

    anyio.run(run)
