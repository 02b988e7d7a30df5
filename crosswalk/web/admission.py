"""Who may ask now: so many queries run, so many of one client are under way, so many in all; the rest come later."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from crosswalk.web.refusal import Refusal
from crosswalk.web.turns import Turns

#: Seconds that a query waits for its turn, at most.
WAITING_TIME = 30.0


class Admission:
    """Counts the queries under way. It is for one event loop, where nothing interrupts the counting."""

    def __init__(self, running: int, per_client: int, waiting: int) -> None:
        """So many run at once; a client has at most `per_client` under way; `waiting` wait in all."""
        self._turns = Turns(running)
        self._per_client = per_client
        self._most = running + waiting
        self._under_way: Counter[str] = Counter()

    @asynccontextmanager
    async def admitted(self, client: str) -> AsyncIterator[None]:
        """Be counted until the answer is sent. Raises Refusal (429 for one's own too many, 503 for everybody's)."""
        if self._under_way[client] >= self._per_client:
            raise Refusal(
                429,
                f"{self._per_client} queries from this address are under way already; wait for one of them to end.",
                {"Retry-After": "2"},
            )
        if self._under_way.total() >= self._most:
            raise Refusal(
                503, "More queries are waiting here than can be answered soon; try again later.", {"Retry-After": "10"}
            )
        self._under_way[client] += 1
        try:
            yield
        finally:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for the client's turn to have a query run (`turns`). Raises Refusal (503) after a while."""
        try:
            async with asyncio.timeout(WAITING_TIME):
                await self._turns.take(client)
        except TimeoutError:
            raise Refusal(
                503,
                f"The query waited {WAITING_TIME:g} seconds for others to end and was not begun; try again later.",
                {"Retry-After": "10"},
            ) from None
        try:
            yield
        finally:
            self._turns.give_back(client)
