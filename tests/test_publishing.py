"""What is published arrives or is said not to have; nothing is written twice, and nothing but what is ours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import engines
import pytest
from command_line import run
from hypothesis import given
from hypothesis import strategies as st
from query_world import SMALL, write

from crosswalk import open_graph
from crosswalk.errors import EndpointFault, InputError, LimitExceeded
from crosswalk.graph import exchange, publishing
from crosswalk.graph.dataset import ADOPTED, INFERRED, dataset, fill
from crosswalk.graph.dialects import DEFAULT
from crosswalk.terms import XSD, Blank, Iri, Literal, Triple, text, typed


@pytest.fixture(autouse=True)
def hardly_any_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "WAITS", (0.01, 0.02, 0.03))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(SMALL, tmp_path_factory.mktemp("data"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[engines.Served]:
    (tmp_path / "store").mkdir()
    with engines.oxigraph(tmp_path / "store") as served:
        yield served


def test_what_is_published_is_what_the_embedded_store_holds() -> None:
    from crosswalk.graph import oxigraph

    graphs, findings = publishing.content(dataset(), with_quoted=True)
    assert not findings
    store = oxigraph.memory_store()
    fill(store, dataset())
    for name, triples in graphs.items():
        where = "?s ?p ?o" if name == DEFAULT else f"GRAPH <{name}> {{ ?s ?p ?o }}"
        rows = oxigraph.rows(oxigraph.query(store, f"SELECT ?s ?p ?o WHERE {{ {where} }}"))  # type: ignore[arg-type]
        assert publishing.digest(Triple(*row) for row in rows) == publishing.digest(triples), name  # type: ignore[arg-type]
    assert {DEFAULT, INFERRED, ADOPTED} < set(graphs)
    assert not any(isinstance(term, Blank) for triples in graphs.values() for triple in triples for term in triple)


def test_the_words_quoted_from_the_growth_model_stay_here_unless_asked_for() -> None:
    ours, all_of_it = (publishing.content(dataset(), with_quoted=quoted)[0] for quoted in (False, True))
    assert len(all_of_it[DEFAULT]) > len(ours[DEFAULT])
    assert set(all_of_it) - set(ours) == {name for name in all_of_it if "/quoted/" in name}


@pytest.mark.parametrize("way", ["graph_store", "update", "neither"])
def test_a_second_publication_finds_all_of_it_there(way: str, folder: str, server: engines.Served) -> None:
    ways = {way: getattr(server, way)} if way != "neither" else {}
    planned = publishing.publish(server.query, folder, dry_run=True, **ways)
    assert {graph.state for graph in planned.graphs if graph.triples} == {"new"}
    with pytest.raises(EndpointFault, match="holds no triples"):
        open_graph(endpoint=server.query).records("list_frameworks")
    made = publishing.publish(server.query, folder, **ways)
    assert made.arrived and [g.graph for g in made.graphs] == [g.graph for g in planned.graphs]
    again = publishing.publish(server.query, folder, **ways)
    assert again.arrived and {graph.state for graph in again.graphs} == {"unchanged"}
    assert open_graph(endpoint=server.query).records("list_gaps", from_framework="a", to_framework="b") == open_graph(
        folder, cache=False
    ).records("list_gaps", from_framework="a", to_framework="b")


def test_a_publication_that_was_interrupted_is_run_again(folder: str, server: engines.Served) -> None:
    graphs, _ = publishing.content(dataset((folder,)), with_quoted=False)

    class Dies(publishing.Updates):
        """Ends in the middle of the second graph of some size."""

        at = ""
        large = 0

        def replace(self, graph: str, triples: object, time_limit: float) -> None:
            some = list(triples)  # type: ignore[call-overload]
            Dies.large += len(some) > 20
            if Dies.large == 2:
                Dies.at = graph
                super().replace(graph, some[:3], time_limit)
                raise KeyboardInterrupt
            super().replace(graph, some, time_limit)

    with pytest.raises(KeyboardInterrupt):
        publishing.write(graphs, server.query, Dies(server.update, 10))
    again = publishing.publish(server.query, folder)
    assert again.arrived
    states = {graph.graph: graph.state for graph in again.graphs}
    assert states[Dies.at] == "changed" and {"unchanged", "new"} < set(states.values())


def test_a_changed_graph_alone_is_written_again(folder: str, server: engines.Served) -> None:
    graphs, _ = publishing.content(dataset((folder,)), with_quoted=False)
    store = publishing.GraphStore(server.graph_store)
    publishing.write(graphs, server.query, store)
    name = next(iter(graphs))
    one = next(iter(graphs[name]))
    other = one._replace(object=text("Something else"))
    store.replace(name, graphs[name] - {one} | {other}, 20)
    states = {graph.graph: graph.state for graph in publishing.write(graphs, server.query, store)}
    assert [graph for graph, state in states.items() if state != "unchanged"] == [name]


class Loses(publishing.GraphStore):
    """A server that says yes and does not keep all of it, or keeps something else."""

    swapped = False

    def replace(self, graph: str, triples: object, time_limit: float) -> None:
        kept = sorted(triples, key=str)  # type: ignore[call-overload]
        if self.swapped:
            kept[0] = kept[0]._replace(object=Literal("Not it"))
        super().replace(graph, kept if self.swapped else kept[1:], time_limit)


@pytest.mark.parametrize(("swapped", "words"), [(False, "triples there and"), (True, "and not the same ones")])
def test_what_did_not_arrive_is_said(swapped: bool, words: str, folder: str, server: engines.Served) -> None:
    graphs, _ = publishing.content(dataset((folder,)), with_quoted=False)
    writer = Loses(server.graph_store)
    writer.swapped = swapped
    made = publishing.write(graphs, server.query, writer)
    assert all(graph.fault for graph in made if graph.triples)
    assert words in made[0].fault and made[0].fault.endswith(".")
    assert not publishing.Publication(made).arrived


def test_the_command_says_what_it_did_and_ends_with_one_where_it_did_not_arrive(
    server: engines.Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    way = ("--endpoint", server.query, "--graph-store", server.graph_store)
    code, out, error = run(capsys, "publish", *way, "--dry-run")
    assert (code, error) == (0, "") and all(line.startswith("new ") for line in out.splitlines())
    code, out, _ = run(capsys, "publish", *way)
    assert code == 0 and f"  {DEFAULT}" in out
    monkeypatch.setattr(publishing, "GraphStore", Loses)
    code, out, error = run(capsys, "publish", *way, "--with-quoted")
    assert code == 1 and "publish it again" in error and "changed" in out
    monkeypatch.delenv("CROSSWALK_ENDPOINT", raising=False)
    assert run(capsys, "publish")[0::2] == (
        2,
        "Nothing says where to publish; give --endpoint URL, or set CROSSWALK_ENDPOINT.\n",
    )


GONE, FOREIGN = "https://w3id.org/standards-crosswalk/graph/mappings/gone", "http://example.org/graph/theirs"


def renamed(server: engines.Served) -> None:
    """A graph of ours on the server that is none of the data any more, and one of somebody else."""
    for graph in (GONE, FOREIGN):
        publishing.GraphStore(server.graph_store).replace(
            graph, [Triple(Iri("http://e/a"), Iri("http://e/p"), text("x"))], 20
        )


def held(server: engines.Served) -> set[str]:
    found = open_graph(endpoint=server.query)._engine.run(
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", dataset=((), ())
    )
    return {str(name) for (name,) in found.rows}


@pytest.mark.parametrize("way", ["graph_store", "update"])
def test_a_graph_of_ours_that_the_data_no_longer_have_is_named_and_removed_where_asked(
    way: str, folder: str, server: engines.Served
) -> None:
    renamed(server)
    made = publishing.publish(server.query, folder, **{way: getattr(server, way)})
    assert made.arrived and (made.old, made.removed) == ((GONE,), False)
    assert GONE in made.told_of_old and "--remove-old removes it." in made.told_of_old
    planned = publishing.publish(server.query, folder, remove_old=True, dry_run=True, **{way: getattr(server, way)})
    assert (planned.old, planned.removed) == ((GONE,), False)
    made = publishing.publish(server.query, folder, remove_old=True, **{way: getattr(server, way)})
    assert (made.old, made.removed) == ((GONE,), True) and made.told_of_old.startswith("Removed")
    names = {graph.graph for graph in made.graphs if graph.triples}
    again = publishing.publish(server.query, folder, remove_old=True, **{way: getattr(server, way)})
    assert again.arrived and (again.old, again.told_of_old) == ((), "")
    assert held(server) == names | {FOREIGN}


def test_nothing_is_removed_where_not_all_arrived(
    folder: str, server: engines.Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed(server)
    monkeypatch.setattr(publishing, "GraphStore", Loses)
    made = publishing.publish(server.query, folder, graph_store=server.graph_store, remove_old=True)
    assert not made.arrived and (made.old, made.removed) == ((GONE,), False)


def test_a_server_that_does_not_list_its_graphs_in_time_has_what_arrived(
    folder: str, server: engines.Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise LimitExceeded("too slow")

    monkeypatch.setattr(publishing, "old_graphs", slow)
    made = publishing.publish(server.query, folder, remove_old=True)
    assert made.arrived and not made.removed and "did not list its graphs" in made.told_of_old


def test_the_command_names_what_is_old_and_removes_it(
    server: engines.Served, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed(server)
    way = ("--endpoint", server.query, "--graph-store", server.graph_store)
    code, _, error = run(capsys, "publish", *way)
    assert code == 0 and GONE in error and "--remove-old" in error
    code, _, error = run(capsys, "publish", *way, "--remove-old")
    assert code == 0 and error.startswith("Removed from the server") and error.count("\n") == 1
    assert run(capsys, "publish", *way, "--remove-old")[::2] == (0, "")


def test_virtuoso_lets_an_old_graph_go(
    folder: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engines.virtuoso(tmp_path_factory.mktemp("virtuoso")) as served:
        monkeypatch.setenv("CROSSWALK_ENDPOINT_USER", served.user)
        monkeypatch.setenv("CROSSWALK_ENDPOINT_PASSWORD", served.password)
        publishing.Updates(served.update, 500).replace(
            GONE, [Triple(Iri("http://e/a"), Iri("http://e/p"), text("x"))], 20
        )
        assert publishing.publish(served.query, folder).old == (GONE,)
        assert publishing.publish(served.query, folder, remove_old=True).removed
        assert publishing.publish(served.query, folder).old == ()


def test_two_ways_at_once_are_refused() -> None:
    with pytest.raises(InputError, match="in one way"):
        publishing.publish("http://e.org/q", update="http://e.org/u", graph_store="http://e.org/s")


VALUES = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda n: typed(n, "integer")),
    st.decimals(-1000, 1000, places=4).map(lambda n: typed(n, "decimal")),
    st.booleans().map(lambda b: typed(b, "boolean")),
    st.text(max_size=5).map(Literal),
    st.tuples(st.text(max_size=5), st.sampled_from(["en", "en-GB", "FR"])).map(lambda p: text(*p)),
    st.sampled_from("abc").map(lambda name: Iri(f"http://e/{name}")),
)
TRIPLES = st.builds(
    Triple, st.sampled_from("ab").map(lambda n: Iri(f"http://e/{n}")), st.just(Iri("http://e/p")), VALUES
)


def respelled(term: object) -> object:
    """The same value, written otherwise."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return term._replace(language=term.language.swapcase())
    if term.datatype == XSD + "decimal":
        return term._replace(value=term.value + "0")
    if term.datatype == XSD + "integer":
        return term._replace(value=term.value.replace("-", "-0") if term.value.startswith("-") else "0" + term.value)
    if term.datatype == XSD + "boolean":
        return term._replace(value={"true": "1", "false": "0"}[term.value])
    return term


@given(st.lists(TRIPLES), st.randoms())
def test_the_hash_knows_no_order_no_repetition_and_no_spelling(triples: list[Triple], at_random: random.Random) -> None:
    other = [Triple(s, p, respelled(o)) for s, p, o in triples + triples[:2]]  # type: ignore[arg-type]
    at_random.shuffle(other)
    assert publishing.digest(other) == publishing.digest(triples)


@given(st.sets(TRIPLES), TRIPLES)
def test_the_hash_knows_one_triple_more(triples: set[Triple], more: Triple) -> None:
    added = triples | {more._replace(subject=Iri("http://e/new"))}
    assert publishing.digest(added) != publishing.digest(triples)
    assert publishing.digest({t._replace(predicate=Iri("http://e/q")) for t in added}) != publishing.digest(added)
