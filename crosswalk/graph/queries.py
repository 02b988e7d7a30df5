"""The query library: files of ``queries/``, each a question in plain words with declared parameters.

A file opens with comments: first the question, then one line a parameter,
``# param NAME: TYPE — meaning`` (``TYPE, optional`` where it may be left out; ``TYPE = value`` with a default).
In the query the parameter is the variable ``$NAME``; a value is put there as a term, never as text. An optional
parameter that is not given stays a free variable.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from crosswalk import resources
from crosswalk.errors import QueryParameterError, UnknownIdentifier
from crosswalk.terms import Iri, Literal, Term, typed
from crosswalk.vocabulary import CLAIM_KINDS, CURATION_STATUSES, PREFIXES, XW, short_form

#: Parameter types: what a person writes for each, in words.
TYPES: dict[str, str] = {
    "statement": "a statement such as ais-psi:3.4",
    "framework": "a framework such as ib-psp-2014",
    "text": "any words",
    "language": "a language tag such as en",
    "integer": "a whole number",
    "number": "a number with a point",
    "status": " or ".join(CURATION_STATUSES),
    "kind": " or ".join(CLAIM_KINDS),
    "author": "an author such as document:ais-growth-model, or an IRI",
    "agent": "an accreditor or publisher such as agent:ib, or an IRI",
}


class Parameter(NamedTuple):
    """A declared parameter; `default` is None where it has none."""

    name: str
    type: str
    meaning: str
    optional: bool = False
    default: str | None = None


class LibraryQuery(NamedTuple):
    """A query of the library with the question it answers."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def of_workspace(self) -> bool:
        """Whether it asks about the records of a workspace, which only the person at this machine may see."""
        return f"{PREFIXES['graph']}workspace/" in self.text


#: Turns the short form of a statement or framework into its IRI, or raises UnknownIdentifier.
Resolver = Callable[[str], Iri]


def names() -> list[str]:
    """The names of all library queries, sorted."""
    folder = os.path.join(resources.root(), "queries")
    return sorted(name.removesuffix(".rq") for name in os.listdir(folder) if name.endswith(".rq"))


def load(name: str) -> LibraryQuery:
    """The library query of that name. Raises UnknownIdentifier with the nearest names."""
    path = os.path.join(resources.root(), "queries", f"{name}.rq")
    known = names()
    if name not in known:
        import difflib

        near = tuple(difflib.get_close_matches(name, known, 3, 0.4))
        hint = f"; did you mean {' or '.join(near)}?" if near else "; crosswalk query lists them."
        raise UnknownIdentifier(f"There is no query {name!r} in the library{hint}", near)
    with open(path, encoding="utf-8") as file:
        return parse(name, file.read())


def parse(name: str, text: str) -> LibraryQuery:
    """Read the header of a query file. Raises ValueError, for the author of the file, where it breaks the rules."""
    head = [line.lstrip("#").strip() for line in text.split("\n") if line.startswith("#")]
    if not head or not head[0].endswith("?"):
        raise ValueError(f"queries/{name}.rq must open with a comment that asks its question")
    parameters = tuple(_parameter(name, line) for line in head[1:] if line.startswith("param "))
    return LibraryQuery(name, head[0], parameters, text)


def _parameter(query: str, line: str) -> Parameter:
    declaration, dash, meaning = line.removeprefix("param ").partition(" — ")
    name, colon, kind = declaration.partition(":")
    kind, equals, default = (part.strip() for part in kind.partition("="))
    kind, comma, optional = (part.strip() for part in kind.partition(","))
    if not (dash and colon and kind in TYPES and (not comma or optional == "optional")):
        raise ValueError(f"queries/{query}.rq declares {line!r}, not 'param NAME: TYPE — meaning'")
    return Parameter(name.strip(), kind, meaning.strip(), bool(comma), default if equals else None)


def bindings(
    query: LibraryQuery, given: Mapping[str, object], resolve: Resolver, short: Callable[[str], str] = short_form
) -> dict[str, Term]:
    """The terms of a query's parameters; `short` gives the short form of an IRI that `resolve` gave.

    Raises QueryParameterError, UnknownIdentifier.
    """
    return dict(_bindings(query, given, resolve, short))


def _bindings(
    query: LibraryQuery, given: Mapping[str, object], resolve: Resolver, short: Callable[[str], str]
) -> Iterator[tuple[str, Term]]:
    declared = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in declared:
            known = f"it has {', '.join(declared)}" if declared else "it has none"
            raise QueryParameterError(f"The query {query.name} has no parameter {name!r}; {known}.")
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if value is None or not str(value).strip():
            value = parameter.default
        if value is not None:
            yield parameter.name, _term(query, parameter, value, resolve, short)
        elif not parameter.optional:
            raise QueryParameterError(
                f"The query {query.name} needs {parameter.name} ({parameter.meaning}); "
                f"give {parameter.name}=…, {TYPES[parameter.type]}."
            )


def _term(
    query: LibraryQuery, parameter: Parameter, value: object, resolve: Resolver, short: Callable[[str], str]
) -> Term:
    if isinstance(value, Iri):  # resolved already
        return value
    word = str(value).strip()

    def wrong() -> QueryParameterError:
        expected = TYPES[parameter.type]
        return QueryParameterError(f"{parameter.name}={word!r} does not fit the query {query.name}; give {expected}.")

    if parameter.type in ("statement", "framework"):
        found = resolve(word)
        if (":" in short(found.value)) != (parameter.type == "statement"):
            raise wrong()
        return found
    if parameter.type in ("status", "kind"):
        if word not in (CURATION_STATUSES if parameter.type == "status" else CLAIM_KINDS):
            raise wrong()
        return XW.term(word)
    if parameter.type in ("integer", "number"):
        try:
            number = int(word) if parameter.type == "integer" else float(word)
        except ValueError:
            raise wrong() from None
        if number != number or number in (float("inf"), float("-inf")):
            raise wrong()
        return typed(number, "integer") if parameter.type == "integer" else typed(f"{number:f}", "decimal")
    if parameter.type == "language":
        if not word.replace("-", "").isalnum():
            raise wrong()
        return Literal(word.lower())
    if parameter.type in ("author", "agent"):
        return Iri(word if "://" in word else PREFIXES["xwid"] + word.replace(":", "/", 1))
    return Literal(word)


def fill_in(text: str, values: Mapping[str, Term]) -> str:
    """A library query with its ``$name`` parameters replaced by terms; ours, it has a ``$`` nowhere else.

    For text that a person typed there is `tokens.bind`, which knows strings and comments; a test holds the two equal
    on the whole library. Raises QueryParameterError for a value that cannot be written as a term.
    """
    import re

    from crosswalk.graph.tokens import written

    return re.sub(
        r"\$([A-Za-z_][A-Za-z0-9_]*)",
        lambda match: written(values[match[1]], match[1]) if match[1] in values else match[0],
        text,
    )
