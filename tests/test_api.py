"""The public face: what a person does from Python, on the shipped graph."""

import gc
import weakref
from pathlib import Path

import pytest

import crosswalk
from crosswalk.api import CrosswalkGraph, open_graph, validate
from crosswalk.errors import (
    AmbiguousIdentifier,
    DataMissing,
    LimitExceeded,
    QueryParameterError,
    QueryRefused,
    QuerySyntaxError,
    UnknownIdentifier,
)


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    opened = open_graph(cache=False)
    yield opened
    opened.close()


def test_the_package_exports_one_name_and_the_list_says_so() -> None:
    assert crosswalk.__all__ == ["open_graph"]
    assert crosswalk.open_graph is open_graph
    with pytest.raises(AttributeError, match="no attribute 'close_graph'"):
        crosswalk.close_graph  # noqa: B018


def test_ais_3_4_stands_beside_the_codes_it_prints_with_the_words_they_were_read_from(graph: CrosswalkGraph) -> None:
    view = graph.statement("ais-psi:3.4")
    printed = [row for row in view.mappings if row["kind"] == "xw:printed"]
    assert {row["other"] for row in printed} == {
        "iste-coaches-2011:3d",
        "ib-psp-2014:B2.8",
        "ib-psp-2014:C3.10",
        "ib-psp-2014:C3.11",
        "ib-psp-2014:C3.15",
    }
    document = (Path(__file__).parent.parent / "data/quoted/ais-growth-model.txt").read_text(encoding="utf-8")
    for row in printed:
        assert row["relation"] == "skos:mappingRelation"
        start = int(row["start"])
        assert document[start : start + len(row["printed_code"])] == row["printed_code"]
        assert row["printed_code"] in row["printed_text"]


def test_a_statement_is_seen_from_the_other_end_too(graph: CrosswalkGraph) -> None:
    view = graph.statement("ib-psp-2014:B2.8")
    printed = [row for row in view.mappings if row["kind"] == "xw:printed"]
    assert {(row["other"], row["direction"]) for row in printed} == {("ais-psi:2.5", "in"), ("ais-psi:3.4", "in")}


def test_what_a_judgement_denies_of_the_print_is_a_disagreement(graph: CrosswalkGraph) -> None:
    view = graph.statement("ais-psi:3.4")
    assert set(view.disagreements()) == {"ib-psp-2014:C3.11", "ib-psp-2014:C3.15"}
    assert set(view.disagreements().values()) == {"Standards Crosswalk project"}


def test_codes_that_point_at_nothing_are_with_the_statement_that_prints_them(graph: CrosswalkGraph) -> None:
    (lost,) = graph.statement("ais-psi:3.1").unresolved
    assert lost["printed_code"] == "A1.8"
    assert "ib-psp-2014:A8" in str(lost["nearest"])
    (lost,) = graph.statement("ais-psi:2.3").unresolved
    assert lost["printed_code"] == "C2.12"


def test_the_print_is_followed_where_psi_4_cites_iste_5(graph: CrosswalkGraph) -> None:
    for psi, iste in (("4", "5"), ("5", "4")):
        for number, letter in enumerate("abc", 1):
            others = {row["other"] for row in graph.statement(f"ais-psi:{psi}.{number}").mappings}
            assert f"iste-coaches-2011:{iste}{letter}" in others


def test_a_framework_is_no_statement(graph: CrosswalkGraph) -> None:
    with pytest.raises(UnknownIdentifier, match="names a framework"):
        graph.statement("ais-psi")
    with pytest.raises(AmbiguousIdentifier):
        graph.statement("1a")


def test_parameters_are_checked_before_anything_runs(graph: CrosswalkGraph) -> None:
    with pytest.raises(QueryParameterError, match="needs statement"):
        graph.query("describe_statement")
    with pytest.raises(QueryParameterError, match="has no parameter 'colour'"):
        graph.query("list_frameworks", colour="red")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", QueryRefused),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QueryRefused),
        ("SELECT WHERE {", QuerySyntaxError),
        ("", QuerySyntaxError),
    ],
)
def test_what_is_no_query_is_refused_in_one_sentence(graph: CrosswalkGraph, text: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        graph.sparql(text)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_query_that_runs_too_long_is_stopped_and_the_next_one_answered(graph: CrosswalkGraph) -> None:
    with pytest.raises(LimitExceeded, match="1 second"):
        graph.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", time_limit=1)
    assert graph.sparql("ASK { ?s ?p ?o }").boolean is True


def test_an_answer_says_that_it_was_cut_and_by_which_limit(graph: CrosswalkGraph) -> None:
    result = graph.sparql("SELECT ?s { ?s ?p ?o }", row_limit=7)
    assert (len(result.rows), result.truncated, result.limit) == (7, True, 7)
    assert graph.sparql("SELECT ?s { ?s ?p ?o } LIMIT 3", row_limit=7).truncated is False


def test_a_guarded_graph_answer_comes_back_as_triples(graph: CrosswalkGraph) -> None:
    result = graph.sparql("CONSTRUCT { ?s skos:notation ?n } WHERE { ?s skos:notation ?n } LIMIT 2")
    assert result.kind == "graph"
    assert len(result.triples) == 2


def test_the_default_graph_is_the_same_in_the_library_in_a_worker_and_in_rdflib(graph: CrosswalkGraph) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    in_worker = int(str(graph.sparql(count).rows[0][0]))
    exported = graph.to_rdflib()
    assert len(exported.graph(exported.default_graph.identifier)) == in_worker
    assert len(graph.query("list_identifiers").rows) == int(
        str(graph.sparql("SELECT (COUNT(*) AS ?n) { ?s dcterms:identifier ?i }").rows[0][0])
    )


def test_the_network_has_every_statement_and_every_claim_with_its_relation(graph: CrosswalkGraph) -> None:
    network = graph.to_networkx()
    assert set(network.nodes) >= {r["statement"] for r in graph.records("list_statements")}
    edges = [d for _, _, d in network.edges("ais-psi:3.4", data=True) if d.get("kind") != "xw:judged"]
    assert sorted(e["relation"] for e in edges) == ["skos:broader"] + ["skos:mappingRelation"] * 5
    denied = [o for _, o, d in network.edges("ais-psi:3.4", data=True) if d.get("denied")]
    assert sorted(denied) == ["ib-psp-2014:C3.11", "ib-psp-2014:C3.15"]
    assert network.graph["version"] == graph.version


def test_a_result_becomes_a_data_frame(graph: CrosswalkGraph) -> None:
    frame = graph.query("list_statements", in_framework="ais-psi").to_pandas()
    assert len(frame) == 36
    assert set(frame["framework"]) == {"ais-psi"}


def test_citations_in_any_text_are_found_and_resolved(graph: CrosswalkGraph) -> None:
    found = graph.cite("Our plan serves IB B2.8, IB C2.12 and ISTE Coaches 3d.")
    assert [(c.printed_code.split()[-1], c.resolved) for c, _ in found] == [
        ("B2.8", "ib-psp-2014:B2.8"),
        ("C2.12", None),
        ("3d", "iste-coaches-2011:3d"),
    ]
    assert found[0][1] == "Learning support"


def test_a_typo_finds_what_was_meant(graph: CrosswalkGraph) -> None:
    first = [hit.short for hit in graph.search("asistive")[:5]]
    assert "ais-psi:3.4" in first
    assert "iste-coaches-2011:3d" in first


def test_another_data_folder_can_be_opened_and_an_empty_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match=r"No \.ttl or \.sssom\.tsv file"):
        open_graph(str(tmp_path))
    (tmp_path / "own.ttl").write_text("<http://e/a> <http://purl.org/dc/terms/identifier> 'own' .")
    assert open_graph(str(tmp_path), cache=False).resolve("own").value == "http://e/a"


def test_the_shipped_data_conforms(graph: CrosswalkGraph) -> None:
    report = validate()
    assert report.conforms
    assert report.findings == ()


def test_a_graph_that_nobody_holds_is_gone_at_once_with_its_store() -> None:
    graph = open_graph()
    graph.search("assistive")
    held = weakref.ref(graph), weakref.ref(graph._engine)
    gc.disable()  # a circle would be found later, or never by a viewer that leaves what is there out of the search
    try:
        del graph
        assert [one() for one in held] == [None, None]
    finally:
        gc.enable()
