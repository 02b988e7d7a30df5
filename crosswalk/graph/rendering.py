"""Triples as a document in each syntax that a client may ask for: the same triples give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from crosswalk.graph import canonical, jsonld, oxigraph
from crosswalk.terms import Blank, Triple


class Syntax(NamedTuple):
    """A syntax: what a person calls it, its media type, and how triples, sorted, become bytes in it."""

    name: str
    media_type: str
    write: Callable[[list[Triple]], bytes]


def render(triples: Iterable[Triple], ending: str) -> bytes:
    """The triples in the syntax of that ending in `SYNTAXES`.

    Raises NotSayable where RDF/XML cannot say them, KeyError for an ending that is not there.
    """
    return SYNTAXES[ending].write(sorted(set(triples), key=_order))


def _order(triple: Triple) -> tuple[str, ...]:
    return tuple(str(part) for term in triple for part in (type(term).__name__, *term))


def _turtle(triples: list[Triple]) -> bytes:
    return oxigraph.to_turtle(triples) if _has_blank(triples) else canonical.turtle(triples).encode()


def _json_ld(triples: list[Triple]) -> bytes:
    return oxigraph.write_triples(triples, "jsonld") if _has_blank(triples) else jsonld.json_ld(triples).encode()


def _has_blank(triples: list[Triple]) -> bool:
    return any(isinstance(term, Blank) for triple in triples for term in (triple.subject, triple.object))


def _rdf_xml(triples: list[Triple]) -> bytes:
    return oxigraph.write_triples(triples, "rdfxml")


#: The syntaxes by the ending of a document's address, the one preferred where a client does not care first.
SYNTAXES: dict[str, Syntax] = {
    "ttl": Syntax("Turtle", "text/turtle", _turtle),
    "jsonld": Syntax("JSON-LD", "application/ld+json", _json_ld),
    "nt": Syntax("N-Triples", "application/n-triples", oxigraph.to_ntriples),
    "rdf": Syntax("RDF/XML", "application/rdf+xml", _rdf_xml),
}
