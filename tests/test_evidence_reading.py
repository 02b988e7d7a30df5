"""What a person types becomes values or findings, never an exception, and nothing of it comes alive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.evidence.kinds import EVIDENCE, KINDS
from crosswalk.evidence.reading import clean, merged, read
from crosswalk.evidence.vocabulary import Vocabulary

GRAPH = open_graph()
KNOWN = Vocabulary(GRAPH.records, GRAPH.resolve)
ANY = st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none())


@given(st.sampled_from(list(KINDS.values())), st.dictionaries(st.text(max_size=8), ANY, max_size=3), st.data())
def test_whatever_is_typed_gives_values_or_findings(kind: object, more: dict[str, object], data: st.DataObject) -> None:
    names = [field.name for field in kind.fields if field.type not in ("supports", "attachments")]  # type: ignore[attr-defined]
    given_ = {**more, **data.draw(st.dictionaries(st.sampled_from(names), ANY, max_size=4))}
    found = read(kind, given_, KNOWN, "row 1, ")  # type: ignore[arg-type]
    assert set(found.values) <= set(names)
    told = {f.where.removeprefix("row 1, ") for f in found.findings}
    blank = {n for n, v in given_.items() if v is None or (isinstance(v, str) and not clean(v))}
    assert set(given_) <= set(found.values) | told | (blank & set(names))


@given(st.text(max_size=60))
def test_cleaned_text_stays_clean_and_on_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once and "\n" not in once and "\x00" not in once and once == once.strip()
    assert clean(clean(text, True), True) == clean(text, True)


@pytest.mark.parametrize(
    ("name", "given_", "expected"),
    [
        ("date", "2026-03-31", "2026-03-31"), ("date", "2026-03-31 00:00:00", "2026-03-31"),
        ("confidential", "Yes", True), ("confidential", "0", False), ("confidential", "oui", True),
        ("title", "a\r\n b\t c", "a b c"), ("note", "a\r\nb ", "a\nb"), ("status", "SUBMITTED", "submitted"),
        ("title", "e\u0301", "é"), ("title", "<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)  # fmt: skip
def test_values_are_read_as_they_are_meant(name: str, given_: str, expected: object) -> None:
    assert read(EVIDENCE, {name: given_}, KNOWN).values == {name: expected}


def test_supports_are_read_from_a_line_a_list_and_records_and_the_last_of_one_statement_counts() -> None:
    line = "ais-psi:3.4 = Meets; ib-psp-2014:B2.8\nais-psi:3.4 = Exceeds"
    found = read(EVIDENCE, {"supports": line}, KNOWN).values["supports"]
    assert found == [{"statement": "ais-psi:3.4", "level": "ais-psi/level/exceeds"}, {"statement": "ib-psp-2014:B2.8"}]
    records = [{"statement": "ais-psi:3.4", "level": "Meets", "reason": " So. "}, "ib-psp-2014:B2.8"]
    assert read(EVIDENCE, {"supports": records}, KNOWN).values["supports"][0]["reason"] == "So."
    many = "; ".join(["ais-psi:3.4"] * 501)
    assert "no more than 500" in read(EVIDENCE, {"supports": many}, KNOWN).findings[0].message


def test_a_framework_as_a_whole_is_no_statement_to_support() -> None:
    (finding,) = read(EVIDENCE, {"supports": "ib-psp-2014"}, KNOWN).findings
    assert finding.message == "ib-psp-2014 names a framework, not a statement; write ib-psp-2014:<code>."


VALUE = st.one_of(st.text(max_size=3), st.lists(st.text(max_size=2), max_size=3))
BODY = st.dictionaries(st.sampled_from(["title", "note", "evidence"]), VALUE)


@given(BODY, BODY)
def test_merging_deletes_nothing_and_merging_again_changes_nothing(
    before: dict[str, object], given_: dict[str, object]
) -> None:
    once = merged(before, given_)
    assert set(once) == set(before) | set(given_) and merged(once, given_) == once
    for name, value in before.items():
        if isinstance(value, list) and isinstance(given_.get(name, []), list):
            assert set(value) <= set(once[name])


def test_merging_supports_keeps_levels_that_are_not_given_again() -> None:
    held = {"supports": [{"statement": "a:1", "level": "l", "reason": "r"}]}
    given_ = {"supports": [{"statement": "a:1", "reason": "s"}, {"statement": "a:2"}]}
    assert merged(held, given_)["supports"] == [{"statement": "a:1", "level": "l", "reason": "s"}, {"statement": "a:2"}]


NAMES = st.sampled_from(["statement", "level", "reason", "name", "sha256", "size"])
LOOSE = st.recursive(ANY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@given(st.sampled_from(["supports", "attachments"]), LOOSE)
def test_whatever_stands_for_supports_or_files_gives_values_or_a_finding(name: str, value: object) -> None:
    found = read(EVIDENCE, {name: value}, KNOWN)
    assert set(found.values) <= {name} and {f.where for f in found.findings} <= {name}
    assert all(len(f.message) > 10 and f.message[:1] and f.message.endswith((".", "?")) for f in found.findings)


def test_a_file_cannot_be_written_in_words_and_a_support_names_a_statement() -> None:
    assert "attach it" in read(EVIDENCE, {"attachments": "plan.pdf"}, KNOWN).findings[0].message
    for value in ([{"level": "Meets"}], [3], [{"statement": " "}]):
        assert "names no statement" in read(EVIDENCE, {"supports": value}, KNOWN).findings[0].message
