"""What a record says where its statement or framework is retired, and the mark of such a one in search results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_viewer import opened, shown
from viewed_data import viewing_too

from crosswalk import open_graph
from crosswalk.viewer import shared
from crosswalk.viewer.state import href

OWN = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <http://example.org/demo/> .
:demo a skos:ConceptScheme ; skos:prefLabel "Demo standards"@en .
:old a skos:ConceptScheme ; skos:prefLabel "Former standards"@en ; owl:deprecated true ; dcterms:isReplacedBy :demo .
:o1 a skos:Concept ; skos:inScheme :old ; skos:notation "o1" ; skos:prefLabel "Former zebra"@en .
:1 a skos:Concept ; skos:inScheme :demo ; skos:notation "1" ; skos:prefLabel "Newer zebra"@en .
:2 a skos:Concept ; skos:inScheme :demo ; skos:notation "2" ; skos:prefLabel "Retired zebra"@en ;
  owl:deprecated true ; dcterms:isReplacedBy :1 , <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> , <urn:x:y> .
:3 a skos:Concept ; skos:inScheme :demo ; skos:notation "3" ; skos:prefLabel "Zebra without heir"@en ;
  owl:deprecated "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .
:4 a skos:Concept ; skos:inScheme :demo ; skos:notation "4" ; skos:prefLabel "Zebra in use"@en ;
  owl:deprecated false .
"""


@pytest.fixture(autouse=True)
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The viewer with a file in which something is retired."""
    with viewing_too(OWN, tmp_path, monkeypatch):
        yield


def test_a_retired_statement_says_at_its_head_what_replaced_it_with_the_way_there() -> None:
    page = shown(opened("standard", id="demo:2"))
    head = page.text.partition("Kind")[0]
    assert "Retired: it is no longer used. It was replaced by" in head and "urn:x:y" in head
    assert {href("standard", id="demo:1"), href("standard", id="ais-psi:3.4")} <= set(page.links)


def test_where_nothing_is_named_that_replaced_it_the_page_says_so() -> None:
    assert "names nothing that replaced it" in shown(opened("standard", id="demo:3")).text


def test_a_retired_framework_leads_to_the_framework_that_replaced_it() -> None:
    page = shown(opened("framework", id="old"))
    assert "It was replaced by Demo standards" in page.text and href("framework", id="demo") in page.links


@pytest.mark.parametrize("id_", ["demo:1", "demo:4", "ais-psi:3.4"])
def test_what_is_in_use_says_nothing_of_the_kind(id_: str) -> None:
    assert "Retired:" not in shown(opened("standard", id=id_)).text


def test_search_results_mark_what_is_retired_and_nothing_else() -> None:
    found = shown(opened("standards", q="zebra"))
    assert found.said.count("retired") == 2
    assert "Retired zebra retired –" in found.text and "Zebra without heir retired –" in found.text


def test_what_is_retired_is_told_by_short_form_and_nothing_that_ships_is() -> None:
    assert shared.graph().retired() == {"demo:2", "demo:3", "old"}
    assert open_graph().retired() == frozenset()
