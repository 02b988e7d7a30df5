"""Whoever goes away ends what works for them, a little later; whoever has their answer by then is not looked after."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from crosswalk.web import leaving
from crosswalk.web.leaving import ended_when_gone


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "MOMENT", 0.02)
    monkeypatch.setattr(leaving, "GRACE", 0.02)


class Client:
    """What a server tells of a client: its body, and then that it has gone, once it has."""

    def __init__(self) -> None:
        self.left = asyncio.Event()
        self.asked = 0

    async def receive(self) -> dict[str, Any]:
        self.asked += 1
        if self.asked == 1:
            return {"type": "http.request", "body": b""}
        await self.left.wait()
        return {"type": "http.disconnect"}


def test_a_client_that_goes_ends_what_waits_and_stops_what_works() -> None:
    async def run() -> list[str]:
        client, told = Client(), list[str]()
        client.left.set()
        with ended_when_gone(client.receive, lambda: told.append("stopped")):
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                told.append("cancelled")
                raise
            told.append("never")
        return told

    assert asyncio.run(run()) == ["stopped", "cancelled"]


def test_an_answer_that_is_there_at_once_asks_nothing_of_the_server() -> None:
    async def run() -> int:
        client = Client()
        with ended_when_gone(client.receive, lambda: pytest.fail("it was over")):
            await asyncio.sleep(0)
        await asyncio.sleep(0.1)
        return client.asked

    assert asyncio.run(run()) == 0


def test_what_is_quick_comes_to_its_end_though_the_client_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "GRACE", 60)

    async def run() -> None:
        client = Client()
        with ended_when_gone(client.receive, lambda: pytest.fail("it had its time")):
            await asyncio.sleep(0.06)
            client.left.set()
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)

    asyncio.run(run())


def test_an_error_passes_through_and_ends_the_watching() -> None:
    async def run() -> int:
        client = Client()
        with pytest.raises(ValueError, match="wrong"), ended_when_gone(client.receive, lambda: None):
            await asyncio.sleep(0.06)
            raise ValueError("wrong")
        await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
