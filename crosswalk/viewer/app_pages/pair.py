"""Two frameworks side by side: ``/crosswalk?from=ais-psi&to=ib-psp-2014&view=gaps``."""

from __future__ import annotations

from itertools import chain

import streamlit as st

from crosswalk.viewer import beside, filters, glossary, migrating, pairing, pairs, phrases, sections, titles
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _, marked
from crosswalk.viewer.markup import join, tag
from crosswalk.viewer.navigator import link, views
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import choose, href, parameter, several

_VIEWS = {
    "pairs": (marked("Pairs"), pairs.pairs),
    "beside": (marked("Side by side"), beside.beside),
    "sections": (marked("Matrix of sections"), sections.matrix),
    "flow": (marked("Flow"), sections.flow),
    "gaps": (marked("Gaps"), pairing.gaps),
    "coverage": (marked("Coverage"), pairing.coverage),
    "migration": (marked("Newer edition"), migrating.migration),
}
_FIRST = "pairs"

#: What is chosen at the first framework and at the second, besides the filters.
_ENDS = (("a", "b"), ("row", "column"))


def show() -> None:
    """The two choices, then what the view named in the address shows of the pair."""
    heading(_("Crosswalk"), 1)
    names = {str(row["framework"]): str(row["label"]) for row in graph().records("list_frameworks")}
    left, right = st.columns(2)
    with left:
        start, unknown_start = choose(_("From"), list(names), "from", lambda key: names[key], drops="a")
    with right:
        end, unknown_end = choose(_("To"), list(names), "to", lambda key: names[key], drops="b")
    for unknown in (unknown_start, unknown_end):
        if unknown:
            say_wrong(_("There is no framework {unknown!r}; choose one of those above.").format(unknown=unknown))
    if unknown := unknown_start or unknown_end:
        titles.about(_("No such framework"), unknown, _("Crosswalk"))
    if not (start and end):
        titles.about(_("Crosswalk"), *(names[one] for one in (start, end) if one))
        st.html(tag("p", _("Choose two frameworks to see how the statements of the first meet those of the second.")))
        return
    if start == end:
        titles.about(_("Crosswalk"), f"{names[start]} ↔ {names[start]}")
        st.html(tag("p", _("Both ends are {start}; choose another framework on one side.").format(start=names[start])))
        return
    wanted = parameter("view") or _FIRST
    if wanted not in _VIEWS:
        say_wrong(_("There is no view {wanted!r}; these are the pairs.").format(wanted=wanted))
        wanted = _FIRST
    cell = [phrases.code(parameter(side) or "") for side in ("row", "column")] if wanted == "sections" else []
    titles.about(f"{names[start]} ↔ {names[end]}", *cell, _(_VIEWS[wanted][0]))
    kept: dict[str, object] = {**filters.kept(), **{name: several(name) for name in ("only", *chain(*_ENDS))}}
    turned = {new: several(old) for one, other in _ENDS for new, old in ((one, other), (other, one))}
    choices = [(_address(start, end, view, **kept), _(_VIEWS[view][0])) for view in _VIEWS]
    swap = link(
        _address(end, start, wanted, **filters.turned(), only=several("only"), **turned),
        _("Swap: from {end} to {start}").format(end=names[end], start=names[start]),
    )
    st.html(join(views(_("What to show"), choices, _address(start, end, wanted, **kept)), tag("p", swap)))
    _VIEWS[wanted][1](start, end, names)
    st.html(glossary.way())


def _address(start: str, end: str, view: str, **kept: object) -> str:
    """The address of a view, with what was chosen: a view passes over what it does not know, and hands it on."""
    return href("crosswalk", from_=start, to=end, view=None if view == _FIRST else view, **kept)


show()
