"""A cell as text: cleaned, in lines, shortened, and told from a number."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st
from test_reports_content import CONTROLLED

from crosswalk.reports import cells


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    assert cells.clean(CONTROLLED[0]) == CONTROLLED[1]
    assert cells.clean("a\rb\r\nc") == "a\nb\nc"


@given(st.text())
def test_what_is_cleaned_stands_in_any_xml_and_is_cleaned_once(text: str) -> None:
    cleaned = cells.clean(text)
    assert (ET.fromstring(f"<a>{escape(cleaned)}</a>".encode()).text or "") == cleaned
    assert cells.clean(cleaned) == cleaned


def test_every_kind_of_cell_has_its_words() -> None:
    said = [cells.plain(value) for value in (None, True, False, 3, 0.5, "a", ("a", "b"), ())]
    assert said == ["", "yes", "no", "3", "0.5", "a", "a\nb", ""]


def test_only_what_a_sheet_can_count_with_is_a_number() -> None:
    assert [value for value in (1, -1, 0.5, 10**14) if not cells.is_number(value)] == []
    wrong = (True, None, "1", ("1",), 10**15, float("nan"), float("inf"))
    assert [value for value in wrong if cells.is_number(value)] == []


def test_a_long_list_says_how_much_more_there_is() -> None:
    many = tuple(map(str, range(1_015)))
    assert cells.lines(many, 12) == [*many[:12], "… and 1,003 more"]
    assert cells.lines(many[:12], 12) == list(many[:12])
    assert cells.lines((), 12) == []


def test_a_text_is_never_shortened() -> None:
    assert cells.lines("a\n" * 40, 12) == ["a\n" * 40]


def test_a_heading_is_one_line() -> None:
    assert cells.alone(" a\n b\tc\x00 ") == "a b c"
