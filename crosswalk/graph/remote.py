"""A SPARQL 1.1 endpoint as an engine: the same queries and the same rows as embedded, asked over HTTP.

The default graph must hold what ours does: ontology, frameworks, mapping records and adopted claims. An endpoint whose
triples all lie in named graphs is recognised, and told how to offer them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crosswalk.errors import EndpointFault, InputError
from crosswalk.graph import oxigraph, results, tokens
from crosswalk.graph.endpoint import Endpoint, Reply
from crosswalk.graph.results import Result
from crosswalk.graph.streaming import AnswerStream, Dataset, Limits, too_many
from crosswalk.terms import Term
from crosswalk.vocabulary import PREFIXES

#: Seconds for a query, and rows for one that a person typed, where nothing else is said.
TIME_LIMIT = 30.0
ROW_LIMIT = 10_000

_RESULTS = ("application/sparql-results+json", "application/json", "text/json")
_GRAPHS = {
    "text/turtle": ".ttl",
    "application/x-turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
    "application/trig": ".trig",
    "application/n-quads": ".nq",
}


class RemoteEngine:
    """An endpoint that answers instead of the embedded store. It may be shared between threads."""

    def __init__(self, address: str, time_limit: float = TIME_LIMIT) -> None:
        """Raises InputError where the address cannot be one; nothing is asked yet."""
        self._endpoint = Endpoint(address)
        self._time_limit = time_limit
        self._looked = False
        self.version = self._endpoint.shown

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
        found = self._answer(_with_prefixes(text), seconds, dataset)
        cut = len(found.rows) > rows or len(found.triples) > rows
        return found._replace(rows=found.rows[:rows], triples=found.triples[:rows], truncated=cut, limit=rows)

    def serving(self, limits: Limits) -> RemoteStreamer:
        """The endpoint itself, asked on behalf of others within these limits."""
        return RemoteStreamer(self, limits)

    def notes(self) -> tuple[str, ...]:
        """Nothing: what an endpoint holds is not added from here."""
        return ()

    def dump(self, path: str) -> None:
        """Write the default graph to an N-Quads file. Raises as `query`, LimitExceeded for a large one."""
        triples = self._answer("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", self._time_limit).triples
        with open(path, "wb") as file:
            file.write(oxigraph.to_ntriples(triples))

    def close(self) -> None:
        """Nothing runs beside this process."""

    def _answer(self, text: str, seconds: float, dataset: Dataset | None = None) -> Result:
        form = tokens.kind(text)
        found = self._read(self._endpoint.ask(text, form, seconds, dataset), form)
        if not (found.rows or found.triples or found.boolean or self._looked):
            self._looked = True  # asked once: later answers may be empty with good reason
            self._look_at_default_graph()
        return found

    def _read(self, reply: Reply, form: str) -> Result:
        shown, kind = self._endpoint.shown, reply.media_type
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
        try:
            if form in ("select", "ask"):
                return results.from_json(reply.content)
            return Result("graph", triples=tuple(oxigraph.parse(reply.content, _GRAPHS[kind], shown)))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError):
            raise EndpointFault(
                f"The endpoint {shown} says that it gives results ({kind}), and they cannot be read; try again."
            ) from None

    def _look_at_default_graph(self) -> None:
        """Raises EndpointFault where the default graph holds nothing, with what to do."""
        if self._holds("ASK { ?s ?p ?o }"):
            return
        if self._holds("ASK { GRAPH ?g { ?s ?p ?o } }"):
            raise EndpointFault(
                f"The endpoint {self._endpoint.shown} has nothing in its default graph, its triples all lie in named "
                "graphs; let its default graph be their union (oxigraph serve --union-default-graph), or load the "
                "data into the default graph too."
            )
        raise EndpointFault(f"The endpoint {self._endpoint.shown} holds no triples; load the graph into it first.")

    def _holds(self, text: str) -> bool:
        return bool(self._read(self._endpoint.ask(text, "ask", self._time_limit), "ask").boolean)


def _with_prefixes(text: str) -> str:
    """The query, our prefixes that it uses and does not declare declared before it; its lines keep their numbers."""
    found = list(tokens.tokenise(text))
    end = tokens.prologue(found)
    declared = {token.text[:-1] for token in found[:end] if token.kind == "name"}
    used = {token.text.partition(":")[0] for token in found[end:] if token.kind == "name"}
    missing = sorted(used.intersection(PREFIXES) - declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text


class RemoteStreamer:
    """Answers for an endpoint of ours by asking another, whose whole answer is read before any of it is passed on."""

    def __init__(self, engine: RemoteEngine, limits: Limits) -> None:
        self._engine = engine
        self._limits = limits

    def stream(self, text: str, syntax: str, *, dataset: Dataset | None = None) -> AnswerStream:
        """As `Guard.stream`; what the other endpoint refuses or fails at is raised when the first part is asked for."""
        tokens.refuse(text)
        made = AnswerStream()
        made.begin(self._parts(text, syntax, dataset))
        return made

    def close(self) -> None:
        """Nothing runs for it."""

    def _parts(self, text: str, syntax: str, dataset: Dataset | None) -> Iterator[bytes]:
        seconds, rows = self._limits.seconds, self._limits.rows
        found = self._engine.run(text, time_limit=seconds, row_limit=rows, dataset=dataset)
        if found.truncated:
            raise too_many(rows)
        yield found.written(syntax)
