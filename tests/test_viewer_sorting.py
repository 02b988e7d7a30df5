"""Tables in an order that the address names: numbers by value, codes by part, nothing last, files in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.viewer.markup import tag
from crosswalk.viewer.sorting import Order, arranged, key

CELLS = st.lists(st.tuples(st.sampled_from(["C3.10", "C3.9", "3.4 x", "–", "", "0.55 of 1", "0.8 of 1", "1,200", "Z"])))


@given(CELLS, st.booleans())
def test_the_rows_are_all_there_once_in_order_with_what_they_were_made_of(cells: list[tuple[str]], down: bool) -> None:
    held, rows = arranged(Order("sort", 1, down), cells, range(len(cells)))
    assert [cells[row] for row in rows] == held and sorted(rows) == list(range(len(cells)))
    keys = [key(cell) for (cell,) in held]
    full = [one for one in keys if one]
    assert keys == full + [()] * (len(keys) - len(full))
    assert full == sorted(full, reverse=down)


def test_codes_go_part_by_part_numbers_by_value_and_links_by_what_they_say() -> None:
    said = ["C3.9", "C3.10", "C10.1"]
    assert sorted(said, key=key) == said
    assert key("0.55 of 1") < key("0.8 of 1") < key("1,200")
    assert key(tag("a", "B2 &", href="z")) == key("B2 &")


def test_a_heading_turns_the_order_round_at_the_second_choice() -> None:
    assert Order("sort").then(2) == "2"
    assert Order("sort", 2).then(2) == "-2"
    assert Order("sort", 2, True).then(2) == "2"


@pytest.mark.parametrize("sort", ["1", "-1", "3", "99", "x", "0"])
def test_the_gaps_stand_in_the_order_of_the_address(sort: str) -> None:
    rows = open_graph().records("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    page = shown(opened("pair", from_="ib-psp-2014", to="ais-psi", view="gaps", sort=sort))
    known = {f"standard?id={row['statement']}" for row in rows}
    found = list(dict.fromkeys(link for link in page.links if link in known))
    assert set(found) == known
    codes = [link.rpartition(":")[2] for link in found]
    if sort in ("1", "-1"):
        assert codes == sorted(codes, key=key, reverse=sort == "-1")
    elif sort != "3":
        assert codes == [str(row["statement"]).partition(":")[2] for row in rows]
    assert any("sort=" in link and "view=gaps" in link for link in page.links)
