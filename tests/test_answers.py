"""Answers of the library that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from crosswalk import open_graph
from crosswalk.graph.answers import Answers, Rows


def rows(count: int, value: int = 0) -> Rows:
    return tuple({"a": value, "b": n} for n in range(count))


@given(st.lists(st.integers(0, 12), max_size=60), st.integers(0, 40), st.integers(0, 20))
def test_what_is_kept_is_what_would_be_found_anew_and_never_more_than_allowed(
    asked: Sequence[int], cells: int, largest: int
) -> None:
    answers = Answers(cells, largest)
    for number in asked:
        assert answers.get(number, lambda n=number: rows(n, n), lambda: True) == rows(number, number)  # type: ignore[misc]
        held = list(answers._kept.values())
        assert sum(1 + 2 * len(rows_) for rows_ in held) == answers._held <= cells
        assert all(1 + 2 * len(rows_) <= largest for rows_ in held)


def test_the_second_time_nothing_is_asked_and_the_oldest_goes_first() -> None:
    answers, asked = Answers(9, 9), list[str]()

    def get(name: str) -> None:
        answers.get(name, lambda: asked.append(name) or rows(1), lambda: True)  # type: ignore[func-returns-value]

    for name in ("x", "y", "z", "x", "new", "x", "z", "y"):
        get(name)
    assert asked == ["x", "y", "z", "new", "y"], "y was the oldest when the new one came"


def test_whoever_gets_an_answer_may_change_it() -> None:
    answers = Answers()
    answers.get("x", lambda: rows(1), lambda: True)[0]["a"] = "changed"
    answers.get("x", lambda: rows(9), lambda: True)[0]["a"] = "changed"
    assert answers.get("x", lambda: rows(9), lambda: True) == rows(1)


def test_what_does_not_last_is_asked_again() -> None:
    answers = Answers()
    assert answers.get("x", lambda: rows(1), lambda: False) == rows(1)
    assert answers.get("x", lambda: rows(2), lambda: False) == rows(2)


def test_a_graph_that_keeps_answers_gives_the_same_as_one_that_does_not() -> None:
    plain, keeping = open_graph(), open_graph(keep=True)
    for _ in range(2):
        for name in ("list_frameworks", "count_matrix", "count_verdicts"):
            assert keeping.records(name) == plain.records(name)
        for code in ("3.4", "2.3"):
            short = f"ais-psi:{code}"
            assert keeping.statement(short) == plain.statement(short)
            iri = plain.resolve(short)
            assert keeping.records("list_relatives", statement=iri) == plain.records("list_relatives", statement=short)
