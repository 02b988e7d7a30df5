"""A set of claims is named by its kind or by its file, and what is broken in a file is told while the rest is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosswalk import open_graph
from crosswalk.errors import InputError, UnreadableFile
from crosswalk.graph.claim_sets import ClaimSet, claim_set
from crosswalk.graph.claims import Claims
from crosswalk.model import Mapping as Claim

NOTHING = Claims(())
TABLE = (
    "#mapping_set_id: https://example.org/s\n#license: https://example.org/l\n#curie_map:\n"
    "#  a: https://w3id.org/standards-crosswalk/id/a/\n#  b: http://example.org/b/\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
    "a:1\tskos:closeMatch\tb:1\tsemapv:ManualMappingCuration\t0.5\n"
    "a:2\tskos:closeMatch\tb:2\tsemapv:ManualMappingCuration\thigh\n"
)


def named(iri: str) -> str:
    return iri.replace("http://example.org/b/", "b:")


def claim(subject: str, object_: str, **more: object) -> Claim:
    given = {"kind": "judged", "status": "proposed", **more}
    return Claim(subject, "skos:closeMatch", object_, "semapv:ManualMappingCuration", "", "", **given)  # type: ignore[arg-type]


def test_printed_and_judged_name_the_claims_of_the_graph() -> None:
    alignment = open_graph().alignment
    counts = {kind: len(claim_set(kind, alignment.claims, named).claims) for kind in ("printed", "judged")}
    assert counts["printed"] == 106
    assert sum(counts.values()) == len(alignment.claims.values)


def test_a_file_gives_its_whole_rows_named_as_the_graph_names_them_and_its_broken_ones_as_findings(
    tmp_path: Path,
) -> None:
    file = tmp_path / "ours.sssom.tsv"
    file.write_text(TABLE)
    found = claim_set(str(file), NOTHING, named)
    assert found.name == "ours.sssom.tsv"
    assert [(c.subject, c.object, c.confidence) for _, c in found.claims] == [("a:1", "b:1", 0.5)]
    assert [finding.where for finding in found.findings] == ["ours.sssom.tsv:8"]


@pytest.mark.parametrize(
    ("name", "text", "error", "words"),
    [
        ("ours.ttl", "", InputError, "is no SSSOM file; its name must end in .tsv"),
        ("empty.tsv", "", UnreadableFile, "is empty"),
        ("table.tsv", "a\tb\n1\t2\n", InputError, "holds no mapping that can be read: table.tsv:1: the # block lacks"),
        ("broken.tsv", TABLE.replace("0.5", "low"), InputError, "broken.tsv:7: confidence is 'low'"),
    ],
)
def test_a_file_that_is_no_mapping_set_is_one_sentence(
    tmp_path: Path, name: str, text: str, error: type[Exception], words: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(error) as raised:
        claim_set(str(file), NOTHING, named)
    assert words in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [("nowhere", "There is no set or file nowhere"), ("nowhere.tsv", "no file nowhere.tsv"), (".", "is a folder")],
)
def test_what_is_neither_a_set_nor_a_file_is_said_so(given: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        claim_set(given, NOTHING, named)


def test_between_two_frameworks_either_direction_counts_and_no_candidate() -> None:
    claims = [claim("a:1", "b:1"), claim("b:2", "a:2"), claim("a:1", "c:1"), claim("a:2", "b:1", status="candidate")]
    found = ClaimSet("x", tuple((str(i), c) for i, c in enumerate(claims)))
    assert [name for name, _ in found.between({"a:1", "a:2"}, {"b:1", "b:2"}).claims] == ["0", "1"]


def test_a_derived_set_is_looked_at_as_if_it_were_judged() -> None:
    found = ClaimSet("x", (("1", claim("a:1", "b:1", kind="entailed")), ("2", claim("a:1", "b:2", kind="printed"))))
    assert [c.kind for _, c in found.asserted()] == ["judged", "printed"]
