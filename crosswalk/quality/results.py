"""One SHACL result as a value, and how an engine is run over triples to give them, whichever engine it is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import quote, unquote

from crosswalk import terms
from crosswalk.graph.oxigraph import to_ntriples
from crosswalk.quality.shapes import SH, Shape, ShapeFile
from crosswalk.terms import Blank, Iri, Term, Triple
from crosswalk.vocabulary import RDF_TYPE

if TYPE_CHECKING:
    import rdflib

Engine = Literal["fast", "pyshacl"]

#: Blank nodes have no name that survives an engine, so they cross the border as IRIs of this form.
_BLANK = "urn:x-crosswalk-blank:"


class Result(NamedTuple):
    """What one shape found at one node: `value` is None where the shape is about no single value."""

    shape: Shape
    focus: Term
    value: Term | None
    component: str


def run(engine: Engine, file: ShapeFile, triples: Iterable[Triple]) -> list[Result]:
    """The results of one shape file over triples, each once, in no particular order.

    Raises ValueError where a result comes from a shape without a code: every constraint must have one.
    """
    if engine == "fast":
        from crosswalk.quality.fast import report
    else:
        from crosswalk.quality.reference import report

    with _quiet():
        graph = report(file.turtle, to_ntriples(map(_named, triples)))
        return list(_results(graph, file))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal whose text does not fit its datatype; a shape says so."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _named(triple: Triple) -> Triple:
    subject, predicate, value = triple
    if isinstance(subject, Blank):
        subject = Iri(_BLANK + quote(subject.label, safe=""))
    if isinstance(value, Blank):
        value = Iri(_BLANK + quote(value.label, safe=""))
    return Triple(subject, predicate, value)


def _results(graph: rdflib.Graph, file: ShapeFile) -> Iterator[Result]:
    from rdflib import URIRef

    found: dict[tuple[str, Term, Term | None], Result] = {}
    for node in graph.subjects(URIRef(RDF_TYPE.value), URIRef(SH.ValidationResult.value)):
        about = {str(p): o for p, o in graph.predicate_objects(node)}
        source = str(about[SH.sourceShape.value])
        if source not in file.shapes:
            raise ValueError(f"A result of {file.name}.ttl comes from {source}, which has no code.")
        focus = _term(about[SH.focusNode.value])
        value = _term(about[SH.value.value]) if SH.value.value in about else None
        component = str(about[SH.sourceConstraintComponent.value])
        known = found.get((source, focus, value))
        if known is None or component < known.component:  # one slip may break two parts of one shape
            found[source, focus, value] = Result(file.shapes[source], focus, value, component)
    yield from found.values()


def _term(node: Any) -> Term:
    import rdflib

    text = str(node)
    if isinstance(node, rdflib.Literal):
        return terms.Literal(text, node.language, str(node.datatype or terms.XSD_STRING))
    return Blank(unquote(text.removeprefix(_BLANK))) if text.startswith(_BLANK) else Iri(text)
