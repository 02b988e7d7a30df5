"""Which edition came after which: chains, circles and what no source says, each in a sentence."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.alignment.lineage import lineage, standing

CHAIN = [("a", "b"), ("b", "c"), ("c", "d")]


def test_an_edition_that_simply_replaces_another_needs_no_word() -> None:
    found = lineage(CHAIN, "a", "b")
    assert (found.way, found.back, found.circle) == (("a", "b"), (), ())
    assert standing(found, claimed=True) == ()


def test_a_chain_of_editions_is_told_and_where_nothing_is_claimed_its_steps() -> None:
    found = lineage([*CHAIN, ("a", "x")], "a", "d")
    assert found.way == ("a", "b", "c", "d")
    assert standing(found, claimed=True) == ("d came after a by way of b, c.",)
    assert standing(found, claimed=False)[1:] == (
        "There are no claims between a and d: nothing here is reviewed, and nothing is known.",
        "Compare the editions one after the other: a and b, b and c, c and d.",
    )


def test_a_circle_of_editions_is_told_and_ends() -> None:
    found = lineage([("a", "b"), ("b", "a")], "a", "b")
    assert found.circle == ("a", "b", "a")
    assert standing(found, claimed=True) == (
        "These editions replace each other in a circle, so that none is the newer: a → b → a; b is read as the newer, "
        "as asked.",
    )
    assert lineage([*CHAIN, ("d", "b")], "a", "c").circle == ("c", "d", "b", "c")
    assert lineage([("a", "a")], "a", "b").circle == ("a", "a")
    assert lineage([*CHAIN, ("x", "y"), ("y", "x")], "a", "d").circle == ()


def test_editions_named_the_wrong_way_round_are_told() -> None:
    found = lineage(CHAIN, "c", "a")
    assert (found.way, found.back) == ((), ("a", "b", "c"))
    assert standing(found, claimed=True) == ("c is known as the newer of the two; a is read as the newer, as asked.",)


def test_what_no_source_says_is_told_and_still_answered() -> None:
    said = "No source says that z replaces a; the answer is what the claims between them say."
    assert standing(lineage(CHAIN, "a", "z"), claimed=True) == (said,)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"))), st.randoms(use_true_random=False))
def test_any_editions_whatever_have_an_end_and_one_answer(pairs: list[tuple[str, str]], random: object) -> None:
    found = lineage(pairs, "a", "b")
    shuffled = [*pairs, *pairs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lineage(shuffled, "a", "b") == found
    for way in (found.way, found.back, found.circle):
        assert set(pairwise(way)) <= set(pairs)
    reached = {"a"}
    for _ in pairs:
        reached |= {after for before, after in pairs if before in reached}
    assert bool(found.way) == ("b" in reached)
