"""The accreditation team in a real browser: evidence entered, a list taken home, the keyboard alone."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from browser import Visit, labelled, viewer_over
from evidence_world import filled

from crosswalk.api import CrosswalkGraph
from crosswalk.cli import main as cli

pytestmark = pytest.mark.browser

#: Every page of records in every state that a link can lead to, with its main heading.
PAGES: dict[str, str] = {
    "evidence": "Evidence",
    "evidence?id=plan-1": "Evidence",
    "evidence?id=lost": "Evidence",
    "evidence?view=add": "Evidence",
    "evidence?view=add&for=ais-psi:3.4&type=programme-3": "Evidence",
    "evidence?view=import": "Evidence",
    "evidence?view=worklist&target=ib-psp-2014": "Evidence",
    "report": "Report",
    "report?target=ib-psp-2014&section=ib-psp-2014:C3": "Report",
    "report?target=ib-psp-2014&programme=PYP&only=none&sort=status&reviewed=1": "Report",
    "report?target=cis-2016": "Report",
    "report?view=checklist&accreditor=cis&only=missing": "Report",
    "evidence?view=problems": "Evidence",
    "mapping?a=ais-psi:3.4&b=ib-psp-2014:C3.11": "ais-psi:3.4 and ib-psp-2014:C3.11",
    "growth": "Growth",
    "growth?cycle=c1": "Growth",
    "growth?cycle=c1&view=rate&psi=ais-psi:PSI3": "Growth",
    "growth?cycle=c1&view=goals": "Growth",
    "growth?cycle=c1&view=next": "Growth",
    "growth?cycle=c1&view=translation&to=ib-psp-2014": "Growth",
    "standard?id=ais-psi:3.4": "3.4 Assistive technology for diverse learners",
}


#: Those of them that are laid out in ways of their own, which must fit a phone.
ON_A_PHONE = (
    "evidence", "evidence?id=plan-1", "evidence?view=add&for=ais-psi:3.4&type=programme-3",
    "report?target=ib-psp-2014&section=ib-psp-2014:C3", "report?view=checklist&accreditor=cis&only=missing",
    "growth?cycle=c1", "growth?cycle=c1&view=rate&psi=ais-psi:PSI3", "growth?cycle=c1&view=translation&to=ib-psp-2014",
)  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> CrosswalkGraph:
    """A register of this module's own."""
    return filled(tmp_path_factory.mktemp("register"))


@pytest.fixture(scope="module")
def viewer(chromium: Any, register: CrosswalkGraph) -> Iterator[str]:
    """The address of a viewer over that register."""
    with viewer_over(register.workspace.folder) as address:
        yield address


def test_every_page_is_sound_accessible_and_asks_no_other_host(visit: Visit) -> None:
    loaded = None
    for address, title in PAGES.items():
        path = address.partition("?")[0]
        (visit.move if path == loaded else visit.open)(address)
        loaded = path
        assert (address, visit.title) == (address, title)
        assert (address, visit.violations()) == (address, [])
        assert "fault in the program" not in visit.text
    assert visit.wrong == []
    assert visit.hosts() == {"127.0.0.1"}


def test_every_page_fits_a_phone_in_the_dark(chromium: Any, viewer: str) -> None:
    window = Visit(chromium, viewer, dark=True, width=390)
    assert set(ON_A_PHONE) <= set(PAGES)
    for address in ON_A_PHONE:
        window.open(address)
        assert (address, window.overflow()) == (address, 0)
        assert (address, window.violations()) == (address, [])
    window.context.close()


def test_the_team_goes_from_the_first_page_to_the_list_of_a_section_in_hand(
    visit: Visit, register: CrosswalkGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    visit.open("")
    visit.follow("Report")
    visit.page.get_by_role("combobox", name="Framework").fill("IB programme standards and practices 2014")
    visit.page.keyboard.press("Enter")
    visit.settle()
    visit.page.get_by_role("combobox", name="Section").fill("C3")
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert unquote(visit.address) == "report?target=ib-psp-2014&section=ib-psp-2014:C3"
    folder = register.workspace.folder
    assert cli.main(["report", "ib-psp-2014", "--section", "C3", "--format", "json", "--workspace", folder]) == 0
    expected = json.loads(capsys.readouterr().out)
    assert {row["status"] for row in expected} == {"full", "partial", "none", "out of scope"}
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="JSON for programs").click()
    assert json.loads(Path(taken.value.path()).read_bytes())["rows"] == expected
    with visit.page.expect_download() as book:
        visit.page.get_by_role("button", name="Excel workbook").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(book.value.path()).read_bytes())).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {row["statement"].partition(":")[2] for row in expected} <= cells
    with visit.page.expect_download() as pack:
        visit.page.get_by_role("button", name="Pack").click()
    assert {"index.csv", "index.html"} <= set(zipfile.ZipFile(pack.value.path()).namelist())


def test_the_keyboard_alone_enters_evidence_and_changes_it(visit: Visit, register: CrosswalkGraph) -> None:
    visit.open("evidence?view=add&for=ais-psi:2.1")
    visit.press_until(labelled("Type"))
    visit.page.keyboard.type("Inclusion policy")
    visit.page.keyboard.press("Enter")
    visit.settle()
    visit.press_until(labelled("Title"))
    visit.page.keyboard.type("Typed by keyboard")
    visit.press_until(labelled("Owner"))
    visit.page.keyboard.type("KB")
    visit.press_until("e.tagName === 'BUTTON' && e.innerText === 'Save'")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**evidence?id=**")
    visit.settle()
    (stored,) = [one for one in register.workspace.records("evidence") if one.body["title"] == "Typed by keyboard"]
    assert stored.body["owner"] == "KB" and stored.body["type"] == "policy-2"
    assert [support["statement"] for support in stored.body["supports"]] == ["ais-psi:2.1"]
    visit.press_until(labelled("Title"))
    visit.page.keyboard.press("End")
    visit.page.keyboard.type(", twice")
    visit.press_until("e.tagName === 'BUTTON' && e.innerText === 'Save'")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("text=Saved revision 2")
    assert register.workspace.get("evidence", stored.id).body["title"] == "Typed by keyboard, twice"


def test_a_sheet_is_uploaded_looked_at_and_written(visit: Visit, register: CrosswalkGraph, tmp_path: Path) -> None:
    visit.open("evidence?view=import")
    with visit.page.expect_download() as taken:
        visit.page.get_by_role("button", name="Template (CSV)").click()
    headings = next(csv.reader(io.StringIO(Path(taken.value.path()).read_text("utf-8-sig"))))
    row = {"title": "From a sheet", "type": "policy-3", "supports": "ib-psp-2014:C3.4"}
    sheet = tmp_path / "mine.csv"
    lines = [",".join(headings), ",".join(row.get(name, "") for name in headings)]
    sheet.write_text("\n".join([*lines, ",".join("x" if name == "title" else "" for name in headings)]) + "\n", "utf-8")
    visit.page.locator("input[type=file]").set_input_files(sheet)
    visit.page.wait_for_selector("text=1 new, 0 changed, 0 unchanged, 1 wrong")
    visit.settle()
    visit.page.get_by_role("button", name="Write the one sound row alone").click()
    visit.page.wait_for_selector("text=Wrote 1 record")
    assert [one for one in register.workspace.records("evidence") if one.body["title"] == "From a sheet"]
