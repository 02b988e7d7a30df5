"""The title of the window: one a run, on every page and in every state, and another on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit
from test_viewer import opened, shown

from crosswalk import open_graph
from crosswalk.viewer import titles

PAIR = {"from_": "ais-psi", "to": "ib-psp-2014"}

#: Every page in every state in which it is about something else.
STATES: list[tuple[str, dict[str, str]]] = [
    ("overview", {}),
    ("standards", {}),
    ("standards", {"fw": "ib-psp-2014"}),
    ("standards", {"fw": "nowhere"}),
    ("standards", {"q": "learning"}),
    ("standards", {"q": "learning", "fw": "ib-psp-2014"}),
    ("standards", {"q": "zzzzqqqq"}),
    ("standard", {}),
    ("standard", {"id": "ais-psi:3.4"}),
    ("standard", {"id": "ais-psi:2.3"}),
    ("standard", {"id": "1a"}),
    ("standard", {"id": "foo"}),
    ("framework", {}),
    ("framework", {"id": "ib-psp-2014"}),
    ("framework", {"id": "cis-2024"}),
    ("framework", {"id": "ib-psp-204"}),
    ("mapping", {}),
    ("mapping", {"a": "ais-psi:3.4", "b": "ib-psp-2014:C3.11"}),
    ("mapping", {"a": "ais-psi:3.4", "b": "ais-psi:3.4"}),
    ("mapping", {"a": "bar", "b": "ais-psi:3.4"}),
    ("pair", {}),
    ("pair", {"from_": "ais-psi"}),
    ("pair", {"from_": "nowhere", "to": "ais-psi"}),
    ("pair", {"from_": "ais-psi", "to": "ais-psi"}),
    *(("pair", {**PAIR, "view": view}) for view in ("pairs", "beside", "sections", "flow", "gaps", "coverage")),
    ("pair", {**PAIR, "view": "migration"}),
    ("pair", {**PAIR, "view": "sections", "row": "ais-psi:PSI3", "column": "ib-psp-2014:C3"}),
    ("pair", {"from_": "ib-psp-2014", "to": "ais-psi", "view": "gaps"}),
    ("graph", {}),
    ("graph", {"id": "ais-psi:3.4"}),
    ("graph", {"id": "foo"}),
    ("graph", PAIR),
    ("rubrics", {"part": "PSI1"}),
    ("rubrics", {"part": "PSI3"}),
    *(("evidence", {"view": view}) for view in ("register", "add", "import", "worklist", "problems")),
    ("evidence", {"id": "none"}),
    ("growth", {}),
    ("report", {}),
    ("report", {"target": "ib-psp-2014"}),
    ("report", {"target": "ib-psp-2014", "section": "ib-psp-2014:C3"}),
    ("report", {"view": "checklist"}),
    ("report", {"view": "checklist", "accreditor": "ib"}),
    ("query", {}),
    ("query", {"name": "list_gaps"}),
    ("query", {"q": "ASK { ?s ?p"}),
    ("query", {"way": "sparql"}),
    *(("about", {"topic": topic}) for topic in ("data", "words", "checks", "cite", "use", "accessibility")),
]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The titles that the window is given."""
    given: list[str] = []
    plain = streamlit.set_page_config

    def watched(**settings: Any) -> None:
        if "page_title" in settings:
            given.append(settings["page_title"])
        plain(**settings)

    monkeypatch.setattr(streamlit, "set_page_config", watched)
    yield given


def test_every_page_and_state_has_a_title_of_its_own_and_says_it_once(named: list[str]) -> None:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for page, parameters in STATES:
        named.clear()
        opened(page, **parameters)
        _of_the_first_page, title = named
        assert title.endswith("Standards crosswalk") and not title.startswith(" ")
        assert title not in found, (page, parameters, found[title])
        found[title] = (page, parameters)


def test_a_title_begins_with_what_the_page_is_about(named: list[str]) -> None:
    labels = open_graph().labels()
    opened("pair", **PAIR, view="gaps")
    assert named[-1] == f"{labels['ais-psi']} ↔ {labels['ib-psp-2014']}, Gaps – Standards crosswalk"
    opened("standard", id="ais-psi:3.4")
    assert named[-1] == f"ais-psi:3.4 {labels['ais-psi:3.4']} – Standards crosswalk"
    opened("standard", id="foo")
    assert named[-1] == "No such standard, foo – Standards crosswalk"


def test_a_title_is_in_the_language_of_the_page(named: list[str]) -> None:
    opened("pair", **PAIR, view="gaps", lang="fr")
    assert named[-1].endswith("Lacunes – Correspondances entre référentiels")
    assert "Lacunes" in shown(opened("pair", **PAIR, view="gaps", lang="fr")).text


def test_a_long_title_is_cut_and_has_no_line_ends(named: list[str]) -> None:
    titles.begin()
    titles.about("a\nb " + "c" * 500)
    assert named[0].startswith("a b ccc") and "…" in named[0] and len(named[0]) < 160
