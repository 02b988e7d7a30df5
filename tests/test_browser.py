"""The viewer in a real browser: links, Back, keyboard, themes, narrow screens, accessibility, and no other host."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from browser import ROOT, SILENT, WATCHER, Visit, free_port, serving, streamlit_run

from crosswalk import open_graph

pytestmark = pytest.mark.browser

#: Every page in every state that a link can lead to, with its main heading.
PAGES: dict[str, str] = {
    "": "Standards crosswalk",
    "standards": "Standards",
    "standards?fw=ib-psp-2014": "Standards",
    "standards?q=asistive": "Standards",
    "standards?q=zzzzqqqq": "Standards",
    "standards?fw=nowhere": "Standards",
    "standard?id=ais-psi:3.4": "3.4 Assistive technology for diverse learners",
    "standard?id=ais-psi:2.3": "2.3 Learning tied to the real world",
    "standard?id=ais-psi:PSI3": "PSI3 Well-run digital spaces for learning",
    "standard?id=foo": "No such standard",
    "standard?id=1a": "Which one?",
    "standard": "Standard",
    "framework": "Framework",
    "framework?id=ib-psp-2014": "IB programme standards and practices 2014",
    "framework?id=cis-2024": "CIS accreditation, new framework",
    "framework?id=ib-psp-204": "No such framework",
    "crosswalk": "Crosswalk",
    "crosswalk?from=ais-psi&to=iste-coaches-2011": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=sections": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=sections&row=ais-psi:PSI3&column=ib-psp-2014:C3": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=flow": "Crosswalk",
    "crosswalk?from=ib-psp-2014&to=ais-psi&view=gaps": "Crosswalk",
    "crosswalk?from=ib-psp-2014&to=ais-psi&view=coverage": "Crosswalk",
    "crosswalk?from=psc-itec-2011&to=iste-coaches-2011&view=coverage": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=migration": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2014&view=beside&a=ais-psi:3.4": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2020&view=gaps": "Crosswalk",
    "crosswalk?from=ais-psi&to=cis-2016-revised": "Crosswalk",
    "crosswalk?from=iste-coaches-2011&to=iste-education-leaders-2018&kind=entailed": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2020": "Crosswalk",
    "crosswalk?from=ais-psi&to=ib-psp-2020&kind=candidate": "Crosswalk",
    "mapping": "Mapping",
    "mapping?a=foo&b=ais-psi:3.4": "No such standard",
    "mapping?a=ais-psi:3.4&b=ib-psp-2020:0202-02": "ais-psi:3.4 and ib-psp-2020:0202-02",
    "mapping?a=iste-coaches-2011:5b&b=iste-education-leaders-2018:1d&hops=3": (
        "iste-coaches-2011:5b and iste-education-leaders-2018:1d"
    ),
    "mapping?a=ais-psi:1.1&b=cis-2016:A": "ais-psi:1.1 and cis-2016:A",
    "standard?id=iste-coaches-2011:6b": "6b Change and leadership knowledge",
    "graph": "Graph",
    "graph?id=ais-psi:3.4": "Graph",
    "graph?id=ais-psi:3.4&hops=2&kinds=printed,denied,candidate": "Graph",
    "graph?id=foo&hops=9": "Graph",
    "graph?from=ais-psi&to=ib-psp-2014": "Graph",
    "rubrics": "Rubrics",
    "rubrics?id=ais-psi&part=ais-psi:PSI3": "Rubrics",
    "rubrics?id=nowhere&part=x": "Rubrics",
    **{f"about?topic={topic}": "Data & about" for topic in ("", "words", "files", "checks", "cite", "use", "x")},
    "about?topic=accessibility": "Data & about",
    "query": "Query",
    "query?name=list_gaps&from_framework=ib-psp-2014&to_framework=ais-psi": "Query",
    "query?q=SELECT * { ?s ?p ?o } LIMIT 5": "Query",
    "query?q=SELECT * { ?s ?p": "Query",
    "query?way=plain": "Query",
    "query?q=ASK { ?s skos:notation '3.4' }": "Query",
    "query?q=CONSTRUCT WHERE { ?s skos:notation '3.4' }": "Query",
}


def test_every_page_is_sound_accessible_and_asks_no_other_host(visit: Visit) -> None:
    loaded = None
    for address, title in PAGES.items():
        path = address.partition("?")[0]
        (visit.move if path == loaded else visit.open)(address)
        loaded = path
        assert (address, visit.title) == (address, title)
        assert (address, visit.violations()) == (address, [])
        assert "Traceback" not in visit.text
    assert visit.wrong == []
    assert visit.hosts() == {"127.0.0.1"}


def test_every_page_fits_a_phone_in_the_dark(chromium: Any, viewer: str) -> None:
    window = Visit(chromium, viewer, dark=True, width=390)
    window.open("")
    for address, title in PAGES.items():
        window.move(address)
        assert (address, window.title) == (address, title)
        assert (address, window.overflow()) == (address, 0)
        assert (address, window.violations()) == (address, [])
    background = window.page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    window.context.close()
    assert sum(int(part) for part in re.findall(r"\d+", background)[:3]) < 150, "the dark theme is dark"


def test_a_table_wider_than_a_phone_shows_that_it_goes_on_and_reads_well(chromium: Any, viewer: str) -> None:
    window = Visit(chromium, viewer, width=390)
    shadow = "box => getComputedStyle(box).boxShadow.includes('inset')"
    window.open("framework?id=ib-psp-2014")
    fits = window.page.locator(".xw-scroll").first
    assert fits.evaluate("box => box.scrollWidth == box.clientWidth") and not fits.evaluate(shadow)
    window.open("crosswalk?from=ais-psi&to=iste-coaches-2011")
    wide = window.page.locator(".xw-scroll").first
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth") and wide.evaluate(shadow)
    reasons = wide.locator("tbody tr td:nth-child(7)").first
    assert reasons.evaluate("cell => cell.offsetWidth > 12 * 16"), "prose is not squeezed"
    lines = wide.locator("tbody tr:nth-child(2) > *").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell).borderTopWidth + cell.getBoundingClientRect().top)"
    )
    assert len(set(lines)) == 1
    wide.evaluate("box => box.scrollTo(box.scrollWidth, 0)")
    window.page.wait_for_function(f"box => !({shadow})(box)", arg=wide.element_handle())
    window.open("")
    caption = window.page.locator(".xw-grid caption")
    assert caption.evaluate("c => c.getBoundingClientRect().right <= innerWidth"), "the caption is not cut off"
    window.context.close()


def test_a_typo_in_the_search_box_leads_to_the_record(visit: Visit) -> None:
    visit.open("")
    visit.page.get_by_role("combobox", name="Search standards").fill("asistive")
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.address == "standards?q=asistive"
    assert visit.page.get_by_role("combobox", name="Search standards").input_value() == "asistive"
    visit.follow("3.4 Assistive technology")
    assert visit.title == "3.4 Assistive technology for diverse learners"
    for code in ("3d", "B2.8", "C3.10", "C3.11", "C3.15"):
        assert visit.page.get_by_role("link", name=re.compile(f"^{re.escape(code)} ")).count() == 1, code
    assert visit.text.count("(ISTE 3d / IB B2.8, C3.10, C3.11, C3.15)") == 5


def test_a_full_identifier_opens_the_record_and_back_does_not_return_to_the_search(visit: Visit) -> None:
    visit.open("crosswalk")
    visit.page.get_by_role("combobox", name="Search standards").fill("ais-psi:3.4")
    visit.page.get_by_role("button", name="Search", exact=True).click()
    visit.page.wait_for_url("**/standard?id=ais-psi:3.4")
    visit.settle()
    assert visit.title == "3.4 Assistive technology for diverse learners"
    visit.back()
    assert (visit.address, visit.title) == ("crosswalk", "Crosswalk")


def test_a_deep_link_shows_what_the_way_of_clicks_shows(visit: Visit) -> None:
    visit.open("")
    visit.follow("How much of each IB section")
    clicked = (visit.address, visit.text_at_rest())
    visit.open("crosswalk?from=ib-psp-2014&to=ais-psi&view=coverage")
    assert (visit.address, visit.text_at_rest()) == clicked
    visit.follow("B2 Resources and support")
    visit.follow("B2.8 Learning support")
    clicked = (visit.address, visit.text_at_rest())
    visit.open("standard?id=ib-psp-2014:B2.8")
    assert (visit.address, visit.text_at_rest()) == clicked


def test_links_move_within_the_page_without_loading_it_anew(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.4")
    visit.page.evaluate("window.stillHere = true")
    visit.follow("B2.8")
    assert visit.page.evaluate("window.stillHere") is True
    assert visit.page.evaluate("document.activeElement.id") == "stMain"


def test_back_goes_through_records_searches_and_choices(visit: Visit) -> None:
    visit.open("standards?q=assistive")
    visit.follow("3.4 ")
    visit.follow("B2.8")
    assert visit.title == "B2.8 Learning support"
    visit.back()
    assert visit.title == "3.4 Assistive technology for diverse learners"
    visit.back()
    assert visit.address == "standards?q=assistive"
    assert visit.page.get_by_role("combobox", name="Search standards").input_value() == "assistive"


def test_a_choice_is_written_to_the_address_and_back_undoes_it(visit: Visit) -> None:
    visit.open("crosswalk?from=ais-psi&to=ib-psp-2014")
    visit.follow("Gaps")
    visit.page.wait_for_url("**view=gaps")
    visit.settle()
    assert "without a claim" in visit.text
    visit.page.get_by_role("combobox", name=re.compile("To")).click()
    visit.page.get_by_role("option", name="ISTE Coaches 2011").click()
    visit.page.wait_for_url("**to=iste-coaches-2011**")
    visit.settle()
    visit.back()
    visit.page.wait_for_url("**to=ib-psp-2014**")
    assert "IB programme" in visit.page.locator("h2").first.inner_text()
    visit.follow("Swap")
    assert visit.address == "crosswalk?from=ib-psp-2014&to=ais-psi&view=gaps"


def test_the_page_of_a_framework_is_reached_by_clicks_and_is_sound(visit: Visit) -> None:
    visit.open("standard?id=ib-psp-2014:B2.8")
    visit.follow("IB programme standards and practices 2014")
    clicked = (visit.address, visit.text_at_rest())
    visit.open("framework?id=ib-psp-2014")
    assert (visit.address, visit.text_at_rest()) == clicked
    visit.follow("IB programme standards and practices 2020")
    assert visit.title == "IB programme standards and practices 2020"
    visit.back()
    assert visit.address == "framework?id=ib-psp-2014"
    for address in (page for page in PAGES if page.startswith("framework")):
        visit.move(address)
        assert (address, visit.title, visit.violations()) == (address, PAGES[address], [])
    assert visit.wrong == [] and visit.hosts() == {"127.0.0.1"}


def test_an_unknown_identifier_gets_a_sentence_and_the_nearest(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.44")
    assert "There is no statement" in visit.text
    visit.follow("3.4 ")
    assert visit.address == "standard?id=ais-psi:3.4"


def test_a_code_alone_leads_to_its_candidates(visit: Visit) -> None:
    visit.open("standard?id=1a")
    assert "without its framework" in visit.text
    visit.follow("1a ")
    assert visit.address.startswith("standard?id=iste-")


def test_the_keyboard_alone_leads_from_load_to_a_record_and_on(visit: Visit) -> None:
    visit.open("")
    visit.press_until("e.id === 'xw-search'")
    visit.page.keyboard.type("assistive")
    visit.page.keyboard.press("Enter")
    visit.settle()
    visit.press_until("e.matches('.xw-hits a')")
    assert visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.address.startswith("standard?id=")
    visit.open("standards?fw=ib-psp-2014")
    visit.press_until("e.shadowRoot && e.shadowRoot.activeElement.matches('[role=treeitem]')")
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.address.startswith("standard?id=ib-psp-2014:")


def test_the_tables_take_home_what_they_show(visit: Visit) -> None:
    visit.open("crosswalk?from=ais-psi&to=ib-psp-2014")
    with visit.page.expect_download() as raw:
        visit.page.get_by_role("button", name="CSV", exact=True).click()
    result = open_graph().query("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
    assert Path(raw.value.path()).read_bytes() == result.serialize("csv")
    with visit.page.expect_download() as safe:
        visit.page.get_by_role("button", name="CSV for spreadsheets").click()
    content = Path(safe.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfsubject,")
    assert b"data version" in content and visit.page.url.encode() in content
    with visit.page.expect_download() as excel:
        visit.page.get_by_role("button", name="Excel").first.click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(excel.value.path()).read_bytes())).worksheets[0]
    assert sheet.max_row == len(result.rows) + 1


def test_a_question_of_the_library_is_asked_in_a_form(visit: Visit) -> None:
    visit.open("query?name=list_citing_statements")
    visit.page.get_by_role("textbox", name=re.compile("^cited")).fill("ib-psp-2014:B2.8")
    visit.page.get_by_role("button", name="Run").click()
    visit.page.wait_for_url("**cited=ib-psp-2014**")
    visit.settle()
    shown = re.search(r"(\d+) rows? in", visit.text)
    cited = open_graph().records("list_citing_statements", cited="ib-psp-2014:B2.8")
    assert shown and int(shown[1]) == len(cited) > 0
    visit.page.reload()
    visit.settle()
    assert shown[0] in visit.text


def test_copy_link_copies_the_full_address(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.4")
    visit.page.get_by_role("button", name="Copy link").click()
    visit.page.get_by_role("button", name="Copied").wait_for()
    assert visit.page.evaluate("navigator.clipboard.readText()") == f"{visit.root}standard?id=ais-psi:3.4"


HOSTILE = (
    "*a* _b_ **c** `d` ~~e~~",
    "# heading",
    "[x](http://example.org) <b>bold</b> <script>alert(1)</script>",
    "see www.example.org or https://example.org/a or a.b@example.org",
    ":smile: :red[red] :material/home: :+1:",
    "$x^2$ and $$y$$ a -> b <- c -- d",
    "| a | b | \\ & &amp; &lt;",
    "1. one - two + three ![i](x.png)",
)


def test_hostile_text_stays_text_wherever_it_stands(chromium: Any, tmp_path: Path) -> None:
    script = tmp_path / "hostile.py"
    script.write_text(
        "import streamlit as st\n"
        "from crosswalk.viewer.markup import as_label, as_markdown, tag\n"
        f"for text in {HOSTILE!r}:\n"
        "    st.error(as_markdown(text))\n"
        "    st.html(tag('p', text, title=text, class_='ours'))\n"
        "    st.text_input(as_label(text))\n"
        "    st.selectbox('one of', [text], key=text)\n"
        "st.html(tag('p', 'end', class_='xw-footer'))\n",
        encoding="utf-8",
    )
    port = free_port()
    with serving([*streamlit_run(script, port), *SILENT], port, tmp_path, {"PYTHONPATH": str(ROOT)}):
        window = Visit(chromium, f"http://127.0.0.1:{port}/")
        window.open("")
        boxes = [box.replace("\u2060", "") for box in window.page.locator("[data-testid=stAlert]").all_inner_texts()]
        ours = window.page.locator("p.ours").all_inner_texts()
        labels = window.page.locator("[data-testid=stTextInput] label").all_inner_texts()
        options = window.page.locator("[data-testid=stSelectbox] [role=combobox]")
        chosen = [option.input_value() or option.inner_text() for option in options.all()]
        made = window.page.evaluate(
            "document.querySelectorAll('[data-testid=stAlert] :is(a,b,em,strong,code,del,h1,img,li,table,.katex),"
            " p.ours *, [data-testid=stTextInput] label :is(a,b,em,strong,code,del,h1,img,li,.katex)').length"
        )
        window.context.close()
    assert ours == list(HOSTILE)
    assert [box.strip() for box in boxes] == list(HOSTILE)
    assert [label.replace("\u2060", "").strip() for label in labels] == list(HOSTILE)
    assert chosen == list(HOSTILE)
    assert made == 0


def as_installed(folder: Path) -> Path:
    """The files laid out as the wheel lays them out; gives the installed ``app.py``."""
    package = folder / "site" / "crosswalk"
    shutil.copytree(ROOT / "crosswalk", package, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("ontology", "queries", "data", ".streamlit"):
        shutil.copytree(ROOT / name, package / name)
    for name in ("app.py", "CITATION.cff"):
        shutil.copy(ROOT / name, package / name)
    return package / "app.py"


@pytest.mark.parametrize("way", ["streamlit run in a clone", "streamlit run of an installed package", "crosswalk app"])
def test_neither_browser_nor_server_asks_another_host(chromium: Any, tmp_path: Path, way: str) -> None:
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCHER)
    calls, port = tmp_path / "calls", free_port()
    calls.touch()
    paths = [str(tmp_path / "watch"), str(ROOT)]
    command, cwd = streamlit_run(ROOT / "app.py", port), ROOT
    if way == "streamlit run of an installed package":
        command, cwd = streamlit_run(as_installed(tmp_path), port), tmp_path
        paths[1] = str(tmp_path / "site")
    elif way == "crosswalk app":
        start = "from crosswalk.cli.main import run; run()"
        command, cwd = [sys.executable, "-c", start, "app", "--port", str(port), "--no-browser"], tmp_path
    env = {"PYTHONPATH": ":".join(paths), "WATCHED_CALLS": str(calls), "HOME": str(tmp_path)}
    with serving(command, port, cwd, env) as server:
        window = Visit(chromium, f"http://127.0.0.1:{port}/")
        window.open("standard?id=ais-psi:3.4")
        shown = (window.title, window.hosts(), window.wrong)
        bound = subprocess.run(["ss", "-Htln"], capture_output=True, text=True).stdout if shutil.which("ss") else ""
        window.context.close()
    assert shown == ("3.4 Assistive technology for diverse learners", {"127.0.0.1"}, [])
    assert not re.search(rf"(0\.0\.0\.0|\*|\[::\]):{port}\b", bound), "listens on this machine alone"
    foreign = [line for line in calls.read_text().splitlines() if not re.search(r"127\.0\.0\.1|localhost|None", line)]
    assert foreign == []
    if way == "crosswalk app":
        assert server.returncode == 0, "Ctrl-C ends it without an error"


def test_a_slash_leads_to_the_search_from_anywhere_and_enter_opens_what_only_one_statement_can_be(visit: Visit) -> None:
    visit.open("about?topic=words")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("assistive te/")
    box = visit.page.get_by_role("combobox", name="Search standards")
    assert box.input_value() == "assistive te/"  # in a field a slash is a slash
    suggested = visit.page.evaluate(
        "document.querySelector('#xw-search').list.querySelector('[value=\"ais-psi:3.4\"]').text"
    )
    assert suggested.startswith("Assistive technology for diverse learners")
    box.fill("B2.8")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/standard?id=ib-psp-2014:B2.8")
    visit.settle()
    assert visit.title.startswith("B2.8 ")


def test_the_designer_goes_from_the_first_page_to_the_table_of_a_crosswalk_in_hand(visit: Visit) -> None:
    graph = open_graph()
    visit.open("")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("assistive")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/standards?q=assistive")
    visit.settle()
    visit.follow("3.4 Assistive technology")
    for code in ("3d", "B2.8", "C3.10", "C3.11", "C3.15"):
        assert visit.page.get_by_role("link", name=re.compile(f"^{re.escape(code)} ")).count() == 1, code
    visit.follow("The whole crosswalk with IB programme standards and practices 2014")
    visit.follow("Matrix of sections")
    assert "PSI3 Well-run digital spaces" in visit.text
    visit.follow("Gaps")
    gaps = graph.records("list_gaps", from_framework="ib-psp-2014", to_framework="ais-psi")
    assert f"{len(gaps)} statements of IB programme standards and practices 2014 without a claim" in visit.text
    visit.open("crosswalk?from=ais-psi&to=iste-coaches-2011&view=migration")
    assert "ISTE Coaches 2019" in visit.text
    visit.open("crosswalk?from=ais-psi&to=ib-psp-2014")
    with visit.page.expect_download() as home:
        visit.page.get_by_role("button", name="CSV", exact=True).click()
    direct = graph.query("list_mappings", from_framework="ais-psi", to_framework="ib-psp-2014")
    assert Path(home.value.path()).read_bytes() == direct.serialize("csv")


def test_the_researcher_goes_from_the_first_page_to_an_answer_in_hand(visit: Visit) -> None:
    visit.open("")
    visit.follow("Ask a question of the library")
    visit.follow("Which claims has a person or document made")
    visit.page.get_by_role("button", name="Run").click()
    visit.settle()
    direct = open_graph().query("filter_mappings")
    assert f"{len(direct.rows)} rows in" in visit.text
    visit.page.get_by_text("The query itself").click()
    visit.follow("Edit it as SPARQL")
    visit.page.locator(".cm-content").wait_for()
    assert f"{len(direct.rows)} rows in" in visit.text
    with visit.page.expect_download() as home:
        visit.page.get_by_role("button", name="TSV", exact=True).click()
    assert Path(home.value.path()).read_bytes() == direct.serialize("tsv")


def test_the_name_of_a_framework_in_the_search_leads_to_it(visit: Visit) -> None:
    visit.open("standards?q=AIS-psi")
    visit.page.wait_for_url("**/framework?id=ais-psi")
    visit.settle()
    assert visit.title == "AIS technology integrationist growth model"
