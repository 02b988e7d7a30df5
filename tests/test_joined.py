"""SPARQL sees the records as they are now, change by change, beside the shipped graph and not in its default graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_world import filled, opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswalk.errors import QueryRefused
from crosswalk.evidence.projection import Projection
from crosswalk.evidence.triples import GRAPHS, graph_of, history_triples, record_triples
from crosswalk.graph import oxigraph
from crosswalk.graph.joined import JoinedStore
from crosswalk.terms import Triple

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a xw:Evidence } }"
TITLES = "SELECT ?t WHERE { GRAPH ?g { ?s a xw:Evidence ; dcterms:title ?t } } ORDER BY ?t"


def everything(graph_name: str) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph_name}> {{ ?s ?p ?o }} }}"


def test_what_was_written_is_seen_at_once_and_so_is_what_another_process_wrote(tmp_path: Path) -> None:
    graph, other = opened(tmp_path), opened(tmp_path)
    assert graph.sparql(COUNT).rows[0][0].value == "0"  # type: ignore[union-attr]
    stored = graph.workspace.add("evidence", {"title": "One", "type": "policy"}, "AB")
    assert [str(row[0]) for row in graph.sparql(TITLES).rows] == ["One"]
    other.workspace.edit("evidence", stored.id, 1, {"title": "Two"}, "CD")
    assert [str(row[0]) for row in graph.sparql(TITLES).rows] == ["Two"]
    assert [row["title"] for row in graph.records("list_evidence")] == ["Two"]
    graph.close()
    other.close()


def test_the_default_graph_holds_no_record_and_the_records_can_be_left_out(tmp_path: Path) -> None:
    graph = filled(tmp_path)
    assert graph.sparql("ASK { ?s a xw:Evidence }").boolean is False
    assert graph.sparql("ASK { GRAPH ?g { ?s a xw:Evidence } }").boolean is True
    assert graph.sparql("ASK { GRAPH ?g { ?s a xw:Evidence } }", with_workspace=False).boolean is False
    assert graph.sparql("ASK { ?s skos:notation '3.4' }").boolean is True
    graph.close()


def test_an_update_of_the_records_is_refused(tmp_path: Path) -> None:
    graph = filled(tmp_path)
    with pytest.raises(QueryRefused):
        graph.sparql("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")
    graph.close()


def test_a_backup_that_is_restored_in_its_place_is_seen(tmp_path: Path) -> None:
    from crosswalk.evidence.backup import back_up, restore

    graph = filled(tmp_path / "ws")
    back_up(graph.workspace.database, graph.workspace.folder, str(tmp_path / "b.zip"))
    graph.workspace.edit("evidence", "plan-1", 1, {"title": "Later"}, "AB")
    assert "Later" in [row["title"] for row in graph.records("list_evidence")]
    restore(str(tmp_path / "b.zip"), str(tmp_path / "ws"), replace=True)
    assert "Later" not in [row["title"] for row in graph.records("list_evidence")]
    assert "Later" not in [str(row[0]) for row in graph.sparql(TITLES).rows]
    graph.close()


def test_asking_makes_no_workspace(tmp_path: Path) -> None:
    graph = opened(tmp_path / "none")
    assert graph.sparql("ASK { ?s skos:notation '3.4' }").boolean is True
    assert not (tmp_path / "none").exists()
    graph.close()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["add", "edit", "retire", "undo"]), st.integers(0, 5)), max_size=8))
def test_following_change_by_change_gives_what_projecting_all_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    graph = opened(tmp_path_factory.mktemp("steps"))
    desk = graph.workspace
    joined = JoinedStore(graph._engine, Projection(desk.database))  # type: ignore[arg-type]
    for what, number in steps:
        held = desk.records("evidence")
        if what == "add" or not held:
            desk.add(
                "evidence", {"title": f"Title {number}", "type": "policy", "supports": "ais-psi:1.1; ais-psi:3.4"}, "AB"
            )
        elif what == "edit":
            one = held[number % len(held)]
            desk.edit("evidence", one.id, one.number, {"note": f"Note {number}", "supports": "ais-psi:1.1"}, "AB")
        elif what == "retire":
            desk.retire("evidence", held[number % len(held)].id, "Gone.", "AB")
        else:
            desk.undo(desk.version(), "AB")
        joined.query("ASK { ?s ?p ?o }")
    expected: dict[str, set[Triple]] = {name: set() for name in GRAPHS}
    for stored in desk.records("evidence", retired=True):
        expected[graph_of("evidence")] |= set(record_triples("evidence", stored.id, stored.body))
    for revision in desk.database.revisions():
        expected[GRAPHS[-1]] |= set(history_triples(revision))
    for name in GRAPHS:
        found = set(joined.query(everything(name)).triples)
        assert set(oxigraph.to_ntriples(found).splitlines()) == set(oxigraph.to_ntriples(expected[name]).splitlines())
