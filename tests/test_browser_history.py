"""Back and Forward in a real browser: over every page, each time the page that was there."""

from __future__ import annotations

import pytest
from browser import Visit

pytestmark = pytest.mark.browser

#: The links of a walk over every page, each with the heading of the page that it leads to.
WALK = (
    ("Standards", "Standards"),
    ("IB programme standards and practices 2014", "Standards"),
    ("Crosswalk", "Crosswalk"),
    ("Graph", "Graph"),
    ("Rubrics", "Rubrics"),
    ("Evidence", "Evidence"),
    ("Add", "Evidence"),
    ("Growth", "Growth"),
    ("Report", "Report"),
    ("Documents that an accreditor expects", "Report"),
    ("Query", "Query"),
    ("Data & about", "Data & about"),
)

#: From the overview on: two frameworks, what is known of two statements, one of them, and its framework.
ON = (
    "a[href^='crosswalk?from=']:not([href*='view='])",
    "a[href^='mapping?']",
    "a[href^='standard?']",
    "a[href^='framework?']",
)


#: Every page of the viewer.
PATHS = (
    *("standards", "standard", "framework", "crosswalk", "mapping", "graph", "rubrics"),
    *("evidence", "growth", "report", "query", "about"),
)


def place(visit: Visit) -> tuple[str, str]:
    return visit.address, visit.title


def test_back_and_forward_lead_over_every_page_in_turn(visit: Visit) -> None:
    visit.open("")
    been = [place(visit)]
    for name, title in WALK:
        visit.follow(name)
        assert (name, visit.title) == (name, title)
        been.append(place(visit))
    visit.follow("Overview")
    been.append(place(visit))
    for selector in ON:
        visit.page.locator(f"[data-testid=stMain] {selector}").first.click()
        visit.settle()
        been.append(place(visit))
    assert {address.partition("?")[0] for address, _title in been} == {"", *PATHS}
    for expected in reversed(been[:-1]):
        visit.back()
        assert place(visit) == expected
    for expected in been[1:]:
        visit.forward()
        assert place(visit) == expected
    assert visit.wrong == []
