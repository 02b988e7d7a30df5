"""The description of the endpoint in each syntax, made once for each address that it is known by."""

from __future__ import annotations

import threading

from crosswalk.graph.service import Service

#: Descriptions that are kept: an address in a few syntaxes, or a few addresses.
_KEPT = 32


class Description:
    """What `graph.service_description` says, as text; it may be shared between threads."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept: dict[tuple[str, str], bytes] = {}
        self._lock = threading.Lock()

    def written(self, address: str, syntax: str) -> bytes:
        """The description of the service at an address. Raises what the engine raises."""
        with self._lock:
            if (address, syntax) not in self._kept:
                while len(self._kept) >= _KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[address, syntax] = self._service.described(address, syntax)
            return self._kept[address, syntax]
