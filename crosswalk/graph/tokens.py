"""SPARQL 1.1 text as the tokens of its grammar, and what can be told from them: the form, the refusals, the parameters.

Codepoint escapes are resolved first (SPARQL 1.1 Query Language §19.2), comments and white space separate tokens (§19.3,
§19.4), and the longest token wins (§19.8). The few tokens that RDF 1.2 adds are known too, since the engine reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from crosswalk.errors import QueryParameterError, QueryRefused, QuerySyntaxError
from crosswalk.terms import XSD_STRING, Iri, Literal, Term

#: A query text longer than this, in characters, is refused unread.
LENGTH_LIMIT = 100_000

#: The words that begin an operation of SPARQL 1.1 Update (rule [30]); none of them is a word of a query.
UPDATE_WORDS = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])

_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))

#: How many tokens a declaration of the prologue takes, the word included.
_DECLARATIONS = {"BASE": 2, "PREFIX": 3, "VERSION": 2}


#: The tokens of a text of so many characters are kept for a moment.
_KEPT = 10_000


class Token(NamedTuple):
    """One token: its kind, its text, and where it stands (`start` to `end`) in the text with escapes resolved.

    The kinds are iri, string, language, variable, blank, name (prefixed), number, word (bare) and punctuation.
    """

    kind: str
    text: str
    start: int
    end: int


# Rules [139] to [172] of the grammar. Every repetition is possessive: what it took it never gives back, so that the
# time a text takes grows with its length and no faster. Beyond ASCII any character may stand in a name here, since
# none begins another token; `_strict` then tells which may. (Spelled out, those ranges take 50 ms to compile.)
_LETTER = r"[^\x00-@\[-`{-\x7f]"
_NAME = r"[^\x00-/:-@\[-^`{-\x7f]"
_ESCAPED = r"\\[tbnrf\"'\\]"
_IRI = r'[^<>"{}|^`\\\x00-\x20]*+>'


def _names(letter: str, first: str, more: str) -> dict[str, str]:
    """The tokens that hold names, of the characters that begin a prefix, begin other names, and stand within."""
    escaped = r"%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?#@%]"
    local = rf"(?:{first}|:|{escaped})(?:\.*+(?:{more}|[:-]|{escaped}))*+"
    prefix = rf"{letter}(?:\.*+(?:{more}|-))*+"
    return {
        "variable": rf"[?$]{first}{more}*+",
        "blank": rf"_:{first}(?:\.*+(?:{more}|-))*+",
        "name": rf"(?:{prefix})?:(?:{local})?",
        "bare": rf":(?:{local})?",
        "prefix": prefix,
    }


def _string(quote: str) -> str:
    """Rules [156] to [159]; three quotation marks open a long string or nothing."""
    long = rf"{quote * 3}(?:[^{quote}\\]|{_ESCAPED}|{quote}(?!{quote * 2}))*+{quote * 3}"
    return rf"{long}|{quote}(?!{quote * 2})(?:[^{quote}\\\n\r]|{_ESCAPED})*+{quote}"


@cache
def _pattern(prefixed: bool) -> re.Pattern[str]:
    """One pattern for every token; without prefixed names for a stretch that is known to hold none."""
    names = _names(_LETTER, _NAME, _NAME)
    kinds = {
        "space": r"(?:[\x20\t\r\n]|\#[^\r\n]*+)++",
        "iri": "<" + _IRI,
        "string": _string('"') + "|" + _string("'"),
        "language": r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--(?:ltr|rtl)\b)?",
        "variable": names["variable"],
        "blank": names["blank"],
        "name": names["name" if prefixed else "bare"],
        "number": r"[+-]?(?:(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)",
        "word": r"[A-Za-z][A-Za-z0-9_]*+",
        # "<<" opens a triple of RDF 1.2, unless the second "<" opens an IRI; then the first is less-than.
        "punctuation": rf"\^\^|&&|\|\||!=|<=|>=|<<\(|<<(?!{_IRI})|\)>>|>>|\{{\||\|\}}|[{{}}()\[\].,;=<>+\-*/|^!?~]",
    }
    return re.compile("|".join(f"(?P<{kind}>{rule})" for kind, rule in kinds.items()))


@cache
def _run() -> re.Pattern[str]:
    return re.compile(_names(_LETTER, _NAME, _NAME)["prefix"])


@cache
def _strict(kind: str) -> re.Pattern[str]:
    """The names of that kind with the characters of rules [164] (PN_CHARS_BASE) and [167] (PN_CHARS) and no others."""
    letter = (
        "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
        "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
    )
    more = f"[{letter}_0-9\u00b7\u0300-\u036f\u203f-\u2040]"
    return re.compile(_names(f"[{letter}]", f"[{letter}_0-9]", more)[kind])


_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)


def resolve_escapes(text: str) -> str:
    r"""The text with ``\uXXXX`` and ``\UXXXXXXXX`` resolved (§19.2); a doubled backslash begins no escape.

    Raises QuerySyntaxError for an escape that stands for no Unicode character, and for a lone surrogate in the text.
    """

    def character(match: re.Match[str]) -> str:
        digits = match[1] or match[2]
        if not digits:
            return match[0]
        code = int(digits, 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise _syntax_error(text, match.start(), f"{match[0]} stands for no Unicode character")
        return chr(code)

    if lone := re.search("[\ud800-\udfff]", text):
        raise _syntax_error(text, lone.start(), "half of a surrogate pair stands alone")
    return _CODEPOINT.sub(character, text) if "\\" in text else text


def tokenise(text: str) -> Iterator[Token]:
    """The tokens of the text after its codepoint escapes are resolved, in time linear in its length.

    Raises QuerySyntaxError, with line and column, where something is no token (a string that is not closed, a stray
    character).
    """
    return iter(_kept(text)) if len(text) <= _KEPT else _read(text)


@lru_cache(maxsize=8)
def _kept(text: str) -> tuple[Token, ...]:
    """All tokens; whether a query may run, what it asks for and how the engine reads it are each read off them."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[Token]:
    resolved = resolve_escapes(text)
    position, unprefixed_until = 0, 0
    while position < len(resolved):
        match = _pattern(position >= unprefixed_until).match(resolved, position)
        if match is None:
            raise _no_token(text, resolved, position)
        kind, end = str(match.lastgroup), match.end()
        if kind in ("name", "variable", "blank") and not match[0].isascii() and not _strict(kind).fullmatch(match[0]):
            raise _syntax_error(text, position, f"{quoted(match[0])} has a character that no name may have")
        if kind == "word" and position >= unprefixed_until and (run := _run().match(resolved, position)):
            # No colon ends this run of "a.b.c", so none ends a shorter one within it: do not look again.
            unprefixed_until = run.end()
        if kind != "space":
            yield Token(kind, match[0], position, end)
        position = end


def locate(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, in the text as typed, of an offset into the text with escapes resolved."""
    for match in _CODEPOINT.finditer(text):
        if match.start() >= offset:
            break
        if match[1] or match[2]:
            offset += len(match[0]) - 1
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def prologue(tokens: Sequence[Token]) -> int:
    """The number of tokens that BASE, PREFIX and VERSION declarations take at the beginning."""
    index = 0
    while (
        index < len(tokens) and tokens[index].kind == "word" and (size := _DECLARATIONS.get(tokens[index].text.upper()))
    ):
        index += size
    return min(index, len(tokens))


def kind(text: str) -> str:
    """The query's form: select, ask, construct or describe. Raises QuerySyntaxError, QueryRefused for an update."""
    return form(text, list(tokenise(text)))


def form(text: str, tokens: Sequence[Token]) -> str:
    """As `kind`, of a text whose tokens are known."""
    index = prologue(tokens)
    if index == len(tokens):
        raise QuerySyntaxError("The text holds no query; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    first = tokens[index]
    if first.kind == "word" and first.text.upper() in _FORMS:
        return first.text.lower()
    _refuse_update(text, first)
    line, column = locate(text, first.start)
    raise QuerySyntaxError(
        f"The query begins with {quoted(first.text)} (line {line}, column {column}); "
        "it must begin with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        line,
        column,
    )


def refuse(text: str, allow_service: bool = False) -> None:
    """Return quietly where the text may be asked as a query.

    Raises QueryRefused for SERVICE (unless allowed), for an update, LOAD included, and for more than `LENGTH_LIMIT`
    characters; QuerySyntaxError where the text has no tokens or no query form.
    """
    if len(text) > LENGTH_LIMIT:
        raise QueryRefused(
            f"The query has {len(text):,} characters and at most {LENGTH_LIMIT:,} are read; ask for less at a time."
        )
    (_passed if len(text) <= _KEPT else _pass)(text, allow_service)


def _pass(text: str, allow_service: bool) -> None:
    tokens = list(tokenise(text))
    form(text, tokens)
    for token in tokens:
        if token.kind != "word":
            continue
        _refuse_update(text, token)
        # The engine needs no space between words: it would read SERVICESILENT and trueSERVICE as two.
        if "SERVICE" in token.text.upper() and not (allow_service and token.text.upper() == "SERVICE"):
            line, column = locate(text, token.start)
            raise QueryRefused(
                f"The query asks another server by SERVICE (line {line}, column {column}), which is not allowed here; "
                "take that part out, or run it on the command line with --allow-service."
            )


#: A query is looked at when it is read and again when it is handed to the engine.
_passed = lru_cache(maxsize=8)(_pass)


def bind(text: str, values: Mapping[str, Term]) -> str:
    """The query with each ``$name`` that `values` names replaced by the term in SPARQL syntax; ``?name`` stays.

    Escapes in the text come back resolved. Raises QueryParameterError for a blank node and for a term that cannot be
    written, QuerySyntaxError where the text has no tokens.
    """
    resolved, parts, done = resolve_escapes(text), list[str](), 0
    for token in tokenise(text):
        name = token.text[1:]
        if token.kind == "variable" and token.text[0] == "$" and name in values:
            # The spaces keep the term from growing together with what stands beside it ("<$x").
            parts += (resolved[done : token.start], " ", written(values[name], name), " ")
            done = token.end
    return "".join((*parts, resolved[done:]))


_STRING_ESCAPES = str.maketrans(
    {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
)
_ABSOLUTE_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:(?:[^<>"{}|^`\\\x00-\x20\x7f-\x9f%]|%[0-9A-Fa-f]{2})*')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def written(term: Term, name: str) -> str:
    """The term in SPARQL syntax, as the value of the parameter `name`. Raises QueryParameterError."""
    if isinstance(term, Iri):
        return _written_iri(term.value, name)
    if not isinstance(term, Literal):
        raise QueryParameterError(f"The parameter {name} cannot be a blank node; give an IRI or a literal.")
    if _UNWRITABLE.search(term.value):
        raise QueryParameterError(f"The parameter {name} holds U+0000 or half of a surrogate pair; take it out.")
    lexical = '"' + term.value.translate(_STRING_ESCAPES) + '"'
    if term.language:
        if not _LANGUAGE.fullmatch(term.language):
            raise QueryParameterError(
                f"The parameter {name} has {quoted(term.language)} for a language, which is none."
            )
        return f"{lexical}@{term.language}"
    return lexical if term.datatype == XSD_STRING else f"{lexical}^^{_written_iri(term.datatype, name)}"


def _written_iri(value: str, name: str) -> str:
    if not _ABSOLUTE_IRI.fullmatch(value) or _UNWRITABLE.search(value):
        raise QueryParameterError(f"The parameter {name} is {quoted(value)}, which is not an absolute IRI.")
    return f"<{value}>"


def _refuse_update(text: str, token: Token) -> None:
    if token.kind == "word" and token.text.upper() in UPDATE_WORDS:
        line, column = locate(text, token.start)
        raise QueryRefused(
            f"{token.text.upper()} (line {line}, column {column}) changes data, and the graph is only read here; "
            "ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )


def _no_token(text: str, resolved: str, position: int) -> QuerySyntaxError:
    if resolved[position] in "\"'":
        return _syntax_error(text, position, "a string begins that is not closed, or has an unknown escape in it")
    return _syntax_error(text, position, f"{quoted(resolved[position])} cannot stand there")


def _syntax_error(text: str, offset: int, what: str) -> QuerySyntaxError:
    line, column = locate(text, offset)
    return QuerySyntaxError(f"The query cannot be read at line {line}, column {column}: {what}.", line, column)


def quoted(text: str) -> str:
    """A piece of what was typed, in quotation marks, fit for a message: printable, encodable and short."""
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in text[:60])
    return f"“{safe}{'…' if len(text) > 60 else ''}”"
