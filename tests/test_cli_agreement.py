"""``agree``, ``hubs`` and ``retrace``, as a person meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import repository
from test_cli import run

PRINTED = "data/mappings/ais-psi--ib-psp-2014--printed.sssom.tsv"
HEAD = (
    "#mapping_set_id: https://example.org/s\n#license: https://example.org/l\n#curie_map:\n"
    "#  ais-psi: https://w3id.org/standards-crosswalk/id/ais-psi/\n"
    "#  ib: https://w3id.org/standards-crosswalk/id/ib-psp-2014/\n#  skills: http://example.org/\n"
    "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification\tconfidence\text_curation_status\n"
)
ROW = "{}\t{}\t{}\t{}\tsemapv:ManualMappingCuration\t{}\t{}\n"
SKILLS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://example.org/> .
e:skills a skos:ConceptScheme ; skos:prefLabel "Skills"@en .
e:a a skos:Concept ; skos:inScheme e:skills ; skos:prefLabel "Sharing aids"@en .
"""


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    patch = pytest.MonkeyPatch()
    patch.setenv("CROSSWALK_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.ROOT)


def written(folder: Path, *rows: tuple[str, ...], name: str = "ours.sssom.tsv") -> str:
    """A mapping set of rows: subject, modifier, predicate, object, confidence, status."""
    file = folder / name
    file.write_text(HEAD + "".join(ROW.format(*row) for row in rows))
    return str(file)


OURS = (
    ("ais-psi:3.4", "", "skos:relatedMatch", "ib:B2.8", "", ""),
    ("ib:C3.11", "", "skos:narrowMatch", "ais-psi:3.4", "", ""),
    ("ais-psi:3.4", "", "skos:closeMatch", "ib:A1", "0.5", ""),
)


# agree


def test_agree_says_in_sentences_what_is_printed_and_what_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "agree", "ais-psi", "ib-psp-2014")
    assert (code, err) == (0, "")
    assert "The first set is printed, the second judged. Of 79 pairs:" in out
    assert "33 in both, another relation." in out and "46 denied by one." in out
    assert "disagree is no contradiction" in out
    assert "over the 79 pairs that at least one of them links, each relation for itself: 0.00" in out
    assert "the first says one thing of every pair, so it cannot be above 0" in out
    assert "cited with     46      1              1         0           31" in out
    assert out.count("denied by one\n") == 46


def test_agree_says_where_kappa_is_not_defined(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "agree", "ais-psi", "iste-coaches-2011")
    assert "all relations taken as one: not defined (they say the same of 100%" in out
    assert "1.00" not in out


def test_agree_as_a_table_has_every_pair_and_json_the_counts_too(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "agree", "ib-psp-2014", "ais-psi", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 79
    assert list(rows[0]) == ["subject", "subject_label", "object", "object_label", "first", "second", "outcome"]
    assert {row["first"] for row in rows} == {"skos:mappingRelation"}
    assert {row["subject"].split(":")[0] for row in rows} == {"ib-psp-2014"}
    _, out, _ = run(capsys, "agree", "ib-psp-2014", "ais-psi", "--format", "json")
    loaded = json.loads(out)
    assert loaded["counts"]["denied"] == 46
    assert loaded["kappa"]["links"]["table"] == [[0, 0], [46, 33]]
    assert [row["object"] for row in loaded["pairs"]] == [row["object"] for row in rows]
    assert run(capsys, "agree", "ib-psp-2014", "ais-psi", "--format", "tsv")[1].count("\n") == 80


def test_a_set_agrees_with_its_own_file(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "agree", "ais-psi", "ib-psp-2014", "--second", PRINTED)
    assert err == ""
    assert "79 in both, same relation" in out
    assert "There is no pair on which they differ." in out
    assert "not defined" in out


def test_a_file_is_compared_whichever_way_round_its_rows_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, err = run(capsys, "agree", "ais-psi", "ib-psp-2014", "--first", written(tmp_path, *OURS), "--format", "csv")
    rows = {(r["subject"], r["object"]): r for r in csv.DictReader(io.StringIO(out))}
    assert err == ""
    assert rows["ais-psi:3.4", "ib-psp-2014:B2.8"]["outcome"] == "differs"  # judged close
    assert rows["ais-psi:3.4", "ib-psp-2014:C3.11"]["first"] == "skos:broadMatch"
    assert rows["ais-psi:3.4", "ib-psp-2014:C3.11"]["outcome"] == "denied"
    assert rows["ais-psi:3.4", "ib-psp-2014:A1"]["outcome"] == "first"
    outcomes = [row["outcome"] for row in rows.values()]
    assert (outcomes.count("second"), outcomes.count("neither")) == (33 - 1, 46 - 1)


def test_two_files_can_be_compared(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    one = written(tmp_path, *OURS)
    other = written(tmp_path, *OURS[:2], name="theirs.sssom.tsv")
    _, out, _ = run(capsys, "agree", "ais-psi", "ib-psp-2014", "--first", one, "--second", other)
    assert "The first set is ours.sssom.tsv, the second theirs.sssom.tsv. Of 3 pairs:" in out
    assert "2 in both, same relation" in out and "1 only in the first" in out


def test_broken_rows_are_told_with_their_line_and_the_rest_is_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = written(tmp_path, *OURS, ("ais-psi:1.1", "", "skos:closeMatch", "ib:A1", "high", ""), OURS[0])
    code, out, err = run(capsys, "agree", "ais-psi", "ib-psp-2014", "--second", file)
    assert code == 0
    assert err == ("ours.sssom.tsv:11 is not used: confidence is 'high'; write a number with a point, such as 0.8.\n")
    assert "1 in both, another relation" not in out and "2 in both, another relation" in out


def test_statements_of_ones_own_are_found_in_a_file_that_names_them_by_their_iri(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = tmp_path / "skills.ttl"
    data.write_text(SKILLS)
    one = written(tmp_path, ("skills:a", "", "skos:closeMatch", "ais-psi:3.4", "", ""))
    arguments = ("agree", "skills", "ais-psi", "--first", one, "--second", one, "--data", str(data))
    code, out, err = run(capsys, *arguments)
    assert (code, err) == (0, "") and "1 in both, same relation" in out
    assert "skills:a" in run(capsys, *arguments, "--format", "csv")[1]


@pytest.mark.parametrize("command", ["agree", "retrace"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ais-psi", "AIS-PSI"), "Both frameworks are ais-psi; name two different ones."),
        (("ais-psi", "ib-psp-2015"), "There is no framework 'ib-psp-2015'; did you mean ib-psp-2014"),
        (("ais-psi", "ib-psp-2020"), "has no claims between ais-psi and ib-psp-2020; name another."),
        (("ais-psi", "ib-psp-2014", "SET", "nowhere"), "There is no set or file nowhere"),
        (("ais-psi", "ib-psp-2014", "SET", "README.md"), "README.md is no SSSOM file; its name must end in .tsv."),
        (("ais-psi", "ib-psp-2014", "SET", "data"), "data is a folder; name a file in it."),
        (("ais-psi", "cis-2016", "SET", PRINTED), "has no claims between ais-psi and cis-2016; name another."),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    capsys: pytest.CaptureFixture[str], command: str, arguments: tuple[str, ...], words: str
) -> None:
    option = {"agree": "--first", "retrace": "--set"}[command]
    code, out, err = run(capsys, command, *(option if word == "SET" else word for word in arguments))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_a_set_of_candidates_alone_is_a_set_without_claims(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = written(tmp_path, ("ais-psi:3.4", "", "skos:closeMatch", "ib:A1", "", "candidate"))
    code, _, err = run(capsys, "agree", "ais-psi", "ib-psp-2014", "--second", file)
    assert code == 2 and "has no claims between" in err


# hubs


def test_hubs_lists_first_without_what_most_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "hubs", "--limit", "3")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("Claims relate 308 statements in 380 pairs.")
    assert [line.split()[0] for line in lines[3:7]] == [
        "statement", "iste-coaches-2011:4b", "iste-coaches-2011:5b", "iste-coaches-2011:2a",
    ]  # fmt: skip
    assert lines[-1] == "305 more are not shown; --limit shows them."


def test_hubs_between_two_frameworks_are_where_the_two_meet(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "hubs", "ais-psi", "iste-education-leaders-2018", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 18
    assert {row["statement"].split(":")[0] for row in rows} == {"iste-coaches-2011"}
    assert (rows[0]["statement"], rows[0]["label"]) == ("iste-coaches-2011:4b", "Professional learning programmes")
    assert (rows[0]["lost"], rows[0]["meeting"], rows[0]["degree"]) == ("3", "3", "10")


def test_hubs_as_json_has_the_communities_too(capsys: pytest.CaptureFixture[str]) -> None:
    loaded = json.loads(run(capsys, "hubs", "--limit", "1", "--format", "json")[1])
    assert loaded["statements"][0]["by_framework"]["iste-education-leaders-2018"] == 3
    assert (loaded["links"], loaded["parts"], loaded["sampled"], loaded["share"]) == (380, 21, None, 1.0)
    assert sum(map(len, loaded["communities"])) == 308


def test_hubs_says_where_two_frameworks_meet_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "hubs", "cis-2016-revised", "mps-itl")
    assert code == 0
    assert "No statements of cis-2016-revised and mps-itl meet in a third." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ais-psi",), "Only ais-psi is named; name two frameworks, or none for the whole network."),
        (("ais-psi", "ais-psi"), "Both frameworks are ais-psi; name two different ones."),
        (("ais-psi", "nothing"), "There is no framework 'nothing'"),
        (("--limit", "0"), "A list of 0 hubs says nothing; give --limit a number from 1."),
    ],
)
def test_hubs_that_cannot_be_listed_are_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = run(capsys, "hubs", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


# retrace


def test_retrace_says_which_sets_explain_a_set(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "retrace", "ais-psi", "iste-coaches-2011", "--set", "printed")
    assert (code, err) == (0, "")
    assert (
        "The set printed between ais-psi and iste-coaches-2011, of 27 pairs, is explained by way of psc-itec-2011"
        in out
    )
    assert "no ground for them" in out
    line = next(line for line in out.splitlines() if line.startswith("psc-itec-2011 "))
    assert line.split() == ["psc-itec-2011", "judged,", "judged", "30", "27", "90%", "100%", "0", "0", "of", "0", "yes"]


def test_retrace_says_that_no_join_explains_a_set_or_that_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "retrace", "iste-administrators-2009-td", "iste-education-leaders-2018")
    assert "is explained by no join of two sets" in out
    _, out, _ = run(capsys, "retrace", "ib-psp-2014", "cis-2016")
    assert out == "No framework has claims to both ib-psp-2014 and cis-2016 that join to a pair.\n"


def test_retrace_as_a_table_has_every_count(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("retrace", "psc-itec-2011", "iste-coaches-2011", "--format")
    rows = list(csv.DictReader(io.StringIO(run(capsys, *arguments, "csv")[1])))
    assert [(row["hub"], row["first"], row["second"], row["follows"]) for row in rows[:2]] == [
        ("ais-psi", "judged", "judged", "3"),
        ("ais-psi", "judged", "printed", "0"),
    ]
    loaded = json.loads(run(capsys, *arguments, "json")[1])
    assert loaded[0]["explained"] is True and loaded[1]["relation_precision"] is None


def test_retrace_looks_at_a_derived_set_and_refuses_one_that_links_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    row = ("ais-psi:3.4", "", "skos:closeMatch", "ib:A1", "", "")
    file = Path(written(tmp_path, row))
    file.write_text(file.read_text().replace("ext_curation_status", "ext_claim_kind").replace("\t\n", "\tentailed\n"))
    code, out, _ = run(capsys, "retrace", "ais-psi", "ib-psp-2014", "--set", str(file))
    assert code == 0 and "No framework has claims" in out
    denied = written(tmp_path, (row[0], "Not", *row[2:]))
    code, _, err = run(capsys, "retrace", "ais-psi", "ib-psp-2014", "--set", denied)
    assert code == 2 and "links no pair of ais-psi and ib-psp-2014; there is nothing to explain." in err
