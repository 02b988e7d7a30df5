"""Where servers differ from SPARQL 1.1 or leave it open: which one answers, and what that asks of us.

All of it is here. A server is told by its Server header; one that is not known is taken to keep to the standard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from crosswalk.graph.results import Result
from crosswalk.terms import XSD, Blank, Literal, Term
from crosswalk.vocabulary import PREFIXES

#: The graph that stands for our default graph on a server whose own is the union of all graphs: asked for as the
#: default graph (SPARQL 1.1 Protocol §2.1.4), it keeps what follows from claims, and what others store, apart.
DEFAULT = PREFIXES["graph"] + "default"

#: How many rows servers give at most where nobody says so: an answer of just so many is looked at twice.
KNOWN_CAPS = frozenset((1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 1_000_000))

_CAP = "X-SPARQL-MaxRows"
_BOOLEAN = XSD + "boolean"


class Dialect(NamedTuple):
    """What is peculiar to a kind of server; the defaults are the standard's.

    `sorted_in_full` says that ORDER BY with an OFFSET fails beyond some rows unless the sorted rows are those of a
    sub-select. `ask_variable` is the variable whose number answers an ASK, by no row for no. `lines` are how many
    triples one update may carry. `addresses` turns the end of the path for queries into that for updates.
    """

    name: str = "a SPARQL 1.1 server"
    sorted_in_full: bool = False
    ask_variable: str = ""
    lines: int = 5_000
    addresses: tuple[tuple[str, str], ...] = (("/query", "/update"),)


STANDARD = Dialect()

#: Servers by the beginning of their Server header.
DIALECTS: dict[str, Dialect] = {
    "Oxigraph": Dialect("Oxigraph"),
    # MaxSortedTopRows limits what is sorted for a page; a text of some thousand triples is more than its compiler
    # takes; its protected addresses are those that write.
    "Virtuoso": Dialect(
        "Virtuoso",
        sorted_in_full=True,
        ask_variable="__ASK_RETVAL",
        lines=500,
        addresses=(("/sparql", "/sparql-auth"),),
    ),
}


def recognise(headers: Mapping[str, str]) -> Dialect:
    """The dialect of the server that sent these headers."""
    server = headers.get("Server") or ""
    return next((known for name, known in DIALECTS.items() if server.startswith(name)), STANDARD)


def cap(headers: Mapping[str, str], rows: int) -> int | None:
    """The number of rows at which a server cut its answer off, as it says or as it seems; None where it did not."""
    said = headers.get(_CAP, "").strip()
    if said.isdecimal():
        return rows if 0 < int(said) <= rows else None
    return rows if rows in KNOWN_CAPS else None


def most_rows(headers: Mapping[str, str]) -> int | None:
    """How many rows the server gives at most, where it says so."""
    said = headers.get(_CAP, "").strip()
    return int(said) if said.isdecimal() and int(said) else None


def is_partial(headers: Mapping[str, str]) -> bool:
    """Whether the answer says of itself that it is part of one: Virtuoso's “anytime” queries (SQL state S1TAT)."""
    return "S1TAT" in (headers.get("X-SQL-State") or "")


def read(dialect: Dialect, form: str, found: Result) -> Result:
    """An answer of that server as the standard has it: the answer to ASK, and how booleans are written."""
    if form == "ask" and found.kind == "select" and found.variables == (dialect.ask_variable,):
        yes = [term for (term,) in found.rows if isinstance(term, Literal) and term.value not in ("0", "false")]
        return Result("ask", boolean=bool(yes))
    if found.kind == "select":
        return found._replace(rows=tuple(map(row, found.rows)))
    return found


def row(given: tuple[Term | None, ...]) -> tuple[Term | None, ...]:
    """A row as the standard has it."""
    return tuple(map(_term, given))


def _term(term: Term | None) -> Term | None:
    """A term as the standard writes it.

    Both ways to write a boolean are one value (XML Schema 1.1 Part 2 §3.3.2); ours is the canonical one. The label of a
    node without a name is an IRI on some servers, which no syntax but JSON can hold.
    """
    if isinstance(term, Blank) and "://" in term.label:
        return Blank(term.label.rpartition("://")[2])
    if isinstance(term, Literal) and term.datatype == _BOOLEAN and term.value in ("0", "1"):
        return Literal("true" if term.value == "1" else "false", None, _BOOLEAN)
    return term


def update_address(dialect: Dialect, query: str) -> str:
    """Where that server takes updates, from where it takes queries: the same address where nothing else is known."""
    parts = urlsplit(query)
    for ending, other in dialect.addresses:
        if parts.path.endswith(ending):
            return urlunsplit(parts._replace(path=parts.path.removesuffix(ending) + other))
    return query
