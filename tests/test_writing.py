"""Graphs go to a server whole, in the words of its protocol, and what it refuses is an error."""

from __future__ import annotations

import re
from itertools import chain
from urllib.parse import parse_qs, urlsplit

import pytest
from answering_server import Server, answering, says

from crosswalk.errors import EndpointFault, InputError, QuerySyntaxError
from crosswalk.graph import exchange, oxigraph
from crosswalk.graph.writing import GraphStore, Updates
from crosswalk.terms import Iri, Literal, Triple, typed

GRAPH = "http://e/g?x=1&y=é"
TRIPLES = [
    Triple(
        Iri(f"http://e/{n}"), Iri("http://e/p"), Literal(f'{n}: "a\nb" {{ }} .', "en") if n % 2 else typed(n, "integer")
    )
    for n in range(5)
]


@pytest.fixture(autouse=True)
def hardly_any_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.01, 0.02, 0.03))


def test_a_graph_store_is_sent_the_graph_by_its_name() -> None:
    with answering(says(204)) as (address, handler):
        GraphStore(address).replace(GRAPH, reversed(TRIPLES), 20)
        GraphStore(f"{address}?key=1").replace(GRAPH, [], 20)
    (path, headers, body), (other, _, empty) = handler.seen
    assert parse_qs(urlsplit(path).query) == {"graph": [GRAPH]}
    assert parse_qs(urlsplit(other).query) == {"key": ["1"], "graph": [GRAPH]}
    assert {name.lower(): value for name, value in headers.items()}["content-type"] == "application/n-triples"
    assert set(oxigraph.parse(body, ".nt")) == set(TRIPLES)
    assert empty == b""


def test_the_same_graph_is_the_same_bytes() -> None:
    with answering(says(204)) as (address, handler):
        GraphStore(address).replace(GRAPH, TRIPLES, 20)
        GraphStore(address).replace(GRAPH, reversed(TRIPLES), 20)
    assert handler.seen[0][2] == handler.seen[1][2]


def test_a_graph_is_put_again_where_the_server_is_busy() -> None:
    def at_last(server: Server) -> None:
        says(204)(server) if len(server.seen) == 3 else says(503)(server)

    with answering(at_last) as (address, handler):
        GraphStore(address).replace("http://e/g", TRIPLES, 20)
    assert len(handler.seen) == 3
    assert len({body for _, _, body in handler.seen}) == 1


@pytest.mark.parametrize("lines", [1, 2, 5, 100])
def test_updates_drop_the_graph_and_insert_every_triple_once_so_many_at_a_time(lines: int) -> None:
    with answering(says(204)) as (address, handler):
        Updates(address, lines).replace("http://e/g", TRIPLES, 20)
    first, *others = (body.decode() for _, _, body in handler.seen)
    assert first == "DROP SILENT GRAPH <http://e/g>"
    assert len(others) == -(-len(TRIPLES) // lines)
    inserted = [re.fullmatch(r"INSERT DATA \{ GRAPH <http://e/g> \{\n(.*)\} \}", one, re.DOTALL) for one in others]
    parts = [list(oxigraph.parse(found[1].encode(), ".nt")) for found in inserted if found]
    assert all(len(part) <= lines for part in parts)
    assert sorted(chain.from_iterable(parts), key=str) == sorted(TRIPLES, key=str)
    kinds = {{name.lower(): value for name, value in headers.items()}["content-type"] for _, headers, _ in handler.seen}
    assert kinds == {"application/sparql-update"}


def test_an_empty_graph_is_dropped_and_that_is_all() -> None:
    with answering(says(204)) as (address, handler):
        Updates(address, 10).replace("http://e/g", [], 20)
    assert [body for _, _, body in handler.seen] == [b"DROP SILENT GRAPH <http://e/g>"]


def test_an_update_is_never_sent_twice_and_the_next_not_after_one_that_failed() -> None:
    for act, kind in ((says(503), EndpointFault), (says(400, "text/plain", b"line 1"), QuerySyntaxError)):
        with answering(act) as (address, handler), pytest.raises(kind):
            Updates(address, 10).replace("http://e/g", TRIPLES, 20)
        assert len(handler.seen) == 1


@pytest.mark.parametrize("way", [GraphStore, lambda address: Updates(address, 10)])
def test_an_address_is_told_without_its_secrets_and_what_is_none_by_its_option(way: type[GraphStore]) -> None:
    assert way("http://me:secret@e.example/s?key=secret").shown == "http://e.example/s"
    with pytest.raises(InputError, match=r"given as --(graph-store|update) is no address") as told:
        way("secret")
    assert "secret" not in str(told.value)
