"""What a person adds stands beside what ships, is found by every query, and leaves the shipped store as it was."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from crosswalk import open_graph
from crosswalk.api import CrosswalkGraph, own_data, validate
from crosswalk.errors import InputError, UnknownIdentifier, UnreadableFile
from crosswalk.graph import store
from crosswalk.graph.dataset import Dataset, dataset
from crosswalk.graph.files import own_files
from crosswalk.graph.oxigraph import FORMATS
from crosswalk.graph.store import EmbeddedStore

SKILLS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ais: <https://w3id.org/standards-crosswalk/id/ais-psi/> .
@prefix : <http://example.org/skills/> .
:skills a skos:ConceptScheme ; skos:prefLabel "Our skills"@en , "Nos compétences"@fr .
:s1 a skos:Concept ; skos:inScheme :skills ; skos:notation "1" ; skos:prefLabel "Care"@en ;
  skos:narrower :s1.10 , :s1.2 .
:s1.2 a skos:Concept ; skos:notation "1.2" ; skos:prefLabel "Zymurgic tools"@en , "Outils"@fr ;
  skos:closeMatch ais:3.4 ; skos:definition "Tools that ferment."@en .
:s1.10 a skos:Concept ; skos:notation "1.10" ; skos:prefLabel "Ten"@en .
"""
TABLE = """#curie_map:
#  own: http://example.org/skills/
#  ais-psi: https://w3id.org/standards-crosswalk/id/ais-psi/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
subject_id\tpredicate_id\tobject_id\tmapping_justification
own:s1.10\tskos:broadMatch\tais-psi:3.4\tsemapv:ManualMappingCuration
own:s1\tskos:exactMatch\tnobody:3.4\tsemapv:ManualMappingCuration
own:a b\tskos:exactMatch\tais-psi:3.4\tsemapv:ManualMappingCuration
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("own")
    (made / "skills.ttl").write_text(SKILLS)
    (made / "sets").mkdir()
    (made / "sets" / "ours.sssom.tsv").write_text(TABLE)
    (made / "readme.txt").write_text("not read")
    (made / ".hidden.ttl").write_text("not Turtle")
    return made


@pytest.fixture(scope="module")
def graph(folder: Path) -> CrosswalkGraph:
    return open_graph(data=[str(folder)], cache=False)


def alone(*paths: Path) -> CrosswalkGraph:
    """The graph of the ontology and some files of one's own: quick to make, where what ships is not what is asked."""
    own = own_files([str(path) for path in paths])
    return CrosswalkGraph(EmbeddedStore(Dataset(dataset().files[:1], "alone", own), cache=False))


def test_a_framework_of_ones_own_is_listed_shown_and_searched_like_ours(graph: CrosswalkGraph) -> None:
    listed = {row["framework"]: row for row in graph.records("list_frameworks")}
    assert "ais-psi" in listed
    assert (listed["skills"]["label"], listed["skills"]["statements"], listed["skills"]["at_level"]) == (
        "Our skills",
        3,
        2,
    )
    rows = graph.records("list_statements", in_framework="skills")
    assert [row["statement"] for row in rows] == ["skills:1", "skills:1.2", "skills:1.10"]
    assert [row["parent"] for row in rows] == [None, "skills:1", "skills:1"]
    assert rows[1]["gloss"] == "Tools that ferment."
    assert graph.search("zymurgik")[0].short == "skills:1.2"
    view = graph.statement("skills:1.2")
    assert [row["relative"] for row in view.above] == ["skills:1"]
    assert "skills.ttl" in str(view.facts["verification_note"])


def test_a_statement_of_ones_own_is_named_by_its_iri_too_and_by_case_and_nearness(graph: CrosswalkGraph) -> None:
    assert graph.statement("http://example.org/skills/s1.2").short == "skills:1.2"
    assert graph.resolve("SKILLS:1.2").value == "http://example.org/skills/s1.2"
    with pytest.raises(UnknownIdentifier, match=r"did you mean skills:1\.2"):
        graph.statement("skils:1.2")
    with pytest.raises(UnknownIdentifier):
        graph.statement("http://example.org/nothing here")


def test_mappings_of_ones_own_stand_in_map_from_both_ends(graph: CrosswalkGraph) -> None:
    there = graph.records("list_mappings", from_framework="skills", to_framework="ais-psi")
    found = [(row["subject"], row["relation"], row["object"], row["kind"]) for row in there]
    assert found == [
        ("skills:1.2", "skos:closeMatch", "ais-psi:3.4", "xw:judged"),
        ("skills:1.10", "skos:broadMatch", "ais-psi:3.4", "xw:judged"),
    ]
    assert [row["author_label"] for row in there] == ["the file skills.ttl", "the file sets/ours.sssom.tsv"]
    back = graph.records("list_mappings", from_framework="ais-psi", to_framework="skills")
    assert {row["relation"] for row in back} == {"skos:closeMatch", "skos:narrowMatch"}
    shown = graph.statement("ais-psi:3.4").mappings
    assert {"skills:1.2", "skills:1.10"} <= {row["other"] for row in shown}


def test_gaps_and_coverage_count_what_was_added(graph: CrosswalkGraph) -> None:
    assert graph.records("list_gaps", from_framework="skills", to_framework="ais-psi") == ()
    (row,) = graph.records("measure_coverage", from_framework="skills", to_framework="ais-psi")
    assert (row["section"], row["statements"], row["mapped"]) == ("skills:1", 2, 2)


def test_what_could_not_be_read_is_told(graph: CrosswalkGraph) -> None:
    (note,) = graph.notes
    assert "ours.sssom.tsv was not read in full (2 problems); crosswalk validate" in note
    assert open_graph().notes == ()


def test_what_follows_in_a_file_is_left_out_and_told(tmp_path: Path) -> None:
    from crosswalk.cli.main import main

    with (tmp_path / "made.sssom.tsv").open("w") as out, contextlib.redirect_stdout(out):
        pair = ("iste-coaches-2011", "iste-education-leaders-2018")
        assert main(["map", *pair, "--include", "entailed", "--format", "sssom"]) == 0
    graph = open_graph(data=[str(tmp_path / "made.sssom.tsv")], cache=False)
    assert any("1 row of it says what follows" in note for note in graph.notes)
    assert {claim.kind for claim in graph.alignment.claims.values.values()} == {"printed", "judged"}
    shipped = [row["object"] for row in open_graph().alignment.rows(*pair)]
    assert [row["object"] for row in graph.alignment.rows(*pair)] == shipped


def test_a_row_that_only_the_engine_knows_to_be_wrong_is_told_too(tmp_path: Path) -> None:
    file = tmp_path / "ours.sssom.tsv"
    file.write_text(TABLE.split("own:s1\t")[0].replace("own:s1.10", "http://[no-host/a"))
    (note,) = alone(file).notes
    assert "ours.sssom.tsv was not read in full (1 problem); crosswalk validate" in note


def test_the_plain_triple_is_that_of_the_adopted_claim_and_the_file_keeps_its_words(graph: CrosswalkGraph) -> None:
    own = "<https://w3id.org/standards-crosswalk/graph/own/skills.ttl>"
    french = "<http://example.org/skills/s1.2> skos:prefLabel 'Outils'@fr"
    plain = "<http://example.org/skills/s1.2> skos:closeMatch ?other"
    try:
        assert graph.sparql(f"ASK {{ GRAPH {own} {{ {french} }} }}").boolean
        assert not graph.sparql(f"ASK {{ {french} }}").boolean
        assert graph.sparql(
            f"ASK {{ GRAPH <https://w3id.org/standards-crosswalk/graph/adopted> {{ {plain} }} }}"
        ).boolean
        rows = graph.sparql("SELECT ?s WHERE { ?s skos:notation '1.2' ; a xw:Statement }").records()
        assert "skills:1.2" in [row["s"] for row in rows]
    finally:
        graph.close()


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld", ".TTL"])
def test_every_rdf_syntax_is_read_with_its_named_graphs_as_one(tmp_path: Path, ending: str) -> None:
    import pyoxigraph as ox

    syntax = FORMATS[ending.lower()]
    name = ox.NamedNode("http://example.org/graph") if ending in (".nq", ".trig", ".jsonld") else ox.DefaultGraph()
    triples = ox.parse(SKILLS.encode(), format=ox.RdfFormat.TURTLE)
    quads = [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
    file = tmp_path / f"skills{ending}"
    file.write_bytes(ox.serialize(quads if syntax.supports_datasets else [q.triple for q in quads], format=syntax))
    graph = alone(file)
    assert graph.statement("skills:1.2").facts["label"] == "Zymurgic tools"
    assert not graph._engine.query("ASK { GRAPH <http://example.org/graph> { ?s ?p ?o } }").boolean
    own = f"ASK {{ GRAPH <https://w3id.org/standards-crosswalk/graph/own/skills{ending}> {{ ?s ?p ?o }} }}"
    assert graph._engine.query(own).boolean


def test_two_files_of_one_name_and_one_blank_node_stay_apart(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        text = (
            f"_:x <http://e/p> 'of {name}' . <http://e/{name}> a <http://www.w3.org/2004/02/skos/core#ConceptScheme> ."
        )
        (tmp_path / name / "mine.nt.ttl").write_text(text)
    files = [str(tmp_path / name / "mine.nt.ttl") for name in ("a", "b")]
    assert len({file.graph for file in own_files(files)}) == 2
    assert own_files([files[0], files[0], str(tmp_path / "a")]) == own_files(files[:1])
    graph = alone(*map(Path, files))
    assert len(graph._engine.query("SELECT DISTINCT ?x WHERE { ?x <http://e/p> ?y }").rows) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (None, None, "There is no file or folder"),
        ("empty", None, "holds no file that is read"),
        ("x.ttl", "", "is empty"),
        ("x.ttl", "<a> <b>", "stops being readable"),
        ("x.csv", "a,b", "an ending that is not known"),
        ("x.jsonld", '{"@context": "https://example.org/context", "@id": "http://e/a"}', "stops being readable"),
        ("ais-psi.ttl", "<http://e/ais-psi> a <http://www.w3.org/2004/02/skos/core#ConceptScheme> .", "is called"),
    ],
)
def test_what_cannot_be_added_is_said_in_a_sentence(
    tmp_path: Path, name: str | None, content: str | None, words: str
) -> None:
    path = tmp_path / (name or "nowhere")
    if content is not None:
        path.write_text(content)
    elif name:
        path.mkdir()
    with pytest.raises((UnreadableFile, InputError), match=words) as told:
        open_graph(data=[str(path)], cache=False)
    assert str(told.value).count("\n") == 0


def test_the_shipped_store_stays_as_it_is(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_CACHE", str(tmp_path))
    shipped = dataset().digest
    open_graph()
    monkeypatch.setattr(store, "_KEPT", 1)
    for n in range(3):  # more than are kept
        (tmp_path / f"{n}.ttl").write_text(SKILLS.replace("Ten", f"Ten {n}"))
        open_graph(data=[str(tmp_path / f"{n}.ttl")])
    assert os.listdir(tmp_path / "stores") == [shipped]
    assert len(os.listdir(tmp_path / "own")) == 2
    assert dataset((), [str(folder)]).digest != shipped
    assert dataset((), [str(tmp_path / "0.ttl")]).digest != dataset((), [str(tmp_path / "1.ttl")]).digest


def test_a_store_with_what_was_added_is_used_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crosswalk.graph import additions

    monkeypatch.setenv("CROSSWALK_CACHE", str(tmp_path))
    first = open_graph(data=[str(folder)])

    def refuse(*_: object) -> None:
        raise AssertionError("something was read again")

    monkeypatch.setattr(additions, "load", refuse)
    again = open_graph(data=[str(folder)])
    assert again.notes == first.notes != ()
    assert again.statement("skills:1.2") == first.statement("skills:1.2")


def test_paths_come_from_the_environment_as_a_path_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWALK_DATA", os.pathsep.join(["/a b", "", "/c"]))
    assert own_data() == ("/a b", "/c")
    monkeypatch.delenv("CROSSWALK_DATA")
    assert own_data() == ()


def test_what_only_ours_must_carry_is_a_warning_in_a_file_of_ones_own(tmp_path: Path) -> None:
    ours = "@prefix xw: <https://w3id.org/standards-crosswalk/ontology#> . "
    file = tmp_path / "mine.ttl"
    file.write_text(ours + SKILLS + ":skills a xw:Framework . :s1 a xw:Statement .")
    report = validate(str(file))
    assert report.conforms
    assert {"XW-F03", "XW-F07", "XW-S02", "XW-S06"} <= {f.code for f in report.findings if f.severity == "warning"}
    file.write_text(ours + SKILLS + ":s1 a xw:Statement ; xw:statementType xw:nonsense .")
    assert not validate(str(file)).conforms
    file.write_text(SKILLS)
    assert validate(str(file)).findings == ()


def test_a_mapping_to_a_statement_of_ones_own_framework_leads_somewhere(tmp_path: Path) -> None:
    ours = "https://w3id.org/standards-crosswalk/id/"
    table = TABLE.replace("http://example.org/skills/", f"{ours}skills/").split("own:s1\t")[0]
    (tmp_path / "ours.sssom.tsv").write_text(table)
    (tmp_path / "skills.ttl").write_text(SKILLS.replace("http://example.org/skills/", f"{ours}skills/"))
    assert "XW-M04" in {f.code for f in validate(str(tmp_path / "ours.sssom.tsv")).findings}
    assert validate(str(tmp_path / "ours.sssom.tsv"), data=[str(tmp_path / "skills.ttl")]).conforms


@pytest.mark.skipif(
    "CROSSWALK_CORPORA" not in os.environ, reason="CROSSWALK_CORPORA names no folder of third-party sample files."
)
@pytest.mark.parametrize("kind", ["skos/valid", "skos/invalid", "sssom/valid", "sssom/invalid"])
def test_every_sample_of_others_can_be_added_or_is_refused_in_a_sentence(kind: str) -> None:
    folder = Path(os.environ["CROSSWALK_CORPORA"], kind)
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".ttl", ".tsv"))
    assert files
    for file in files:
        try:
            graph = alone(file)
        except InputError as error:
            assert kind.endswith("invalid"), f"{file}: {error}"
            assert "\n" not in str(error)
            continue
        for name in ("list_statements", "list_frameworks", "filter_mappings", "list_identifiers"):
            graph.records(name)


def test_the_viewer_shows_what_the_environment_adds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.testing.v1 import AppTest

    from crosswalk.viewer import SCRIPT
    from crosswalk.viewer.shared import graph

    monkeypatch.setenv("CROSSWALK_DATA", str(folder / "skills.ttl"))
    graph.clear()
    try:
        app = AppTest.from_file(SCRIPT, default_timeout=60)
        app.run()
        app.switch_page("app_pages/standard.py")
        app.query_params["id"] = "skills:1.2"
        app.run()
        assert not app.exception and not app.error
        assert "Zymurgic tools" in "".join(str(part.value) for part in app.html)
    finally:
        graph.clear()


def test_a_vocabulary_of_twenty_thousand_concepts_is_adapted_whole(tmp_path: Path) -> None:
    count = 20_000
    lines = [
        f":c{n} a skos:Concept ; skos:inScheme :big ; skos:notation '{n}' ; skos:prefLabel 'Concept {n}'@en , 'Wort'@de"
        + (f" ; skos:broader :c{(n - 20) // 10}" if n >= 20 else "")
        + (" ; skos:closeMatch <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> ." if n % 500 == 0 else " .")
        for n in range(count)
    ]
    file = tmp_path / "big.ttl"
    head = SKILLS.split(":skills a")[0] + ":big a skos:ConceptScheme .\n"
    file.write_text(head + "\n".join(lines))
    graph = alone(file)
    (listed,) = graph.records("list_frameworks")
    assert (listed["framework"], listed["statements"]) == ("big", count)
    view = graph.statement("big:1234")
    assert (view.facts["label"], [row["relative"] for row in view.above]) == ("Concept 1234", ["big:10", "big:121"])
    assert len(graph.records("filter_mappings")) == count // 500
    query = "SELECT (COUNT(DISTINCT ?position) AS ?places) WHERE { ?s a xw:Statement ; schema:position ?position }"
    assert next(iter(graph._engine.query(query).records()))["places"] == count
