"""A text of our own in either lettered layout comes to the same sentences, and nothing of a worse one is lost."""

from __future__ import annotations

import pytest
import ships_cats as case
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.sources.document import Skipped, lines
from crosswalk.sources.lettered_profile import LetteredProfile, read_lettered_profile


def read(text: str, *codes: str, **titles: str) -> LetteredProfile:
    """A text read for these codes, a title given as ``t1="…"``."""
    return read_lettered_profile(text, {code: titles.get(f"t{code}", "") for code in codes}, "t")


def sentences(profile: LetteredProfile) -> dict[str, str]:
    return {statement.notation: statement.text for statement in profile.statements}


def found(profile: LetteredProfile) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in profile.findings]


def accounted(text: str, profile: LetteredProfile) -> None:
    """Nothing is lost silently: every word is used once, or its line is named in a finding."""
    count = [0] * len(text)
    for use in profile.uses:
        for offset in range(use.start, use.end):
            count[offset] += 1
    named = {finding.where for finding in profile.findings if finding.code == "unread-words"}
    assert max(count, default=0) <= 1
    for line in lines(text):
        offsets = range(line.start, line.start + len(line.text))
        if any(count[offset] == 0 and not text[offset].isspace() for offset in offsets):
            assert f"t:{line.number}" in named
    assert all(finding.message.endswith(".") and finding.where for finding in profile.findings)
    assert len(sentences(profile)) == len(profile.statements) and all(s.text for s in profile.statements)
    assert bool(profile.statements) != ("no-statement" in {finding.code for finding in profile.findings}) or any(
        finding.code == "sentence-missing" for finding in profile.findings
    )


def test_the_numbered_layout_comes_to_the_sentences() -> None:
    profile = read_lettered_profile(case.NUMBERED, case.CODES, "t")
    assert sentences(profile) == case.SENTENCES
    assert profile.findings == ()
    accounted(case.NUMBERED, profile)


def test_the_coded_layout_comes_to_the_sentences() -> None:
    profile = read_lettered_profile(case.CODED, case.CODES, "t")
    assert sentences(profile) == {c: s if s.endswith(".") else f"{s}." for c, s in case.SENTENCES.items()}
    assert profile.findings == () and profile.skipped == ()
    accounted(case.CODED, profile)


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    assert read_lettered_profile(case.NUMBERED, case.CODES, "t").skipped == (
        Skipped(2, "The Ship's Cat *Charter*", "Stands before the first standard."),
        Skipped(4, "Ship's Cats:", "Announces the lettered statements of 1."),
        Skipped(9, "Ship's Cats:", "Announces the lettered statements of 2."),
        Skipped(20, "Ship's Cats:", "Announces the lettered statements of 3."),
    )


def test_a_statement_knows_the_line_where_it_begins() -> None:
    begun = {
        statement.notation: statement.line for statement in read_lettered_profile(case.NUMBERED, case.CODES).statements
    }
    assert [begun[code] for code in ("1", "1a", "2c", "3", "3a")] == [4, 6, 14, 18, 22]


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("Fair Winds. Cats whistle.", "Cats whistle."),
        ("FAIR winds: Cats whistle.", "Cats whistle."),
        ("Fair Winds – Cats whistle.", "Cats whistle."),
        ("Fair Winds blow where cats whistle.", "Fair Winds blow where cats whistle."),
        ("Fair Wind. Cats whistle.", "Fair Wind. Cats whistle."),
        ("Fair.", "Fair."),
    ],
)
def test_the_title_that_is_held_and_no_other_is_taken_from_the_sentence(printed: str, sentence: str) -> None:
    profile = read(f"1. {printed}", "1", t1="Fair Winds")
    assert sentences(profile) == {"1": sentence}
    accounted(f"1. {printed}", profile)


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("Cats nap. Old cats:", "Cats nap."),
        ("Cats nap! The best of them at noon and again at ten to four do these:", "Cats nap!"),
        ("Old cats do these:", "Old cats do these:"),
        ("Cats nap, e.g. in these places:", "Cats nap, e.g. in these places:"),
        ("Cats nap. Old cats do so: at noon.", "Cats nap. Old cats do so: at noon."),
    ],
)
def test_a_last_sentence_that_announces_the_letters_is_left_out(printed: str, sentence: str) -> None:
    assert sentences(read(f"1. {printed}\n- a. Nap", "1", "1a")) == {"1": sentence, "1a": "Nap"}


def test_a_lettered_statement_keeps_what_it_announces() -> None:
    assert sentences(read("1. Cats nap.\n- a. Nap. Nap so:", "1", "1a"))["1a"] == "Nap. Nap so:"


def test_a_code_that_the_framework_lacks_is_left_out_and_named() -> None:
    text = "1. Cats nap.\n- a. At noon\n- b. At ten\n7. Cats wake."
    profile = read(text, "1", "1a")
    assert found(profile) == [("unknown-code", "t:3"), ("unknown-code", "t:4")]
    assert [skip.words for skip in profile.skipped] == ["- b. At ten", "7. Cats wake."]
    assert sentences(profile) == {"1": "Cats nap.", "1a": "At noon"}
    accounted(text, profile)


def test_a_text_of_something_else_has_no_statement() -> None:
    assert ("no-statement", "t:1") in found(read("1. Cats nap.", "A1", "A2"))
    assert found(read("Dear cat,\n\nthank you.", "1")) == [("no-statement", "t:1")]
    assert found(read("", "1")) == [("no-statement", "t:1")]


def test_codes_that_the_text_lacks_are_named_in_the_order_of_the_framework() -> None:
    absent = [f.message for f in read("2. Cats nap.", "10", "2", "1").findings if f.code == "code-absent"]
    assert [message.split(" for ")[1].split()[0] for message in absent] == ["10", "1"]


def test_a_code_without_a_sentence_is_named_and_has_no_wording() -> None:
    profile = read("1. Fair Winds\n- a.\n- b. Nap", "1", "1a", "1b", t1="Fair Winds")
    assert found(profile) == [("sentence-missing", "t:1"), ("sentence-missing", "t:2")]
    assert sentences(profile) == {"1b": "Nap"}


def test_the_framework_says_how_a_code_is_written() -> None:
    assert sentences(read("1a: Nap", "1A")) == sentences(read("1A: Nap", "1A")) == {"1A": "Nap"}


# Texts that are not this one

WORDS = st.lists(st.sampled_from(["cats", "nap,", "on", "(warm)", "ropes", "at", "4", "bells", "—", "Sir"]), min_size=1)
SENTENCE = WORDS.map(lambda words: "A " + " ".join(words))
CHARTERS = st.lists(st.tuples(SENTENCE, st.lists(SENTENCE, min_size=1, max_size=26)), min_size=1, max_size=12)


def written(charter: list[tuple[str, list[str]]], coded: bool) -> tuple[str, dict[str, str]]:
    """A charter as a text in one of the layouts, and its sentences by code."""
    text, expected = "", {}
    for number, (standard, letters) in enumerate(charter, 1):
        expected[str(number)] = f"{standard}."
        text += f"{standard}.\n" if coded else f"\n{number}. {standard}. Cats:\n\n"
        for letter, sentence in zip("abcdefghijklmnopqrstuvwxyz", letters, strict=False):
            expected[f"{number}{letter}"] = f"{sentence}."
            text += f"{number}{letter}: {sentence}.\n" if coded else f"- {letter}. {sentence}.\n"
    return text, expected


@given(CHARTERS, st.booleans())
def test_a_charter_is_read_as_it_was_written(charter: list[tuple[str, list[str]]], coded: bool) -> None:
    text, expected = written(charter, coded)
    profile = read_lettered_profile(text, dict.fromkeys(expected, ""), "t")
    assert sentences(profile) == expected
    assert profile.findings == ()


JUNK = st.sampled_from(
    ["- a. ", "1. ", "2b: ", "9z) ", "•\t", "Page 3 of 5", "—", "(c) ", "and so on", "So.", "", "\r"]
)
EDIT = st.tuples(
    st.sampled_from(["drop", "double", "swap", "insert", "prefix", "cut", "join"]),
    st.integers(0, 30),
    st.one_of(JUNK, st.text(max_size=20)),
)


def edited(text: str, edits: list[tuple[str, int, str]]) -> str:
    made = text.split("\n")
    for kind, place, words in edits:
        at = place % len(made)
        if kind == "drop" and len(made) > 1:
            del made[at]
        elif kind == "double":
            made.insert(at, made[at])
        elif kind == "swap":
            made[at], made[at - 1] = made[at - 1], made[at]
        elif kind == "insert":
            made.insert(at, words)
        elif kind == "prefix":
            made[at] = words + made[at]
        elif kind == "cut":
            middle = len(made[at]) // 2
            made[at : at + 1] = [made[at][:middle], made[at][middle:]]
        elif kind == "join" and at:
            made[at - 1 : at + 1] = [made[at - 1] + made[at]]
    return "\n".join(made)


@settings(max_examples=200)
@given(st.sampled_from([case.NUMBERED, case.CODED]), st.lists(EDIT, min_size=1, max_size=6))
def test_a_text_made_worse_is_read_without_loss(text: str, edits: list[tuple[str, int, str]]) -> None:
    worse = edited(text, edits)
    accounted(worse, read_lettered_profile(worse, case.CODES, "t"))


@given(st.text())
def test_any_text_is_read_without_loss(text: str) -> None:
    accounted(text, read_lettered_profile(text, case.CODES, "t"))
