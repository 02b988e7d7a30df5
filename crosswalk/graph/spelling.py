r"""A query as it is handed to the engine: spelled so that the engine cannot read it otherwise than by its tokens.

The engine's parser knows no tokens: it tries words wherever they would fit. It reads ``SERVICE:x {}`` as a call of
``:x``, finds one behind ``ex:`` in ``ex:SERVICE`` where the whole name is no sound IRI, and takes ``1<2)SERVICE#>`` for
a comparison and a word. So wherever the word is part of an IRI, a string or a prefixed name, it is written with an
escape (``\u0053ERVICE``), which the engine resolves there and nowhere else. Comments go; and the tokens stand so far
apart that an error position, which counts in the word last tried, still falls to the token where it was tried.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crosswalk.errors import QueryRefused
from crosswalk.graph.complaints import undeclared
from crosswalk.graph.tokens import Token, locate, prologue, quoted, refuse, tokenise
from crosswalk.vocabulary import PREFIXES

#: Longer than the longest word that the engine tries (ENCODE_FOR_URI).
_GAP = " " * 16

_KNOWN = {name: f"<{iri}>" for name, iri in PREFIXES.items()}
_SERVICE = re.compile("service", re.IGNORECASE)
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)")


class Spelling(NamedTuple):
    """The text for the engine, where in it each token starts, the tokens, and the IRI of each known prefix."""

    text: str
    starts: tuple[int, ...]
    tokens: tuple[Token, ...]
    prefixes: dict[str, str]


def spell(text: str, allow_service: bool = False) -> Spelling:
    """The query as the engine shall read it. Raises QueryRefused, QuerySyntaxError as `tokens.refuse`."""
    refuse(text, allow_service)
    tokens = tuple(tokenise(text))
    declared = _declared(tokens)
    uses = prologue(tokens)
    parts, starts, length = list[str](), list[int](), 0
    named = "\\" in text or _SERVICE.search(text) is not None  # else no token can have the word, and most have not
    opening = [token.kind == "punctuation" and token.text == "(" for token in tokens[1:]] + [False]
    for index, token in enumerate(tokens):
        starts.append(length)
        part = token.text
        if named and _SERVICE.search(part):
            if token.kind == "name" and index >= uses:
                part = _written_out(text, token, declared)
            if token.kind in ("iri", "string", "name") and part[0] in "<\"'":
                part = _SERVICE.sub(lambda word: f"\\u{ord(word[0][0]):04x}{word[0][1:]}", part)
        # The engine wants CONCAT and some others close to their bracket.
        parts.append(part if opening[index] and token.kind == "word" else part + _GAP)
        length += len(parts[-1])
    return Spelling("".join(parts), tuple(starts), tokens, declared)


def _declared(tokens: tuple[Token, ...]) -> dict[str, str]:
    """The IRI token of each prefix that may be used: those every query knows, and those the prologue declares."""
    declared = dict(_KNOWN)
    for index in range(prologue(tokens) - 2):
        word, name, iri = tokens[index : index + 3]
        if (word.kind, name.kind, iri.kind) == ("word", "name", "iri"):
            declared[name.text[:-1]] = iri.text
    return declared


def _written_out(text: str, token: Token, declared: dict[str, str]) -> str:
    prefix, _, local = token.text.partition(":")
    namespace = declared.get(prefix)
    if namespace is None:
        raise undeclared(text, token)
    if _RELATIVE.match(namespace):
        line, column = locate(text, token.start)
        raise QueryRefused(
            f"The prefix of {quoted(token.text)} (line {line}, column {column}) stands for a relative IRI; "
            "declare it with the whole IRI."
        )
    return namespace[:-1] + re.sub(r"\\(.)", r"\1", local) + ">"
