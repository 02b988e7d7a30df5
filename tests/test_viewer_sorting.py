"""Tables in an order that the address names: numbers by value, codes by part, nothing last, files in the same order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from evidence_world import filled
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import Reading, opened, shown

from crosswalk import open_graph
from crosswalk.evidence.workspace import Workspace
from crosswalk.viewer import evidence_register, shared
from crosswalk.viewer.sorting import Order, arranged, by_name, key

SAID = st.lists(st.sampled_from(["C3.10", "C3.9", "3.4 x", "–", "", "0.55 of 1", "0.8 of 1", "1,200", "Z"]))


@given(SAID, st.booleans())
def test_the_rows_are_all_there_once_in_the_order_of_what_a_column_says(said: list[str], down: bool) -> None:
    rows = arranged(Order("sort", 1, down), range(len(said)), [said.__getitem__])
    assert sorted(rows) == list(range(len(said)))
    keys = [key(said[row]) for row in rows]
    full = [one for one in keys if one]
    assert keys == full + [()] * (len(keys) - len(full))
    assert full == sorted(full, reverse=down)


def test_without_an_order_nothing_is_asked_of_the_rows() -> None:
    rows = range(3)
    assert arranged(Order("sort"), rows, []) is rows


def test_codes_go_part_by_part_and_numbers_by_value() -> None:
    said = ["C3.9", "C3.10", "C10.1"]
    assert sorted(said, key=key) == said
    assert key("0.55 of 1") < key("0.8 of 1") < key("1,200")
    assert key(0.25) < key(3) < key(12)


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


def test_an_order_with_names_is_chosen_by_them_and_not_turned_round() -> None:
    asked = by_name("status", ("framework", "status", None), down=("status",), none="framework")
    assert (asked.column, asked.down) == (2, True)
    assert [asked.then(column) for column in (1, 2, 3)] == ["", "status", None]
    assert by_name("to", ("framework", None)).column is None


def test_of_more_columns_than_can_be_chosen_the_rest_are_no_links() -> None:
    assert [Order("sort", columns=2).then(column) for column in (1, 2, 3)] == ["1", "2", None]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A register that the pages see."""
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("CROSSWALK_USER", "AB")
    shared.graph.clear()
    yield filled(tmp_path).workspace
    shared.graph.clear()


def in_order(page: Reading, *texts: str) -> list[str]:
    """These texts in the order in which the page says them first."""
    return sorted(texts, key=page.text.index)


def test_the_register_and_its_sheet_stand_in_the_order_of_the_address(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, bytes] = {}
    monkeypatch.setattr(
        evidence_register, "offer", lambda _label, name, _type, content: files.update({name: content()})
    )
    titles = ("Assistive technology plan", "Unit planners")
    for sort, expected in ((None, titles), ("-1", titles[::-1]), ("5", titles[::-1]), ("7", titles)):
        page = shown(opened("evidence", **({"sort": sort} if sort else {})))
        assert (sort, in_order(page, *titles)) == (sort, list(expected))
        sheet = csv.DictReader(io.StringIO(files["evidence.csv"].decode("utf-8-sig")))
        assert [row["title"] for row in sheet] == list(expected)


def test_the_lines_of_a_report_and_what_has_nothing_are_ordered_by_their_headings(desk: Workspace) -> None:
    page = shown(opened("report", target="ib-psp-2014", section="ib-psp-2014:C3", sort="status"))
    orders = {tuple(parse_qs(urlsplit(link).query).get("sort", ())) for link in page.links if "section=" in link}
    assert orders == {(), ("status",)}
    open_ = shown(opened("evidence", view="worklist", target="ib-psp-2014", sort="-1"))
    codes = [link.rpartition(":")[2] for link in open_.links if link.startswith("standard?id=ib-psp-2014:")]
    in_table = [code for code in codes if code != "C3.15"]  # out of scope, it stands below
    assert in_table == sorted(in_table, key=key, reverse=True) and len(in_table) > 50
    assert {link for link in open_.links if "sort=" in link and "lang=" not in link} == {
        f"?view=worklist&target=ib-psp-2014&sort={sort}" for sort in ("1", "2")
    }
