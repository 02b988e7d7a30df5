"""The engine reads a spelled query by its tokens: no call to another server slips by, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.errors import InputError, QueryRefused, QuerySyntaxError
from crosswalk.graph import oxigraph
from crosswalk.graph.complaints import complaint
from crosswalk.graph.spelling import spell
from crosswalk.terms import Iri, Term, Triple

#: The engine refuses this port before it opens a socket, and says so: that tells that it would have called.
ELSEWHERE = "<http://127.0.0.1:9/>"
PROLOGUE = f"PREFIX : {ELSEWHERE} PREFIX SERVICE: {ELSEWHERE} PREFIX ex: <http://h:80> "


@pytest.fixture(scope="module")
def store() -> oxigraph.Store:
    made = oxigraph.memory_store()
    a = Iri("http://h:80")
    oxigraph.load_triples(made, [Triple(a, a, a), Triple(a, Iri("http://x/service"), a)], [None])
    return made


def calls(store: oxigraph.Store, text: str) -> bool:
    """Whether the engine, given this text, reads a call to another server in it and makes it."""
    try:
        answer = oxigraph.query(store, text)
        list(oxigraph.rows(answer))  # type: ignore[arg-type]
    except SyntaxError:
        return False
    except OSError as error:
        assert "port 9" in str(error)
        return True
    return False


#: Each is a query without the word SERVICE by its tokens (or no query at all), and the engine finds one.
TRICKS = [
    "SELECT * { SERVICE:x { } }",
    "SELECT * { ?s ?p ?o . SERVICE:x { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p ex:SERVICE {ELSEWHERE} {{ }} }}",
    f"SELECT * {{ FILTER(1<2)SERVICE#>\n{ELSEWHERE} {{ }} }}",
    "SELECT * { FILTER(1<2)SERVICE#>\n:x { } }",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_that_works_on_the_engine_does_not_work_once_spelled(store: oxigraph.Store, trick: str) -> None:
    assert calls(store, PROLOGUE + trick)
    assert not calls(store, spell(PROLOGUE + trick).text)


def test_a_prefix_that_begins_with_the_word_must_be_declared(store: oxigraph.Store) -> None:
    trick = f"PREFIX x: {ELSEWHERE} SELECT * {{ SERVICEx:a {{ }} }}"
    assert calls(store, trick)
    with pytest.raises(QuerySyntaxError, match="SERVICEx:"):
        spell(trick)


def test_a_prefix_of_a_relative_iri_that_holds_the_word_is_refused() -> None:
    with pytest.raises(QueryRefused, match="relative"):
        spell("BASE <http://x/> PREFIX service: <a> SELECT * { ?s service:b ?o }")


def test_an_allowed_call_is_made(store: oxigraph.Store) -> None:
    assert calls(store, spell(f"SELECT * {{ SERVICE {ELSEWHERE} {{ }} }}", allow_service=True).text)


WORDS = ["SERVICE", "service", "SILENT", "SERVICE:x", "SERVICE:", "ex:SERVICE", "ex:", "ex:a.SERVICE", "_:a..SERVICE"]
MARKS = [
    "{",
    "}",
    "{ }",
    ".",
    "#>\n",
    "#",
    "\n",
    "<",
    ">",
    "(",
    ")",
    '"',
    "'''",
    '"""',
    "\\u0049",
    "\\u000A",
    "\\",
    "?",
]
OTHERS = [
    ELSEWHERE,
    ":x",
    "?s ?p ?o",
    "?s ?p",
    "true",
    "1",
    "1.",
    "FILTER(1<2)",
    "VALUES ?x {",
    "@en",
    "OPTIONAL",
    "a",
    " ",
]


@given(st.lists(st.sampled_from([*WORDS, *MARKS, *OTHERS]), max_size=12), st.sampled_from(["", " "]))
@settings(max_examples=400)
def test_no_mixture_of_words_and_marks_makes_the_engine_call(pieces: list[str], between: str) -> None:
    made = oxigraph.memory_store()
    oxigraph.load_triples(made, [Triple(Iri("http://h:80"), Iri("http://h:80"), Iri("http://h:80"))], [None])
    text = PROLOGUE + "SELECT * { ?s ?p ?o . " + between.join(pieces) + " }"
    try:
        spelled = spell(text).text
    except InputError:
        return
    assert not calls(made, spelled)


SAME = [
    "SELECT * { ?s ?p ?o }",
    "SELECT*{?s?p?o}",
    "SELECT (<http://x/service> AS ?a) ('SERVICE \\\\service' AS ?b) {}",
    "PREFIX s: <http://x/service/> SELECT (s:service AS ?a) (s:a\\-b AS ?b) (s:%20 AS ?c) {}",
    "PREFIX service: <http://x/> SELECT * { ?s service:service ?o }",
    "PREFIX service: <http://x/> SELECT (service:a\\-service\\. AS ?a) {}",
    "SELECT ('''a\n'b' # c''' AS ?a) (\"\\u00e9\\n\" AS ?b) {} # end",
    "SELECT (1-1 AS ?a) (2*-3 AS ?b) (1.5e0 AS ?c) (!true AS ?d) (3>=2&&1!=2||1<=1 AS ?e) {}",
    "SELECT ('x'@en-GB AS ?a) ('y'^^xsd:date AS ?b) (BNODE() AS ?c) {}",
    "SELECT (COUNT(*)AS?n){?s?p?o}GROUP BY?s HAVING(COUNT(*)>1)ORDER BY DESC(?n)LIMIT 1 OFFSET 0",
    "SELECT ?s { ?s (<http://x/service>|^<http://h:80>)?/!(<http://x/a>|^<http://x/b>)* ?o }",
    "SELECT * { [ ?p () ] . VALUES (?a ?b) { (1 UNDEF) ('a' <http://x/a>) } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { ?o ?p _:a.b } MINUS { ?s a ?o } BIND(IF(?s = ?o, 1, 2) AS ?n) }",
    "SELECT ?s { { SELECT DISTINCT ?s { ?s ?p ?o } } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT (GROUP_CONCAT(DISTINCT ?s; SEPARATOR=', ') AS ?n) { ?s ?p ?o }",
    "SELECT ?s { ?s a () . FILTER(YEAR(NOW ( ))>1 && ?s IN () && RAND()<1) VALUES () {} }",
    "SELECT * { << ?s ?p ?o >> ?q ?r }",
]


@pytest.mark.parametrize("text", SAME)
def test_a_spelled_query_has_the_answer_of_the_query(store: oxigraph.Store, text: str) -> None:
    def answer(query: str) -> list[tuple[Term | str | None, ...]]:
        found = oxigraph.rows(oxigraph.query(store, query))  # type: ignore[arg-type]
        return sorted((tuple("blank" if "Blank" in repr(t) else t for t in row) for row in found), key=repr)

    assert answer(spell(text).text) == answer(text)


ONE = "STR LANG DATATYPE IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS MINUTES"
MORE_ONE = "SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 isIRI isURI isBLANK isLITERAL isNUMERIC BNODE BOUND"
TWO = "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT sameTerm REGEX SUBSTR CONCAT COALESCE"
AGGREGATES = "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT"
CONSTRUCTS = [
    *(f"SELECT ({name}(?x) AS ?y) {{}}" for name in (ONE + " " + MORE_ONE).split()),
    *(f"SELECT ({name} (?x, ?z) AS ?y) {{}}" for name in TWO.split() if name not in ("CONCAT", "COALESCE")),
    *(f"SELECT ({name}(?x,?z) AS ?y) {{}}" for name in TWO.split()),
    *(f"SELECT ({name}() AS ?y) {{}}" for name in ("RAND", "NOW", "UUID", "STRUUID", "BNODE", "CONCAT")),
    *(f"SELECT ({name}(DISTINCT ?x) AS ?y) {{}}" for name in AGGREGATES.split()),
    "SELECT (IF(?x,?z,?w) AS ?a) (REPLACE(?x,?z,?w,?v) AS ?b) (?x IN(1,2) AS ?c) (?x NOT IN() AS ?d) {}",
    "SELECT (xsd:integer(?x) AS ?a) (<http://www.w3.org/2001/XMLSchema#integer>(?x) AS ?b) (EXISTS{} AS ?c) {}",
    "SELECT (COUNT(DISTINCT*) AS ?n) (COUNT(*) AS ?m) {}",
    "SELECT * { ?s (rdf:a|rdf:b)/^rdf:c*/(rdf:d?)+ ?o ; !rdf:a ?p ; !(rdf:a|^a) ?q ; ^a ?r ; a* ?t }",
    "SELECT * { ?s ?p (1 2 (3)) , [ a ?x ; rdf:b [] ] . [] a () . () a [] . [ a 1 ] . ?s ?p 1 ;; . }",
    "SELECT REDUCED ?s { } ORDER BY ASC(?s) DESC(?o) ?p STR(?x) (?y+1) OFFSET 1 LIMIT 2",
    "SELECT (1 AS ?x) {} GROUP BY ?s (?x+1 AS ?z) STR(?y) HAVING (?z>1) COUNT(?x)",
    "SELECT * FROM <a:b> FROM NAMED <a:c> WHERE { GRAPH ?g { } } VALUES (?x ?y) { (1 2) (UNDEF 'a'@en) }",
    "DESCRIBE ?s <a:b> rdf:c FROM <a:b> WHERE { ?s a ?o } LIMIT 1",
    "DESCRIBE*{?s?p?o}",
    "CONSTRUCT FROM <a:b> WHERE { ?s ?p ?o }",
    "CONSTRUCT { _:a a [] , () ; rdf:p (1) . } { } LIMIT 1",
    "ASK { FILTER(?x) FILTER STR(?x) FILTER xsd:int(?x) FILTER EXISTS {} FILTER NOT EXISTS {} LATERAL {} }",
    "ASK { {} UNION {} OPTIONAL {} MINUS {} VALUES ?y { 1 1.0 1e0 true 'a' rdf:b UNDEF } VALUES () { () } }",
    "SELECT (-?x AS ?a) (+?x AS ?b) (?x-1 AS ?d) (?x+1*2/3-?y AS ?e) (?x-1-2 AS ?f) (- 1 AS ?h) (?x -1*2 AS ?j) {}",
    "SELECT (?a=?b||?c!=?d&&?e<?f AS ?g) (?a >?b AS ?h) (?a>=?b AS ?i) (?a<=?b AS ?j) {}",
    "ASK { ?s ?p ?o {| a ?x |} . << ?s ?p ?o >> a 1 . ?s ?p <<?s ?p ?o>> , <<( ?s ?p ?o )>> }",
    "VERSION '1.2' ASK { ?s ?p ?o ~ <a:b> {| a 1 |} . <<?s ?p ?o ~ ?r>> a 1 }",
    "BASE <http://a/> PREFIX : <b#> ASK { <> a <#x> . :a :b :c:d . : : : . :1 :2 :3.4 }",
]


@pytest.mark.parametrize("text", CONSTRUCTS)
def test_what_the_engine_reads_it_reads_once_spelled(store: oxigraph.Store, text: str) -> None:
    oxigraph.query(store, text)
    oxigraph.query(store, spell(text).text)


@pytest.mark.parametrize("path", sorted((Path(__file__).parent.parent / "queries").glob("*.rq")), ids=lambda p: p.stem)
def test_every_query_of_the_library_can_be_typed_by_a_person(store: oxigraph.Store, path: Path) -> None:
    oxigraph.query(store, spell(path.read_text(encoding="utf-8")).text)


def explained(store: oxigraph.Store, text: str) -> QuerySyntaxError:
    """The error that a person sees for a text that does not parse."""
    try:
        spelling = spell(text)
        oxigraph.query(store, spelling.text)
    except QuerySyntaxError as error:
        return error
    except SyntaxError as error:
        return complaint(str(error), text, *spelling)
    raise AssertionError("the text parses")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("SELECT * {\n ?s ?? }", 2, 5, "“?”"),
        ("SELECT * {} garbage", 1, 13, "“garbage”"),
        ("SELECT * { ?s ?p ?o . FILTER(?o > ) }", 1, 35, "“)”"),
        ("SELECT ?s, ?o { ?s ?p ?o }", 1, 10, "“,”"),
        ("SELECT ?s {\n  ?s ?p ?o\n} LIMIT ten", 3, 9, "“ten”"),
        ("SELECT * { OPTINAL { ?s ?p ?o } }", 1, 12, "“OPTINAL”"),
        ("SELECT * { # a comment (\n ?s ?p ?o }}", 2, 12, "“}”"),
        ('SELECT * { ?s ?p """a\nb""" , , }', 2, 8, "“,”"),
        ("SELECT * { ?s ?p \\u0022x\\u0022 , , }", 1, 34, "“,”"),
        ("SELECT ?\\u00e9 { ?\\u00e9 ?p ?o }\n}", 2, 1, "“}”"),
        ("SELECT * { ?s ?p", 1, 17, "not closed"),
        ("CONSTRUCT { ?s ?p ?o }", 1, 23, "before it is complete"),
        ("SELECT ?s { ?s a ex:Foo }", 1, 18, "PREFIX ex:"),
        ("SELECT ?s { ?s ?p <http://a b> }", 1, 19, "space"),
        ("SELECT ?s { ?s ?p <relative> }", 1, 19, "absolute IRI"),
        ("SELECT ?p { ?s ?p ?o } GROUP BY ?s", 1, 35, "group by"),
        ("SELECT (1 AS ?s) { ?s ?p ?o }", 1, 30, "AS"),
        ("SELECT ?s ?s { ?s ?p ?o }", 1, 26, "twice"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", 1, 33, "VALUES"),
        ('SELECT * { ?s ?p "abc }', 1, 18, "string"),
    ],
)
def test_a_syntax_error_names_its_place_in_the_text_as_typed(
    store: oxigraph.Store, text: str, line: int, column: int, words: str
) -> None:
    error = explained(store, text)
    assert (error.line, error.column) == (line, column)
    assert words in str(error)
    assert f"line {line}, column {column}" in str(error)
    assert str(error).endswith(".")
    assert "\n" not in str(error)


def test_an_error_without_a_place_is_passed_on() -> None:
    error = complaint("something new.", "ASK {}", *spell("ASK {}"))
    assert (error.line, str(error)) == (None, "The query cannot be read: something new.")
