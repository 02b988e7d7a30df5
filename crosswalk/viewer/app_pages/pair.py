"""Two frameworks side by side: ``/crosswalk?from=ais-psi&to=ib-psp-2014&view=gaps``."""

from __future__ import annotations

import streamlit as st

from crosswalk.viewer import pairing
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.markup import tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import choose, href, switch

_VIEWS = {
    "pairs": ("Pairs", pairing.pairs),
    "sections": ("Matrix of sections", pairing.sections),
    "gaps": ("Gaps", pairing.gaps),
    "coverage": ("Coverage", pairing.coverage),
}


def show() -> None:
    """The two choices, then what the view named in the address shows of the pair."""
    heading("Crosswalk", 1)
    names = {str(row["framework"]): str(row["label"]) for row in graph().records("list_frameworks")}
    left, right = st.columns(2)
    with left:
        start, unknown_start = choose("From", list(names), "from", lambda key: names[key])
    with right:
        end, unknown_end = choose("To", list(names), "to", lambda key: names[key])
    for unknown in (unknown_start, unknown_end):
        if unknown:
            say_wrong(f"There is no framework {unknown!r}; choose one of those above.")
    if not (start and end):
        st.html(tag("p", "Choose two frameworks to see how the statements of the first meet those of the second."))
        return
    if start == end:
        st.html(tag("p", f"Both ends are {names[start]}; choose another framework on one side."))
        return
    view = switch("What to show", list(_VIEWS), "view", lambda key: _VIEWS[key][0])
    swapped = href("crosswalk", from_=end, to=start, view=None if view == "pairs" else view)
    st.html(tag("p", link(swapped, f"Swap: from {names[end]} to {names[start]}")))
    _VIEWS[view][1](start, end, names)


show()
