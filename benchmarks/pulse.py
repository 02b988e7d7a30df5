"""How a server feels to somebody beside its load: addresses asked all the time, one request after the other."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from urllib.parse import urlsplit

from load import quantile

#: How long to rest between two requests, in seconds.
REST = 0.005


class Pulse:
    """Asks addresses of a server in turn, from a thread of its own, within each block that `with` opens.

    `taken` has the seconds of each request by its path, `lost` what became of those without an answer of 200.
    """

    def __init__(self, root: str, paths: Sequence[str], rest: float = REST, patience: float = 30.0) -> None:
        self._place = urlsplit(root)
        self._rest = rest
        self._patience = patience
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.taken: dict[str, list[float]] = {path: [] for path in paths}
        self.lost: list[str] = []

    def __enter__(self) -> Pulse:
        self._ended.clear()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def quantile(self, path: str, share: float) -> float:
        """The seconds within which such a share of the requests for a path had its answer; a share of 1 is all."""
        return quantile(sorted(self.taken[path]), share)

    def _beat(self) -> None:
        connection = http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=self._patience)
        while not self._ended.is_set():
            for path in self.taken:
                begun = time.perf_counter()
                try:
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 200:
                        self.lost.append(f"{path}: {answer.status}")
                except (OSError, http.client.HTTPException) as error:
                    self.lost.append(f"{path}: {type(error).__name__} after {time.perf_counter() - begun:.2f} s")
                    connection.close()
                self.taken[path].append(time.perf_counter() - begun)
                self._ended.wait(self._rest)
        connection.close()
