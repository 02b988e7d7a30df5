"""Queries of others looked at and written anew: in parts, for what a server did not give, and which graphs they ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from crosswalk.graph import tokens


def can_be_paged(text: str) -> bool:
    """Whether `page` knows how: a SELECT without FROM and VALUES of its own, which have no place in a sub-select."""
    found = list(tokens.tokenise(text))
    return tokens.form(text, found) == "select" and not {"FROM", "VALUES"} & _words(found).keys()


def page(text: str, variables: Sequence[str], size: int, offset: int, sorted_in_full: bool) -> str | None:
    """The query for so many of its rows from there on, in its own order and where that leaves ties by all variables.

    A slice of a sequence is only the same twice where its order is total (SPARQL 1.1 Query Language §15.4). With
    `sorted_in_full` the rows are sorted in a sub-select and counted outside, for servers that sort no other way.
    None where the query itself asks for no row from there on.
    """
    head, body = _split(text)
    body, limit, skipped = _slice(body)
    if limit is not None and offset >= limit:
        return None
    size = size if limit is None else min(size, limit - offset)
    all_variables = " ".join(f"?{name}" for name in variables)
    ordered = f"{body}\n{'' if 'ORDER' in _words(list(tokens.tokenise(body))) else 'ORDER BY '}{all_variables}"
    if sorted_in_full:
        ordered = f"SELECT {all_variables} WHERE {{ {{\n{ordered}\n}} }}"
    return f"{head}{ordered}\nLIMIT {size} OFFSET {skipped + offset}"


def count(text: str, name: str = "n") -> str:
    """The query for how many rows a query has, of those that `can_be_paged`."""
    head, body = _split(text)
    return f"{head}SELECT (COUNT(*) AS ?{name}) WHERE {{ {{\n{body}\n}} }}"


def _split(text: str) -> tuple[str, str]:
    """The prologue, and the query after it."""
    resolved = tokens.resolve_escapes(text)
    found = list(tokens.tokenise(resolved))
    start = found[tokens.prologue(found)].start
    return resolved[:start], resolved[start:]


def _slice(body: str) -> tuple[str, int | None, int]:
    """A query without its own LIMIT and OFFSET, which end it, and both."""
    found = list(tokens.tokenise(body))
    words = _words(found)
    limit, offset = (int(found[words[word] + 1].text) if word in words else None for word in ("LIMIT", "OFFSET"))
    ends = [found[words[word]].start for word in ("LIMIT", "OFFSET") if word in words]
    return body[: min(ends, default=len(body))], limit, offset or 0


def _words(found: Sequence[tokens.Token]) -> dict[str, int]:
    """Where the words of the outermost query stand, in capitals, those within braces and brackets left out."""
    depth, words = 0, dict[str, int]()
    for index, token in enumerate(found):
        if token.kind == "punctuation" and token.text in "{}()[]":
            depth += 1 if token.text in "{([" else -1
        elif token.kind == "word" and not depth:
            words[token.text.upper()] = index
    return words


def has_own_dataset(text: str) -> bool:
    """Whether a query says itself which graphs it asks (FROM)."""
    return "FROM" in _words(list(tokens.tokenise(text)))


def graphs_named(text: str) -> tuple[str, ...] | None:
    """The graphs that a query asks by GRAPH, sorted; None where it asks for graphs that it does not name."""
    found = list(tokens.tokenise(text))
    end = tokens.prologue(found)
    prefixes = {
        found[i + 1].text[:-1]: found[i + 2].text[1:-1]
        for i in range(end)
        if found[i].kind == "word" and found[i].text.upper() == "PREFIX"
    }
    names = set[str]()
    for token, after in pairwise(found[end:]):
        if token.kind == "word" and token.text.upper() == "GRAPH":
            prefix, colon, local = after.text.partition(":")
            if after.kind == "iri" and ":" in after.text:
                names.add(after.text[1:-1])
            elif after.kind == "name" and colon and prefix in prefixes and "\\" not in local:
                names.add(prefixes[prefix] + local)
            else:
                return None
    return tuple(sorted(names))
