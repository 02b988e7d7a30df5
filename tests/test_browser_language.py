"""The languages in a real browser: one that was chosen stays by links, Back and the menu, and is spoken by the page."""

from __future__ import annotations

import pytest
from browser import Visit

pytestmark = pytest.mark.browser

SPOKEN = "document.documentElement.lang"


def test_a_language_that_was_chosen_stays_by_link_back_and_menu(visit: Visit) -> None:
    visit.open("standard?id=ais-psi:3.4")
    assert visit.page.evaluate(SPOKEN) == "en"
    visit.follow("Français")
    assert visit.address == "standard?id=ais-psi:3.4&lang=fr"
    assert visit.page.evaluate(SPOKEN) == "fr"
    assert "Comment il rejoint d’autres normes" in visit.text
    assert visit.violations() == []
    visit.page.locator(".xw-breadcrumb a").first.click()
    visit.settle()
    assert visit.address == "framework?id=ais-psi&lang=fr"
    assert "À son sujet" in visit.text
    visit.back()
    assert visit.address == "standard?id=ais-psi:3.4&lang=fr"
    assert "Comment il rejoint d’autres normes" in visit.text and visit.page.evaluate(SPOKEN) == "fr"
    visit.page.get_by_role("link", name="Correspondances", exact=True).first.click()
    visit.settle()
    assert visit.title == "Correspondances"
    assert visit.address == "crosswalk?lang=fr"
    visit.follow("Español")
    assert visit.title == "Correspondencias" and visit.page.evaluate(SPOKEN) == "es"
    assert visit.wrong == []


def test_the_browser_s_own_language_is_taken_where_nobody_chose_one(chromium: object, viewer: str) -> None:
    window = Visit(chromium, viewer)
    window.context.close()
    window.context = chromium.new_context(locale="es-MX", viewport={"width": 390, "height": 900})  # type: ignore[attr-defined]
    window.page = window.context.new_page()
    window.open("")
    assert window.title == "Correspondencias entre marcos"
    assert window.page.evaluate(SPOKEN) == "es" and window.address == ""
    assert window.overflow() == 0
    window.context.close()
