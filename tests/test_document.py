from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswalk.sources.document import (
    Line,
    Span,
    Use,
    fields,
    line_number,
    lines,
    read_twice,
    trimmed,
    unread,
    without,
    wording,
)

TEXTS = st.text(alphabet="ab \t\n\r\u00a0\u2028", max_size=60)


@given(TEXTS)
def test_lines_put_together_are_the_text(text: str) -> None:
    found = lines(text)
    assert "\n".join(line.text for line in found) == text
    assert all(text[line.start : line.start + len(line.text)] == line.text for line in found)


@given(TEXTS)
def test_an_offset_lies_in_the_line_that_says_so(text: str) -> None:
    starts = [line.start for line in lines(text)]
    for offset in range(len(text)):
        assert line_number(starts, offset) == 1 + text[:offset].count("\n")


def test_fields_are_trimmed_and_empty_ones_kept() -> None:
    text = "xx\n a \t\tb"
    line = lines(text)[1]
    assert [text[start:end] for start, end in fields(line)] == ["a", "", "b"]
    assert fields(Line(1, 5, "")) == (Span(5, 5),)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_trimming_keeps_the_words_and_stays_inside(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    span = trimmed(text, start, end)
    assert text[span.start : span.end] == text[start:end].strip()
    assert start <= span.start <= span.end <= max(end, start)


def test_wording_has_one_space_between_words() -> None:
    text = "a  b\n\tc d"
    assert wording(text, [Span(0, 5), Span(6, len(text))]) == "a b c d"


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8), st.integers(0, 40), st.integers(0, 40))
def test_what_is_left_and_the_holes_make_up_the_span(marks: list[int], one: int, other: int) -> None:
    span = Span(*sorted((one, other)))
    ordered = sorted(marks)
    holes = [Span(a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=False)]
    left = {offset for part in without(span, holes) for offset in range(*part)}
    assert left == set(range(*span)) - {offset for hole in holes for offset in range(*hole)}


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_unread_words_are_those_in_no_use(text: str, marks: list[tuple[int, int]]) -> None:
    uses = [Use(min(pair), min(max(pair), len(text)), "cell") for pair in marks if min(pair) <= len(text)]
    used = [any(use.start <= offset < use.end for use in uses) for offset in range(len(text))]
    wanted = {offset for offset, char in enumerate(text) if not char.isspace() and not used[offset]}
    found = [offset for span in unread(text, uses) for offset in range(*span) if not text[offset].isspace()]
    assert sorted(found) == sorted(wanted)


def test_words_claimed_twice_are_found() -> None:
    first, second, third = Use(0, 5, "title"), Use(4, 8, "cell"), Use(8, 9, "mark")
    assert list(read_twice([third, second, first])) == [(first, second)]
