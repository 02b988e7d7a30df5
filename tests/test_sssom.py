"""SSSOM TSV: what is written reads back the same, and whatever is wrong is a finding with its line."""

import csv
import io
import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.formats import sssom
from crosswalk.model import Citation, Mapping, MappingSet

SOUND_HEAD = (
    b"#mapping_set_id: x\n#license: y\n#curie_map:\n#  a: http://example.org/\n"
    b"subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"
)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20).map(str.strip)
CITATIONS = st.builds(
    lambda text, code, start, verdict, through: (text, code or "1a", start, verdict, through),
    WORDS,
    WORDS,
    st.integers(0, 10_000),
    st.sampled_from(["exact", "normalised", "ambiguous"]),
    st.sampled_from([None, "psc-itec-2011:6.1"]),
)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    subject = draw(st.sampled_from(["ais-psi:3.4", "ais-psi:1.1"]))
    target = draw(st.sampled_from(["ib-psp-2014:B2.8", "ib-psp-2014:C3.10", "http://example.org/concept/1"]))
    citation = None
    if draw(st.booleans()):
        text, code, start, verdict, through = draw(CITATIONS)
        citation = Citation(
            subject, target.partition(":")[0], text, code, start, start + 3, verdict, "high", target, through, note=text
        )
    return Mapping(
        subject,
        draw(st.sampled_from(["skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:mappingRelation"])),
        target,
        "semapv:ManualMappingCuration",
        "document:ais-growth-model",
        draw(WORDS),
        draw(st.sampled_from(["printed", "judged"])),
        draw(st.sampled_from(["proposed", "reviewed"])),
        negated=draw(st.booleans()),
        confidence=draw(st.sampled_from([None, 0.0, 0.25, 0.8, 1.0])),
        set_relation=draw(st.sampled_from(["", "subset", "superset"])),
        reason=draw(WORDS),
        date=draw(st.sampled_from(["", "2026-01-31"])),
        citation=citation,
    )


def mapping_set(*claims: Mapping) -> MappingSet:
    return MappingSet(
        "https://example.org/set", "A: title", "What it is", "https://creativecommons.org/licenses/by/4.0/",
        "ais-psi", "ib-psp-2014", claims, "0.1.0",
    )  # fmt: skip


SIMPLE = Mapping(
    "ais-psi:3.4", "skos:broadMatch", "ib-psp-2014:B2.8", "semapv:ManualMappingCuration",
    "document:ais-growth-model", "The document", "judged", "proposed",
)  # fmt: skip


@given(st.lists(mappings(), max_size=5))
def test_what_is_written_reads_back_the_same(claims: list[Mapping]) -> None:
    written = sssom.write(mapping_set(*claims))
    reading = sssom.read(written.encode(), "x.sssom.tsv")
    assert [f for f in reading.findings if f.severity == "violation"] == [] or not claims
    if claims:
        assert reading.mapping_set is not None
        assert sorted(map(repr, reading.mapping_set.mappings)) == sorted(map(repr, claims))
        assert reading.mapping_set._replace(mappings=()) == mapping_set()
        assert sssom.write(reading.mapping_set) == written


def test_the_direction_of_broad_and_narrow_is_pinned() -> None:
    """SKOS Reference 10.1: "A broadMatch B" says that B is broader; SSSOM keeps subject, predicate, object so."""
    written = sssom.write(mapping_set(SIMPLE))
    row = next(csv.DictReader((line for line in written.splitlines() if not line.startswith("#")), delimiter="\t"))
    assert (row["subject_id"], row["predicate_id"], row["object_id"]) == (
        "ais-psi:3.4",
        "skos:broadMatch",
        "ib-psp-2014:B2.8",
    )


def test_the_head_is_yaml_that_declares_every_prefix_and_extension_used() -> None:
    written = sssom.write(mapping_set(SIMPLE))
    head = yaml.safe_load("\n".join(line[1:] for line in written.splitlines() if line.startswith("#")))
    assert set(head["curie_map"]) >= {"ais-psi", "ib-psp-2014", "document", "xw"}
    assert [d["slot_name"] for d in head["extension_definitions"]] == ["ext_claim_kind", "ext_curation_status"]
    assert head["license"].startswith("https://")


def spoiled(**changes: str) -> bytes:
    written = sssom.write(mapping_set(SIMPLE._replace(confidence=0.5)))
    head = [line for line in written.splitlines() if line.startswith("#")]
    rows = list(csv.DictReader((line for line in written.splitlines() if not line.startswith("#")), delimiter="\t"))
    rows[0] |= changes
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), delimiter="\t", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return ("\n".join(head) + "\n" + out.getvalue()).encode()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject_id": ""}, "SSSOM-07"),
        ({"object_id": "nobody:1"}, "SSSOM-08"),
        ({"predicate_id": "foo:match"}, "SSSOM-08"),
        ({"predicate_modifier": "not"}, "SSSOM-09"),
        ({"ext_curation_status": "approved"}, "SSSOM-09"),
        ({"confidence": "high"}, "SSSOM-10"),
        ({"object_id": "ib-psp-2014:B2 8"}, "SSSOM-11"),
        ({"object_id": "https://example.org/50%"}, "SSSOM-11"),
        ({"colour": "red"}, "SSSOM-06"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_finding_with_its_line(changes: dict[str, str], code: str) -> None:
    data = spoiled(**changes)
    (finding,) = sssom.read(data, "mine.sssom.tsv").findings
    table = data.decode().splitlines()
    height = sum(line.startswith("#") for line in table)
    assert finding.code == code
    assert finding.where == f"mine.sssom.tsv:{height + (1 if code == 'SSSOM-06' else 2)}"
    assert finding.message.endswith(".")


def test_a_good_row_beside_a_bad_one_is_still_read() -> None:
    data = spoiled(confidence="high") + spoiled().splitlines()[-1] + b"\n"
    reading = sssom.read(data, "x.tsv")
    assert len(reading.findings) == 1
    assert reading.mapping_set is not None
    assert len(reading.mapping_set.mappings) == 1


def test_a_confidence_out_of_range_is_read_as_it_stands_so_that_the_shapes_can_name_it() -> None:
    reading = sssom.read(spoiled(confidence="1.7"), "x.tsv")
    assert reading.mapping_set is not None
    assert reading.mapping_set.mappings[0].confidence == 1.7


def test_an_absent_confidence_stays_absent() -> None:
    reading = sssom.read(sssom.write(mapping_set(SIMPLE)).encode(), "x.tsv")
    assert reading.mapping_set is not None
    assert reading.mapping_set.mappings[0].confidence is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00", "SSSOM-01"),
        (b"#license: x\n", "SSSOM-02"),
        (b"", "SSSOM-02"),
        (b"#curie_map: [\nsubject_id\n", "SSSOM-03"),
        (b"#- a\n#- b\nsubject_id\n", "SSSOM-03"),
        (b"#mapping_set_id: x\n#license: y\nsubject_id\tsubject_id\n", "SSSOM-05"),
        (b"#mapping_set_id: x\n#license: y\nsubject_id\n", "SSSOM-04"),
        (b"\r\x00", "SSSOM-02"),
    ],
)
def test_a_file_that_is_no_sssom_says_so(data: bytes, code: str) -> None:
    findings = sssom.read(data, "x.tsv").findings
    assert code in {f.code for f in findings}


def test_a_row_that_cannot_be_read_is_a_finding_with_its_line_and_what_stands_before_it_is_kept() -> None:
    row = b"a:b\tskos:exactMatch\ta:%s\tsemapv:ManualMappingCuration\t%s\n"
    before = csv.field_size_limit(1000)  # of the whole process, and others may have raised it
    try:
        reading = sssom.read(SOUND_HEAD + row % (b"c", b"x") + row % (b"d", b"x" * 1001), "x.tsv")
    finally:
        csv.field_size_limit(before)
    assert [(f.code, f.where) for f in reading.findings] == [("SSSOM-13", "x.tsv:7")]
    assert reading.mapping_set is not None and len(reading.mapping_set.mappings) == 1


def test_the_line_ends_of_old_macs_end_rows() -> None:
    row = b"a:b\tskos:exactMatch\ta:%d\tsemapv:ManualMappingCuration\tsame"
    reading = sssom.read(SOUND_HEAD + b"\r".join(row % n for n in range(3)), "x.tsv")
    assert reading.mapping_set is not None
    assert [claim.object for claim in reading.mapping_set.mappings] == [f"http://example.org/{n}" for n in range(3)]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    sssom.read(data, "x.tsv")
    sssom.read(b"#mapping_set_id: a\n#license: b\n" + data, "x.tsv")


def test_the_valid_examples_of_the_specification_can_be_read() -> None:
    corpora = os.environ.get("CROSSWALK_CORPORA")
    if not corpora:
        pytest.skip("Set CROSSWALK_CORPORA to the folder with the sample corpora to run this.")
    files = sorted(Path(corpora, "sssom", "valid").glob("education*.sssom.tsv"))
    assert files
    for file in files:
        reading = sssom.read(file.read_bytes(), file.name)
        assert reading.mapping_set is not None
        assert [f for f in reading.findings if f.severity == "violation"] == []
        assert reading.mapping_set.mappings
