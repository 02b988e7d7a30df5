"""A mapping set as SSSOM on standard output: what is not ours under its own address, labels beside both ends."""

from __future__ import annotations

from collections.abc import Callable

from crosswalk.api import CrosswalkGraph
from crosswalk.model import MappingSet
from crosswalk.vocabulary import NO_TERM_FOUND

#: Gives what a short form is to be written as.
Address = Callable[[str], str]


def print_set(graph: CrosswalkGraph, make: Callable[[Address], MappingSet]) -> None:
    """Print the set that `make` gives; it is handed what turns a short form into what the file has for it."""
    from crosswalk.formats.sssom import write
    from crosswalk.graph.proposals import written

    labels, shown = graph.labels(), dict[str, str]()

    def address(short: str) -> str:
        found = short if short == NO_TERM_FOUND else written(short, graph.resolve(short).value)
        shown[found] = labels.get(short, "")
        return found

    print(write(make(address), lambda name: shown.get(name, "")), end="")
