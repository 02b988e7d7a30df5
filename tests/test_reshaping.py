"""A query written anew for a part of its rows gives that part, whatever it looks like; checked on the engine itself."""

from __future__ import annotations

import pyoxigraph
import pytest

from crosswalk.graph import queries, reshaping

ROWS = "{ VALUES ?n { 3 1 2 5 4 6 } BIND(?n - 2 * FLOOR(?n / 2) AS ?odd) }"


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(str(term) for term in row) for row in pyoxigraph.Store().query(text)]  # type: ignore[union-attr]


@pytest.mark.parametrize("sorted_in_full", [False, True])
@pytest.mark.parametrize("size", [1, 2, 4, 7])
@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?n ?odd {ROWS} ORDER BY DESC(?n)",
        f"SELECT ?n ?odd WHERE {ROWS} ORDER BY ?odd ?n # LIMIT 2",
        f"PREFIX limit: <http://e/> SELECT DISTINCT ?n ?odd {ROWS} ORDER BY ?n LIMIT 5",
        f"SELECT ?n ?odd {ROWS} ORDER BY ?n OFFSET 2",
        f"SELECT ?n ?odd {ROWS} ORDER BY ?n OFFSET 1 LIMIT 3",
        f"SELECT ?n ?odd {{ {{ SELECT ?n ?odd {ROWS} ORDER BY ?n LIMIT 4 }} }} ORDER BY ?n",
        "SELECT ?n ?odd { BIND(1 AS ?n) BIND('LIMIT 1 } OFFSET' AS ?odd) } ORDER BY ?n",
    ],
)
def test_the_parts_of_an_ordered_query_are_its_rows(text: str, size: int, sorted_in_full: bool) -> None:
    whole, parts = rows(text), list[tuple[str, ...]]()
    while part := reshaping.page(text, ("n", "odd"), size, len(parts), sorted_in_full):
        found = rows(part)
        parts += found
        if len(found) < size:
            break
    assert parts == whole
    assert [count.split('"')[1] for (count,) in rows(reshaping.count(text))] == [str(len(whole))]


@pytest.mark.parametrize("name", queries.names())
def test_every_library_query_can_be_asked_in_parts(name: str) -> None:
    text = queries.load(name).text
    assert reshaping.can_be_paged(text)
    part = reshaping.page(text, ("a",), 10, 20, True)
    assert part is not None
    pyoxigraph.Store().query(part.replace("ORDER BY ?a", "ORDER BY ?a"))
    pyoxigraph.Store().query(reshaping.count(text))


def test_what_has_no_place_in_a_sub_select_cannot() -> None:
    for text in ("SELECT * FROM <http://e/g> { }", "SELECT ?n { } VALUES ?n { 1 }", "ASK { }", "CONSTRUCT WHERE { }"):
        assert not reshaping.can_be_paged(text)
    assert reshaping.can_be_paged("SELECT * { ?from ?values 'FROM' }")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * { ?s ?p 'GRAPH' }", ()),
        ("SELECT * { GRAPH <http://e/g> { } graph <http://e/f> { } }", ("http://e/f", "http://e/g")),
        ("PREFIX e: <http://e/> SELECT * { GRAPH e:g { } }", ("http://e/g",)),
        ("SELECT * { GRAPH ?g { } }", None),
        ("SELECT * { GRAPH <http://e/g> { } GRAPH ?g { } }", None),
        ("BASE <http://e/> SELECT * { GRAPH <g> { } }", None),
        ("SELECT * { GRAPH e:g { } }", None),
    ],
)
def test_the_graphs_that_a_query_names_are_known(text: str, named: tuple[str, ...] | None) -> None:
    assert reshaping.graphs_named(text) == named


def test_a_data_set_of_its_own_is_seen() -> None:
    assert reshaping.has_own_dataset("SELECT * FROM NAMED <http://e/g> { }")
    assert not reshaping.has_own_dataset("SELECT * { ?s ?p 'FROM' }")
