"""The graph as everybody asks it: what `open_graph` gives. Pages, commands and scripts reach the graph only by this."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from crosswalk.errors import InputError, UnknownIdentifier, WorkspaceFault
from crosswalk.graph import identifiers, overlay, queries
from crosswalk.graph.answers import Answers
from crosswalk.graph.naming import Names
from crosswalk.graph.results import Result
from crosswalk.graph.statement_view import Record, StatementView
from crosswalk.graph.store import EmbeddedStore, Engine
from crosswalk.terms import Iri
from crosswalk.words import UNNAMED

if TYPE_CHECKING:
    import networkx
    import rdflib

    from crosswalk.evidence.workspace import Workspace
    from crosswalk.graph.alignment import Alignment
    from crosswalk.graph.joined import JoinedStore
    from crosswalk.graph.neighbourhood import Neighbourhood
    from crosswalk.graph.publication import Edition
    from crosswalk.graph.resource import Description
    from crosswalk.graph.search import Hit
    from crosswalk.graph.service import Service
    from crosswalk.graph.streaming import Limits
    from crosswalk.model import Citation


class CrosswalkGraph:
    """The graph, ready to be asked. Reading is all it does; it may be shared between threads."""

    def __init__(self, engine: Engine, workspace: str | None = None, keep: bool = False, private: bool = True) -> None:
        self.version = engine.version
        #: What names the state of the data; "" where nothing does, since others may change what an endpoint holds.
        self.state = engine.version if engine.dated else ""
        self._engine = engine
        self._workspace = workspace
        self._private = private
        self._names = Names(engine)
        self._answers = Answers() if keep else Answers(0)
        self._found: Callable[..., tuple[Hit, ...]] | None = None
        self._labels: dict[str, str] | None = None
        self._retired: frozenset[str] | None = None
        self._statements: tuple[Record, ...] | None = None
        self._alignment: Alignment | None = None
        self._records: Workspace | None = None
        self._store: JoinedStore | None = None

    @property
    def data_version(self) -> str:
        """The state of the data as pages, documents and citations name it: in short, or that it has no name."""
        return self.state[:12] or UNNAMED

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be known of the data that was added: what could not be read, shown or named as it is written."""
        return self._engine.notes()

    def query(self, name: str, /, **parameters: object) -> Result:
        """The answer of a library query.

        Raises UnknownIdentifier for a name or an identifier that does not exist, QueryParameterError for a parameter
        that is missing, unknown or of the wrong type.

        >>> from crosswalk import open_graph
        >>> graph = open_graph()
        >>> [row["framework"] for row in graph.query("list_frameworks").records()][0]
        'ais-psi'
        """
        query = queries.load(name)
        bindings = queries.bindings(query, parameters, self.resolve, self._names.short)
        engine = self._joined() if query.of_workspace else self._engine
        return self._names.name(engine.query(query.text, bindings))

    def records(self, name: str, /, **parameters: object) -> tuple[Record, ...]:
        """The rows of a library query as plain values, see `Result.records`."""
        return self._answers.get(
            (name, *sorted((key, str(value)) for key, value in parameters.items() if value is not None)),
            lambda: tuple(self.query(name, **parameters).records()),
            lambda: not queries.load(name).of_workspace,
        )

    def _for_good(self, name: str, /, **parameters: object) -> tuple[Record, ...]:
        """Rows as `records` gives them, for what keeps them and changes none: all statements are read once for all."""
        if name != "list_statements" or parameters:
            return self.records(name, **parameters)
        if self._statements is None:
            self._statements = self.records(name)
        return self._statements

    def sparql(
        self,
        text: str,
        *,
        time_limit: float | None = None,
        row_limit: int | None = None,
        allow_service: bool = False,
        with_workspace: bool = True,
    ) -> Result:
        """The answer to any read-only SPARQL, within limits of seconds and rows; embedded, in a worker process.

        What a school wrote lies in named graphs beside the rest, unless `with_workspace` leaves it out.
        Raises QueryRefused, QuerySyntaxError, LimitExceeded.

        >>> from crosswalk import open_graph
        >>> open_graph().sparql("ASK { ?s skos:notation '3.4' }").boolean
        True
        """
        engine = self._joined() if with_workspace and self.has_records() else self._engine
        answer = engine.run(text, time_limit=time_limit, row_limit=row_limit, allow_service=allow_service)
        return self._names.name(answer)

    def statement(self, identifier: str) -> StatementView:
        """A statement with everything. Raises UnknownIdentifier, AmbiguousIdentifier, UnreadableFile (the overlay's).

        >>> from crosswalk import open_graph
        >>> view = open_graph().statement("ais-psi:3.4")
        >>> [row["other"] for row in view.mappings if row["kind"] == "xw:printed"]
        ['ib-psp-2014:B2.8', 'ib-psp-2014:C3.10', 'ib-psp-2014:C3.11', 'ib-psp-2014:C3.15', 'iste-coaches-2011:3d']
        """
        iri = self.resolve(identifier)
        short = self._names.short(iri.value)
        facts = self.records("describe_statement", statement=iri)
        if not facts:
            raise UnknownIdentifier(f"{short} names a framework, not a statement; write {short}:<code>.")
        relatives = self.records("list_relatives", statement=iri)
        return StatementView(
            short,
            iri.value,
            facts[0],
            tuple(r for r in relatives if r["place"] == "above"),
            tuple(r for r in relatives if r["place"] == "below"),
            self.records("list_statement_mappings", statement=iri),
            self.records("list_joint_claims", with_statement=iri),
            self.records("list_unresolved_citations", by_statement=iri),
            self.records("show_rubric", statement=iri),
            overlay.wording(self._workspace, [str(row["framework"]) for row in facts], iri.value)
            if self._private
            else "",
        )

    def neighbourhood(self, identifier: str, hops: int = 1, kinds: Sequence[str] | None = None) -> Neighbourhood:
        """What lies around a statement (see `graph.neighbourhood`). Raises as `statement` does, and InputError.

        >>> from crosswalk import open_graph
        >>> around = open_graph().neighbourhood("ais-psi:3.4", kinds=["printed"])
        >>> [node.short for node in around.nodes][1:3]
        ['ib-psp-2014:B2.8', 'ib-psp-2014:C3.10']
        """
        from crosswalk.graph import neighbourhood as found

        return found.around(self.statement(identifier), self.records, self.alignment, hops, kinds or found.USUAL)

    def resolve(self, identifier: str) -> Iri:
        """The IRI of a short form or a framework id, or an IRI that has one. Raises as `statement` does."""
        return identifiers.resolve(self._engine, identifier)

    def resource(self, iri: str, whole: bool = True) -> Description | None:
        """What the graph says of any IRI, alone or with all that belongs to it (`graph.resource`); None for nothing."""
        from crosswalk.graph import resource as found

        return found.describe(self._engine, iri) if whole else found.find(self._engine, iri)

    def newest_claim(self) -> str:
        """The date of the newest claim, ``2026-11-22``; "" where none has one."""
        from crosswalk.graph import recency

        return recency.newest_claim(self._engine)

    def retired(self) -> frozenset[str]:
        """The short forms of what is kept only to tell that it is no longer used; read once, like the labels."""
        if self._retired is None:
            from crosswalk.graph import resource as found

            self._retired = frozenset(self._names.short(iri) for iri in found.retired(self._engine))
        return self._retired

    def ships(self, iri: str) -> bool:
        """Whether the resource is of what ships, and not of what was added or lies in an endpoint (`graph.shipping`).

        >>> from crosswalk import open_graph
        >>> open_graph().ships("https://w3id.org/standards-crosswalk/id/ais-psi/3.4")
        True
        """
        from crosswalk.graph import shipping

        return shipping.ships(self._engine, iri)

    def search(self, words: str, *, framework: str | None = None, limit: int = 20) -> tuple[Hit, ...]:
        """Statements by code, words, beginnings of words, and with a typo, the best first.

        >>> from crosswalk import open_graph
        >>> "ais-psi:3.4" in [hit.short for hit in open_graph().search("asistive", limit=5)]
        True
        """
        from crosswalk.graph.search import Index, search

        if self._found is None:  # made once, since the graph is only read; made twice at once, either will do
            rows = self._for_good("list_statements")  # one with two parents, or in two frameworks, has two
            index = Index({(row["statement"], row["framework"]): row for row in rows}.values())
            # The last few answers are kept, since a page asks again at every choice; nothing in them holds the graph.
            self._found = lru_cache(maxsize=4)(partial(search, index, limit=sys.maxsize))
        return self._found(words, framework=framework)[: max(0, limit)]

    def cite(self, text: str) -> tuple[tuple[Citation, str], ...]:
        """The standards citations in any text, each with the own label of what it resolves to ("" where nothing).

        >>> from crosswalk import open_graph
        >>> [c.resolved for c, _ in open_graph().cite("as in IB B2.8 and ISTE Coaches 3d")]
        ['ib-psp-2014:B2.8', 'iste-coaches-2011:3d']
        """
        from crosswalk.graph.publication import codes_by_framework
        from crosswalk.sources.citing import cite

        labels = self.labels()
        return tuple((found, labels.get(found.resolved or "", "")) for found in cite(text, codes_by_framework(labels)))

    def labels(self) -> Mapping[str, str]:
        """Our own label of every statement and framework, by short form; read once, like the graph itself."""
        if self._labels is None:
            rows = self.records("list_identifiers")
            self._labels = {str(record["identifier"]): str(record["label"]) for record in rows}
        return self._labels

    def read_growth_model(self, path: str, labels: str | None = None) -> Edition:
        """A growth model read from its document, its codes resolved against this graph (see `publication`)."""
        from crosswalk.graph.publication import read_growth_model

        return read_growth_model(path, self.labels(), labels)

    def read_lettered(self, path: str, framework: str) -> overlay.Wordings:
        """A publisher's text in lettered layout as the overlay of a framework (see `graph/overlay.py`); writes nothing.

        Raises UnknownIdentifier for a framework that is not held, InputError, UnreadableFile.
        """
        known = [str(row["framework"]) for row in self.records("list_frameworks")]
        found = identifiers.framework(framework, known)
        held = overlay.held_statements(self.query("list_statements", in_framework=found))
        return overlay.read_lettered(path, found, held)

    @property
    def alignment(self) -> Alignment:
        """What follows from the claims: any framework to any other, each answer with its proofs.

        >>> from crosswalk import open_graph
        >>> found = open_graph().alignment.derive("iste-coaches-2011", "iste-education-leaders-2018")
        >>> {derived.verdict for derived in found} == {"entailed", "candidate"}
        True
        """
        from crosswalk.graph.alignment import Alignment

        if self._alignment is None:
            short = self._names.short
            self._alignment = Alignment(self._for_good, lambda given: short(self.resolve(given).value), short)
        return self._alignment

    @property
    def workspace(self) -> Workspace:
        """What a school writes: evidence, assessments, decisions; made where there is none. Raises WorkspaceFault.

        >>> import tempfile
        >>> from crosswalk import open_graph
        >>> open_graph(workspace=tempfile.mkdtemp()).workspace.records("evidence")
        []
        """
        from crosswalk.evidence.vocabulary import Vocabulary
        from crosswalk.evidence.workspace import Workspace

        if not self._private:
            raise WorkspaceFault("This graph was opened for the public, without a workspace; nothing is kept here.")
        if self._records is None:
            folder = overlay.workspace_folder(self._workspace)
            self._records = Workspace(folder, Vocabulary(self._for_good, self.resolve, self._names.short))
        return self._records

    def has_records(self) -> bool:
        """Whether anything was written in the workspace; none is made to find out. Raises WorkspaceFault."""
        from crosswalk.evidence.database import FILE

        if not self._private:
            return False
        held = os.path.isfile(os.path.join(overlay.workspace_folder(self._workspace), FILE))
        return held and isinstance(self._engine, EmbeddedStore) and self.workspace.version() > 0

    def _joined(self) -> JoinedStore:
        """The graph with the records of the workspace beside it. Raises InputError where an endpoint is asked."""
        from crosswalk.evidence.projection import Projection
        from crosswalk.graph.joined import JoinedStore

        if self._store is None:
            if not self._private:
                raise InputError("This graph was opened for the public, without records; ask about the data itself.")
            if not isinstance(self._engine, EmbeddedStore):
                raise InputError("An endpoint does not see your records; leave out --endpoint to ask about them.")
            self._store = JoinedStore(self._engine, Projection(self.workspace.database))
        return self._store

    def service(self, limits: Limits) -> Service:
        """What a public endpoint gives of the graph, within limits (see `graph.service`); close it in the end.

        >>> from crosswalk import open_graph
        >>> from crosswalk.graph.streaming import Limits
        >>> service = open_graph().service(Limits(workers=1))
        >>> b"".join(service.answer("ASK { ?s skos:notation '3.4' }", "csv"))
        b'true'
        >>> service.close()
        """
        from crosswalk.graph.service import Service

        return Service(self._engine, limits)

    def library(self) -> tuple[queries.LibraryQuery, ...]:
        """The queries of the library, with their questions and parameters."""
        return tuple(queries.load(name) for name in queries.names())

    def to_rdflib(self) -> rdflib.Dataset:
        """All named graphs, and the default graph of every query, as an rdflib dataset of its own.

        >>> from crosswalk import open_graph
        >>> bool(open_graph().to_rdflib().query("ASK { ?s skos:notation '3.4' }").askAnswer)
        True
        """
        from crosswalk.graph.libraries import to_rdflib

        return to_rdflib(self._engine.dump)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Statements as nodes (by short form), hierarchy and claims as edges with their `relation` and attributes.

        >>> from crosswalk import open_graph
        >>> open_graph().to_networkx().has_edge("ais-psi:3.4", "ib-psp-2014:B2.8")
        True
        """
        from crosswalk.graph.libraries import to_networkx

        return to_networkx(self.records, self.version)

    def close(self) -> None:
        """End the worker processes; the graph can still answer library queries."""
        self._engine.close()
        if self._store is not None:
            self._store.close()
