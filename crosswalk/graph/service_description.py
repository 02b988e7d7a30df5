"""What an endpoint says of itself: SPARQL 1.1 Service Description, VoID, and the query library as examples to run.

The counts are asked of the engine, since an endpoint may hold what no file here does. An example is a library query
with values put in for its parameters, as ``sh:SPARQLExecutable`` (SHACL §5.2.1), aimed at the endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crosswalk.graph import queries
from crosswalk.graph.description import DATASET, LICENCE, TITLE
from crosswalk.graph.store import Engine
from crosswalk.terms import Blank, Iri, Literal, Term, Triple, text, typed
from crosswalk.vocabulary import (
    DCTERMS,
    PREFIXES,
    RDF_TYPE,
    RDFS,
    SCHEMA,
    VOID,
    XW,
    Namespace,
    statement_iri,
)

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace(PREFIXES["sh"])

#: The syntaxes of answers by their registered names (https://www.w3.org/ns/formats/).
FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip

#: The parameters of an example, by name or by type where the name is not told: what the shipped data has an answer to.
EXAMPLES: dict[str, str] = {
    "from_framework": "ib-psp-2014",
    "to_framework": "ais-psi",
    "statement": "ais-psi:3.4",
    "framework": "ais-psi",
    "cited": "ib-psp-2014:B2.8",
    "older": "ib-psp-2014",
    "newer": "ib-psp-2020",
    "language": "en",
    "text": "technology",
    "author": "document:ais-growth-model",
    "agent": "agent:ib",
    "status": "proposed",
    "kind": "judged",
    "integer": "2",
    "number": "0.5",
}

#: Parameters of single queries whose answer would be empty with those above.
EXAMPLES_OF: dict[str, dict[str, str]] = {
    "find_paths": {"from_framework": "ais-psi", "hub_framework": "ib-psp-2014", "to_framework": "ib-psp-2020"},
    "list_inferred": {"from_framework": "ais-psi", "to_framework": "ib-psp-2020"},
}


def describe(engine: Engine, endpoint: str, dump: str = "") -> Iterator[Triple]:
    """The description of the service at that address, and of a dump of its data. Raises what the engine raises."""
    service = Iri(endpoint)
    dataset, default = Blank("dataset"), Blank("default")
    yield Triple(service, RDF_TYPE, SD.Service)
    yield Triple(service, SD.endpoint, service)
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    for name in FORMATS:
        yield Triple(service, SD.resultFormat, Iri(f"http://www.w3.org/ns/formats/{name}"))
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF_TYPE, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, default)
    yield Triple(default, RDF_TYPE, SD.Graph)
    yield Triple(default, RDF_TYPE, VOID.Dataset)
    yield Triple(default, VOID.triples, typed(_count(engine, "?s ?p ?o"), "integer"))
    yield from _named_graphs(engine, dataset)
    yield from _void(engine, service)
    if dump:
        yield Triple(DATASET, VOID.dataDump, Iri(dump))
    yield from _examples(service)


def _count(engine: Engine, pattern: str) -> int:
    return int(str(engine.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}").rows[0][0]))


def _named_graphs(engine: Engine, dataset: Blank) -> Iterator[Triple]:
    found = engine.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g").rows
    for at, (name, count) in enumerate(found):
        if not isinstance(name, Iri):
            continue
        named, graph = Blank(f"named{at}"), Blank(f"graph{at}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, RDF_TYPE, SD.NamedGraph)
        yield Triple(named, SD.name, name)
        yield Triple(named, SD.graph, graph)
        yield Triple(graph, RDF_TYPE, SD.Graph)
        yield Triple(graph, VOID.triples, typed(int(str(count)), "integer"))


def _void(engine: Engine, service: Iri) -> Iterator[Triple]:
    yield Triple(DATASET, RDF_TYPE, VOID.Dataset)
    yield Triple(DATASET, DCTERMS.title, text(TITLE))
    yield Triple(DATASET, DCTERMS.license, LICENCE)
    if engine.dated:
        yield Triple(DATASET, DCTERMS.identifier, Literal(engine.version))
    yield Triple(DATASET, VOID.sparqlEndpoint, service)
    yield Triple(DATASET, VOID.uriSpace, Literal(PREFIXES["xwid"]))
    found = engine.query("SELECT ?c (COUNT(?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c ORDER BY ?c").rows
    for at, (kind, count) in enumerate(found):
        if isinstance(kind, Iri):
            partition = Blank(f"class{at}")
            yield Triple(DATASET, VOID.classPartition, partition)
            yield Triple(partition, VOID.term("class"), kind)
            yield Triple(partition, VOID.entities, typed(int(str(count)), "integer"))


def examples() -> Iterator[tuple[queries.LibraryQuery, str]]:
    """The library queries that need no records of a workspace, each as a text that can be asked as it is."""
    for name in queries.names():
        query = queries.load(name)
        if not query.of_workspace:
            chosen = EXAMPLES_OF.get(name, {})
            needed = (p for p in query.parameters if p.default is not None or not p.optional)
            values = {p.name: _value(p, chosen) for p in needed}
            yield query, queries.fill_in(query.text, values)


def _value(parameter: queries.Parameter, chosen: Mapping[str, str]) -> Term:
    given = chosen.get(parameter.name) or parameter.default or EXAMPLES.get(parameter.name) or EXAMPLES[parameter.type]
    match parameter.type:
        case "statement" | "framework":
            return statement_iri(given)
        case "author" | "agent":
            return Iri(PREFIXES["xwid"] + given.replace(":", "/", 1))
        case "status" | "kind":
            return XW.term(given)
        case "integer":
            return typed(int(given), "integer")
        case "number":
            return typed(given, "decimal")
    return Literal(given)


def _examples(service: Iri) -> Iterator[Triple]:
    for query, asked in examples():
        example = Iri(f"{service.value}#{query.name}")
        yield Triple(example, RDF_TYPE, SH.SPARQLExecutable)
        yield Triple(example, RDF_TYPE, SH.SPARQLSelectExecutable)
        yield Triple(example, RDFS.label, Literal(query.name))
        yield Triple(example, RDFS.comment, text(query.question))
        yield Triple(example, SH.select, Literal(asked))
        yield Triple(example, SCHEMA.target, service)
