"""The page Graph without a browser: the address chooses, the table holds what is drawn, and errors lead on."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.graph.neighbourhood import Link
from crosswalk.viewer import drawing, mapped, sections, shared
from crosswalk.viewer.drawing import relation_words
from crosswalk.viewer.state import href


def test_the_table_holds_every_link_that_is_drawn() -> None:
    graph = open_graph()
    found = graph.neighbourhood("ais-psi:3.4", 1, ["judged", "denied"])
    page = shown(opened("graph", id="ais-psi:3.4", kinds="judged,denied"))
    assert f"{len(found.nodes)} statements and {len(found.links)} links" in page.text
    assert f"The same as a table: {len(found.links)} links" in page.text
    for link in found.links:
        assert f"standard?id={link.target}" in page.links


def test_between_two_frameworks_every_claim_is_a_link_once() -> None:
    graph = open_graph()
    rows = graph.records("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014", with_kind="printed")
    printed = {row["mapping"] for row in rows if not row["denied"]}
    page = shown(opened("graph", from_="ais-psi", to="ib-psp-2014", kinds="printed"))
    assert f"The same as a table: {len(printed)} links" in page.text


def test_the_graph_of_all_frameworks_leads_to_each_pair_with_claims() -> None:
    page = shown(opened("graph"))
    matrix = open_graph().records("count_matrix")
    pairs = {
        frozenset((row["from_framework"], row["to_framework"]))
        for row in matrix
        if row["from_framework"] != row["to_framework"] and row["claims"]
    }
    assert f"{len(pairs)} pairs of frameworks with claims" in page.text
    assert sum(link.startswith("graph?from=") for link in page.links) == len(pairs)


def test_what_the_address_cannot_mean_is_told_and_something_is_shown() -> None:
    for parameters, sentence in (
        ({"id": "foo"}, "foo"),
        ({"id": "ais-psi:3.4", "hops": "9"}, "is no distance"),
        ({"id": "ais-psi:3.4", "kinds": "printed,judgd"}, "There is no kind of link"),
        ({"id": "ais-psi"}, "is a whole framework"),
        ({"from_": "ais-psi"}, "Name two frameworks"),
        ({"from_": "ais-psi", "to": "nowhere"}, "There is no framework"),
    ):
        page = opened("graph", **parameters)
        assert any(sentence in warning.value.replace("\\", "") for warning in page.warning), parameters
        assert shown(page).links, parameters


def test_each_kind_of_link_says_what_it_is_and_a_candidate_is_no_relation() -> None:
    def said(kind: str, relation: str | None) -> str:
        return relation_words(Link("a", "b", kind, relation))

    assert said("hierarchy", "skos:broader") == "stands under"
    assert said("judged", "skos:broadMatch") == "narrower than"
    assert said("judged", "skos:narrowMatch") == "broader than"
    assert said("denied", "skos:exactMatch") == "denied: same as"
    assert said("entailed", "subset") == "within"
    assert said("candidate", None) == "candidate"


MATRIX = {"from_": "ais-psi", "to": "ib-psp-2014", "view": "sections"}


def test_a_cell_of_the_matrix_of_sections_opens_to_its_claims() -> None:
    rows = open_graph().records("tabulate_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
    cell = ("ais-psi:PSI3", "ib-psp-2014:C3")
    inside = [row for row in rows if (row["subject_section"], row["object_section"]) == cell and row["relation"]]
    page = shown(opened("pair", **MATRIX, row=cell[0], column=cell[1]))
    assert f": {len(inside)} claims" in page.text
    for row in inside:
        assert f"mapping?a={row['subject']}&b={row['object']}" in page.links


def test_a_cell_that_there_is_not_is_told() -> None:
    page = opened("pair", **MATRIX, row="ais-psi:PSI3", column="nowhere")
    assert "There is no cell" in page.warning[0].value


def test_what_flows_into_each_section_flows_out_of_it_and_names_may_be_alike() -> None:
    counted = {("a:1", "b:1"): (2, 0), ("a:1", "b:2"): (3, 1), ("a:2", "b:1"): (1, 0)}
    labels = {"a:1": "Same", "b:1": "Same", "a:2": "<b>", "b:2": "Two"}
    spec = sections.sankey("A", ["a:1", "a:2", None], ["b:1", "b:2"], counted, labels)
    (series,) = spec["series"]  # type: ignore[misc]
    names = [node["name"] for node in series["data"]]
    assert len(names) == len(set(names)) == 5
    for node in names[1:3]:
        out = sum(line["value"] for line in series["links"] if line["source"] == node)
        assert out == sum(line["value"] for line in series["links"] if line["target"] == node)
    assert sum(line["value"] for line in series["links"] if line["source"] == "A") == 6


def test_on_a_narrow_screen_sections_are_named_by_their_codes_and_in_full_on_a_wide_one() -> None:
    labels = {"a:1": "First", "b:2": "Second"}
    spec = sections.sankey("A", ["a:1", None], ["b:2"], {("a:1", "b:2"): (2, 0), (None, "b:2"): (1, 0)}, labels)
    narrow, wide = spec["media"]  # type: ignore[misc]
    (small,), (full,), (series,) = narrow["option"]["series"], wide["option"]["series"], spec["series"]  # type: ignore[misc]
    said = [(node["name"].strip(), node["label"]["formatter"]) for node in small["data"]]
    assert said == [("A", "{b}"), ("1 First", "1"), ("No section", "No section"), ("2 Second", "2")]
    assert (full["data"], full["label"]) == (series["data"], series["label"])


def test_only_a_drawing_with_a_table_below_it_says_so() -> None:
    below = "the table below"
    assert below in drawing.inside(tabled=True) and below not in drawing.inside(tabled=False)


def test_each_node_leads_to_its_own_surroundings_whatever_its_code_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/own/> .\n"
        ':s a skos:ConceptScheme ; skos:prefLabel "Own"@en .\n'
        ':a a skos:Concept ; skos:inScheme :s ; skos:notation "A&B 1" ; skos:prefLabel "One"@en .\n'
        ':b a skos:Concept ; skos:inScheme :s ; skos:notation "A&B 2" ; skos:prefLabel "Two"@en ; skos:broader :a .\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("CROSSWALK_DATA", str(tmp_path / "own.ttl"))
    drawn: list = []
    monkeypatch.setattr(mapped, "draw", lambda *given: drawn.extend(given[3]))
    shared.graph.clear()
    short = next(str(r["statement"]) for r in shared.graph().records("list_statements") if r["label"] == "Two")
    opened("graph", id=short)
    shared.graph.clear()
    middle, other = drawn[-2:]
    assert middle.id == short and middle.centres is None
    assert other.centres[0] == href("graph", id=other.id) != href("graph", id=short)
