"""A mapping set as SSSOM on standard output: what is not ours under its own address, labels beside both ends."""

from __future__ import annotations

from collections.abc import Callable

from crosswalk.api import CrosswalkGraph
from crosswalk.model import MappingSet

#: Gives what a short form is to be written as.
Address = Callable[[str], str]


def print_set(graph: CrosswalkGraph, make: Callable[[Address], MappingSet]) -> None:
    """Print the set that `make` gives; it is handed what turns a short form into what the file has for it."""
    from crosswalk.graph.proposals import as_sssom

    print(as_sssom(make, graph.labels(), graph.resolve), end="")
