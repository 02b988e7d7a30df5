"""Queries for a SPARQL 1.1 endpoint: SPARQLWrapper makes the requests, and `exchange` sends them."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswalk.errors import EndpointFault, QuerySyntaxError
from crosswalk.graph.exchange import Arriving, Reply, Server
from crosswalk.graph.lines import Line

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper


class Graphs(NamedTuple):
    """The data set that a query is asked over (SPARQL 1.1 Protocol §2.1.4); empty for the endpoint's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


_ITS_OWN = Graphs()


class Endpoint:
    """An endpoint by its address; `shown` is the address as it may be told, without name, password and parameters."""

    def __init__(self, address: str) -> None:
        """Raises InputError where the address cannot be one."""
        self._server = Server(address)
        self.shown = self._server.shown
        #: Whether it answered when it was asked last; None where it was not asked yet.
        self.answered: bool | None = None

    def ask(
        self, text: str, form: str, time_limit: float, graphs: Graphs = _ITS_OWN, line: Line | None = None
    ) -> Reply:
        """The answer to a query of that form (select, ask, construct, describe), within so many seconds.

        A query changes nothing, so it is asked again where the server is busy or breaks off; cutting the line ends it.
        Raises EndpointFault, LimitExceeded (time, size), QuerySyntaxError where the endpoint cannot read the query.
        """
        with self._noted():
            return self._server.send(self._request(text, form, graphs), time_limit, twice=True, line=line)

    def begin(self, text: str, form: str, time_limit: float, graphs: Graphs, line: Line, byte_limit: int) -> Arriving:
        """The same answer once it begins; cutting the line ends it (see `Server.begin`). Raises as `ask`."""
        with self._noted():
            return self._server.begin(self._request(text, form, graphs), time_limit, line, byte_limit)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """An exchange, of which `answered` is kept; a query that is too much tells nothing of whether it answers."""
        try:
            yield
        except EndpointFault:
            self.answered = False
            raise
        except QuerySyntaxError:
            self.answered = True
            raise
        self.answered = True

    def _request(self, text: str, form: str, graphs: Graphs) -> urllib.request.Request:
        """The query as a POST with its parameters in the body, so that no server finds it too long."""
        from SPARQLWrapper import JSON, POST, TURTLE

        from crosswalk import __version__

        made: SPARQLWrapper = _wrapper(self._server.address, f"standards-crosswalk/{__version__}")
        made.setMethod(POST)
        made.setOnlyConneg(True)
        made.setReturnFormat(JSON if form in ("select", "ask") else TURTLE)
        # Set one by one: setQuery would guess the form from the text again.
        made.queryString, made.queryType = text, form.upper()
        _add(made, "default-graph-uri", graphs.default)
        _add(made, "named-graph-uri", graphs.named)
        return made._createRequest()


def _add(made: SPARQLWrapper, parameter: str, values: Sequence[str]) -> None:
    for value in values:
        made.addParameter(parameter, value)


def _wrapper(address: str, agent: str) -> Any:
    from SPARQLWrapper import SPARQLWrapper

    return SPARQLWrapper(address, agent=agent)
