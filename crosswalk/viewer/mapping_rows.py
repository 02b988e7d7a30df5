"""The mappings between two frameworks as rows: what people claim, then what follows, each with the set it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from crosswalk import words
from crosswalk.api import Record
from crosswalk.graph.results import Result
from crosswalk.terms import XSD, Literal, Term
from crosswalk.viewer import phrases
from crosswalk.viewer.language import _
from crosswalk.viewer.shared import graph
from crosswalk.vocabulary import expand, statement_iri

#: The sets that a mapping can be in, in their order: what people claim, then what follows from claims.
SETS = ("printed", "judged", "denied", "entailed", "candidate", "contradiction")

#: The columns that stand after those of `list_mappings` where rows of what follows are among the rows.
_FURTHER = ("set", "follows", "hubs", "proof")


class Between(NamedTuple):
    """The answer to `list_mappings` for two frameworks, and all rows: its own, in their order, then what follows.

    Each row has its set under "set", a claim also its place in the answer under "place".
    """

    claims: Result
    rows: tuple[Record, ...]


def between(start: str, end: str) -> Between:
    """Every row between two frameworks, read from the first."""
    return _between(graph().version, start, end)


@st.cache_resource(max_entries=24, show_spinner=False)
def _between(version: str, start: str, end: str) -> Between:
    claims = graph().query("list_mappings", from_framework=start, to_framework=end)
    found: list[Record] = [
        {**row, "set": "denied" if row["denied"] else str(row["kind"]).removeprefix("xw:"), "place": place}
        for place, row in enumerate(claims.records())
    ]
    derived = [{**row, "set": row["verdict"]} for row in graph().alignment.rows(start, end)]
    order = {name: place for place, name in enumerate(SETS)}
    return Between(claims, (*found, *sorted(derived, key=lambda row: order[str(row["set"])])))


def is_claim(row: Record) -> bool:
    """Whether somebody or a document claims it, and it does not only follow."""
    return "place" in row


def set_words(name: str) -> words.Wording:
    """What a set is called, and what that means."""
    return words.DENIED if name == "denied" else words.KINDS.get(f"xw:{name}") or words.DERIVED[name]


def relation_words(row: Record) -> str:
    """How a row relates its two statements, in a few words; a denial and a candidate say what they are."""
    if not is_claim(row):
        return _(words.SETS[str(row["follows"])].words if row["follows"] else set_words(str(row["set"])).words)
    said = _(words.wording(words.RELATIONS, row["relation"]).words)
    return _("denied: {relation}").format(relation=said) if row["denied"] else said


def account(row: Record, first: str, second: str) -> str:
    """A row in one line, with what its two ends are called: ``3.4 close to this (judged, 0.65 of 1)``."""
    name = _(set_words(str(row["set"])).words)
    sure = "" if row["confidence"] is None else f", {phrases.confidence(row['confidence'])}"
    if row["set"] == "denied":
        said = _(words.wording(words.RELATIONS, row["relation"]).words)
        return f"{name}: {first} {said} {second}{sure}"
    if row["set"] == "candidate":
        return _("{name}: {first} meets {second} elsewhere, no match").format(name=name, first=first, second=second)
    if row["set"] == "contradiction":
        return _("{name}: {first} and {second}").format(name=name, first=first, second=second)
    return f"{first} {relation_words(row)} {second} ({name}{sure})"


def as_result(rows: Sequence[Record], start: str, end: str) -> Result:
    """The rows as an answer in terms, with the columns of `list_mappings`, and after them those of what follows.

    The latter stand there only where a row of what follows does, so that claims alone are the answer to the query.
    """
    claims = between(start, end).claims
    derived = any(not is_claim(row) for row in rows)
    further = _FURTHER if derived else ()
    statements = _statements(start, end) if derived else {}
    made: list[tuple[Term | None, ...]] = []
    for row in rows:
        if is_claim(row):
            own = claims.rows[int(str(row["place"]))]
        else:  # what a claim calls verdict is how its printed code was read
            unread = {**row, "verdict": None}
            own = tuple(_term(name, unread.get(name), statements) for name in claims.variables)
        made.append((*own, *(_term(name, row.get(name), statements) for name in further)))
    return Result("select", (*claims.variables, *further), tuple(made), names=claims.names)


def _statements(*frameworks: str) -> dict[object, Term | None]:
    """The IRI of each statement of these frameworks by its short form."""
    found: dict[object, Term | None] = {}
    for framework in frameworks:
        result = graph().query("list_statements", in_framework=framework)
        found |= {record["statement"]: row[0] for record, row in zip(result.records(), result.rows, strict=True)}
    return found


def _term(name: str, value: object, statements: dict[object, Term | None]) -> Term | None:
    """A value of a derived row as the term that a query would give."""
    if value is None or value == "":
        return None
    if name in ("subject", "object"):
        return statements[value]
    if name in ("relation", "justification"):
        return expand(str(value))
    if name == "author":
        return statement_iri(str(value))
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=XSD + "boolean")
    if isinstance(value, float | int):
        return Literal(f"{value:g}", datatype=XSD + "decimal")
    return Literal(str(value))
