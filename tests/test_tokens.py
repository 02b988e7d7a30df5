"""The tokeniser against the grammar, the refusals against hidden words, the parameters against injection."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosswalk.errors import InputError, QueryParameterError, QueryRefused, QuerySyntaxError
from crosswalk.graph import oxigraph
from crosswalk.graph.tokens import LENGTH_LIMIT, bind, kind, locate, refuse, resolve_escapes, tokenise
from crosswalk.terms import XSD, Blank, Iri, Literal, Term


def pairs(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?x $x ?1é", ["variable", "variable", "variable"]),
        ("<http://x/a#b?c> <>", ["iri", "iri"]),
        ("?a < ?b", ["variable", "punctuation", "variable"]),
        ("?a<?b", ["variable", "punctuation", "variable"]),
        ("?a <= 3 >= <= <", ["variable", "punctuation", "number", "punctuation", "punctuation", "punctuation"]),
        ("?a<<http://x>", ["variable", "punctuation", "iri"]),
        ("<<?s ?p ?o>>", ["punctuation", "variable", "variable", "variable", "punctuation"]),
        ("<a b>", ["punctuation", "word", "word", "punctuation"]),
        ("ex:a.b.c.", ["name", "punctuation"]),
        ("ex: : :a a.b:c", ["name", "name", "name", "name"]),
        (r"ex:a%20b\-c\'d", ["name"]),
        ("ex:a SELECT", ["name", "word"]),
        ("ex:SELECT:1", ["name"]),
        ("_:a.b. _:1", ["blank", "punctuation", "blank"]),
        ("'a' \"b\" '''c'd''e''' \"\"\"f\"g\n\"\"\" '' \"\"", ["string"] * 6),
        (r'"a\"b" "\\"', ["string", "string"]),
        ('"x"@en-GB', ["string", "language"]),
        ('"x"@en--ltr', ["string", "language"]),
        ('"x"^^ex:d', ["string", "punctuation", "name"]),
        ("1 -2 +3.5 .5 1e6 1.e-6 .1E+2", ["number"] * 7),
        ("1.", ["number", "punctuation"]),
        ("?x-1", ["variable", "number"]),
        ("a # b 'c\n d", ["word", "word"]),
        ("a # b\rd", ["word", "word"]),
        ("a#", ["word"]),
        ("ex:p?", ["name", "punctuation"]),
        ("<a#b>#c", ["iri"]),
        ("été:x", ["name"]),
        ("a.b.c", ["word", "punctuation", "word", "punctuation", "word"]),
        ("a.b :c", ["word", "punctuation", "word", "name"]),
        ("", []),
        ("# SELECT", []),
    ],
)
def test_a_text_falls_into_the_tokens_of_the_grammar(text: str, expected: list[str]) -> None:
    assert [token.kind for token in tokenise(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        '"abc',
        "'a\nb'",
        r'"a\qb"',
        '"""a',
        '"""a"',
        "é",
        "été x",
        "a ×",
        "?x×",
        "ex:a\ue000",
        "\x00",
        "a\\b",
        "%41",
        "\x0c",
    ],
)
def test_what_is_no_token_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(QuerySyntaxError) as error:
        list(tokenise(text))
    assert error.value.line is not None
    assert error.value.column is not None
    str(error.value).encode()


def test_the_place_of_an_error_counts_in_the_text_as_typed() -> None:
    with pytest.raises(QuerySyntaxError) as error:
        list(tokenise("SELECT *\n\\u007B ?s ?p \\u0022abc"))
    assert (error.value.line, error.value.column) == (2, 14)
    assert locate("\\u0041\nb", 2) == (2, 1)


def test_offsets_point_into_the_text_with_escapes_resolved() -> None:
    text = "SEL\\u0045CT ?x { <http://x/\\U0001F600> }"
    resolved = resolve_escapes(text)
    assert [resolved[t.start : t.end] for t in tokenise(text)] == [t.text for t in tokenise(text)]
    assert pairs(text)[0] == ("word", "SELECT")


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("\\u0041", "A"),
        ("\\U00000041", "A"),
        ("\\\\u0041", "\\\\u0041"),
        ("\\u004", "\\u004"),
        ("\\u005Cu0041", "\\u0041"),
    ],
)
def test_codepoint_escapes_are_resolved_once(text: str, resolved: str) -> None:
    assert resolve_escapes(text) == resolved


@pytest.mark.parametrize("text", ["\\uD800", "\\uD83D\\uDE00", "\\U00110000", "\ud800"])
def test_what_is_no_character_is_no_query(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        resolve_escapes(text)


SINGLE = "<>\"'\\.:?$#@_-+*/(){}[]|^!&=,;~% \n\r\ta1"
LONGER = ["e:", "é", "\u00b7", "1e", "u0041", "\\u0041", "'''", '"""', "SERVICE", "PREFIX", "<<(", ")>>", "{|", "%41"]
PIECES = st.sampled_from([*SINGLE, *LONGER, "\ud800", "\x00", "a.b", "--ltr"])
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_tokens_tile_the_text_and_between_them_is_nothing_but_space_and_comments(text: str) -> None:
    try:
        tokens = list(tokenise(text))
    except QuerySyntaxError:
        return
    resolved, position = resolve_escapes(text), 0
    for token in tokens:
        assert list(tokenise(resolved[position : token.start])) == []
        assert resolved[token.start : token.end] == token.text != ""
        position = token.end


@given(TEXTS, st.booleans())
def test_any_text_is_either_passed_or_refused_in_one_sentence(text: str, allow: bool) -> None:
    try:
        refuse(text, allow_service=allow)
    except InputError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
        str(error).encode()


HOSTILE = ["a.", "a", "a:", "a:a.", "a.b-", "é.", "é:", "e:\\-", "_:a..", "<", "<a", "<<(", "?", "1", "1.", "1e", "#\n"]


@pytest.mark.parametrize("piece", [*HOSTILE, '"', "''", '"""a""', "@a-", "\\u0041", "\\", " "])
def test_a_long_hostile_text_is_read_in_steps_that_grow_with_its_length(piece: str) -> None:
    # A quadratic reading would take very long, and the suite would never end.
    try:
        count = sum(1 for _ in tokenise(piece * (300_000 // len(piece))))
    except QuerySyntaxError:
        count = 0
    assert count <= 300_000


HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://x> {}' }",
    'SELECT * { ?s ?p """ INSERT DATA { } LOAD <x> """ }',
    "SELECT * { ?s <http://x/SERVICE#LOAD> ?o }",
    "# SERVICE <http://x> {}\nSELECT * { ?s ?p ?o } # DROP ALL",
    "PREFIX service: <http://x/> SELECT * { ?s service:x service:y . service:a service:b service: }",
    "PREFIX SERVICE: <http://x/> PREFIX : <http://y/> SELECT * { SERVICE:foo ?p ?o }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:SERVICE ex:LOAD , ex:a.SERVICE . }",
    "SELECT ?service $insert { ?service ?load ?insert }",
    "SELECT * { _:service ?p ?o , '''x'''@insert }",
    "SELECT * FROM <http://g> FROM NAMED <http://service/> { GRAPH <http://service/> { ?s ?p ?o } }",
    "PREFIX service: <http://x/> SELECT * FROM service:g { GRAPH service:g { ?s ?p ?o } }",
    "BASE <http://x/> PREFIX a: <b/> ASK { ?s a a:WITH }",
    "SELECT * { FILTER(1<2) FILTER(?service>1 || '\\u0053ERVICE' = ?x) }",
    "DESCRIBE <http://x/service>",
    "CONSTRUCT { ?s ?p 'DELETE' } WHERE { ?s ?p ?o }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_words_may_stand_where_they_are_no_words(text: str) -> None:
    refuse(text)
    oxigraph.query(oxigraph.memory_store(), text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x> {} }",
        "SELECT * { service <http://x> {} }",
        "SELECT * { SeRvIcE SILENT ?x {} }",
        "SELECT * { SERV\\u0049CE <http://x> {} }",
        "SELECT * { \\u0053\\U00000065RVICE <http://x> {} }",
        "SELECT * {SERVICE<http://x>{}}",
        "SELECT * { SERVICE # here\n <http://x> {} }",
        "SELECT * { # '\nSERVICE <http://x> {} #'\n }",
        "SELECT * { # \\u000A SERVICE <http://x> {} \n}",
        "SELECT * { # x\rSERVICE <http://x> {} \n}",
        "SELECT * { 'a\\'' SERVICE <http://x> {} }",
        "SELECT * { '''a''' SERVICE <http://x> {} '''b''' }",
        'SELECT * { "" SERVICE <http://x> {} "" }',
        "SELECT * { { SELECT * { OPTIONAL { GRAPH ?g { SERVICE <http://x> {} } } } } }",
        "SELECT * { FILTER EXISTS { SERVICE <http://x> {} } }",
        "SELECT * { SERVICESILENT<http://x>{} }",
        "SELECT * { ?s ?p trueSERVICE <http://x> {} }",
        "SELECT * { ?s ?p 1SERVICE <http://x> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://x> {} }",
        "SELECT * { <a> SERVICE <http://x> {} }",
        "SELECT * { ?a<?b SERVICE <http://x> {} }",
        "PREFIX SERVICE: <http://x/> SELECT * { SERVICE SERVICE:x {} }",
    ],
)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        refuse(text)


def test_service_is_let_through_where_it_is_allowed_but_not_grown_together() -> None:
    refuse("SELECT * { SERVICE SILENT <http://x> {} }", allow_service=True)
    with pytest.raises(QueryRefused):
        refuse("SELECT * { SERVICESILENT<http://x>{} }", allow_service=True)


UPDATES = [
    "INSERT DATA { <http://x/a> <http://x/b> 1 }",
    "insert { ?s ?p 1 } where { ?s ?p ?o }",
    "DELETE DATA { <http://x/a> <http://x/b> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD SILENT <http://127.0.0.1:9/>",
    "LOAD <http://127.0.0.1:9/> INTO GRAPH <http://g>",
    "CLEAR ALL",
    "DROP SILENT GRAPH <http://g>",
    "CREATE GRAPH <http://g>",
    "ADD DEFAULT TO <http://g>",
    "MOVE SILENT <http://g> TO DEFAULT",
    "COPY DEFAULT TO <http://g>",
    "PREFIX ex: <http://x/> # SELECT\n DeLeTe WHERE { ?s ex:p ?o }",
    "BASE <http://x/> PREFIX select: <y> INSERT DATA { <a> select:ASK 'SELECT' }",
    "CREATE GRAPH <http://g/1>; CREATE GRAPH <http://g/2> ;",
    "PREFIX ex: <http://x/>",
    "",
]


@pytest.mark.parametrize("text", UPDATES)
def test_what_the_engine_takes_for_an_update_and_no_query_is_refused(text: str) -> None:
    store = oxigraph.memory_store()
    try:
        store.update(text)
    except (OSError, RuntimeError) as error:
        assert not isinstance(error, SyntaxError)  # it parses; that nothing is there to load or clear is no matter
    with pytest.raises(SyntaxError):
        oxigraph.query(store, text)
    with pytest.raises(InputError):
        refuse(text)


@pytest.mark.parametrize("word", ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
def test_each_word_that_begins_an_update_is_named_in_the_refusal(word: str) -> None:
    with pytest.raises(QueryRefused, match=word):
        refuse(f"PREFIX a: <b:c>\n{word[0].lower()}{word[1:]} ALL")
    with pytest.raises(QueryRefused, match=word):
        refuse(f"SELECT * {{}} ; {word} ALL")


def test_a_text_that_is_too_long_is_refused_unread() -> None:
    refuse("ASK {}".ljust(LENGTH_LIMIT))
    with pytest.raises(QueryRefused, match="100,000"):
        refuse("ASK {}".ljust(LENGTH_LIMIT + 1))


@pytest.mark.parametrize("form", ["select", "ask", "construct", "describe"])
def test_the_form_is_the_first_word_after_the_prologue(form: str) -> None:
    assert (
        kind(f"# DESCRIBE\nBASE <http://ask/> PREFIX select: <ask> prefix : <x> {form.upper()} * {{ ?ask a 'ASK' }}")
        == form
    )


@pytest.mark.parametrize(
    "text", ["", "# SELECT", "PREFIX a: <b>", "SELEC * {}", "{ }", "?x", "SELECTDISTINCT * {}", "PREFIX"]
)
def test_a_text_without_a_form_is_no_query(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        kind(text)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT * { $x ?p ?x }", "SELECT * {  <http://x/a>  ?p ?x }"),
        ("SELECT * { ?s ?p '$x' , <$x> , $xx , $y . } # $x", "SELECT * { ?s ?p '$x' , <$x> , $xx , $y . } # $x"),
        ("FILTER(?a<$x)", "FILTER(?a< <http://x/a> )"),
    ],
)
def test_only_dollar_variables_that_are_named_are_replaced(text: str, bound: str) -> None:
    assert bind(text, {"x": Iri("http://x/a")}) == bound


def echo(term: Term) -> Term | None:
    """The term as the engine reads it back from a query that it was bound into."""
    text = bind("SELECT ?echo { BIND($value AS ?echo) }", {"value": term})
    refuse(text)
    found = list(oxigraph.rows(oxigraph.query(oxigraph.memory_store(), text)))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0][0]


INJECTIONS = [
    '" } INSERT DATA { ',
    "' OR 1=1 #",
    '\\" . ?s ?p ?o . #',
    "\\",
    "\n\r\t\b\f",
    '"""',
    "> { } SERVICE <http://127.0.0.1:9/> {",
    "\\u0022 } SERVICE <http://127.0.0.1:9/> { #",
    "\\\\u0022",
    "$value ?x",
    "\u2028\u00a0\x7f\x01",
    "😀",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_an_injected_text_comes_back_as_the_text_it_is(value: str) -> None:
    assert echo(Literal(value)) == Literal(value)
    assert echo(Literal(value, "en")) == Literal(value, "en")
    assert echo(Literal(value, None, "http://x/type")) == Literal(value, None, "http://x/type")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
@example("\\u0041")
@settings(max_examples=60)
def test_every_text_comes_back_as_it_went_in(value: str) -> None:
    assert echo(Literal(value)) == Literal(value)


@pytest.mark.parametrize(
    "term", [Literal("3", None, XSD + "integer"), Literal("x", "en-gb"), Iri("urn:a:b"), Iri("http://é/%20?ab#c")]
)
def test_a_term_comes_back_as_it_went_in(term: Term) -> None:
    assert echo(term) == term


@pytest.mark.parametrize(
    "term",
    [
        Blank("b"),
        Literal("a\x00b"),
        Literal("a\ud800b"),
        Literal("a", "en x"),
        Literal("a", 'en" . ?s ?p ?o #'),
        Literal("a", "en\n"),
        Literal("a", None, "http://x/a> . ?s ?p <b"),
        Literal("a", None, "relative"),
        Iri("http://x/a> ?p ?o . <http://x/b"),
        Iri("http://x/a b"),
        Iri('http://x/"'),
        Iri("http://x/\\u003E"),
        Iri("http://x/{}"),
        Iri("http://x/`"),
        Iri("http://x/|^"),
        Iri("http://x/\n"),
        Iri("http://x/\x00"),
        Iri("http://x/\ud800"),
        Iri("http://x/%zz"),
        Iri("relative/a"),
        Iri(""),
    ],
)
def test_a_term_that_cannot_be_written_is_refused(term: Term) -> None:
    with pytest.raises(QueryParameterError, match="value") as error:
        bind("SELECT * { ?s ?p $value }", {"value": term})
    str(error.value).encode()
