"""Whose words the pages say they show: ours in what ships, those of its source in what a person added to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_viewer import opened, shown
from viewed_data import viewing_too

from crosswalk import open_graph
from crosswalk.viewer import downloads, frame, mapped, shared, statement_files, whose

RIGHTS = "Free for schools; ask the office."

OWN = f"""\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <http://example.org/demo/> .
:demo a skos:ConceptScheme ; skos:prefLabel "Demo standards"@en .
:1 a skos:Concept ; skos:inScheme :demo ; skos:notation "1" ; skos:prefLabel "One thing"@en ;
  skos:definition "It is one."@en ; skos:closeMatch <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> .
:2 a skos:Concept ; skos:inScheme :demo ; skos:notation "2" ; skos:prefLabel "Another"@en ; dcterms:rights "{RIGHTS}" .
"""

OURS, LICENCE = "our own words", "CC BY 4.0"


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The viewer with a file of somebody's own."""
    with viewing_too(OWN, tmp_path, monkeypatch):
        yield


def main_part(page: str, **parameters: str) -> str:
    """What a page says above the foot that all pages have."""
    return shown(opened(page, **parameters)).text.partition("Nothing here is produced")[0].rpartition("Labels and")[0]


@pytest.mark.parametrize(("page", "id_"), [("standard", "demo:1"), ("framework", "demo")])
def test_a_label_that_was_added_is_its_source_s_and_on_the_terms_that_it_states(
    added: None, page: str, id_: str
) -> None:
    said = main_part(page, id=id_)
    assert "as its source gives it" in said and "not stated in the file" in said
    assert OURS not in said and "In our words" not in said


def test_the_terms_of_a_statement_s_own_go_before_those_of_its_framework(added: None) -> None:
    assert RIGHTS in main_part("standard", id="demo:2")
    assert RIGHTS in statement_files.citation(shared.graph().statement("demo:2"))


@pytest.mark.parametrize(("page", "id_"), [("standard", "ais-psi:3.4"), ("framework", "ais-psi")])
def test_a_label_that_ships_is_ours_beside_added_data_too(added: None, page: str, id_: str) -> None:
    said = main_part(page, id=id_)
    assert OURS in said and "as its source gives it" not in said


def test_the_foot_of_a_page_claims_our_licence_for_what_ships_alone(added: None) -> None:
    assert "Labels and glosses of what ships are our own words (CC BY 4.0)" in shown(opened()).text


def test_without_added_data_the_foot_speaks_of_all_labels() -> None:
    assert "Labels and glosses are our own words (CC BY 4.0)" in shown(opened()).text


def test_what_is_taken_home_claims_our_licence_for_what_ships_alone(added: None) -> None:
    opened()
    assert "of what ships" in dict(downloads.provenance("A table"))["Rights"]
    assert "of what ships" in mapped._caption("A graph")


def test_what_was_added_is_cited_by_itself_and_without_our_licence(added: None) -> None:
    graph = shared.graph()
    view, other = graph.statement("demo:1"), graph.statement("ais-psi:3.4")
    for text in (statement_files.citation(view), statement_files.citation_of_claims(view, other)):
        assert "http://example.org/demo/1" in text or "claim about" in text
        assert "CC-BY" not in text and "Not part of" in text
    assert "CC-BY-4.0" in statement_files.citation(other)
    assert "no part of the data set" in shown(opened("about", topic="cite")).text


def test_what_ships_is_told_by_the_named_graphs_alone(added: None) -> None:
    plain, graph = open_graph(), shared.graph()
    iris = [graph.resolve(str(row["identifier"])).value for row in graph.records("list_identifiers")]
    known = {plain.resolve(str(row["identifier"])).value for row in plain.records("list_identifiers")}
    assert {iri for iri in iris if graph.ships(iri)} == known
    assert set(iris) - known == {f"http://example.org/demo/{name}" for name in ("demo", "1", "2")}
    assert not graph.ships("http://example.org/nowhere") and not graph.ships("no IRI")


def test_an_endpoint_may_hold_more_than_what_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not whose.mixed()
    monkeypatch.setenv("CROSSWALK_ENDPOINT", "http://127.0.0.1:9/query")
    assert whose.mixed() and frame.whose is whose
