"""A SPARQL 1.1 endpoint as an engine: the same queries and the same rows as embedded, asked over HTTP.

The default graph must hold what ours does: ontology, frameworks, mapping records and adopted claims. An endpoint whose
triples all lie in named graphs is recognised, and told how to offer them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from typing import NamedTuple

from crosswalk.errors import EndpointFault, InputError, LimitExceeded
from crosswalk.graph import arriving, dialects, oxigraph, reshaping, results, tokens
from crosswalk.graph.arriving import ArrivingRows, Row
from crosswalk.graph.declaring import declared
from crosswalk.graph.dialects import Dialect
from crosswalk.graph.endpoint import Endpoint, Graphs
from crosswalk.graph.exchange import Arriving, Reply
from crosswalk.graph.lines import Line
from crosswalk.graph.oxigraph import Output
from crosswalk.graph.refusals import late, partial
from crosswalk.graph.remote_streaming import Asking, RemoteStreamer
from crosswalk.graph.results import Result
from crosswalk.graph.slips import OwnReading
from crosswalk.graph.streaming import Dataset, Limits
from crosswalk.terms import Term
from crosswalk.vocabulary import BASE, PREFIXES

#: Seconds for a query, and rows for one that a person typed, where nothing else is said.
TIME_LIMIT = 30.0
ROW_LIMIT = 10_000

_RESULTS = ("application/sparql-results+json", "application/json", "text/json")
_GRAPHS = {
    "text/turtle": ".ttl",
    "application/x-turtle": ".ttl",
    "application/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
    "application/trig": ".trig",
    "application/n-quads": ".nq",
}


_ITS_OWN = Graphs()

#: So many rows are held before the first is passed on, where a server may have cut them off there without a word: the
#: largest number at which servers commonly do.
_HELD = 10_000


class _Within(NamedTuple):
    """The seconds that an answer may take, when they are over, and what ends them earlier."""

    seconds: float
    end: float
    line: Line | None = None


class RemoteEngine:
    """An endpoint that answers instead of the embedded store. It may be shared between threads."""

    def __init__(self, address: str, time_limit: float = TIME_LIMIT, may_be_empty: bool = False) -> None:
        """`may_be_empty` says that no answer is a wonder. Raises InputError where the address cannot be one."""
        self._endpoint = Endpoint(address)
        self._time_limit = time_limit
        self._looked = may_be_empty
        self._default: str | None = None
        self._named: tuple[str, ...] | None = None
        self._reading = OwnReading()
        self.version = self._endpoint.shown
        self.dated = False  # others may change what it holds at any time

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Result:
        """The answer to a query of ours. Raises EndpointFault, LimitExceeded, QuerySyntaxError; see `Endpoint.ask`."""
        if bindings:
            from crosswalk.graph.queries import fill_in

            text = fill_in(text, bindings)
        return self._answer(text, self._time_limit)

    def run(
        self,
        text: str,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow_service: bool = False,
        dataset: Dataset | None = None,
    ) -> Result:
        """The answer to what a person typed; the endpoint is asked for all rows, and `row_limit` of them are kept.

        Raises as `query`, and QueryRefused for an update, or for SERVICE where that is not allowed.
        """
        seconds = self._time_limit if time_limit is None else time_limit
        rows = ROW_LIMIT if row_limit is None else row_limit
        if not seconds > 0 or rows < 0:
            raise InputError(f"A query cannot run for {seconds:g} seconds with {rows} rows; give limits above zero.")
        tokens.refuse(text, allow_service)
        with self._reading.explaining(text):
            found = self._answer(declared(text), seconds, rows + 1, dataset)
        cut = found.truncated or len(found.rows) > rows or len(found.triples) > rows
        return found._replace(rows=found.rows[:rows], triples=found.triples[:rows], truncated=cut, limit=rows)

    def relay(self, text: str, form: str, syntax: str, limits: Asking, out: Output) -> None:
        """Write the answer to a SELECT, CONSTRUCT or DESCRIBE into `out` as it comes; `limits.line` cuts it off.

        Raises as `run`, NotSayable, and what `out` raises.
        """
        with self._reading.explaining(text):
            self._relay(declared(text), form, syntax, limits, out)

    def _relay(self, text: str, form: str, syntax: str, limits: Asking, out: Output) -> None:
        within = _Within(limits.seconds, time.monotonic() + limits.seconds, limits.line)
        graphs = self._graphs(text, limits.seconds) if limits.dataset is None else Graphs(*limits.dataset)
        reply = self._endpoint.begin(text, form, limits.seconds, graphs, limits.line, limits.size)
        with closing(reply), self._understood(reply.media_type):
            self._check(reply, form)
            if form == "select":
                came = arriving.read(reply)
                most = min(dialects.most_rows(reply.headers) or _HELD, limits.rows)
                rows = self._all_rows(text, came, reply.headers, most, graphs, within)
                oxigraph.write_rows(results.json_pieces(came.variables, _counted(rows, out)), syntax, out)
            elif not oxigraph.rewrite_graph(reply, _GRAPHS[reply.media_type], BASE, syntax, out):
                self._wonder()

    def _all_rows(
        self,
        text: str,
        came: ArrivingRows,
        headers: Mapping[str, str],
        most: int,
        graphs: Graphs,
        limits: _Within,
    ) -> Iterator[Row]:
        """The rows as they come, and where the server cut them off, all of them, asked for again in parts.

        Rows asked for in parts have an order of their own: until it is known whether they are needed, rows are held,
        `most` of them.
        """
        number, held = 0, list[Row]()
        for row in map(dialects.row, came.rows):
            number += 1
            if number <= most:
                held.append(row)
                continue
            yield from held
            held.clear()
            yield row
        cap = dialects.cap(headers, number)
        if cap is None:
            yield from held
        elif number > most or not reshaping.can_be_paged(text):
            self._count_again(text, number, graphs, limits)
            yield from held
        else:
            yield from self._in_parts(text, came.variables, cap, graphs, dialects.recognise(headers), limits)
        if not number:
            self._wonder()

    def serving(self, limits: Limits) -> RemoteStreamer:
        """The endpoint itself, asked on behalf of others within these limits."""
        return RemoteStreamer(self, limits)

    def dialect(self) -> Dialect:
        """Which kind of server it is. Raises as `query`."""
        return dialects.recognise(self._endpoint.ask("ASK { }", "ask", self._time_limit).headers)

    def answers(self) -> bool | None:
        """Whether the endpoint answered when it was asked last; None where it was not asked yet."""
        return self._endpoint.answered

    def notes(self) -> tuple[str, ...]:
        """Nothing: what an endpoint holds is not added from here."""
        return ()

    def dump(self, path: str) -> None:
        """Write the default graph to an N-Quads file. Raises as `query`, LimitExceeded for a large one."""
        rows = self.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows
        with open(path, "wb") as file:
            file.write(oxigraph.to_ntriples(oxigraph.from_rows(rows)))

    def close(self) -> None:
        """End what reads queries here."""
        self._reading.close()

    def _answer(self, text: str, seconds: float, most: int | None = None, dataset: Dataset | None = None) -> Result:
        """The answer within so many seconds, of a SELECT at least `most` rows where it has as many, or all of them.

        `dataset` names the graphs to ask instead of those that stand for ours.
        """
        form, end = tokens.kind(text), time.monotonic() + seconds
        graphs = self._graphs(text, seconds) if dataset is None else Graphs(*dataset)
        reply = self._endpoint.ask(text, form, seconds, graphs)
        found = self._read(reply, form)
        if not (found.rows or found.triples or found.boolean):
            self._wonder()
        cap = dialects.cap(reply.headers, len(found.rows)) if form == "select" else None
        if cap is None or (most is not None and len(found.rows) >= most):
            return found
        return self._rest(text, found, graphs, dialects.recognise(reply.headers), most, _Within(seconds, end))

    def _rest(
        self, text: str, found: Result, graphs: Graphs, dialect: Dialect, most: int | None, limits: _Within
    ) -> Result:
        """An answer that the server cut off, asked for again in parts as large as it gives; in the end it is all."""
        cap = len(found.rows)
        if not reshaping.can_be_paged(text):
            if most is not None:
                return found._replace(truncated=True)
            raise self._cut_off(cap)
        rows = self._in_parts(text, found.variables, cap, graphs, dialect, limits)
        return found._replace(rows=tuple(islice(rows, most)))

    def _in_parts(
        self,
        text: str,
        variables: tuple[str, ...],
        cap: int,
        graphs: Graphs,
        dialect: Dialect,
        limits: _Within,
    ) -> Iterator[Row]:
        """All rows of a query, asked for in parts of so many. Raises EndpointFault where they do not make the whole."""
        number = 0
        while True:
            part = reshaping.page(text, variables, cap, number, dialect.sorted_in_full)
            got = self._again(part, graphs, limits).rows if part is not None else ()
            number += len(got)
            yield from got
            if len(got) < cap:
                break
        self._count_again(text, number, graphs, limits, cap)

    def _count_again(self, text: str, number: int, graphs: Graphs, limits: _Within, cap: int | None = None) -> None:
        """Raises EndpointFault where a query does not have just so many rows, or where that cannot be asked."""
        if reshaping.can_be_paged(text):
            counted = self._again(reshaping.count(text), graphs, limits).rows
            if counted and str(counted[0][0]) == str(number):
                return
        raise self._cut_off(number if cap is None else cap)

    def _again(self, text: str, graphs: Graphs, limits: _Within) -> Result:
        left = limits.end - time.monotonic()
        if left <= 0:
            raise late(limits.seconds)
        try:
            return self._read(self._endpoint.ask(text, "select", left, graphs, limits.line), "select")
        except LimitExceeded:
            if time.monotonic() < limits.end:
                raise
            raise late(limits.seconds) from None

    def _cut_off(self, cap: int) -> EndpointFault:
        return EndpointFault(
            f"The endpoint {self._endpoint.shown} gives at most {cap} rows at a time, and its parts do not make the "
            "whole answer; ask for less at a time, or ask whoever runs it to allow more rows."
        )

    def _graphs(self, text: str, seconds: float) -> Graphs:
        """The data set to ask: the endpoint's own, or what stands for it where its default graph is another thing."""
        if self._default is None:
            about = f"ASK {{ GRAPH <{dialects.DEFAULT}> {{ ?s ?p ?o }} }}"
            found = self._read(self._endpoint.ask(about, "ask", seconds), "ask")
            self._default = dialects.DEFAULT if found.boolean else ""
        if not self._default or reshaping.has_own_dataset(text):
            return Graphs()
        # A data set that names a default graph has no other graphs but those that it names, too.
        named = reshaping.graphs_named(text)
        return Graphs((self._default,), self._listed(seconds) if named is None else named)

    def _listed(self, seconds: float) -> tuple[str, ...]:
        """The named graphs of ours that the endpoint holds, listed once."""
        if self._named is None:
            reply = self._endpoint.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", "select", seconds)
            graphs = {str(row[0]) for row in self._read(reply, "select").rows}
            self._named = tuple(sorted(name for name in graphs if name.startswith(PREFIXES["graph"])))
        return self._named

    def _read(self, reply: Reply, form: str) -> Result:
        self._check(reply, form)
        with self._understood(reply.media_type):
            if form in ("select", "ask"):
                found = results.from_json(reply.content)
                return dialects.read(dialects.recognise(reply.headers), form, found)
            suffix = _GRAPHS[reply.media_type]
            return Result("graph", triples=tuple(oxigraph.parse(reply.content, suffix, BASE)))

    def _check(self, reply: Reply | Arriving, form: str) -> None:
        """Raises EndpointFault, LimitExceeded where what comes is no answer, or part of one."""
        shown, kind = self._endpoint.shown, reply.media_type
        if dialects.is_partial(reply.headers):
            raise partial()
        if kind in ("text/html", "application/xhtml+xml"):
            raise EndpointFault(
                f"The endpoint {shown} answers with a web page, not with results; "
                "check the path, which often ends in /sparql or /query."
            )
        if kind not in (_RESULTS if form in ("select", "ask") else _GRAPHS):
            raise EndpointFault(
                f"The endpoint {shown} answers with {kind}, which is not what was asked for; "
                "it must speak SPARQL 1.1 and give its results as JSON."
            )

    @contextmanager
    def _understood(self, kind: str) -> Iterator[None]:
        """What is read here. Raises EndpointFault where it cannot be read."""
        try:
            yield
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError):
            raise EndpointFault(
                f"The endpoint {self._endpoint.shown} says that it gives results ({kind}), and they cannot be read; "
                "try again."
            ) from None

    def _wonder(self) -> None:
        """At the first answer that is empty: raises EndpointFault where the default graph holds nothing at all."""
        if self._looked:
            return
        self._looked = True  # asked once: later answers may be empty with good reason
        if self._holds("ASK { ?s ?p ?o }", Graphs((self._default,)) if self._default else Graphs()):
            return
        if self._holds("ASK { GRAPH ?g { ?s ?p ?o } }"):
            raise EndpointFault(
                f"The endpoint {self._endpoint.shown} has nothing in its default graph, its triples all lie in named "
                "graphs; let its default graph be their union (oxigraph serve --union-default-graph), or load the "
                "data with crosswalk publish."
            )
        raise EndpointFault(f"The endpoint {self._endpoint.shown} holds no triples; load the graph into it first.")

    def _holds(self, text: str, graphs: Graphs = _ITS_OWN) -> bool:
        return bool(self._read(self._endpoint.ask(text, "ask", self._time_limit, graphs), "ask").boolean)


def _counted(rows: Iterator[Row], out: Output) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        out.counted(number)
        yield row
