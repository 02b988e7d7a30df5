"""Results that arrive in pieces are read as they are read whole, row by row, and what is none is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.graph import arriving
from crosswalk.graph.results import Result, from_json, json_pieces
from crosswalk.terms import Blank, Iri, Literal, typed

TERMS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=9).map(Literal),
    st.just(Literal("zwölf", "de")),
    st.integers().map(lambda n: typed(n, "integer")),
    st.sampled_from([Iri("http://e/é"), Blank("b0")]),
)
RESULTS = st.lists(st.tuples(TERMS, TERMS), max_size=5).map(lambda rows: Result("select", ("a", "b"), tuple(rows)))
OTHER = {"link": [], "distinct": False, "n": 12.5, "m": -1e7, "deep": {"a": [[], {}]}}
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def pieces(text: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        yield text[at : at + size]
        at, turn = at + size, turn + 1


@given(RESULTS, st.lists(st.integers(1, 7), min_size=1, max_size=9), st.integers(0, 3), st.booleans())
def test_rows_are_those_of_the_whole_wherever_pieces_begin(
    result: Result, sizes: list[int], form: int, last: bool
) -> None:
    whole = json.loads(result.to_json())
    head, found = {**OTHER, **whole["head"]}, {**OTHER, **whole["results"]}
    members = {"results": found, **OTHER, "head": head} if last else {**OTHER, "head": head, "results": found, "x": 1}
    written = json.dumps(members, ensure_ascii=bool(form % 2), indent=form or None).encode()
    came = arriving.read(pieces(written, sizes))
    assert (came.variables, tuple(came.rows)) == (result.variables, result.rows)


@given(RESULTS)
def test_rows_are_written_as_they_are_read(result: Result) -> None:
    assert from_json(b"".join(json_pieces(result.variables, iter(result.rows)))) == result


def test_a_row_is_there_before_the_next_one_comes() -> None:
    taken: list[int] = []

    def coming() -> Iterator[bytes]:
        rows = [json.dumps({"s": {"type": "uri", "value": f"http://e/{n}"}}) for n in range(5)]
        yield b'{"head": {"vars": ["s"]}, "results": {"bindings": ['
        for number, row in enumerate(rows):
            taken.append(number)
            yield f"{',' if number else ''}{row}\n".encode()
        yield b"]}}"

    came = arriving.read(coming())
    assert (came.variables, taken) == (("s",), [])
    assert [(str(next(came.rows)[0]), len(taken)) for _ in range(3)] == [
        ("http://e/0", 1), ("http://e/1", 2), ("http://e/2", 3),
    ]  # fmt: skip


HEAD = b'{"head": {"vars": ["s"]}, "results": {"bindings": ['
ROW = b'{"s": {"type": "uri", "value": "http://e/a"}}'


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b" ", b"not JSON", b"[1, 2]", b"12", b'{"head": {}}', b'{"head": {}, "results": {"bindings": []}}'),
        *(b"[" * 100_000, HEAD + b"[" * 100_000, b'{"boolean": true, "head": {}}', b'{"results": {}, "head": {}}'),
        *(HEAD, HEAD + ROW, HEAD + ROW + b"]", HEAD + ROW + b"]}", HEAD + ROW + b"]}} more", HEAD + ROW + ROW + b"]}}"),
        *(HEAD + b"1]}}", HEAD + b'{"s": 1}]}}', HEAD + b'{"s": {}}]}}', HEAD + ROW + b",]}}", HEAD + b"\xff]}}"),
        *(b'{"head": {"vars": ["s"]}, "results": {}}', b'{"head": {"vars": ["s"]}, "results": []}'),
    ],
)
def test_what_is_no_answer_is_an_error(content: bytes) -> None:
    with pytest.raises(UNREADABLE):
        tuple(arriving.read(iter([content])).rows)


def test_a_row_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LARGEST", 1000)
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        yield HEAD + b'{"s": {"type": "literal", "value": "'
        while True:
            sent.append(1)
            yield b"x" * 100

    with pytest.raises(ValueError, match="too large"):
        next(arriving.read(endless()).rows)
    assert len(sent) < 100
