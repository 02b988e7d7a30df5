"""Triples written once as N-Triples, by predicate, so that an engine is handed only what a shape file can see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from urllib.parse import quote, unquote

from crosswalk.graph.oxigraph import to_ntriples
from crosswalk.terms import Blank, Iri, Triple

#: Blank nodes have no name that survives an engine, so they cross the border as IRIs of this form.
_BLANK = "urn:x-crosswalk-blank:"


class Projection:
    """A graph by predicate; the N-Triples of each predicate are written when first asked for, and once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples: dict[Iri, list[Triple]] = {}
        self._written: dict[Iri, bytes] = {}
        for triple in triples:
            self._triples.setdefault(triple.predicate, []).append(triple)

    def ntriples(self, predicates: Collection[Iri] | None = None) -> bytes:
        """The triples of some predicates, or all of them."""
        wanted = self._triples if predicates is None else [p for p in self._triples if p in predicates]
        return b"".join(map(self._group, wanted))

    def _group(self, predicate: Iri) -> bytes:
        if predicate not in self._written:
            self._written[predicate] = to_ntriples(map(_named, self._triples[predicate]))
        return self._written[predicate]


def _named(triple: Triple) -> Triple:
    subject, predicate, value = triple
    if isinstance(subject, Blank):
        subject = Iri(_BLANK + quote(subject.label, safe=""))
    if isinstance(value, Blank):
        value = Iri(_BLANK + quote(value.label, safe=""))
    return Triple(subject, predicate, value)


def node(iri: str) -> Iri | Blank:
    """The node that an IRI in an engine's report stands for."""
    return Blank(unquote(iri.removeprefix(_BLANK))) if iri.startswith(_BLANK) else Iri(iri)
