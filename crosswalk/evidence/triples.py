"""The seam between records and triples, both ways, by the table of `kinds`; and the history of records as PROV.

What is written here can be read back to the same bodies. The shapes stand in ``ontology/shapes/workspace.ttl``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from crosswalk.evidence.database import Body, Revision, Stored
from crosswalk.evidence.kinds import KINDS, Field, Kind
from crosswalk.terms import Iri, Literal, Term, Triple, typed
from crosswalk.vocabulary import (
    DCTERMS,
    PREFIXES,
    PROV,
    RDF_TYPE,
    RDFS,
    SCHEMA,
    SPDX,
    XW,
    short_form,
    statement_iri,
)

_ID = PREFIXES["xwid"]

#: No number has more digits than this before its point.
_DIGITS = 30

#: The named graph of the history; those of the records are named by their kinds.
HISTORY = f"{PREFIXES['graph']}workspace/history"


def graph_of(kind: str) -> str:
    """The IRI of the named graph that a kind of record is projected into."""
    return f"{PREFIXES['graph']}workspace/{KINDS[kind].graph}"


GRAPHS = tuple(dict.fromkeys([*(graph_of(kind) for kind in KINDS), HISTORY]))


def record_iri(kind: str, id_: str) -> Iri:
    """The IRI of a record: ``…/id/evidence/<id>``."""
    return Iri(f"{_ID}{kind}/{id_}")


def reference(iri: str) -> str:
    """What a body holds for a statement or framework: its short form, or the IRI where that is not of ours."""
    short = short_form(iri)
    return short if iri.startswith(_ID) and statement_iri(short).value == iri else iri


def referred(given: str) -> Iri:
    """The IRI of what `reference` gives."""
    return Iri(given) if "://" in given or given.startswith("urn:") else statement_iri(given)


def record_triples(kind: str, id_: str, body: Body) -> Iterator[Triple]:
    """A record's triples; a field without a value has none."""
    subject = record_iri(kind, id_)
    yield Triple(subject, RDF_TYPE, KINDS[kind].cls)
    yield Triple(subject, DCTERMS.identifier, Literal(id_))
    for field in KINDS[kind].fields:
        value = body.get(field.name)
        if value is None or value == "" or value == []:
            continue
        if field.type == "supports":
            yield from _supports(subject, value)
        elif field.type == "attachments":
            yield from _attachments(subject, value)
        else:
            for one in value if field.many else (value,):
                yield Triple(subject, field.predicate, _term(field, one))
    if reason := body.get("retired_because"):
        yield Triple(subject, XW.retiredBecause, Literal(str(reason)))


def _supports(subject: Iri, supports: Iterable[Mapping[str, str]]) -> Iterator[Triple]:
    for number, support in enumerate(supports, 1):
        node = Iri(f"{subject.value}/support/{number}")
        yield Triple(subject, XW.support, node)
        yield Triple(node, RDF_TYPE, XW.Support)
        yield Triple(node, XW.supportedStatement, referred(support["statement"]))
        if support.get("level"):
            yield Triple(node, XW.level, Iri(_ID + support["level"]))
        if support.get("reason"):
            yield Triple(node, RDFS.comment, Literal(support["reason"]))


def _attachments(subject: Iri, attachments: Iterable[Mapping[str, Any]]) -> Iterator[Triple]:
    for number, file in enumerate(attachments, 1):
        node = Iri(f"{subject.value}/attachment/{number}")
        yield Triple(subject, XW.attachment, node)
        yield Triple(node, RDF_TYPE, XW.Attachment)
        yield Triple(node, SCHEMA.name, Literal(file["name"]))
        yield Triple(node, SPDX.checksumValue, Literal(file["sha256"]))
        yield Triple(node, SCHEMA.contentSize, typed(file["size"], "integer"))


def _term(field: Field, value: Any) -> Term:
    if field.type == "status":
        return XW.term(str(value))
    if field.type == "type":
        return Iri(f"{_ID}evidence-type/{value}")
    if field.type == "statement":
        return referred(value)
    if field.type in ("place", "level"):
        return Iri(_ID + value)
    if field.type == "record":
        return record_iri("evidence" if field.name == "evidence" else "cycle", value)
    if field.type == "iri":
        return referred(value)
    if field.type == "decimal":
        return typed(_digits(value), "decimal")
    if field.type in ("date", "boolean", "integer"):
        return typed(value, field.type)
    return Literal(str(value))


def _digits(value: int | float) -> str:
    """A number as xsd:decimal writes it, which knows no exponent; one without a fraction without a point."""
    exact = Decimal(str(value))
    return str(int(exact)) if exact == exact.to_integral_value() else format(exact, "f")


def history_triples(revision: Revision) -> Iterator[Triple]:
    """One revision: who changed what, when, from which state to which (PROV-O, 3.1; ``prov:value`` is the body)."""
    subject = record_iri(revision.kind, revision.id)
    entity = Iri(f"{subject.value}/revision/{revision.number}")
    activity = Iri(f"{_ID}change/{revision.change.number}")
    yield Triple(activity, RDF_TYPE, PROV.Activity)
    yield Triple(activity, SCHEMA.position, typed(revision.change.number, "integer"))
    yield Triple(activity, PROV.startedAtTime, typed(revision.change.at, "dateTime"))
    yield Triple(activity, RDFS.comment, Literal(revision.change.what))
    if revision.change.reason:
        yield Triple(activity, DCTERMS.description, Literal(revision.change.reason))
    yield Triple(activity, XW.changedBy, Literal(revision.change.who))
    yield Triple(entity, RDF_TYPE, PROV.Entity)
    yield Triple(entity, PROV.specializationOf, subject)
    yield Triple(entity, PROV.wasGeneratedBy, activity)
    yield Triple(entity, PROV.generatedAtTime, typed(revision.change.at, "dateTime"))
    yield Triple(entity, PROV.value, Literal(json.dumps(revision.after, ensure_ascii=False, sort_keys=True)))
    if revision.number > 1:
        before = Iri(f"{subject.value}/revision/{revision.number - 1}")
        yield Triple(entity, PROV.wasRevisionOf, before)
        yield Triple(activity, PROV.used, before)


def read_records(triples: Iterable[Triple]) -> list[Stored]:
    """The records that triples describe, in order; what is no record is passed over. The way back of `record_triples`.

    Raises ValueError where a record's triples cannot be its body (a link to nothing of ours, a number that is none).
    """
    about: dict[str, dict[Iri, list[Term]]] = {}
    for triple in triples:
        about.setdefault(str(triple.subject), {}).setdefault(triple.predicate, []).append(triple.object)
    classes = {kind.cls: kind for kind in KINDS.values()}
    found = []
    for subject, facts in about.items():
        kind = next((classes[cls] for cls in facts.get(RDF_TYPE, []) if isinstance(cls, Iri) and cls in classes), None)
        if kind is not None and subject.startswith(f"{_ID}{kind.name}/"):
            id_ = subject.removeprefix(f"{_ID}{kind.name}/")
            found.append(Stored(kind.name, id_, 0, 0, _body(kind, facts, about)))
    return sorted(found, key=lambda record: (record.kind, record.id))


def _body(kind: Kind, facts: Mapping[Iri, list[Term]], about: Mapping[str, dict[Iri, list[Term]]]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for field in kind.fields:
        terms = facts.get(field.predicate, [])
        if not terms:
            continue
        if field.type == "supports":
            body[field.name] = [_support(about[str(node)]) for node in _in_order(terms)]
        elif field.type == "attachments":
            body[field.name] = [_attachment(about[str(node)]) for node in _in_order(terms)]
        elif field.many:
            body[field.name] = sorted(_value(field, term) for term in terms)
        else:
            body[field.name] = _value(field, _one(field, terms))
    if XW.retiredBecause in facts:
        body["retired_because"] = str(facts[XW.retiredBecause][0])
    return body


def _one(field: Field, terms: list[Term]) -> Term:
    if len(found := list(dict.fromkeys(terms))) > 1:
        raise ValueError(f"it has {len(found)} values of {field.name}, and can have one")
    return found[0]


def _in_order(nodes: Iterable[Term]) -> list[Term]:
    return sorted(nodes, key=lambda node: (len(str(node)), str(node)))


def _support(facts: Mapping[Iri, list[Term]]) -> dict[str, str]:
    support = {"statement": reference(str(facts[XW.supportedStatement][0]))}
    if XW.level in facts:
        support["level"] = _place(facts[XW.level][0])
    if RDFS.comment in facts:
        support["reason"] = str(facts[RDFS.comment][0])
    return support


def _attachment(facts: Mapping[Iri, list[Term]]) -> dict[str, Any]:
    return {
        "name": str(facts[SCHEMA.name][0]),
        "sha256": str(facts[SPDX.checksumValue][0]),
        "size": int(str(facts[SCHEMA.contentSize][0])),
    }


def _place(term: Term) -> str:
    if not str(term).startswith(_ID):
        raise ValueError(f"{term} is nothing below {_ID}")
    return str(term).removeprefix(_ID)


def _value(field: Field, term: Term) -> Any:
    if field.type == "status":
        return str(term).removeprefix(PREFIXES["xw"])
    if field.type == "type":
        return _place(term).removeprefix("evidence-type/")
    if field.type in ("statement", "iri"):
        return reference(str(term))
    if field.type in ("place", "level"):
        return _place(term)
    if field.type == "record":
        return _place(term).partition("/")[2]
    if field.type == "boolean":
        if (word := str(term)) not in ("true", "1", "false", "0"):
            raise ValueError(f"{word[:40]!r} is neither true nor false")
        return word in ("true", "1")
    if field.type == "integer":
        return int(str(term))
    if field.type == "decimal":
        return number(str(term))
    return str(term)


def number(written: str) -> int | float:
    """A decimal as JSON holds it. Raises ValueError, OverflowError for what is none."""
    value = Decimal(written)
    if not value.is_finite():
        raise ValueError(f"{written} is no number")
    if value.adjusted() > _DIGITS:  # written out it might fill the memory
        raise OverflowError(f"{written[:40]} is too large a number")
    return int(value) if value == value.to_integral_value() else float(value)
