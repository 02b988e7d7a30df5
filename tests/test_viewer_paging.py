"""Long lists part by part: every row in one part, the part in the address, counts and files of all rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import Reading, opened, shown

from crosswalk.viewer import downloads, paging, shared
from crosswalk.viewer.paging import SIZE, Part

#: How many statements each of two vocabularies has, and so how many pairs there are.
MANY = 2 * SIZE + 30


@pytest.fixture
def long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two vocabularies with more matches between them than one part shows: their names."""
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://example.org/long/> ."]
    for scheme in "st":
        lines.append(f':{scheme} a skos:ConceptScheme ; skos:prefLabel "Long {scheme}"@en .')
        lines += [
            f":{scheme}{i:03} a skos:Concept ; skos:inScheme :{scheme} ; skos:notation '{scheme}.{i:03}' ; "
            f'skos:prefLabel "Label {i}"@en .'
            for i in range(MANY)
        ]
    lines += [f":s{i:03} skos:broadMatch :t{MANY - 1 - i:03} ." for i in range(MANY)]
    path = tmp_path / "long.ttl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setenv("CROSSWALK_DATA", str(path))
    shared.graph.clear()
    rows = shared.graph().records("list_frameworks")
    one, two = (str(row["framework"]) for letter in "st" for row in rows if row["label"] == f"Long {letter}")
    return one, two


@pytest.fixture(autouse=True)
def after() -> object:
    yield
    shared.graph.clear()


def codes(page: Reading, framework: str) -> list[str]:
    """The statements of a framework that the page links to, in order, each once."""
    start = f"standard?id={framework}:"
    return list(dict.fromkeys(link.removeprefix(start) for link in page.links if link.startswith(start)))


@given(st.integers(0, 1000))
def test_each_row_stands_in_one_part_in_its_place(rows: int) -> None:
    last = max(1, -(-rows // SIZE))
    found = [row for number in range(1, last + 1) for row in Part(number, last, rows, "page").of(range(rows))]
    assert found == list(range(rows))


@pytest.mark.parametrize(("given_", "number"), [(None, 1), ("2", 2), ("9", 3), ("0", 1), ("x", 1), ("9" * 30, 1)])
def test_a_number_that_cannot_be_leads_to_the_nearest_part(
    monkeypatch: pytest.MonkeyPatch, given_: str | None, number: int
) -> None:
    monkeypatch.setattr(paging, "parameter", lambda name: given_)
    assert paging.part(MANY) == Part(number, 3, MANY, "page")


@pytest.mark.parametrize(("given_", "number"), [(None, 1), ("3", 3)])
def test_the_address_says_which_pairs_are_shown_of_how_many(
    long: tuple[str, str], given_: str | None, number: int
) -> None:
    one, two = long
    page = shown(opened("pair", from_=one, to=two, **({"page_": given_} if given_ else {})))
    first, last = (number - 1) * SIZE, min(number * SIZE, MANY)
    assert codes(page, one) == [f"s.{i:03}" for i in range(first, last)]
    assert f"Rows {first + 1} to {last} of {MANY}." in page.text
    assert f"Take home what is shown: {MANY} rows" in page.text and f"{MANY} rows: claims from" in page.text
    ways = {tuple(parse_qs(urlsplit(link).query).get("page", ["1"])) for link in page.links if "view=" not in link}
    assert {("1",), ("2",), ("3",)} <= ways


def test_another_order_is_that_of_all_rows_and_begins_with_the_first_part(long: tuple[str, str]) -> None:
    one, two = long
    page = shown(opened("pair", from_=one, to=two, page_="2", sort="to"))
    assert codes(page, two) == [f"t.{i:03}" for i in range(SIZE, 2 * SIZE)]
    orders = [link for link in page.links if "sort=confidence" in link and "view=" not in link]
    assert orders and not any("page=" in link for link in orders)


def test_a_choice_on_the_page_takes_the_part_out_of_the_address_in_the_same_step(long: tuple[str, str]) -> None:
    one, two = long
    app = opened("pair", from_=one, to=two, page_="3")
    next(box for box in app.selectbox if box.label == "Sort by").set_value("to").run()
    assert "page" not in app.query_params and f"Rows 1 to {SIZE} of {MANY}." in shown(app).text


def test_the_files_have_all_rows_in_their_order_whatever_part_is_shown(
    long: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, bytes] = {}
    monkeypatch.setattr(downloads, "offer", lambda _label, name, _type, content: files.update({name: content()}))
    opened("pair", from_=long[0], to=long[1], page_="2", sort="to")
    (content,) = [held.decode() for name, held in files.items() if name == f"{long[0]}--{long[1]}.csv"]
    objects = [row["object"] for row in csv.DictReader(io.StringIO(content))]
    assert len(objects) == MANY and objects == sorted(objects)


def test_a_list_that_fits_has_no_ways_to_parts() -> None:
    assert paging.ways(Part(1, 1, SIZE, "page"), "anything") is None
    page = shown(opened("pair", from_="ais-psi", to="cis-2016-revised"))
    assert "Rows 1 to" not in page.text
