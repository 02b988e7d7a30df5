"""The data set put on a triple store of others, graph by graph, and read back to see that it arrived.

Every graph has a name under ours, the default graph of our queries too (`dialects.DEFAULT`), so that nothing that a
server holds besides is touched; a client names it as default graph (SPARQL 1.1 Protocol §2.1.4), as `remote` does. What
a server holds already is left as it is, so that a publication which was interrupted is simply run again. A graph under
our names that is none of these data is one of an earlier publication: it is named, and removed where that is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Context, InvalidOperation
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from crosswalk.errors import InputError, LimitExceeded
from crosswalk.graph import oxigraph
from crosswalk.graph.dataset import INFERRED, Dataset, dataset
from crosswalk.graph.dialects import DEFAULT, update_address
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.writing import GraphStore, Updates, Writer
from crosswalk.terms import XSD, Literal, Term, Triple
from crosswalk.vocabulary import PREFIXES

if TYPE_CHECKING:
    from crosswalk.model import Finding

#: Called as work goes on: steps done, steps in all, the name of what is next.
Progress = Callable[[int, int, str], None]

#: Seconds for one graph to be written or read back.
TIME_LIMIT = 600.0

#: The types of numbers, each as the one that counts: stores may keep a derived type as the one it is derived from.
_NUMBERS = {XSD + name: XSD + name for name in ("decimal", "double", "float")} | {
    XSD + name: XSD + "integer"
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "unsignedInt", "unsignedLong")
}
#: Digits of a number that count; more than 16 no processor of decimals need keep (XML Schema 1.1 Part 2 §3.3.3).
_DIGITS = Context(prec=15)

_EVERYTHING = "SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


_OURS = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{PREFIXES['graph']}')) }}"


class Published(NamedTuple):
    """One graph: its triples here, what it was there (new, changed, unchanged), and what is wrong with it now."""

    graph: str
    triples: int
    state: str
    fault: str = ""


class Publication(NamedTuple):
    """What was published, in order, or, of data that cannot be read as meant, the findings that say so.

    `old` are the graphs under our names there that are none of these data, `removed` tells whether they were removed,
    and `listed` whether the server could tell them.
    """

    graphs: tuple[Published, ...] = ()
    findings: tuple[Finding, ...] = ()
    old: tuple[str, ...] = ()
    removed: bool = False
    listed: bool = True

    @property
    def arrived(self) -> bool:
        """Whether all of it is on the server."""
        return bool(self.graphs) and not any(one.fault for one in self.graphs)

    @property
    def told_of_old(self) -> str:
        """What is said of the old graphs; "" where there are none."""
        if not self.listed:
            return "The server did not list its graphs in time, so nothing is known of old ones; publish again later."
        if not self.old:
            return ""
        names, one = ", ".join(self.old), len(self.old) == 1
        if self.removed:
            return f"Removed from the server, since they are none of what is published: {names}."
        return (
            f"The server holds {'a graph' if one else f'{len(self.old)} graphs'} under our names that "
            f"{'is' if one else 'are'} none of what is published, and that queries over named graphs find: {names}; "
            f"--remove-old removes {'it' if one else 'them'}."
        )


def content(data: Dataset, with_quoted: bool) -> tuple[dict[str, frozenset[Triple]], tuple[Finding, ...]]:
    """The named graphs of a data set, what follows and the default graph among them, and the findings of reading.

    None holds a blank node. Raises InputError where one would, UnreadableFile.
    """
    from crosswalk.graph.inference import inferred_from
    from crosswalk.graph.release import named_graphs

    graphs, findings = named_graphs(data, with_quoted)
    together = frozenset[Triple]().union(*graphs.values())
    return {**graphs, INFERRED: frozenset(inferred_from(together)), DEFAULT: together}, findings


def publish(
    endpoint: str,
    *folders: str,
    update: str | None = None,
    graph_store: str | None = None,
    with_quoted: bool = False,
    remove_old: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Publication:
    """Put the shipped data, or those of other data folders, on the server that takes queries at `endpoint`.

    Graphs are written to `graph_store`, else by updates to `update`, else to where that kind of server takes updates.
    With `remove_old` graphs of ours that the data no longer have are removed once all has arrived. With `dry_run` the
    server is only read. Raises EndpointFault, LimitExceeded, DataMissing, UnreadableFile, InputError.
    """
    if update and graph_store:
        raise InputError("Graphs are written in one way; give an address for updates or a graph store, not both.")
    graphs, findings = content(dataset(folders), with_quoted)
    if any(finding.severity == "violation" for finding in findings):
        return Publication(findings=findings)
    writer: Writer
    if graph_store:
        writer = GraphStore(graph_store)
    else:
        dialect = RemoteEngine(endpoint).dialect()
        writer = Updates(update or update_address(dialect, endpoint), dialect.lines)
    made = Publication(write(graphs, endpoint, writer, dry_run=dry_run, progress=progress), findings)
    try:
        made = made._replace(old=old_graphs(endpoint, graphs))
    except LimitExceeded:  # a large store may not list its graphs in time; what arrived has arrived all the same
        return made._replace(listed=False)
    if not (remove_old and made.arrived and made.old) or dry_run:
        return made
    for graph in made.old:
        writer.remove(graph, TIME_LIMIT)
    left = old_graphs(endpoint, graphs)
    return made._replace(old=left or made.old, removed=not left)


def old_graphs(endpoint: str, graphs: Container[str]) -> tuple[str, ...]:
    """The graphs there, by name, that are called as ours are and are none of these. Raises as `write`."""
    reader = RemoteEngine(endpoint, TIME_LIMIT, may_be_empty=True)
    found = (str(name) for (name,) in reader.run(_OURS, dataset=((), ())).rows)
    return tuple(sorted(name for name in found if name not in graphs))


def write(
    graphs: Mapping[str, frozenset[Triple]],
    endpoint: str,
    writer: Writer,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> tuple[Published, ...]:
    """Write what the server does not hold yet, and read it back by the address for queries.

    With `dry_run` the server is only read. Raises EndpointFault, LimitExceeded where the server fails on the way.
    """
    reader = RemoteEngine(endpoint, TIME_LIMIT, may_be_empty=True)
    states = {graph: _state(reader, graph, triples) for graph, triples in _steps(graphs, progress, "read", 0)}
    if not dry_run:
        for graph, triples in _steps(graphs, progress, "write", 1):
            if states[graph] != "unchanged":
                writer.replace(graph, triples, TIME_LIMIT)
    faults = dict.fromkeys(graphs, "")
    if not dry_run:
        # Asked anew: what the endpoint's default graph is has just changed.
        reader = RemoteEngine(endpoint, TIME_LIMIT, may_be_empty=True)
        for graph, triples in _steps(graphs, progress, "check", 2):
            if graph == DEFAULT:
                faults[graph] = _default_fault(reader, triples)
            elif states[graph] != "unchanged":
                faults[graph] = _fault(reader, graph, triples)
    return tuple(Published(graph, len(triples), states[graph], faults[graph]) for graph, triples in graphs.items())


def digest(triples: Iterable[Triple]) -> str:
    """A hash of a graph without blank nodes, the same in whatever order and spelling of its values a server gives it.

    Numbers and booleans count by their value (RDF 1.1 Concepts §3.3), numbers to fifteen digits, and language tags
    without case (BCP 47).
    """
    lines = sorted({" ".join(map(_spelled, triple)) for triple in triples})
    return sha256("\n".join(lines).encode()).hexdigest()


def _spelled(term: Term) -> str:
    if not isinstance(term, Literal):
        return repr(term)
    if term.language:
        return repr((term.value, term.language.lower()))
    value, kind = term.value, _NUMBERS.get(term.datatype, term.datatype)
    if term.datatype in _NUMBERS:
        with suppress(InvalidOperation):
            value = str(_DIGITS.create_decimal(value).normalize(_DIGITS))
    elif term.datatype == XSD + "boolean":
        value = {"1": "true", "0": "false"}.get(value, value)
    return repr((value, kind))


def _steps(
    graphs: Mapping[str, frozenset[Triple]], progress: Progress | None, what: str, stage: int
) -> Iterator[tuple[str, frozenset[Triple]]]:
    for number, (graph, triples) in enumerate(graphs.items()):
        if progress:
            progress(stage * len(graphs) + number, 3 * len(graphs), f"{what} {graph.rsplit('/', 1)[-1]}")
        yield graph, triples


def _state(reader: RemoteEngine, graph: str, triples: frozenset[Triple]) -> str:
    held = _count(reader, graph)
    if held != len(triples):
        return "changed" if held else "new"
    return "unchanged" if _digest(reader, _EVERYTHING.format(graph=graph)) == digest(triples) else "changed"


def _fault(reader: RemoteEngine, graph: str, triples: frozenset[Triple]) -> str:
    held = _count(reader, graph)
    if held != len(triples):
        return f"The graph {graph} holds {held} triples there and {len(triples)} here; publish it again."
    if _digest(reader, _EVERYTHING.format(graph=graph)) != digest(triples):
        return (
            f"The graph {graph} holds {held} triples there as here, and not the same ones; publish it again, "
            "or ask whoever runs the server what it does to values."
        )
    return ""


def _default_fault(reader: RemoteEngine, triples: frozenset[Triple]) -> str:
    """Whether a query that names no graph finds what the default graph holds."""
    if _digest(reader, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }") == digest(triples):
        return ""
    return (
        f"A query that names {DEFAULT} as its default graph finds other triples there than in that graph; "
        "the server must take default-graph-uri as the SPARQL 1.1 Protocol says."
    )


def _count(reader: RemoteEngine, graph: str) -> int:
    return int(str(reader.query(_COUNT.format(graph=graph)).rows[0][0]))


def _digest(reader: RemoteEngine, text: str) -> str:
    return digest(oxigraph.from_rows(reader.query(text).rows))
