"""The private overlay is shown beside our labels to whoever ingested it, and nothing else ever knows of it."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
import ships_cats as case

from crosswalk.api import CrosswalkGraph, open_graph, release
from crosswalk.cli.main import main
from crosswalk.errors import FolderNotWritable, InputError, UnknownIdentifier, UnreadableFile
from crosswalk.graph import overlay, oxigraph, publication, queries, syntax
from crosswalk.graph.dataset import dataset
from crosswalk.graph.files import PRIVATE
from crosswalk.terms import Literal
from crosswalk.vocabulary import CEASN, statement_iri

FRAMEWORK = "ships-cats"
#: A shipped framework with the codes of our text and more, for the commands, which know no other data here.
SHIPPED = "iste-education-leaders-2018"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace that the environment names."""
    folder = tmp_path / "workspace"
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(folder))
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> str:
    """A person's own copy of the text."""
    path = tmp_path / "copy.txt"
    path.write_text(case.NUMBERED, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def cats(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The framework as a file of one's own."""
    path = tmp_path_factory.mktemp("data") / "cats.ttl"
    path.write_text(case.turtle(), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def graph(cats: str) -> CrosswalkGraph:
    opened = open_graph(data=[cats], cache=False)
    yield opened
    opened.close()


def ingest(graph: CrosswalkGraph, copy: str, workspace: Path, framework: str = FRAMEWORK) -> Path:
    """The file that the copy becomes."""
    (change,) = publication.write(graph.read_lettered(copy, framework).files, str(workspace))
    return Path(change.path)


# What is written


def test_the_overlay_holds_the_sentence_of_every_statement_and_nothing_else(
    graph: CrosswalkGraph, copy: str, workspace: Path
) -> None:
    path = ingest(graph, copy, workspace)
    assert path == workspace / "overlay" / f"{FRAMEWORK}{PRIVATE}"
    written = {(t.subject, t.predicate): t.object for t in syntax.read_file(str(path)).triples}
    assert written == {
        (statement_iri(f"{FRAMEWORK}:{code}"), CEASN.competencyText): Literal(sentence)
        for code, sentence in case.SENTENCES.items()
    }


def test_the_same_copy_gives_the_same_bytes_and_a_second_ingest_changes_nothing(
    graph: CrosswalkGraph, copy: str, workspace: Path
) -> None:
    made = graph.read_lettered(copy, FRAMEWORK)
    assert made.files == graph.read_lettered(copy, FRAMEWORK).files
    states = [change.state for _ in range(2) for change in publication.write(made.files, str(workspace))]
    assert states == ["new", "unchanged"]


def test_findings_say_how_much_was_read_and_what_was_left_out(graph: CrosswalkGraph, copy: str) -> None:
    found = graph.read_lettered(copy, FRAMEWORK).findings
    assert [finding.severity for finding in found] == ["info"] * 5
    assert [finding.where for finding in found[:-1]] == [f"copy.txt:{line}" for line in (2, 4, 9, 20)]
    assert "9 of the 9 statements of ships-cats" in found[-1].message


@pytest.mark.parametrize("name", ["..", "a/../../b", "C:\\cats", "chats-à-bord", "\udc80", "a b"])
def test_a_framework_of_any_name_has_a_file_inside_the_overlay(name: str, tmp_path: Path) -> None:
    path = tmp_path / overlay.file_name(name)
    assert path.resolve().parent == tmp_path / "overlay"
    assert path.name.isascii() and "\\" not in path.name and " " not in path.name


def test_two_statements_with_one_code_are_told_apart_by_no_text(tmp_path: Path, copy: str) -> None:
    path = tmp_path / "twins.ttl"
    path.write_text(case.turtle().replace('skos:notation "3a"', 'skos:notation "2a"'), encoding="utf-8")
    with pytest.raises(InputError, match="two statements with the code 2a"):
        open_graph(data=[str(path)], cache=False).read_lettered(copy, FRAMEWORK)


@pytest.mark.parametrize(
    ("framework", "words"),
    [("ship-cats", "did you mean ships-cats"), ("ships-cats:1a", "ships-cats"), ("§", "crosswalk frameworks lists")],
)
def test_an_unknown_framework_is_named_with_the_nearest(
    graph: CrosswalkGraph, copy: str, framework: str, words: str
) -> None:
    with pytest.raises(UnknownIdentifier, match=words):
        graph.read_lettered(copy, framework)


# What is shown


def test_the_wording_is_shown_beside_our_label(graph: CrosswalkGraph, copy: str, workspace: Path) -> None:
    before = graph.statement("ships-cats:1a")
    assert before.wording == ""
    ingest(graph, copy, workspace)
    after = graph.statement("ships-cats:1a")
    assert after.wording == case.SENTENCES["1a"]
    assert after._replace(wording="") == before


def test_a_statement_of_another_framework_has_no_wording(graph: CrosswalkGraph, copy: str, workspace: Path) -> None:
    ingest(graph, copy, workspace)
    assert graph.statement("iste-coaches-2011:1a").wording == ""


def test_a_workspace_that_is_given_goes_before_that_of_the_environment(
    graph: CrosswalkGraph, cats: str, copy: str, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(graph, copy, tmp_path / "other")
    assert graph.statement("ships-cats:1").wording == ""
    given = open_graph(data=[cats], workspace=str(tmp_path / "other"), cache=False)
    assert given.statement("ships-cats:1").wording == case.SENTENCES["1"]
    monkeypatch.delenv("CROSSWALK_WORKSPACE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "standards-crosswalk" in overlay.workspace_folder()


def test_nothing_is_parsed_where_there_is_no_overlay(
    graph: CrosswalkGraph, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oxigraph, "parse", lambda *_: pytest.fail("a file was parsed"))
    assert graph.statement("ships-cats:1").wording == ""


def test_a_damaged_overlay_is_named_with_its_line(graph: CrosswalkGraph, copy: str, workspace: Path) -> None:
    path = ingest(graph, copy, workspace)
    path.write_text(path.read_text("utf-8").replace('"', "", 1), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="stops being readable at line"):
        graph.statement("ships-cats:1")


# What never knows of it


def hidden(text: str) -> None:
    """None of the sentences stands in the text."""
    assert [sentence for sentence in case.SENTENCES.values() if sentence in text] == []


def test_no_graph_holds_a_word_of_it(cats: str, copy: str, workspace: Path) -> None:
    before = open_graph(data=[cats], cache=False)
    ingest(before, copy, workspace)
    after = open_graph(data=[cats], cache=False)
    assert after.statement("ships-cats:1").wording == case.SENTENCES["1"]
    assert after.version == before.version
    count = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert after.sparql(count).rows == before.sparql(count).rows
    said = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(CONTAINS(STR(?o), '%s')) }"
    assert after.sparql(said % case.SENTENCES["1"]).boolean is False
    assert after.sparql(said % "Label of 1").boolean is True
    hidden(str([quad[2] for quad in after.to_rdflib().quads()]))
    hidden(str(list(after.to_networkx().nodes(data=True))))
    for opened in (before, after):
        opened.close()


@pytest.mark.parametrize("name", queries.names())
def test_no_query_of_the_library_answers_with_it(name: str, graph: CrosswalkGraph, copy: str, workspace: Path) -> None:
    ingest(graph, copy, workspace)
    given = {"statement": "ships-cats:1a", "framework": FRAMEWORK, "language": "en", "text": "cats"}
    query = queries.load(name)
    asked = {p.name: given.get(p.type, p.default) for p in query.parameters if not p.optional}
    hidden(str(list(graph.query(name, **asked).records())))


def test_a_workspace_that_is_added_as_data_brings_nothing_of_it(
    graph: CrosswalkGraph, cats: str, copy: str, workspace: Path
) -> None:
    path = ingest(graph, copy, workspace)
    with pytest.raises(InputError, match="private overlay"):
        dataset((), [str(path)])
    with pytest.raises(UnreadableFile, match="holds no file"):
        dataset((), [str(workspace)])
    (workspace / "cats.ttl").write_bytes(Path(cats).read_bytes())
    assert [file.name for file in dataset((), [str(workspace)]).own] == ["cats.ttl"]
    assert [file.name for file in dataset([str(workspace)]).files] == ["ontology/crosswalk.ttl", "data/cats.ttl"]


def test_no_release_holds_a_word_of_it(copy: str, workspace: Path) -> None:
    graph = open_graph()
    before = release().files
    ingest(graph, copy, workspace, SHIPPED)
    assert graph.statement(f"{SHIPPED}:1a").wording == case.SENTENCES["1a"]
    assert release().files == before


# The command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_writes_what_show_then_shows(
    capsys: pytest.CaptureFixture[str], copy: str, workspace: Path
) -> None:
    code, out, err = run(capsys, "ingest", "lettered", copy, "--framework", SHIPPED)
    path = workspace / "overlay" / f"{SHIPPED}{PRIVATE}"
    assert (code, out) == (0, f"new        {path}\n")
    assert "9 of the 27 statements" in err and "nothing for 5d" in err
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    _, out, _ = run(capsys, "show", f"{SHIPPED}:1a")
    assert f"the publisher's wording, from your own copy: “{case.SENTENCES['1a']}”" in out
    _, out, _ = run(capsys, "show", f"{SHIPPED}:1a", "--format", "json")
    hidden(out)
    assert json.loads(out)["facts"]["label"]


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], copy: str, workspace: Path) -> None:
    code, out, _ = run(capsys, "ingest", "lettered", copy, "--framework", SHIPPED, "--dry-run")
    assert code == 0 and out.startswith("new ")
    assert not workspace.exists()


def test_a_workspace_named_on_the_command_line_is_written_and_read(
    capsys: pytest.CaptureFixture[str], copy: str, workspace: Path, tmp_path: Path
) -> None:
    here = str(tmp_path / "here")
    assert run(capsys, "ingest", "lettered", copy, "--framework", SHIPPED, "--workspace", here)[0] == 0
    assert not workspace.exists()
    assert case.SENTENCES["2b"] not in run(capsys, "show", f"{SHIPPED}:2b")[1]
    assert case.SENTENCES["2b"] in run(capsys, "show", f"{SHIPPED}:2b", "--workspace", here)[1]


def test_a_text_that_is_not_understood_leaves_the_old_overlay(
    capsys: pytest.CaptureFixture[str], copy: str, workspace: Path
) -> None:
    run(capsys, "ingest", "lettered", copy, "--framework", SHIPPED)
    before = (workspace / "overlay" / f"{SHIPPED}{PRIVATE}").read_bytes()
    Path(copy).write_text(case.NUMBERED + "\nPage 4 of 4\n", encoding="utf-8")
    code, out, err = run(capsys, "ingest", "lettered", copy, "--framework", SHIPPED)
    assert (code, out) == (1, "")
    assert "'Page 4 of 4'" in err and "Nothing was written." in err
    assert (workspace / "overlay" / f"{SHIPPED}{PRIVATE}").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("lettered", "COPY", "--framework", "iste-education-leader-2018"), 2, f"did you mean {SHIPPED}"),
        (("lettered", "COPY"), 2, "needs --framework"),
        (("lettered", "nowhere.txt", "--framework", SHIPPED), 2, "There is no file nowhere.txt"),
        (("lettered", "COPY", "--framework", SHIPPED, "--into", "data"), 2, "--into belongs to growth-model"),
        (("growth-model", "COPY", "--framework", SHIPPED), 2, "--framework belongs to lettered"),
        (("lettered", "COPY", "--framework", SHIPPED, "--workspace", "COPY"), 3, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: pytest.CaptureFixture[str], copy: str, workspace: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, out, err = run(capsys, "ingest", *(copy if word == "COPY" else word for word in arguments))
    assert (found, out) == (code, "")
    assert words in err.splitlines()[-1]
    assert code == 3 or err.count("\n") == 1


def test_a_workspace_that_cannot_be_written_is_named(graph: CrosswalkGraph, copy: str) -> None:
    with pytest.raises(FolderNotWritable, match=r"copy\.txt"):
        ingest(graph, copy, Path(copy))


# The page


def test_the_record_page_marks_the_wording_as_the_persons_own(
    graph: CrosswalkGraph, copy: str, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.testing.v1 import AppTest

    from crosswalk.viewer import SCRIPT, shared

    ingest(open_graph(), copy, workspace, SHIPPED)

    def page() -> str:
        app = AppTest.from_file(SCRIPT, default_timeout=60)
        app.run()
        app.switch_page("app_pages/standard.py")
        app.query_params["id"] = f"{SHIPPED}:2b"
        app.run()
        assert not app.exception
        return "\n".join(str(part.value) for part in app.html)

    shown = page()
    assert "The publisher&#x27;s wording, from your own copy" in shown
    assert f"<q>{case.SENTENCES['2b']}</q>" in shown
    monkeypatch.setattr(shared, "for_this_person", lambda: False)
    hidden(page())


@pytest.mark.parametrize(
    ("address", "alone"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), (None, False)]
)
def test_only_a_page_that_this_machine_alone_can_reach_is_private(
    monkeypatch: pytest.MonkeyPatch, address: str | None, alone: bool
) -> None:
    from crosswalk.viewer import shared

    monkeypatch.setattr(shared.st, "get_option", lambda _: address)
    assert shared.for_this_person() is alone
