"""Triples as a document in each syntax that a client may ask for: the same triples give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from crosswalk.errors import InputError
from crosswalk.graph import canonical, jsonld, oxigraph
from crosswalk.terms import Blank, Iri, Literal, Triple
from crosswalk.vocabulary import RDF_TYPE


class Syntax(NamedTuple):
    """A syntax: what a person calls it, its media type, and how triples, sorted, become bytes in it."""

    name: str
    media_type: str
    write: Callable[[list[Triple]], bytes]


def render(triples: Iterable[Triple], ending: str) -> bytes:
    """The triples in the syntax of that ending in `SYNTAXES`.

    Raises InputError where RDF/XML cannot say them, KeyError for an ending that is not there.
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


#: What an IRI must end in to be the name of an XML element (Namespaces in XML 1.0, NCName; a safe part of it).
_ELEMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
#: Characters that no XML 1.0 document may hold, not even escaped (rule [2], Char), and the carriage return, which the
#: engine does not escape and every reader of XML takes for a line feed (section 2.11).
_NO_XML = re.compile(r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _rdf_xml(triples: list[Triple]) -> bytes:
    """RDF 1.1 XML Syntax, which has no way to say some of what RDF can (section 1).

    A class becomes an element too: the engine writes typed nodes (section 2.13).
    """
    for triple in triples:
        if not _ELEMENT.search(triple.predicate.value):
            raise InputError(
                f"RDF/XML has no way to write the property {triple.predicate}; ask for Turtle, N-Triples or JSON-LD."
            )
        if triple.predicate == RDF_TYPE and isinstance(triple.object, Iri) and not _ELEMENT.search(triple.object.value):
            raise InputError(
                f"RDF/XML has no way to write the class {triple.object}; ask for Turtle, N-Triples or JSON-LD."
            )
        if isinstance(triple.object, Literal) and _NO_XML.search(triple.object.value):
            raise InputError(
                f"A value of {triple.predicate} holds a character that XML cannot; ask for Turtle, N-Triples or "
                "JSON-LD."
            )
    return oxigraph.write_triples(triples, "rdfxml")


#: The syntaxes by the ending of a document's address, the one preferred where a client does not care first.
SYNTAXES: dict[str, Syntax] = {
    "ttl": Syntax("Turtle", "text/turtle", _turtle),
    "jsonld": Syntax("JSON-LD", "application/ld+json", _json_ld),
    "nt": Syntax("N-Triples", "application/n-triples", oxigraph.to_ntriples),
    "rdf": Syntax("RDF/XML", "application/rdf+xml", _rdf_xml),
}
