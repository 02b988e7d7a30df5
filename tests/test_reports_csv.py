"""CSV for programs holds the records, exactly."""

from __future__ import annotations

import csv as reading
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from test_reports_content import hostile, report, school

from crosswalk.reports import csv


def read(content: bytes) -> list[list[str]]:
    """The rows of a CSV."""
    return list(reading.reader(io.StringIO(content.decode(), newline="")))


def test_the_first_line_is_the_header_and_nothing_follows_the_records() -> None:
    content = csv.render(school(3, 1))
    assert content.startswith(b"code,status,own\r\n")
    assert read(content)[1:] == [
        ["FRAME-C.2011.1.a", "full", ""],
        ["FRAME-C.2011.1.b", "partial", "1a | 1b | 2c"],
        ["FRAME-C.2011.1.c", "cited only", "1a | 1b | 2c"],
    ]


def test_nothing_is_disarmed_or_cleaned() -> None:
    assert read(csv.render(hostile()))[1:] == [[r["what"], r["text"] or ""] for r in hostile().records]


def test_truth_numbers_and_what_is_missing_are_written_for_programs() -> None:
    sample = report()._replace(fields=("a", "b", "c", "d"), records=({"a": True, "b": -0.5, "c": [1, None]},))
    assert csv.render(sample) == b"a,b,c,d\r\ntrue,-0.5,1 | ,\r\n"


def test_what_has_parts_of_its_own_is_written_as_json() -> None:
    pieces = [{"id": "a", "title": "Größe | x"}, {"id": "b", "confidential": True}]
    (_, row) = read(csv.render(report()._replace(fields=("a", "b"), records=({"a": pieces, "b": []},))))
    assert json.loads(row[0]) == pieces and row[1] == ""


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.text("\r\n,\"'ä")), max_size=5))
def test_any_text_comes_back(rows: list[tuple[str, str]]) -> None:
    records = tuple({"a": a, "b": b} for a, b in rows)
    assert read(csv.render(report()._replace(fields=("a", "b"), records=records)))[1:] == [list(row) for row in rows]
