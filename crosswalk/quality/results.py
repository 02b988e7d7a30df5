"""One SHACL result as a value, and how an engine is run over triples to give them, whichever engine it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from crosswalk import terms
from crosswalk.quality.projection import Projection, node
from crosswalk.quality.shapes import SH, Shape, ShapeFile
from crosswalk.terms import Term
from crosswalk.vocabulary import RDF_TYPE

if TYPE_CHECKING:
    import rdflib

Engine = Literal["fast", "pyshacl"]


class Result(NamedTuple):
    """What one shape found at one node: `value` is None where the shape is about no single value."""

    shape: Shape
    focus: Term
    value: Term | None
    component: str


def run(engine: Engine, file: ShapeFile, graph: Projection) -> list[Result]:
    """The results of one shape file over a graph, each once, in no particular order.

    The fast engine is given what the shape file mentions, the reference everything, so that comparing the two holds
    the projection to account as well. Raises ValueError where a result comes from a shape without a code.
    """
    with _quiet():
        if engine == "fast":
            from crosswalk.quality import fast

            return list(_results(fast.report(file.turtle, graph.ntriples(file.predicates)), file))
        from crosswalk.quality import reference

        return list(_results(reference.report(file.turtle, graph.ntriples()), file))


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


def _results(graph: rdflib.Graph | None, file: ShapeFile) -> Iterator[Result]:
    if graph is None:
        return
    from rdflib import URIRef

    found: dict[tuple[str, Term, Term | None], Result] = {}
    for entry in graph.subjects(URIRef(RDF_TYPE.value), URIRef(SH.ValidationResult.value)):
        about = {str(p): o for p, o in graph.predicate_objects(entry)}
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


def _term(found: Any) -> Term:
    import rdflib

    text = str(found)
    if isinstance(found, rdflib.Literal):
        return terms.Literal(text, found.language, str(found.datatype or terms.XSD_STRING))
    return node(text)
