"""SHACL property paths as values: how one is read from a shapes graph, written in a report, and followed in data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from crosswalk.terms import Iri, Term
from crosswalk.vocabulary import PREFIXES, RDF, Namespace, shorten

_SH = Namespace(PREFIXES["sh"])

Facts = Mapping[Term, Mapping[Iri, list[Term]]]


class Path(NamedTuple):
    """A path: `kind` is "predicate" (then `predicate` is set), "inverse", "alternative" or "sequence" of `parts`."""

    kind: str
    predicate: Iri | None = None
    parts: tuple[Path, ...] = ()

    def __str__(self) -> str:
        """The path as SPARQL writes it, with our prefixes: ``skos:broader|skos:topConceptOf``."""
        if self.predicate:
            return shorten(self.predicate.value)
        if self.kind == "inverse":
            return f"^{self.parts[0]}"
        return ("|" if self.kind == "alternative" else "/").join(map(str, self.parts))


def read_path(node: Term, facts: Facts) -> Path:
    """The path that a node of a shapes graph stands for (SHACL 2.3.1). Raises ValueError for one with ``*+?``."""
    if isinstance(node, Iri):
        return Path("predicate", node)
    about = facts.get(node, {})
    if _SH.inversePath in about:
        return Path("inverse", None, (read_path(about[_SH.inversePath][0], facts),))
    if _SH.alternativePath in about:
        return Path("alternative", None, tuple(_list(about[_SH.alternativePath][0], facts)))
    if RDF.first in about:
        return Path("sequence", None, tuple(_list(node, facts)))
    raise ValueError("A shape has a path that is neither an IRI nor an inverse, alternative or sequence of such.")


def _list(node: Term, facts: Facts) -> list[Path]:
    items: list[Path] = []
    while node != RDF.nil:
        about = facts[node]
        items.append(read_path(about[RDF.first][0], facts))
        node = about[RDF.rest][0]
    return items


def follow(path: Path, start: Term, forward: Facts, backward: Facts) -> list[Term]:
    """The nodes that a path leads to, each once, in the order met; `backward` is `forward` with ends exchanged."""
    if path.predicate:
        return list(dict.fromkeys(forward.get(start, {}).get(path.predicate, [])))
    if path.kind == "inverse":
        return follow(path.parts[0], start, backward, forward)
    if path.kind == "alternative":
        return list(dict.fromkeys(end for part in path.parts for end in follow(part, start, forward, backward)))
    ends = [start]
    for part in path.parts:
        ends = list(dict.fromkeys(end for node in ends for end in follow(part, node, forward, backward)))
    return ends
