"""What a public endpoint gives of a graph: answers in the W3C syntaxes, part by part, within limits, and what it is."""

from __future__ import annotations

from crosswalk.graph import tokens
from crosswalk.graph.store import Engine
from crosswalk.graph.streaming import AnswerStream, Dataset, Limits

#: Functions whose value is another at every call (SPARQL 1.1 §17.4): an answer with one cannot be kept.
_CHANGING = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))


class Service:
    """The graph as an endpoint asks it; its queries run apart from those of whoever opened the graph."""

    def __init__(self, engine: Engine, limits: Limits) -> None:
        self.limits = limits
        #: What names the state of the data, "" where nothing does.
        self.version = engine.version if engine.dated else ""
        self._engine = engine
        self._streamer = engine.serving(limits)

    def form(self, text: str) -> str:
        """What a query asks for: select, ask, construct or describe. Raises QuerySyntaxError, QueryRefused."""
        tokens.refuse(text)
        return tokens.kind(text)

    def lasts(self, text: str) -> bool:
        """Whether the same query has the same answer as long as `version` is the same."""
        if not self.version:
            return False
        return not any(token.kind == "word" and token.text.upper() in _CHANGING for token in tokens.tokenise(text))

    def answer(self, text: str, syntax: str, dataset: Dataset | None = None) -> AnswerStream:
        """The answer in a syntax: json, xml, csv, tsv, or turtle, ntriples, rdfxml, jsonld, trig, nquads.

        Raises QueryRefused, QuerySyntaxError; LimitExceeded, EnvironmentFault and others as its parts are asked for.
        """
        return self._streamer.stream(text, syntax, dataset=dataset)

    def graphs(self) -> frozenset[str]:
        """The IRIs of the named graphs. Raises what the engine raises."""
        rows = self._engine.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        return frozenset(str(name) for (name,) in rows)

    def described(self, endpoint: str, syntax: str, dump: str = "") -> bytes:
        """What the service at that address is (see `service_description`), in a syntax for triples."""
        from crosswalk.graph.oxigraph import write_triples
        from crosswalk.graph.service_description import describe

        return write_triples(describe(self._engine, endpoint, dump), syntax)

    def endpoint(self) -> str:
        """How the endpoint that holds the graph did when it was asked last; "" where none holds it."""
        from crosswalk.graph.remote import RemoteEngine

        if not isinstance(self._engine, RemoteEngine):
            return ""
        return {True: "answers", False: "does not answer", None: "not asked yet"}[self._engine.answers()]

    def close(self) -> None:
        """End what runs for it."""
        self._streamer.close()
