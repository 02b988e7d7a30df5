"""A query that a server refuses is read here too: the slip that is found is told as it is without a server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from answering_server import answering, says

from crosswalk import open_graph
from crosswalk.errors import QuerySyntaxError
from crosswalk.graph.remote import RemoteEngine
from crosswalk.graph.slips import OwnReading
from crosswalk.vocabulary import BASE

#: Words of a server, with a place in the text that it was sent.
THEIRS = says(400, "text/plain", b"error at 1:83: expected one of a, b, c")

SLIPS = [
    "SELECT * {?s skos:prefLabel ?o",
    "SELECT * {?s skos:prefLabel ?o} LIMIT",
    "SELECT *\n{ ?s unknown:label ?o }",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?p",
    "ASK { ?s ?p 'open }",
    "SELEKT",
]


@pytest.fixture
def reading() -> Iterator[OwnReading]:
    made = OwnReading()
    yield made
    made.close()


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_told_with_its_place_in_the_text_that_was_typed(text: str) -> None:
    with pytest.raises(QuerySyntaxError) as here:
        open_graph().sparql(text)
    with answering(THEIRS) as (address, _):
        graph = open_graph(endpoint=address)
        with pytest.raises(QuerySyntaxError) as there:
            graph.sparql(text)
        graph.close()
    assert str(there.value) == str(here.value)
    assert (there.value.line, there.value.column) == (here.value.line, here.value.column)


def test_where_we_find_none_the_words_are_those_of_the_server(reading: OwnReading) -> None:
    theirs = QuerySyntaxError("The endpoint cannot read the query: a feature that it lacks.")
    with pytest.raises(QuerySyntaxError, match="a feature that it lacks"), reading.explaining("ASK { ?s ?p ?o }"):
        raise theirs


def test_a_query_without_a_slip_that_takes_long_ends_here(reading: OwnReading) -> None:
    rows = " ".join(map(str, range(2_000)))
    heavy = f"ASK {{ VALUES ?a {{ {rows} }} VALUES ?b {{ {rows} }} VALUES ?c {{ {rows} }} FILTER(?a + ?b + ?c < 0) }}"
    with pytest.raises(QuerySyntaxError, match="theirs"), reading.explaining(heavy):
        raise QuerySyntaxError("theirs")


def test_nothing_runs_beside_until_something_is_refused_and_nothing_after_the_end(reading: OwnReading) -> None:
    with reading.explaining("SELEKT"):
        assert reading._guard is None
    reading.close()
    with pytest.raises(QuerySyntaxError, match="theirs"), reading.explaining("SELEKT"):
        raise QuerySyntaxError("theirs")


def test_an_iri_that_is_relative_is_none_of_the_address_of_the_server() -> None:
    seen = []
    with answering(THEIRS) as (address, handler):
        engine = RemoteEngine(address, may_be_empty=True)
        for text in ("SELECT (IRI('') AS ?x) {}", "CONSTRUCT { <a> <b> <c> } {}", "ASK { <http://e/a> ?p ?o }"):
            with pytest.raises(QuerySyntaxError):
                engine.run(text, dataset=((), ()))
            (sent,) = parse_qs(handler.seen[-1][2].decode())["query"]
            seen.append(sent.startswith(f"BASE <{BASE}> "))
        engine.close()
    assert seen == [True, True, False]
