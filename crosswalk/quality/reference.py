"""The reference engine: pySHACL, slow and long proven. Tests hold the fast engine to the same findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib


def report(shapes: bytes, data: bytes) -> rdflib.Graph:
    """The SHACL report on N-Triples, judged by shapes in Turtle."""
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(data=data, format="nt")
    shapes_graph = rdflib.Graph().parse(data=shapes, format="turtle")
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes_graph, inplace=True, advanced=False)
    if not isinstance(found, rdflib.Graph):
        raise RuntimeError(f"pySHACL gave no report: {found!r}")
    return found
