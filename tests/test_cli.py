"""The command line, as a person meets it: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crosswalk.cli.main import COMMANDS, command, main, parser

PIECE = "#mapping_set_id: https://example.org/s\n#license: https://example.org/l\n#mapping_set_title: T\n"


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    patch = pytest.MonkeyPatch()
    patch.setenv("CROSSWALK_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(list(arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def test_show_prints_the_statement_its_mappings_and_the_words_they_were_read_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "show", "ais-psi:3.4")
    assert (code, err) == (0, "")
    for piece in (
        "iste-coaches-2011:3d",
        "B2.8",
        "C3.10",
        "C3.11",
        "C3.15",
        "(ISTE 3d / IB B2.8, C3.10, C3.11, C3.15)",
    ):
        assert piece in out
    assert "says no more" not in out  # the definition is for pages, the words are enough here
    assert "confidence not stated" in out


def test_show_lists_codes_that_do_not_exist_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "ais-psi:3.1")
    assert "A1.8" in out
    assert "ib-psp-2014:A8" in out
    assert "none is linked" in out


def test_show_as_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "ais-psi:3.4", "--format", "json")
    kinds = [row["kind"] for row in json.loads(out)["mappings"]]
    assert kinds.count("xw:printed") == 5
    assert kinds.count("xw:judged") == 6


def test_map_has_the_same_columns_in_csv_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("map", "ais-psi", "ib-psp-2014", "--set", "printed", "--format")
    _, out, _ = run(capsys, *arguments, "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 79
    assert list(rows[0]) == [
        "subject", "subject_label", "relation", "object", "object_label",
        "justification", "confidence", "author", "status", "citation", "kind", "denied",
    ]  # fmt: skip
    assert {row["relation"] for row in rows} == {"skos:mappingRelation"}
    assert {row["confidence"] for row in rows} == {""}
    _, out, _ = run(capsys, *arguments, "json")
    loaded = json.loads(out)
    assert list(loaded[0]) == list(rows[0])
    assert [r["object"] for r in loaded] == [r["object"] for r in rows]
    assert loaded[0]["confidence"] is None


def test_map_reads_from_the_other_end_too_and_says_when_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "map", "ib-psp-2014", "ais-psi", "--set", "printed", "--format", "csv")
    assert len(out.splitlines()) == 80
    code, out, _ = run(capsys, "map", "ais-psi", "ib-psp-2014", "--set", "judged", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, len(rows)) == (0, 79)
    assert sum(row["denied"] == "True" for row in rows) == 46
    assert {row["relation"] for row in rows} == {"skos:relatedMatch", "skos:closeMatch", "skos:broadMatch"}
    code, out, _ = run(capsys, "map", "ais-psi", "ib-psp-2020", "--set", "judged")
    assert code == 0
    assert "There are no judged mappings" in out


def test_a_denial_is_never_shown_as_a_match(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "map", "ais-psi", "ib-psp-2014", "--set", "judged")
    lines = [line for line in out.splitlines() if "C3.11" in line and line.startswith("ais-psi:3.4 ")]
    assert len(lines) == 1
    assert "denied: related to" in lines[0]
    _, out, _ = run(capsys, "show", "ais-psi:3.4")
    assert "denied: related to ib-psp-2014:C3.11" in out
    assert "ib-psp-2014:C3.11: Printed and judged disagree" in out


def test_of_each_pair_what_is_printed_comes_before_what_is_judged_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "ais-psi:1.1")
    lines = out.splitlines()
    printed = [place for place, line in enumerate(lines) if line.startswith("  · cited with ib-psp-2014:")]
    judged = [place for place, line in enumerate(lines) if line.startswith("  ✗ denied: related to ib-psp-2014:")]
    assert len(printed) == len(judged) == 6
    assert all(one < other for one, other in zip(printed, judged, strict=True))


def test_a_search_that_found_nothing_is_told_from_one_that_nobody_made(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "iste-coaches-2011:1b")
    assert "ISTE Coaches 2019\n  ∅ nothing found" in out
    assert "NoTermFound" not in out


def test_what_statements_cover_together_is_shown_with_each_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    for statement in ("iste-coaches-2011:6a", "iste-coaches-2011:6b", "psc-itec-2011:6.1"):
        _, out, _ = run(capsys, "show", statement)
        assert "iste-coaches-2011:6a + iste-coaches-2011:6b together cover psc-itec-2011:6.1" in out


def test_frameworks_and_search_list_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("frameworks",), ("search", "asistive")):
        texts = {form: run(capsys, *arguments, "--format", form)[1] for form in ("text", "csv", "tsv", "json")}
        rows = list(csv.reader(io.StringIO(texts["csv"])))
        assert len(rows) == len(json.loads(texts["json"])) + 1 == len(texts["tsv"].splitlines())
        assert rows[1][0] in texts["text"]


def test_search_says_when_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "search", "xylophone")
    assert code == 0
    assert "Nothing was found for 'xylophone'" in out


def test_query_lists_the_library_and_runs_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "query")
    assert "list_gaps" in out
    _, out, _ = run(capsys, "query", "list_citing_statements", "cited=ib-psp-2014:B2.8", "--format", "csv")
    assert "https://w3id.org/standards-crosswalk/id/ais-psi/3.4" in out


def test_query_runs_a_file_within_limits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?n WHERE { ?s skos:notation ?n } ORDER BY ?n")
    code, out, err = run(capsys, "query", "--file", str(file), "--row-limit", "5", "--format", "csv")
    assert code == 0
    assert len(out.split()) == 6
    assert "cut at 5 rows" in err
    file.write_text("ASK { ?s skos:notation '3.4' }")
    assert run(capsys, "query", "--file", str(file))[1] == "yes\n"


def test_validate_says_that_the_shipped_data_has_nothing_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "validate") == (0, "The shipped data: nothing to report.\n", "")


def test_cite_finds_citations_in_a_text_and_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Year 1: IB B2.8\nYear 2: IB C2.12\n")
    code, out, _ = run(capsys, "cite", str(file), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 1
    assert [(r["line"], r["resolved"]) for r in rows] == [("1", "ib-psp-2014:B2.8"), ("2", "")]
    assert "C2.11" in rows[1]["nearest"]
    file.write_text("nothing here")
    code, out, _ = run(capsys, "cite", str(file))
    assert code == 0
    assert "No citation was found" in out


def test_ingest_finds_nothing_to_change_in_what_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    root = Path(__file__).resolve().parent.parent / "data"
    document = str(root / "quoted" / "ais-growth-model.txt")
    code, out, _ = run(capsys, "ingest", "growth-model", document, "--into", str(root), "--dry-run")
    assert code == 0
    assert {line.split()[0] for line in out.splitlines()} == {"unchanged"}


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "ais-psi:3.44"), 2, "did you mean ais-psi:3.4"),
        (("show", "1a"), 2, "iste-coaches-2011:1a"),
        (("show",), 2, "--help"),
        (("shwo",), 2, "There is no command 'shwo'"),
        (("frameworks", "--format", "yaml"), 2, "invalid choice"),
        (("map", "ais-psi", "ib-psp"), 2, "did you mean ib-psp-201"),
        (("query", "list_gap"), 2, "did you mean list_gaps"),
        (("query", "list_gaps"), 2, "needs from_framework"),
        (("query", "list_gaps", "from_framework"), 2, "write key=value"),
        (("query", "filter_mappings", "min_confidence=high"), 2, "give a number"),
        (("query", "--file", "nowhere.rq"), 2, "There is no file nowhere.rq"),
        (("query", "list_gaps", "--file", "x.rq"), 2, "not both"),
        (("validate", "nowhere.ttl"), 2, "There is no file nowhere.ttl"),
        (("cite", "nowhere.txt"), 2, "There is no file nowhere.txt"),
        (("ingest", "growth-model", "nowhere.txt"), 2, "There is no file nowhere.txt"),
        (("app", "--port", "70000"), 2, "is no port"),
    ],
)
def test_bad_input_is_one_sentence_on_standard_error(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, out, err = run(capsys, *arguments)
    assert found == code
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("SELECT WHERE {", "line 1"),
        ("SELECT *\nWHERE { ?s ?p }", "line 2"),
        ("DELETE WHERE { ?s ?p ?o }", "read"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("", "is empty"),
    ],
)
def test_a_query_file_that_is_no_query_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "q.rq"
    file.write_text(content)
    code, out, err = run(capsys, "query", "--file", str(file))
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


TABLE = (
    PIECE + "#curie_map:\n#  ais-psi: https://w3id.org/standards-crosswalk/id/ais-psi/\n"
    "#  ib-psp-2014: https://w3id.org/standards-crosswalk/id/ib-psp-2014/\n"
    "#  xwid: https://w3id.org/standards-crosswalk/id/\n"
    "#  agent: https://w3id.org/standards-crosswalk/id/agent/\n"
    "#mapping_set_description: D\n#subject_source: xwid:ais-psi\n#object_source: xwid:ib-psp-2014\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tauthor_label\tconfidence\tcomment\n"
    "ais-psi:3.4\t{predicate}\tib-psp-2014:{code}\tsemapv:ManualMappingCuration\t"
    "agent:ais\tAIS\t{confidence}\tBoth support learners.\n"
)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("good.sssom.tsv", TABLE.format(predicate="skos:broadMatch", code="B2.8", confidence="0.7"), 0, "nothing"),
        ("bad.sssom.tsv", TABLE.format(predicate="skos:broadMatch", code="B2.8", confidence="1.7"), 1, "1.7"),
        ("bad.sssom.tsv", TABLE.format(predicate="skos:broadMatch", code="B2.99", confidence="0.7"), 1, "B2.99"),
        ("bad.sssom.tsv", TABLE.format(predicate="skos:sameish", code="B2.8", confidence="0.7"), 1, "sameish"),
        ("good.ttl", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <a> a skos:Concept .", 0, "nothing"),
        (
            "cycle.ttl",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <a> skos:broader <b> . <b> skos:broader <a> .",
            0,
            "warning",
        ),
        (
            "clash.ttl",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <a> skos:exactMatch <b> ; skos:broadMatch <b> .",
            1,
            "SKOS-S46",
        ),
    ],
)
def test_a_file_of_ones_own_is_judged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: str, code: int, words: str
) -> None:
    file = tmp_path / name
    file.write_text(content)
    found, out, _ = run(capsys, "validate", str(file))
    assert found == code, out
    assert words in out
    if name.endswith(".tsv") and code:
        assert f"{name}:13" in out


def test_strict_counts_warnings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "self.ttl"
    file.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <a> skos:broader <a> .")
    assert run(capsys, "validate", str(file))[0] == 0
    assert run(capsys, "validate", str(file), "--strict")[0] == 1


SKILLS = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> . "
    ":skills a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :skills ; skos:prefLabel 'Zymurgy'@en ; "
    "skos:definition 'Fermenting.'@en ; skos:relatedMatch <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> ."
)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("frameworks",), "skills"),
        (("show", "skills:a"), "note: Fermenting."),
        (("show", "ais-psi:3.4"), "skills:a  Zymurgy"),
        (("search", "zymurgi"), "skills:a"),
        (("map", "skills", "ais-psi"), "related to"),
        (("map", "ais-psi", "skills", "--format", "csv"), "document:skills.ttl"),
        (("query", "list_statements", "in_framework=skills", "--format", "csv"), "http://example.org/a"),
        (("cite", "plan.txt"), "ib-psp-2014:B2.8"),
        (("validate",), "skills.ttl: nothing to report"),
    ],
)
def test_data_of_ones_own_joins_every_command(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "skills.ttl").write_text(SKILLS)
    (tmp_path / "plan.txt").write_text("as in IB B2.8")
    code, out, err = run(capsys, *arguments, "--data", "skills.ttl")
    assert (code, err) == (0, "")
    assert words in out
    monkeypatch.setenv("CROSSWALK_DATA", "skills.ttl")
    if arguments != ("validate",):
        assert run(capsys, *arguments)[1] == out


def test_what_could_not_be_read_of_ones_own_data_is_said_beside_the_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ours.sssom.tsv"
    file.write_text(TABLE.format(predicate="skos:broadMatch", code="B2.8", confidence="high"))
    code, out, err = run(capsys, "frameworks", "--data", str(file))
    assert (code, err.count("\n")) == (0, 1)
    assert "ais-psi" in out and "not read in full" in err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("show", "ais-psi:3.4", "--data", "nowhere"), 2, "There is no file or folder nowhere"),
        (("app", "--data", "nowhere"), 2, "There is no file or folder nowhere"),
        (("validate", "--data", "nowhere"), 2, "There is no file or folder nowhere"),
        (("frameworks", "--data", "x.ttl", "--endpoint", "http://localhost:1/q"), 2, "either data or an endpoint"),
        (("frameworks", "--endpoint", "sparql"), 2, "is no address"),
        (("frameworks", "--endpoint", "http://u:secret@127.0.0.1:1/q"), 3, "http://127.0.0.1:1/q cannot be reached"),
        (("validate", "--endpoint", "http://localhost:1/q"), 2, "nrecognized arguments"),
    ],
)
def test_data_and_endpoints_that_cannot_be_used_are_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert words in err and "secret" not in err
    assert err.count("\n") == 1


def test_an_endpoint_in_the_environment_wins_over_data_there_and_gives_way_to_options(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("<http://e/s> a <http://www.w3.org/2004/02/skos/core#ConceptScheme> .", "utf-8")
    monkeypatch.setenv("CROSSWALK_ENDPOINT", "http://127.0.0.1:1/named")
    monkeypatch.setenv("CROSSWALK_DATA", str(mine))
    assert "http://127.0.0.1:1/named cannot be reached" in run(capsys, "frameworks")[2]
    assert (
        "http://127.0.0.1:1/q cannot be reached" in run(capsys, "frameworks", "--endpoint", "http://127.0.0.1:1/q")[2]
    )
    assert run(capsys, "frameworks", "--data", str(mine))[0] == 0


def test_an_endpoint_wins_over_data_in_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSWALK_DATA", "nowhere")
    assert "cannot be reached" in run(capsys, "frameworks", "--endpoint", "http://127.0.0.1:1/q")[2]


def test_a_folder_that_cannot_be_written_is_an_environment_fault(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    document = str(Path(__file__).resolve().parent.parent / "data" / "quoted" / "ais-growth-model.txt")
    code, _, err = run(capsys, "ingest", "growth-model", document, "--into", str(tmp_path / "file"))
    assert code == 3
    assert "cannot be written" in err


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example_that_parses(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = run(capsys, name, "--help")
    assert code == 0
    assert f"crosswalk {name}" in out.split("examples:")[1]
    module = command(name)
    import shlex

    for example in module.EXAMPLES:
        words = shlex.split(example.split(" > ")[0].split(" < ")[0])
        assert words[:2] == ["crosswalk", name]
        parser(name, module).parse_args(words[2:])


def test_help_lists_every_command_and_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--help")
    assert all(name in out for name in COMMANDS)
    assert run(capsys)[1] == out
    assert run(capsys, "--version")[1].startswith("crosswalk 0.")


def test_text_from_data_cannot_drive_the_terminal() -> None:
    from crosswalk.cli.output import printable

    assert printable("a\x1b[31mb\u202ec\n") == "a [31mb c "
    assert printable(None) == ""


def test_a_pipe_that_is_closed_early_is_no_error() -> None:
    command_line = f"{sys.executable} -c 'from crosswalk.cli.main import run; run()' query | head -1"
    done = subprocess.run(
        command_line,
        shell=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
        check=False,
    )
    assert done.stderr == ""
