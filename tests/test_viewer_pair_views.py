"""The views of a pair of frameworks: what was chosen in one is still chosen after the way to another and back."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from test_viewer import opened, shown

AIS, IB = "ais-psi", "ib-psp-2014"
VIEWS = ("beside", "sections", "flow", "gaps", "coverage", "migration")
CHOSEN = {"kind": "judged", "relation": "skos:broadMatch", "status": "xw:proposed", "least": "0.3"}


def addresses(start: str = AIS, end: str = IB, **parameters: str) -> list[dict[str, list[str]]]:
    """The links to views of a pair on the page that these parameters open, and the way to the two changed over."""
    page = shown(opened("pair", **{"from": start, "to": end, **parameters}))
    found = [parse_qs(one.partition("?")[2]) for one in page.links if one.startswith("crosswalk?")]
    return [one for one in found if {one["from"][0], one["to"][0]} == {AIS, IB}]


def to_view(found: list[dict[str, list[str]]], view: str | None, start: str = AIS) -> dict[str, list[str]]:
    return next(one for one in found if one.get("view", [None])[0] == view and one["from"] == [start])


@pytest.mark.parametrize("view", VIEWS)
def test_filters_and_order_of_the_pairs_outlive_the_way_to_another_view_and_back(view: str) -> None:
    there = to_view(addresses(**CHOSEN, sort="confidence"), view)
    given = {name: values[0] for name, values in there.items() if name not in ("from", "to")}
    back = to_view(addresses(**given), None)
    assert {name: back[name] for name in (*CHOSEN, "sort")} == {
        name: [value] for name, value in {**CHOSEN, "sort": "confidence"}.items()
    }


def test_an_order_of_columns_stays_in_the_view_that_has_the_columns() -> None:
    found = addresses(view="gaps", sort="-2", kind="judged")
    assert all("sort" not in to_view(found, view) for view in (None, "beside", "coverage"))
    assert to_view(found, None)["kind"] == ["judged"]
    app = opened("pair", **{"from": AIS, "to": IB, "kind": "judged"})
    assert not app.warning


def test_selections_and_cells_come_back_too() -> None:
    given = {"a": "ais-psi:3.4", "b": "ib-psp-2014:C3.11", "row": "ais-psi:PSI3", "column": "ib-psp-2014:C3"}
    found = addresses(view="gaps", **given, only="shown")
    for view in ("beside", "sections"):
        assert {name: to_view(found, view)[name][0] for name in given} == given
        assert to_view(found, view)["only"] == ["shown"]


@pytest.mark.parametrize("view", ["", "beside", "gaps"])
def test_changing_the_two_over_keeps_the_filters_and_turns_what_has_a_direction(view: str) -> None:
    given = {**CHOSEN, "view": view, "sort": "to", "a": "ais-psi:3.4"}
    over = to_view(addresses(**{name: value for name, value in given.items() if value}), view or None, start=IB)
    assert over["kind"] == ["judged"] and over["status"] == ["xw:proposed"] and over["least"] == ["0.3"]
    assert over["relation"] == ["skos:narrowMatch"] and over["sort"] == ["from"]
    assert over["b"] == ["ais-psi:3.4"] and "a" not in over


def test_changing_the_two_over_shows_as_many_claims_under_the_same_filters() -> None:
    here = shown(opened("pair", **{"from": AIS, "to": IB, "kind": "judged", "relation": "skos:broadMatch"}))
    there = shown(opened("pair", **{"from": IB, "to": AIS, "kind": "judged", "relation": "skos:narrowMatch"}))
    assert here.tags.count("tr") == there.tags.count("tr") > 1
