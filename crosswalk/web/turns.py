"""Whose turn it is: so many run at once, and no client keeps the others waiting, however much they ask for."""

from __future__ import annotations

import asyncio
from collections import Counter


class Turns:
    """Turns of clients. It is for one event loop, where nothing interrupts the counting.

    A turn cannot be taken back, so one of several is never given to a client who has all the others: whoever else comes
    finds it free. Of those that wait the next is of the client who has fewest turns; of these the one who has waited
    longest, which a client's later requests do only since an earlier one had its turn.
    """

    def __init__(self, running: int) -> None:
        self._free = running
        self._most = max(1, running - 1)
        self._taken: Counter[str] = Counter()
        #: Those that wait, in the order in which they are due.
        self._waiting: dict[asyncio.Future[None], str] = {}

    async def take(self, client: str) -> None:
        """Wait for a turn, which the client then has until it is given back; whoever is cancelled has none."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting[turn] = client
        self._give()
        try:
            await turn
        except asyncio.CancelledError:
            if self._waiting.pop(turn, None) is None:  # it came in the same moment
                self.give_back(client)
            raise

    def give_back(self, client: str) -> None:
        """End a turn of a client, and give it to the next."""
        self._free += 1
        self._taken[client] -= 1
        if not self._taken[client]:
            del self._taken[client]
        self._give()

    def _give(self) -> None:
        while self._free:
            waiting = [(turn, client) for turn, client in self._waiting.items() if not turn.done()]  # else cancelled
            may = [turn for turn, client in waiting if self._taken[client] < self._most]
            if not may:
                return
            turn = min(may, key=lambda one: self._taken[self._waiting[one]])  # of those alike the first
            client = self._waiting.pop(turn)
            self._free -= 1
            self._taken[client] += 1
            for later in [one for one, whose in self._waiting.items() if whose == client]:
                self._waiting[later] = self._waiting.pop(later)
            turn.set_result(None)
