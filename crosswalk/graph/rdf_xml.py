"""Triples as RDF 1.1 XML, written as they come; what it has no way to say is refused.

A property is an element, and the name of an element is narrower than an IRI (RDF 1.1 XML Syntax §1). Whatever else an
engine's own writer makes an element of, such as a class, stands in an attribute here, where any IRI may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import attrgetter

from crosswalk.errors import NotSayable
from crosswalk.graph.xml_text import INSTEAD
from crosswalk.terms import XSD_STRING, Blank, Iri, Literal, Triple
from crosswalk.vocabulary import PREFIXES, RDF

#: What the name of an element may begin with, and what it may hold besides (Namespaces in XML 1.0, NCName). Editions of
#: XML, and so its readers, differ in which letters they take; these they all do.
_FIRST = (
    r"A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"  # Latin
    r"\u0388-\u038a\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f\u0451-\u045c"  # Greek, Cyrillic
    r"\u05d0-\u05ea\u0621-\u063a\u0641-\u064a"  # Hebrew, Arabic
    r"\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"  # Kana, Han, Hangul
)
_NOT_FIRST = "-.0123456789"
_NAME = re.compile(f"[{_FIRST}][{_FIRST}{_NOT_FIRST}]*")
#: The end of an IRI that may stand in a name, read backwards, so that it is looked at once.
_REVERSED = re.compile(f"[{_FIRST}{_NOT_FIRST}]*")

#: Names of RDF that are no properties where they are elements (RDF 1.1 XML Syntax §5.1, propertyElementURIs, and li,
#: which means another property each time).
_RESERVED = frozenset(
    RDF.term(name).value
    for name in ("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li")
) | {RDF.term(name).value for name in ("aboutEach", "aboutEachPrefix", "bagID")}

#: Namespaces that no document may give a prefix of its own to, nor make the default (Namespaces in XML 1.0 §3).
_BOUND = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")

_NAMES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
_END = "</rdf:RDF>\n"


def pieces(triples: Iterable[Triple]) -> Iterator[str]:
    """The document, piece by piece; triples of one subject that follow each other stand together.

    Raises NotSayable where a property cannot be an element.
    """
    declared = "".join(f'\n  xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
    yield f"{_HEAD}{declared}>\n"
    for subject, said in groupby(triples, attrgetter("subject")):
        yield f"<rdf:Description {_node('about', subject)}>\n"
        for triple in said:
            yield _property(triple)
        yield "</rdf:Description>\n"
    yield _END


def _property(triple: Triple) -> str:
    name, declared = _element(triple.predicate.value)
    value = triple.object
    if not isinstance(value, Literal):
        return f"  <{name}{declared} {_node('resource', value)}/>\n"
    kind = f' xml:lang="{escape(value.language)}"' if value.language else ""
    if not kind and value.datatype != XSD_STRING:
        kind = f' rdf:datatype="{escape(value.datatype)}"'
    return f"  <{name}{declared}{kind}>{escape(value.value, quote=False)}</{name}>\n"


def _node(attribute: str, term: Iri | Blank) -> str:
    if isinstance(term, Iri):
        return f'rdf:{attribute}="{escape(term.value)}"'
    return f'rdf:nodeID="{_label(term.label)}"'


def _label(label: str) -> str:
    """A blank node's label as a name of XML, another for each: those that are none are told by their bytes."""
    plain = _NAME.fullmatch(label) is not None
    return label if plain and not label.startswith("n.") else f"n.{label.encode().hex()}"


def _element(iri: str) -> tuple[str, str]:
    """The name of the element that a property is, and the declaration that it needs. Raises NotSayable."""
    match = _REVERSED.match(iri[::-1])
    local = iri[len(iri) - (match.end() if match else 0) :].lstrip(_NOT_FIRST)
    namespace = iri[: len(iri) - len(local)]
    if not local or iri in _RESERVED or namespace in _BOUND:
        raise NotSayable(
            f"RDF/XML has no way that every reader takes to write the property {iri}; ask for {INSTEAD['rdfxml']}."
        )
    prefix = _NAMES.get(namespace)
    return (f"{prefix}:{local}", "") if prefix else (local, f' xmlns="{escape(namespace)}"')
