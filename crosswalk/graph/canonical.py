"""Canonical Turtle: the same triples give the same text, one fact a line, so that a diff is a change of meaning.

Subjects stand in the natural order of their IRIs, types first, then predicates and objects in order. The files of
``data/`` hold no blank nodes, so none are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crosswalk.terms import XSD, XSD_STRING, Iri, Literal, Term, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE

#: Local names that Turtle allows without escapes (a safe part of PN_LOCAL).
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _natural(value: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key under which B1.2 comes before B1.10."""
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", value)
    )


def _framework_prefixes(triples: list[Triple]) -> dict[str, str]:
    """A prefix for each framework whose statements occur: ``ais-psi:3.4`` is what a person types, too."""
    base = PREFIXES["xwid"]
    found: dict[str, str] = {}
    for term in (t for triple in triples for t in triple if isinstance(t, Iri)):
        head, slash, rest = term.value.removeprefix(base).partition("/")
        if term.value.startswith(base) and slash and rest and head not in found:
            found[head] = f"{base}{head}/"
    return found


def turtle(triples: Iterable[Triple]) -> str:
    """The canonical Turtle of the triples. Raises TypeError for a blank node."""
    unique = sorted(set(triples), key=_triple_key)
    prefixes = PREFIXES | _framework_prefixes(unique)
    used: set[str] = set()

    def write(term: Term) -> str:
        if isinstance(term, Iri):
            return _iri(term.value, prefixes, used)
        if isinstance(term, Literal):
            return _literal(term, prefixes, used)
        raise TypeError("Canonical Turtle is written without blank nodes; give the node an IRI.")

    blocks: list[str] = []
    by_subject: dict[str, list[Triple]] = {}
    for triple in unique:
        by_subject.setdefault(write(triple.subject), []).append(triple)
    for subject, group in by_subject.items():
        lines: dict[str, list[str]] = {}
        for triple in group:
            predicate = "a" if triple.predicate == RDF_TYPE else write(triple.predicate)
            lines.setdefault(predicate, []).append(write(triple.object))
        body = " ;\n".join(f"    {predicate} {' , '.join(objects)}" for predicate, objects in lines.items())
        blocks.append(f"{subject}\n{body} .\n")
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used))
    return head + "\n" + "\n".join(blocks)


def _triple_key(triple: Triple) -> tuple[object, ...]:
    return (
        _natural(str(triple.subject)),
        triple.predicate != RDF_TYPE,
        str(triple.predicate),
        _natural(str(triple.object)),
        getattr(triple.object, "language", None) or "",
    )


def _iri(value: str, prefixes: dict[str, str], used: set[str]) -> str:
    for name, namespace in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        if value.startswith(namespace) and _LOCAL.match(value[len(namespace) :]):
            used.add(name)
            return f"{name}:{value[len(namespace) :]}"
    return f"<{value}>"


def _literal(literal: Literal, prefixes: dict[str, str], used: set[str]) -> str:
    quoted = '"' + "".join(_ESCAPES.get(c, c if c >= " " else f"\\u{ord(c):04X}") for c in literal.value) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    if literal.datatype == XSD_STRING:
        return quoted
    if literal.datatype == XSD + "integer" and re.fullmatch(r"[+-]?\d+", literal.value):
        return literal.value
    if literal.datatype == XSD + "boolean" and literal.value in ("true", "false"):
        return literal.value
    return f"{quoted}^^{_iri(literal.datatype, prefixes, used)}"
