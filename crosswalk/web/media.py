"""The media types that answers are sent as, each with the syntax it names (SPARQL 1.1 Protocol §2.1.6). Tables only."""

from __future__ import annotations

#: For SELECT and ASK; the first is sent where a client does not say what it takes.
RESULTS: dict[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}

#: For triples.
GRAPHS: dict[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nquads",
    "application/x-turtle": "turtle",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}

HTML = "text/html"

#: The ending of a file in each syntax.
ENDINGS: dict[str, str] = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "rdfxml": ".rdf",
    "jsonld": ".jsonld",
    "trig": ".trig",
    "nquads": ".nq",
    "json": ".srj",
    "xml": ".srx",
    "csv": ".csv",
    "tsv": ".tsv",
}


def offers(form: str) -> dict[str, str]:
    """The media types for a query of that form (select, ask, construct, describe)."""
    return RESULTS if form in ("select", "ask") else GRAPHS


def with_charset(media_type: str) -> str:
    """The value of Content-Type: a text type without a charset would be read as something else than UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
