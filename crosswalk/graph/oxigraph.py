"""The one module that knows pyoxigraph: terms across the border, RDF text in and out, stores on disk and in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import pyoxigraph as ox

from crosswalk.graph import rdf_xml
from crosswalk.graph.pieces import Pieces
from crosswalk.graph.xml_text import INSTEAD, Sink, XmlText, checked
from crosswalk.terms import Blank, Iri, Literal, Term, Triple
from crosswalk.vocabulary import PREFIXES

Store = ox.Store

#: File endings and the syntax each stands for.
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".n3": ox.RdfFormat.N3,
}

#: The W3C results formats by the name a person gives them.
RESULTS_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}

#: The syntaxes for triples by the name that an endpoint's answer is asked for in.
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def to_engine(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Our term as pyoxigraph's. Raises ValueError for an IRI or language tag that is none."""
    if isinstance(term, Iri):
        return ox.NamedNode(term.value)
    if isinstance(term, Blank):
        return ox.BlankNode(term.label)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def from_engine(term: object) -> Term:
    """pyoxigraph's term as ours."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.language) if term.language else Literal(term.value, None, term.datatype.value)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    raise TypeError(f"{term!r} is not a term of an RDF 1.1 graph")


def _engine_triple(triple: Triple) -> ox.Triple:
    terms = (to_engine(triple.subject), to_engine(triple.predicate), to_engine(triple.object))
    return ox.Triple(*terms)  # type: ignore[arg-type]


class Writer(dict[Term, str]):
    """Terms with their N-Triples text, each converted once: most of a graph's terms come up often.

    To ask for a term that is none raises ValueError (see `to_engine`).
    """

    def __missing__(self, term: Term) -> str:
        self[term] = made = str(to_engine(term))
        return made

    def can_write(self, *triples: Triple) -> bool:
        """Whether every term of the triples is one (an IRI without spaces, a language tag that is one)."""
        try:
            return all([self[s] and self[p] and self[o] for s, p, o in triples])
        except ValueError:
            return False


def parse(data: bytes, suffix: str = ".ttl", base_iri: str | None = None) -> Iterator[Triple]:
    """The triples of an RDF text; `suffix` names its syntax. Raises SyntaxError (with line) where it breaks."""
    for quad in ox.parse(data, format=FORMATS[suffix], base_iri=base_iri):
        yield Triple(from_engine(quad.subject), from_engine(quad.predicate), from_engine(quad.object))  # type: ignore[arg-type]


def parse_quads(data: bytes, suffix: str, base_iri: str | None = None) -> Iterator[tuple[Triple, str | None]]:
    """The triples of an RDF text, each with its named graph (None is the default graph). Raises SyntaxError."""
    for quad in ox.parse(data, format=FORMATS[suffix], base_iri=base_iri):
        triple = Triple(from_engine(quad.subject), from_engine(quad.predicate), from_engine(quad.object))  # type: ignore[arg-type]
        yield triple, None if isinstance(quad.graph_name, ox.DefaultGraph) else str(from_engine(quad.graph_name))


def to_nquads(graphs: Mapping[str, Iterable[Triple]]) -> bytes:
    """Named graphs (IRI → triples) as N-Quads, each line once, in the order of their bytes."""
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
        for name, triples in graphs.items()
        for t in map(_engine_triple, triples)
    )
    lines = bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").split(b"\n")
    return b"".join(line + b"\n" for line in sorted(set(lines)) if line)


def to_ntriples(triples: Iterable[Triple]) -> bytes:
    """The triples as N-Triples."""
    return bytes(ox.serialize((_engine_triple(t) for t in triples), format=ox.RdfFormat.N_TRIPLES) or b"")


def from_rows(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[Triple]:
    """The rows of a query for subjects, predicates and objects as the triples they are."""
    return (Triple(*row) for row in rows)  # type: ignore[arg-type]


def to_turtle(triples: Iterable[Triple]) -> bytes:
    """The triples as Turtle with our prefixes, in the order given."""
    return bytes(
        ox.serialize((_engine_triple(t) for t in triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    )


def name_blanks(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The triples with their blank nodes named by what is said of them (RDFC-1.0), so that two runs name them alike.

    For triples of ours alone: a graph can be made of which this takes forever.
    """
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in map(_engine_triple, triples))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    terms = ((q.subject, q.predicate, q.object) for q in dataset)
    return tuple(Triple(*map(from_engine, three)) for three in terms)  # type: ignore[arg-type]


def write_triples(triples: Iterable[Triple], syntax: str) -> bytes:
    """The triples in a syntax of `GRAPH_FORMATS`, with our prefixes where it has any.

    Raises NotSayable where that syntax has no way to say them.
    """
    if syntax == "rdfxml":
        return checked("".join(rdf_xml.pieces(triples)).encode(), syntax)
    made = ox.serialize((_engine_triple(t) for t in triples), format=GRAPH_FORMATS[syntax], prefixes=PREFIXES)
    return bytes(made or b"")


def file_iri(path: str) -> str:
    """The IRI of a file, against which its relative IRIs are read; a folder's name may hold spaces and any letter."""
    from pathlib import Path

    return Path(path).absolute().as_uri()


def load_file(store: Store, path: str, graphs: Iterable[str | None]) -> None:
    """Load an RDF file natively into each of the named graphs (None is the default graph)."""
    for graph in graphs:
        store.bulk_load(
            path=path,
            format=FORMATS[os.path.splitext(path)[1].lower()],
            base_iri=file_iri(path),
            to_graph=_graph(graph),
        )


def load_triples(store: Store, triples: Iterable[Triple], graphs: Iterable[str | None]) -> None:
    """Add triples to each of the named graphs (None is the default graph).

    A blank node is the same in all of them and in no other call. Raises ValueError for a term that is none.
    """
    text, end = Writer(), " .\n"  # which ends every line and, since a literal's own line breaks are escaped, no term
    said = "".join([f"{text[s]} {text[p]} {text[o]}{end}" for s, p, o in triples])
    if any(isinstance(term, Blank) for term in text):  # each stretch of text that is loaded has blank nodes of its own
        ends = [end if graph is None else f" {ox.NamedNode(graph)}{end}" for graph in graphs]
        store.bulk_load("".join([said.replace(end, one) for one in ends]).encode(), format=ox.RdfFormat.N_QUADS)
        return
    for graph in graphs:
        store.bulk_load(said.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=_graph(graph))


def _graph(name: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if name is None else ox.NamedNode(name)


#: Endings of the syntaxes that know named graphs; `load_file` would put their quads where the file says.
QUADS = (".nq", ".trig", ".jsonld")


def open_read_only(path: str) -> Store:
    """A store on disk, for reading only. Raises OSError where the folder holds no sound store."""
    try:
        return ox.Store.read_only(path)
    except RuntimeError as error:  # how the engine reports a corrupted file
        raise OSError(str(error)) from None


def memory_store(nquads: str | None = None) -> Store:
    """A store in memory, filled from an N-Quads file where one is named."""
    store = ox.Store()
    if nquads is not None:
        store.bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
    return store


def load_nquads(store: Store, path: str) -> None:
    """Load an N-Quads file into a store, for a worker process. Raises OSError, SyntaxError."""
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)


def copy_into(store: Store, path: str) -> None:
    """Copy the store on disk at `path` into a store. Raises OSError."""
    store.bulk_extend(open_read_only(path))


def write_store(store: Store, path: str) -> None:
    """Write all of a store into an empty folder at one go: few files, which open and answer faster than many."""
    written = ox.Store(path)
    written.bulk_extend(store)
    written.flush()
    written.optimize()


def change(store: Store, graph: str, removed: Iterable[Triple], added: Iterable[Triple]) -> None:
    """Take triples out of a named graph and put others in. Raises ValueError for a term that is none."""
    name, gone, new = ox.NamedNode(graph), set(removed), set(added)
    for triple in gone - new:
        made = _engine_triple(triple)
        store.remove(ox.Quad(made.subject, made.predicate, made.object, name))
    quads = (ox.Quad(t.subject, t.predicate, t.object, name) for t in map(_engine_triple, new - gone))
    store.extend(quads)


def dump(store: Store, path: str) -> None:
    """Write every graph of the store to an N-Quads file."""
    store.dump(path, format=ox.RdfFormat.N_QUADS)


def query(store: Store, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluate a query over the store's default graph, our prefixes known. Raises SyntaxError, OSError."""
    return store.query(text, prefixes=PREFIXES)


def rows(solutions: ox.QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
    """The solutions of a SELECT as tuples of our terms, None where a variable is unbound."""
    width = len(solutions.variables)
    for solution in solutions:
        yield tuple(None if (term := solution[i]) is None else from_engine(term) for i in range(width))


def triples(answer: ox.QueryTriples) -> Iterator[Triple]:
    """The triples of a CONSTRUCT or DESCRIBE as ours."""
    for t in answer:
        yield Triple(from_engine(t.subject), from_engine(t.predicate), from_engine(t.object))  # type: ignore[arg-type]


class Output(Sink, Protocol):
    """What an answer is written into."""

    def counted(self, number: int) -> None:
        """Learn how many triples are written by now."""
        ...


def write_answer(
    store: Store, text: str, syntax: str, out: Output, dataset: tuple[Sequence[str], Sequence[str]] | None = None
) -> None:
    """Evaluate a query and write its answer in a syntax of `RESULTS_FORMATS` or `GRAPH_FORMATS`, as it is found.

    `dataset` names the graphs that together are the default graph, and the named graphs, instead of those that the
    query itself names (SPARQL 1.1 Protocol §2.1.4). Raises SyntaxError, OSError, NotSayable where the syntax has no way
    to say what is found, and what `out` raises.
    """
    graphs: dict[str, Any] = {}
    if dataset is not None:
        default, named = ([ox.NamedNode(name) for name in names] for names in dataset)
        graphs = {"default_graph": default, "named_graphs": named}
    found = store.query(text, prefixes=PREFIXES, **graphs)
    if isinstance(found, ox.QueryTriples):
        _write_graph(found, syntax, out)
    else:
        found.serialize(_sink(syntax, out), format=RESULTS_FORMATS[syntax])  # type: ignore[arg-type]


def write_rows(json_results: Iterable[bytes], syntax: str, out: Output) -> None:
    """Write rows, which come as pieces of SPARQL 1.1 JSON results, in a syntax of `RESULTS_FORMATS`, as they come.

    Raises SyntaxError where they hold what is no term, NotSayable, and what the pieces and `out` raise.
    """
    if syntax == "json":
        for piece in json_results:
            out.write(piece)
        return
    found = ox.parse_query_results(Pieces(json_results), format=ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]
    found.serialize(_sink(syntax, out), format=RESULTS_FORMATS[syntax])  # type: ignore[arg-type]


def rewrite_graph(pieces: Iterable[bytes], suffix: str, base_iri: str, syntax: str, out: Output) -> bool:
    """Write the triples of an RDF text in a syntax of `GRAPH_FORMATS` as they come; says whether there are any.

    Raises SyntaxError where the text breaks, NotSayable, and what the pieces and `out` raise.
    """
    read = ox.parse(Pieces(pieces), format=FORMATS[suffix], base_iri=base_iri)  # type: ignore[arg-type]
    return _write_graph((ox.Triple(q.subject, q.predicate, q.object) for q in read), syntax, out) > 0


def _sink(syntax: str, out: Output) -> Sink:
    return XmlText(syntax, out) if syntax in INSTEAD else out


def _write_graph(triples: Iterable[ox.Triple], syntax: str, out: Output) -> int:
    number = 0

    def passed() -> Iterator[ox.Triple]:
        nonlocal number
        for number, triple in enumerate(triples, 1):
            out.counted(number)
            yield triple

    sink = _sink(syntax, out)
    if syntax == "rdfxml":
        for piece in rdf_xml.pieces(Triple(*map(from_engine, one)) for one in passed()):  # type: ignore[arg-type]
            sink.write(piece.encode())
    else:
        ox.serialize(passed(), output=sink, format=GRAPH_FORMATS[syntax], prefixes=PREFIXES)  # type: ignore[arg-type]
    return number


def convert_results(json_results: bytes, name: str) -> bytes:
    """SPARQL 1.1 JSON results in another of the W3C results formats (`RESULTS_FORMATS`). Raises NotSayable for XML."""
    parsed = ox.parse_query_results(json_results, format=ox.QueryResultsFormat.JSON)
    written = bytes(parsed.serialize(format=RESULTS_FORMATS[name]) or b"")
    return checked(written, name) if name in INSTEAD else written
