"""The SPARQL workbench in a real browser: typed, completed, run and left by keys, marked where wrong, taken home."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from browser import Visit

from crosswalk import open_graph

pytestmark = pytest.mark.browser

CONTENT = ".cm-content"

#: A list that has just come up takes no key, lest what was typed on be a choice; in milliseconds.
PATIENCE = 150


def editor(window: Visit, address: str = "query?way=sparql") -> None:
    window.open(address)
    window.page.locator(CONTENT).wait_for()


def write(window: Visit, text: str) -> None:
    window.page.locator(CONTENT).click()
    window.page.keyboard.press("Control+a")
    window.page.keyboard.insert_text(text)


def test_a_query_is_completed_run_and_left_by_keys_alone(visit: Visit) -> None:
    editor(visit)
    page = visit.page
    page.locator(CONTENT).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?code { assist")
    chosen = page.locator(".cm-tooltip-autocomplete li", has_text="ais-psi:3.4")
    chosen.wait_for()
    page.wait_for_timeout(PATIENCE)
    for _ in range(20):
        if page.locator(".cm-tooltip-autocomplete li[aria-selected]").inner_text().startswith("ais-psi:3.4"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" skos:not")
    page.locator(".cm-tooltip-autocomplete li", has_text="skos:notation").first.wait_for()
    page.wait_for_timeout(PATIENCE)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?co")
    page.locator(".cm-tooltip-autocomplete li", has_text="?code").wait_for()
    page.wait_for_timeout(PATIENCE)
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    page.get_by_text(re.compile("1 row in")).wait_for()
    visit.settle()
    assert page.locator(CONTENT).inner_text().strip() == (
        "SELECT ?code { <https://w3id.org/standards-crosswalk/id/ais-psi/3.4> skos:notation ?code }"
    )
    assert visit.address.startswith("query?q=SELECT")
    page.locator(CONTENT).focus()
    page.keyboard.press("Tab")
    assert page.evaluate(
        "(e => { while (e.shadowRoot) e = e.shadowRoot.activeElement; return e.textContent })(document.activeElement)"
    ) == ("Run")


def test_a_link_opens_the_same_text_and_answer_and_back_the_one_before(visit: Visit) -> None:
    editor(visit, "query?q=SELECT ?a { ?a skos:notation '3.4' }")
    first = visit.text
    write(visit, "ASK { ?s skos:notation '9.9.9' }")
    visit.page.get_by_role("button", name="Run").click()
    visit.page.get_by_text(re.compile("^No in|No in")).first.wait_for()
    visit.settle()
    visit.back()
    assert "3.4" in visit.page.locator(CONTENT).inner_text()
    assert re.search(r"\d+ rows? in", first) and re.search(r"\d+ rows? in", visit.text)


def test_what_is_wrong_is_marked_where_it_stands_and_refusals_are_sentences(visit: Visit) -> None:
    editor(visit)
    for text, said in (
        ("SELECT ?s {\n ?s skos:notation }", "line 2"),
        ("DELETE WHERE { ?s ?p ?o }", "changes data"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ):
        write(visit, text)
        visit.page.keyboard.press("Control+Enter")
        visit.page.locator("[data-testid=stAlert]").get_by_text(re.compile(said)).first.wait_for()
        visit.settle()
        assert "Traceback" not in visit.text
        assert visit.page.locator(".cm-lintRange-error").count() == (said == "line 2")
    assert visit.violations() == []
    assert visit.hosts() == {"127.0.0.1"}


def test_a_text_too_long_for_an_address_runs_all_the_same(visit: Visit) -> None:
    editor(visit)
    write(visit, "ASK { ?s skos:notation '3.4' }\n" + "# a long remark\n" * 500)
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_text(re.compile("Yes in|^Yes")).first.wait_for()
    visit.settle()
    assert visit.address == "query?way=sparql" and "too long for an address" in visit.text


def test_the_answer_is_a_table_a_chart_a_graph_and_raw_and_goes_home_whole(visit: Visit) -> None:
    text = "SELECT ?a (COUNT(?m) AS ?n) { ?m owl:annotatedTarget ?a ; xw:claimKind xw:printed } GROUP BY ?a ORDER BY ?a"
    editor(visit, f"query?q={text}")
    visit.follow("Chart")
    visit.page.locator("[data-testid=stVegaLiteChart]").wait_for()
    assert visit.address.endswith("show=chart")
    assert visit.violations() == []
    visit.follow("Raw")
    assert '"bindings"' in visit.page.locator(".xw-code").first.inner_text()
    with visit.page.expect_download() as home:
        visit.page.get_by_role("button", name="JSON", exact=True).click()
    direct = open_graph().sparql(text)
    assert json.loads(Path(home.value.path()).read_bytes()) == json.loads(direct.to_json())
    visit.open("query?q=CONSTRUCT { ?m xw:of ?a } WHERE { ?m owl:annotatedTarget ?a } LIMIT 20&show=graph")
    visit.page.locator(".graph canvas").first.wait_for()
    assert visit.violations() == []


def test_without_the_editor_there_is_a_plain_field(visit: Visit) -> None:
    visit.open("query?way=plain")
    visit.page.get_by_role("textbox", name="SPARQL").fill("ASK { ?s skos:notation '3.4' }")
    visit.page.get_by_role("button", name="Run").click()
    visit.page.get_by_text(re.compile("Yes in|^Yes")).first.wait_for()


def test_hostile_text_in_a_query_and_its_answer_stays_text(visit: Visit) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>![i](http://example.org/x.png)"
    visit.page.on("dialog", lambda dialog: visit.wrong.append(dialog.message))
    for way in ("table", "chart", "raw"):
        editor(visit, f"query?q=SELECT ?v ?n {{ VALUES (?v ?n) {{ ('{hostile}' 1) }} }}&show={way}")
    assert visit.page.locator(".xw-code").first.inner_text().count("<script>") == 1
    assert visit.page.locator(".cm-content :is(img, script), .xw-code :is(img, script)").count() == 0
    assert (visit.wrong, visit.hosts()) == ([], {"127.0.0.1"})
