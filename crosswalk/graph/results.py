"""The answer to a query as a plain value, whichever engine gave it, and its way into the W3C results formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswalk.terms import XSD, XSD_STRING, Blank, Iri, Literal, Term, Triple
from crosswalk.vocabulary import short_form

if TYPE_CHECKING:
    import pandas

    from crosswalk.graph.guard import GuardedAnswer

_NUMBERS = {XSD + t: int for t in ("integer", "nonNegativeInteger", "int", "long", "positiveInteger")} | {
    XSD + t: float for t in ("decimal", "double", "float")
}

Plain = str | int | float | bool | None


class Result(NamedTuple):
    """What a query answered.

    `kind` is "select", "ask" or "graph" (CONSTRUCT and DESCRIBE). `rows` hold one term, or None, per variable.
    `truncated` tells that a row limit cut the answer short; `limit` is that limit and `seconds` the time it took.
    `names` are the short forms of IRIs that are not ours.
    """

    kind: str
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] = ()
    truncated: bool = False
    limit: int | None = None
    seconds: float | None = None
    names: Mapping[str, str] = MappingProxyType({})

    def records(self) -> Iterator[dict[str, Plain]]:
        """The rows as plain values by variable: IRIs in their short form, numbers and booleans as such."""
        for row in self.rows:
            yield {name: plain(term, self.names) for name, term in zip(self.variables, row, strict=True)}

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame, one column a variable, values as `records` gives them."""
        import pandas

        return pandas.DataFrame(list(self.records()), columns=list(self.variables))

    def to_json(self) -> bytes:
        """The answer in the SPARQL 1.1 Query Results JSON Format (full IRIs)."""
        import json

        if self.kind == "ask":
            return json.dumps({"head": {}, "boolean": self.boolean}).encode()
        return b"".join(json_pieces(self.variables, self.rows))

    def serialize(self, name: str) -> bytes:
        """The answer in a W3C format: csv, tsv, json or xml for rows, turtle for triples. Raises KeyError."""
        from crosswalk.graph import oxigraph

        if self.kind == "graph":
            return oxigraph.to_turtle(self.triples)
        return self.to_json() if name == "json" else oxigraph.convert_results(self.to_json(), name)

    def written(self, syntax: str) -> bytes:
        """The answer in a syntax of `oxigraph.write_answer`. Raises KeyError for one of the other kind."""
        from crosswalk.graph import oxigraph

        if self.kind == "graph":
            return oxigraph.write_triples(self.triples, syntax)
        return self.to_json() if syntax == "json" else oxigraph.convert_results(self.to_json(), syntax)


def plain(term: Term | None, names: Mapping[str, str] = MappingProxyType({})) -> Plain:
    """A term as a value of Python: short form of an IRI, number, boolean or text; None stays None.

    `names` are the short forms of IRIs that are not ours. A number that is none ("many"^^xsd:integer) is its text.
    """
    if term is None:
        return None
    if isinstance(term, Iri):
        return names.get(term.value) or short_form(term.value)
    if isinstance(term, Literal):
        if term.datatype == XSD + "boolean":
            return term.value in ("true", "1")
        if number := _NUMBERS.get(term.datatype):
            try:
                return number(term.value)
            except ValueError:
                return term.value
    return str(term)


def json_pieces(variables: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> Iterator[bytes]:
    """Rows in the SPARQL 1.1 Query Results JSON Format, a piece for each; without spaces, as the engine writes it."""
    import json

    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{{"head":{{"vars":{write(list(variables))}}},"results":{{"bindings":['.encode()
    comma = ""
    for row in rows:
        binding = {name: _to_binding(term) for name, term in zip(variables, row, strict=True) if term is not None}
        yield f"{comma}{write(binding)}".encode()
        comma = ","
    yield b"]}}"


def from_json(content: bytes) -> Result:
    """The answer that SPARQL 1.1 JSON results hold. Raises ValueError where they are none."""
    import json

    document = json.loads(content)
    if "boolean" in document:
        return Result("ask", boolean=bool(document["boolean"]))
    names = tuple(document["head"]["vars"])
    return Result(
        "select",
        names,
        tuple(
            tuple(from_binding(row[name]) if name in row else None for name in names)
            for row in document["results"]["bindings"]
        ),
    )


def from_guarded(answer: GuardedAnswer) -> Result:
    """The answer of a guarded query, with the limits that held."""
    if answer.kind in ("select", "ask"):
        found = from_json(answer.content)
    else:
        from crosswalk.graph.oxigraph import parse

        found = Result("graph", triples=tuple(parse(answer.content, ".nt")))
    return found._replace(truncated=answer.truncated, limit=answer.row_limit, seconds=answer.elapsed_seconds)


def _to_binding(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Blank):
        return {"type": "bnode", "value": term.label}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype != XSD_STRING:
        binding["datatype"] = term.datatype
    return binding


def from_binding(binding: dict[str, Any]) -> Term:
    """The term that an object of SPARQL 1.1 JSON results holds. Raises LookupError where it is none."""
    if binding["type"] == "uri":
        return Iri(binding["value"])
    if binding["type"] == "bnode":
        return Blank(binding["value"])
    return Literal(binding["value"], binding.get("xml:lang"), binding.get("datatype", XSD_STRING))
