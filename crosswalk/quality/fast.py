"""The fast engine: pyshifty, a SHACL validator in Rust. Imported as `shifty`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib
    import shifty


@lru_cache(maxsize=16)
def _prepared(shapes: bytes) -> shifty.PreparedValidator:
    import shifty

    return shifty.PreparedValidator(shapes)


def report(shapes: bytes, data: bytes) -> rdflib.Graph:
    """The SHACL report on N-Triples, judged by shapes in Turtle. Raises where a shape uses what is not supported."""
    _, graph, _ = _prepared(shapes).validate(data, graph_mode="data", infer=False, on_unsupported="error")
    return graph
