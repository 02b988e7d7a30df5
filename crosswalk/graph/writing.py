"""Graphs written to a server of others, whole: by the Graph Store HTTP Protocol, or by SPARQL 1.1 Update."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote

from crosswalk.graph import oxigraph
from crosswalk.graph.exchange import Server
from crosswalk.terms import Triple


class Writer(Protocol):
    """What puts a named graph in the place of the one that a server has."""

    #: The address that is written to, without name and password.
    shown: str

    def replace(self, graph: str, triples: Iterable[Triple], time_limit: float) -> None:
        """Let a named graph hold these triples and no others. Raises EndpointFault, LimitExceeded, QuerySyntaxError."""
        ...

    def remove(self, graph: str, time_limit: float) -> None:
        """Let there be no such graph; none there before is no fault. Raises as `replace`."""
        ...


class GraphStore:
    """A graph store (SPARQL 1.1 Graph Store HTTP Protocol), whose graphs are named by a parameter (§4.2)."""

    def __init__(self, address: str) -> None:
        """Raises InputError where the address cannot be one."""
        self._server = Server(address, "--graph-store")
        self.shown = self._server.shown

    def replace(self, graph: str, triples: Iterable[Triple], time_limit: float) -> None:
        """PUT the graph (§5.3), which says the same however often it is sent, and so is sent again where it fails."""
        request = urllib.request.Request(  # noqa: S310
            self._place(graph),
            oxigraph.to_ntriples(sorted(triples, key=str)),
            {"Content-Type": "application/n-triples"},
            method="PUT",
        )
        self._server.send(request, time_limit, twice=True)

    def remove(self, graph: str, time_limit: float) -> None:
        """DELETE the graph (§5.4), which is not sent twice: the second time there would be none (404)."""
        self._server.send(urllib.request.Request(self._place(graph), method="DELETE"), time_limit)  # noqa: S310

    def _place(self, graph: str) -> str:
        address = self._server.address
        return f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"


class Updates:
    """An address that takes updates (SPARQL 1.1 Protocol §2.2.2), so many triples at a time."""

    def __init__(self, address: str, lines: int) -> None:
        """Raises InputError where the address cannot be one."""
        self._server = Server(address, "--update")
        self._lines = lines
        self.shown = self._server.shown

    def replace(self, graph: str, triples: Iterable[Triple], time_limit: float) -> None:
        """DROP the graph and insert its triples in parts; an update is never sent twice, whatever becomes of it."""
        self.remove(graph, time_limit)
        lines = oxigraph.to_ntriples(sorted(triples, key=str)).decode().splitlines(keepends=True)
        for start in range(0, len(lines), self._lines):
            part = "".join(lines[start : start + self._lines])
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{part}}} }}", time_limit)

    def remove(self, graph: str, time_limit: float) -> None:
        """DROP the graph."""
        self._update(f"DROP SILENT GRAPH <{graph}>", time_limit)

    def _update(self, text: str, time_limit: float) -> None:
        request = urllib.request.Request(  # noqa: S310
            self._server.address, text.encode(), {"Content-Type": "application/sparql-update"}, method="POST"
        )
        self._server.send(request, time_limit)
