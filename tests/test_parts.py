"""The parts of a streamed answer: nothing lost, rows counted exactly wherever the pieces begin, limits kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crosswalk.graph import oxigraph
from crosswalk.graph.parts import PART, Parts, TooLarge, TooManyRows

VALUES = st.lists(
    st.text(alphabet=st.sampled_from(['"', "}", ",", "{", "<", ">", "\n", "\r", "a", "\\", "'"]), max_size=12),
    min_size=1,
    max_size=8,
)


def answer(values: list[str], syntax: str) -> bytes:
    """The engine's answer with a row for each value."""
    bytes_: list[bytes] = []
    parts = Parts(syntax, 10**9, 10**9, bytes_.append)
    rows = " ".join(f'("{value.translate(ESCAPES)}" {at})' for at, value in enumerate(values))
    store = oxigraph.memory_store()
    oxigraph.write_answer(store, f"SELECT ?v ?n WHERE {{ VALUES (?v ?n) {{ {rows} }} }}", syntax, parts)
    parts.flush()
    return b"".join(bytes_)


ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})


def refused(text: bytes, syntax: str, rows: int, cut: Callable[[int], int]) -> bool:
    """Whether so many rows are too few for an answer that is written in pieces."""
    parts, at = Parts(syntax, rows, 10**9, lambda part: None), 0
    try:
        while at < len(text):
            size = max(1, cut(at))
            parts.write(text[at : at + size])
            at += size
    except TooManyRows:
        return True
    return False


@pytest.mark.parametrize("syntax", ["json", "xml", "csv", "tsv"])
@example(values=["},{"], pieces=[1])
@example(values=["},{", "},{", ""], pieces=[3, 4, 5])
@given(values=VALUES, pieces=st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_rows_are_counted_whatever_stands_in_them_and_wherever_pieces_begin(
    syntax: str, values: list[str], pieces: list[int]
) -> None:
    text = answer(values, syntax)
    for rows in (len(values) - 1, len(values)):
        assert refused(text, syntax, rows, lambda at: pieces[at % len(pieces)]) is (rows < len(values))


def test_parts_are_sent_when_they_are_large_enough_and_hold_everything() -> None:
    sent: list[bytes] = []
    parts = Parts("ntriples", 1, 10**9, sent.append)
    for _ in range(300):
        parts.write(b"x" * 1000)
    assert [len(part) >= PART for part in sent] == [True] * len(sent)
    parts.flush()
    parts.flush()
    assert b"".join(sent) == b"x" * 300_000
    assert b"" not in sent


def test_an_answer_larger_than_its_limit_is_ended_before_it_is_sent() -> None:
    sent: list[bytes] = []
    parts = Parts("csv", 10, 100, sent.append)
    with pytest.raises(TooLarge):
        parts.write(b"x" * 101)
    assert sent == []


def test_triples_are_counted_by_whoever_writes_them() -> None:
    parts = Parts("turtle", 2, 10**9, lambda part: None)
    parts.counted(2)
    with pytest.raises(TooManyRows):
        parts.counted(3)
