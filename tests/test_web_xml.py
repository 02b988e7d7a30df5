"""Answers in XML: a parser reads back what was found, or the client is told which syntaxes can say it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import rdflib
from starlette.testclient import TestClient
from web import asking

from crosswalk.api import open_graph
from crosswalk.graph.streaming import Limits

RESULTS, TRIPLES = "application/sparql-results+xml", "application/rdf+xml"
LITERAL = "{http://www.w3.org/2005/sparql-results#}literal"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with asking(open_graph(private=False), Limits(seconds=20, workers=1)) as made:
        yield made


def ask(client: TestClient, query: str, accept: str) -> tuple[int, str]:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": accept})
    return answer.status_code, answer.text


@pytest.mark.parametrize("accept", [RESULTS, "application/xml", "text/xml"])
def test_a_carriage_return_comes_back_from_a_row(client: TestClient, accept: str) -> None:
    status, said = ask(client, r'SELECT ("a\rb\r\n<c>\t" AS ?x) {}', accept)
    assert status == 200
    assert [one.text for one in ElementTree.fromstring(said).iter(LITERAL)] == ["a\rb\r\n<c>\t"]


@pytest.mark.parametrize(
    ("written", "named"), [(r"\u0007", "U+0007"), (r"\u0000", "U+0000"), (r"\uFFFE", "U+FFFE"), (r"a\u001Fb", "U+001F")]
)
def test_a_row_with_what_xml_cannot_hold_is_refused_in_xml_alone(client: TestClient, written: str, named: str) -> None:
    query = f'SELECT ("{written}" AS ?x) {{}}'
    status, said = ask(client, query, RESULTS)
    assert (status, said) == (
        406,
        f"A value holds the character {named}, which XML has no way to write; ask for JSON, CSV or TSV.\n",
    )
    assert ask(client, query, "application/sparql-results+json")[0] == 200
    assert ask(client, query.replace("SELECT", "ASK {} #"), RESULTS)[0] == 200


def test_triples_are_read_back_with_their_carriage_returns_and_classes(client: TestClient) -> None:
    query = (
        r'CONSTRUCT { <http://e/a> a <http://e/3.4> ; <http://e/1b> "a\rb"@en, ?n, [] } { VALUES ?n { 1 <http://e> } }'
    )
    status, said = ask(client, query, TRIPLES)
    assert status == 200
    found = rdflib.Graph().parse(data=said, format="xml")
    expected = rdflib.Graph().parse(data=ask(client, query, "text/turtle")[1], format="turtle")
    assert rdflib.Literal("a\rb", "en") in set(found.objects())
    assert sorted(map(str, found.predicates())) == sorted(map(str, expected.predicates()))


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("CONSTRUCT { <http://e/a> <http://example.org/123> ?x } { VALUES ?x { 1 } }", "http://example.org/123"),
        ("CONSTRUCT { <http://e/a> <http://example.org/> 1 } {}", "the property http://example.org/;"),
        (r'CONSTRUCT { <http://e/a> <http://e/b> "\u0007" } {}', "the character U+0007"),
    ],
)
def test_triples_that_rdf_xml_cannot_say_are_refused_in_it_alone(client: TestClient, query: str, why: str) -> None:
    status, said = ask(client, query, TRIPLES)
    assert status == 406
    assert why in said and said.endswith("ask for Turtle, N-Triples or JSON-LD.\n")
    assert ask(client, query, "text/turtle")[0] == 200
    assert ask(client, query, "application/ld+json")[0] == 200


def test_what_is_described_is_the_same_in_rdf_xml(client: TestClient) -> None:
    query = "DESCRIBE xwid:ais-psi"
    found = rdflib.Graph().parse(data=ask(client, query, TRIPLES)[1], format="xml")
    assert set(found) == set(rdflib.Graph().parse(data=ask(client, query, "text/turtle")[1], format="turtle"))


def test_a_long_answer_that_comes_to_what_xml_cannot_say_is_broken_off(client: TestClient) -> None:
    rows = "{ { SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 20000 } BIND(1 AS ?n) }"
    status, said = ask(client, f"SELECT * {{ {rows} }} ORDER BY ?n", RESULTS)
    assert status == 200 and said.endswith("</sparql>")
    last = r'{ BIND(2 AS ?n) BIND("\u0007" AS ?o) }'
    status, said = ask(client, f"SELECT * {{ {rows} UNION {last} }} ORDER BY ?n", RESULTS)
    assert status == 200 and len(said) > 1024**2
    assert not said.endswith("</sparql>") and "\x07" not in said
