"""Canonical JSON-LD: the same triples give the same text, one node a line, its keys sorted, under one fixed context.

JSON-LD 1.1, flattened document form (section 4.1 of the Syntax): a context and a graph of nodes, every value in a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from crosswalk.terms import XSD_STRING, Iri, Literal, Term, Triple
from crosswalk.vocabulary import PREFIXES, RDF_TYPE

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def json_ld(triples: Iterable[Triple]) -> str:
    """The canonical JSON-LD of the triples. Raises TypeError for a blank node."""
    nodes: dict[str, dict[str, list[str]]] = {}
    written: dict[str, str] = {}
    for subject, predicate, value in set(triples):
        node = nodes.setdefault(_iri(subject, written), {})
        if predicate == RDF_TYPE and isinstance(value, Iri):
            node.setdefault("@type", []).append(_json(_iri(value, written)))
        else:
            node.setdefault(_iri(predicate, written), []).append(_json(_value(value, written)))
    lines = [_node(iri, node) for iri, node in sorted(nodes.items())]
    return f'{{"@context":{_json(PREFIXES)},\n"@graph":[\n' + ",\n".join(lines) + "\n]}\n"


def _node(iri: str, node: dict[str, list[str]]) -> str:
    """A node as one line; its values are JSON already, sorted as text."""
    members = [f'"@id":{_json(iri)}']
    members += [f"{_json(key)}:[{','.join(sorted(values))}]" for key, values in sorted(node.items())]
    return "{" + ",".join(members) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _value(term: Term, written: dict[str, str]) -> object:
    """An object as JSON-LD says it; numbers keep their lexical form, so that nothing is rounded on the way."""
    if not isinstance(term, Literal):
        return {"@id": _iri(term, written)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype == XSD_STRING:
        return {"@value": term.value}
    return {"@type": _iri(Iri(term.datatype), written), "@value": term.value}


def _iri(term: Term, written: dict[str, str]) -> str:
    """An IRI, compact where a prefix of the context fits; what follows the colon must not begin with ``//``."""
    if not isinstance(term, Iri):
        raise TypeError("Canonical JSON-LD is written without blank nodes; give the node an IRI.")
    iri = term.value
    if iri not in written:
        fitting = ((name, iri[len(base) :]) for name, base in _LONGEST_FIRST if iri.startswith(base))
        name, local = next(fitting, ("", ""))
        written[iri] = f"{name}:{local}" if name and not local.startswith("//") else iri
    return written[iri]
