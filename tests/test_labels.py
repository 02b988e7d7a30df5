from __future__ import annotations

import growth_model_case as case
import pytest
import repository

from crosswalk.errors import InputError
from crosswalk.sources.labels import CellSubject, OwnWords, read_labels

WORDS = "notation,label,gloss\n1.1,Ours,Our gloss.\n"
CRITERIA = "psi,criterion,label\nPSI1,1-a,First\nPSI1,1-b,Second\nPSI2,2-a,Third\n"
CELLS = "psi,level,position,criterion,statements\nPSI1,meets,2,1-a,1.1;1.2\nPSI1,exceeds,1,1-b,\n"


def test_the_tables_become_words_criteria_in_order_and_subjects() -> None:
    labels = read_labels(WORDS, CRITERIA, CELLS)
    assert labels.statements == {"1.1": OwnWords("Ours", "Our gloss.")}
    assert [(c.key, c.position) for c in labels.criteria] == [("1-a", 1), ("1-b", 2), ("2-a", 1)]
    assert labels.cells[("PSI1", "meets", 2)] == CellSubject("1-a", ("1.1", "1.2"))
    assert labels.cells[("PSI1", "exceeds", 1)] == CellSubject("1-b", ())


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (("notation,label\n", CRITERIA, CELLS), "lacks the column gloss"),
        ((WORDS, "", CELLS), "lacks the column psi"),
        ((WORDS, CRITERIA, CELLS + "PSI1,meets,first,1-a,\n"), "position 'first'"),
        ((WORDS + "1.1,Again,Again.\n", CRITERIA, CELLS), "two rows for 1.1"),
        ((WORDS, CRITERIA + "PSI1,1-a,Again\n", CELLS), "two rows for"),
        ((WORDS, CRITERIA, CELLS + "PSI1,meets,2,1-b,\n"), "two rows for"),
    ],
)
def test_a_broken_table_is_refused_in_one_sentence(tables: tuple[str, str, str], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_labels(*tables)
    assert words in str(caught.value) and str(caught.value).endswith(".")


def own_words() -> list[tuple[str, str]]:
    """Every label and gloss of ours, with the place it is for."""
    labels = case.labels()
    found = [(f"{criterion.psi}/{criterion.key}", criterion.label) for criterion in labels.criteria]
    for notation, own in labels.statements.items():
        found += [(f"{notation} label", own.label), (f"{notation} gloss", own.gloss)]
    return found


def test_all_36_statements_and_32_criteria_have_a_label_of_their_own() -> None:
    labels = case.labels()
    assert set(labels.statements) == {row["notation"] for row in case.expected("ais_psi")}
    assert all(own.label and own.gloss for own in labels.statements.values())
    assert len({own.label for own in labels.statements.values()}) == 36
    assert {c.key for c in labels.criteria} == {row["parallel_key"] for row in case.expected("ais_rubric")}
    assert len({c.label for c in labels.criteria}) == 32


def test_labels_have_at_most_eight_words_and_glosses_at_most_twelve() -> None:
    labels = case.labels()
    assert [own.label for own in labels.statements.values() if len(own.label.split()) > 8] == []
    assert [own.gloss for own in labels.statements.values() if len(own.gloss.split()) > 12] == []
    assert [c.label for c in labels.criteria if len(c.label.split()) > 8] == []


@pytest.mark.parametrize(("place", "words"), own_words())
def test_our_words_share_no_run_of_five_with_the_document(place: str, words: str) -> None:
    assert repository.runs(words, 5) & repository.runs(case.text(), 5) == set()


@pytest.mark.parametrize("row", case.expected("ais_psi"), ids=lambda row: row["notation"])
def test_a_label_is_not_the_printed_title(row: dict[str, str]) -> None:
    own = case.labels().statements[row["notation"]]
    assert repository.words(own.label) != repository.words(row["title"])
    assert repository.words(own.label) != repository.words(row["statement"])


def test_a_search_for_assistive_over_our_labels_finds_34() -> None:
    assert [n for n, own in case.labels().statements.items() if "assistive" in own.label.lower()] == ["3.4"]


def test_every_cell_names_a_criterion_of_its_psi_and_indicators_of_its_psi() -> None:
    known = {(criterion.psi, criterion.key) for criterion in case.labels().criteria}
    for (psi, _, _), subject in case.labels().cells.items():
        assert (psi, subject.criterion) in known
        assert all(f"PSI{notation[0]}" == psi for notation in subject.statements)
