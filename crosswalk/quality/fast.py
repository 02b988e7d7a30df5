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


def report(shapes: bytes, data: bytes) -> rdflib.Graph | None:
    """The SHACL report on N-Triples, judged by shapes in Turtle; None where there is nothing to report.

    Whether there is anything is asked first: that costs a third of a report, and spares importing rdflib.
    Raises where a shape uses what is not supported.
    """
    validator = _prepared(shapes)
    if validator.validate_algebra(data, graph_mode="data", infer=False, on_unsupported="error").conforms:
        return None
    _, graph, _ = validator.validate(data, graph_mode="data", infer=False, on_unsupported="error")
    return graph
