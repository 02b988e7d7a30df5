"""Two frameworks side by side: ``/crosswalk?from=ais-psi&to=ib-psp-2014&view=gaps``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import beside, filters, glossary, migrating, pairing, pairs, sections
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.markup import join, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import choose, href, parameter, several

_VIEWS = {
    "pairs": ("Pairs", pairs.pairs),
    "beside": ("Side by side", beside.beside),
    "sections": ("Matrix of sections", sections.matrix),
    "flow": ("Flow", sections.flow),
    "gaps": ("Gaps", pairing.gaps),
    "coverage": ("Coverage", pairing.coverage),
    "migration": ("Newer edition", migrating.migration),
}
_FIRST = "pairs"
_FILTERED = ("pairs", "beside")


def show() -> None:
    """The two choices, then what the view named in the address shows of the pair."""
    heading("Crosswalk", 1)
    names = {str(row["framework"]): str(row["label"]) for row in graph().records("list_frameworks")}
    left, right = st.columns(2)
    with left:
        start, unknown_start = choose("From", list(names), "from", lambda key: names[key], drops="a")
    with right:
        end, unknown_end = choose("To", list(names), "to", lambda key: names[key], drops="b")
    for unknown in (unknown_start, unknown_end):
        if unknown:
            say_wrong(f"There is no framework {unknown!r}; choose one of those above.")
    if not (start and end):
        st.html(tag("p", "Choose two frameworks to see how the statements of the first meet those of the second."))
        return
    if start == end:
        st.html(tag("p", f"Both ends are {names[start]}; choose another framework on one side."))
        return
    wanted = parameter("view") or _FIRST
    if wanted not in _VIEWS:
        say_wrong(f"There is no view {wanted!r}; these are the pairs.")
        wanted = _FIRST
    choices = [(_address(start, end, view, filtered=True), title) for view, (title, _) in _VIEWS.items()]
    swap = link(_address(end, start, wanted), f"Swap: from {names[end]} to {names[start]}")
    st.html(join(views("What to show", choices, _address(start, end, wanted, filtered=True)), tag("p", swap)))
    _VIEWS[wanted][1](start, end, names)
    st.html(glossary.way())


def _address(start: str, end: str, view: str, filtered: bool = False) -> str:
    """The address of a view; `filtered` keeps the filters for the views that have them."""
    kept = {name: several(name) for name in filters.PARAMETERS} if filtered and view in _FILTERED else {}
    return href("crosswalk", from_=start, to=end, view=None if view == _FIRST else view, **kept)


show()
