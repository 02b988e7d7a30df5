"""A text as numbered lines and spans, and the account of which of its words were used for what."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"\S+")


class Span(NamedTuple):
    """A stretch of the text, as character offsets: `start` included, `end` not."""

    start: int
    end: int


class Line(NamedTuple):
    """One line of the text: its number from 1, where it starts, and its characters without the line end."""

    number: int
    start: int
    text: str


class Use(NamedTuple):
    """What a stretch of the document was read as.

    `role` is what it became (title, statement, cell, mark, skipped …), `owner` the statement or cell it belongs to, and
    `reason` says why, where the words became nothing.
    """

    start: int
    end: int
    role: str
    owner: str = ""
    reason: str = ""


class Skipped(NamedTuple):
    """Words that were read and left out on purpose: on which line, which, and why."""

    line: int
    words: str
    reason: str


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text, split at line feeds alone, so that offsets stay those of the text."""
    found, start = [], 0
    for number, content in enumerate(text.split("\n"), start=1):
        found.append(Line(number, start, content))
        start += len(content) + 1
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its two ends; empty where there is nothing else."""
    content = text[start:end]
    left = len(content) - len(content.lstrip())
    return Span(start + left, max(start + left, start + len(content.rstrip())))


def fields(line: Line) -> tuple[Span, ...]:
    """The tab-separated fields of a line, each trimmed; an empty field is an empty span."""
    found, start = [], 0
    for content in line.text.split("\t"):
        left = len(content) - len(content.lstrip())
        found.append(
            Span(line.start + start + left, max(line.start + start + left, line.start + start + len(content.rstrip())))
        )
        start += len(content) + 1
    return tuple(found)


def words(text: str, span: Span) -> tuple[Span, ...]:
    """The words of a span: runs of characters that are not white space."""
    return tuple(Span(*match.span()) for match in _WORD.finditer(text, span.start, span.end))


def wording(text: str, spans: Iterable[Span]) -> str:
    """The words of the spans in order, one space between any two."""
    return " ".join(text[word.start : word.end] for span in spans for word in words(text, span))


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span when the holes, given in order, are cut out."""
    left, position = [], span.start
    for hole in holes:
        if hole.end <= span.start or hole.start >= span.end:
            continue
        left.append(Span(position, hole.start))
        position = hole.end
    left.append(Span(position, span.end))
    return tuple(part for part in left if part.start < part.end)


def unread(text: str, uses: Iterable[Use]) -> Iterator[Span]:
    """Every stretch of a line with words that no use covers."""
    position = 0
    for use in [*sorted(uses), Use(len(text), len(text), "end")]:
        for start, end in _line_parts(text, position, use.start):
            span = trimmed(text, start, end)
            if span.start < span.end:
                yield span
        position = max(position, use.end)


def read_twice(uses: Iterable[Use]) -> Iterator[tuple[Use, Use]]:
    """Every pair of neighbouring uses that claim the same characters."""
    ordered = sorted(use for use in uses if use.start < use.end)
    for first, second in itertools.pairwise(ordered):
        if second.start < first.end:
            yield first, second


def shown(words: str) -> str:
    """Words as a message shows them: the first of them, where they are many."""
    return words if len(words) <= 80 else words[:77] + "…"


def left_out(text: str, uses: Iterable[Use], starts: Sequence[int]) -> tuple[Skipped, ...]:
    """What was skipped on purpose, with its line; `starts` is where each line starts."""
    return tuple(
        Skipped(line_number(starts, use.start), wording(text, [Span(use.start, use.end)]), use.reason)
        for use in uses
        if use.role == "skipped"
    )


def line_number(starts: Sequence[int], offset: int) -> int:
    """The number of the line that an offset lies in, given where each line starts."""
    return bisect_right(starts, offset)


def _line_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1
