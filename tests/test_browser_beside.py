"""Two trees side by side in a real browser: mouse, keyboard alone, Back, cold links, hostile labels, downloads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import ROOT, Visit, free_port, serving, streamlit_run
from test_browser import HOSTILE

from crosswalk import open_graph
from crosswalk.formats.sheets import read_sheet
from crosswalk.formats.sssom import read

pytestmark = pytest.mark.browser

PAIR = "crosswalk?from=ais-psi&to=ib-psp-2014&view=beside"
FOUR = [f"ib-psp-2014:{code}" for code in ("B2.8", "C3.10", "C3.11", "C3.15")]

#: The element that has the focus, also inside a component of ours.
FOCUSED = "(e => { while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; return e })"


def item(visit: Visit, short: str) -> Any:
    return visit.page.locator(f'[role=treeitem][data-id="{short}"]')


def focused(visit: Visit) -> str:
    return str(visit.page.evaluate(f"{FOCUSED}(document.activeElement).dataset.id || ''"))


def state(visit: Visit) -> tuple[Any, ...]:
    """All that the two trees show: what stands there, how it is marked, what is open, which lines are drawn."""
    visit.page.wait_for_timeout(300)
    script = """tree => [...tree.querySelectorAll('[role=treeitem]')].map(e =>
        [e.dataset.id, e.innerText, e.className, e.ariaSelected, e.getAttribute('aria-expanded')].join('|'))"""
    trees = [visit.page.locator("[role=tree]").nth(i).evaluate(script) for i in range(2)]
    return *trees, visit.page.locator(".lines text").all_inner_texts(), visit.text_at_rest()


def test_a_click_marks_the_partners_draws_lines_and_back_undoes_it(visit: Visit) -> None:
    visit.open(PAIR)
    before = state(visit)
    assert visit.page.locator(".lines path").count() == 0
    item(visit, "ais-psi:3.4").click()
    visit.page.wait_for_url("**a=ais-psi:3.4")
    visit.settle()
    assert visit.address == f"{PAIR}&a=ais-psi:3.4"
    assert item(visit, "ais-psi:3.4").get_attribute("aria-selected") == "true"
    marked = visit.page.locator(".marked")
    assert [one.get_attribute("data-id") for one in marked.all()] == FOUR
    assert "3.4 narrower than this (judged, 0.55 of 1)" in marked.first.inner_text()
    assert "8 mappings of ais-psi:3.4" in visit.text
    visit.page.wait_for_timeout(200)
    assert visit.page.locator(".lines path").count() == 8
    looks = visit.page.locator(".lines path").evaluate_all(
        "all => all.map(e => [getComputedStyle(e).stroke, getComputedStyle(e).strokeDasharray].join(' '))"
    )
    assert len(set(looks)) >= 3, "sets and relations differ by colour and by how the line is drawn"
    clicked = state(visit)
    visit.back()
    assert visit.address == PAIR
    assert state(visit) == before
    visit.open(f"{PAIR}&a=ais-psi:3.4")
    assert state(visit) == clicked, "a cold deep link equals the way of clicks"
    cold = Visit(visit.context.browser, visit.root)
    cold.open(f"{PAIR}&a=ais-psi:3.4")
    assert state(cold) == clicked
    cold.context.close()
    item(visit, FOUR[0]).click()
    visit.page.wait_for_url(f"**b={FOUR[0]}")
    visit.settle()
    assert visit.address == f"{PAIR}&b={FOUR[0]}"
    assert [one.get_attribute("data-id") for one in visit.page.locator(".marked").all()] == [
        "ais-psi:2.5",
        "ais-psi:3.4",
    ]
    assert visit.wrong == [] and visit.hosts() == {"127.0.0.1"}


def test_the_keyboard_alone_finds_opens_selects_and_goes_on_to_the_other_tree(visit: Visit) -> None:
    visit.open(PAIR)
    visit.press_until(f"{FOCUSED}(e).matches('[role=treeitem]')")
    press = visit.page.keyboard.press
    assert focused(visit) == "ais-psi:PSI1"
    for key, there in (("ArrowDown", "PSI1.d1"), ("End", "6.2"), ("Home", "PSI1"), ("ArrowRight", "PSI1.d1"),
                       ("ArrowLeft", "PSI1")):  # fmt: skip
        press(key)
        assert focused(visit) == f"ais-psi:{there}", key
    press("ArrowLeft")
    assert item(visit, "ais-psi:PSI1").get_attribute("aria-expanded") == "false"
    assert item(visit, "ais-psi:1.1").count() == 0, "what is closed is not there"
    press("ArrowDown")
    assert focused(visit) == "ais-psi:PSI2"
    visit.page.keyboard.type("3.4")
    assert focused(visit) == "ais-psi:3.4"
    press("Enter")
    visit.page.wait_for_url("**a=ais-psi:3.4")
    visit.settle()
    assert focused(visit) == "ais-psi:3.4", "the focus stays where it was"
    assert "8 mappings" in visit.page.locator("[role=status]").inner_text()
    press("Tab")
    assert focused(visit) == FOUR[0], "the other tree is entered at the first partner"
    assert visit.page.locator("[role=treeitem][tabindex='0']").count() == 2
    press("Space")
    visit.page.wait_for_url(f"**b={FOUR[0]}")
    visit.settle()
    assert visit.page.locator("[aria-selected=true]").get_attribute("data-id") == FOUR[0]
    press("*")
    assert item(visit, "ib-psp-2014:B2.6").get_attribute("aria-expanded") == "true"
    press("Tab")
    assert focused(visit) == "", "Tab leaves"


def test_the_trees_remember_what_was_open_when_one_comes_back(visit: Visit) -> None:
    visit.open(PAIR)
    item(visit, "ib-psp-2014:C4").locator(".turn").click()
    item(visit, "ais-psi:PSI2").locator(".turn").click()
    assert item(visit, "ib-psp-2014:C4.1").count() == 1 and item(visit, "ais-psi:2.1").count() == 0
    assert visit.address == PAIR, "opening is no choice"
    item(visit, "ais-psi:3.4").click()
    visit.page.wait_for_url("**a=ais-psi:3.4")
    visit.settle()
    visit.follow("The record of ais-psi:3.4")
    assert visit.title.startswith("3.4 ")
    visit.back()
    assert visit.address == f"{PAIR}&a=ais-psi:3.4"
    assert item(visit, "ib-psp-2014:C4.1").count() == 1 and item(visit, "ais-psi:2.1").count() == 0
    visit.move("standards?fw=ib-psp-2014")
    assert item(visit, "ib-psp-2014:C4.1").count() == 1, "one tree in the house"


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_accessible_and_the_trees_stand_one_above_the_other_on_a_phone(
    chromium: Any, viewer: str, dark: bool
) -> None:
    for width in (1280, 390):
        window = Visit(chromium, viewer, dark=dark, width=width)
        window.open(f"{PAIR}&a=ais-psi:3.4&kind=printed&kind=denied")
        assert (width, window.violations(), window.overflow()) == (width, [], 0)
        left, right = (pane.bounding_box() for pane in window.page.locator(".pane").all())
        above = left["y"] + left["height"] <= right["y"]
        assert above is (width == 390) and (left["x"] == right["x"]) is above
        assert bool(window.page.locator(".lines").count()) is not above
        last = window.page.get_by_role("button", name=re.compile("^cited with")).bounding_box()
        assert last["x"] + last["width"] <= width
        window.context.close()


def test_filters_are_pressed_cleared_and_undone_by_back(visit: Visit) -> None:
    visit.open(f"{PAIR}&a=ais-psi:3.4")
    visit.page.get_by_role("button", name=re.compile("^denied")).click()
    visit.page.wait_for_url("**kind=denied**")
    visit.settle()
    assert [one.get_attribute("data-id") for one in visit.page.locator(".marked").all()] == FOUR[2:]
    assert "46 of 158 rows shown: denied" in visit.text and "2 mappings of ais-psi:3.4" in visit.text
    visit.follow("Clear the filters")
    assert visit.address == f"{PAIR}&a=ais-psi:3.4" and "All 158 rows" in visit.text
    visit.back()
    assert "46 of 158 rows shown" in visit.text
    visit.follow("Pairs")
    kept = "crosswalk?from=ais-psi&to=ib-psp-2014&kind=denied&a=ais-psi:3.4"
    assert visit.address == kept, "the pairs keep the filters, and hand the selection on"
    visit.back()
    visit.back()
    assert "All 158 rows" in visit.text


def test_another_framework_takes_the_selection_of_its_side_away_in_one_step(visit: Visit) -> None:
    visit.open(f"{PAIR}&a=ais-psi:3.4")
    visit.page.get_by_role("combobox", name=re.compile("From")).click()
    visit.page.get_by_role("option", name="ISTE Coaches 2011").click()
    visit.page.wait_for_url("**from=iste-coaches-2011**")
    visit.settle()
    assert "a=" not in visit.address and "has no statement" not in visit.text
    visit.back()
    assert visit.address == f"{PAIR}&a=ais-psi:3.4" and "8 mappings of ais-psi:3.4" in visit.text


def test_the_files_hold_exactly_the_rows_that_are_shown(visit: Visit, tmp_path: Path) -> None:
    visit.open(f"{PAIR}&a=ais-psi:3.4&kind=judged")
    rows = [r for r in open_graph().records("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
            if r["subject"] == "ais-psi:3.4" and r["kind"] == "xw:judged" and not r["denied"]]  # fmt: skip
    assert f"Take home what is shown: {len(rows)} rows" in visit.text and len(rows) == 2
    taken = {}
    for name in ("CSV", "CSV for spreadsheets", "Excel", "SSSOM"):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=name, exact=True).click()
        taken[name] = Path(download.value.path()).read_bytes()
    raw = list(csv.DictReader(io.StringIO(taken["CSV"].decode())))
    assert [row["mapping"].rpartition("/")[2] for row in raw] == [str(r["mapping"]).rpartition("/")[2] for r in rows]
    safe = list(csv.DictReader(io.StringIO(taken["CSV for spreadsheets"].decode("utf-8-sig"))))
    assert [row["object"] for row in safe[: len(rows)]] == [row["object"] for row in rows]
    below = " ".join(row["subject"] or "" for row in safe[len(rows) :])
    assert "Filters: judged Order: the order of the first framework" in below
    address = unquote(below.partition("Address: ")[2].partition(" ")[0])
    assert address == f"{visit.root}{PAIR}&a=ais-psi:3.4&kind=judged"
    (tmp_path / "taken.xlsx").write_bytes(taken["Excel"])
    assert [row.cells["object"] for row in read_sheet(str(tmp_path / "taken.xlsx")).rows] == [
        row["object"] for row in rows
    ]
    found = read(taken["SSSOM"], "taken.sssom.tsv")
    assert found.mapping_set and not found.findings
    assert "Filters: judged; Order: the order" in found.mapping_set.description
    assert f"data version {open_graph().version[:12]}" in found.mapping_set.description
    claims = [(claim.subject, claim.predicate, claim.object) for claim in found.mapping_set.mappings]
    assert sorted(claims) == sorted((r["subject"], r["relation"], r["object"]) for r in rows)


TEXTS = (*HOSTILE, "\u202egnihtemos\u202c right to left", "😀" * 20, "x" * 5000, '"><img src=x onerror=alert(1)>')


@pytest.fixture(scope="module")
def hostile(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A viewer of two vocabularies of one's own whose labels are as bad as labels can be."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    for name in ("one", "two"):
        scheme = f"<http://example.org/{name}>"
        lines.append(f'{scheme} a skos:ConceptScheme ; skos:prefLabel "<b>{name}</b>"@en .')
        for number, text in enumerate(TEXTS):
            told = text.replace("\\", "\\\\").replace('"', '\\"')
            concept = f"<http://example.org/{name}/{number}>"
            lines.append(f'{concept} a skos:Concept ; skos:inScheme {scheme} ; skos:prefLabel "{told}"@en .')
            if name == "one":
                lines.append(f"{concept} skos:closeMatch <http://example.org/two/{number}> .")
    (folder / "own.ttl").write_text("\n".join(lines), encoding="utf-8")
    port = free_port()
    env = {"CROSSWALK_DATA": str(folder / "own.ttl"), "CROSSWALK_CACHE": str(folder / "cache")}
    with serving(streamlit_run(ROOT / "app.py", port), port, ROOT, env):
        yield f"http://127.0.0.1:{port}/"


def test_hostile_labels_of_a_vocabulary_of_ones_own_stay_text(chromium: Any, hostile: str) -> None:
    window = Visit(chromium, hostile, width=390)
    window.open("crosswalk?from=one&to=two&view=beside&a=one:0")
    for place in range(2):
        inside = window.page.locator("[role=tree]").nth(place)
        said = inside.locator(".label").evaluate_all("all => all.map(e => e.textContent)")
        assert said == list(TEXTS)
        assert inside.locator(":is(img, script, b, em, strong, code, svg, h1)").count() == 0
    window.page.locator("[role=treeitem]").nth(2).click()
    window.page.wait_for_url("**a=one:2")
    window.settle()
    assert TEXTS[2] in window.text
    assert (window.overflow(), window.wrong, window.hosts()) == (0, [], {"127.0.0.1"})
    window.context.close()
