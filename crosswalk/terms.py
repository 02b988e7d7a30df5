"""RDF terms and triples as plain values, free of any engine; `graph/oxigraph.py` converts them to an engine's own."""

from __future__ import annotations

from typing import NamedTuple

XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"


class Iri(NamedTuple):
    """An IRI reference, absolute."""

    value: str

    def __str__(self) -> str:
        return self.value


class Blank(NamedTuple):
    """A blank node with its label, unique within one file or result."""

    label: str

    def __str__(self) -> str:
        return f"_:{self.label}"


class Literal(NamedTuple):
    """A literal: its lexical form, and either a language tag or a datatype IRI (xsd:string where neither is given)."""

    value: str
    language: str | None = None
    datatype: str = XSD_STRING

    def __str__(self) -> str:
        return self.value


Term = Iri | Blank | Literal


class Triple(NamedTuple):
    """One RDF statement."""

    subject: Iri | Blank
    predicate: Iri
    object: Term


def text(value: str, language: str = "en") -> Literal:
    """A language-tagged string."""
    return Literal(value, language)


def typed(value: object, datatype: str) -> Literal:
    """A literal of the XSD type with that local name, for example ``typed(3, "integer")``."""
    lexical = str(value).lower() if isinstance(value, bool) else str(value)
    return Literal(lexical, None, XSD + datatype)
