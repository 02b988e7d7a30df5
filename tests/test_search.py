"""Search: by code, by words and their beginnings, and whatever single letter slipped."""

from __future__ import annotations

import re
import string
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crosswalk.api import CrosswalkGraph, open_graph
from crosswalk.graph.search import LENGTH_LIMIT, Hit, Index, fold, search, tokens

FIELDS = ("label", "gloss", "title", "text")


def record(framework: str, notation: str, position: int, label: str, **more: str) -> dict[str, str | int]:
    return {
        "statement": f"{framework}:{notation}", "framework": framework, "notation": notation, "position": position,
        "label": label, **more,
    }  # fmt: skip


#: Statements whose words lie near each other.
NEAR = (
    record("f", "1", 1, "Plans for teaching", gloss="How teachers plan.", text="Written plants"),
    record("f", "1.1", 2, "A plan that is shared", title="Shared planning"),
    record("f", "1.10", 3, "Planet and plant", gloss="Assistive tools"),
    record("f", "1.2", 4, "Évaluation de l’élève"),
    record("g", "1", 1, "Assistive technology", text="Plans"),
    record("g", "1a", 2, "Technology for teaching", gloss="Assistive, too"),
    record("g", "2", 3, "Nothing of the kind", text="Assistive words; 日本語 слово"),
)


@pytest.fixture(scope="module")
def graph() -> CrosswalkGraph:
    return open_graph(cache=False)


@pytest.fixture(scope="module")
def statements(graph: CrosswalkGraph) -> tuple[dict[str, object], ...]:
    return graph.records("list_statements")


@pytest.fixture(scope="module")
def index(statements: tuple[dict[str, object], ...]) -> Index:
    return Index(statements)


def shorts(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.short for hit in hits]


# Codes.


def test_a_code_finds_the_statements_that_have_it(index: Index) -> None:
    assert shorts(index.search("3.4")) == ["ais-psi:3.4", "psc-itec-2011:3.4"]
    assert shorts(index.search("ais-psi:3.4")) == ["ais-psi:3.4"]
    assert shorts(index.search("3D")) == [
        "iste-administrators-2009-td:3d",
        "iste-coaches-2011:3d",
        "iste-coaches-2019:3d",
        "iste-education-leaders-2018:3d",
    ]


def test_the_beginning_of_a_code_finds_the_code_itself_first_and_then_those_that_go_on(index: Index) -> None:
    found = shorts(index.search("C3.1"))
    assert found[:8] == ["ib-psp-2014:C3.1", *(f"ib-psp-2014:C3.1{n}" for n in range(7))]
    assert all(short.startswith("ib-psp-2014:C3.1") for short in found)


@pytest.mark.parametrize("words", ["PSI 1", "psi1", "PSI1", "ais-psi:PSI1", "ais-psi:psi1", "(PSI1)"])
def test_a_code_may_be_written_in_several_ways(words: str, index: Index) -> None:
    assert index.search(words)[0].short == "ais-psi:PSI1"


def test_a_framework_beside_a_code_decides_between_equal_codes(index: Index) -> None:
    assert shorts(index.search("ISTE 1"))[:4] == [
        "iste-administrators-2009-td:1", "iste-coaches-2011:1", "iste-coaches-2019:1", "iste-education-leaders-2018:1",
    ]  # fmt: skip
    assert shorts(index.search("ISTE Coaches 1"))[:2] == ["iste-coaches-2011:1", "iste-coaches-2019:1"]
    assert index.search("PSC 1")[0].short == "psc-itec-2011:1"
    assert index.search("IB C3.10,")[0].short == "ib-psp-2014:C3.10"


def test_a_lettered_requirement_is_found_as_the_document_prints_it(index: Index) -> None:
    assert set(shorts(index.search("C1.1(a)"))) == {"ib-psp-2014:C1.1a-pyp", "ib-psp-2014:C1.1a-dp"}


def test_a_code_that_does_not_exist_finds_the_nearest(index: Index) -> None:
    assert shorts(index.search("A1.8")) == ["cis-2016:A1", "cis-2016-revised:A1", "ib-psp-2014:A1", "ib-psp-2014:C1.8"]


def test_a_number_that_some_label_holds_does_not_make_a_code_a_word() -> None:
    rows = (record("f", "A1.7", 1, "Other"), record("f", "2", 2, "Grade 8"))
    assert shorts(search(rows, "A1.8")) == ["f:A1.7"]
    assert shorts(search(rows, "grade-8")) == ["f:2"]


def test_every_statement_is_found_first_by_its_short_form(index: Index, statements: tuple) -> None:
    assert [s["statement"] for s in statements if index.search(str(s["statement"]))[0].short != s["statement"]] == []


# Words.


def test_assistive_with_a_slip_finds_the_statements_on_assistive_technology(graph: CrosswalkGraph) -> None:
    for words in ("asistive", "assistive", "asisstive", "assistivee", "ASSISTIVE", "assist", "asistive tecnology"):
        assert {"ais-psi:3.4", "iste-coaches-2011:3d"} <= set(shorts(graph.search(words))[:5]), words
    assert shorts(graph.search("assistive"))[0] == "ais-psi:3.4"


def test_a_label_outranks_a_gloss_and_a_gloss_a_text() -> None:
    found = search(NEAR, "assistive")
    assert [(hit.short, hit.matched) for hit in found] == [
        ("g:1", "label: assistive"),
        ("f:1.10", "gloss: assistive"),
        ("g:1a", "gloss: assistive"),
        ("g:2", "text: assistive"),
    ]
    assert found[1].score == found[2].score


@pytest.mark.parametrize("words", ["assistve", "assis", "asistive"])
def test_a_label_that_is_nearly_hit_outranks_a_gloss_that_is_hit(words: str) -> None:
    rows = (record("f", "1", 1, "Other", gloss=f"The {words}"), record("f", "2", 2, "Assistive technology"))
    assert shorts(search(rows, words)) == ["f:2", "f:1"]


def test_equal_scores_are_in_the_order_of_framework_and_position() -> None:
    rows = [record(f, str(p), p, "Same label") for f, p in (("b", 1), ("a", 11), ("a", 2), ("c", 1))]
    assert shorts(search(rows, "same")) == ["a:2", "a:11", "b:1", "c:1"]


def test_a_statement_with_all_words_comes_before_those_with_one(index: Index) -> None:
    assert index.search("technology assistive")[0].short == "ais-psi:3.4"
    assert search(NEAR, "technology assistive")[0].short == "g:1"


def test_a_label_that_is_the_query_comes_first() -> None:
    rows = (record("a", "1", 1, "Shared vision for all"), record("b", "1", 1, "Shared vision"))
    assert shorts(search(rows, "shared VISION")) == ["b:1", "a:1"]
    assert [hit.score for hit in search(rows, "shared vision")] == [100.0, 98.0]


def test_a_hit_names_itself_and_the_words_it_was_found_by() -> None:
    (hit,) = search([record("f", "1", 1, "Assistive technology", gloss="Many tools")], "tools tecnology")
    assert hit[:4] == ("f:1", "Assistive technology", "f", "1")
    assert hit.matched == "label: technology; gloss: tools"
    assert 0 < hit.score < 100


def test_only_one_framework_is_searched_where_one_is_named(index: Index) -> None:
    found = index.search("asistive", framework="iste-coaches-2011")
    assert shorts(found)[0] == "iste-coaches-2011:3d"
    assert {hit.framework for hit in index.search("technology", framework="ais-psi")} == {"ais-psi"}
    assert index.search("technology", framework="nowhere") == ()


def test_the_number_of_hits_is_limited(index: Index) -> None:
    assert len(index.search("technology", limit=3)) == 3
    assert len(index.search("technology")) == 20
    assert index.search("technology", limit=0) == index.search("technology", limit=-1) == ()


def test_accents_case_and_punctuation_do_not_matter() -> None:
    for words in (
        "évaluation",
        "EVALUATION",
        "«évaluation»",
        "evaluation,",
        unicodedata.normalize("NFD", "évaluation"),
    ):
        assert shorts(search(NEAR, words)) == ["f:1.2"], words


def test_other_scripts_are_words_too() -> None:
    assert shorts(search(NEAR, "слово")) == shorts(search(NEAR, "слво")) == shorts(search(NEAR, "日本語")) == ["g:2"]


@pytest.mark.parametrize("words", ["", " ", "\t\n", "…", "()", "-", "::", "\x00", "\ud800", "🙂", "zzzzzzzz"])
def test_nothing_to_look_for_finds_nothing(words: str, index: Index) -> None:
    assert index.search(words) == ()


def test_only_the_first_200_characters_are_read(index: Index) -> None:
    assert index.search(" " * LENGTH_LIMIT + "assistive") == ()
    assert index.search("assistive " + "x" * 100_000)[0].short == "ais-psi:3.4"


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=260))
@example(words="İıßŉ ﬁ ²")
@example(words="a" * 300)
def test_no_text_breaks_the_search(words: str, index: Index) -> None:
    hits = index.search(words)
    assert len(set(shorts(hits))) == len(hits) <= 20
    assert all(0 < hit.score <= 100 and hit.matched for hit in hits)


def test_no_statements_give_no_hits() -> None:
    assert search((), "assistive") == ()


# One letter slips. What is meant cannot be known, so every word that may be is among the first five hits.


def words_of(row: dict[str, object]) -> set[str]:
    """The words of a statement by a plain reading of its text."""
    return {word for field in FIELDS for word in re.findall(r"[a-z]{5,}", str(row.get(field) or "").lower())}


def slips(word: str) -> list[str]:
    """Everything that one letter too many, too few, wrong, or two neighbours swapped make of a word."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    found |= {a + letter + rest for a, b in cuts for letter in string.ascii_lowercase for rest in {b, b[1:]}}
    return sorted(found - {word})


def missed(index: Index, holders: dict[str, set[str]], word: str, typed: str) -> bool:
    """Whether the first five hits for what was typed leave out the word."""
    return not holders[word] & set(shorts(index.search(typed, limit=5)))


@pytest.fixture(scope="module")
def holders(statements: tuple) -> dict[str, set[str]]:
    """The statements that hold each word of five letters or more."""
    found: dict[str, set[str]] = {}
    for row in statements:
        for word in words_of(row):
            found.setdefault(word, set()).add(str(row["statement"]))
    return found


def test_a_slip_is_one_of_four_kinds() -> None:
    assert {"lan", "pan", "paln", "plna", "plaan", "plat", "xplan", "plans"} <= set(slips("plan"))
    assert "plan" not in slips("plan") and len(slips("ab")) == len(set(slips("ab")))


def test_every_word_is_found_by_itself(index: Index, holders: dict[str, set[str]]) -> None:
    assert len(holders) > 500
    assert [word for word in sorted(holders) if missed(index, holders, word, word)] == []


def test_every_word_is_found_where_its_letters_are_left_out_or_swapped(index: Index, holders: dict) -> None:
    lost = [
        (word, slip) for word in sorted(holders) for slip in slips(word) if len(slip) < len(word)
        if missed(index, holders, word, slip)
    ]  # fmt: skip
    assert lost == []


def test_every_slip_that_may_mean_several_words_finds_each_of_them(index: Index, holders: dict) -> None:
    meanings: dict[str, list[str]] = {word: [word] for word in holders}
    for word in holders:
        for slip in slips(word):
            meanings.setdefault(slip, []).append(word)
    several = {slip: words for slip, words in sorted(meanings.items()) if len(words) > 1 and slip[-1] in "aeiourst"}
    assert len(several) > 100
    assert [
        (slip, word) for slip, words in several.items() for word in words if missed(index, holders, word, slip)
    ] == []


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_any_word_is_found_with_any_slip(data: st.DataObject, index: Index, holders: dict) -> None:
    word = data.draw(st.sampled_from(sorted(holders)))
    slip = data.draw(st.sampled_from(slips(word)))
    assert not missed(index, holders, word, data.draw(st.sampled_from([slip, slip.upper(), f" {slip}."])))


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_slip_in_one_word_of_a_label_still_finds_the_label(
    data: st.DataObject, index: Index, statements: tuple
) -> None:
    row = data.draw(st.sampled_from([s for s in statements if re.search(r"[a-z]{5,}", str(s["label"]).lower())]))
    words = tokens(row["label"])
    place = data.draw(st.sampled_from([i for i, word in enumerate(words) if re.fullmatch(r"[a-z]{5,}", word)]))
    asked = [*words[:place], data.draw(st.sampled_from(slips(words[place]))), *words[place + 1 :]]
    first = index.search(" ".join(asked), limit=5)
    assert any(words[place] in words_of(s) for s in statements for hit in first if hit.short == s["statement"])


def test_a_word_that_is_itself_a_slip_of_others_shows_them_all() -> None:
    first = shorts(search(NEAR, "plant", limit=5))
    held = set().union(*(words_of(row) for row in NEAR if row["statement"] in first))
    assert {"plant", "plants", "planet"} <= held
    assert first[0] == "f:1.10"


def test_more_meanings_than_places_are_covered_as_far_as_five_statements_can() -> None:
    meant = ["blaxx", "claxx", "dlaxx", "flaxx", "glaxx", "hlaxx", "klaxx"]
    rows = [record("f", str(i), i, word) for i, word in enumerate(meant)]
    rows.append(record("f", "all", 99, "Other", text=" ".join(meant[2:])))
    first = search(rows, "alaxx", limit=5)
    held = {word for hit in first for row in rows if row["statement"] == hit.short
            for word in tokens(f"{row['label']} {row.get('text', '')}")}  # fmt: skip
    assert set(meant) <= held


def test_folding_takes_away_case_and_accents_alone() -> None:
    assert fold("Élève ÅNGSTRÖM") == "eleve angstrom"
    assert fold(None) == ""
    assert tokens("school-wide, K–12's 21st") == ["school", "wide", "k", "12", "s", "21st"]
