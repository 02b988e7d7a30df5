"""What lies around a statement, between two frameworks, or between all: ``/graph?id=ais-psi:3.4&hops=2``."""

from __future__ import annotations

import streamlit as st

from crosswalk.errors import AmbiguousIdentifier, UnknownIdentifier
from crosswalk.viewer import glossary, hits, mapped, titles
from crosswalk.viewer.frame import heading, say_wrong
from crosswalk.viewer.language import _
from crosswalk.viewer.markup import filled, tag
from crosswalk.viewer.navigator import link
from crosswalk.viewer.shared import graph
from crosswalk.viewer.state import href, parameter


def show() -> None:
    """The graph that the address names; that of all frameworks where it names none."""
    heading(_("Graph"), 1)
    given, start, end = parameter("id"), parameter("from"), parameter("to")
    if given:
        _statement(given)
    elif start or end:
        _pair(start, end)
    else:
        mapped.frameworks()
    st.html(glossary.way())


def _statement(given: str) -> None:
    try:
        view = graph().statement(given)
    except (UnknownIdentifier, AmbiguousIdentifier) as error:
        if any(given == str(row["framework"]) for row in graph().records("list_frameworks")):
            say_wrong(_("{given} is a whole framework; here is the graph of all of them.").format(given=given))
            mapped.frameworks()
            return
        titles.about(_("No such standard"), given, _("Graph"))
        hits.say_wrong(given, error)
        if error.candidates:
            st.html(hits.identifiers(error.candidates))
        st.html(
            tag(
                "p",
                filled(
                    _("Search above by words, or {see}."), see=link(href("graph"), _("see the graph of all frameworks"))
                ),
            )
        )
        return
    titles.about(_("Around {short}").format(short=view.short), _("Graph"))
    mapped.around(view)


def _pair(start: str | None, end: str | None) -> None:
    names = {str(row["framework"]): str(row["label"]) for row in graph().records("list_frameworks")}
    missing = [repr(given) for given in (start, end) if given not in names]
    if missing or start == end or start is None or end is None:
        sentence = (
            _("There is no framework {missing}.").format(missing=missing[0])
            if missing and start and end
            else _("Name two frameworks.")
        )
        say_wrong(sentence)
        way = link(href("crosswalk"), _("Choose two frameworks"))
        st.html(tag("p", filled(_("{choose}, or take a line of this graph:"), choose=way)))
        mapped.frameworks()
        return
    titles.about(f"{names[start]} ↔ {names[end]}", _("Graph"))
    mapped.between(start, end, names)


show()
