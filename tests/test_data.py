"""What ships: every file in its canonical form, and the counts that the documents have."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import repository

from crosswalk import open_graph
from crosswalk.formats import sssom
from crosswalk.graph import canonical, syntax
from crosswalk.vocabulary import PREFIXES, VERIFICATIONS

DATA = repository.ROOT / "data"
TURTLE = sorted(str(path.relative_to(repository.ROOT)) for path in DATA.rglob("*.ttl"))
SSSOM = sorted(str(path.relative_to(repository.ROOT)) for path in DATA.rglob("*.sssom.tsv"))

#: Statements of each framework by type, as many as its document has or as are known of it.
STATEMENTS: dict[str, dict[str, int]] = {
    "ais-psi": {"psi": 6, "indicator": 27, "disposition": 3},
    "cis-2016": {"standard": 23},
    "cis-2016-revised": {"standard": 13},
    "ib-psp-2014": {"standard": 7, "practice": 73},
    "ib-psp-2020": {"standard": 9, "practice": 41},
    "iste-administrators-2009-td": {"standard": 5, "indicator": 21},
    "iste-coaches-2011": {"standard": 6, "indicator": 28},
    "iste-coaches-2019": {"standard": 7, "indicator": 26},
    "iste-education-leaders-2018": {"standard": 5, "indicator": 22},
    "mps-itl": {"role": 9},
    "psc-itec-2011": {"standard": 6, "element": 28},
    "technology-integrationist-roles": {"role": 11},
}
#: The level at which each framework is mapped: the last kind of statement named above, but for one.
LEVELS = {name: list(kinds)[-1] for name, kinds in STATEMENTS.items()} | {"ais-psi": "indicator"}

#: Rows of each printed mapping set by the verdict of the citation.
PRINTED: dict[str, dict[str, int]] = {
    "ais-psi--iste-coaches-2011--printed": {"exact": 25, "ambiguous": 2},
    "ais-psi--ib-psp-2014--printed": {"exact": 63, "normalised": 15, "ambiguous": 1},
}


@pytest.mark.parametrize("name", TURTLE)
def test_a_turtle_file_stands_in_its_canonical_form(name: str) -> None:
    content = syntax.read_file(str(repository.ROOT / name))
    assert canonical.turtle(content.triples) == Path(repository.ROOT, name).read_text("utf-8")


@pytest.mark.parametrize("name", SSSOM)
def test_a_mapping_set_stands_as_it_would_be_written(name: str) -> None:
    text = Path(repository.ROOT, name).read_bytes()
    reading = sssom.read(text, name)
    assert reading.findings == () and reading.mapping_set is not None
    labels = {str(row["statement"]): str(row["label"]) for row in open_graph().records("list_statements")}
    assert sssom.write(reading.mapping_set, lambda short: labels.get(short, "")) == text.decode("utf-8")


def test_exactly_these_frameworks_ship() -> None:
    assert {Path(name).stem for name in TURTLE if "/frameworks/" in name} == set(STATEMENTS)
    assert {row["framework"] for row in open_graph().records("list_frameworks")} == set(STATEMENTS)


@pytest.mark.parametrize("framework", STATEMENTS)
def test_a_framework_has_the_statements_of_its_document(framework: str) -> None:
    rows = open_graph().records("list_statements", in_framework=framework)
    found = Counter(str(row["type"]).removeprefix("xw:") for row in rows)
    assert {kind: found[kind] for kind in STATEMENTS[framework]} == STATEMENTS[framework]
    assert len({row["statement"] for row in rows}) == len(rows)


@pytest.mark.parametrize("framework", LEVELS)
def test_a_framework_declares_the_level_at_which_it_is_mapped(framework: str) -> None:
    row = next(row for row in open_graph().records("list_frameworks") if row["framework"] == framework)
    assert row["level"] == f"xw:{LEVELS[framework]}"
    assert row["at_level"] == STATEMENTS[framework][LEVELS[framework]]


def test_what_is_not_verified_at_all_does_not_ship() -> None:
    rows = open_graph().records("list_statements")
    allowed = {f"xw:{status}" for status in VERIFICATIONS}
    assert {row["verification"] for row in rows} <= allowed
    assert "ib-psp-2014:C1.1a-myp" not in {row["statement"] for row in rows}


@pytest.mark.parametrize("stem", PRINTED)
def test_a_printed_mapping_set_has_a_row_for_each_code_that_resolves(stem: str) -> None:
    path = DATA / "mappings" / f"{stem}.sssom.tsv"
    reading = sssom.read(path.read_bytes(), path.name)
    assert reading.mapping_set is not None
    verdicts = Counter(m.citation.verdict for m in reading.mapping_set.mappings if m.citation)
    assert dict(verdicts) == PRINTED[stem]
    assert {(m.predicate, m.kind, m.justification) for m in reading.mapping_set.mappings} == {
        ("skos:mappingRelation", "printed", "semapv:ManualMappingCuration")
    }


def test_codes_that_point_at_nothing_are_citations_without_a_mapping() -> None:
    rows = open_graph().records("list_unresolved_citations")
    assert {(row["statement"], row["printed_code"], row["verdict"]) for row in rows} == {
        ("ais-psi:3.1", "A1.8", "xw:outOfRange"),
        ("ais-psi:2.3", "C2.12", "xw:outOfRange"),
    }


def test_the_fourth_and_fifth_standard_follow_the_print() -> None:
    reading = sssom.read((DATA / "mappings" / "ais-psi--iste-coaches-2011--printed.sssom.tsv").read_bytes(), "x")
    assert reading.mapping_set is not None
    pairs = {(m.subject, m.object) for m in reading.mapping_set.mappings}
    assert {("ais-psi:4.1", "iste-coaches-2011:5a"), ("ais-psi:5.1", "iste-coaches-2011:4a")} <= pairs


def test_every_iri_of_ours_stands_under_the_declared_namespaces() -> None:
    ours = "https://w3id.org/standards-crosswalk/"
    known = tuple(PREFIXES[name] for name in ("xw", "xwid", "xwsh", "graph"))
    for name in TURTLE:
        for triple in syntax.read_file(str(repository.ROOT / name)).triples:
            strays = [str(term) for term in triple if str(term).startswith(ours) and not str(term).startswith(known)]
            assert strays == [], name
