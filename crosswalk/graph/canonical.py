"""Canonical Turtle and TriG: the same triples give the same text, a fact a line, so that a diff is a change of meaning.

Subjects stand in the natural order of their IRIs, types first, then predicates and objects in order. The files of
``data/`` hold no blank nodes, so none are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from crosswalk.terms import XSD, XSD_STRING, Iri, Literal, Term, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE

#: Local names that Turtle allows without escapes (a safe part of PN_LOCAL).
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(triples: Iterable[Triple]) -> str:
    """The canonical Turtle of the triples. Raises TypeError for a blank node."""
    unique = sorted(set(triples), key=_triple_key)
    names = _Names(unique)
    body = "\n".join(_blocks(unique, names))
    return names.head() + "\n" + body


def trig(graphs: Mapping[str, Iterable[Triple]]) -> str:
    """The canonical TriG of named graphs (IRI → triples), in the order of their IRIs. Raises TypeError as `turtle`."""
    groups = {name: sorted(set(graphs[name]), key=_triple_key) for name in sorted(graphs)}
    names = _Names([triple for group in groups.values() for triple in group])
    blocks = ["\n".join([f"{names.iri(name)} {{\n", *_blocks(groups[name], names), "}\n"]) for name in groups]
    return names.head() + "\n" + "\n".join(blocks)


class _Names:
    """How IRIs are written: prefixed where one fits; the prefixes that were used are remembered for the head."""

    def __init__(self, triples: list[Triple]) -> None:
        self._prefixes = PREFIXES | _framework_prefixes(triples)
        self._longest_first = sorted(self._prefixes.items(), key=lambda item: -len(item[1]))
        self._used: set[str] = set()
        self._written: dict[str, str] = {}

    def iri(self, value: str) -> str:
        if value not in self._written:
            self._written[value] = self._write(value)
        return self._written[value]

    def _write(self, value: str) -> str:
        for name, namespace in self._longest_first:
            if value.startswith(namespace) and _LOCAL.match(value[len(namespace) :]):
                self._used.add(name)
                return f"{name}:{value[len(namespace) :]}"
        return f"<{value}>"

    def head(self) -> str:
        return "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in sorted(self._used))


def _framework_prefixes(triples: list[Triple]) -> dict[str, str]:
    """A prefix for each framework whose statements occur: ``ais-psi:3.4`` is what a person types, too."""
    base = PREFIXES["xwid"]
    found: dict[str, str] = {}
    for term in (t for triple in triples for t in triple if isinstance(t, Iri)):
        head, slash, rest = term.value.removeprefix(base).partition("/")
        if term.value.startswith(base) and slash and rest and head not in found:
            found[head] = f"{base}{head}/"
    return found


def _blocks(triples: list[Triple], names: _Names) -> list[str]:
    """The sorted triples as one block a subject."""
    by_subject: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        lines = by_subject.setdefault(_term(triple.subject, names), {})
        predicate = "a" if triple.predicate == RDF_TYPE else _term(triple.predicate, names)
        lines.setdefault(predicate, []).append(_term(triple.object, names))
    return [
        f"{subject}\n"
        + " ;\n".join(f"    {predicate} {' , '.join(objects)}" for predicate, objects in lines.items())
        + " .\n"
        for subject, lines in by_subject.items()
    ]


def _natural(value: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key under which B1.2 comes before B1.10."""
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", value)
    )


def _triple_key(triple: Triple) -> tuple[object, ...]:
    """Where a triple stands; no two have the same key, or their order would be that of a set."""
    return (
        _natural(str(triple.subject)),
        triple.predicate != RDF_TYPE,
        str(triple.predicate),
        _natural(str(triple.object)),
        getattr(triple.object, "language", None) or "",
        getattr(triple.object, "datatype", ""),
    )


def _term(term: Term, names: _Names) -> str:
    if isinstance(term, Iri):
        return names.iri(term.value)
    if isinstance(term, Literal):
        return _literal(term, names)
    raise TypeError("Canonical Turtle is written without blank nodes; give the node an IRI.")


def _literal(literal: Literal, names: _Names) -> str:
    quoted = '"' + "".join(_ESCAPES.get(c, c if c >= " " else f"\\u{ord(c):04X}") for c in literal.value) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    if literal.datatype == XSD_STRING:
        return quoted
    if literal.datatype == XSD + "integer" and re.fullmatch(r"[+-]?\d+", literal.value):
        return literal.value
    if literal.datatype == XSD + "boolean" and literal.value in ("true", "false"):
        return literal.value
    return f"{quoted}^^{names.iri(literal.datatype)}"
