"""How a finding speaks of things: statements by their short form, claims by their two ends, citations by their code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crosswalk.quality.paths import follow
from crosswalk.quality.results import Result
from crosswalk.terms import XSD, XSD_STRING, Iri, Literal, Term, Triple
from crosswalk.vocabulary import OWL, RDF_TYPE, SSSOM, XW, short_form

_PLACE = re.compile(r"\{[?$](this|value|values)\}")
_NUMBERS = tuple(XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger", "boolean"))


class Names:
    """The names of the nodes of one graph, and the values that a finding's sentence lists."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forward: dict[Term, dict[Iri, list[Term]]] = {}
        self._backward: dict[Term, dict[Iri, list[Term]]] = {}
        for subject, predicate, value in triples:
            self._forward.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._backward.setdefault(value, {}).setdefault(predicate, []).append(subject)

    def of(self, term: Term) -> str:
        """The name of a node: ``ais-psi:3.4``, ``mapping ais-psi:3.4 → ib-psp-2014:B2.8``, ``"love"@en``."""
        if isinstance(term, Literal):
            return _written(term)
        types = self._forward.get(term, {}).get(RDF_TYPE, [])
        if SSSOM.Mapping in types:
            return f"mapping {self._end(term, OWL.annotatedSource)} → {self._end(term, OWL.annotatedTarget)}"
        if XW.Citation in types:
            return f"citation {self._end(term, XW.printedCode)} in {self._end(term, XW.citedBy)}"
        return short_form(str(term))

    def _end(self, node: Term, predicate: Iri) -> str:
        """One value by name: where there are several the first in order, whatever the order of the triples."""
        return min((self.of(v) for v in self._forward.get(node, {}).get(predicate, []) if v != node), default="?")

    def claims_between(self, one: Term, other: Term) -> list[Term]:
        """The mapping records that relate two nodes, whichever way round."""
        source, target = OWL.annotatedSource, OWL.annotatedTarget
        ends = [self._backward.get(node, {}) for node in (one, other)]
        return [
            *(set(ends[0].get(source, [])) & set(ends[1].get(target, []))),
            *(set(ends[1].get(source, [])) & set(ends[0].get(target, []))),
        ]

    def fill(self, template: str, result: Result) -> str:
        """A sentence of a shape with its places filled: ``{$this}``, ``{?value}``, ``{?values}``."""
        this = self.of(result.focus)
        if this.startswith(("mapping ", "citation ")):
            this = f"{'The' if template.startswith('{$this}') else 'the'} {this}"
        value = "" if result.value is None else self.of(result.value)
        places = {"this": this, "value": value, "values": self._values(result)}
        return _PLACE.sub(lambda found: places[found[1]], template)

    def _values(self, result: Result) -> str:
        path = result.shape.path
        found = [] if path is None else follow(path, result.focus, self._forward, self._backward)
        names = sorted(map(self.of, found))
        return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "none"


def _written(literal: Literal) -> str:
    if literal.language:
        return f'"{literal.value}"@{literal.language}'
    if literal.datatype in _NUMBERS:
        return literal.value
    suffix = "" if literal.datatype == XSD_STRING else f" ({short_form(literal.datatype)})"
    return f'"{literal.value}"{suffix}'
