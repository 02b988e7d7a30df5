"""What the overview says of the state of the data: how new it is, and that what ships was checked, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_viewer import opened, shown
from test_viewer_whose import added

from crosswalk import open_graph
from crosswalk.api import validate
from crosswalk.viewer import shared
from crosswalk.viewer.state import href

CONFORM = "The data that ship conform to their SHACL shapes"

__all__ = ["added"]


def test_the_newest_claim_is_that_of_the_list_of_claims() -> None:
    graph, page = open_graph(), shown(opened())
    newest = max(str(row["date"])[:10] for row in graph.records("list_claims") if row["date"])
    assert graph.newest_claim() == newest and f"The newest claim is of {newest}:" in page.text
    assert {href("query", name="list_claims"), href("about", topic="checks")} <= set(page.links)


def test_what_ships_conforms_as_the_overview_says() -> None:
    report = validate()
    assert CONFORM in shown(opened()).text
    assert report.conforms and not report.findings


def test_of_added_data_nothing_is_claimed(added: None) -> None:
    assert f"{CONFORM}: check them now.What was added to them was not checked here." in shown(opened()).text


def test_without_added_data_nothing_is_said_of_it() -> None:
    assert "was not checked here" not in shown(opened()).text


def test_a_graph_whose_claims_have_no_date_has_no_newest(tmp_path: Path) -> None:
    own = tmp_path / "data"
    own.mkdir()
    (own / "own.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <http://example.org/> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        ":c owl:annotatedSource :a ; dcterms:created 'some day' . :d dcterms:created '2099-01-01' .\n",
        encoding="utf-8",
    )
    assert open_graph(str(own), cache=False).newest_claim() == ""


def test_of_what_an_endpoint_holds_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = open_graph()
    monkeypatch.setattr(shared, "open_graph", lambda **_given: plain)
    monkeypatch.setenv("CROSSWALK_ENDPOINT", "http://127.0.0.1:9/query")
    shared.graph.clear()
    try:
        said = shown(opened()).text
    finally:
        shared.graph.clear()
    assert CONFORM not in said and "Nobody checked here what the endpoint holds." in said
