"""The library's machinery: headers are read, values become terms and never text, and errors say what to give."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.errors import AmbiguousIdentifier, InputError, QueryParameterError, UnknownIdentifier
from crosswalk.graph import queries, tokens
from crosswalk.terms import Iri, Literal, typed
from crosswalk.vocabulary import XW, statement_iri

#: A query with a parameter of every type.
EVERY = queries.parse(
    "ask_everything",
    """# What about everything?
# param of: statement, optional — a statement
# param within: framework, optional — a framework
# param words: text, optional — some words
# param in_language: language, optional — a language
# param places: integer, optional — a count
# param least: number = 0.5 — the least
# param with_status: status, optional — a status
# param with_kind: kind, optional — a kind
# param by: author, optional — an author
# param whose: agent, optional — an accreditor
SELECT ?x WHERE {
  ?x ?a $of ; ?b $within ; ?c $words ; ?d $in_language ; ?e $places ; ?f $least ; ?g $with_status ; ?h $with_kind .
  ?x ?i $by ; ?j $whose
}
""",
)

#: What somebody would send who wants the query to say something else.
INJECTIONS = (
    "x> } ; DROP ALL #",
    'en" } UNION { ?s ?p ?o',
    "' OR 1=1 --",
    "0) || (1 = 1",
    "ais-psi:3.4> . ?x ?y ?z . <urn:z",
    "reviewed } UNION { ?s ?p ?o } #",
    "document:x> ; ?p ?o . #",
    "https://example.org/x> . ?s ?p <urn:y",
    "$min_confidence",
    "\\u003E } #",
    "x\n} #",
    "\x00",
    "\ud800",
)


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    return open_graph(cache=False)


def bound(**values: object) -> dict[str, object]:
    return dict(queries.bindings(EVERY, values, statement_iri))


# The header.


def test_a_header_gives_the_question_and_the_parameters_with_their_defaults() -> None:
    assert EVERY.question == "What about everything?"
    assert EVERY.parameters[0] == queries.Parameter("of", "statement", "a statement", True, None)
    assert EVERY.parameters[5] == queries.Parameter("least", "number", "the least", False, "0.5")


@pytest.mark.parametrize("text", ["", "SELECT * WHERE {}", "# A statement.\nSELECT * WHERE {}"])
def test_a_file_without_a_question_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must open with a comment that asks its question"):
        queries.parse("some_query", text)


@pytest.mark.parametrize(
    "line",
    [
        "param x: statement - with a hyphen",
        "param x — no type",
        "param x: colour — unknown type",
        "param x: text, maybe — not optional",
    ],
)
def test_a_parameter_declared_in_another_way_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="declares"):
        queries.parse("some_query", f"# Why?\n# {line}\nSELECT * WHERE {{}}")


def test_every_type_is_explained_in_words() -> None:
    assert {parameter.type for parameter in EVERY.parameters} == set(queries.TYPES)


# Names.


@pytest.mark.parametrize(
    ("given_name", "nearest"),
    [("list_gap", "list_gaps"), ("find_path", "find_paths"), ("count_matrices", "count_matrix")],
)
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(given_name: str, nearest: str) -> None:
    with pytest.raises(UnknownIdentifier, match=f"did you mean .*{nearest}") as caught:
        queries.load(given_name)
    assert nearest in caught.value.candidates


@pytest.mark.parametrize("name", ["zzzz", "../queries/list_gaps", "list_gaps.rq", "", "/etc/passwd", "list_gaps\x00"])
def test_what_is_no_name_opens_no_file(name: str) -> None:
    with pytest.raises(UnknownIdentifier, match="There is no query"):
        queries.load(name)


# Values.


def test_each_type_of_value_becomes_its_term() -> None:
    assert bound(
        of="ais-psi:3.4", within="ais-psi", words='say "x"', in_language="EN-gb", places="7", least="0.25",
        with_status="reviewed", with_kind="judged", by="document:ais-growth-model", whose="agent:ib",
    ) == {
        "of": statement_iri("ais-psi:3.4"),
        "within": statement_iri("ais-psi"),
        "words": Literal('say "x"'),
        "in_language": Literal("en-gb"),
        "places": typed(7, "integer"),
        "least": typed("0.250000", "decimal"),
        "with_status": XW.reviewed,
        "with_kind": XW.judged,
        "by": Iri("https://w3id.org/standards-crosswalk/id/document/ais-growth-model"),
        "whose": Iri("https://w3id.org/standards-crosswalk/id/agent/ib"),
    }  # fmt: skip


def test_what_is_not_given_takes_its_default_or_stays_free() -> None:
    assert bound() == {"least": typed("0.500000", "decimal")}
    assert bound(least="", with_kind=None, by="  ") == bound(least=None) == bound()


def test_a_missing_parameter_is_named_with_what_to_give(graph: CrosswalkGraph) -> None:
    with pytest.raises(QueryParameterError, match=r"list_gaps needs to_framework .*give to_framework=…, a framework"):
        graph.query("list_gaps", from_framework="ais-psi")


def test_an_unknown_parameter_is_answered_with_those_that_exist(graph: CrosswalkGraph) -> None:
    with pytest.raises(QueryParameterError, match="no parameter 'frmo'; it has from_framework, to_framework"):
        graph.query("list_gaps", frmo="ais-psi")
    with pytest.raises(QueryParameterError, match="no parameter 'x'; it has none"):
        graph.query("count_matrix", x="1")


@pytest.mark.parametrize(
    ("name", "parameters", "expected"),
    [
        ("list_gaps", {"from_framework": "ais-psi:3.4", "to_framework": "ais-psi"}, "a framework such as ib-psp-2014"),
        ("list_citing_statements", {"cited": "ib-psp-2014"}, "a statement such as ais-psi:3.4"),
        ("filter_mappings", {"with_status": "done"}, "candidate or proposed or reviewed or published"),
        ("filter_mappings", {"with_kind": "guessed"}, "printed or judged"),
        ("filter_mappings", {"min_confidence": "high"}, "a number with a point"),
        ("filter_mappings", {"min_confidence": "nan"}, "a number with a point"),
        ("filter_mappings", {"min_confidence": "-inf"}, "a number with a point"),
        ("list_labels", {"in_language": "not a language"}, "a language tag such as en"),
    ],
)
def test_a_value_of_the_wrong_type_is_answered_with_the_right_one(
    name: str, parameters: dict[str, str], expected: str, graph: CrosswalkGraph
) -> None:
    with pytest.raises(QueryParameterError, match=expected):
        graph.query(name, **parameters)


def test_an_identifier_that_does_not_exist_is_answered_with_the_nearest(graph: CrosswalkGraph) -> None:
    with pytest.raises(UnknownIdentifier, match="ib-psp-2014"):
        graph.query("list_gaps", from_framework="ib-psp-2013", to_framework="ais-psi")
    with pytest.raises(AmbiguousIdentifier, match="code without its framework"):
        graph.query("list_citing_statements", cited="1a")


# Values are terms, and stay terms.


def shape(text: str) -> list[str]:
    """The kinds of a text's tokens, a typed literal taken as one thing."""
    kinds = [token.kind if token.kind != "punctuation" else token.text for token in tokens.tokenise(text)]
    return [kind for i, kind in enumerate(kinds) if kind != "^^" and (i == 0 or kinds[i - 1] != "^^")]


@pytest.mark.parametrize("parameter", [parameter.name for parameter in EVERY.parameters])
@pytest.mark.parametrize("value", INJECTIONS)
def test_what_is_given_never_becomes_part_of_the_query(parameter: str, value: str) -> None:
    _check_shape(parameter, value)


@settings(max_examples=200, deadline=None)
@given(parameter=st.sampled_from([p.name for p in EVERY.parameters]), value=st.text(st.characters(), max_size=20))
@example("words", '"""')
@example("words", "\\")
@example("by", "https://example.org/%")
def test_no_text_at_all_becomes_part_of_the_query(parameter: str, value: str) -> None:
    _check_shape(parameter, value)


def _check_shape(parameter: str, value: str) -> None:
    """The value is refused in a sentence, or the query has the same tokens, one term in the parameter's place."""
    try:
        values = queries.bindings(EVERY, {parameter: value}, lambda short: Iri(statement_iri("ais-psi:3.4").value))
        text = queries.fill_in(EVERY.text, values)
    except InputError:
        return
    expected = []
    for token in tokens.tokenise(EVERY.text):
        name = token.text[1:]
        filled = token.kind == "variable" and token.text[0] == "$" and name in values
        kind = token.kind if token.kind != "punctuation" else token.text
        expected.append(("iri" if isinstance(values[name], Iri) else "string") if filled else kind)
    assert shape(text) == expected


@pytest.mark.parametrize("value", INJECTIONS)
def test_the_graph_refuses_or_finds_nothing(value: str, graph: CrosswalkGraph) -> None:
    for query in graph.library():
        for parameter in query.parameters:
            given_values = {p.name: _fitting(p) for p in query.parameters if not p.optional}
            try:
                rows = graph.query(query.name, **{**given_values, parameter.name: value}).rows
            except InputError as error:
                assert str(error).endswith((".", "?")) and "\n" not in str(error)
            else:
                assert rows == ()


def _fitting(parameter: queries.Parameter) -> str:
    return {"framework": "ais-psi", "statement": "ais-psi:3.4", "language": "en", "number": "0"}[parameter.type]
