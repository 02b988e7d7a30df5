"""The keyboard alone in a real browser: rating, a report in hand, the gaps taken home, long lists, another order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import Visit, labelled, viewer_over
from evidence_world import filled

from crosswalk.api import CrosswalkGraph
from crosswalk.evidence.choices import Choices
from crosswalk.evidence.lists import evidence_list

pytestmark = pytest.mark.browser

FROM, TO = "ib-psp-2014", "ais-psi"


def button(words: str) -> str:
    """The script that tells whether an element is the button with these words."""
    return f"e.tagName === 'BUTTON' && e.innerText.trim() === {words!r}"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    """A register of this module's own."""
    return filled(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="module")
def viewer(chromium: Any, register: CrosswalkGraph) -> Iterator[str]:
    """The address of a viewer over that register."""
    with viewer_over(register.workspace.folder) as address:
        yield address


def enter(visit: Visit) -> None:
    """Press Enter on what is focused and wait for the page."""
    visit.page.keyboard.press("Enter")
    visit.settle()


def choose(visit: Visit, label: str, words: str, key: str = "Tab") -> None:
    """Tab to a select box, type what is to be chosen, and choose it."""
    visit.press_until(labelled(label), key=key)
    visit.page.keyboard.type(words)
    enter(visit)


def saved(visit: Visit) -> bytes:
    """What a press of Enter on the focused button downloads."""
    with visit.page.expect_download() as home:
        visit.page.keyboard.press("Enter")
    return Path(home.value.path()).read_bytes()


def test_a_criterion_is_rated_from_the_list_of_cycles_on(visit: Visit, register: CrosswalkGraph) -> None:
    before = {one.id: one.number for one in register.workspace.records("rating")}
    visit.open("growth")
    visit.press_until("e.innerText === 'AB, Autumn'")
    enter(visit)
    visit.press_until("e.innerText === 'Rate'")
    enter(visit)
    visit.press_until(labelled("Level"))
    visit.page.keyboard.type("Exceeds")
    visit.page.keyboard.press("Enter")
    visit.press_until("e.tagName === 'TEXTAREA'")
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.type("Rated without a mouse.")
    visit.press_until(button("Save"))
    enter(visit)
    visit.page.get_by_text("Saved: ").wait_for()
    (rated,) = [one for one in register.workspace.records("rating") if before.get(one.id) != one.number]
    assert rated.body["cycle"] == "c1" and rated.body["reflection"] == "Rated without a mouse."
    assert register.workspace.vocabulary.level_label(rated.body["level"]) == "Exceeds"
    visit.press_until("e.innerText === 'Profile'")
    enter(visit)
    assert visit.address == "growth?cycle=c1" and "1 Exceeds" in visit.text.replace("\n", " ")


def test_a_report_is_made_and_its_file_saved(visit: Visit, register: CrosswalkGraph) -> None:
    visit.open("report")
    choose(visit, "Framework", "IB programme standards and practices 2014")
    choose(visit, "Section", "C3")
    assert unquote(visit.address) == f"report?target={FROM}&section={FROM}:C3"
    visit.press_until(button("JSON for programs"))
    rows = json.loads(saved(visit))["rows"]
    asked = Choices(section=f"{FROM}:C3")
    expected = evidence_list(register.workspace, register.alignment, FROM, asked).lines
    assert {row["statement"]: row["status"] for row in rows} == {o.statement: o.standing.status for o in expected}
    assert len(rows) == len(expected) > 10


def test_the_table_of_the_gaps_is_downloaded_and_a_row_of_it_opened(visit: Visit, register: CrosswalkGraph) -> None:
    visit.open(f"crosswalk?from={FROM}&to={TO}")
    visit.press_until("e.innerText === 'Gaps'")
    enter(visit)
    row = f"e.matches('td a, th a') && e.getAttribute('href').startsWith('standard?id={FROM}:')"
    visit.press_until(button("CSV"), limit=400)
    result = register.query("list_gaps", from_framework=FROM, to_framework=TO)
    assert saved(visit) == result.serialize("csv")
    visit.press_until(row, key="Shift+Tab")
    chosen = visit.page.evaluate("document.activeElement.getAttribute('href')")
    enter(visit)
    assert visit.address == chosen
    assert visit.title.startswith(f"{chosen.rpartition(':')[2]} ")


def test_the_parts_of_a_long_table_and_its_orders_keep_the_keyboard_where_it_is(visit: Visit) -> None:
    visit.open(f"crosswalk?from={TO}&to={FROM}")
    visit.press_until("e.matches('.xw-views a[data-stay]') && e.innerText.endsWith('2')")
    enter(visit)
    assert visit.address.endswith("&page=2") and "Rows 101 to 158 of 158." in visit.text
    assert visit.page.evaluate("document.activeElement.getAttribute('aria-current')") == "page"
    assert visit.page.locator(".xw-table tbody tr").count() == 58
    visit.press_until("e.matches('th a') && e.innerText.startsWith('Confidence')")
    enter(visit)
    assert visit.address.endswith("&sort=confidence") and "Rows 1 to 100 of 158." in visit.text
    assert visit.page.evaluate("document.activeElement.parentElement.getAttribute('aria-sort')") == "descending"
    assert visit.violations() == []
    visit.back()
    assert visit.address.endswith("&page=2") and "Rows 101 to 158 of 158." in visit.text
    choose(visit, "Sort by", "relation", "Shift+Tab")
    assert visit.address.endswith("&sort=relation") and "Rows 1 to 100 of 158." in visit.text
    visit.back()
    assert visit.address.endswith("&page=2") and "sort" not in visit.address


def test_an_order_of_all_links_of_a_graph_begins_with_their_first_part_and_keeps_the_keyboard(visit: Visit) -> None:
    visit.open(f"graph?from={TO}&to={FROM}&page=2")
    assert "Rows 101 to" in visit.text
    visit.press_until("e.matches('th a') && e.innerText.startsWith('To')", limit=400)
    for sort, said in (("3", "ascending"), ("-3", "descending")):
        enter(visit)
        assert visit.address.endswith(f"&sort={sort}") and "page=" not in visit.address
        assert "Rows 1 to 100 of" in visit.text
        assert visit.page.evaluate("document.activeElement.parentElement.getAttribute('aria-sort')") == said
    visit.back()
    visit.back()
    assert visit.address.endswith("&page=2") and "Rows 101 to" in visit.text
