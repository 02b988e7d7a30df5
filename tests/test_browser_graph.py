"""The graph in a real browser: walked by keys, followed, gone back from, taken home; hostile text stays text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from browser import ROOT, Visit, free_port, serving, streamlit_run

from crosswalk import open_graph

pytestmark = pytest.mark.browser

DRAWN = ".graph canvas"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(window: Visit, address: str) -> None:
    window.open(address)
    window.page.locator(DRAWN).first.wait_for()


def saved(window: Visit, button: str) -> tuple[str, bytes]:
    with window.page.expect_download() as download:
        window.page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_arrow_keys_walk_and_enter_goes_there_and_back_comes_back(visit: Visit) -> None:
    drawn(visit, "graph?id=ais-psi:3.4")
    page = visit.page
    page.get_by_role("button", name="Save as PNG").focus()
    page.keyboard.press("Tab")
    assert page.locator(".told").inner_text().startswith("3.4 Assistive technology for diverse learners – AIS")
    page.keyboard.press("ArrowUp")
    held = page.locator(".told").inner_text()
    assert not held.startswith("3.4 Assistive technology for diverse learners – AIS")
    page.keyboard.press("Enter")
    visit.settle()
    assert visit.address.startswith("graph?id=") and visit.address != "graph?id=ais-psi:3.4"
    assert f"Around {visit.address.removeprefix('graph?id=')} " in visit.text
    visit.back()
    assert visit.address == "graph?id=ais-psi:3.4"
    assert "Around ais-psi:3.4 " in visit.text


def test_the_keyboard_leaves_the_graph_and_opens_the_record_of_what_it_held(visit: Visit) -> None:
    drawn(visit, "graph?id=ais-psi:3.4")
    visit.page.locator(".graph").focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert (visit.address, visit.title) == ("standard?id=ais-psi:3.4", "3.4 Assistive technology for diverse learners")


def test_the_pictures_hold_what_the_table_holds_and_say_whose_they_are(visit: Visit) -> None:
    drawn(visit, "graph?id=ais-psi:3.4")
    name, svg = saved(visit, "Save as SVG")
    graph = open_graph()
    around = graph.neighbourhood("ais-psi:3.4")
    written = texts(svg)
    assert name == "around-ais-psi-3.4.svg"
    assert set(written) >= {node.notation for node in around.nodes} | {node.framework_label for node in around.nodes}
    assert written.count("cited with") == sum(link.kind == "printed" for link in around.links) == 5
    assert f"data version {graph.version[:12]}" in written[-1] and "CC BY 4.0" in written[-1]
    assert f"{len(around.links)} links" in visit.text
    name, png = saved(visit, "Save as PNG")
    assert name == "around-ais-psi-3.4.png" and png.startswith(b"\x89PNG\r\n\x1a\n") and len(png) > 10_000


def test_the_kinds_of_link_are_turned_on_and_off_in_the_address(visit: Visit) -> None:
    drawn(visit, "graph?id=ais-psi:3.4")
    visit.follow("Stands under")
    visit.follow("Printed")
    assert visit.address == "graph?id=ais-psi:3.4&kinds=judged"
    assert "cited with" not in visit.page.locator(".xw-table").last.inner_text()
    visit.back()
    assert visit.address == "graph?id=ais-psi:3.4&kinds=printed,judged"
    assert "cited with" in visit.page.locator(".xw-table").last.inner_text()


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![i](http://example.org/x.png) \u202e\"'& 😀 " + "x" * 200
)


def test_hostile_labels_are_text_in_the_drawing_what_is_told_the_table_and_the_picture(
    chromium: Any, tmp_path: Path
) -> None:
    label = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    (tmp_path / "own.ttl").write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix : <http://example.org/own/> .\n"
        f':s a skos:ConceptScheme ; skos:prefLabel "{label}"@en .\n'
        f':a a skos:Concept ; skos:inScheme :s ; skos:notation "A" ; skos:prefLabel "{label}"@en .\n'
        f':b a skos:Concept ; skos:inScheme :s ; skos:notation "B" ; skos:prefLabel "{label}"@en ; skos:broader :a .\n',
        encoding="utf-8",
    )
    own = open_graph(data=[str(tmp_path / "own.ttl")], cache=False)
    short = next(str(r["statement"]) for r in own.records("list_statements") if r["label"] == HOSTILE and r["parent"])
    port = free_port()
    env = {"CROSSWALK_DATA": str(tmp_path / "own.ttl")}
    with serving(streamlit_run(ROOT / "app.py", port), port, ROOT, env):
        window = Visit(chromium, f"http://127.0.0.1:{port}/")
        window.page.on("dialog", lambda dialog: window.wrong.append(dialog.message))
        drawn(window, f"graph?id={short}")
        window.page.locator(".graph").focus()
        told = window.page.locator(".told").inner_text()
        _, svg = saved(window, "Save as SVG")
        made = window.page.locator(".told :is(script, img), .xw-table :is(script, img)").count()
        shown = window.text
        outcome = (window.wrong, window.hosts(), made)
        window.context.close()
    assert outcome == ([], {"127.0.0.1"}, 0)
    assert HOSTILE in told and HOSTILE in shown
    assert not re.search(rb"<(script|img)", svg)
    assert any(HOSTILE in (element.text or "") for element in ET.fromstring(svg).iter(f"{SVG}title"))


def test_the_matrix_is_one_stop_of_the_tab_key_and_arrows_lead_to_a_cell_that_opens(visit: Visit) -> None:
    visit.open("crosswalk?from=ais-psi&to=ib-psp-2014&view=sections")
    page = visit.page
    page.locator(".xw-scroll").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "none"
    page.keyboard.press("ArrowRight")
    chosen = page.evaluate("document.activeElement.getAttribute('href')")
    assert chosen.endswith("row=ais-psi:PSI1&column=ib-psp-2014:B1")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('[role=grid]')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == chosen
    page.keyboard.press("Enter")
    visit.settle()
    assert visit.address == chosen
    assert "PSI1 Leading with a common technology direction and B1 Leadership and structure: " in visit.text


def test_where_the_drawing_cannot_be_loaded_a_sentence_says_so_and_the_table_stays(visit: Visit) -> None:
    visit.page.route("**/bundles/**", lambda route: route.abort())
    visit.open("graph?id=ais-psi:3.4")
    visit.page.get_by_text("could not be loaded").wait_for()
    assert "The same as a table: " in visit.text
