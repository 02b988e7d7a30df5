"""Long lists part by part: every row in one part, the part in the address, counts and files of all rows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_viewer import Reading, opened, shown

from crosswalk.viewer import downloads, frame, paging, shared
from crosswalk.viewer.markup import Child
from crosswalk.viewer.paging import SIZE, Part

#: How many statements each of two vocabularies has, and so how many pairs there are.
MANY = 2 * SIZE + 30


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Three vocabularies longer than one part: the first two match throughout, the third nothing; their names."""
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://example.org/long/> ."]
    for scheme in "stu":
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
    monkeypatch.setenv("CROSSWALK_WORKSPACE", str(tmp_path / "workspace"))
    shared.graph.clear()
    rows = shared.graph().records("list_frameworks")
    one, two, three = (str(row["framework"]) for letter in "stu" for row in rows if row["label"] == f"Long {letter}")
    return one, two, three


@pytest.fixture
def long(three: tuple[str, str, str]) -> tuple[str, str]:
    """The two with more matches between them than one part shows."""
    return three[:2]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the buttons of a page hand out, by name, made as the page is shown."""
    found: dict[str, bytes] = {}
    monkeypatch.setattr(downloads, "offer", lambda _label, name, _type, content: found.update({name: content()}))
    return found


def column(content: bytes, name: str) -> list[str]:
    """A column of a CSV file, of IRIs their last parts."""
    return [row[name].rpartition("/")[2] for row in csv.DictReader(io.StringIO(content.decode()))]


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
    long: tuple[str, str], files: dict[str, bytes]
) -> None:
    opened("pair", from_=long[0], to=long[1], page_="2", sort="to")
    objects = column(files[f"{long[0]}--{long[1]}.csv"], "object")
    assert len(objects) == MANY and objects == sorted(objects)


def test_a_list_that_fits_has_no_ways_to_parts() -> None:
    assert paging.ways(Part(1, 1, SIZE, "page"), "anything") is None
    page = shown(opened("pair", from_="ais-psi", to="cis-2016-revised"))
    assert "Rows 1 to" not in page.text


def test_of_a_long_list_only_the_cells_that_are_shown_are_made() -> None:
    made: list[int] = []

    def cells(row: int) -> list[Child]:
        made.append(row)
        return [str(row)]

    page = Reading(paging.listed("Numbers", ["Number"], range(MANY), cells, last=[["all of them"]]))
    assert made == list(range(SIZE)) and "all of them" in page.text and f"Rows 1 to {SIZE} of {MANY}." in page.text


@pytest.mark.parametrize(("given_", "number"), [(None, 1), ("2", 2), ("99", 3)])
def test_the_gaps_come_in_parts_each_way_with_a_part_of_its_own(
    three: tuple[str, str, str], files: dict[str, bytes], given_: str | None, number: int
) -> None:
    one, _two, other = three
    asked = {"from_": one, "to": other, "view": "gaps", "sort": "-1", **({"page_": given_} if given_ else {})}
    page = shown(opened("pair", **asked))
    last, first = MANY - (number - 1) * SIZE, max(0, MANY - number * SIZE)
    assert codes(page, one) == [f"s.{i:03}" for i in reversed(range(first, last))]
    assert codes(page, other) == [f"u.{i:03}" for i in range(SIZE)]
    assert page.text.count(f"{MANY} statements of") == 2 and page.text.count(f"{MANY} not reviewed") == 2
    assert f"Rows {(number - 1) * SIZE + 1} to {min(number * SIZE, MANY)} of {MANY}." in page.text
    there, back = (files[f"gaps-{a}--{b}.csv"] for a, b in ((one, other), (other, one)))
    assert column(there, "statement") == [f"s{i:03}" for i in reversed(range(MANY))]
    assert column(back, "statement") == [f"u{i:03}" for i in range(MANY)]
    ways = [parse_qs(urlsplit(link).query) for link in page.links if "back-page=2" in link]
    assert ways and all(way["sort"] == ["-1"] and way.get("page") == ([given_] if given_ else None) for way in ways)


def test_another_order_of_the_gaps_begins_their_list_anew_and_lets_the_way_back_be(
    three: tuple[str, str, str],
) -> None:
    asked = {"from_": three[0], "to": three[2], "view": "gaps", "page_": "2", "back-page": "3", "sort2": "-1"}
    page = shown(opened("pair", **asked))
    assert codes(page, three[2]) == [f"u.{i:03}" for i in reversed(range(MANY - 2 * SIZE))]
    orders = [parse_qs(urlsplit(link).query) for link in page.links if link.startswith("?")]
    of_first = [way for way in orders if way.get("sort") == ["3"]]
    of_second = [way for way in orders if way.get("sort2") == ["3"]]
    assert of_first and all("page" not in way and way["back-page"] == ["3"] for way in of_first)
    assert of_second and all("back-page" not in way and way["page"] == ["2"] for way in of_second)


def test_each_list_of_the_coverage_has_parts_of_its_own_and_its_sum_in_each(
    long: tuple[str, str], files: dict[str, bytes]
) -> None:
    one, two = long
    asked = {"view": "coverage", "sort": "-1", "page_": "2", "kinds-page": "3", "together-page": "9"}
    app = opened("pair", from_=one, to=two, **asked)
    tables = [re.sub(r"<nav.*?</nav>", "", str(part.value)) for part in app.html if "<table" in str(part.value)]
    sections, kinds, together = (codes(Reading(one_table), one) for one_table in tables)
    assert sections == [f"s.{i:03}" for i in reversed(range(MANY - 2 * SIZE, MANY - SIZE))]
    assert kinds == together == [f"s.{i:03}" for i in range(2 * SIZE, MANY)]
    assert Reading(tables[1]).text.endswith(f"All{MANY}{MANY}"), "the sum stands below each part"
    assert column(files[f"coverage-{one}--{two}.csv"], "section") == [f"s{i:03}" for i in reversed(range(MANY))]
    assert len(column(files[f"coverage-by-kind-{one}--{two}.csv"], "section")) == MANY + 1
    assert column(files[f"together-{two}--{one}.csv"], "statement") == [f"{one}:s.{i:03}" for i in range(MANY)]


def test_the_matrix_of_sections_comes_in_parts_of_its_rows_and_columns(
    long: tuple[str, str], files: dict[str, bytes]
) -> None:
    one, two = long
    page = shown(opened("pair", from_=one, to=two, view="sections", page_="3", columns_="1"))
    assert codes(page, one) == [f"s.{i:03}" for i in range(2 * SIZE, MANY)]
    assert f"Rows {2 * SIZE + 1} to {MANY} of {MANY}." in page.text
    assert f"Columns 1 to {SIZE} of {MANY}." in page.text
    cells = [parse_qs(urlsplit(link).query) for link in page.links if "row=" in link]
    assert len(cells) == MANY - 2 * SIZE and all(cell["page"] == ["3"] for cell in cells), "a cell opens where it is"
    assert len(column(files[f"{one}--{two}-matrix.csv"], "subject")) >= MANY


def test_the_links_of_a_graph_stand_below_it_in_parts(long: tuple[str, str], files: dict[str, bytes]) -> None:
    one, two = long
    page = shown(opened("graph", from_=one, to=two, page_="2", sort="-3"))
    assert f"Rows {SIZE + 1} to {2 * SIZE} of {MANY}." in page.text
    assert codes(page, two) == [f"t.{i:03}" for i in reversed(range(MANY - 2 * SIZE, MANY - SIZE))]
    (name,) = (name for name in files if name.endswith(".csv") and "spreadsheet" not in name)
    assert column(files[name], "to") == [f"{two}:t.{i:03}" for i in reversed(range(MANY))]


def test_what_has_no_evidence_yet_comes_in_parts(long: tuple[str, str]) -> None:
    page = shown(opened("evidence", view="worklist", target=long[0], page_="3", sort="-1"))
    assert codes(page, long[0]) == [f"s.{i:03}" for i in reversed(range(MANY - 2 * SIZE))]
    assert f"{MANY} statements of {MANY} without support" in page.text


def test_all_that_lies_below_a_statement_comes_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <http://example.org/wide/> ."]
    lines.append(':w a skos:ConceptScheme ; skos:prefLabel "Wide"@en .')
    lines.append(':top a skos:Concept ; skos:topConceptOf :w ; skos:notation "0" ; skos:prefLabel "Top"@en .')
    lines += [
        f':c{i:03} a skos:Concept ; skos:inScheme :w ; skos:broader :top ; skos:notation "c.{i:03}" ; '
        f'skos:prefLabel "Label {i}"@en .'
        for i in range(MANY)
    ]
    (tmp_path / "wide.ttl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("CROSSWALK_DATA", str(tmp_path / "wide.ttl"))
    shared.graph.clear()
    (wide,) = (str(row["framework"]) for row in shared.graph().records("list_frameworks") if row["label"] == "Wide")
    page = shown(opened("standard", id=f"{wide}:0", **{"below-page": "3"}))
    assert [code for code in codes(page, wide) if code.startswith("c.")] == [f"c.{i:03}" for i in range(2 * SIZE, MANY)]
    assert f"Rows {2 * SIZE + 1} to {MANY} of {MANY}." in page.text


def test_the_search_box_reads_no_statements_where_they_are_too_many_to_suggest(
    long: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "_MOST_SUGGESTIONS", MANY)
    frame._suggestions.clear()
    graph, asked = shared.graph(), list[str]()
    records = graph.records
    monkeypatch.setattr(graph, "records", lambda name, /, **given: asked.append(name) or records(name, **given))
    try:
        assert frame._suggestions(graph.version) is None
    finally:
        frame._suggestions.clear()
    assert asked == ["list_frameworks"]
