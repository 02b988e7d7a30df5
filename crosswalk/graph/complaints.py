"""Why a query does not parse, in one sentence about the text as it was typed, made from what the engine says of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence

from crosswalk.errors import QuerySyntaxError
from crosswalk.graph.tokens import Token, locate, prologue, quoted

#: What the engine says of rules that no bracket expresses, and what we say.
_RULES = {
    "variable that is unbound": "SELECT uses a variable that the query does not group by",
    "The SELECT overrides an existing variable": "AS names a variable that the pattern has already",
    "SELECT * is not authorized": "SELECT * cannot stand with GROUP BY or an aggregate",
    "Duplicated variable name in SELECT": "SELECT names a variable twice",
    "The VALUES clause rows": "a row of VALUES has more or fewer values than there are variables",
    "IRI parsing failed": "this is no absolute IRI",
    "language tag parsing failed": "this is no language tag",
}

_PLACE = re.compile(r"error at (\d+):(\d+): ")


def complaint(
    message: str, text: str, sent: str, starts: Sequence[int], tokens: Sequence[Token], prefixes: Container[str]
) -> QuerySyntaxError:
    """The engine's "error at 1:23: expected …" as an error about `text`, the query as typed.

    `sent` is what the engine was given, `starts` where in it each of the tokens stands, `prefixes` those declared.
    """
    if wrong := _wrong_name(text, tokens, prefixes):
        return wrong
    place = _PLACE.match(message)
    if place is None:
        return QuerySyntaxError(f"The query cannot be read: {message.rstrip('.')}.")
    rule = next((ours for theirs, ours in _RULES.items() if theirs in message), None)
    line, column = int(place[1]), int(place[2])
    offset = sum(len(before) + 1 for before in sent.split("\n")[: line - 1]) + column - 1
    if offset < len(sent):
        index = bisect_right(starts, offset) - 1
        if index and starts[index] - starts[index - 1] == len(tokens[index - 1].text):
            index -= 1  # a word and its bracket stand together: the word was tried
        token = tokens[index]
        why = f"{quoted(token.text)}: {rule}" if rule else f"{quoted(token.text)} or what follows it does not fit there"
        return _error(text, token.start, why)
    opened = sum(token.text in ("{", "(", "[") for token in tokens)
    closed = sum(token.text in ("}", ")", "]") for token in tokens)
    why = rule or ("a bracket is not closed" if opened > closed else "the query ends before it is complete")
    return _error(text, tokens[-1].end, why)


def undeclared(text: str, token: Token) -> QuerySyntaxError:
    """The error of a prefixed name whose prefix nobody declared."""
    prefix = token.text.partition(":")[0]
    return _error(
        text, token.start, f"the prefix of {quoted(token.text)} is not declared, which PREFIX {prefix}: <…> would do"
    )


def _wrong_name(text: str, tokens: Sequence[Token], prefixes: Container[str]) -> QuerySyntaxError | None:
    for index in range(prologue(tokens), len(tokens)):
        token, before = tokens[index], tokens[index - 1]
        if token.kind == "name" and token.text.partition(":")[0] not in prefixes:
            if before.text == "<" and before.end == token.start:
                return _error(text, before.start, "the IRI that begins there is not closed, or has a space in it")
            return undeclared(text, token)
    return None


def _error(text: str, offset: int, why: str) -> QuerySyntaxError:
    line, column = locate(text, offset)
    return QuerySyntaxError(f"The query cannot be read at line {line}, column {column}: {why}.", line, column)
