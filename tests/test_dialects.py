"""What is told of a server from its headers, and how what it answers is read as the standard has it."""

from __future__ import annotations

import pytest

from crosswalk.graph import dialects
from crosswalk.graph.dialects import DIALECTS, STANDARD, cap, is_partial, most_rows, read, recognise, update_address
from crosswalk.graph.results import Result
from crosswalk.terms import Blank, Iri, Literal, typed

VIRTUOSO = "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"


@pytest.mark.parametrize(
    ("server", "dialect"),
    [
        (VIRTUOSO, DIALECTS["Virtuoso"]),
        ("Oxigraph/0.5.13", DIALECTS["Oxigraph"]),
        ("nginx", STANDARD),
        ("Not Virtuoso", STANDARD),
        ("", STANDARD),
    ],
)
def test_a_server_is_told_by_its_header(server: str, dialect: dialects.Dialect) -> None:
    assert recognise({"Server": server}) == dialect
    assert recognise({}) == STANDARD


@pytest.mark.parametrize(
    ("said", "rows", "found"),
    [
        ("100", 100, 100), ("100", 101, 101), ("100", 99, None), ("0", 5, None), ("many", 5, None),
        ("", 10_000, 10_000), ("", 9_999, None), ("", 0, None),
    ],
)  # fmt: skip
def test_a_cap_is_what_the_header_says_or_a_number_that_is_known(said: str, rows: int, found: int | None) -> None:
    assert cap({"X-SPARQL-MaxRows": said} if said else {}, rows) == found


@pytest.mark.parametrize(("said", "most"), [("100", 100), (" 5 ", 5), ("0", None), ("many", None), ("", None)])
def test_a_server_may_say_how_many_rows_it_gives_at_most(said: str, most: int | None) -> None:
    assert most_rows({"X-SPARQL-MaxRows": said} if said else {}) == most


def test_a_partial_answer_says_so() -> None:
    assert is_partial({"X-SQL-State": "S1TAT"})
    assert not is_partial({"X-SQL-State": "00000"}) and not is_partial({})


@pytest.mark.parametrize(("number", "answer"), [("1", True), ("0", False)])
def test_the_answer_to_ask_may_be_a_number(number: str, answer: bool) -> None:
    found = Result("select", ("__ASK_RETVAL",), ((typed(number, "integer"),),))
    assert read(DIALECTS["Virtuoso"], "ask", found).boolean is answer
    assert read(STANDARD, "ask", found).boolean is None
    assert read(DIALECTS["Virtuoso"], "ask", found._replace(rows=())).boolean is False
    assert read(DIALECTS["Virtuoso"], "select", found) == found


def test_a_boolean_is_written_in_one_way_and_a_number_is_none() -> None:
    row = (typed("1", "boolean"), typed("0", "boolean"), typed("true", "boolean"), typed("1", "integer"), None)
    found = read(STANDARD, "select", Result("select", ("a", "b", "c", "d", "e"), (row,)))
    assert [term and term.value for term in found.rows[0]] == ["true", "false", "true", "1", None]  # type: ignore[union-attr]
    others = Result("select", ("a", "b"), ((Iri("http://e/1"), Literal("1")),))
    assert read(STANDARD, "select", others) == others


def test_the_label_of_a_node_without_a_name_is_one_that_every_syntax_can_hold() -> None:
    row = (Blank("nodeID://b10001"), Blank("b1"), Iri("nodeID://b10001"))
    found = read(DIALECTS["Virtuoso"], "select", Result("select", ("a", "b", "c"), (row,)))
    assert found.rows == ((Blank("b10001"), Blank("b1"), Iri("nodeID://b10001")),)


@pytest.mark.parametrize(
    ("dialect", "query", "update"),
    [
        (DIALECTS["Oxigraph"], "http://h:1/query", "http://h:1/update"),
        (DIALECTS["Virtuoso"], "http://h/sparql", "http://h/sparql-auth"),
        (STANDARD, "http://h/data/query?x=1", "http://h/data/update?x=1"),
        (STANDARD, "http://h/sparql", "http://h/sparql"),
    ],
)
def test_where_updates_go_is_known_from_where_queries_go(dialect: dialects.Dialect, query: str, update: str) -> None:
    assert update_address(dialect, query) == update
