"""The shape files as values: every constraint with its code, severity, sentence, clause and path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from crosswalk import resources
from crosswalk.graph import oxigraph
from crosswalk.model import Severity
from crosswalk.quality.paths import Path, read_path
from crosswalk.terms import Blank, Iri, Term, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE, RDFS, XW, Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")

#: The shape files in the order in which they are run, and whether each is run on the closure or on what is asserted.
FILES: tuple[tuple[str, bool], ...] = (
    ("ontology", False),
    ("framework", False),
    ("rubric", False),
    ("evidence", False),
    ("citation", False),
    ("mapping", False),
    ("inference", False),
    ("workspace", False),
    ("skos", True),
)

_SEVERITIES: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "info"}


class Shape(NamedTuple):
    """A constraint with a stable code. `message` is what is wrong and `hint` what to do, both with places to fill."""

    iri: str
    code: str
    severity: Severity
    message: str
    hint: str
    references: tuple[str, ...]
    path: Path | None
    path_triples: tuple[Triple, ...] = ()


class ShapeFile(NamedTuple):
    """One file of shapes: its name, its Turtle, its shapes by IRI, and whether it is run on the closure.

    `predicates` are all that its shapes can look at: what they judge is settled by triples of these predicates.
    """

    name: str
    turtle: bytes
    shapes: dict[str, Shape]
    on_closure: bool
    predicates: frozenset[Iri]


@lru_cache(maxsize=4)
def shape_files(folder: str | None = None) -> tuple[ShapeFile, ...]:
    """The shape files of a folder laid out like ``ontology/shapes/``, the shipped one by default.

    Raises DataMissing where the shipped folder is not found, ValueError for a coded shape that lacks a part.
    """
    folder = folder or os.path.join(resources.root(), "ontology", "shapes")
    return tuple(_read(os.path.join(folder, f"{name}.ttl"), name, closed) for name, closed in FILES)


def _read(path: str, name: str, on_closure: bool) -> ShapeFile:
    with open(path, "rb") as file:
        turtle = file.read()
    triples = tuple(oxigraph.parse(turtle))
    shapes = {shape.iri: shape for shape in read_shapes(triples)}
    return ShapeFile(name, turtle, shapes, on_closure, frozenset(_mentioned(triples)))


def _mentioned(triples: Iterable[Triple]) -> Iterator[Iri]:
    """Every IRI that a shape points at or a SPARQL constraint writes out, and what class membership rests on."""
    yield from (RDF_TYPE, RDFS.subClassOf)
    for triple in triples:
        if isinstance(triple.object, Iri):
            yield triple.object
        elif triple.predicate == SH.select:
            yield from map(Iri, re.findall(r"<([^<> ]+)>", str(triple.object)))


@lru_cache(maxsize=1)
def ontology() -> tuple[Triple, ...]:
    """The triples of the shipped ontology. Raises DataMissing."""
    with open(os.path.join(resources.root(), "ontology", "crosswalk.ttl"), "rb") as file:
        return tuple(oxigraph.parse(file.read()))


def read_shapes(triples: Iterable[Triple]) -> Iterator[Shape]:
    """Every shape that carries a code. Raises ValueError where it has no severity, message or IRI."""
    facts: dict[Term, dict[Iri, list[Term]]] = {}
    for triple in triples:
        facts.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    for node, about in facts.items():
        if XW.code in about:
            yield _shape(node, about, facts)


def _shape(subject: Term, about: dict[Iri, list[Term]], facts: dict[Term, dict[Iri, list[Term]]]) -> Shape:
    message, severity = about.get(SH.message), about.get(SH.severity)
    if not isinstance(subject, Iri) or not message or not severity:
        raise ValueError(f"The shape {subject} has a code but lacks an IRI, sh:message or sh:severity.")
    wrong, _, hint = str(message[0]).partition(". ")
    root = about[SH.path][0] if SH.path in about else None
    return Shape(
        subject.value,
        str(about[XW.code][0]),
        _SEVERITIES[str(severity[0]).removeprefix(PREFIXES["sh"])],
        wrong + ".",
        hint,
        tuple(sorted(map(str, about.get(RDFS.seeAlso, [])))),
        None if root is None else read_path(root, facts),
        () if root is None else tuple(_below(root, facts)),
    )


def _below(node: Term, facts: dict[Term, dict[Iri, list[Term]]]) -> Iterator[Triple]:
    """The triples that make up a path that is more than one IRI."""
    if isinstance(node, Blank):
        for predicate, values in facts.get(node, {}).items():
            for value in values:
                yield Triple(node, predicate, value)
                yield from _below(value, facts)
