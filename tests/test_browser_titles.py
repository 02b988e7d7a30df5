"""The title of the window in a real browser: it follows the page, and changes once on each way to another."""

from __future__ import annotations

import pytest
from browser import Visit

pytestmark = pytest.mark.browser

#: Keeps every title that the window is given.
WATCH = """() => {
  window.titles = [];
  new MutationObserver(() => window.titles.push(document.title)).observe(
    document.querySelector('head'), { childList: true, subtree: true, characterData: true });
}"""


def test_the_title_follows_the_page_without_another_in_between(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.4")
    assert visit.page.title() == "ais-psi:3.4 Assistive technology for diverse learners – Standards crosswalk"
    visit.page.evaluate(WATCH)
    for address in ("about?topic=words", "crosswalk?from=ais-psi&to=ib-psp-2014&view=gaps", "standards?q=zzzzqqqq", ""):
        before = visit.page.title()
        visit.move(address)
        given = list(dict.fromkeys(visit.page.evaluate("window.titles.splice(0)")))
        assert given == [visit.page.title()] != [before], address
    assert visit.page.title() == "Standards crosswalk"


def test_an_error_on_a_page_in_another_language_is_accessible_and_says_that_it_is_english(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.44&lang=fr")
    alert = visit.page.get_by_role("alert")
    assert alert.locator("[lang=en]").inner_text().startswith("There is no statement")
    assert visit.page.title() == "Norme introuvable, ais-psi:3.44 – Correspondances entre référentiels"
    assert visit.violations() == []
