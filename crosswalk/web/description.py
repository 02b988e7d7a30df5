"""The description of the endpoint in each syntax, made once for each address that it is known by."""

from __future__ import annotations

import threading

from crosswalk.graph.service import Service

#: Descriptions that are kept: an address in a few syntaxes, or a few addresses.
_KEPT = 32

#: The newest dump, the one that has all named graphs (`dumps`), beside ``/sparql``.
_DUMP = "/dumps/latest/crosswalk.nq"


class Description:
    """What `graph.service_description` says, as text; it may be shared between threads.

    `shipped` tells that the graph holds our own data alone, which the newest dump then is.
    """

    def __init__(self, service: Service, shipped: bool = True) -> None:
        self._service = service
        self._shipped = shipped
        self._kept: dict[tuple[str, str], bytes] = {}
        self._lock = threading.Lock()

    def written(self, address: str, syntax: str) -> bytes:
        """The description of the service at an address. Raises what the engine raises."""
        with self._lock:
            if (address, syntax) not in self._kept:
                while len(self._kept) >= _KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[address, syntax] = self._service.described(address, syntax, self._dump(address))
            return self._kept[address, syntax]

    def _dump(self, address: str) -> str:
        return f"{address.removesuffix('/sparql')}{_DUMP}" if self._shipped else ""
