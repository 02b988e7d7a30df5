"""The growth model against its hand-checked answer, every irregularity of the document, and documents made worse."""

from __future__ import annotations

from collections import Counter

import growth_model_case as case
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.model import CriterionLevel, Statement
from crosswalk.sources.document import Use, lines
from crosswalk.sources.growth_model import GrowthModel, read_growth_model
from crosswalk.sources.repairs import Repair
from crosswalk.vocabulary import STATEMENT_TYPES

MODEL = case.model()
STATEMENTS = {statement.notation: statement for statement in MODEL.framework.statements}


def statement(notation: str) -> Statement:
    return STATEMENTS[notation]


def cell(psi: str, level: str, position: int) -> CriterionLevel:
    (found,) = (c for c in MODEL.rubric.cells if (c.psi, c.level, c.position) == (psi, level, position))
    return found


def printed(notation: str) -> list[str]:
    """The codes printed with a statement."""
    return [found.printed_code for citing, found in MODEL.citations if citing == notation]


def uses(role: str, owner: str = "") -> list[Use]:
    return [use for use in MODEL.uses if use.role == role and owner in ("", use.owner)]


def skipped(words: str) -> str:
    (reason,) = {skip.reason for skip in MODEL.skipped if skip.words.startswith(words)}
    return reason


# Against the answer


@pytest.mark.parametrize("number", range(36))
def test_every_statement_is_what_was_checked_by_hand(number: int) -> None:
    row, found = case.expected("ais_psi")[number], MODEL.framework.statements[number]
    assert (found.notation, found.type, found.title, found.text) == (
        row["notation"],
        row["level"],
        row["title"],
        row["statement"],
    )
    assert (found.parent or "AIS-PM") == row["parent"]


@pytest.mark.parametrize("number", range(100))
def test_every_rubric_cell_is_what_was_checked_by_hand(number: int) -> None:
    assert case.cells(MODEL)[number] == case.expected_cells()[number]


def test_the_shipped_document_leaves_no_finding() -> None:
    assert MODEL.findings == ()


def test_there_are_6_psis_27_indicators_and_3_dispositions() -> None:
    kinds = Counter(found.type for found in MODEL.framework.statements)
    assert kinds == {"psi": 6, "indicator": 27, "disposition": 3}
    assert set(kinds) <= set(STATEMENT_TYPES)
    assert [found.position for found in MODEL.framework.statements] == list(range(1, 37))
    assert {found.verification.status for found in MODEL.framework.statements} == {"verified"}


def test_there_are_4_levels_32_criteria_and_100_cells() -> None:
    assert [len(MODEL.rubric.levels), len(MODEL.rubric.criteria), len(MODEL.rubric.cells)] == [4, 32, 100]
    criteria = {(criterion.psi, criterion.key) for criterion in MODEL.rubric.criteria}
    assert {(found.psi, found.criterion) for found in MODEL.rubric.cells} == criteria


def test_the_framework_says_that_its_document_is_undated_and_unlicensed() -> None:
    framework = MODEL.framework
    assert (framework.id, framework.publisher, framework.mapping_level) == ("ais-psi", "ais", "indicator")
    assert framework.issued == "" and "no date" in framework.note
    assert "no licence" in framework.rights
    assert all(found.label != found.notation for found in framework.statements)


@pytest.mark.parametrize("repair", case.repairs(), ids=lambda repair: f"{repair.kind} {repair.words}")
def test_without_any_one_repair_the_rubric_is_another(repair: Repair) -> None:
    others = [other for other in case.repairs() if other != repair]
    assert case.cells(read_growth_model(case.text(), others, case.labels())) != case.expected_cells()


@pytest.mark.parametrize("repair", case.repairs(), ids=lambda repair: f"{repair.kind} {repair.words}")
def test_a_repair_whose_words_are_not_there_is_a_finding(repair: Repair) -> None:
    wrong = repair._replace(words="words that are nowhere")
    read = read_growth_model(case.text(), [*case.repairs(), wrong], case.labels())
    (finding,) = read.findings
    assert finding.code == "repair-unused" and repair.place in finding.message
    assert case.cells(read) == case.expected_cells()


# Every word


def test_every_character_that_is_not_space_is_used_exactly_once() -> None:
    """The account again, the slow and obvious way: one counter for each character."""
    count = [0] * len(case.text())
    for use in MODEL.uses:
        for offset in range(use.start, use.end):
            count[offset] += 1
    wrong = [offset for offset, char in enumerate(case.text()) if not char.isspace() and count[offset] != 1]
    assert wrong == []


def test_what_was_used_is_in_the_values_and_what_was_skipped_has_its_reason() -> None:
    roles = {"notation", "title", "statement", "citation", "mark", "cell", "stem", "skipped"}
    assert {use.role for use in MODEL.uses} == roles
    assert all(use.reason for use in uses("skipped"))
    assert all(use.owner for use in MODEL.uses if use.role not in ("skipped", "mark"))
    text = case.text()
    for use in uses("statement"):
        words = " ".join(text[use.start : use.end].split())
        assert words in statement(use.owner).text
    for use in uses("title"):
        assert text[use.start : use.end] == statement(use.owner).title


def test_all_the_words_of_the_rubric_are_in_its_cells_and_stems() -> None:
    text = case.text()
    wanted = Counter(text[use.start : use.end] for use in MODEL.uses if use.role in ("cell", "stem"))
    stems = {(c.psi, c.level): c.stem for c in MODEL.rubric.cells if c.stem}
    found = Counter(word for c in MODEL.rubric.cells for word in c.text.split())
    found += Counter(word for stem in stems.values() for word in stem.split())
    assert found == wanted


# The irregularities of the document, each as it is listed


def test_the_drafting_note_left_in_is_skipped() -> None:
    assert skipped("(Craft this") == "A drafting note in parentheses."


def test_psi_names_the_six_standards_and_not_the_indicators() -> None:
    assert [found.notation for found in MODEL.framework.statements if found.type == "psi"] == [
        f"PSI{number}" for number in range(1, 7)
    ]
    assert {found.parent for found in MODEL.framework.statements if found.type != "psi"} == {
        f"PSI{number}" for number in range(1, 7)
    }


def test_psi_with_a_space_in_the_list_is_the_psi_of_the_heading() -> None:
    assert [skipped(f"PSI {number}") for number in range(1, 7)] == [
        f"The list of PSIs repeats the heading of PSI{number}." for number in range(1, 7)
    ]


def test_ib_codes_are_read_in_psi1_where_the_prefix_is_missing() -> None:
    found = [c for citing, c in MODEL.citations if citing.startswith("1.") and c.framework == "ib-psp-2014"]
    assert len(found) == 10
    assert all("prefix-missing" in c.departures for c in found)


def test_a_missing_space_after_a_comma_parts_two_codes() -> None:
    assert printed("1.1")[:3] == ["ISTE 1a", "B1.5", "C1.1"]


def test_ib_without_a_space_before_its_code_is_read() -> None:
    assert printed("4.1") == ["ISTE 5a", "C3.9"]


@pytest.mark.parametrize("notation", ["3.3", "3.7", "4.2", "5.1"])
def test_a_trailing_comma_is_no_code(notation: str) -> None:
    last = [c for citing, c in MODEL.citations if citing == notation][-1]
    assert last.printed_text.endswith(",)") and last.departures == ("trailing-comma",)


@pytest.mark.parametrize(("notation", "code"), [("3.1", "A1.8"), ("2.3", "C2.12")])
def test_a_code_out_of_range_is_kept_as_it_is_printed(notation: str, code: str) -> None:
    assert code in printed(notation)


def test_the_parenthesis_inside_a_parenthesis_does_not_end_it() -> None:
    assert printed("2.6") == ["ISTE 2f", "C1.1(a)", "C3.11", "C3.13"]
    assert "C3.13" not in statement("2.6").text


def test_dotted_iste_numbers_are_read() -> None:
    assert [printed(notation)[0] for notation in ("6.1", "6.2")] == ["ISTE 6.1", "ISTE 6.2"]


@pytest.mark.parametrize(("notation", "words"), [("1.2", "(CIS, AdvancedED, SAIS, IBO)"), ("3.3", "(from IB and")])
def test_a_parenthesis_that_is_no_citation_stays_in_its_sentence(notation: str, words: str) -> None:
    assert words in statement(notation).text


@pytest.mark.parametrize("notation", ["6.1", "6.2"])
def test_a_citation_before_its_statement_is_cut_out(notation: str) -> None:
    assert statement(notation).text.startswith("The ")
    assert "ISTE" not in statement(notation).text and len(printed(notation)) == 3


def test_a_citation_on_its_own_line_belongs_to_the_indicator_above() -> None:
    (use,) = uses("citation", "1.1")
    text = case.text()
    assert text[use.start - 1] == text[use.end] == "\n"
    assert len(printed("1.1")) == 7


def test_psi4_cites_iste_5_and_psi5_cites_iste_4_as_printed() -> None:
    assert [printed(f"4.{n}")[0] for n in (1, 2, 3)] == ["ISTE 5a", "ISTE 5b", "ISTE 5c"]
    assert [printed(f"5.{n}")[0] for n in (1, 2, 3)] == ["ISTE 4a", "ISTE 4b", "ISTE 4c"]


def test_the_one_indicator_without_a_tab_is_read_with_its_list() -> None:
    assert statement("1.1").text.endswith(" in teaching; learning; assessment; feedback")
    assert len(uses("mark", "1.1")) == 4


def test_a_title_after_its_statement_is_the_title() -> None:
    (title,), (notation,) = uses("title", "2.4"), uses("notation", "2.4")
    assert title.start > max(use.end for use in uses("statement", "2.4")) > notation.end
    assert statement("2.4").title.startswith("Higher order")


@pytest.mark.parametrize(("notation", "bullets"), [("2.5", 4), ("2.6", 4)])
def test_bullets_inside_a_line_stay_where_they_are_printed(notation: str, bullets: int) -> None:
    assert statement(notation).text.count("•") == bullets


def test_bullets_run_together_without_marks_are_one_sentence_still() -> None:
    assert statement("3.1").text.count("community") == 2 and "•" not in statement("3.1").text


def test_four_cells_on_one_line_are_cut_into_their_bullets() -> None:
    sizes = Counter((c.psi, c.level) for c in MODEL.rubric.cells)
    assert [sizes["PSI6", level.key] for level in MODEL.rubric.levels] == [2, 2, 2, 2]


@pytest.mark.parametrize("psi", ["PSI2", "PSI3", "PSI4"])
def test_a_row_broken_by_a_page_goes_on_cell_by_cell(psi: str) -> None:
    joined = {"PSI2": 3, "PSI3": 1, "PSI4": 2}
    assert sum(c.joined for c in MODEL.rubric.cells if c.psi == psi) == joined[psi]


def test_tails_in_the_loose_list_of_psi1_are_no_bullets() -> None:
    joined = [c for c in MODEL.rubric.cells if c.psi == "PSI1" and c.joined]
    assert [(c.level, c.position) for c in joined] == [("approaches", 4), ("does-not-meet", 5)]
    assert "assigned school-level teams" in joined[0].text and "integration of technology" in joined[1].text
    assert Counter(c.level for c in MODEL.rubric.cells if c.psi == "PSI1") == {k.key: 6 for k in MODEL.rubric.levels}


def test_one_bullet_over_six_tabbed_lines_is_one() -> None:
    found = cell("PSI1", "exceeds", 5)
    assert found.text.startswith("Systematically") and found.text.endswith("practice")
    assert not found.joined


def test_rules_of_dashes_are_dropped() -> None:
    assert skipped("--") == "A table rule."
    assert sum(skip.reason == "A table rule." for skip in MODEL.skipped) == 2
    assert not any(set(c.text) <= set("- ") for c in MODEL.rubric.cells)


@pytest.mark.parametrize(("psi", "items"), [("PSI3", 7), ("PSI4", 3), ("PSI5", 4)])
def test_a_stem_is_repeated_for_each_item_of_its_list(psi: str, items: int) -> None:
    found = [c for c in MODEL.rubric.cells if c.psi == psi and c.level == "does-not-meet"]
    assert len(found) == items
    assert len({c.stem for c in found}) == 1 and found[0].stem


def test_levels_may_have_unequal_numbers_of_bullets() -> None:
    sizes = Counter((c.psi, c.level) for c in MODEL.rubric.cells)
    counted = {
        psi: [sizes[psi, level.key] for level in MODEL.rubric.levels] for psi in ("PSI2", "PSI3", "PSI4", "PSI5")
    }
    assert counted == {"PSI2": [3, 7, 4, 3], "PSI3": [3, 7, 8, 7], "PSI4": [3, 3, 4, 3], "PSI5": [3, 3, 3, 4]}


def test_the_levels_carry_their_rank_because_the_print_goes_from_high_to_low() -> None:
    assert [(level.rank, level.label) for level in MODEL.rubric.levels] == [
        (1, "Exceeds"),
        (2, "Meets"),
        (3, "Approaches"),
        (4, "Does not meet"),
    ]


def test_criteria_that_no_indicator_covers_are_allowed() -> None:
    without = {c.criterion for c in MODEL.rubric.cells if not c.statements}
    assert without == {"1-evidence", "1-resources", "4-resources"}


def test_nothing_hangs_on_what_the_role_is_called() -> None:
    """The role has another name in 6.1 and in one rubric stem; both are read like the rest, in the print's words."""
    assert "Instructional Technologist" in statement("6.1").text
    assert "instructional technologist" in cell("PSI3", "does-not-meet", 1).stem
    assert "ntegrationist" not in statement("6.1").text


@pytest.mark.parametrize(
    ("notation", "misprint"),
    [
        ("1.2", "AdvancedED"),
        ("2.5", "design. plan"),
        ("PSI6", "in in"),
        ("PSI6", "to further develop of"),
        ("3.3", "MOOC's, LOOC's"),
        ("PSI1", "in accordance to"),
        ("6.1", "and seek to"),
        ("2.6", "schools' learning goals"),
    ],
)
def test_a_misprint_in_a_statement_is_quoted_as_it_stands(notation: str, misprint: str) -> None:
    assert misprint in statement(notation).text


@pytest.mark.parametrize(
    ("place", "misprint"),
    [
        (("PSI5", "exceeds", 3), "ric technology"),
        (("PSI2", "approaches", 2), "researched based"),
        (("PSI1", "approaches", 1), "prompted ,with"),
        (("PSI1", "approaches", 2), "prompted, with"),
    ],
)
def test_a_misprint_in_a_cell_is_quoted_as_it_stands(place: tuple[str, str, int], misprint: str) -> None:
    assert misprint in cell(*place).text


def test_a_misprint_in_a_stem_is_quoted_as_it_stands() -> None:
    assert cell("PSI5", "does-not-meet", 1).stem.startswith("Ilimited")


# Documents that are not this one


def accounted(text: str, read: GrowthModel) -> None:
    """Nothing is lost silently: every word is used once, or its line is named in a finding."""
    count = [0] * len(text)
    for use in read.uses:
        for offset in range(use.start, use.end):
            count[offset] += 1
    named = {finding.where for finding in read.findings if finding.code == "unread-words"}
    assert max(count, default=0) <= 1
    for line in lines(text):
        offsets = range(line.start, line.start + len(line.text))
        if any(count[offset] == 0 and not text[offset].isspace() for offset in offsets):
            assert f"growth model:{line.number}" in named
    for finding in read.findings:
        assert finding.message.endswith(".") and finding.where
    notations = [found.notation for found in read.framework.statements]
    assert len(notations) == len(set(notations))


JUNK = st.sampled_from(
    ["\t", "PSI1: ", "9.9 ", "- ", "•\t", "(ISTE 1a / ", ")", "Exceeds\tMeets\tApproaches\tDoes not meet", "a\tb\tc\td"]
)
EDIT = st.one_of(
    st.tuples(st.just("drop"), st.integers(0, 130), st.just("")),
    st.tuples(st.just("double"), st.integers(0, 130), st.just("")),
    st.tuples(st.just("swap"), st.integers(0, 130), st.just("")),
    st.tuples(st.just("untab"), st.integers(0, 130), st.just("")),
    st.tuples(st.just("insert"), st.integers(0, 130), JUNK),
    st.tuples(st.just("prefix"), st.integers(0, 130), JUNK),
    st.tuples(st.just("insert"), st.integers(0, 130), st.text(max_size=20)),
)


def edited(text: str, edits: list[tuple[str, int, str]]) -> str:
    found = text.split("\n")
    for kind, place, words in edits:
        at = place % len(found)
        if kind == "drop" and len(found) > 1:
            del found[at]
        elif kind == "double":
            found.insert(at, found[at])
        elif kind == "swap":
            found[at], found[at - 1] = found[at - 1], found[at]
        elif kind == "untab":
            found[at] = found[at].replace("\t", " ", 1)
        elif kind == "insert":
            found.insert(at, words)
        elif kind == "prefix":
            found[at] = words + found[at]
    return "\n".join(found)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=6))
def test_a_document_made_worse_is_read_without_loss(edits: list[tuple[str, int, str]]) -> None:
    text = edited(case.text(), edits)
    accounted(text, read_growth_model(text, case.repairs(), case.labels()))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(JUNK, st.text(max_size=8), st.just("\n")), max_size=20).map("".join))
def test_any_text_at_all_is_read_without_loss(text: str) -> None:
    accounted(text, read_growth_model(text, case.repairs(), case.labels()))


def test_a_number_after_a_tab_is_no_indicator_and_is_not_read_twice() -> None:
    text = "PSI1: Ours: Said\n\t9.9 words"
    read = read_growth_model(text, (), case.labels())
    accounted(text, read)
    assert "9.9" not in {found.notation for found in read.framework.statements}


def findings(text: str) -> set[tuple[str, str]]:
    """The findings of a small document without tables beside it: code and place."""
    labels = case.labels()._replace(statements={}, criteria=(), cells={})
    return {(found.code, found.where) for found in read_growth_model(text, (), labels, "ours.txt").findings}


SMALL = """\
PSI1: Ours: It is said
1.1 First\tSentence (ISTE 1a)
Exceeds\tMeets\tApproaches\tDoes not meet
One\tTwo\tThree\tFour
"""


def test_a_small_document_lacks_only_our_own_labels_and_criteria() -> None:
    assert {code for code, _ in findings(SMALL)} == {"label-missing", "cell-unassigned"}


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (("PSI1: Ours: It is said\n", ""), "no-psi", "ours.txt:1"),
        (("PSI1: Ours: It is said\n", ""), "unread-words", "ours.txt:1"),
        (("1.1 First\tSentence (ISTE 1a)\n", ""), "psi-without-indicators", "ours.txt:1"),
        (("1.1 First\t", "1.1\t"), "title-missing", "ours.txt:2"),
        (("Sentence ", ""), "statement-missing", "ours.txt:2"),
        (("1.1 First", "2.1 First"), "indicator-misplaced", "ours.txt:2"),
        (("Exceeds\t", "1.1 Again\tx\nExceeds\t"), "duplicate-notation", "ours.txt:3"),
        (("Exceeds\t", "PSI1: Again: x\nExceeds\t"), "duplicate-notation", "ours.txt:3"),
        (("\tFour", "\t"), "rubric-level-empty", "ours.txt:1"),
        (("\tFour", ""), "unread-words", "ours.txt:4"),
        (("Meets\tApproaches", "Approaches\tMeets"), "unread-words", "ours.txt:3"),
        (("Four", "Four IB B2.8"), "citation-without-statement", "ours.txt:4"),
        (("PSI1: ", "PSI 1\tTheirs\nPSI1: "), "listed-psi-differs", "ours.txt:1"),
        (("1.1 First", "- a stray item\n1.1 First"), "unread-words", "ours.txt:2"),
        (("Exceeds\t", "a stray line\nExceeds\t"), "unread-words", "ours.txt:3"),
    ],
)
def test_what_is_odd_in_a_document_is_named_with_its_line(change: tuple[str, str], code: str, where: str) -> None:
    assert (code, where) in findings(SMALL.replace(*change))


def test_a_cell_without_a_criterion_is_kept_under_one_of_its_own() -> None:
    labels = case.labels()._replace(cells={})
    read = read_growth_model(case.text(), case.repairs(), labels)
    assert [found.text for found in read.rubric.cells] == [found.text for found in MODEL.rubric.cells]
    assert len({(found.psi, found.key) for found in read.rubric.criteria}) == 100


def test_rows_of_our_tables_that_answer_to_nothing_are_findings() -> None:
    read = read_growth_model(SMALL, case.repairs(), case.labels())
    codes = {found.code for found in read.findings}
    assert {"label-unused", "cell-row-unused", "cell-statement-unknown", "repair-unused"} <= codes


def test_a_citation_that_wraps_over_two_lines_is_whole() -> None:
    labels = case.labels()
    read = read_growth_model(SMALL.replace("(ISTE 1a)", "(ISTE 1a /\nIB B2.8)"), (), labels)
    assert [(citing, found.code) for citing, found in read.citations] == [("1.1", "1a"), ("1.1", "B2.8")]
    assert {found.notation: found.text for found in read.framework.statements}["1.1"] == "Sentence"
    assert "unread-words" not in {found.code for found in read.findings}


def test_a_citation_named_in_a_sentence_stays_in_it_and_counts() -> None:
    read = read_growth_model(SMALL.replace("Sentence (ISTE 1a)", "As in IB B2.8 we teach"), (), case.labels())
    assert [(citing, found.code) for citing, found in read.citations] == [("1.1", "B2.8")]
    assert {found.notation: found.text for found in read.framework.statements}["1.1"] == "As in IB B2.8 we teach"


def test_windows_line_ends_change_nothing_but_offsets() -> None:
    read = read_growth_model(case.text().replace("\n", "\r\n"), case.repairs(), case.labels())
    assert case.cells(read) == case.expected_cells()
    assert read.findings == ()
    assert read.framework == MODEL.framework
