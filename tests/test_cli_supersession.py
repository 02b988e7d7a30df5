"""``crosswalk supersede`` and ``crosswalk migrate``, as a person meets them."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from test_cli import run

from crosswalk.formats import sssom
from crosswalk.graph.editions import CHANGE_COLUMNS, IMPACT_COLUMNS, MIGRATION_COLUMNS

COACHES = ("iste-coaches-2011", "iste-coaches-2019")
LEADERS = ("iste-coaches-2011", "iste-administrators-2009-td", "iste-education-leaders-2018")

SCHEME = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix vann: <http://purl.org/vocab/vann/> .
@base <http://example.org/{name}/> .
<> a skos:ConceptScheme ; vann:preferredNamespacePrefix "{name}" ; dcterms:replaces <../{replaces}/> ;
  skos:prefLabel "{name}"@en .
<one> a skos:Concept ; skos:inScheme <> ; skos:notation "1" ; skos:prefLabel "One"@en .
<two> a skos:Concept ; skos:inScheme <> ; skos:notation "2" ; skos:prefLabel "Two"@en .
"""


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_supersede_counts_each_change_in_words_and_lists_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "supersede", *COACHES)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "ISTE Coaches 2011 → ISTE Coaches 2019: 28 statements at the mapping level of the older edition."
    assert [line.split(":")[0].split() for line in lines[1:5]] == [
        ["10", "kept"], ["11", "touched"], ["7", "gone"], ["7", "new"],
    ]  # fmt: skip
    assert any(line.startswith("gone     iste-coaches-2011:1b") for line in lines)
    assert "close to, meets in part" in out
    assert "skos:" not in out and "NoTermFound" not in out


def test_supersede_has_the_same_columns_in_csv_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "supersede", "ib-psp-2014", "ib-psp-2020", "--format", "csv")
    found = rows(out)
    assert tuple(found[0]) == CHANGE_COLUMNS
    assert len({row["statement"] for row in found if row["statement"]}) == 73
    _, out, _ = run(capsys, "supersede", "ib-psp-2014", "ib-psp-2020", "--format", "json")
    loaded = json.loads(out)
    assert [row["claim"] or "" for row in loaded] == [row["claim"] for row in found]
    widened = {(r["statement"], r["relation"], r["set_relation"], r["counterpart"]) for r in loaded
               if r["change"] == "widened" and r["link"] == "successor"}  # fmt: skip
    assert widened == {
        ("ib-psp-2014:B2.1", "skos:closeMatch", "subset", "ib-psp-2020:0201-05"),
        ("ib-psp-2014:B2.4", "skos:broadMatch", "subset", "ib-psp-2020:0203-03"),
        ("ib-psp-2014:B2.4", "skos:closeMatch", None, "ib-psp-2020:0203-03-0100"),
        ("ib-psp-2014:C4.4", "skos:closeMatch", "subset", "ib-psp-2020:0404-01"),
    }
    merged = {row["sharing"] for row in loaded if row["change"] == "merged"}
    assert merged == {"ib-psp-2014:C2.11 ib-psp-2014:C3.16"}


def test_impact_names_the_claims_and_conclusions_that_rest_on_a_change(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "supersede", *COACHES, "--impact", "--format", "csv")
    assert (code, err) == (0, "")
    found = rows(out)
    assert tuple(found[0]) == IMPACT_COLUMNS
    assert {row["part"] for row in found} == {"claim", "hub", "end"}
    assert "kept" not in {row["change"] for row in found}
    assert all(row["rests_on"] and row["author_label"] for row in found)
    printed = [r for r in found if r["statement"] == "iste-coaches-2011:1b" and r["kind"] == "printed"]
    assert [(row["subject"], row["other_label"]) for row in printed] == [
        ("ais-psi:1.2", "Planning technology as one whole")
    ]
    _, out, _ = run(capsys, "supersede", "ib-psp-2014", "ib-psp-2020", "--impact")
    assert "nothing rests on it" in out


def test_migrate_gives_each_row_its_verdict_its_proof_and_the_change_of_its_hub(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "migrate", *LEADERS, "--format", "csv")
    assert code == 0
    assert err.startswith("No source says that iste-education-leaders-2018 replaces iste-administrators-2009-td;")
    found = rows(out)
    assert tuple(found[0]) == MIGRATION_COLUMNS
    assert [row["verdict"] for row in found].count("candidate") == 35
    (entailed,) = [row for row in found if row["verdict"] == "entailed"]
    assert entailed["subject"] == "iste-coaches-2011:5b" and entailed["object"] == "iste-education-leaders-2018:1d"
    assert (entailed["follows"], entailed["changes"], entailed["confidence"]) == ("overlaps", "widened", "0.42")
    assert len(entailed["proof"].split()) == 2
    assert all(not row["relation"] for row in found if row["verdict"] != "entailed"), "a candidate is no match"


def test_migrate_never_lets_silence_pass_for_coverage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "migrate", "ais-psi", "ib-psp-2014", "ib-psp-2020")
    assert (code, err) == (0, "")
    assert "19 of the 27 statements at the mapping level have a proposal." in out
    assert "0 entailed" in out
    _, out, _ = run(capsys, "migrate", "ais-psi", "ib-psp-2014", "ib-psp-2020", "--format", "json")
    loaded = json.loads(out)
    assert len({row["subject"] for row in loaded}) == 27
    open_rows = [(row["subject"], row["hubs"], row["changes"]) for row in loaded if row["verdict"] == "open"]
    assert ("ais-psi:6.2", "ib-psp-2014:A8", "gone") in open_rows
    assert ("ais-psi:1.1", "", "denied") in open_rows


def test_as_sssom_only_what_is_entailed_is_written_and_the_rest_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import sssom_pydantic

    code, out, err = run(capsys, "migrate", *LEADERS, "--format", "sssom")
    assert code == 0
    assert err.splitlines()[1] == (
        "Left out are 35 candidates and 0 contradictions, which are no matches, and 10 open rows, 45 in all; "
        f"crosswalk migrate {' '.join(LEADERS)} --format csv lists them."
    )
    reading = sssom.read(out.encode(), "x.sssom.tsv")
    assert reading.findings == () and reading.mapping_set is not None
    (mapping,) = reading.mapping_set.mappings
    assert (mapping.kind, mapping.justification, mapping.predicate) == (
        "entailed", "semapv:MappingChaining", "skos:mappingRelation",
    )  # fmt: skip
    assert len(mapping.derived_from) == 2
    file = tmp_path / "x.sssom.tsv"
    file.write_text(out, encoding="utf-8", newline="")
    read, _, described = sssom_pydantic.read(file)
    assert len(read) == 1
    assert str(described.id).endswith(f"{LEADERS[0]}--{LEADERS[2]}--by-way-of-{LEADERS[1]}")
    command = os.environ.get("CROSSWALK_SSSOM_VALIDATOR")
    if command:
        ended = subprocess.run([*shlex.split(command), str(file)], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr


def test_where_nothing_is_entailed_the_set_is_empty_and_can_still_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "migrate", "ais-psi", *COACHES, "--format", "sssom")
    assert err.startswith("Left out are 24 candidates")
    reading = sssom.read(out.encode(), "x.sssom.tsv")
    assert reading.findings == () and reading.mapping_set is not None
    assert (reading.mapping_set.mappings, reading.mapping_set.subject_source) == ((), "ais-psi")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("supersede", "ib-psp-2014", "ib-psp-2014"), "Both frameworks are ib-psp-2014"),
        (("supersede", "ib-psp-2014", "ib-psp-202"), "There is no framework 'ib-psp-202'; did you mean ib-psp-2020"),
        (("supersede", "cis-2016-revised", "cis-2024"), "cis-2024 is known as an edition, but its statements are not"),
        (("migrate", "ib-psp-2014", "ib-psp-2014", "ib-psp-2020"), "Both frameworks are ib-psp-2014"),
        (("migrate", "nobody", "ib-psp-2014", "ib-psp-2020"), "There is no framework 'nobody'"),
    ],
)
def test_bad_input_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(words)


def test_editions_without_claims_between_them_are_answered_and_nothing_is_made_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "supersede", "cis-2016", "cis-2016-revised")
    assert code == 0
    assert out.startswith("There are no claims between cis-2016 and cis-2016-revised: nothing here is reviewed")
    assert "23 not reviewed" in out


def test_editions_named_the_wrong_way_round_are_told_and_answered(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "supersede", "iste-coaches-2019", "iste-coaches-2011")
    assert out.startswith("iste-coaches-2019 is known as the newer of the two;")


def test_editions_that_replace_each_other_in_a_circle_are_told_and_answered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, replaces in (("first", "second"), ("second", "first")):
        (tmp_path / f"{name}.ttl").write_text(SCHEME.format(name=name, replaces=replaces))
    code, out, _ = run(capsys, "supersede", "first", "second", "--data", str(tmp_path))
    assert code == 0
    assert "replace each other in a circle, so that none is the newer: first → second → first;" in out
    assert "2 not reviewed" in out


def test_frameworks_of_ones_own_are_written_under_their_own_addresses(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, replaces in (("first", "zeroth"), ("second", "first"), ("mine", "nothing")):
        (tmp_path / f"{name}.ttl").write_text(SCHEME.format(name=name, replaces=replaces))
    (tmp_path / "links.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<http://example.org/mine/one> skos:exactMatch <http://example.org/first/one> .\n"
        "<http://example.org/first/one> skos:broadMatch <http://example.org/second/two> .\n"
    )
    code, out, _ = run(capsys, "migrate", "mine", "first", "second", "--format", "sssom", "--data", str(tmp_path))
    assert code == 0
    reading = sssom.read(out.encode(), "x.sssom.tsv")
    assert reading.findings == () and reading.mapping_set is not None
    (mapping,) = reading.mapping_set.mappings
    assert (mapping.subject, mapping.predicate, mapping.object) == (
        "http://example.org/mine/one", "skos:broadMatch", "http://example.org/second/two",
    )  # fmt: skip
    assert "\tOne\t" in out and "id/mine/" not in out
